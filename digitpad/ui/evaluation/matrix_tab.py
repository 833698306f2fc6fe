"""Matrix, picture and gallery, linked by one selection."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from digitpad.evaluation.confusion import confusion
from digitpad.evaluation.tables import confusion_rows
from digitpad.evaluation.two_networks import Group
from digitpad.translation import _, ngettext
from digitpad.ui.evaluation import selection
from digitpad.ui.evaluation.charts import Chart
from digitpad.ui.evaluation.comparison_panel import ComparisonPanel
from digitpad.ui.evaluation.confusion_matrix import ConfusionMatrix
from digitpad.ui.evaluation.gallery_panel import GalleryPanel
from digitpad.ui.evaluation.matrix_content import MatrixContent
from digitpad.ui.evaluation.picture_panel import PicturePanel
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import named

if TYPE_CHECKING:
    import numpy.typing as npt
    from PySide6.QtGui import QResizeEvent

    from digitpad.evaluation.confusion import Cell
    from digitpad.evaluation.tables import Row
    from digitpad.ui.evaluation.doubted_list import DoubtedList
    from digitpad.ui.evaluation.examination import Examination
    from digitpad.ui.evaluation.examiner import Examiner

_MATRIX_SHARE, _PICTURE_SHARE = 7, 3

_WIDE_EMS = 27
"""From this width on the picture is beside the matrix, in narrower pages below it."""


@guarded
class MatrixTab(QWidget):
    """What is selected is a set of pictures: it stays when another network answers.

    Args:
        examiner: what is examined.
        doubts: the labels that somebody doubts.

    Signals:
        canvas_wanted: the picture before the network is to be drawn on the canvas.
    """

    canvas_wanted = Signal()

    def __init__(self, examiner: Examiner, doubts: DoubtedList) -> None:
        super().__init__()
        self._examiner = examiner
        self._doubts = doubts
        self._margin = 0.0
        self._titles = ("", "")
        self._selected: npt.NDArray[np.intp] | None = None  # by number, ascending; None: all mistakes are shown
        self._by_second = False  # whether the second network's answers are shown
        self.matrix = named(
            ConfusionMatrix(), "confusionMatrix", _("Confusion matrix"),
            _("How often the network takes which class for which; a click on a cell shows its pictures."),
        )
        self.picture = PicturePanel()
        self.comparison = ComparisonPanel()
        self.gallery = GalleryPanel()
        self._buttons = (
            _button(_("&Random"), "randomPictureButton", _("Random picture"), _("Any other picture."), examiner.jump),
            _button(_("&Previous"), "previousPictureButton", _("Previous picture"), _("The picture before this one."),
                    partial(examiner.step, -1)),
            _button(_("&Next"), "nextPictureButton", _("Next picture"), _("The picture after this one."),
                    partial(examiner.step, 1)),
            _button(_("Next &mistake"), "nextMistakeButton", _("Next mistake"),
                    _("The next picture that the network gets wrong."), examiner.next_mistake),
            _button(_("Onto the canvas"), "ontoCanvasButton", _("Onto the canvas"),
                    _("Draws this picture on the canvas, where it can be changed."), self.canvas_wanted.emit),
        )
        self._lay_out()
        self._connect()
        self._show_one()
        self._show_all()

    def _lay_out(self) -> None:
        self._upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._upper.setSpacing(theme.GRID)
        self._upper.addWidget(self.matrix, _MATRIX_SHARE)
        self._upper.addWidget(self.picture, _PICTURE_SHARE)
        row = FlowRow()
        for button in self._buttons:
            row.add(button)
        layout = theme.spaced(QVBoxLayout(self), theme.GRID, theme.GRID // 2)
        layout.addLayout(self._upper, 5)
        layout.addWidget(row)
        layout.addWidget(self.comparison)
        layout.addWidget(self.gallery, 3)
        self.comparison.hide()

    def _connect(self) -> None:
        self._examiner.changed.connect(self._show_one)
        self._examiner.evaluated.connect(self._show_evaluated)
        self._doubts.changed.connect(self._show_all)
        self.matrix.cells_chosen.connect(self._select_cells)
        self.comparison.group_chosen.connect(self._select_group)
        self.gallery.picture_opened.connect(self._examiner.go_to)
        self.gallery.mistakes_wanted.connect(self._select_nothing)
        self.gallery.changed.connect(self._show_gallery)
        self.gallery.doubt_chosen.connect(self._doubt)

    # What it is told

    def set_margin(self, margin: float) -> None:
        """How far the best class must be ahead of the second, 0..1; closer ones are answered `?`."""
        if margin != self._margin:
            self._margin = margin
            self._show_all()

    def set_titles(self, first: str, second: str) -> None:
        """What the two networks are called."""
        if (first, second) != self._titles:
            self._titles = (first, second)
            self._show_comparison(self._examiner.examination)

    @property
    def content(self) -> MatrixContent | None:
        """The matrix, or None before anything was counted."""
        found = self._examiner.examination
        if found is None:
            return None
        second = None if found.second is None else confusion(found.second, self._margin)
        return MatrixContent(confusion(found.first, self._margin), second)

    @property
    def table(self) -> tuple[Row, ...]:
        """The matrix, or both, for a spreadsheet."""
        content = self.content
        if content is None:
            return ()
        tables = {self._titles[0]: content.first}
        if content.second is not None:
            tables[self._titles[1] if self._titles[1] not in tables else f"{self._titles[1]} (B)"] = content.second
        return tuple(confusion_rows(tables))

    @property
    def charts(self) -> tuple[Chart, ...]:
        """What is painted into files."""
        return (Chart("", self.matrix),)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The figures in words."""
        content = self.content
        verdict = self.comparison.verdict if content is not None and content.second is not None else ""
        return ("" if content is None else content.summary(), verdict)

    # Selecting

    def _select_cells(self, cells: frozenset[Cell]) -> None:
        found = self._examiner.examination
        if found is not None:
            self._by_second = False
            self._selected = selection.in_cells(found, cells, self._margin) if cells else None
            self._show_gallery()

    def _select_group(self, group: Group) -> None:
        found = self._examiner.examination
        if found is not None and found.second is not None:
            # Only one is wrong: its answers are those to look at.
            self._by_second = group is Group.ONLY_FIRST
            self._selected = selection.in_group(found, group)
            self._show_all()

    def _select_nothing(self) -> None:
        self._by_second, self._selected = False, None
        self._show_all()

    def _doubt(self, doubted: bool) -> None:
        if (examined := self._examiner.examined()) is not None:
            self._doubts.change(examined.number, doubted)

    # Showing

    def _show_evaluated(self) -> None:
        found = self._examiner.examination
        if found is None:
            self._selected = None  # other pictures
        if found is None or found.second is None:
            self._by_second = False
        self._show_all()

    def _show_all(self) -> None:
        found = self._examiner.examination
        if found is None or self._selected is None:
            self.matrix.show_content(self.content)
        else:
            self.matrix.show_content(self.content, *selection.where(found, self._selected, self._margin))
        self._show_comparison(found)
        self._show_gallery()

    def _show_comparison(self, found: Examination | None) -> None:
        if found is not None and found.second is not None:
            self.comparison.show_examination(found, *self._titles)
            self.comparison.show()
        else:
            self.comparison.hide()

    def _show_gallery(self) -> None:
        found, doubted = self._examiner.examination, self._doubts.numbers
        if found is None:
            self.gallery.show_title("")
            self.gallery.show_pictures(None, None, self._margin, np.zeros(0, np.intp), doubted)
        else:
            if self.gallery.shows_doubted:
                numbers = np.array(sorted(doubted), np.intp)
            else:
                numbers = selection.mistakes(found) if self._selected is None else self._selected
            evaluation = found.second if self._by_second and found.second is not None else found.first
            self.gallery.show_pictures(found.pictures, evaluation, self._margin, numbers, doubted)
            unsure = int((evaluation.answers(self._margin)[numbers] == evaluation.classes).sum())
            self.gallery.show_title(self._title(len(numbers), unsure))
        self._mark_one()

    def _title(self, count: int, unsure: int) -> str:
        if self.gallery.shows_doubted:
            text = ngettext(
                "{count:,} picture whose label may be wrong", "{count:,} pictures whose labels may be wrong", count
            )
        elif self._selected is not None and self._by_second:
            text = ngettext(
                "{count:,} selected picture, with the answer of B",
                "{count:,} selected pictures, with the answers of B", count,
            )
        elif self._selected is not None:
            text = ngettext("{count:,} selected picture", "{count:,} selected pictures", count)
        elif self.comparison.isVisibleTo(self):
            text = ngettext("{count:,} mistake of A or B", "{count:,} mistakes of A or B", count)
        elif unsure:
            text = ngettext(
                "{count:,} mistake; answered “?”: {unsure:,}", "{count:,} mistakes; answered “?”: {unsure:,}", count
            )
        else:
            text = ngettext("{count:,} mistake", "{count:,} mistakes", count)
        return text.format(count=count, unsure=unsure)

    def _show_one(self) -> None:
        """The picture before the network, and the line below it."""
        examined = self._examiner.examined()
        for button in self._buttons:
            button.setEnabled(examined is not None)
        self.picture.show_examined(examined)
        line = self._examiner.notice
        if examined is not None and self._examiner.pictures is not None:
            line = line or self._counts(examined.number, len(self._examiner.pictures))
        self.picture.show_line(line, problem=self._examiner.is_problem)
        self._mark_one()

    def _mark_one(self) -> None:
        examined, doubted = self._examiner.examined(), self._doubts.numbers
        number = None if examined is None else examined.number
        self.gallery.view.mark(number)
        self.gallery.show_doubts(len(doubted), is_doubted=None if number is None else number in doubted)

    def _counts(self, number: int, pictures: int) -> str:
        accuracy, found = self._examiner.accuracy, self._examiner.examination
        if accuracy is None or found is None:
            text = _("Picture {number:,} of {count:,}; counting the right ones…")
            return text.format(number=number + 1, count=pictures)
        text = (
            _("Picture {number:,} of {count:,}; the network gets {share} right, but has learnt from them")
            if found.pictures.has_taught(found.network) else
            _("Picture {number:,} of {count:,}; the network gets {share} right")
        )
        return text.format(number=number + 1, count=pictures, share=accuracy.message())

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture stands where there is room."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _WIDE_EMS * self.fontMetrics().height()
        direction = QBoxLayout.Direction
        self._upper.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
        self.picture.set_flat(not is_wide)


def _button(text: str, name: str, spoken: str, tip: str, slot: Callable[[], None]) -> QPushButton:
    button = named(QPushButton(text), name, spoken, tip)
    button.clicked.connect(lambda: slot())
    return button
