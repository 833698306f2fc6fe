"""The menu bar: every menu entry and its keyboard shortcut."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from digitpad import __version__
from digitpad.translation import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from digitpad.ui.main_window import MainWindow
    from digitpad.ui.networks.session_networks import SessionNetworks


class MainMenu:
    """Fills the menu bar of a window.

    Attributes:
        train: begins a run.
        stop: ends it.
        projector: pen and bars alone, or not; checkable.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        bar = window.menuBar()
        file = bar.addMenu(_("&File"))
        self._add(file, _("&Open …"), "Ctrl+O", window.open_network)
        self._add(file, _("Open &Picture …"), "Ctrl+Shift+O", window.photos.choose)
        self._networks = file.addMenu(_("&Networks of this session"))
        file.addSeparator()
        self._add(file, _("&Save"), "Ctrl+S", lambda: window.files.save())
        self._add(file, _("Save &As …"), "Ctrl+Shift+S", lambda: window.files.save_as())
        self._add(file, _("&Export for Python …"), "Ctrl+E", lambda: window.python_export.choose_and_write())
        file.addSeparator()
        pictures = file.addMenu(_("&Import Pictures"))
        self._add(pictures, _("A &File …"), "Ctrl+I", lambda: window.datasets().exchange.choose_file())
        self._add(pictures, _("A F&older …"), "Ctrl+Shift+I", lambda: window.datasets().exchange.choose_folder())
        self._add(file, _("E&xport Pictures …"), "Ctrl+Shift+E", lambda: window.datasets().export())
        file.addSeparator()
        self._add(file, _("&Quit"), "Ctrl+Q", window.close)
        edit = bar.addMenu(_("&Edit"))
        edit.addActions([window.pad.undo, window.pad.redo, window.pad.clear])
        edit.addSeparator()
        self._add(edit, _("&Paste Picture"), "Ctrl+V", window.photos.paste)
        view = bar.addMenu(_("&View"))
        self._add(view, _("&Larger text"), "Ctrl++", partial(window.change_zoom, 1))
        self._add(view, _("S&maller text"), "Ctrl+-", partial(window.change_zoom, -1))
        view.addSeparator()
        self.projector = self._add(view, _("&Pen and bars alone"), "F11", window.show_alone)
        self.projector.setCheckable(True)
        training = bar.addMenu(_("&Training"))
        self.train = self._add(training, _("&Train"), "Ctrl+T")
        self.stop = self._add(training, _("&Stop"), "Ctrl+.")
        help_ = bar.addMenu(_("&Help"))
        self._add(help_, _("Check this &computer …"), "Shift+F1", window.help.check_computer)
        self._add(help_, _("Show lo&g …"), "Ctrl+Shift+F1", window.help.show_log)
        self._add(help_, _("&Licences …"), "Ctrl+F1", window.help.show_licences)
        self._add(help_, _("&About Digitpad"), "F1", lambda: _about(window))

    def _add(self, menu: QMenu, text: str, key: str, slot: Callable[[], object] | None = None) -> QAction:
        action = QAction(text, self._window)
        action.setShortcut(QKeySequence(key))
        if slot is not None:
            action.triggered.connect(lambda _checked: slot())
        # On the window too, so that keys work while the menu bar is hidden.
        self._window.addAction(action)
        menu.addAction(action)
        return action

    def show_alone(self, alone: bool) -> None:
        """Pen and bars are alone, or everything is there again. Escape is a way back, and free at other times."""
        self.projector.setChecked(alone)
        self.projector.setShortcuts([QKeySequence(key) for key in (("F11", "Esc") if alone else ("F11",))])

    def show_networks(self, document: SessionNetworks) -> None:
        """List the networks of this session, each with a mark if it is under the pen."""
        self._networks.clear()
        for each in document.entries:
            name = each.title.replace("&", "&&")
            action = self._networks.addAction(name + (" (not saved)" if each.unsaved else ""))
            action.setCheckable(True)
            action.setChecked(each is document.current)
            action.triggered.connect(lambda _checked, each=each: document.select(each))


def _about(window: MainWindow) -> None:
    from PySide6.QtWidgets import QMessageBox

    QMessageBox.about(
        window,
        _("About Digitpad"),
        f"<b>Digitpad {__version__}</b><p>Draw a digit, watch a neural network answer, and retrain it.</p>"
        "<p>MIT licence. Uses Qt through PySide6 (LGPL), TensorFlow and Keras (Apache 2.0), digits of MNIST "
        "by Y. LeCun, C. Cortes and C. Burges (CC BY-SA 3.0), and clothes of Fashion-MNIST by Zalando SE (MIT). "
        "The network on board also learnt from the pen digits of E. Alpaydin and F. Alimoglu (CC BY 4.0).</p>"
        "<p>Nothing you draw leaves this computer.</p>",
    )
