"""The dialog with the settings."""

from helpers.windows import click, find, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog

CTRL = Qt.KeyboardModifier.ControlModifier


def test_it_opens_by_key_shows_what_a_choice_does_and_closes(window, qtbot):
    dialog = find(window, "preferencesDialog", QDialog)
    assert dialog.isHidden()
    press(window.drawing.canvas, Qt.Key.Key_Comma, CTRL)
    qtbot.waitUntil(dialog.isVisible)
    box = find(dialog, "zoomBox", QComboBox)
    before = QApplication.font().pointSizeF()
    box.setCurrentIndex(4)
    box.activated.emit(4)
    assert QApplication.font().pointSizeF() == 2 * before
    assert not dialog.isModal()
    click(dialog, "closePreferencesButton")
    assert dialog.isHidden()


def test_it_is_no_larger_than_the_screen_with_the_largest_text(window, qtbot):
    window.workbench.settings.zoom = 200
    window.menus.preferences.trigger()
    dialog = find(window, "preferencesDialog", QDialog)
    qtbot.waitUntil(dialog.isVisible)
    room = window.screen().availableSize()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
    dialog.close()
