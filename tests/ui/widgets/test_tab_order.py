"""The order in which Tab stops, after a part was made anew."""

from helpers.windows import shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from digitpad.ui.widgets.tab_order import tab_through


def test_tab_goes_through_layouts_and_not_by_age(qtbot):
    page = QWidget()
    column = QVBoxLayout(page)
    last, first = QPushButton("last"), QLineEdit()
    first.setObjectName("first")
    last.setObjectName("last")
    column.addWidget(first)
    column.addWidget(last)
    middle = QWidget()  # made after the others
    rows = QVBoxLayout(middle)
    row = QHBoxLayout()
    for name in ("b", "c"):
        button = QPushButton(name)
        button.setObjectName(name)
        row.addWidget(button)
    rows.addLayout(row)
    above = QPushButton("a")
    above.setObjectName("a")
    rows.insertWidget(0, above)
    rows.addWidget(QLabel("no stop"))
    column.insertWidget(1, middle)
    shown(page, qtbot)
    tab_through(first, middle, last)
    first.setFocus()
    seen = []
    for _ in range(5):
        seen.append(QApplication.focusWidget().objectName())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen == ["first", "a", "b", "c", "last"]
