"""Our own digits in the list of datasets, as soon as there are enough of them."""


import pytest
from helpers.samples import some
from helpers.windows import find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox

from digitpad.samples.collection import SampleCollection
from digitpad.ui.datasets.dataset_chooser import DatasetChooser

OURS = ["Our digits", "MNIST and ours"]


@pytest.fixture
def chooser(qtbot, catalogue, jobs):
    chooser = DatasetChooser(catalogue, jobs)
    shown(chooser, qtbot)
    qtbot.waitUntil(lambda: not jobs.busy)
    yield chooser
    chooser.stop()


def titles(chooser):
    return [chooser.box.itemText(place) for place in range(chooser.box.count())]


def look_again(chooser, jobs, qtbot):
    chooser.hide()
    chooser.show()
    qtbot.waitUntil(lambda: not jobs.busy)


def offered(chooser, jobs, data_dir, qtbot):
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(200))
    look_again(chooser, jobs, qtbot)
    assert titles(chooser)[-2:] == OURS


def choose(chooser, title):
    box = find(chooser, "datasetBox", QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != title:
        QTest.keyClick(box, Qt.Key.Key_Down)


def test_they_come_when_there_are_enough_and_go_when_there_are_not(
    chooser, jobs, data_dir, qtbot
):
    assert not set(OURS) & set(titles(chooser))
    offered(chooser, jobs, data_dir, qtbot)
    look_again(chooser, jobs, qtbot)
    assert len(set(titles(chooser))) == chooser.box.count()
    with SampleCollection.open(data_dir) as samples:
        samples.erase_all()
    look_again(chooser, jobs, qtbot)
    assert not set(OURS) & set(titles(chooser))


def test_a_mix_has_a_share(chooser, jobs, data_dir, qtbot):
    offered(chooser, jobs, data_dir, qtbot)
    share = find(chooser, "ownShareBox", QDoubleSpinBox)
    choose(chooser, "Our digits")
    assert (chooser.name, chooser.is_available, share.isVisible()) == ("our-digits", True, False)
    choose(chooser, "MNIST and ours")
    assert (chooser.name, chooser.is_available, share.isVisible()) == ("mnist-and-ours-50", True, True)
    share.setFocus()
    with qtbot.waitSignal(chooser.changed):
        QTest.keyClick(share, Qt.Key.Key_Down)
    assert chooser.name == "mnist-and-ours-45"
    choose(chooser, "MNIST, 5,000 digits")
    assert not share.isVisible()


def test_a_plan_with_a_mix_is_shown(chooser, jobs, data_dir, qtbot):
    chooser.set_name("mnist-and-ours-20")
    assert chooser.name == "mnist-5k"
    offered(chooser, jobs, data_dir, qtbot)
    chooser.set_name("mnist-and-ours-20")
    assert chooser.name == "mnist-and-ours-20"
    chooser.set_name("our-digits")
    assert chooser.name == "our-digits"
    chooser.set_name("no such thing")
    assert chooser.name == "our-digits"


def test_a_network_is_trained_on_our_digits(small_window, data_dir, qtbot):
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(200))
    form = small_window.pages.training.form
    small_window.pages.training.hide()
    small_window.pages.training.show()
    qtbot.waitUntil(lambda: form.dataset.box.findText("Our digits") >= 0)
    form.set_plan(form.plan().replace(dataset="mnist-and-ours-20"))
    assert form.plan().dataset == "mnist-and-ours-20"
    choose(form.dataset, "Our digits")
    small_window.pages.training.train()
    qtbot.waitUntil(lambda: not small_window.workbench.is_training)
    assert small_window.workbench.networks.current.network.info.dataset == "our-digits"
