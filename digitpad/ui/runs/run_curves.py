"""Draw the curves of several runs together, told apart by colour, dash and marks."""

from __future__ import annotations  # the types of events are for the reader, not for the start

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from digitpad.training.run import Run
from digitpad.translation import N_, _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.following import FollowsSize, FollowsTheme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import faint_label, mark
from digitpad.ui.widgets.plain_text import PlainLabel
from digitpad.ui.widgets.plot import Plot
from digitpad.ui.widgets.plot_line import Line, paint_mark

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPaintEvent

MAX_CURVES = 12
"""More are a tangle that nobody reads."""

# The rest of Okabe and Ito's colours.
_PURPLE, _YELLOW = "#CC79A7", "#F0E442"
_ON_LIGHT = (theme.BLUE, theme.VERMILION, theme.GREEN, theme.ORANGE, _PURPLE, theme.SKY, theme.LIGHT.text)
_ON_DARK = (theme.SKY, theme.ORANGE, theme.GREEN, theme.VERMILION, _PURPLE, _YELLOW, theme.DARK.text)
# Seven colours and five dashes have no common factor, so no pair comes twice among the first 35.
_DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)

_MIN_HEIGHT_EMS = 8
_KEY_EMS = 13
_KEY_LINES = 3
"""Width of one entry of the legend, a line and a title, and how many lines it may have: then entries get narrower."""

_PICTURE_EMS = 56, 36
"""Size of a picture of the curves, in line heights."""

_HEADINGS = {"accuracy": N_("Accuracy, %, by epoch ({note})"), "loss": N_("Loss, by epoch ({note})")}


@dataclass(frozen=True)
class Curve:
    """One run as a line.

    Attributes:
        title: for the legend.
        validated: whether it is about the validation pictures, not those that were learnt from.
        epochs: where it has points.
        values: percent, or loss; finite.
    """

    title: str
    validated: bool
    epochs: tuple[int, ...]
    values: tuple[float, ...]


def curve(run: Run, quantity: str) -> Curve:
    """The curve of a run: on its validation pictures, or on those it learnt from when none were kept aside.

    Args:
        run: with its finished epochs.
        quantity: `accuracy` or `loss`.
    """
    validated = all(epoch.validation is not None for epoch in run.history)
    points = []
    for epoch in run.history:
        score = epoch.validation or epoch.training
        value = 100 * score.accuracy if quantity == "accuracy" else score.loss
        if math.isfinite(value):  # a loss that exploded has no place in the plot
            points.append((epoch.number, value))
    numbers, values = zip(*points, strict=True) if points else ((), ())
    title = run.title if validated else _("{title} (training)").format(title=run.title)
    return Curve(title, validated, numbers, values)


def pen(place: int) -> QPen:
    """The line of the curve at that place, in colours that the present ground carries."""
    colours = _ON_DARK if theme.colours() is theme.DARK else _ON_LIGHT
    result = QPen(QColor(colours[place % len(colours)]), 2)
    result.setCosmetic(True)
    result.setStyle(_DASHES[place % len(_DASHES)])
    return result


@guarded
class RunCurves(FollowsTheme, QWidget):
    """One plot with a line a run, and its legend. Says what to do while there is nothing to show."""

    def __init__(self) -> None:
        super().__init__()
        self._curves: tuple[Curve, ...] = ()
        self._quantity = "accuracy"
        self._asked = 0  # for so many runs
        self.plot = Plot()
        self._stack = QStackedLayout(self)
        self._empty = faint_label("")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._empty)
        self._legend = Legend()
        self._heading = mark(PlainLabel(), heading=True)  # for the picture; in the window the switch says it
        self._heading.setVisible(False)
        page = QWidget()
        column = theme.spaced(QVBoxLayout(page), gap=2)
        column.addWidget(self._heading)
        column.addWidget(self.plot, 1)
        column.addWidget(self._legend)
        self._stack.addWidget(page)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._apply_style()

    @property
    def is_empty(self) -> bool:
        """Whether there is no line to see."""
        return not any(curve.epochs for curve in self._curves)

    def show_runs(self, runs: Sequence[Run], quantity: str) -> None:
        """Show these runs.

        Args:
            runs: oldest first; only the newest `MAX_CURVES` are shown.
            quantity: `accuracy` or `loss`.
        """
        self._show_curves(tuple(curve(run, quantity) for run in runs[-MAX_CURVES:]), quantity, len(runs))

    def picture(self) -> QImage:
        """What is shown, with a heading, at a size that does not depend on the window."""
        copy = RunCurves()
        copy._heading.setVisible(True)
        copy.setContentsMargins(*(theme.GRID,) * 4)
        copy._show_curves(self._curves, self._quantity, self._asked)
        em = self.fontMetrics().height()
        copy.resize(*(em * side for side in _PICTURE_EMS))
        return copy.grab().toImage()

    def _show_curves(self, curves: tuple[Curve, ...], quantity: str, asked: int) -> None:
        self._curves, self._quantity, self._asked = curves, quantity, asked
        if self.is_empty:
            self._empty.setText(
                _("There is no curve to show: no epoch was finished, or its loss was not a number.") if curves
                else _("Select one run or several: their curves appear here, over each other.")
            )
        self._stack.setCurrentIndex(0 if self.is_empty else 1)
        self._draw()

    @property
    def note(self) -> str:
        """Which pictures the curves are about, and which runs are not there; empty while there is nothing to see."""
        if self.is_empty:
            return ""
        validated = [each.validated for each in self._curves]
        if not any(validated):
            note = _("training")
        else:
            note = _("validation") if all(validated) else _("validation; training where it says so")
        if self._asked <= MAX_CURVES:
            return note
        return _("{note}; newest {shown} of {count}").format(note=note, shown=MAX_CURVES, count=self._asked)

    def _draw(self) -> None:
        self._heading.setText(_(_HEADINGS[self._quantity]).format(note=self.note))
        self.plot.setAccessibleName(self._heading.text())
        # The shortest on top: of runs that differ in nothing but their length, the others would hide it.
        order = sorted(range(len(self._curves)), key=lambda place: -len(self._curves[place].epochs))
        lines = [
            Line(self._curves[place].epochs, self._curves[place].values, pen(place), True, self._curves[place].title)
            for place in order
        ]
        longest = max((number for each in self._curves for number in each.epochs), default=1)
        highest = 100 if self._quantity == "accuracy" else math.inf
        self.plot.use_logarithms(self._quantity == "loss")
        self.plot.show_lines(lines, min(1, longest - 1), longest, highest)
        self._legend.show_titles([each.title for each in self._curves])

    def _apply_style(self) -> None:
        """Colours and sizes of the present palette and font."""
        self.setMinimumHeight(self.fontMetrics().height() * _MIN_HEIGHT_EMS)
        self._draw()


@guarded
class Legend(FollowsSize, QWidget):
    """A piece of every line with its title, in as many columns as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._titles: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_titles(self, titles: list[str]) -> None:
        """Show these titles, in the order of the lines."""
        self._titles = titles
        self.setAccessibleName(_("Legend: {titles}").format(titles=", ".join(titles)))
        self._fit()
        self.update()

    def _columns(self) -> int:
        count = max(1, len(self._titles))
        fitting = max(1, self.width() // (self.fontMetrics().height() * _KEY_EMS))
        return min(count, max(fitting, math.ceil(count / _KEY_LINES)))

    def _fit(self) -> None:
        lines = math.ceil(len(self._titles) / self._columns())
        self.setFixedHeight(round(lines * self.fontMetrics().height() * 1.2))

    def paintEvent(self, event: QPaintEvent) -> None:
        """All entries, row by row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns, metrics = self._columns(), self.fontMetrics()
        em, width = metrics.height(), self.width() / columns
        for place, title in enumerate(self._titles):
            line, column = divmod(place, columns)
            left, middle, piece = column * width, (line + 0.5) * em * 1.2, min(em * 2.2, width * 0.4)
            painter.setPen(pen(place))
            painter.drawLine(QPointF(left, middle), QPointF(left + piece, middle))
            paint_mark(painter, QPointF(left + piece / 2, middle), pen(place))
            painter.setPen(QColor(theme.colours().text))
            room = QRectF(left + piece + em * 0.4, middle - em / 2, width - piece - em * 0.6, em)
            shown = metrics.elidedText(title, Qt.TextElideMode.ElideMiddle, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
