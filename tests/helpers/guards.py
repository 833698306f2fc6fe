"""What a test may leave behind: nothing. Each guard says what it found and what to do about it."""

import importlib.abc
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

import digitpad

_GRACE_SECONDS = 3.0
"""How long what a test has ended may take to be gone."""


_HARMLESS = (
    # Every run traces a network of its own, once. TensorFlow counts the short runs of all tests as one.
    ("tensorflow", "triggered tf.function retracing"),
)
"""Loggers and texts of records that no test has to expect."""


class LogRecorder(logging.Handler):
    """Collects records from WARNING on."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not any(record.name == logger and text in record.getMessage() for logger, text in _HARMLESS):
            self.records.append(record)

    def take(self, text: str) -> logging.LogRecord:
        """Accept the one record whose message contains the text; a test that provokes a record calls this."""
        found = [record for record in self.records if text in record.getMessage()]
        assert len(found) == 1, f"expected one log record with {text!r}, found {self.told()}"
        self.records.remove(found[0])
        return found[0]

    def told(self) -> list[str]:
        return [f"{record.levelname} {record.name}: {record.getMessage()}" for record in self.records]


@contextmanager
def no_stray_log_records() -> Iterator[LogRecorder]:
    recorder = LogRecorder()
    logging.getLogger().addHandler(recorder)
    try:
        yield recorder
    finally:
        logging.getLogger().removeHandler(recorder)
    assert not recorder.records, (
        f"unexpected log records: {recorder.told()}; a test that provokes one takes it from the fixture stray_log"
    )


@contextmanager
def no_threads_left() -> Iterator[None]:
    """Every thread that runs Python code, whether Python or Qt started it."""
    before = _threads()
    yield
    _assert_gone(
        lambda: [f"{name} in {where}" for name, where in _threads().items() if name not in before],
        "threads left behind; close the window, shut the pool down or wait for the QThread",
    )


def _threads() -> dict[str, str]:
    """Name or number of every thread, and the function that it began in.

    `threading` alone does not know Qt's threads; for those that called Python once it keeps a dummy for ever.
    """
    running = {thread.ident: thread.name for thread in threading.enumerate()}
    found = {}
    for ident, frame in sys._current_frames().items():
        while frame.f_back is not None:
            frame = frame.f_back
        found[f"{running.get(ident, 'thread')} {ident}"] = frame.f_code.co_qualname
    return found


_PACKAGE = Path(digitpad.__file__).parent
_WITH_QT = {
    ".".join(("digitpad", *path.relative_to(_PACKAGE).with_suffix("").parts))
    for path in _PACKAGE.rglob("*.py") if "from PySide6" in path.read_text(encoding="utf-8")
}


class _QtElsewhere(importlib.abc.MetaPathFinder):
    """Finds nothing; notes which of Qt's modules, and of ours that import them, another thread imports."""

    def __init__(self) -> None:
        self.noted: list[str] = []

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        elsewhere = threading.current_thread() is not threading.main_thread()
        if elsewhere and (name in _WITH_QT or name.startswith("PySide6.")):
            self.noted.append(f"{name} in {threading.current_thread().name}")


@contextmanager
def qt_stays_in_its_thread() -> Iterator[None]:
    """Classes of widgets are made in the window's thread, which crashes over others' now and then. Decision 6."""
    finder = _QtElsewhere()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
    assert not finder.noted, f"Qt was imported outside the window's thread: {finder.noted}"


@contextmanager
def no_widgets_left() -> Iterator[None]:
    """Top-level widgets without a parent; menus and the lists of combo boxes belong to someone."""
    before = _top_level_widgets()
    yield
    _assert_gone(
        lambda: [repr(widget) for widget in _top_level_widgets() if widget not in before],
        "top-level widgets left behind; give them to qtbot.addWidget or delete them",
    )


def _top_level_widgets() -> list[QWidget]:
    if QApplication.instance() is None:
        return []
    kept = ("QTipLabel",)  # by Qt, for whoever needs one next
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None and not (widget.isHidden() and widget.metaObject().className() in kept)
    ]


def _assert_gone(left: Callable[[], list[str]], problem: str) -> None:
    deadline = time.monotonic() + _GRACE_SECONDS
    while (found := left()) and time.monotonic() < deadline:
        if QApplication.instance() is not None:
            QApplication.processEvents()
            # Outside an event loop, what was left to deleteLater is deleted only when asked for.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.005)
    assert not found, f"{problem}: {found}"
