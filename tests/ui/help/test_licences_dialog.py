"""Help > Licences."""

from pathlib import Path

import pytest
from helpers.windows import click, find, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from digitpad.system import paths
from digitpad.ui.main_window import MainWindow


def opened(window: MainWindow, qtbot: QtBot) -> QDialog:
    press(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    box = find(window, "licencesDialog", QDialog)
    qtbot.waitUntil(lambda: "Reading" not in find(box, "licencesText", QPlainTextEdit).toPlainText())
    return box


def text(box: QDialog) -> str:
    return find(box, "licencesText", QPlainTextEdit).toPlainText()


def test_what_is_on_board_is_named_from_source(window: MainWindow, qtbot: QtBot) -> None:
    box = opened(window, qtbot)
    assert box.isVisible()
    assert not box.isModal()
    assert text(box).startswith("MIT Licen")
    assert "Fashion-MNIST" in text(box)
    click(box, "closeLicencesButton")
    assert not box.isVisible()


def test_the_frozen_program_has_all_texts(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "LICENSE").write_text("Ours")
    (tmp_path / "THIRD-PARTY-LICENCES.txt").write_text("Theirs, Zoë’s too", encoding="utf-8")
    monkeypatch.setattr(paths, "assets", lambda: tmp_path)
    assert text(opened(window, qtbot)) == "Ours\n\nTheirs, Zoë’s too"


def test_closing_the_window_closes_it(window: MainWindow, qtbot: QtBot) -> None:
    box = opened(window, qtbot)
    window.close()
    assert not box.isVisible()
