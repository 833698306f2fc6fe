"""Sentences in the language of the reader."""

import os
import subprocess
import sys
from gettext import NullTranslations
from pathlib import Path

import numpy as np
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from digitpad import translation
from digitpad.system import assets
from digitpad.translation import LANGUAGE, N_, Message, N_plural, Plural, _, ngettext, sentence, speaking, use_language

GERMAN = {
    "Save": "Speichern",
    "“{name}” is gone.": "„{name}“ ist weg.",
    "{name} has {{braces}}.": "{name} hat {{Klammern}}.",
    ("{count} sample", "{count} samples"): ("{count} Muster", "{count} Muster (Mehrzahl)"),
    "{share:.1f} of them": "davon {shar:.1f}",  # a slip
    "{place} of them": "davon {place.nowhere}",  # another
}


def write_catalogue(folder, code, messages):
    catalogue = Catalog(locale=code)
    for key, text in messages.items():
        catalogue.add(key, text)
    place = folder / code / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "digitpad.mo").open("wb") as file:
        write_mo(file, catalogue)


@pytest.fixture
def locale(tmp_path):
    write_catalogue(tmp_path / "locale", "de", GERMAN)
    write_catalogue(tmp_path / "locale", "pt_BR", {"Save": "Salvar"})
    return tmp_path / "locale"


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch):
    """Each test is a process that has not chosen yet, on a computer of no language."""
    for name in translation._VARIABLES:
        monkeypatch.delenv(name, raising=False)
    with speaking(None):
        monkeypatch.setattr(translation._State, "chosen", False)
        yield


@pytest.fixture
def german(locale):
    use_language("de", locale)


def test_without_a_language_everything_is_said_as_it_is_written():
    assert _("Save") == "Save"
    assert [ngettext("{count} sample", "{count} samples", count) for count in (0, 1, 2)] == [
        "{count} samples", "{count} sample", "{count} samples",
    ]


@pytest.mark.usefixtures("german")
def test_another_language():
    assert _("Save") == "Speichern"
    assert _("Not in the catalogue") == "Not in the catalogue"
    assert ngettext("{count} sample", "{count} samples", 1) == "{count} Muster"
    assert ngettext("{count} sample", "{count} samples", 2) == "{count} Muster (Mehrzahl)"


@pytest.mark.usefixtures("german")
def test_nothing_is_nothing_and_not_the_notes_of_the_catalogue():
    assert _("") == ""


@pytest.mark.usefixtures("german")
def test_what_is_only_marked_stays_english():
    assert N_("Save") == "Save"
    assert N_plural("{count} sample", "{count} samples") == Plural("{count} sample", "{count} samples")


@pytest.mark.usefixtures("german")
def test_a_sentence_has_its_facts():
    assert sentence("“{name}” is gone.", {"name": Path("a.png")}) == "„a.png“ ist weg."
    assert sentence("{name} has {{braces}}.", {"name": "It"}) == "It hat {Klammern}."
    assert sentence("{Save}", {}) == "{Save}"


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(("count", "text"), [(1, "1 Muster"), (2, "2 Muster (Mehrzahl)"), (np.int64(1), "1 Muster")])
def test_the_count_chooses_the_form(count, text):
    assert sentence(N_plural("{count} sample", "{count} samples"), {"count": count}) == text


@pytest.mark.usefixtures("german")
def test_a_slip_of_the_translator_costs_the_translation_not_the_sentence():
    assert sentence("{share:.1f} of them", {"share": 0.25}) == "0.2 of them"
    assert sentence("{place} of them", {"place": "half"}) == "half of them"


def test_a_missing_fact_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        sentence("“{name}” is gone.", {"nam": 1})


def test_a_message_is_translated_when_it_is_shown(locale):
    inner = Message(N_("Save"))
    message = Message(N_("“{name}” is gone."), name=inner)
    assert str(message) == "“Save” is gone."
    use_language("de", locale)
    assert str(message) == "„Speichern“ ist weg."
    assert f"{inner:>11}" == "  Speichern"


def test_messages_of_the_same_key_and_facts_are_the_same():
    one = Message(N_("“{name}” is gone."), name=[1])
    assert one == Message(N_("“{name}” is gone."), name=[1])
    assert hash(one) == hash(Message(N_("“{name}” is gone."), name=[1]))
    assert one != Message(N_("“{name}” is gone."), name=[2])
    assert one != "“[1]” is gone."
    assert repr(one) == "Message('“{name}” is gone.', name=[1])"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({LANGUAGE: "de"}, "Speichern"),
        ({LANGUAGE: "de", "LANGUAGE": "pt_BR"}, "Speichern"),
        ({LANGUAGE: "", "LANGUAGE": "pt_BR", "LANG": "de"}, "Salvar"),
        ({"LC_ALL": "de_CH.UTF-8"}, "Speichern"),
        ({"LC_MESSAGES": "de"}, "Speichern"),
        ({"LANG": "de_DE.UTF-8@euro"}, "Speichern"),
        ({"LANG": "pt_PT"}, "Save"),
        ({"LANGUAGE": "fr:pt_BR:de"}, "Salvar"),
        ({"LANGUAGE": "en_GB:de", "LANG": "de"}, "Save"),  # who prefers English gets it
        ({"LC_ALL": "C.UTF-8", "LANG": "de"}, "Save"),
        ({LANGUAGE: "../locale/de"}, "Save"),
        ({LANGUAGE: "\N{SNOWMAN}"}, "Save"),
        ({}, "Save"),
    ],
)
def test_the_environment_says_which_language(
    variables, expected, locale, monkeypatch
):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    use_language(folder=locale)
    assert _("Save") == expected


def test_a_process_chooses_once(locale, monkeypatch):
    monkeypatch.setenv(LANGUAGE, "de")
    use_language(folder=locale)
    monkeypatch.setenv(LANGUAGE, "pt_BR")
    use_language(folder=locale)
    assert _("Save") == "Speichern"
    use_language("pt_BR", locale)
    assert _("Save") == "Salvar"


def test_the_catalogues_are_in_the_assets(locale, monkeypatch):
    monkeypatch.setattr(assets, "folder", lambda: locale.parent)
    use_language("de")
    assert _("Save") == "Speichern"


def test_no_folder_of_catalogues_is_english(tmp_path):
    use_language("de", tmp_path / "nothing")
    assert _("Save") == "Save"


@pytest.mark.parametrize("keep", [0, 2, 4, 19, 40, 150])
def test_a_damaged_catalogue_is_english(locale, keep):
    file = locale / "de" / "LC_MESSAGES" / "digitpad.mo"
    file.write_bytes(file.read_bytes()[:keep])
    use_language("de", locale)
    assert _("Save") == "Save"


def test_another_catalogue_for_a_while(locale):
    class Loud(NullTranslations):
        def gettext(self, message):
            return message.upper()

    use_language("de", locale)
    with speaking(Loud()):
        use_language()  # what has been chosen stays
        assert _("Save") == "SAVE"
    assert _("Save") == "Speichern"


def test_english_costs_the_start_nothing():
    code = (
        "import sys; from digitpad.translation import use_language; use_language();"
        "print({'gettext', 'locale', 'pathlib', 'struct', 'digitpad.system.assets'} & sys.modules.keys())"
    )
    bare = [sys.executable, "-S", "-c", code]  # without what an environment's .pth files import
    said = subprocess.run(
        bare, check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent,
        env={**os.environ, LANGUAGE: "en"},
    )
    assert said.stdout == "set()\n"
