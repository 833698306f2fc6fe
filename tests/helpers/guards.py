"""What a test may leave behind: nothing. Each guard says what it found and what to do about it."""

import builtins
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

import digitpad

_GRACE_SECONDS = 3.0
"""How long what a test has ended may take to be gone."""


_HARMLESS = (
    # Every run traces a network of its own, once. TensorFlow counts the short runs of all tests as one.
    ("tensorflow", "triggered tf.function retracing"),
    # At its first import there, where a test and not the program imports it.
    ("tensorflow", "GPU support is not available on native Windows"),
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
WITH_QT = {
    ".".join(("digitpad", *path.relative_to(_PACKAGE).with_suffix("").parts))
    for path in _PACKAGE.rglob("*.py") if "from PySide6" in path.read_text(encoding="utf-8")
}


@contextmanager
def qt_stays_in_its_thread() -> Iterator[None]:
    """No other thread imports Qt, or one of our modules that do, were they imported before or not. Decision 6."""
    noted: list[str] = []
    before = builtins.__import__

    def watched(name: str, *arguments: Any, **options: Any) -> object:
        thread = threading.current_thread()
        if thread is not threading.main_thread() and (name in WITH_QT or name.startswith("PySide6")):
            noted.append(f"{name} in {thread.name}")
        return before(name, *arguments, **options)

    builtins.__import__ = watched  # type: ignore[assignment]  # it passes on whatever it is given
    try:
        yield
    finally:
        builtins.__import__ = before
    assert not noted, f"Qt was imported outside the window's thread: {noted}"


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
