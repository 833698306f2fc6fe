"""Guards that never fail guard nothing."""

import builtins
import logging
import threading

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from helpers import guards
from helpers.guards import LogRecorder

UNGUARDED = builtins.__import__


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "_GRACE_SECONDS", 0.05)


def test_a_stray_log_record_is_found(stray_log: LogRecorder) -> None:
    with pytest.raises(AssertionError, match="WARNING digitpad: watch out"), guards.no_stray_log_records():
        logging.getLogger("digitpad").warning("watch out")
    stray_log.take("watch out")


def test_a_log_record_that_was_expected_is_not(stray_log: LogRecorder) -> None:
    logging.getLogger("digitpad").error("as foreseen")
    stray_log.take("as foreseen")
    with pytest.raises(AssertionError, match="expected one log record"):
        stray_log.take("as foreseen")


def test_a_thread_left_behind_is_found() -> None:
    gate = threading.Event()
    thread = threading.Thread(target=gate.wait, name="forgotten")
    try:
        with pytest.raises(AssertionError, match="forgotten"), guards.no_threads_left():
            thread.start()
    finally:
        gate.set()
        thread.join()


class Waiter(QThread):
    def __init__(self) -> None:
        super().__init__()
        self.begun, self.gate = threading.Event(), threading.Event()

    def run(self) -> None:
        self.begun.set()
        self.gate.wait()


def test_a_qthread_left_running_is_found(qtbot: QtBot) -> None:
    thread = Waiter()

    def start() -> None:
        thread.start()
        qtbot.waitUntil(thread.begun.is_set)

    try:
        with pytest.raises(AssertionError, match=r"Waiter\.run"), guards.no_threads_left():
            start()
    finally:
        thread.gate.set()
        assert thread.wait(5000)


def test_a_window_left_behind_is_found(qtbot: QtBot) -> None:
    with pytest.raises(AssertionError, match="top-level widgets left behind"), guards.no_widgets_left():
        widget = QWidget()
    qtbot.addWidget(widget)


@pytest.mark.parametrize(
    "statement", ["from PySide6.QtGui import QImage", "from digitpad.ui.widgets.square import Square"]
)
def test_qt_in_another_thread_is_found(statement: str, monkeypatch: pytest.MonkeyPatch) -> None:
    exec(statement)  # imported before or not: it is found all the same
    monkeypatch.setattr(builtins, "__import__", UNGUARDED)  # this test's own guard looks away

    def look_elsewhere() -> None:
        thread = threading.Thread(target=exec, args=(statement,), name="elsewhere")
        thread.start()
        thread.join()

    module = statement.split()[1]
    with pytest.raises(AssertionError, match=f"{module} in elsewhere"), guards.qt_stays_in_its_thread():
        look_elsewhere()
    with guards.qt_stays_in_its_thread():
        exec(statement)


def test_it_is_known_which_modules_import_qt() -> None:
    assert {
        "digitpad.app",
        "digitpad.ui.background.jobs",
        "digitpad.training.worker",
    } <= guards.WITH_QT
    without = {"digitpad.samples.collection", "digitpad.photo.photo", "digitpad.training.trainer", "digitpad.ui"}
    assert not without & guards.WITH_QT
