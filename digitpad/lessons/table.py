"""The results of a lesson row by row: reported in the lecture, plain Keras, this run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from digitpad.formatting import percent
from digitpad.lessons.lesson import PARTS, Figures, Span, Step
from digitpad.training.epoch import Epoch
from digitpad.training.progress import Outcome
from digitpad.translation import N_, _

_PLACES = {
    "train": N_("train, epoch {epoch}"),
    "validation": N_("validation, epoch {epoch}"),
    "test": N_("test, epoch {epoch}"),
}

Measured = Mapping[tuple[int, str], float]
"""Accuracies of runs by epoch and part."""


@dataclass(frozen=True)
class ResultRow:
    """One accuracy.

    Attributes:
        epoch: after which epoch.
        part: on which pictures, one of `PARTS`.
        lecture: what the lecture saw.
        keras: what plain Keras gives.
        run: what the run gave.
    """

    epoch: int
    part: str
    lecture: Span | None
    keras: Span | None
    run: float | None

    def cells(self) -> tuple[str, str, str, str]:
        """On which pictures, and the three figures, as people read them."""
        lecture = "–" if self.lecture is None else self.lecture.shown()
        keras = "–" if self.keras is None else self.keras.shown(decimals=1)
        place = _(_PLACES[self.part]).format(epoch=self.epoch)
        return place, lecture, keras, "–" if self.run is None else percent(self.run)

    @property
    def difference(self) -> float | None:
        """How far the run's figure lies above (or, negative, below) that of plain Keras."""
        if self.run is None or self.keras is None:
            return None
        return self.run - min(max(self.run, self.keras.low), self.keras.high)


def rows(step: Step, measured: Measured) -> tuple[ResultRow, ...]:
    """The rows of a step: every figure that was reported, what a run of the step gives at its end, and each test.

    Where a step is tested only at its end, a figure for an earlier epoch is that of a shorter run.
    """
    if step.plan is None:
        return ()
    lecture, keras = _by_place(step.lecture), _by_place(step.keras)
    last = max((epoch for epoch, part in measured if part == "test"), default=step.plan.epochs)
    places = {*lecture, *keras} | {(epoch, part) for epoch, part in measured if part == "test"}
    places |= {(last, "train"), (last, "test"), *(((last, "validation"),) if step.plan.validation_share else ())}
    ordered = sorted(places, key=lambda place: (place[0], PARTS.index(place[1])))
    return tuple(
        ResultRow(epoch, part, lecture.get((epoch, part)), keras.get((epoch, part)), measured.get((epoch, part)))
        for epoch, part in ordered
    )


def measure_epochs(history: Iterable[Epoch]) -> dict[tuple[int, str], float]:
    """What the finished epochs of a run gave."""
    measured = {}
    for epoch in history:
        measured[epoch.number, "train"] = epoch.training.accuracy
        if epoch.validation is not None:
            measured[epoch.number, "validation"] = epoch.validation.accuracy
        if epoch.test is not None:
            measured[epoch.number, "test"] = epoch.test.accuracy
    return measured


def measure(outcome: Outcome) -> dict[tuple[int, str], float]:
    """What a run gave."""
    measured = measure_epochs(outcome.history)
    if outcome.test is not None:
        measured[len(outcome.history), "test"] = outcome.test.accuracy
    return measured


def _by_place(figures: Iterable[Figures]) -> dict[tuple[int, str], Span]:
    return {
        (each.epoch, part): span
        for each in figures
        for part in PARTS
        if (span := getattr(each, part)) is not None
    }
