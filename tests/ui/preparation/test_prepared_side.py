"""One side of the page Prepare: a picture, and what the network says to it."""

import numpy as np
import pytest
from helpers.networks import always, tiny
from helpers.windows import find, shown
from PySide6.QtWidgets import QLabel

from digitpad.ink.raster import rasterize
from digitpad.replay import bundled_drawings
from digitpad.ui.answer.probability_bars import ProbabilityBars
from digitpad.ui.preparation.marked_picture import MarkedPicture
from digitpad.ui.preparation.prepared_side import PreparedSide

SEVEN = rasterize(dict(bundled_drawings())["7"])
CLOTHES = ("T-shirt/top", "Trouser", "Ankle boot")


@pytest.fixture
def make_side(qtbot):
    def make(*, is_second=False):
        side = PreparedSide("raw", "Raw", "The canvas as it is.", tiny(), is_second=is_second)
        side.resize(240, 500)
        return shown(side, qtbot)

    return make


@pytest.fixture
def side(make_side):
    return make_side()


def show(side, qtbot, network, picture=SEVEN, *, drawn=True, margin=0.2):
    with qtbot.waitSignal(side.answered):
        side.show_picture(picture, drawn, network, margin)


def test_the_answer_is_the_networks_answer_to_this_very_picture(side, qtbot):
    network = tiny()
    show(side, qtbot, network)
    bars = find(side, "rawBars", ProbabilityBars)
    assert bars.property("probabilities") == pytest.approx(network.probabilities(SEVEN[None])[0].tolist())
    np.testing.assert_array_equal(find(side, "rawPicture", MarkedPicture).picture, network.prepare(SEVEN))


def test_without_a_drawing_there_is_no_answer(side, qtbot):
    show(side, qtbot, always([0.9, 0.1]))
    assert side.answer.text == "0"
    show(side, qtbot, always([0.9, 0.1]), np.zeros_like(SEVEN), drawn=False)
    assert side.answer is None
    assert find(side, "rawDigit", QLabel).text() == "?"


def test_how_far_ahead_the_best_class_must_be_is_told_from_outside(side, qtbot):
    network = always([0.6, 0.4])
    show(side, qtbot, network, margin=0.1)
    assert find(side, "rawDigit", QLabel).text() == "0"
    show(side, qtbot, network, margin=0.5)
    assert find(side, "rawDigit", QLabel).text() == "?"


def test_another_network_brings_the_names_of_its_classes(side, qtbot):
    show(side, qtbot, always([0.1, 0.1, 0.8], CLOTHES))
    assert find(side, "rawBars", ProbabilityBars).class_names == CLOTHES
    assert find(side, "rawDigit", QLabel).text() == "Ankle boot"


def test_long_names_are_written_on_the_first_side_alone(make_side, qtbot):
    first, second = make_side(), make_side(is_second=True)
    for side in (first, second):
        show(side, qtbot, always([0.1, 0.1, 0.8], CLOTHES))
        side.grab()
    assert find(first, "rawBars").minimumSizeHint().width() > find(second, "rawBars").minimumSizeHint().width()


def test_the_bars_keep_to_what_they_need_and_what_looks_well(side):
    bars = find(side, "rawBars", ProbabilityBars)
    least = bars.minimumSizeHint().height()
    heights = []
    for height in (1, least + 5, 5_000):
        side.set_bars_height(height)
        heights.append(bars.maximumHeight())
    assert heights[0] == least
    assert least <= heights[1] <= heights[2] < 600
