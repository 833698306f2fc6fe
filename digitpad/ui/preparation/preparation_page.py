"""The Prepare page: the same drawing raw and prepared, with the network's answer to each."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QGridLayout, QPushButton, QScrollArea, QStyle, QVBoxLayout, QWidget

from digitpad.ink.example import EXAMPLE
from digitpad.ink.preparation import RAW, Steps, prepared
from digitpad.ink.raster import SIZE
from digitpad.ink.stroke import Ink
from digitpad.synthesis.transform import resized, slanted
from digitpad.translation import N_, _
from digitpad.ui.answer.recognizer import Recognizer
from digitpad.ui.drawing.canvas import Canvas
from digitpad.ui.drawing.paper import UNITS
from digitpad.ui.preparation.prepared_side import PreparedSide
from digitpad.ui.preparation.verdict import verdict, verdicts
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.following import FollowsSize
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, faint_label, mark, named
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from digitpad.ui.settings.settings import Settings

STEPS = (
    ("crop", N_("&Crop"),
     N_("finds the digit. Only the square around it counts, so it may be small and stand in any corner.")),
    ("scale", N_("&Scale"),
     N_("makes it fit into 20 × 20 of the 28 × 28 pixels. The network has only ever seen digits of this size.")),
    ("pen", N_("Even line &width"),
     N_("draws the line again, always with the same width. It may be thick or thin on your screen.")),
    ("centre", N_("Ce&ntre"),
     N_("moves the digit until it would balance on its middle, its centre of mass. "
        "All digits then stand in one place.")),
)
"""Attribute of `Steps`, what the switch is called, and what the step does and why, to be read after the name."""

_LEGEND = N_("Dashed: the 20 × 20 pixels for the digit. Cross: the middle. Ring: where the digit would balance.")
_SCALES = (4, 10)
"""Screen pixels a pixel of the pictures, at least and at most."""

_SHARE = 0.3
"""How much of the page's height the pictures take at most, and as much the bars, so that both are seen at one time."""

_SMALLEST_TEXT = 0.6
"""Before text gets smaller than so much of the window's, the two sides stand below each other."""

_NARROW_EMS = 18
"""On a narrower page the name of a step stands above what it does."""

_THICK = 3
_SLANT = 15
_SMALL, _LARGE = UNITS / 5, UNITS * 0.75


@guarded
class PreparationPage(FollowsSize, QWidget):
    """Two pictures of what is on the canvas, two sets of bars, a switch for every step between them.

    Of several digits the selected one is prepared, as everywhere else.

    Args:
        canvas: what is drawn on.
        recognizer: whose network answers; whenever it has answered, the drawing, the network or the setting is another.
        settings: how far ahead the best class must be.
    """

    def __init__(self, canvas: Canvas, recognizer: Recognizer, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("preparationPage")
        self.setAccessibleName(_("Preparation"))
        self._canvas, self._recognizer, self._settings = canvas, recognizer, settings
        self._pen = canvas.pen_units
        self._which = (1, 1)  # of several digits: which one, of how many
        network = recognizer.network
        self._fitted_names: tuple[str, ...] = ()  # the page was laid out for
        self.raw = PreparedSide("raw", _("Raw"), _("The canvas as it is, shrunk to 28 × 28 pixels."), network,
                                is_second=False)
        self.prepared = PreparedSide("prepared", _("Prepared"), _("The drawing after the steps that are switched on."),
                                     network, is_second=True)
        self._sides = (self.raw, self.prepared)
        self._verdict = mark(
            named(Note(), "preparationVerdict", _("The difference"), _("What the network says to the two pictures.")),
            heading=True,
        )
        self._switches = {
            attribute: _switch(attribute, _(text), _(says), self._refresh) for attribute, text, says in STEPS
        }
        self._thick = _button(_("Thic&k pen"), "thickPenButton",
                              _("Draw with a pen three times as thick."), self._set_pen)
        self._thick.setCheckable(True)
        self._buttons = (
            _button(_("S&mall, in a corner"), "smallDrawingButton", _("Draw the digit small, in a corner."),
                    partial(self._redraw, _("Draw small"), partial(resized, extent=_SMALL, middle=(_SMALL, _SMALL)))),
            self._thick,
            _button(_("Sl&anted"), "slantedDrawingButton", _("Lean the digit to the right."),
                    partial(self._redraw, _("Slant"), partial(slanted, degrees=_SLANT))),
            _button(_("&Large, in the middle"), "largeDrawingButton", _("Draw the digit large, in the middle."),
                    partial(self._redraw, _("Draw large"),
                            partial(resized, extent=_LARGE, middle=(UNITS / 2, UNITS / 2)))),
        )
        self._lay_out()
        for side in self._sides:
            side.answered.connect(self._compare)
        recognizer.recognized.connect(self._refresh)
        self._compare()

    def _lay_out(self) -> None:
        self._sides_row = sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        sides.setSpacing(2 * theme.GRID)
        for side in self._sides:
            sides.addWidget(side, 1)
        switches, flow = FlowRow(), FlowRow()
        for switch in self._switches.values():
            switches.add(switch)
        for button in self._buttons:
            flow.add(button)
        self._explanations = explanations = QGridLayout()
        explanations.setSpacing(theme.GRID)
        explanations.setColumnStretch(1, 1)
        self._explained = tuple(
            (mark(PlainLabel(_(text).replace("&", "")), heading=True), faint_label(_(says))) for __, text, says in STEPS
        )
        self._explain(narrow=False)
        self._verdict_room = QWidget()
        room = theme.spaced(QVBoxLayout(self._verdict_room), gap=None)
        room.addWidget(self._verdict, 0, Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        column = theme.spaced(QVBoxLayout(content), (0, 0, theme.GRID, 0))
        column.addWidget(self._verdict_room)
        column.addLayout(sides)
        column.addWidget(switches)
        column.addWidget(flow)
        column.addLayout(explanations)
        column.addWidget(faint_label(_(_LEGEND)))
        column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the focus
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidget(content)
        for widget in (self._scroll, content):
            widget.setBackgroundRole(QPalette.ColorRole.Base)  # as the page around it
        layout = theme.spaced(QVBoxLayout(self), theme.PAGE_MARGIN, None)
        layout.addWidget(self._scroll)

    def _explain(self, *, narrow: bool) -> None:
        """The names of the steps beside what they do, or above."""
        for number, (name, says) in enumerate(self._explained):
            for place, label in enumerate((name, says)):
                self._explanations.removeWidget(label)
                row, column, span = (2 * number + place, 0, 2) if narrow else (number, place, 1)
                self._explanations.addWidget(label, row, column, 1, span, Qt.AlignmentFlag.AlignTop)

    @property
    def steps(self) -> Steps:
        """The steps that are switched on."""
        return Steps(**{attribute: switch.isChecked() for attribute, switch in self._switches.items()})

    # The drawing

    def _refresh(self, *__: object) -> None:
        """Make both pictures again and have them answered; a page that nobody sees costs nothing."""
        if not self.isVisible():
            return
        network, parts, selected = self._recognizer.network, self._recognizer.drawn, self._recognizer.selected
        ink = parts[selected] if parts else self._canvas.ink
        self._which = selected + 1, len(parts)
        for side, steps in zip(self._sides, (RAW, self.steps), strict=True):
            picture = prepared(ink, steps, UNITS, self._canvas.pen_units)
            side.show_picture(picture, bool(ink), network, self._settings.margin)
        if network.info.class_names != self._fitted_names:
            self._fit()  # long names need other room

    def _compare(self) -> None:
        raw, ready = (side.answer for side in self._sides)
        if raw is None or ready is None:
            text = _("Draw a digit, or press a button below.")
        else:
            text = verdict(raw.text, ready.text, *self._which)
        if text != self._verdict.text():
            self._verdict.setText(text)

    def _redraw(self, what: str, change: Callable[[Ink], Ink]) -> None:
        """Put the drawing on the canvas in another way; can be undone."""
        ink = change(self._canvas.ink or EXAMPLE)
        beyond = any(((stroke < 0) | (stroke > UNITS)).any() for stroke in ink.strokes)
        self._canvas.set_ink(resized(ink, _LARGE, (UNITS / 2, UNITS / 2)) if beyond else ink, what)

    def _set_pen(self) -> None:
        thick = self._thick.isChecked()
        if thick and not self._canvas.ink:
            self._canvas.set_ink(EXAMPLE)
        self._canvas.pen_units = self._pen * (_THICK if thick else 1)
        # Painted again as after another change of how things look; the drawing is the same.
        QCoreApplication.sendEvent(self._canvas, QEvent(QEvent.Type.StyleChange))
        self._refresh()

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened meanwhile."""
        super().showEvent(event)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """The other pages have the usual pen."""
        super().hideEvent(event)
        if self._thick.isChecked():
            self._thick.setChecked(False)
            self._set_pen()

    def _fit(self) -> None:
        """Pixels of the pictures are squares, as large as there is room for both pictures and their bars."""
        if self.layout() is None:  # not built yet
            return
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        whole = self.width() - bar - 4 * theme.GRID
        width = (whole - 2 * theme.GRID) // 2 - 2
        height = round(self.height() * _SHARE)
        self._fitted_names = self.raw.column.bars.class_names
        below = width < _SMALLEST_TEXT * max(side.comfortable_width() for side in self._sides)
        directions = QBoxLayout.Direction
        self._sides_row.setDirection(directions.TopToBottom if below else directions.LeftToRight)
        least, most = _SCALES
        for side in self._sides:
            side.set_below(below)
            side.fit_text(whole if below else width)
            side.picture.set_scale(max(least, min(most, width // SIZE, height // SIZE)))
            side.set_bars_height(height)
        self._explain(narrow=self.width() < _NARROW_EMS * self.fontMetrics().height())
        metrics, room = self._verdict.fontMetrics(), QRect(0, 0, whole, 10_000)
        name = max(self._recognizer.network.info.class_names, key=metrics.horizontalAdvance)
        # As high as the sentence about one digit is at most, so that nothing moves under it.
        self._verdict_room.setMinimumHeight(max(
            metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, sentence).height() for sentence in verdicts(name)
        ))

    def minimumSizeHint(self) -> QSize:
        """The pictures; the rest scrolls."""
        em = self.fontMetrics().height()
        return QSize(em * 11, em * 12)


def _switch(attribute: str, text: str, says: str, slot: Callable[[], None]) -> QCheckBox:
    name = text.replace("&", "")
    switch = named(QCheckBox(text), f"{attribute}Switch", name, f"{name} {says}")
    switch.setChecked(True)
    switch.toggled.connect(lambda __: slot())
    return switch


def _button(text: str, name: str, tip: str, slot: Callable[[], None]) -> QPushButton:
    button = named(QPushButton(text), name, text.replace("&", ""), tip)
    button.clicked.connect(lambda: slot())
    return button
