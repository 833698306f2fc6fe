"""What the program says when something does not work, and of what others say."""

import copy
import errno
import os
import pickle
import zlib
from gettext import NullTranslations
from pathlib import Path

import pytest

from digitpad.errors import DigitpadError, reason_of
from digitpad.lessons.lesson import LessonError
from digitpad.translation import N_, Message, N_plural, speaking

GERMAN = {
    "“{name}” is not a picture.": "„{name}“ ist kein Bild.",
    "The file cannot be read ({reason}).": "Die Datei kann nicht gelesen werden ({reason}).",
    "a folder": "ein Ordner",
    "{count} picture of “{name}” is damaged.": "{count} Bild von „{name}“ ist beschädigt.",
    "{count} pictures of “{name}” are damaged.": "{count} Bilder von „{name}“ sind beschädigt.",
}


class German(NullTranslations):
    """Knows a few sentences."""

    def gettext(self, message):
        return GERMAN.get(message, message)

    def ngettext(self, singular, plural, count):
        return self.gettext(singular if count == 1 else plural)


def test_an_error_is_translated_when_it_is_shown():
    error = DigitpadError(N_("“{name}” is not a picture."), name=Path("a.txt"))
    assert (error.key, error.facts) == ("“{name}” is not a picture.", {"name": Path("a.txt")})
    assert str(error) == "“a.txt” is not a picture."
    with speaking(German()):
        assert str(error) == "„a.txt“ ist kein Bild."


def test_the_count_chooses_the_form():
    key = N_plural("{count} picture of “{name}” is damaged.", "{count} pictures of “{name}” are damaged.")
    assert str(DigitpadError(key, count=1, name="mine")) == "1 picture of “mine” is damaged."
    with speaking(German()):
        assert str(DigitpadError(key, count=3, name="mine")) == "3 Bilder von „mine“ sind beschädigt."


def test_facts_may_be_other_errors_and_messages():
    inner = DigitpadError(N_("“{name}” is not a picture."), name=Message(N_("a folder")))
    error = DigitpadError(N_("The file cannot be read ({reason})."), reason=inner)
    assert str(error) == "The file cannot be read (“a folder” is not a picture.)."
    with speaking(German()):
        assert str(error) == "Die Datei kann nicht gelesen werden („ein Ordner“ ist kein Bild.)."


def test_a_fact_may_have_any_name():
    assert str(DigitpadError(N_("{self} {key} {facts}"), self=1, key=2, facts=3)) == "1 2 3"


def test_braces_stand_for_themselves_where_there_are_no_facts_and_in_facts():
    assert str(DigitpadError("A set is written {1, 2} or {}.")) == "A set is written {1, 2} or {}."
    assert str(DigitpadError(N_("“{name}” is not a picture."), name="{0}")) == "“{0}” is not a picture."
    assert str(DigitpadError(N_("“{name}” has no {{}}."), name="a")) == "“a” has no {}."


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
@pytest.mark.parametrize(
    "error",
    [
        DigitpadError(N_("“{name}” is not a picture."), name="a"),
        DigitpadError(N_plural("{count} picture", "{count} pictures"), count=2),
        LessonError(Path("a.toml"), 3, "This is not TOML."),
    ],
)
def test_errors_can_be_sent_to_another_process(error, again):
    assert callable(again)
    other = again(error)
    assert type(other) is type(error)
    assert (str(other), other.args, vars(other)) == (str(error), error.args, vars(error))


def test_errors_can_be_hashed():
    error = DigitpadError(N_("“{name}” is not a picture."), name=[])
    assert {error: 1}[error] == 1


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/somewhere"), os.strerror(errno.ENOSPC)),
        (OSError("timed out"), "timed out"),
        (ValueError("embedded null byte"), "embedded null byte"),
        (MemoryError(), "MemoryError"),
        (zlib.error("Error -3"), "Error -3"),
        ("a server's own words", "a server's own words"),
    ],
)
def test_a_reason_is_a_few_words_without_a_path(error, expected):
    assert reason_of(error) == expected
