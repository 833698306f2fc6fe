"""The template for translators and the language nobody speaks."""

import re
import string
import unicodedata
from collections import Counter
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import example, given
from hypothesis import strategies as st

from digitpad import translation
from digitpad.translation import N_, Message, N_plural, speaking, use_language
from scripts.pseudo_language import LONGER, add, build, pseudo, template, translated

SOURCE = '''
from digitpad.translation import N_, N_plural, _, ngettext

LATER = N_("Validatio&n share")
BOTH = N_plural("{count} picture", "{count} pictures")


def say(count, name):
    # Translators: the name is a seat.
    first = _("50 % of {name}").format(name=name)
    second = ngettext("One <b>drawing</b> of {name}", "{count:,} <b>drawings</b> of {name}", count)
    third = _(
        "A sentence "
        "in two lines."
    )
    return not_marked("Nothing")
'''

MESSAGES = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="{}&<%")),
        st.sampled_from([
            "{name}", "{value:.1f}", "{count:,}", "{{", "}}", "<b>", "</b>", "<br/>", '<a href="x">', "&nbsp;", "&File",
            "%v", "%p%", "%%", "50 % of ", "--data-dir", "a", "ou", " ", "\n",
        ]),
    ),
    min_size=1,
).map("".join).filter(bool)


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    (folder / "room").mkdir(parents=True)
    (folder / "room" / "a.py").write_text(SOURCE, encoding="utf-8")
    return folder


def fields(text):
    return sorted(
        (name, form) for _, name, form, _ in string.Formatter().parse(text) if name is not None
    )


def test_all_marked_sentences_are_collected(source):
    found = {entry.id: entry for entry in template(source) if entry.id}
    assert set(found) == {
        "Validatio&n share",
        ("{count} picture", "{count} pictures"),
        "50 % of {name}",
        ("One <b>drawing</b> of {name}", "{count:,} <b>drawings</b> of {name}"),
        "A sentence in two lines.",
    }
    percent = found["50 % of {name}"]
    assert percent.auto_comments == ["the name is a seat."]
    assert percent.locations == [("source/room/a.py", 10)]


def test_no_sentence_is_a_format_of_c(source):
    for catalogue in (template(source), translated(template(source))):
        flags = [entry.flags for entry in catalogue if entry.id]
        assert all("no-python-format" in each and "python-format" not in each for each in flags)


def test_the_template_is_the_same_for_the_same_sentences(source, tmp_path):
    build(tmp_path / "one", source)
    build(tmp_path / "two", source)
    one, two = ((tmp_path / each / "digitpad.pot").read_bytes() for each in ("one", "two"))
    assert one == two
    assert b"#, no-python-format" in one
    assert b"#, python-format" not in one


def test_the_language_is_spoken(source, tmp_path):
    with build(tmp_path / "locale", source).open("rb") as file:
        catalogue = GNUTranslations(file)
    pictures = N_plural("{count} picture", "{count} pictures")
    with speaking(catalogue):
        assert str(Message(N_("50 % of {name}"), name="it")) == "⟦50 % öf it ~~~~~~⟧"
        assert str(Message(pictures, count=1)) == "⟦1 pîctûré ~~~~~~⟧"
        assert str(Message(pictures, count=2)) == "⟦2 pîctûrés ~~~~~ ~⟧"
    with speaking(None):
        use_language("xx", tmp_path / "locale")
        assert translation._("Validatio&n share").startswith("⟦Välîdätîö&n shäré ")


def test_the_whole_program_can_be_said_in_it(tmp_path):
    assert build(tmp_path).is_file()
    with (tmp_path / "digitpad.pot").open("rb") as file:
        sentences = read_po(file)
    for entry in sentences:
        for text in filter(None, entry.id if isinstance(entry.id, tuple) else (entry.id,)):
            assert fields(pseudo(text)) == fields(text)


@given(MESSAGES)
@example("&File")
@example("50 % of {name}")
@example("{value:.1f} %")
@example("a")
def test_what_is_for_the_machine_stays_and_the_rest_is_longer(text):
    other = pseudo(text)
    assert other.startswith("⟦")
    assert other.endswith("⟧")
    assert len(other) >= (1 + LONGER) * len(text)
    for kept in (r"\{[^{}]*\}", r"</?[a-z][^<>]*>", r"&\w+;", r"&\w", "%", r"--[\w-]+", "\n"):
        assert Counter(re.findall(kept, text)) <= Counter(re.findall(kept, other))
    # Everything that was there is there in its order, but for the accents.
    plain = unicodedata.normalize("NFD", other[1:-1]).translate(dict.fromkeys(range(0x300, 0x370)))
    was = unicodedata.normalize("NFD", text).translate(dict.fromkeys(range(0x300, 0x370)))
    assert plain.startswith(was)


@given(st.lists(st.sampled_from(["{name}", "{value:.1f}", "{{", "}}", "of ", " & ", "%"])).map("".join))
def test_the_facts_can_be_filled_in(text):
    assert fields(pseudo(text)) == fields(text)
    facts = {"name": "it", "value": 2.0}
    assert "it" in pseudo(text).format(**facts) or "{name}" not in text


def test_a_file_dialog_finds_its_pattern_at_the_end():
    assert pseudo("Tables (*.csv)") == "⟦Täblés ~~~~~~⟧ (*.csv)"


def test_a_sentence_is_marked_whatever_babel_takes_it_for():
    catalogue = template(Path(__file__).parent / "no such folder")
    add(catalogue, "5 % of", "5 % von")
    assert catalogue["5 % of"].flags == {"no-python-format"}
