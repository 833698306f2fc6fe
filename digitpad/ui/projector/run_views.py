"""A line that says how far a run is, and its curves, for an audience."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from digitpad.formatting import time_left
from digitpad.training.progress import Phase, Progress
from digitpad.translation import _
from digitpad.ui.training.live_curves import LiveCurves
from digitpad.ui.widgets.helpers import named
from digitpad.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from digitpad.ui.workbench import Workbench

_FULL = 1000


class RunViews(QObject):
    """Feeds both while somebody looks at them.

    Args:
        workbench: whose session trains.
        parent: whose object this is.

    Attributes:
        curves: of the run under way, or of the last one.
        line: hidden while nothing is trained.
        has_curves: whether there is anything in the curves.

    Signals:
        has_curves_changed: there is something in the curves now, or nothing any more.
    """

    has_curves_changed = Signal()

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.curves = LiveCurves()
        self._is_shown = False
        self.has_curves = False
        self.line = named(ProgressLine(), "runLine", _("This run"), _("How much of the run is done."))
        self.line.hide()
        session = workbench.session
        session.started.connect(self._begin)
        session.progressed.connect(self._show)
        session.state_changed.connect(self._show_line)

    def set_shown(self, shown: bool) -> None:
        """Whether somebody looks; all of a run is there as soon as somebody does."""
        if shown is self._is_shown:
            return
        self._is_shown = shown
        self._show_line()
        if shown:
            self._begin()
            for progress in _so_far(self._workbench.session.progress):
                self._show(progress)

    def _begin(self, *__: object) -> None:
        if self._is_shown:
            self.curves.clear()
            self._set_has_curves(False)

    def _show(self, progress: Progress) -> None:
        if not self._is_shown:
            return
        self.line.setRange(0, _FULL if progress.batches else 0)
        self.line.setValue(round(_FULL * progress.run_share))
        self.line.set_texts(*_words(progress))
        control = self._workbench.session.control
        self.curves.show_progress(progress, control.changes if control is not None else ())
        self._set_has_curves(self.has_curves or progress.training is not None)

    def _show_line(self, *__: object) -> None:
        self.line.setVisible(self._is_shown and self._workbench.is_training)

    def _set_has_curves(self, has: bool) -> None:
        if has is not self.has_curves:
            self.has_curves = has
            self.has_curves_changed.emit()


def _so_far(progress: Progress) -> list[Progress]:
    """What was told at the end of each epoch, and last."""
    history = progress.history
    return [
        Progress(Phase.TRAINING, epoch.number, progress.epochs, 1, 1, epoch.training, history[: place + 1])
        for place, epoch in enumerate(history)
    ] + [progress]


def _words(progress: Progress) -> tuple[str, ...]:
    if not progress.batches:
        return (str(progress.message()),)
    epoch, epochs = max(1, progress.epoch), progress.epochs
    short = _("Epoch {epoch} of {epochs}").format(epoch=epoch, epochs=epochs), f"{epoch}/{epochs}"
    if progress.seconds_left is None:
        return short
    long = _("Epoch {epoch} of {epochs}, {time} left").format(
        epoch=epoch, epochs=epochs, time=time_left(progress.seconds_left)
    )
    return (long, *short)
