"""Pictures to import, and the list of datasets that they come into."""

from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from digitpad.data.digits import Dataset, Pictures
from digitpad.data.exchange.npz import write as write_npz
from digitpad.ui.datasets.dataset_chooser import DatasetChooser
from helpers.windows import click, find

LETTERS = ("a", "b", "c")


def pictures(count: int, seed: int = 0, paper: int = 0) -> Pictures:
    """Ink in the middle, of three classes."""
    images = np.full((count, 28, 28), paper, np.uint8)
    images[:, 8:20, 8:20] = np.random.default_rng(seed).integers(0, 256, (count, 12, 12), np.uint8)
    images[:, 10, 10:14] = 255 - paper
    return Pictures(images, (np.arange(count) % len(LETTERS)).astype(np.uint8))


def npz(folder: Path, name: str = "Our letters.npz", paper: int = 0) -> Path:
    write_npz(folder / name, Dataset("letters", "Letters", LETTERS, pictures(60, 0, paper), pictures(30, 1, paper)))
    return folder / name


def preview(chooser: DatasetChooser, qtbot: QtBot) -> QDialog:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in chooser.findChildren(QDialog, "importDialog")))
    return find(chooser, "importDialog", QDialog)


def take(chooser: DatasetChooser, qtbot: QtBot) -> None:
    """Accept the preview and wait for the dataset to be chosen."""
    with qtbot.waitSignal(chooser.exchange.imported):
        click(preview(chooser, qtbot), "takePicturesButton")


def titles(chooser: DatasetChooser) -> list[str]:
    return [chooser.box.itemText(place) for place in range(chooser.box.count())]
