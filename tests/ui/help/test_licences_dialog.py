"""Help > Licences."""


from helpers.windows import click, find, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit

from digitpad.system import assets


def opened(window, qtbot):
    press(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    box = find(window, "licencesDialog", QDialog)
    qtbot.waitUntil(lambda: "Reading" not in find(box, "licencesText", QPlainTextEdit).toPlainText())
    return box


def text(box):
    return find(box, "licencesText", QPlainTextEdit).toPlainText()


def test_what_is_on_board_is_named_from_source(window, qtbot):
    box = opened(window, qtbot)
    assert box.isVisible()
    assert not box.isModal()
    assert text(box).startswith("MIT Licen")
    assert "Fashion-MNIST" in text(box)
    click(box, "closeLicencesButton")
    assert not box.isVisible()


def test_the_frozen_program_has_all_texts(
    window, qtbot, tmp_path, monkeypatch
):
    (tmp_path / "LICENSE").write_text("Ours")
    (tmp_path / "THIRD-PARTY-LICENCES.txt").write_text("Theirs, Zoë’s too", encoding="utf-8")
    monkeypatch.setattr(assets, "folder", lambda: tmp_path)
    assert text(opened(window, qtbot)) == "Ours\n\nTheirs, Zoë’s too"
