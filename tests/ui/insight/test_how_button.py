"""What a view computes is explained in plain text."""

from helpers.windows import dialog, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.ui.insight.how_button import how_button


def test_the_button_opens_formula_and_source_and_escape_closes_them(qtbot):
    parent = QWidget()
    button = how_button("howButton", "The map", "a < b\n<b>1</b>")
    QVBoxLayout(parent).addWidget(button)
    shown(parent, qtbot)
    assert "The map" in button.accessibleName()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    box = dialog(parent, "explanationDialog", qtbot)
    assert box.windowTitle() == "The map"
    assert box.text() == "a < b\n<b>1</b>"
    assert box.textFormat() is Qt.TextFormat.PlainText
    QTest.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: parent.findChildren(type(box)) == [])
