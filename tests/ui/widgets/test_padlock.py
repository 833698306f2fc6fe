"""A padlock greys a control whatever else happens to it."""

import pytest
from helpers.windows import shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from digitpad.ui.widgets.helpers import allow, named
from digitpad.ui.widgets.padlock import EntryPadlock, Padlock

WHY = "Fixed by the lesson."


@pytest.fixture
def room(qtbot):
    """A button and a box in a panel."""
    panel = QWidget()
    layout = QVBoxLayout(panel)
    panel.button = named(QPushButton("Do"), "doButton", "Do", "Does something.")
    panel.box = named(QComboBox(), "box", "Box", "Chooses something.")
    panel.box.addItems(["one", "two"])
    for widget in (panel.button, panel.box):
        layout.addWidget(widget)
    return shown(panel, qtbot)


def test_a_locked_button_is_greyed_with_a_padlock_and_says_why(room):
    padlock = Padlock(room.button)
    padlock.set(WHY)
    pressed = []
    room.button.clicked.connect(lambda: pressed.append(1))
    QTest.mouseClick(room.button, Qt.MouseButton.LeftButton)
    assert (room.button.isEnabled(), room.button.toolTip(), room.button.icon().isNull()) == (False, WHY, False)
    assert pressed == []
    padlock.set("")
    QTest.mouseClick(room.button, Qt.MouseButton.LeftButton)
    assert (room.button.toolTip(), room.button.icon().isNull()) == ("Does something.", True)
    assert pressed == [1]


def test_whoever_enables_it_meanwhile_finds_it_enabled_afterwards(room):
    allow(room.button, "Wait.")
    padlock = Padlock(room.button)
    padlock.set(WHY)
    allow(room.button)
    assert (room.button.isEnabled(), room.button.toolTip()) == (False, WHY)
    padlock.set("")
    assert (room.button.isEnabled(), room.button.toolTip()) == (True, "Does something.")


def test_what_was_disabled_before_is_disabled_afterwards(room):
    allow(room.button, "Wait.")
    padlock = Padlock(room.button)
    padlock.set(WHY)
    padlock.set("")
    assert (room.button.isEnabled(), room.button.toolTip()) == (False, "Wait.")


def test_a_box_has_a_padlock_inside_and_does_not_follow_keys_or_wheel(room, qtbot):
    padlock = Padlock(room.box)
    room.box.setFocus()
    padlock.set(WHY)
    sign = room.box.findChild(QLabel)
    assert sign.isVisible()
    assert room.box.rect().contains(sign.geometry())
    QTest.keyClick(room.box, Qt.Key.Key_Down)
    assert room.box.currentText() == "one"
    room.resize(600, 200)
    qtbot.waitUntil(lambda: sign.geometry().right() > room.box.width() - 40)
    padlock.set("")
    assert not sign.isVisible()


def test_a_panel_greys_what_is_in_it(room):
    padlock = Padlock(room)
    padlock.set(WHY)
    room.button.setEnabled(True)
    assert not room.button.isEnabled()
    padlock.set("")
    assert room.button.isEnabled()


def test_an_entry_stays_greyed_whoever_enables_it(qapp, room):
    entry = QAction("Undo", room)
    entry.setToolTip("Undo")
    entry.setEnabled(False)
    padlock = EntryPadlock(entry)
    padlock.set(WHY)
    assert (entry.isEnabled(), entry.toolTip(), entry.icon().isNull()) == (False, WHY, False)
    entry.setEnabled(True)
    assert not entry.isEnabled()
    padlock.set("")
    assert (entry.isEnabled(), entry.toolTip(), entry.icon().isNull()) == (True, "Undo", True)
