"""Answer the drawing: ink goes to the recognizer, and its answer to the bars, the preview and the canvas."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from digitpad.model.network import Network
    from digitpad.ui.answer.answer_panel import AnswerPanel
    from digitpad.ui.answer.recognizer import Recognition
    from digitpad.ui.drawing.drawing_column import DrawingColumn
    from digitpad.ui.networks.comparison import Comparison
    from digitpad.ui.window_layout import WindowLayout
    from digitpad.ui.workbench import Workbench


class Answering(QObject):
    """Connects what is always visible: the canvas and the answer, and the classes and the margin of both.

    Args:
        workbench: has the recognizer and the settings.
        drawing: the canvas and what belongs to it.
        answer: the bars.
        comparison: lets a second network answer.
        layout: makes room for the names of other classes.
    """

    def __init__(
        self, workbench: Workbench, drawing: DrawingColumn, answer: AnswerPanel, comparison: Comparison,
        layout: WindowLayout,
    ) -> None:
        super().__init__(layout)
        self._workbench, self._drawing, self._answer = workbench, drawing, answer
        self._comparison, self._layout = comparison, layout
        drawing.canvas.ink_changed.connect(workbench.recognizer.set_ink)
        answer.digit_chosen.connect(workbench.recognizer.select)
        workbench.recognizer.recognized.connect(self._show)
        workbench.network_changed.connect(self._set_class_names)
        workbench.settings.changed.connect(self._apply_margin)
        comparison.changed.connect(lambda __: layout.fit())
        self._apply_margin()
        self._set_class_names(workbench.recognizer.network)

    def _set_class_names(self, network: Network) -> None:
        same = self._answer.bars.class_names == network.info.class_names
        for names in (self._answer, self._drawing.canvas, self._drawing.labels):
            names.set_class_names(network.info.class_names)
        if not same:
            self._layout.fit()

    def _show(self, recognition: Recognition) -> None:
        self._drawing.preview.set_picture(self._workbench.recognizer.network.prepare(recognition.picture))
        self._answer.show_recognition(recognition)
        several = recognition.digits
        self._drawing.canvas.set_frame(several[recognition.selected].frame if several else None)
        self._drawing.canvas.set_aside("" if recognition.is_about_drawing else recognition.about)

    def _apply_margin(self) -> None:
        for answering in (self._workbench.recognizer, self._comparison):
            answering.set_margin(self._workbench.settings.margin)
