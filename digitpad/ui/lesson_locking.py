"""What the lesson lets be seen and done: the one place that menus, keys, drops, files, pages and forms ask."""

from __future__ import annotations  # the types are for the reader, not for the start

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from digitpad.lessons.lock import CONTROLS, LEAD, StepLock
from digitpad.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digitpad.training.plan import TrainingPlan

LESSONS = "lessons"
"""The page that a lesson is on, which no lesson hides: it is the way back."""

FIXED = N_("Fixed by the lesson.")
"""What is said of everything that a lesson does not leave free."""

PAGES_OF: Mapping[str, str] = MappingProxyType({
    "train": "training", "datasets": "training", "photo": "photo", "samples_share": "samples", "learn": "samples",
})
"""The pages that some of `CONTROLS` are on; they cannot be used while their page is hidden."""


class LessonLocking(QObject):
    """While a lesson with a lock is under way, some pages are hidden and some controls are fixed.

    A control is one of `CONTROLS`, or a setting that can have a fixed value. Whatever only looks is free on a page that
    is shown.

    Signals:
        changed: other pages or controls are free now.
        refused: somebody wanted what is fixed: a sentence.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock: StepLock | None = None
        self._held = ""

    @property
    def is_on(self) -> bool:
        """Whether a lesson with a lock is under way."""
        return self._lock is not None

    @property
    def fixed(self) -> Mapping[str, Any]:
        """The values that cannot be changed, by the names of settings."""
        return self._lock.fixed if self._lock is not None else MappingProxyType({})

    @property
    def of_plans(self) -> dict[str, Any]:
        """Those of them that are settings of a plan."""
        return {name: value for name, value in self.fixed.items() if name != LEAD}

    @property
    def fixed_lead(self) -> float | None:
        """How far the best class must be ahead, 0..0.9; None where that is not fixed."""
        return self.fixed.get(LEAD)

    def enter(self, lock: StepLock) -> None:
        """A step of a lesson with a lock is under way."""
        if lock != self._lock:
            self._lock = lock
            self.changed.emit()

    def wait(self) -> None:
        """A lesson was under way when the program ended: only its page is free until it is read again."""
        self.enter(StepLock(frozenset(), frozenset()))

    def leave(self) -> None:
        """Everything is free again."""
        if self._lock is not None:
            self._lock, self._held = None, ""
            self.changed.emit()

    def hold_runs(self, why: str) -> None:
        """Nothing is trained now, for this reason, a sentence; an empty one lets runs begin again."""
        if self._lock is not None and why != self._held:
            self._held = why
            self.changed.emit()

    # Questions

    def shows(self, page: str) -> bool:
        """Whether the page of that name is to be seen."""
        return self._lock is None or self._lock.shows_page(page)

    def why_not(self, control: str) -> str:
        """Why a control cannot be used, as one sentence; empty when it can."""
        if self._lock is None:
            return ""
        if control == "train" and self._held:
            return self._held
        if control in CONTROLS:
            free = self._lock.allows(control) and self.shows(PAGES_OF.get(control, LESSONS))
        else:
            free = control not in self._lock.fixed
        return "" if free else _(FIXED)

    def asks(self, control: str) -> bool:
        """Whether a control can be used; if not, whoever wants to is told."""
        if why := self.why_not(control):
            self.refused.emit(why)
        return not why

    def asks_page(self, page: str) -> bool:
        """Whether a page can be shown; if not, whoever wants to is told."""
        if not self.shows(page):
            self.refused.emit(_(FIXED))
        return self.shows(page)

    def asks_lesson(self) -> bool:
        """Whether another lesson can be opened: not while one is under way; if not, whoever wants to is told."""
        if self.is_on:
            self.refused.emit(_(FIXED))
        return not self.is_on

    # Plans

    def fix(self, plan: TrainingPlan) -> TrainingPlan:
        """The plan with the values that are fixed.

        Raises:
            DigitpadError: they do not go with the others.
        """
        return plan.replace(**self.of_plans)

    def why_not_plan(self, plan: TrainingPlan) -> str:
        """Why a new network cannot be trained so, as one sentence; empty when it can."""
        if self._lock is not None and self._held:
            return self._held
        return "" if all(getattr(plan, name) == value for name, value in self.of_plans.items()) else _(FIXED)
