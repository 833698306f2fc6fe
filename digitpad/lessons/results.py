"""Whether the checks of a step are fulfilled, and what became of guesses: pure functions over what was done."""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from digitpad.errors import DigitpadError
from digitpad.lessons.checks import (
    OF_ONE_RUN,
    BoundCheck,
    FairTestCheck,
    MisreadCheck,
    ReadCheck,
    StepCheck,
)
from digitpad.lessons.lesson import Step
from digitpad.lessons.questions import SHARES, DrawingQuestion, NumberGuess, must_come_before_run
from digitpad.lessons.state import Drawn, Reading, StepState
from digitpad.training.run import FINISHED, Run
from digitpad.translation import N_, Message


@dataclass(frozen=True)
class CheckResult:
    """How it stands with a check.

    Attributes:
        check: what has to be reached.
        done: whether it is.
        message: one line for people: the aim, and how far it is.
    """

    check: StepCheck
    done: bool
    message: Message


def check_step(step: Step, done: StepState, reading: Reading | None = None) -> tuple[CheckResult, ...]:
    """How it stands with the checks of a step, in its order.

    The figures of a run have to hold for one and the same: that which fulfils most of them, of equals the nearest.

    Args:
        step: as it is on this computer: `Step.here`.
        done: what was done in it.
        reading: what the network says of the drawing on the pad.
    """
    best = _best_run(step.checks, done.ended)
    readings = list(_readings(step, done))
    if reading is not None:
        readings.append((reading, ""))
    return tuple(_check(check, done, best, readings) for check in step.checks)


def keep_reached(results: Iterable[CheckResult]) -> frozenset[str]:
    """The names of the checks that are fulfilled and stay so: those about drawings, which come and go."""
    return frozenset(each.check.name for each in results if each.done and isinstance(each.check, _OF_DRAWINGS))


_OF_DRAWINGS = (ReadCheck, MisreadCheck)


def _check(
    check: StepCheck, done: StepState, best: Mapping[str, float], readings: Iterable[tuple[Reading, str]]
) -> CheckResult:
    match check:
        case BoundCheck():
            counts = {"runs": float(len(done.ended)), "samples": float(done.samples)}
            return _check_bound(check, counts.get(check.name, best.get(check.name)))
        case FairTestCheck():
            fulfilled = _has_fair_test(check.setting, done.ended)
        case ReadCheck():
            fulfilled = any(
                each.answer == check.class_name and each.share >= check.share for each, __ in readings
            )
        case MisreadCheck():
            fulfilled = any(shows and each.answer != shows for each, shows in readings)
    fulfilled = fulfilled or (isinstance(check, _OF_DRAWINGS) and check.name in done.reached)
    return CheckResult(check, fulfilled, _message(check, fulfilled))


def _check_bound(check: BoundCheck, value: float | None) -> CheckResult:
    if value is None:
        return CheckResult(check, False, _message(check, False))
    fulfilled = check.holds(value)
    key = N_("{aim} Done: {figure}.") if fulfilled else N_("{aim} Not yet: {figure}.")
    return CheckResult(check, fulfilled, Message(key, aim=check.message(), figure=check.shown(value)))


def _message(check: StepCheck, fulfilled: bool) -> Message:
    return Message(N_("{aim} Done.") if fulfilled else N_("{aim} Not yet."), aim=check.message())


def _best_run(checks: Iterable[StepCheck], runs: Iterable[Run]) -> Mapping[str, float]:
    """The figures of the run that fulfils the most; of equals that which is nearest to the bounds, then the newest."""
    bounds = [check for check in checks if isinstance(check, BoundCheck) and check.name in OF_ONE_RUN]

    def merit(figures: Mapping[str, float]) -> tuple[int, float]:
        there = [check for check in bounds if check.name in figures]
        missing = (
            min(0.0, (figures[each.name] - each.bound) * (1 if each.at_least else -1) / (abs(each.bound) or 1.0))
            for each in there
        )
        return sum(each.holds(figures[each.name]) for each in there), sum(missing)

    best: Mapping[str, float] = {}
    for figures in map(run_figures, runs):
        if not best or merit(figures) >= merit(best):
            best = figures
    return best


def run_figures(run: Run) -> dict[str, float]:
    """What a run gave, as far as it is known, by the names of `questions.FIGURES`; shares from 0 to 1."""
    figures: dict[str, float] = {}
    if run.history:
        last = run.history[-1]
        figures["train"] = last.training.accuracy
        figures["seconds"] = sum(epoch.seconds for epoch in run.history)
        if last.validation is not None:
            figures["validation"] = last.validation.accuracy
        test = run.test or last.test
        if test is not None:
            figures["test"] = test.accuracy
            figures["gap"] = figures["train"] - figures["test"]
    if run.class_names:
        with contextlib.suppress(DigitpadError):  # a row that somebody changed into one of no network
            figures["parameters"] = float(run.plan.spec(len(run.class_names)).parameter_count)
    return figures


def guessed_figure(question: NumberGuess, done: StepState) -> float | None:
    """What the first run of a step gave for a guess, in the guess's unit; None where there is no such figure yet."""
    if not question.of or not done.ended:
        return None
    figure = run_figures(done.ended[0]).get(question.of)
    return figure * 100 if figure is not None and question.of in SHARES else figure


def may_run(step: Step, done: StepState) -> bool:
    """Whether every guess of a step has been given."""
    return all(question.id in done.answers for question in step.questions if must_come_before_run(question))


def is_done(step: Step, done: StepState) -> bool:
    """Whether every question of a step is answered and every check fulfilled."""
    answered = all(question.id in done.answers for question in step.questions)
    return answered and all(each.done for each in check_step(step, done))


def _has_fair_test(setting: str, runs: Iterable[Run]) -> bool:
    finished = [run for run in runs if run.state == FINISHED]
    return any(first.differences(second).keys() == {setting} for first, second in combinations(finished, 2))


def _readings(step: Step, done: StepState) -> Iterable[tuple[Reading, str]]:
    """The drawings that were given: what the network said, and what they should show."""
    shows = {question.id: question.shows for question in step.questions if isinstance(question, DrawingQuestion)}
    for name, given in done.answers.items():
        if isinstance(given.value, Drawn) and given.value.reading is not None and name in shows:
            yield given.value.reading, shows[name]
