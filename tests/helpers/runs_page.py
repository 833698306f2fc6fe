"""The page of runs in a test's hands: what its table says, and clicks on it."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from digitpad.training.runs import Runs
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.runs.runs_page import RunsPage
from digitpad.ui.runs.runs_table import RunsTable
from helpers.runs import add_run
from helpers.windows import find, shown

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
)


def three_runs(data_dir: Path) -> Runs:
    """Oldest first: plain, with another learning rate, quite another one."""
    runs = Runs(data_dir / "runs")
    add_run(runs, "Plain")
    add_run(runs, "Faster", learning_rate=0.01)
    add_run(runs, "Deep", hidden=(50, 50), optimizer="sgd", batch_size=10)
    return runs


def open_page(runs: Runs, jobs: Jobs, qtbot: QtBot) -> RunsPage:
    page = RunsPage(runs, jobs)
    page.resize(500, 620)
    shown(page, qtbot)
    qtbot.waitUntil(lambda: not jobs.busy)
    table(page).clearSelection()  # the newest is selected at first
    return page


def table(page: RunsPage) -> RunsTable:
    return find(page, "runsTable", RunsTable)


def cell(page: RunsPage, row: int, heading: str) -> str:
    widget = table(page)
    for column in range(widget.columnCount()):
        head, item = widget.horizontalHeaderItem(column), widget.item(row, column)
        if head is not None and item is not None and head.text() == heading:
            return item.text().replace("\N{NO-BREAK SPACE}", " ")
    raise AssertionError(heading)


def titles(page: RunsPage) -> list[str]:
    return [cell(page, row, "Title") for row in range(table(page).rowCount())]


def place(page: RunsPage, title: str) -> QPoint:
    widget = table(page)
    item = widget.item(titles(page).index(title), 0)
    assert item is not None
    return widget.visualItemRect(item).center()


def choose(page: RunsPage, title: str, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(table(page).viewport(), Qt.MouseButton.LeftButton, modifier, place(page, title))


def badge(page: RunsPage) -> str:
    return find(page, "fairTestBadge", QLabel).text()


def wait(jobs: Jobs, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not jobs.busy)
