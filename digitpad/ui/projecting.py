"""What the window shows to an audience: the projector view, and a second window."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal

from digitpad.translation import N_, _
from digitpad.ui.projector.text_size import points
from digitpad.ui.widgets import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from digitpad.ui.answer.answer_panel import AnswerPanel
    from digitpad.ui.drawing.drawing_column import DrawingColumn
    from digitpad.ui.main_menu import MainMenu
    from digitpad.ui.projector.projector_view import ProjectorView
    from digitpad.ui.projector.second_window import SecondWindow
    from digitpad.ui.window_layout import WindowLayout
    from digitpad.ui.workbench import Workbench

_MOST_ZOOM = 125
"""Larger text does not fit into the projector view, whose text grows with the screen."""

_WAY_BACK = N_("F11 or Esc brings everything back.")


class Projecting(QObject):
    """Goes to the projector view and back; opens and closes the second window. Both are made when first asked for.

    Args:
        window: the main window.
        workbench: what it shares with its pages.
        drawing: the canvas and what belongs to it.
        answer: the bars.
        layout: shows or hides the pages.
        menus: where all is chosen.

    Attributes:
        is_on: whether the projector view is shown.

    Signals:
        changed: the text has another size now.
    """

    changed = Signal()

    def __init__(
        self, window: QMainWindow, workbench: Workbench, drawing: DrawingColumn, answer: AnswerPanel,
        layout: WindowLayout, menus: MainMenu,
    ) -> None:
        super().__init__(window)
        self._window, self._workbench, self._menus = window, workbench, menus
        self._drawing, self._answer, self._layout = drawing, answer, layout
        self._second: SecondWindow | None = None
        self._before = QByteArray()
        self.is_on = False
        menus.curves.toggled.connect(lambda wanted: self._view.show_curves(wanted))
        menus.second_window.triggered.connect(self.show_second)

    def zoom(self, zoom: int) -> float:
        """Size of text in percent, for the size that was chosen."""
        if not self.is_on:
            return zoom
        # Bounded, or text that needs a larger window would make the window larger, and that the text.
        size = self._window.size().boundedTo(self._window.screen().size())
        return min(zoom, _MOST_ZOOM) * points(size) / theme.BASE_POINT_SIZE

    def toggle(self) -> None:
        """Canvas, answer and a large picture on the whole screen, or everything again."""
        if not self.is_on:
            self._before = self._window.saveGeometry()
        self.is_on = on = not self.is_on
        self._menus.show_projector(on)
        for widget in (self._window.menuBar(), self._window.statusBar()):
            widget.setVisible(not on)
        self._view.set_on(on)
        self._layout.show_pages(not on)
        self._drawing.show_hint(_(_WAY_BACK) if on else "")
        # The other bits stay: a maximised window is maximised again afterwards.
        full, state = Qt.WindowState.WindowFullScreen, self._window.windowState()
        self._window.setWindowState(state | full if on else state & ~full)
        self.changed.emit()
        self._settle()

    def geometry(self) -> QByteArray:
        """Place and size of the window as it is without the projector view, for the next start."""
        return self._before if self.is_on else self._window.saveGeometry()

    def fit(self) -> None:
        """The window has another size."""
        if self.is_on:
            self.changed.emit()
            self._settle()

    def _settle(self) -> None:
        """Divide the room once the text has its new size."""
        QTimer.singleShot(0, self._layout, self._layout.fit)

    def arrange(self) -> None:
        """Two networks are compared, or no longer."""
        if self.is_on:
            self._view.arrange()

    def show_second(self, shown: bool) -> None:
        """Open the second window, or close it."""
        if shown and self._second is None:
            from digitpad.ui.inside.network_strip import NetworkStrip
            from digitpad.ui.projector.second_window import SecondWindow

            tip = _("The picture, the layers and the outputs of the network, live.")
            strip = NetworkStrip(self._workbench, "secondScreenNetwork", tip)
            self._second = SecondWindow(self._workbench, self._window, strip, strip.needed_height)
            self.changed.connect(self._second.fit)
            self._second.closed.connect(lambda: self._menus.second_window.setChecked(False))
        if shown and self._second is not None:
            self._second.bring()
        elif self._second is not None:
            self._second.close()

    @cached_property
    def _view(self) -> ProjectorView:
        from digitpad.ui.projector.projector_view import ProjectorView

        return ProjectorView(self._workbench, self._drawing, self._answer)
