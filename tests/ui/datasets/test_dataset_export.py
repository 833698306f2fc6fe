"""Export in the window: what goes out comes back in, and nothing is replaced without a question."""

from pathlib import Path

import pytest
from helpers.dataset_imports import take, titles
from helpers.samples import some
from helpers.windows import answer, dialog, file_dialog, find, press, texts
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
)

from digitpad.samples.collection import SampleCollection

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def export(window, qtbot, path, kind=""):
    """Press the keys, choose the format in the file dialog, and type the path."""

    def pick():
        top = QApplication.activeModalWidget()
        if not isinstance(top, QFileDialog):
            QTimer.singleShot(5, pick)
            return
        box = find(top, "fileTypeCombo", QComboBox)
        while kind not in box.currentText():
            QTest.keyClick(box, Qt.Key.Key_Down)

    QTimer.singleShot(0, pick)
    with file_dialog(path):
        press(window, Qt.Key.Key_E, CONTROL, SHIFT)


def saved(window, qtbot):
    chooser = window.pages.training.form.dataset
    qtbot.waitUntil(lambda: "Saved as" in texts(chooser))
    return next(line for line in texts(chooser).splitlines() if "Saved as" in line)


@pytest.mark.parametrize(
    ("kind", "names", "back"),
    [
        ("npz", ["x.npz"], "x.npz"),
        ("CSV", ["x_train.csv", "x_test.csv"], "x_train.csv"),
        ("IDX", ["x"], "x"),
        ("PNG", ["x"], "x"),
    ],
)
def test_what_is_exported_can_be_imported_again(
    small_window, tmp_path, qtbot, kind, names, back
):
    place = tmp_path / "out"
    place.mkdir()
    export(small_window, qtbot, place / "x", kind)
    assert saved(small_window, qtbot) == f"Saved as {' and '.join(f'“{name}”' for name in names)} in “out”."
    assert sorted(path.name for path in place.iterdir()) == sorted(names)
    chooser = small_window.pages.training.form.dataset
    chooser.exchange.look_into(place / back)
    take(chooser, qtbot)
    assert chooser.box.currentText() == Path(back).stem


def test_our_own_digits_go_out_and_come_in_beside_themselves(
    small_window, catalogue, tmp_path, data_dir, qtbot
):
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(200))
    chooser = small_window.pages.training.form.dataset
    chooser.hide()
    chooser.show()
    qtbot.waitUntil(lambda: chooser.box.findText("Our digits") >= 0)
    chooser.set_name("our-digits")
    export(small_window, qtbot, tmp_path / "our digits.npz")
    saved(small_window, qtbot)
    chooser.exchange.look_into(tmp_path / "our digits.npz")
    take(chooser, qtbot)
    assert chooser.name == "our-digits-2"
    assert catalogue.entry("our-digits").own_share == 1
    assert titles(chooser).count("Our digits") == 1


def test_csv_files_are_not_replaced_without_a_question(small_window, tmp_path, qtbot):
    (tmp_path / "x_test.csv").write_text("mine")
    export(small_window, qtbot, tmp_path / "x.csv")
    chooser = small_window.pages.training.form.dataset
    box = dialog(chooser, "questionDialog", qtbot)
    assert "“x_test.csv” exists already" in box.text()
    answer(box, "Cancel")
    assert (tmp_path / "x_test.csv").read_text() == "mine"
    assert not (tmp_path / "x_train.csv").exists()


def test_what_cannot_be_written_is_said(small_window, tmp_path, qtbot):
    chooser = small_window.pages.training.form.dataset
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("mine")
    chooser.exchange.export("mnist-5k", "png", tmp_path / "full")
    qtbot.waitUntil(lambda: "“full” is there already" in texts(chooser))
