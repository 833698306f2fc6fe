"""Imported pictures in the real window: trained on, examined, removed, and a window that closes meanwhile."""

from helpers.dataset_imports import LETTERS, npz, preview, take, titles
from helpers.windows import answer, click, dialog, file_dialog, find, press, texts
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
)

from digitpad.ui.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier

# In the window


def test_it_is_trained_on_and_examined(
    small_window, tmp_path, qtbot
):
    window, chooser = small_window, small_window.pages.training.form.dataset
    window.show_page("samples")
    with file_dialog(npz(tmp_path)):
        press(window, Qt.Key.Key_I, CONTROL)
        box = preview(chooser, qtbot)
    assert window.pages.training.isVisible()
    assert box.isVisible()
    take(chooser, qtbot)
    click(window, "trainButton")
    qtbot.waitUntil(lambda: not window.workbench.is_training)
    assert window.workbench.networks.current.network.info.class_names == LETTERS
    window.show_page("examine")
    qtbot.waitUntil(lambda: "Our letters." in texts(window.pages.examine))
    assert find(window, "trueClass", QLabel).text() in LETTERS
    # Gone from the page, too: another dataset may get its name.
    window.show_page("training")
    click(chooser, "removeDatasetButton")
    answer(dialog(window, "questionDialog", qtbot), "Remove")
    qtbot.waitUntil(lambda: chooser.name == "mnist-5k")
    window.show_page("examine")
    qtbot.waitUntil(lambda: "No dataset with 3 classes" in texts(window.pages.examine))


def test_a_dataset_that_is_shown_may_be_removed(
    small_window, tmp_path, qtbot
):
    window, chooser = small_window, small_window.pages.training.form.dataset
    chooser.exchange.look_into(npz(tmp_path))
    take(chooser, qtbot)
    click(window, "trainButton")
    qtbot.waitUntil(lambda: not window.workbench.is_training)
    window.show_page("examine")
    qtbot.waitUntil(lambda: "Our letters." in texts(window.pages.examine))
    # Gone from the catalogue, before anybody has told the page.
    window.workbench.catalogue.remove(chooser.name)
    examiner = window.pages.examine.examiner
    assert examiner.pictures is not None
    assert examiner.remark == ""


def test_a_run_under_way_keeps_its_dataset(small_window, tmp_path, qtbot):
    chooser = small_window.pages.training.form.dataset
    small_window.pages.training.form.epochs.setValue(500)
    click(small_window, "trainButton")
    assert not chooser.box.isEnabled()
    chooser.exchange.look_into(npz(tmp_path))
    take(chooser, qtbot)
    assert chooser.name == "mnist-5k"
    # The form is folded away, so the foot of the page says it.
    sentence = "“Our letters” is in the list of datasets now."
    qtbot.waitUntil(lambda: sentence in texts(small_window.pages.training))
    assert "Our letters" in titles(chooser)


def test_closing_while_a_file_is_read_shows_nothing_more(
    make_workbench, tmp_path, qtbot
):
    window = MainWindow(make_workbench())
    window.add_pages()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    chooser = window.pages.training.form.dataset
    chooser.exchange.look_into(npz(tmp_path))
    window.close()
    qtbot.wait(50)
    assert not chooser.findChildren(QDialog, "importDialog")
