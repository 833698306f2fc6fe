"""A window for a second screen: the answer or the curves, live, while pen and controls stay on the first."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from digitpad.ink.raster import SIZE
from digitpad.translation import _
from digitpad.ui.answer.answer_column import AnswerColumn
from digitpad.ui.projector.run_views import RunViews
from digitpad.ui.projector.text_size import points
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.elided_label import ElidedLabel
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import faint_label, mark, named
from digitpad.ui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from digitpad.model.network import Network
    from digitpad.ui.answer.recognizer import Recognition
    from digitpad.ui.workbench import Workbench

_WIDTH_SHARE, _HEIGHT_SHARE = 0.4, 0.4
"""What the picture takes of the window at most."""
_OPENING_MILLISECONDS = 1_000
"""Window managers give a window that fills a screen the keyboard when it opens, whatever it asks for."""

_CURVES, _NETWORK = 1, 2
"""What is chosen in the box."""
_NAMES = "secondScreenDigit", "secondScreenSentence", "secondScreenBars", "secondScreenTitle"


@guarded
class SecondWindow(QWidget):
    """Shows what the main window has found out anyway; it computes nothing, and listens only while it is there.

    Args:
        workbench: whose recognizer answers and whose session trains.
        window: the main window.
        strip: the network at work, which can stand under the bars.
        strip_height: how high that is in a width, both in pixels.

    Signals:
        closed: it is no longer there.
    """

    closed = Signal()

    def __init__(
        self, workbench: Workbench, window: QWidget, strip: QWidget, strip_height: Callable[[int], int]
    ) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self.setObjectName("secondWindow")
        self.setWindowTitle(_("Digitpad – second window"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # the keyboard stays with the pen
        self._workbench, self._main = workbench, window
        self._listens = False
        self._subject = mark(
            named(ElidedLabel(), "secondScreenSubject", _("What the bars are about"), _("What the network looks at.")),
            faint=True,
        )
        self.choice = named(
            QComboBox(), "secondScreenBox", _("What is shown"), _("Shows the bars, the curves or the network.")
        )
        self.choice.addItems([_("Bars"), _("Curves"), _("Bars and network")])
        self._picture = named(
            PictureView(), "secondScreenPicture", _("Picture"), _("The picture that the network receives.")
        )
        self._answer = AnswerColumn(workbench.recognizer.network.info.class_names, _NAMES)
        self._answer.put_beside(self._picture, None)
        self._run = RunViews(workbench, self)
        self._due = QTimer(self)  # once the layout has settled
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self._fit_strip)
        self._opening = QTimer(self)  # while it runs, the keyboard was given to this window by nobody who wants it
        self._opening.setSingleShot(True)
        self._opening.setInterval(_OPENING_MILLISECONDS)
        self._stack = QStackedWidget()
        self._strip, self._strip_height = strip, strip_height
        self._no_room = faint_label(_("Make this window larger; the network has no room here."))
        strip.hide()
        self._no_room.hide()
        self._bars_side = QWidget()
        side = theme.spaced(QVBoxLayout(self._bars_side), gap=2 * theme.GRID)
        side.addWidget(self._answer, 1)
        side.addWidget(strip)
        side.addWidget(self._no_room)
        self._stack.addWidget(self._bars_side)
        self._stack.addWidget(self._run.curves)
        self.choice.activated.connect(self._show_chosen)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        top = QHBoxLayout()
        top.addWidget(self._subject, 1)
        top.addWidget(self.choice)
        layout = theme.spaced(QVBoxLayout(self), theme.DIALOG_MARGIN, 2 * theme.GRID)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._run.line)
        self.setMinimumSize(400, 300)  # what it needs at its present size says nothing about a smaller one
        self.resize(800, 600)
        workbench.settings.changed.connect(self.fit)  # the main window has dressed everything anew

    def bring(self) -> None:
        """Fill another screen than the main window's, or open as a window where there is only one."""
        if self._main.isActiveWindow():
            self._opening.start()
        other = next((each for each in QGuiApplication.screens() if each is not self._main.screen()), None)
        if other is None:
            self.show()
        else:
            self.setScreen(other)
            self.setGeometry(other.geometry())
            self.showFullScreen()
        self._listen()

    def _listen(self) -> None:
        if not self._listens:
            self._listens = True
            recognizer = self._workbench.recognizer
            self._set_class_names(recognizer.network)
            recognizer.recognized.connect(self._show)
            self._workbench.network_changed.connect(self._set_class_names)
            recognizer.select(recognizer.selected)  # which answers once more
            self._run.set_shown(True)

    def _set_class_names(self, network: Network) -> None:
        self._answer.set_class_names(network.info.class_names)
        self._due.start()

    def _show_chosen(self) -> None:
        self._stack.setCurrentIndex(_CURVES if self.choice.currentIndex() == _CURVES else 0)
        # The network begins with the picture; a second one would take its room.
        self._answer.put_beside(None if self.choice.currentIndex() == _NETWORK else self._picture, None)
        self.fit()

    def _fit_strip(self) -> None:
        """Bars first: under them the network is shown only while they can be read with ease."""
        wanted = self.choice.currentIndex() == _NETWORK
        spare = self._answer.bars.spare_height(self._bars_side) - 2 * theme.GRID
        fits = self._strip_height(self._bars_side.width()) <= spare
        self._strip.setVisible(wanted and fits)
        self._no_room.setVisible(wanted and not fits)

    def _show(self, recognition: Recognition) -> None:
        self._subject.setText(recognition.about)
        self._answer.show_recognition(recognition)
        self._picture.set_picture(self._workbench.recognizer.network.prepare(recognition.picture))

    def fit(self) -> None:
        """Text and picture grow with the window, whatever size the main window's have."""
        size = points(self.size().boundedTo(self.screen().size()))
        self._answer.set_enlarged(size / QApplication.font().pointSizeF())
        font = QFont(QApplication.font())
        font.setPointSizeF(size)
        for widget in (self._subject, self.choice, self._run.line, self._no_room):
            widget.setFont(font)
        # Under a style sheet, fonts do not go from a widget to those in it; rules do.
        self._run.curves.setStyleSheet(f"* {{ font-size: {size:.1f}pt; }}")  # untranslated: for Qt
        self._strip.setFont(font)
        self._due.start()
        side = min(self.width() * _WIDTH_SHARE, self.height() * _HEIGHT_SHARE)
        self._picture.set_scale(max(1, int(side) // SIZE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size has room for larger text."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """When it opens, the keyboard stays with the pen; later a click takes it."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow() and self._opening.isActive():
            self._opening.stop()
            self._main.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody looks any more."""
        if self._listens:
            self._listens = False
            self._workbench.recognizer.recognized.disconnect(self._show)
            self._workbench.network_changed.disconnect(self._set_class_names)
            self._run.set_shown(False)
        super().closeEvent(event)
        self.closed.emit()
