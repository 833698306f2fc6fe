"""Help > Show log."""


from helpers.windows import click, find, press
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton

from digitpad.ui.help import log_window


def opened(window, qtbot):
    press(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    box = find(window, "logWindow", QDialog)
    qtbot.waitUntil(lambda: "Reading" not in text(box))
    return box


def text(box):
    return find(box, "logText", QPlainTextEdit).toPlainText()


def test_nothing_has_gone_wrong(window, qtbot):
    box = opened(window, qtbot)
    assert text(box) == "The log is empty: nothing has gone wrong."
    assert not find(box, "copyLogButton", QPushButton).isEnabled()
    click(box, "closeLogButton")
    assert not box.isVisible()


def test_the_newest_lines_are_shown_and_copied(
    window, qtbot, data_dir, monkeypatch
):
    monkeypatch.setattr(log_window, "_SHOWN_BYTES", 14)
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "digitpad.log").write_bytes(b"first\nsecond\nthird\n")
    box = opened(window, qtbot)
    assert text(box) == "second\nthird\n"
    click(box, "copyLogButton")
    assert QGuiApplication.clipboard().text() == "second\nthird\n"


def test_opened_again_it_reads_again(window, qtbot, data_dir):
    click(opened(window, qtbot), "closeLogButton")
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "digitpad.log").write_text("new\n", encoding="utf-8")
    assert text(opened(window, qtbot)) == "new\n"


def test_a_log_that_cannot_be_read_is_said(window, qtbot, data_dir):
    (data_dir / "digitpad.log").mkdir(parents=True)
    assert text(opened(window, qtbot)).startswith("The log cannot be read")
