"""Curves of loss and accuracy during training."""

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from digitpad.training.epoch import Score
from digitpad.training.hints.hint import Sign
from digitpad.training.live_changes import Change
from digitpad.training.progress import Progress
from digitpad.training.settings_text import changes_text
from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.empty_page import EmptyPage
from digitpad.ui.widgets.following import FollowsTheme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import mark
from digitpad.ui.widgets.plain_text import PlainLabel
from digitpad.ui.widgets.plot import Event, Plot
from digitpad.ui.widgets.plot_line import Line
from digitpad.ui.widgets.plot_sign import PlotSign

_MIN_HEIGHT_EMS = 10
_MAX_POINTS = 500
"""More are not seen in plots of this size, and they are drawn thirty times a second."""

_NARROW_EMS = 18
"""Two plots side by side in less than this say nothing; one above the other they need a height of their own."""
_MIN_STACKED_EMS = 15

_STACKED_ASPECT = 0.62
"""Where the height is at least this share of the width, the plots stand one above the other."""

_SMALL_SPANS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
"""Shares of the first epoch that the lower axis may show: in slow motion it takes minutes."""

_SERIES = ("training", "validation")
"""The lines of each plot in their order."""


@guarded
class LiveCurves(FollowsTheme, QWidget):
    """Two plots, side by side or stacked, and what to do while there is nothing to show.

    Args:
        first_step: the object name of a button that starts the first run; none where something else does.
        scrolls: whether they stand where they can be scrolled, and may ask for the height that two plots need.

    Attributes:
        empty: what is shown instead before the first run, with that button.
    """

    def __init__(self, first_step: str = "", *, scrolls: bool = False) -> None:
        super().__init__()
        self._scrolls = scrolls
        self._training: list[tuple[float, float, float]] = []  # epochs done, loss, accuracy in percent
        self._validation: list[tuple[float, float, float]] = []
        self._test: list[tuple[float, float, float]] = []
        self._span = 1.0  # epochs that the lower axis shows
        self._stack = QStackedLayout(self)
        self.empty = EmptyPage(
            "train", _("Press Train: loss and accuracy appear here while the network learns."),
            _("Start a run"), first_step, _("Starts a run with the settings of this page."),
        )
        self.empty.button.setVisible(bool(first_step))
        self._stack.addWidget(self.empty)
        self.loss, self.accuracy = Plot(), Plot()
        self.loss.use_logarithms()
        self._is_stacked = False
        self._legend = QLabel()
        self._legend.setWordWrap(True)
        self._stack.addWidget(self._make_page())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._apply_style()

    def _make_page(self) -> QWidget:
        page = QWidget()
        column = theme.spaced(QVBoxLayout(page))
        self._plots = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._plots.setSpacing(theme.GRID)
        for plot, title in ((self.loss, _("Loss")), (self.accuracy, _("Accuracy, %"))):
            plot.setAccessibleName(_("{title} by epoch").format(title=title))
            box = QVBoxLayout()
            box.setSpacing(2)
            box.addWidget(mark(PlainLabel(title), heading=True))
            box.addWidget(plot, stretch=1)
            self._plots.addLayout(box, 1)
        column.addLayout(self._plots, 1)
        column.addWidget(self._legend)
        return page

    def clear(self) -> None:
        """Forget the last run; another one begins."""
        self._training.clear()
        self._validation.clear()
        self._test.clear()
        for plot in (self.loss, self.accuracy):
            plot.show_events(())
            plot.point_at(None)
        self.empty.say(_("Loss and accuracy appear here while the network learns."))
        self._stack.setCurrentIndex(0)

    def show_progress(self, progress: Progress, changes: Sequence[Change] = ()) -> None:
        """Add what is new in a run's progress, and mark where settings were changed."""
        if progress.training is not None:
            done = progress.epoch - 1 + progress.epoch_share
            self._set_span(_span(done, progress.epochs))
            self._add((done, progress.training.loss, 100 * progress.training.accuracy))
        if not self._training:
            return
        self._validation = _points((epoch.number, epoch.validation) for epoch in progress.history)
        self._test = _points((epoch.number, epoch.test) for epoch in progress.history)
        if progress.batches:
            events = [
                Event(change.epoch - 1 + (change.batch - 1) / progress.batches, changes_text((change,)))
                for change in changes
            ]
            for plot in (self.loss, self.accuracy):
                plot.show_events(events)
        self._draw()
        self._stack.setCurrentIndex(1)

    def point_at(self, sign: Sign | None) -> None:
        """Point at the place that a hint is about, or at none."""
        for plot, quantity in ((self.loss, "loss"), (self.accuracy, "accuracy")):
            here = None
            if sign is not None and sign.quantity == quantity:
                here = PlotSign(_SERIES.index(sign.series), sign.first, sign.last)
            plot.point_at(here)

    def _set_span(self, span: float) -> None:
        if span != self._span:
            self._span = span
            points, self._training = self._training, []
            for point in points:
                self._add(point)  # what was apart may be too close now

    def _add(self, point: tuple[float, float, float]) -> None:
        """Keep a point; the newest gives way to the next as long as it is too close to the one before to be seen."""
        points = self._training
        if points and point[0] <= points[-1][0]:
            return
        if len(points) > 1 and points[-1][0] - points[-2][0] < self._span / _MAX_POINTS:
            points.pop()
        points.append(point)

    def _draw(self) -> None:
        colours = theme.colours()
        series = (
            (self._training, QPen(QColor(colours.training), 2), False, _("training")),
            (self._validation, QPen(QColor(colours.validation), 2, Qt.PenStyle.DashLine), True, _("validation")),
            (self._test, QPen(QColor(colours.test), 2, Qt.PenStyle.DotLine), True, _("test")),
        )
        for column, plot, highest in ((1, self.loss, math.inf), (2, self.accuracy, 100)):
            lines = [
                Line([point[0] for point in points], [point[column] for point in points], pen, marked, name)
                for points, pen, marked, name in series
            ]
            plot.show_lines(lines, 0, self._span, highest)
        legend = [_('<span style="color:{colour}">━━</span>&nbsp;training').format(colour=colours.training)]
        if self._validation:
            text = _('<span style="color:{colour}">╍▪╍</span>&nbsp;validation')
            legend.append(text.format(colour=colours.validation))
        if self._test:
            legend.append(_('<span style="color:{colour}">┄▴┄</span>&nbsp;test').format(colour=colours.test))
        self._legend.setText(" &nbsp; ".join(legend))

    def _apply_style(self) -> None:
        """Colours and sizes of the present palette and font."""
        self._ask_for_height(self.width())
        self._draw()

    def _ask_for_height(self, width: int) -> bool:
        """Ask for what the plots need at a width; whether it is so narrow that they stand one above the other."""
        em = self.fontMetrics().height()
        narrow = self._scrolls and width < _NARROW_EMS * em
        self.setMinimumHeight(round(em * (_MIN_STACKED_EMS if narrow else _MIN_HEIGHT_EMS)))
        return narrow

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One above the other where there is more height than width, or too little width for two."""
        super().resizeEvent(event)
        narrow = self._ask_for_height(event.size().width())
        stacked = narrow or event.size().height() >= event.size().width() * _STACKED_ASPECT
        if stacked is not self._is_stacked:
            self._is_stacked = stacked
            directions = QBoxLayout.Direction
            self._plots.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)


def _points(scores: Iterable[tuple[int, Score | None]]) -> list[tuple[float, float, float]]:
    """Of the epochs that have a score: number, loss, accuracy in percent."""
    return [(number, score.loss, 100 * score.accuracy) for number, score in scores if score is not None]


def _span(done: float, epochs: int) -> float:
    """How many epochs the lower axis shows: all of them, but in the first one no more than can be told apart."""
    return next((share for share in _SMALL_SPANS if done < share), float(max(1, epochs)))
