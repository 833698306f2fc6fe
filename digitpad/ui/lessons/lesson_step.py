"""One step of a lesson on the page: its text, its Run button, and how its run goes."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from digitpad.lessons.checks import StepCheck
from digitpad.lessons.lesson import Step
from digitpad.lessons.lesson_text import plain, sources
from digitpad.lessons.lock import StepLock
from digitpad.training.plan import MAX_EPOCHS, TrainingPlan
from digitpad.translation import _
from digitpad.ui.lessons.lesson_picture import LessonPictures
from digitpad.ui.lessons.lesson_text_view import LessonTextView
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, allow, faint_label, mark, named
from digitpad.ui.widgets.number_fields import WholeBox
from digitpad.ui.widgets.padlock import Padlock
from digitpad.ui.widgets.plain_text import PlainLabel


@dataclass(frozen=True)
class Here:
    """How a step can be run on this computer.

    Attributes:
        plan: with a dataset that is here, if there is one; None where there is nothing to run.
        sentence: what is to be known about its dataset; empty for nothing.
        possible: whether its pictures are here.
        lock: what is visible and fixed meanwhile, here.
        checks: what has to be reached, here.
    """

    plan: TrainingPlan | None
    sentence: str
    possible: bool
    lock: StepLock = field(default_factory=StepLock)
    checks: tuple[StepCheck, ...] = ()


@guarded
class _Epochs(WholeBox):
    """How many epochs; the wheel scrolls the page under it, and changes no number on the way."""

    def __init__(self, value: int) -> None:
        super().__init__(value, 1, MAX_EPOCHS)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()


def pages_in(text: str, titles: Collection[str]) -> tuple[str, ...]:
    """Those of the titles whose pages a text speaks of, such as `the Train page`, in its order."""
    named_in = dict.fromkeys(re.findall(r"\b([A-Z]\w+) page\b", text))
    return tuple(title for title in named_in if title in titles)


class StepBox(QWidget):
    """Shows a step and asks for its run.

    Args:
        number: of the step, from 1.
        step: what to show.
        here: how it runs on this computer.
        titles: of all pages of the window; a button leads to each that the text speaks of.
        pictures: reads those of its text; without it, their words stand for them.
        tell_dataset: whether to say what is to be known about its dataset.

    Signals:
        asked: Run was pressed (the `TrainingPlan`).
        page_wanted: a page that the text speaks of is to be opened, by its title.
    """

    asked = Signal(object)
    page_wanted = Signal(str)

    def __init__(
        self, number: int, step: Step, here: Here, titles: Collection[str], pictures: LessonPictures | None = None, *,
        tell_dataset: bool = True,
    ) -> None:
        super().__init__()
        self._here = here
        heading = mark(Note(f"{number}. {step.title}"), heading=True)
        self.button = named(
            QPushButton(_("Run step {number}").format(number=number)),
            f"runStep{number}Button",
            _("Run step {number}").format(number=number),
            _("Train with the settings of this step; the Train page shows how it goes."),
        )
        self.epochs = named(
            _Epochs(1 if here.plan is None else here.plan.epochs), f"step{number}EpochsBox",
            _("Epochs of step {number}").format(number=number),
            _("How many times the network sees every picture; the lesson's own number to begin with."),
        )
        self.status = named(
            Note(), f"step{number}Status", _("Step {number}").format(number=number), _("How the run of this step goes.")
        )
        self.status.hide()
        label = PlainLabel(_("Epochs"))
        label.setBuddy(self.epochs)
        self._row = row = FlowRow()
        row.add(self.button)
        row.add_pair(label, self.epochs)
        self._layout = layout = theme.spaced(QVBoxLayout(self))
        layout.addWidget(heading)
        layout.addWidget(LessonTextView(f"step{number}", sources(step.text), pictures))
        if tell_dataset and here.sentence:
            layout.addWidget(faint_label(here.sentence))
        layout.addWidget(row)
        self._guess_first = named(
            faint_label(""), f"step{number}GuessFirst", _("Before you run it"), _("What has to be done before Run.")
        )
        self._guess_first.hide()
        layout.addWidget(self._guess_first)
        row.setVisible(here.plan is not None)
        layout.addWidget(self.status)
        for title in pages_in(plain(step.text), titles):
            words = _("Open the {title} page").format(title=title)
            link = named(
                QPushButton(words), f"step{number}Open{title}Button", words,
                _("Brings the page that the text speaks of to the front."),
            )
            link.clicked.connect(partial(self.page_wanted.emit, title))
            layout.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self._ask)
        self._padlock = Padlock(self.epochs)
        self.set_free(True)

    def fix_epochs(self, why: str) -> None:
        """The number of epochs cannot be changed, for this reason; it can where the reason is empty."""
        self._padlock.set(why)

    def put_tasks(self, guesses: QWidget | None, others: QWidget | None) -> None:
        """Show what must be guessed before Run, and what is asked and checked after it."""
        for widget, neighbour, after in ((guesses, self._row, 0), (others, self.status, 1)):
            if widget is not None:
                widget.setContentsMargins(0, theme.GRID // 2, 0, theme.GRID // 2)
                self._layout.insertWidget(self._layout.indexOf(neighbour) + after, widget)

    def set_free(self, free: bool, guess_first: str = "") -> None:
        """Whether a run can be started, or one is under way, or a guess has to come first: a sentence."""
        self._guess_first.setText(guess_first)
        self._guess_first.setVisible(bool(guess_first) and self._here.plan is not None)
        wait = guess_first if free else _("Wait until the run under way has ended.")
        for control in (self.button, self.epochs):
            allow(control, wait if self._here.possible else self._here.sentence)

    def say(self, text: str, *, problem: bool = False) -> None:
        """Tell how the run goes; an empty text tells nothing."""
        if bool(self.status.property("problem")) is not problem:
            mark(self.status, problem=problem)
        self.status.setText(text)
        self.status.setVisible(bool(text))

    def hold(self, run: QWidget) -> None:
        """Show the run of this step below its text."""
        self._layout.addWidget(run)
        run.show()

    def _ask(self) -> None:
        if (reason := self.epochs.why_not()) is not None:
            self.say(reason, problem=True)
            return
        if self._here.plan is not None:
            self.asked.emit(self._here.plan.replace(epochs=self.epochs.value()))
