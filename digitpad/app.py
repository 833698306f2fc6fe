"""Composition root: builds the application from its parts."""

import signal
import sys
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from digitpad import __version__, onboard, paths
from digitpad.data.catalogue import Catalogue
from digitpad.ui.main_window import MainWindow
from digitpad.ui.settings import Settings


def create_application(arguments: list[str]) -> QApplication:
    """The Qt application, dressed as Digitpad."""
    app = QApplication(arguments)
    app.setStyle("Fusion")
    app.setApplicationName("Digitpad")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("digitpad")
    app.setWindowIcon(QIcon(str(paths.assets() / "icons" / "digitpad.svg")))
    return app


def create_window(data_dir: Path | None = None, *, pages_at_once: bool = True) -> MainWindow:
    """The main window, fully wired, with the network on board under the pen.

    Args:
        data_dir: takes the place of the user's data folder.
        pages_at_once: whether the pages are there before the first paint, or follow right after it.
    """
    folder = Path(data_dir) if data_dir is not None else paths.user_data_dir()
    window = MainWindow(onboard.network(), onboard.NETWORK_NAME, Catalogue(folder), Settings(folder))
    if pages_at_once:
        window.add_pages()
    return window


def run(data_dir: Path | None) -> int:
    """Open the window and stay until it is closed; the process' exit code."""
    # Python's own handler would wait for the event loop to call into Python; Ctrl+C in a terminal should end it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = create_application(sys.argv[:1])
    window = create_window(data_dir, pages_at_once=False)
    window.show()
    return app.exec()
