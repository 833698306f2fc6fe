"""Help > Show log."""

from pathlib import Path

import pytest
from helpers.windows import click, find, press
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from digitpad.ui.help import log_window
from digitpad.ui.main_window import MainWindow


def opened(window: MainWindow, qtbot: QtBot) -> QDialog:
    press(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    box = find(window, "logWindow", QDialog)
    qtbot.waitUntil(lambda: "Reading" not in text(box))
    return box


def text(box: QDialog) -> str:
    return find(box, "logText", QPlainTextEdit).toPlainText()


def test_nothing_has_gone_wrong(window: MainWindow, qtbot: QtBot) -> None:
    box = opened(window, qtbot)
    assert text(box) == "The log is empty: nothing has gone wrong."
    assert not find(box, "copyLogButton", QPushButton).isEnabled()
    click(box, "closeLogButton")
    assert not box.isVisible()


def test_the_newest_lines_are_shown_and_copied(
    window: MainWindow, qtbot: QtBot, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_window, "_SHOWN_BYTES", 14)
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "digitpad.log").write_text("first\nsecond\nthird\n", encoding="utf-8")
    box = opened(window, qtbot)
    assert text(box) == "second\nthird\n"
    click(box, "copyLogButton")
    assert QGuiApplication.clipboard().text() == "second\nthird\n"


def test_opened_again_it_reads_again(window: MainWindow, qtbot: QtBot, data_dir: Path) -> None:
    click(opened(window, qtbot), "closeLogButton")
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "digitpad.log").write_text("new\n", encoding="utf-8")
    assert text(opened(window, qtbot)) == "new\n"


def test_a_log_that_cannot_be_read_is_said(window: MainWindow, qtbot: QtBot, data_dir: Path) -> None:
    (data_dir / "digitpad.log").mkdir(parents=True)
    assert text(opened(window, qtbot)).startswith("The log cannot be read")


def test_closing_the_window_closes_it(window: MainWindow, qtbot: QtBot) -> None:
    box = opened(window, qtbot)
    window.close()
    assert not box.isVisible()
