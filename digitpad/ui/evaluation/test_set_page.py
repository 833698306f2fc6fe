"""The Test page: show test pictures to the network in use."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from digitpad.data.catalogue import Catalogue
from digitpad.formatting import percent
from digitpad.ink.raster import SIZE
from digitpad.model.network import Network
from digitpad.translation import _
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.evaluation.test_set_browser import Examined, TestSetBrowser
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, faint_label, icon, mark, named
from digitpad.ui.widgets.picture_view import PictureView
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

_NARROWEST_EMS = 11
"""Enough for two buttons side by side."""

_NO_PICTURE = np.zeros((SIZE, SIZE), np.uint8)


@guarded
class TestSetPage(QWidget):
    """One picture, what it is, what the network takes it for, and how often that is right.

    Signals:
        picture_chosen: this picture, and its number from 0, is to be put before the network.
        put_away: nobody looks at test pictures any more; the drawing is to take over again.
    """

    picture_chosen = Signal(object, int)
    put_away = Signal()

    def __init__(self, catalogue: Catalogue, jobs: Jobs) -> None:
        super().__init__()
        self.browser = TestSetBrowser(catalogue, jobs, self)
        self._note = faint_label("")
        self._picture = named(
            PictureView(), "testPicture", _("Test picture"),
            _("A picture that the network does not learn from, enlarged.")
        )
        self._picture.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._picture.setMinimumSize(2 * SIZE + 2, 2 * SIZE + 2)  # the texts come first where there is little room
        self._symbol = PlainLabel()
        self._symbol.setObjectName("testVerdictSymbol")
        self._verdict = named(PlainLabel(), "testVerdict", _("Right or wrong"), _("Whether the network is right."))
        mark(self._verdict, heading=True, problem=False)
        self._truth = named(PlainLabel(), "trueClass", _("True class"), _("What the picture shows."))
        self._answer = named(PlainLabel(), "testAnswer", _("Answer"),
            _("What the network takes it for, and how sure it is."))
        self._line = mark(
            named(Note(), "testCount", _("Pictures and accuracy"),
                _("How many there are, how many the network gets right.")),
            problem=False,
        )
        examiner = self.browser
        self._buttons = (
            _button(_("&Random"), "randomPictureButton", _("Random picture"),
            _("Any other test picture."), examiner.jump),
            _button(_("&Previous"), "previousPictureButton", _("Previous picture"),
            _("The test picture before this one."),
                    partial(examiner.step, -1)),
            _button(_("&Next"), "nextPictureButton", _("Next picture"), _("The test picture after this one."),
                    partial(examiner.step, 1)),
            _button(_("Next &mistake"), "nextMistakeButton", _("Next mistake"),
                    _("The next test picture that the network gets wrong."), examiner.next_mistake),
        )
        self.setObjectName("testPage")
        self.setAccessibleName(_("Test pictures"))
        self._lay_out()
        examiner.changed.connect(self._show)
        examiner.picked.connect(self.picture_chosen)
        self._show()

    def _lay_out(self) -> None:
        verdict = QHBoxLayout()
        verdict.setSpacing(theme.GRID)
        verdict.addWidget(self._symbol)
        verdict.addWidget(self._verdict, 1)
        facts = QFormLayout()
        facts.setHorizontalSpacing(2 * theme.GRID)
        facts.setVerticalSpacing(theme.GRID // 2)
        facts.addRow(_("It is"), self._truth)
        facts.addRow(_("The network says"), self._answer)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(3 * theme.GRID // 2,) * 4)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._note)
        layout.addWidget(self._picture, 1)
        layout.addLayout(verdict)
        layout.addLayout(facts)
        layout.addWidget(self._line)
        layout.addLayout(self._grid)
        self._place_buttons(2)

    def _place_buttons(self, columns: int) -> None:
        for place, button in enumerate(self._buttons):
            self._grid.addWidget(button, place // columns, place % columns)

    def set_network(self, network: Network) -> None:
        """Examine another network, or the same at another moment of its training."""
        self.browser.set_network(network)

    def forget(self, name: str) -> None:
        """The dataset of that name is gone."""
        self.browser.forget(name)

    def stop(self) -> None:
        """Give up what is done in the background, for closing the window."""
        self.browser.stop()

    def _show(self) -> None:
        examined, dataset = self.browser.examined(), self.browser.dataset
        for button in self._buttons:
            button.setEnabled(examined is not None)
        line = self.browser.notice
        if examined is None or dataset is None:
            self._picture.set_picture(_NO_PICTURE)
            for label in (self._note, self._truth, self._answer, self._verdict):
                label.setText("")
            self._symbol.clear()
        else:
            self._note.setText(" ".join(filter(None, (f"{dataset.title}.", self.browser.remark))))
            self._picture.set_picture(examined.picture)
            self._picture.setAccessibleDescription(examined.truth)
            self._truth.setText(examined.truth)
            self._answer.setText(f"{examined.answer}, {percent(examined.probability)}")
            self._show_verdict(examined)
            line = line or self._counts(examined.number, len(dataset.test))
        if bool(self._line.property("problem")) is not self.browser.is_problem:
            mark(self._line, problem=self.browser.is_problem)
        self._line.setText(line)

    def _show_verdict(self, examined: Examined) -> None:
        """A symbol and a word, so that nobody needs to see the colour."""
        word = _("Right") if examined.is_right else _("Wrong")
        if word == self._verdict.text():
            return
        mark(self._verdict, problem=not examined.is_right).setText(word)
        side = self.fontMetrics().height()
        self._symbol.setPixmap(icon("right" if examined.is_right else "wrong").pixmap(side, side))

    def _counts(self, number: int, pictures: int) -> str:
        accuracy = self.browser.accuracy
        # Both texts are about as long: the picture above must not change its size when the count has come.
        if accuracy is None:
            text = _("Picture {number:,} of {count:,}; counting how many it reads…")
            return text.format(number=number + 1, count=pictures)
        text = _("Picture {number:,} of {count:,}; the network reads {share} of them")
        return text.format(number=number + 1, count=pictures, share=percent(accuracy))

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        """Only a page that is seen costs anything."""
        super().showEvent(event)
        self.browser.set_awake(True)
        if (examined := self.browser.examined()) is not None:
            self.picture_chosen.emit(examined.picture, examined.number)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self.browser.set_awake(False)
        self.put_away.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Four buttons in a row where there is room, two and two where there is not."""
        widest = max(button.sizeHint().width() for button in self._buttons) + theme.GRID
        self._place_buttons(4 if 4 * widest <= event.size().width() - 2 * theme.GRID else 2)
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Buttons in one row are no reason to stay so wide: they make two rows when the page gets narrower."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _NARROWEST_EMS * self.fontMetrics().height()), hint.height())

    def changeEvent(self, event: QEvent) -> None:
        """The symbol follows the palette and the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._verdict.setText("")
            self._show()


def _button(text: str, name: str, spoken: str, tip: str, slot: Callable[[], None]) -> QPushButton:
    button = named(QPushButton(text), name, spoken, tip)
    button.clicked.connect(lambda: slot())
    return button
