"""The wheel chooses nothing in a quiet box."""

from helpers.windows import shown
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from digitpad.ui.widgets.quiet_box import QuietBox


def test_the_wheel_is_left_to_what_is_around(qtbot):
    box = shown(QuietBox(), qtbot)
    box.addItems(["one", "two"])
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )
    QApplication.sendEvent(box, event)
    assert (box.currentText(), event.isAccepted()) == ("one", False)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == "two"
