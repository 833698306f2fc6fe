"""One picture: what it is, what the network says, and whether that is right."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from digitpad.formatting import percent
from digitpad.ink.raster import SIZE
from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, icon, mark, named
from digitpad.ui.widgets.picture_view import PictureView
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from digitpad.ui.evaluation.examination import Examined

_NO_PICTURE = np.zeros((SIZE, SIZE), np.uint8)


@guarded
class PicturePanel(QWidget):
    """The picture that is before the network, enlarged, and the answer to it."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = named(
            PictureView(), "testPicture", _("Test picture"),
            _("The picture that is before the network, enlarged.")
        )
        self._picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._picture.setMinimumSize(2 * SIZE + 2, 2 * SIZE + 2)  # the texts come first where there is little room
        self._symbol = PlainLabel()
        self._symbol.setObjectName("testVerdictSymbol")
        self._verdict = named(
            PlainLabel(), "testVerdict", _("Right or wrong"),
            _("Whether the class that the network finds most probable is the true one."),
        )
        mark(self._verdict, heading=True, problem=False)
        self._truth = named(Note(), "trueClass", _("True class"), _("What the picture shows."))
        self._answer = named(
            Note(), "testAnswer", _("Most probable class"),
            _("What the network finds most probable. The accuracy counts it; the answer beside the bars also asks for "
              "the lead of the preferences."),
        )
        self._line = mark(
            named(Note(), "testCount", _("Pictures and accuracy"),
                  _("How many there are, and how many the network gets right, with the span in which the true share "
                    "may well lie.")),
            problem=False,
        )
        self._lay_out()

    def _lay_out(self) -> None:
        verdict = QHBoxLayout()
        verdict.setSpacing(theme.GRID)
        verdict.addWidget(self._symbol)
        verdict.addWidget(self._verdict, 1)
        # A form would ask for height for width, and scroll areas then give too much of it.
        self._facts = facts = QGridLayout()
        facts.setHorizontalSpacing(theme.GRID)
        facts.setVerticalSpacing(0)
        facts.setColumnStretch(1, 1)
        self._most_probable = PlainLabel(_("Most probable"))
        facts.addWidget(PlainLabel(_("It is")), 0, 0, Qt.AlignmentFlag.AlignTop)
        facts.addWidget(self._truth, 0, 1)
        self._arrange(below=False)
        texts = QVBoxLayout()
        texts.setSpacing(theme.GRID // 2)
        texts.addLayout(verdict)
        texts.addLayout(facts)
        texts.addWidget(self._line)
        self._layout = theme.spaced(QBoxLayout(QBoxLayout.Direction.TopToBottom, self))
        self._layout.addWidget(self._picture, 1)
        self._layout.addLayout(texts, 0)

    def _arrange(self, *, below: bool) -> None:
        """The longer value below what it is called, or beside it."""
        self._is_below = below
        for place, label in enumerate((self._most_probable, self._answer)):
            self._facts.removeWidget(label)
            row, column, span = (1 + place, 0, 2) if below else (1, place, 1)
            self._facts.addWidget(label, row, column, 1, span, Qt.AlignmentFlag.AlignTop)

    def _fit(self) -> None:
        """Beside each other only where neither is broken into lines."""
        needed = self._most_probable.sizeHint().width() + self.fontMetrics().horizontalAdvance(f"0, {percent(1)}")
        below = self._facts.geometry().width() < needed + theme.GRID
        if below is not self._is_below:
            self._arrange(below=below)

    def set_flat(self, flat: bool) -> None:
        """The texts beside the picture, where there is more width than height, or below it."""
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.LeftToRight if flat else direction.TopToBottom)
        self._layout.setStretch(1, 3 if flat else 0)

    def show_examined(self, examined: Examined | None) -> None:
        """Show another picture; None for none."""
        if examined is None:
            self._picture.set_picture(_NO_PICTURE)
            for label in (self._truth, self._answer, self._verdict):
                label.setText("")
            self._symbol.clear()
            return
        self._picture.set_picture(examined.picture)
        self._picture.setAccessibleDescription(examined.truth)
        self._truth.setText(examined.truth)
        self._answer.setText(f"{examined.answer}, {percent(examined.probability)}")
        self._show_verdict(examined.is_right)

    def _show_verdict(self, is_right: bool) -> None:
        """A symbol and a word, so that nobody needs to see the colour."""
        word = _("Right") if is_right else _("Wrong")
        if word == self._verdict.text():
            return
        mark(self._verdict, problem=not is_right).setText(word)
        side = self.fontMetrics().height()
        self._symbol.setPixmap(icon("right" if is_right else "wrong").pixmap(side, side))

    def show_line(self, text: str, *, problem: bool) -> None:
        """Say how many pictures there are, how many are right, or what is the matter."""
        if bool(self._line.property("problem")) is not problem:
            mark(self._line, problem=problem)
        self._line.setText(text)

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other lines."""
        super().resizeEvent(event)
        self._layout.activate()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The symbol follows the palette and the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and (word := self._verdict.text()):
            self._verdict.setText("")
            self._show_verdict(word == _("Right"))
