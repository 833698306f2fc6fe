"""A question that is typed becomes a question, and one from a file goes on as it was."""

import pytest
from helpers.lessons import complete_lesson

from digitpad.errors import DigitpadError
from digitpad.lessons.questions import (
    ChoiceGuess,
    ChoiceQuestion,
    DrawingQuestion,
    NumberGuess,
    NumberQuestion,
    PickQuestion,
    TextQuestion,
)
from digitpad.ui.lessons.draft_question import DraftQuestion, fields_of, kinds

ASKED = {"id": "q", "text": "What?"}


@pytest.mark.parametrize(("kind", "typed", "question"), [
    ("guess:test", {}, NumberGuess(**ASKED, low=0, high=100, unit="%", of="test")),
    ("guess:gap", {}, NumberGuess(**ASKED, low=-100, high=100, unit="%", of="gap")),
    ("guess:parameters", {"low": "1", "high": "1e6"}, NumberGuess(**ASKED, low=1, high=1e6, of="parameters")),
    ("guess:", {"low": "-2", "high": "2.5"}, NumberGuess(**ASKED, low=-2, high=2.5)),
    ("guess:choice", {"choices": "a;  b c; a;"}, ChoiceGuess(**ASKED, choices=("a", "b c"))),
    ("choice", {"choices": "3; 4", "answer": "4"}, ChoiceQuestion(**ASKED, choices=("3", "4"), answer="4")),
    ("number", {"low": "0", "high": "9", "answer": "4", "tolerance": "0.5", "unit": "s"},
     NumberQuestion(**ASKED, low=0, high=9, answer=4, tolerance=0.5, unit="s")),
    ("text", {"hints": "Look.; Look again."}, TextQuestion(**ASKED, hints=("Look.", "Look again."))),
    ("drawing", {"shows": "4", "read_as": "9"}, DrawingQuestion(**ASKED, shows="4", read_as="9")),
    ("pick:picture", {}, PickQuestion(**ASKED, of="picture")),
    ("pick:neuron", {}, PickQuestion(**ASKED, of="neuron")),
])  # fmt: skip
def test_every_kind_can_be_typed_and_gone_on_with(kind, typed, question):
    assert DraftQuestion("q", kind, " What? ", typed).question() == question
    again = DraftQuestion.of(question)
    assert (again.kind, again.question()) == (kind, question)


def test_those_of_a_file_stay_as_they_are():
    asked = [question for __, question in complete_lesson().questions()]
    assert [DraftQuestion.of(question).question() for question in asked] == asked


def test_a_hint_with_a_semicolon_stays_one_while_nobody_types_in_it():
    question = TextQuestion(**ASKED, hints=("Look; then think.",))
    draft = DraftQuestion.of(question)
    assert draft.question() == question
    other = DraftQuestion(draft.id, draft.kind, "Why?", draft.typed, question)
    assert other.question().hints == ("Look; then think.",)


def test_another_kind_takes_nothing_along_that_it_does_not_have():
    draft = DraftQuestion.of(ChoiceQuestion(**ASKED, choices=("a", "b"), answer="a"))
    assert DraftQuestion("q", "text", draft.text, draft.typed, draft.before).question() == TextQuestion(**ASKED)


@pytest.mark.parametrize(("kind", "typed", "why"), [
    ("choice", {"choices": "one; one;"}, "“What\\?” needs two choices at least"),
    ("number", {"low": "5", "high": "4"}, "“What\\?”: “low” is not less than “high”"),
    ("number", {"low": "five", "high": "6"}, "“What\\?”: .*low"),
    ("choice", {"choices": "a; b", "answer": "c"}, "“What\\?”: “c” is not known in “answer”"),
])  # fmt: skip
def test_what_makes_no_sense_is_told_with_its_question(kind, typed, why):
    with pytest.raises(DigitpadError, match=why):
        DraftQuestion("q", kind, "What?", typed).question()


def test_every_kind_has_a_name_and_hints():
    assert all(words and "hints" in fields_of(kind) for kind, words in kinds().items())
    assert len(kinds()) == len(set(kinds().values())) == 14
