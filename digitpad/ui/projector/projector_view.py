"""The projector view: canvas, answer and a large picture, and how a run goes, for an audience."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.ink.raster import SIZE
from digitpad.translation import _
from digitpad.ui.projector.run_views import RunViews
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import faint_label, named

if TYPE_CHECKING:
    from digitpad.ui.answer.answer_panel import AnswerPanel
    from digitpad.ui.drawing.drawing_column import DrawingColumn
    from digitpad.ui.workbench import Workbench

_WIDTH_SHARE, _HEIGHT_SHARE, _HEIGHT_SHARE_BESIDE_CURVES = 0.24, 0.42, 0.28
_SQUARE_WIDTH_SHARE, _SQUARE_ASPECTS = 0.15, (0.8, 1.2)
"""What the large picture takes of the window at most, less where the answer's column is narrow; not of the answer's
room, which grows with what is in it."""


@guarded
class ProjectorView(QObject):
    """Puts the picture and the run into the answer's column, and back.

    Args:
        workbench: whose session trains.
        drawing: lends its picture.
        answer: where all is shown.
    """

    def __init__(self, workbench: Workbench, drawing: DrawingColumn, answer: AnswerPanel) -> None:
        super().__init__(answer)
        self._drawing, self._answer = drawing, answer
        self._is_on = self._wants_curves = False
        self._run = RunViews(workbench, self)
        answer.put_below(self._run.line)
        self._run.curves.setParent(answer)
        self._run.curves.hide()
        self._corner = named(QWidget(answer), "projectorPicture", _("Picture"), "")
        self._corner.hide()
        self._column = theme.spaced(QVBoxLayout(self._corner), gap=None)
        self._caption = faint_label(_("What the network receives"))
        self._column.addWidget(self._caption)
        self._run.has_curves_changed.connect(self.arrange)
        answer.installEventFilter(self)

    def set_on(self, on: bool) -> None:
        """Begin or end."""
        self._is_on = on
        self._run.set_shown(on)
        self.arrange()

    def show_curves(self, wanted: bool) -> None:
        """With the curves of a run beside the bars, or without."""
        self._wants_curves = wanted
        self.arrange()

    def arrange(self) -> None:
        """Put everything where it belongs now; two networks that are compared need all the room."""
        large = self._is_on and not self._answer.is_comparing
        curves = large and self._wants_curves and self._run.has_curves
        if large and self._drawing.has_preview:
            self._column.insertWidget(0, self._drawing.lend_preview(), 0, Qt.AlignmentFlag.AlignLeft)
        elif not large and not self._drawing.has_preview:
            self._drawing.take_preview_back()
        self._answer.put_beside(self._corner if large else None, self._run.curves if curves else None)
        self._fit()

    def _fit(self) -> None:
        """The picture is as large as the room allows, pixel for pixel."""
        if not self._drawing.has_preview:
            share = _HEIGHT_SHARE if self._run.curves.isHidden() else _HEIGHT_SHARE_BESIDE_CURVES
            window = self._answer.window()
            size = window.size().boundedTo(window.screen().size())
            least, most = _SQUARE_ASPECTS
            is_square = least <= size.width() / max(1, size.height()) < most
            width = size.width() * (_SQUARE_WIDTH_SHARE if is_square else _WIDTH_SHARE)
            height = size.height() * share
            scale = max(1, int(min(width, height)) // SIZE)
            self._drawing.preview.set_scale(scale)
            caption = self._caption.fontMetrics().horizontalAdvance(self._caption.text())
            self._corner.setFixedWidth(max(SIZE * scale + 2, min(caption + 2, int(width))))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another size of the answer has room for another picture."""
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)
