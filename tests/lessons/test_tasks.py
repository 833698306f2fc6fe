"""Format version 2: what a step locks, asks and checks, and the teacher's guide."""

from pathlib import Path

import pytest
from helpers.lessons import COMPLETE, PLAN

from digitpad.data.catalogue import Catalogue
from digitpad.lessons.checks import BoundCheck, FairTestCheck, MisreadCheck, ReadCheck
from digitpad.lessons.guide import TeachersGuide
from digitpad.lessons.lesson import LessonError
from digitpad.lessons.lock import CONTROLS, PAGES, StepLock
from digitpad.lessons.questions import (
    ChoiceGuess,
    ChoiceQuestion,
    DrawingQuestion,
    NumberGuess,
    NumberQuestion,
    PickQuestion,
    TextQuestion,
    must_come_before_run,
)
from digitpad.lessons.reading import parse_lesson

CATALOGUE = Catalogue(Path("nowhere"))
FILE = Path("mine.toml")


def parsed(text):
    return parse_lesson(text, FILE, CATALOGUE)


def refused(text):
    with pytest.raises(LessonError) as caught:
        parsed(text)
    return caught.value


def replaced(old, new):
    text = COMPLETE.replace(old, new, 1)
    assert text != COMPLETE
    return text


# What is right


def test_what_is_visible_and_what_is_fixed():
    first, second = parsed(COMPLETE).steps
    assert first.lock == StepLock(
        frozenset({"examine"}), frozenset({"train", "undo"}), {"epochs": 2, "hidden": (8,), "lead": 0.2}
    )
    assert [name for name in PAGES if first.lock.shows_page(name)] == ["lessons", "examine"]
    assert [name for name in CONTROLS if first.lock.allows(name)] == ["train", "undo"]
    assert (bool(first.lock), bool(second.lock)) == (True, False)
    assert all(map(second.lock.shows_page, PAGES))
    assert all(map(second.lock.allows, CONTROLS))


def test_nothing_but_the_lesson():
    nothing = replaced('pages = ["examine"]\ncontrols = ["train", "undo"]', "pages = []\ncontrols = []")
    lock = parsed(nothing).steps[0].lock
    assert [name for name in PAGES if lock.shows_page(name)] == ["lessons"]
    assert not any(map(lock.allows, CONTROLS))


def test_what_is_asked():
    lesson = parsed(COMPLETE)
    assert list(lesson.questions()) == [
        (1, NumberGuess(
            id="how-many", text="How many of the test pictures will be right?", of="test", low=0, high=100, unit="%",
            hints=("There are ten classes.", "More than half."),
        )),
        (1, ChoiceGuess(id="better", text="Will it be better than before?", choices=("yes", "no"), answer="yes")),
        (2, ChoiceQuestion(id="which", text="Which is safest?", choices=("0", "1"), answer="1")),
        (2, NumberQuestion(id="layers", text="How many layers?", low=0, high=10, answer=2, tolerance=1)),
        (2, TextQuestion(id="why", text="Why?")),
        (2, DrawingQuestion(id="fooled", text="Draw a 4 that it reads as a 9.", shows="4", read_as="9")),
        (2, PickQuestion(id="worst", text="Pick the worst one.", of="picture")),
    ]  # fmt: skip
    assert [must_come_before_run(question) for __, question in lesson.questions()] == [True] * 2 + [False] * 5


def test_which_answers_are_right():
    questions = {question.id: question for __, question in parsed(COMPLETE).questions()}
    assert [questions["layers"].is_right(number) for number in (0, 1, 3, 3.5)] == [False, True, True, False]
    assert [questions["which"].is_right(choice) for choice in ("0", "1")] == [False, True]
    assert questions["how-many"].is_right(90) is None


def test_what_is_checked():
    first, second = parsed(COMPLETE).steps
    assert first.checks == (
        BoundCheck("test", True, 0.8), BoundCheck("gap", False, 0.2), BoundCheck("parameters", False, 10_000),
        BoundCheck("runs", True, 2), FairTestCheck("learning_rate"),
    )  # fmt: skip
    assert second.checks == (
        ReadCheck("7", 0.9), MisreadCheck(), BoundCheck("samples", True, 10), BoundCheck("seconds", False, 60),
    )  # fmt: skip
    sentences = [str(check.message()) for check in (*first.checks, *second.checks)]
    assert sentences == [
        "One run gets at least 80.0\N{NO-BREAK SPACE}% of the test pictures right.",
        "In one run, training is at most 20.0\N{NO-BREAK SPACE}% ahead of test.",
        "The network has at most 10,000 parameters.",
        "At least 2 runs have ended.",
        "Two runs are a fair test: they differ in one thing only (learning rate).",
        "Your drawing is read as “7” with at least 90.0\N{NO-BREAK SPACE}%.",
        "One of your drawings is read as something else than it shows.",
        "At least 10 samples have been saved.",
        "One run takes at most 60 seconds.",
    ]


@pytest.mark.parametrize(
    ("check", "said"),
    [
        (BoundCheck("runs", True, 1), "At least 1 run has ended."),
        (BoundCheck("samples", True, 1), "At least 1 sample has been saved."),
    ],
)
def test_one_is_no_plural(check, said):
    assert str(check.message()) == said


def test_the_teachers_side():
    assert parsed(COMPLETE).guide == TeachersGuide(
        30, ("Say what the learning rate does.",), ("Paper.",),
        {"epoch": "Every training picture once.", "learning rate": "How far each step goes."},
        {"Faster is better.": "Try 1.0 and look."}, {"why": "Because it jumps to and fro."},
        ("Begin with paper.", "End with the curves."),
    )  # fmt: skip


def test_where_the_dataset_is_missing_other_figures_are_enough(data_dir):
    text = (
        replaced('dataset = "mnist-5k"', 'dataset = "mnist"')
        .replace('text = "Guess, then run it."', 'text = "Guess."\nfallback = "mnist-5k"')
        .replace("lead = 0.2", 'dataset = "mnist"')
        .replace('[[steps]]\ntitle = "Fool', '[steps.check_fallback]\ntest = ">= 0.7"\n\n[[steps]]\ntitle = "Fool')
    )
    step = parsed(text).steps[0]
    missing = step.here(Catalogue(data_dir))
    assert missing.plan == step.plan.replace(dataset="mnist-5k")
    assert missing.lock.fixed == {**step.lock.fixed, "dataset": "mnist-5k"}
    assert missing.checks == (BoundCheck("test", True, 0.7), *step.checks[1:])
    (data_dir / "datasets").mkdir(parents=True)
    (data_dir / "datasets" / "mnist.npz").touch()
    assert step.here(Catalogue(data_dir)) is step


def test_a_lesson_of_version_2_may_be_as_short_as_one_of_version_1():
    short = f'version = 2\ntitle = "T"\nlook_for = "L"\n[[steps]]\ntitle = "S"\ntext = "X"\n{PLAN}'
    assert parsed(short) == parsed(short.replace("version = 2", "version = 1"))
    assert parsed(short) == parsed(short.removeprefix("version = 2"))


# What is wrong. In each case: what is replaced by what, the line that is told, and words of the sentence.

WRONG = {
    "a newer version": ("version = 2", "version = 3", 1, "made for a newer Digitpad: its version is 3, and this one"),
    "an endless version": ("version = 2", f"version = 1{'0' * 4000}", 1, "made for a newer Digitpad"),
    "a version of words": ("version = 2", 'version = "2"', 1, "“version” is not a whole number from 1 to 2."),
    "no version": ("version = 2\n", "", 9, "“guide” needs a line “version = 2” at the top"),
    "a page nobody knows": ('["examine"]', '["exam"]', 34, "“exam” is not known in “pages”; expected one of training"),
    "a control nobody knows": ('"undo"]', '"redo"]', 35, "“redo” is not known in “controls”; expected one of train"),
    "pages that are no list": ('["examine"]', '"examine"', 34, "“pages” is not a list of 0 to 10."),
    "fixed and planned at odds": ("lead = 0.2", "batch_size = 8", 40, "“batch_size” is fixed at another value than"),
    "fixed nonsense": ("lead = 0.2", "batch_size = 0", 40, "The batch size is 0"),
    "fixed to no layers": ("hidden = [8]\nlead", 'hidden = "8"\nlead', 39, "“hidden” is not a list of whole numbers"),
    "an unknown thing fixed": ("lead = 0.2", "zoom = 100", 40, "“zoom” is not known here"),
    "a lead too great": ("lead = 0.2", "lead = 0.95", 40, "“lead” is not a number from 0 to 0.9."),
    "a kind nobody knows": ('kind = "guess"', 'kind = "essay"', 53, "“essay” is not known in “kind”; expected one of"),
    "no kind": ('kind = "guess"\n', "", 51, "“” is not known in “kind”"),
    "no id": ('id = "how-many"\n', "", 51, "An entry of “ask” lacks “id”."),
    "an id of words": ("how-many", "How many?", 52, "“id” is no name of small letters, digits and hyphens"),
    "an id twice": ('id = "better"', 'id = "how-many"', 59, "Two questions are called “how-many”."),
    "an id twice in two steps": ('id = "why"', 'id = "better"', 93, "Two questions are called “better”."),
    "a guess of nothing known": ('of = "test"', 'of = "luck"', 55, "“luck” is not known in “of”"),
    "a guess without its range": ('of = "test"', 'of = "seconds"', 51, "An entry of “ask” lacks “low”, “high”."),
    "a range upside down": ("low = 0", "low = 10", 87, "“low” is not less than “high”."),
    "an answer out of range": ("answer = 2", "answer = 20", 89, "“answer” is not a number from 0 to 10."),
    "an answer that is no choice": ('answer = "1"', 'answer = "2"', 81, "“2” is not known in “answer”; expected one"),
    "one choice": ('["0", "1"]', '["0"]', 80, "“choices” is not a list of 2 to 10."),
    "equal choices": ('["0", "1"]', '["1", "1"]', 80, "Two of the choices are equal."),
    "picking nothing known": ('of = "picture"', 'of = "nose"', 108, "“nose” is not known in “of”; expected one"),
    "an endless question": ('"Why?"', f'"{"Why? " * 200}"', 95, "“text” is too long: at most 500 characters."),
    "code": ('test = ">= 0.8"', 'test = "__import__(1)"', 66, "“test” is no comparison such as “>= 0”"),
    "percent": ('test = ">= 0.8"', 'test = ">= 80"', 66, "with a number up to 1."),
    "half a run": ('runs = ">= 2"', 'runs = ">= 2.5"', 69, "“runs” is no comparison"),
    "few runs": ('runs = ">= 2"', 'runs = "<= 2"', 69, "“runs” can only be compared with “>=”."),
    "a check nobody knows": ('runs = ">= 2"', "luck = 1", 69, "“luck” is not known here; expected one of fair_test"),
    "a fair test of nothing": ('"learning_rate"', '"weather"', 70, "“weather” is not known in “fair_test”"),
    "a class that is none": ("digit = 7", "digit = true", 111, "“digit” is not a text"),
    "never misread": ("misread = true", "misread = false", 112, "“misread” can only be true."),
    "a fallback for no check": (
        "[steps.check]", '[steps.check_fallback]\ntest = ">= 0.7"\n[steps.check]', 66, "stands in for nothing"
    ),
    "figures without a plan": ('"Nothing to run."', '"Nothing."\nlecture = { test = 0.9 }', 75, "“lecture” is about a"),
    "an answer to nothing": ("[guide.answers]\nwhy", "[guide.answers]\nwhat", 27, "No question is called “what”."),
    "a guide of no time": ("minutes = 30", "minutes = 0", 11, "“minutes” is not a whole number from 1 to 600."),
    "words without meaning": ('epoch = "Every training picture once."', "epoch = 1", 20, "“epoch” is not a text"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_told_with_its_line(case):
    old, new, line, words = WRONG[case]
    error = refused(replaced(old, new))
    assert (error.line, words in str(error)) == (line, True), error
    assert str(error).endswith(".")
