"""Theme and size of text, changed in the dialog and by key."""

import pytest
from helpers.main_window import show_settings
from helpers.windows import find, opened, press
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QSlider,
)

from digitpad.app import create_window
from digitpad.ui.widgets import theme

CTRL = Qt.KeyboardModifier.ControlModifier


def test_settings_survive_a_restart(window, data_dir, qtbot):
    show_settings(window)
    find(window, "leadSlider", QSlider).setValue(45)
    for name, key in (("appearanceBox", Qt.Key.Key_End), ("zoomBox", Qt.Key.Key_Down)):
        QTest.keyClick(find(window, name, QComboBox), key)
    window.resize(window.width(), 666)
    window.close()
    with opened(create_window(data_dir), qtbot, size=None) as again:
        assert find(again, "leadSlider", QSlider).value() == 45
        assert find(again, "appearanceBox", QComboBox).currentData() == "dark"
        assert find(again, "zoomBox", QComboBox).currentData() == 125
        assert theme.colours() is theme.DARK
        assert QApplication.font().pointSizeF() == pytest.approx(1.25 * theme.BASE_POINT_SIZE)
        assert again.height() == 666


def test_the_appearance_changes_at_once(window):
    box = find(window, "appearanceBox", QComboBox)
    show_settings(window)
    for key, colours in ((Qt.Key.Key_End, theme.DARK), (Qt.Key.Key_Up, theme.LIGHT)):
        QTest.keyClick(box, key)
        image = window.grab().toImage()
        assert image.pixelColor(3, 300) == QColor(colours.window)
        place = window.drawing.canvas.mapTo(window, window.drawing.canvas.rect().center()) / 1
        assert image.pixelColor(place.x(), place.y() - 100) == QColor(colours.surface)


def test_the_text_size_by_key_has_two_ends(window):
    sizes = []
    for _ in range(6):
        press(window, Qt.Key.Key_Plus, CTRL)
        sizes.append(round(QApplication.font().pointSizeF() / theme.BASE_POINT_SIZE, 2))
    assert sizes == [1.25, 1.5, 1.75, 2, 2, 2]
    for _ in range(6):
        press(window, Qt.Key.Key_Minus, CTRL)
    assert QApplication.font().pointSizeF() == theme.BASE_POINT_SIZE


def test_the_text_size_and_f11_together(window, large_screen, qtbot):
    """For a projector both are wanted, in either order, and F11 again gives back what was."""
    plain = window.answer.bars.font().pointSizeF()
    press(window, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: window.answer.bars.font().pointSizeF() == 24)
    alone = window.answer.bars.font().pointSizeF()
    press(window, Qt.Key.Key_Plus, CTRL)
    assert window.answer.bars.font().pointSizeF() == pytest.approx(1.25 * alone)
    press(window, Qt.Key.Key_F11)
    assert window.answer.bars.font().pointSizeF() == pytest.approx(1.25 * plain)
    press(window, Qt.Key.Key_Plus, CTRL)
    assert window.answer.bars.font().pointSizeF() == pytest.approx(1.5 * plain)


def test_moving_the_lead_dresses_nothing_anew(window):
    """Polishing every widget at each step of the slider would hold up the pen."""

    class Styles(QObject):
        def __init__(self):
            super().__init__()
            self.changes = 0

        def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
            self.changes += event.type().name in ("StyleChange", "PaletteChange", "FontChange")
            return False

    styles = Styles()
    window.drawing.canvas.installEventFilter(styles)
    find(window, "leadSlider", QSlider).setValue(77)
    assert styles.changes == 0
