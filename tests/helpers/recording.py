"""What the window has kept of the drawings, and what it says about it."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from digitpad.samples.collection import SampleCollection
from digitpad.samples.sample import Sample
from digitpad.ui.main_window import MainWindow
from helpers.windows import find


def wait(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.workbench.samples.busy)


def kept(window: MainWindow, qtbot: QtBot) -> list[Sample]:
    """All samples, as another connection sees them."""
    wait(window, qtbot)
    with SampleCollection.open_read_only(window.workbench.samples.data_dir, "a look from outside") as samples:
        return list(samples.samples(samples.ids()))


def said(window: MainWindow) -> str:
    return find(window, "keptLabel", QLabel).text()
