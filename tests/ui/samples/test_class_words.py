"""Sentences about a drawing and the name of its class."""

import pytest

from digitpad.ui.samples.class_words import draw, save_it_all_the_same, saved_as, with_article


@pytest.mark.parametrize(
    ("name", "words"), [("4", "a 4"), ("8", "an 8"), ("11", "an 11"), ("B", "a B"), ("M", "an M"),
                        ("Trouser", "“Trouser”")],
)
def test_the_article_fits_the_name(name, words):
    assert with_article(name, f"a {name}", f"an {name}", f"“{name}”") == words


def test_what_is_asked_for():
    assert [draw(name) for name in ("4", "8", "Trouser")] == ["Draw a 4", "Draw an 8", "Draw “Trouser”"]


def test_what_was_saved_and_how_many_there_are():
    assert saved_as("4", 12) == "Saved as a 4 (12 drawings)"
    assert saved_as("8", 1) == "Saved as an 8 (1 drawing)"
    assert saved_as("Trouser", 1234) == "Saved as “Trouser” (1,234 drawings)"


def test_both_names_of_the_question_have_their_article():
    assert save_it_all_the_same("7", "4") == "This looks like a 7. Save it as a 4?"
    assert save_it_all_the_same("8", "Bag") == "This looks like an 8. Save it as “Bag”?"
    assert save_it_all_the_same("Coat", "8") == "This looks like “Coat”. Save it as an 8?"
