"""From what was ticked and typed to a lesson, and to its file."""

import pytest

from digitpad.errors import DigitpadError
from digitpad.lessons.lesson import Lesson
from digitpad.lessons.lock import CONTROLS, PAGES, StepLock
from digitpad.lessons.questions import ChoiceGuess, DrawingQuestion, NumberGuess, TextQuestion
from digitpad.lessons.reading import read_lesson
from digitpad.training.plan import TrainingPlan
from digitpad.ui.lessons.lesson_draft import DraftQuestion, draft_questions, draft_step, name_of, save_lesson

PLAN = TrainingPlan(epochs=3, hidden=(16,))


def test_questions_are_typed_with_semicolons_between_choices():
    made = draft_questions((
        DraftQuestion("guess", "How  many?"), DraftQuestion("text", " "),
        DraftQuestion("choice-guess", "Which?", "a; b;"), DraftQuestion("text", "Why?"),
        DraftQuestion("drawing", "Draw."),
    ), 1)  # fmt: skip
    assert [type(question) for question in made] == [NumberGuess, ChoiceGuess, TextQuestion, DrawingQuestion]
    assert [question.id for question in made] == ["step1-1", "step1-2", "step1-3", "step1-4"]
    assert (made[0].text, made[1].choices) == ("How many?", ("a", "b"))


@pytest.mark.parametrize("choices", ["", "one", "one; one;"])
def test_a_choice_needs_two_things(choices):
    with pytest.raises(DigitpadError, match="“Which\\?” needs two choices"):
        draft_questions((DraftQuestion("choice", "Which?", choices),), 1)


def test_what_is_all_ticked_is_no_lock():
    step = draft_step("One", "Do.", PLAN, PAGES, CONTROLS, (), ())
    assert step.lock == StepLock()
    step = draft_step("One", "Do  this.\n\n\nThen that.", PLAN, {"training"}, set(CONTROLS) - {"save"}, {"epochs"}, ())
    assert step.lock == StepLock(frozenset({"training"}), frozenset(CONTROLS) - {"save"}, {"epochs": 3})
    assert step.text == "Do this.\n\nThen that."


@pytest.mark.parametrize(("title", "name"), [
    ("How fast?", "how-fast"), ("Zoë & Müller!", "zoe-muller"), ("学生", "lesson"), ("../..", "lesson"),
])
def test_a_title_gives_the_name_of_the_file(title, name):
    assert name_of(title) == name


def test_a_lesson_reads_back_equal_and_replaces_none(tmp_path, catalogue):
    step = draft_step("One", "Say “so” \\ <b>.", PLAN, {"training"}, (), {"hidden"}, draft_questions((
        DraftQuestion("guess", "How many?"),), 1))  # fmt: skip
    lesson = Lesson("mine", "Mine", ("Look.",), (step,))
    file = save_lesson(lesson, tmp_path, catalogue)
    assert read_lesson(file, catalogue) == lesson
    assert "#" in file.read_text(encoding="utf-8"), "its comments say what is what"
    with pytest.raises(DigitpadError, match="There is a lesson “mine” already"):
        save_lesson(lesson, tmp_path, catalogue)
