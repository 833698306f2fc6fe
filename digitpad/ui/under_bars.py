"""The network at work in a strip under the bars, while it is wanted and there is room for it."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from digitpad.translation import _
from digitpad.ui.inside.network_strip import NetworkStrip
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from digitpad.ui.answer.answer_panel import AnswerPanel
    from digitpad.ui.workbench import Workbench

_ROOM = {QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show}


@guarded
class UnderBars(QObject):
    """Bars first: the strip is there only while every bar keeps a readable height, and the menu says when it cannot be.

    Args:
        workbench: what the strip follows, and the setting.
        answer: whose bars it stands under.
        action: the menu entry; checkable.

    Attributes:
        strip: the network; hidden as long as it is not wanted or there is no room.

    Signals:
        neuron_chosen: somebody wants to know more of this `Neuron`.
    """

    neuron_chosen = Signal(object)

    def __init__(self, workbench: Workbench, answer: AnswerPanel, action: QAction) -> None:
        super().__init__(answer)
        self._answer, self._action, self._settings = answer, action, workbench.settings
        self.strip = NetworkStrip(
            workbench, "networkStrip", _("Picture, layers and outputs, live; a click on a neuron shows it on a page.")
        )
        self.strip.hide()
        answer.put_below(self.strip)
        self._due = QTimer(self)  # once the layout has settled
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self._arrange)
        action.setChecked(workbench.settings.network_strip)
        action.toggled.connect(self._want)
        self.strip.selected.connect(self.neuron_chosen)
        workbench.network_changed.connect(lambda __: self._due.start())
        workbench.settings.changed.connect(self._due.start)
        answer.installEventFilter(self)
        self._due.start()

    def _want(self, wanted: bool) -> None:
        self._settings.network_strip = wanted
        self._arrange()

    def _arrange(self) -> None:
        needed = self.strip.needed_height(self._answer.width())
        fits = needed <= self._answer.room_below_bars(self.strip)
        self.strip.setVisible(fits and self._settings.network_strip)
        self._action.setEnabled(fits)
        self._action.setText(
            _("Network &under the bars") if fits else _("Network &under the bars (no room; make the window higher)")
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another size has room, or has none."""
        if event.type() in _ROOM:
            self._due.start()
        return super().eventFilter(watched, event)
