"""The main window as a class uses it: what it answers, and runs that are started with its button."""

from PySide6.QtWidgets import QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from digitpad.ui.main_window import MainWindow
from helpers.windows import click, find

"""Milliseconds that a run may take to begin, to stop, or to end if it is short."""


def digit(window: MainWindow) -> str:
    """The answer in large letters."""
    return find(window, "predictedDigit", QLabel).text()


def bars(window: MainWindow) -> list[float]:
    """How long each bar is, 0..1."""
    return list(find(window, "probabilityBars").property("probabilities"))


def show_settings(window: MainWindow) -> None:
    """Open the dialog with the settings."""
    window.menus.preferences.trigger()


def long_run(window: MainWindow, qtbot: QtBot) -> None:
    """Press Train, and come back in the second of a thousand epochs."""
    find(window, "epochsBox", QSpinBox).setValue(1000)
    epochs: list[int] = []
    window.workbench.session.progressed.connect(lambda progress: epochs.append(progress.epoch))
    click(window, "trainButton")
    qtbot.waitUntil(lambda: bool(epochs) and epochs[-1] >= 2)


def trained(window: MainWindow, qtbot: QtBot) -> None:
    """One short run to its end."""
    find(window, "epochsBox", QSpinBox).setValue(1)
    click(window, "trainButton")
    qtbot.waitUntil(lambda: not window.workbench.is_training)
