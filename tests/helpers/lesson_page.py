"""A lesson of a teacher's own, and reading what the Lessons page says."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QTableWidget, QWidget

from digitpad.training.plan import TrainingPlan
from helpers.lessons import PLAN as PLAN_TOML
from helpers.windows import find

MINE = '''title = "Mine"
look_for = "Look <b>closely</b>."
[[steps]]
title = "Once"
text = "Run it."
lecture = { test = 0.9 }
keras = { train = 0.7, test = { from = 0.8, to = 0.85 } }
''' + PLAN_TOML + '''validation_share = 0
[[steps]]
title = "Never"
text = "Not here."
''' + PLAN_TOML.replace('"mnist-5k"', '"mnist"')
PLAN = TrainingPlan(hidden=(8,), learning_rate=0.01, epochs=2, validation_share=0)


def choose(page: QWidget, title: str) -> None:
    """Go through the list of lessons with the arrow keys."""
    box = find(page, "lessonBox", QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != title and box.currentIndex() < box.count() - 1:
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == title
    QApplication.processEvents()


def table(page: QWidget) -> list[list[str]]:
    """The table of figures, row by row."""
    widget = find(page, "lessonTable", QTableWidget)
    cells = [[widget.item(row, column) for column in range(4)] for row in range(widget.rowCount())]
    return [[cell.text().replace("\N{NO-BREAK SPACE}", " ") for cell in row if cell is not None] for row in cells]


def status(page: QWidget, number: int) -> str:
    """What is said of the run of a step."""
    return find(page, f"step{number}Status", QLabel).text().replace("\N{NO-BREAK SPACE}", " ")
