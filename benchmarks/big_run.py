"""The run that the window is watched in: 784-500-500-500-10 on all of MNIST, in batches of 100."""

from __future__ import annotations

from shutil import copyfile
from typing import TYPE_CHECKING

from benchmarks.screen import SHARED

if TYPE_CHECKING:
    from pathlib import Path

    from digitpad.ui.main_window import MainWindow


def prepare_folder(folder: Path) -> str:
    """Put MNIST into a data folder, if it is here; the name of the dataset to train on."""
    if not (SHARED / "mnist.npz").exists():
        return "mnist-5k"
    (folder / "datasets").mkdir()
    copyfile(SHARED / "mnist.npz", folder / "datasets" / "mnist.npz")
    return "mnist"


def fill_form(window: MainWindow, dataset: str, epochs: int) -> None:
    """Choose the settings of the run on the training page."""
    form = window.pages.training.form
    form.dataset.box.setCurrentIndex(form.dataset.box.findData(dataset))
    form.hidden.setText("500, 500, 500")
    form.batch_size.setValue(100)
    form.epochs.setValue(epochs)
