"""The box above the bars."""

import pytest
from helpers.networks import always
from helpers.windows import find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel

from digitpad.model.spec import NetworkInfo
from digitpad.ui.answer.network_box import NetworkBox

DIGITS = tuple("0123456789")
CLOTHES = ("T-shirt/top", "Trouser", "Bag")


def network(names, accuracy=None):
    plain = always([1 / len(names)] * len(names), names)
    return plain.with_info(NetworkInfo(names, "mnist", accuracy))


@pytest.fixture
def box(qtbot):
    box = NetworkBox()
    box.show_networks(["Digits (built in)", "Run 1", "a.keras"], 1, network(DIGITS, 0.995))
    return shown(box, qtbot)


def facts(box):
    label = find(box, "networkFacts", QLabel)
    return label.text().replace("\N{NO-BREAK SPACE}", " "), label.toolTip().replace("\N{NO-BREAK SPACE}", " ")


def test_it_says_which_network_is_in_use_and_what_it_reads(box):
    assert find(box, "networkBox", QComboBox).currentText() == "Run 1"
    assert facts(box) == (
        "0 to 9; test accuracy 99.5 %", "Reads the digits 0 to 9; test accuracy 99.5 %.",
    )
    box.show_networks(["Digits (built in)"], 0, network(DIGITS))
    assert facts(box) == ("Reads 0 to 9", "Reads the digits 0 to 9.")
    box.show_networks(["Digits (built in)", "Clothes"], 1, network(CLOTHES, 0.87))
    assert facts(box) == (
        "3 kinds; test accuracy 87.0 %",
        "Tells 3 kinds of pictures apart, with a test accuracy of 87.0 %: T-shirt/top, Trouser, Bag.",
    )
    box.show_networks(["Digits (built in)", "Clothes"], 1, network(CLOTHES))
    assert facts(box) == (
        "3 kinds, T-shirt/top to Bag", "Tells 3 kinds of pictures apart: T-shirt/top, Trouser, Bag.",
    )


def test_another_network_is_one_step_away(box):
    chosen = []
    box.chosen.connect(chosen.append)
    combo = find(box, "networkBox", QComboBox)
    QTest.keyClick(combo, Qt.Key.Key_Home)
    QTest.keyClick(combo, Qt.Key.Key_End)
    assert chosen == [0, 2]


def test_during_a_run_it_says_so_and_cannot_be_changed(box):
    combo = find(box, "networkBox", QComboBox)
    box.show_training(network(DIGITS))
    assert (combo.currentText(), combo.isEnabled()) == ("Network in training", False)
    assert combo.toolTip().startswith("The network in training answers.")
    box.show_networks(["Digits (built in)", "Run 2"], 1, network(DIGITS))
    assert (combo.currentText(), combo.isEnabled()) == ("Run 2", True)


def test_a_moment_of_the_run_under_way_is_called_as_it_is(box):
    combo = find(box, "networkBox", QComboBox)
    box.show_training(network(DIGITS))
    box.show_training(network(DIGITS), "In training, epoch 2, batch 200")
    assert (combo.currentText(), combo.count(), combo.isEnabled()) == ("In training, epoch 2, batch 200", 1, False)
    box.show_training(network(DIGITS))
    assert combo.currentText() == "Network in training"


def test_where_there_is_little_room_it_is_the_box_alone(box):
    high = box.sizeHint().height()
    box.set_short(True)
    assert not find(box, "networkFacts").isVisible()
    assert box.box_height <= box.sizeHint().height() < high
