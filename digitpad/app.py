"""Compose the program: make the application and the window from their parts."""

import contextlib
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from digitpad import __version__, bundled_network, translation
from digitpad.system import assets, collector, log_file, paths, policy
from digitpad.system.streams import LogStream
from digitpad.translation import _

# isort: split
# What needs no Qt comes first, NumPy with it: PySide reads the source of every module that is imported after it.
from PySide6.QtCore import QEvent, QMessageLogContext, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QFileOpenEvent, QIcon, QTabletEvent
from PySide6.QtWidgets import QApplication

from digitpad.ui.main_window import MainWindow
from digitpad.ui.widgets.dialogs import show_problem
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.workbench import Workbench

_log = logging.getLogger(__name__)
_NO_NEWS = (  # untranslated: Qt's own
    "This plugin does not support propagateSizeHints()",  # the off-screen platform says so for every window
    "Detected locale ",  # not UTF-8; Qt goes on with C.UTF-8, which is right
)


def quiet_qt() -> None:
    """Keep Qt's messages that are no news off the terminal. Tests look at all of them, so they do not call this."""
    qInstallMessageHandler(_print_message)


def _print_message(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Qt's messages go to the log and to standard error, but for those that are no news."""
    if message.startswith(_NO_NEWS):
        return
    _log.info("Qt: %s", message)
    if sys.stderr is not None and not isinstance(sys.stderr, LogStream):
        sys.stderr.write(message + "\n")


@guarded
class Application(QApplication):
    """The Qt application.

    Signals:
        file_opened: the system hands over a file, a `Path`; macOS does that with events.
        pen_near: a pen of a tablet or screen came near or went away, and the milliseconds of that event.
    """

    file_opened = Signal(object)
    pen_near = Signal(bool, object)  # an int of Python: the milliseconds may not fit into Qt's

    def event(self, event: QEvent) -> bool:
        """Qt calls this for what happens to the program as a whole."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(Path(event.file()))
            return True
        if isinstance(event, QTabletEvent):
            self.pen_near.emit(event.type() is QEvent.Type.TabletEnterProximity, event.timestamp())
            return True
        return super().event(event)


def create_application(arguments: list[str]) -> Application:
    """The application, dressed as Digitpad."""
    # The default of 5 ms between two threads' turns shows in how long the window waits for its own.
    sys.setswitchinterval(0.001)
    translation.use_language()
    # As an option, since `setStyle` hands the style to Python, which makes 600 numbers of it into enumerations first.
    app = Application([*arguments, "-style", "Fusion"])  # untranslated: Qt's own
    app.setApplicationName("Digitpad")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("digitpad")
    app.setWindowIcon(QIcon(str(assets.folder() / "icons" / "digitpad.svg")))
    return app


def create_window(data_dir: Path | None = None, *, pages_at_once: bool = True) -> MainWindow:
    """The main window, fully wired, with the built-in network in use.

    Args:
        data_dir: takes the place of the user's data folder.
        pages_at_once: whether the pages are there before the first paint, or follow right after it.
    """
    folder = Path(data_dir) if data_dir is not None else paths.user_data_dir()
    window = MainWindow(Workbench(folder, bundled_network.network(), _("Digits (built in)")))
    app = QApplication.instance()
    if isinstance(app, Application):
        app.pen_near.connect(window.drawing.canvas.set_pen_near)
    if pages_at_once:
        window.add_pages()
    return window


def run(data_dir: Path | None, files: Sequence[Path] = ()) -> int:
    """Open the window, with these files if any, and stay until it is closed; the process' exit code."""
    # Python's own handler would wait for the event loop to call into Python; Ctrl+C in a terminal should end it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    quiet_qt()
    with collector.at_rest():
        app = create_application(sys.argv[:1])
        window = create_window(data_dir or paths.window_data_dir(), pages_at_once=False)
    opened = list(files)
    app.file_opened.connect(lambda path: window.opener.open_files([path]))
    app.file_opened.connect(opened.append)
    window.ready.connect(lambda: window.opener.open_files(files))
    # Nothing but this greets by itself: no demo, no self-test, no picture of the window, and no window for a file.
    window.ready.connect(lambda: _greet(window, opened))
    with collector.at_rest():
        window.show()
    code = app.exec()
    if window.has_threads_left:
        _leave_at_once(code)
    return code


def _greet(window: MainWindow, opened: Sequence[Path]) -> None:
    """Say that nothing can be saved, or else what is where."""
    if window.workbench.data_dir == paths.NOWHERE:
        sentence = _("Nothing can be saved until the file is corrected.")
        show_problem(window, _("No data folder"), f"{policy.current().folder_problem} {sentence}")
    elif not opened:
        window.greet()


def _leave_at_once(code: int) -> NoReturn:
    """End the process around a thread that imports or compiles, as nothing can interrupt that.

    Qt aborts a program that takes such a thread apart. Everything is on the disk by now; what is not done is to remove
    an empty file for crashes (`streams`).
    """
    log_file.stop()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
    os._exit(code)
