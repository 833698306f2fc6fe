"""Checks and guesses, judged by what was done."""

from dataclasses import replace
from datetime import datetime

import pytest
from helpers.lessons import ended_run

from digitpad.ink.stroke import Ink
from digitpad.lessons.checks import BoundCheck, FairTestCheck, MisreadCheck, ReadCheck
from digitpad.lessons.lesson import Step
from digitpad.lessons.questions import ChoiceGuess, DrawingQuestion, NumberGuess, TextQuestion
from digitpad.lessons.results import check_step, guessed_figure, is_done, keep_reached, may_run, run_figures
from digitpad.lessons.state import Drawn, LessonState, Reading, StepState
from digitpad.training.epoch import Epoch, Score
from digitpad.training.live_changes import Change

NOW = datetime(2026, 11, 30, 10, 0)
INK = Ink.of([[(1, 2), (3, 4)]])
NO_BREAK = "\N{NO-BREAK SPACE}"


def judged(check, *runs, reading=None, **more):
    (result,) = check_step(Step("S", "T", checks=(check,)), StepState(runs=runs, **more), reading)
    assert str(result.message).startswith(str(check.message()))
    return result.done, str(result.message).removeprefix(str(check.message())).strip().replace(NO_BREAK, " ")


def test_the_figures_of_a_run():
    assert run_figures(ended_run(test=0.9)) == {
        "train": pytest.approx(0.95), "test": 0.9, "gap": pytest.approx(0.05), "seconds": 1.0, "parameters": 6370.0,
    }  # fmt: skip
    assert run_figures(ended_run(epochs=0, test=None, class_names=())) == {}
    validated = (Epoch(1, Score(1, 0.5), Score(1, 0.4), 2.0, Score(1, 0.3)),)
    assert run_figures(replace(ended_run(test=None, class_names=()), history=validated)) == {
        "train": 0.5, "validation": 0.4, "test": 0.3, "gap": pytest.approx(0.2), "seconds": 2.0,
    }  # fmt: skip
    assert "parameters" not in run_figures(ended_run(hidden=(4096, 4096, 4096)))


@pytest.mark.parametrize(
    ("check", "outcome"),
    [
        (BoundCheck("test", True, 0.9), (True, "Done: 90.0 %.")),
        (BoundCheck("test", True, 0.91), (False, "Not yet: 90.0 %.")),
        (BoundCheck("test", False, 0.91), (True, "Done: 90.0 %.")),
        (BoundCheck("gap", False, 0.06), (True, "Done: 5.0 %.")),
        (BoundCheck("gap", False, 0.02), (False, "Not yet: 5.0 %.")),
        (BoundCheck("train", True, 0.9), (True, "Done: 95.0 %.")),
        (BoundCheck("validation", True, 0.1), (False, "Not yet.")),
        (BoundCheck("parameters", False, 6370), (True, "Done: 6,370.")),
        (BoundCheck("parameters", False, 6369), (False, "Not yet: 6,370.")),
        (BoundCheck("seconds", False, 60), (True, "Done: 1.")),
        (BoundCheck("runs", True, 2), (False, "Not yet: 1.")),
        (BoundCheck("samples", True, 10), (False, "Not yet: 4.")),
    ],
)
def test_a_number_is_compared(check, outcome):
    assert judged(check, ended_run(), samples=4) == outcome


def test_nothing_is_reached_where_nothing_was_done():
    for check in (BoundCheck("test", False, 1), BoundCheck("seconds", False, 1), FairTestCheck("epochs"),
                  ReadCheck("7"), MisreadCheck()):  # fmt: skip
        assert judged(check) == (False, "Not yet.")
    assert judged(BoundCheck("runs", True, 1)) == (False, "Not yet: 0.")


def test_a_run_under_way_or_given_up_is_none():
    for state in ("running", "failed"):
        assert judged(BoundCheck("test", True, 0.5), ended_run(state=state)) == (False, "Not yet.")
    assert judged(BoundCheck("runs", True, 1), ended_run(state="stopped")) == (True, "Done: 1.")


def test_all_figures_hold_for_one_and_the_same_run():
    step = Step("S", "T", checks=(BoundCheck("test", True, 0.9), BoundCheck("parameters", False, 10_000)))
    good, small = ended_run("a", test=0.95, hidden=(500,)), ended_run("b", test=0.5)
    assert [each.done for each in check_step(step, StepState(runs=(good, small)))] == [False, True]
    assert [each.done for each in check_step(step, StepState(runs=(small, good)))] == [False, True]
    both = ended_run("c", test=0.9)
    assert [each.done for each in check_step(step, StepState(runs=(both, good, small)))] == [True, True]


def test_the_run_that_is_nearest_is_told():
    runs = (ended_run("a", test=0.7), ended_run("b", test=0.8), ended_run("c", test=0.6))
    assert judged(BoundCheck("test", True, 0.9), *runs) == (False, "Not yet: 80.0 %.")


def test_a_fair_test_differs_in_that_setting_alone():
    check = FairTestCheck("learning_rate")
    one, two = ended_run("a"), ended_run("b", learning_rate=0.1)
    assert judged(check, one, two) == (True, "Done.")
    assert judged(check, one, ended_run("b")) == (False, "Not yet.")
    assert judged(check, one, ended_run("b", learning_rate=0.1, seed=2)) == (False, "Not yet.")
    assert judged(check, one, ended_run("b", seed=2)) == (False, "Not yet.")
    assert judged(check, one, replace(two, state="stopped")) == (False, "Not yet.")
    changed = replace(two, changes=(Change("dropout", 0.2, 1, 2),))
    assert judged(check, one, changed) == (False, "Not yet.")
    assert judged(check, ended_run("x", seed=3), one, two) == (True, "Done.")


def test_a_drawing_is_read():
    check = ReadCheck("7", 0.9)
    assert judged(check, reading=Reading("7", 0.95)) == (True, "Done.")
    assert judged(check, reading=Reading("7", 0.8)) == (False, "Not yet.")
    assert judged(check, reading=Reading("1", 0.95)) == (False, "Not yet.")
    assert judged(check, reached=frozenset({"read"})) == (True, "Done."), "once done is done"


def fooled(answer, shows="4"):
    question = DrawingQuestion(id="fooled", text="Draw a 4.", shows=shows)
    state = LessonState("l", NOW).with_answer(1, "fooled", Drawn(INK, Reading(answer, 0.8)), NOW)
    return Step("S", "T", questions=(question,), checks=(MisreadCheck(), ReadCheck("9", 0.5))), state.of(1)


def test_a_drawing_is_misread_where_it_is_said_what_it_shows():
    assert [each.done for each in check_step(*fooled("9"))] == [True, True]
    assert [each.done for each in check_step(*fooled("4"))] == [False, False]
    assert [each.done for each in check_step(*fooled("9", shows=""))] == [False, True]


def test_what_is_drawn_stays_reached_but_figures_do_not():
    step = Step("S", "T", checks=(BoundCheck("test", True, 0.5), ReadCheck("7")))
    results = check_step(step, StepState(runs=(ended_run(),)), Reading("7", 1))
    assert [each.done for each in results] == [True, True]
    assert keep_reached(results) == {"read"}
    assert not check_step(step, StepState(reached=frozenset({"test"})))[0].done


GUESSING = Step("S", "T", questions=(
    NumberGuess(id="number", text="?", low=0, high=100, of="test"),
    ChoiceGuess(id="choice", text="?", choices=("a", "b")),
    TextQuestion(id="why", text="Why?"),
), checks=(BoundCheck("runs", True, 1),))  # fmt: skip


def test_guesses_come_before_the_run():
    state = LessonState("l", NOW).with_answer(1, "number", 50.0, NOW)
    assert not may_run(GUESSING, state.of(1))
    assert may_run(GUESSING, state.with_answer(1, "choice", "a", NOW).of(1))
    assert may_run(Step("S", "T"), StepState())


def test_a_guess_stands_beside_what_the_first_run_gave():
    guess = GUESSING.questions[0]
    assert guessed_figure(guess, StepState()) is None
    assert guessed_figure(guess, StepState(runs=(ended_run("a", test=0.8), ended_run("b")))) == pytest.approx(80)
    assert guessed_figure(replace(guess, of="parameters"), StepState(runs=(ended_run(),))) == 6370
    assert guessed_figure(replace(guess, of="test"), StepState(runs=(ended_run(test=None),))) is None
    assert guessed_figure(replace(guess, of=""), StepState(runs=(ended_run(),))) is None


def test_a_step_is_done_when_all_is_answered_and_reached():
    state = LessonState("l", NOW).with_answer(1, "number", 50.0, NOW).with_answer(1, "choice", "a", NOW)
    answered = state.with_answer(1, "why", "So.", NOW)
    assert not is_done(GUESSING, answered.of(1))
    assert not is_done(GUESSING, state.with_run(1, ended_run()).of(1))
    assert is_done(GUESSING, answered.with_run(1, ended_run()).of(1))
