"""Weights in colours, by one scale for a layer; one of them is chosen with mouse and keys."""

import numpy as np
import pytest
from helpers.windows import shown
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from digitpad.ui.inside.weights_view import WeightsView
from digitpad.ui.widgets import theme


def test_the_colours_are_the_weights_by_the_scale_that_is_given(qtbot):
    view = shown(WeightsView(), qtbot)
    view.resize(102, 102)
    weights = np.array([[1.0, -1.0], [0.5, 0.0]], np.float32)

    def colours():
        image = view.grab().toImage()
        return [image.pixelColor(x, y) for y in (25, 75) for x in (25, 75)]

    view.show_weights(weights, 1.0, 0, 4)
    blue, orange, half, nothing = colours()
    assert (blue, orange) == (QColor(theme.BLUE), QColor(theme.ORANGE))
    assert nothing == QColor(theme.colours().surface)
    view.show_weights(weights, 2.0, 0, 4)
    assert colours()[0] == half


SEVEN = np.array([[1, 2, 3], [4, 5, 6], [7, 0, 0]], np.float32)
"""The last two are nothing."""


@pytest.fixture
def view(qtbot):
    view = shown(WeightsView(), qtbot)
    view.resize(92, 92)
    view.show_weights(SEVEN, 7.0, 1, 7)
    return view


@pytest.fixture
def chosen(view):
    """What was chosen; it is shown as chosen, as the page does."""
    chosen = []

    def show(source):
        chosen.append(source)
        view.show_weights(SEVEN, 7.0, 1, 7, source)

    view.source_chosen.connect(show)
    return chosen


def test_a_click_chooses_a_weight_and_frames_it(view, chosen):
    for source in (0, 5, 6):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.place_of(source).center().toPoint())
        assert chosen[-1] == source
        assert view.accessibleDescription() == f"Neuron {source}: weight {source + 1}"
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.place_of(7).center().toPoint())
    QTest.mouseClick(view, Qt.MouseButton.RightButton, pos=view.place_of(0).center().toPoint())
    assert chosen == [0, 5, 6]
    image = view.grab().toImage()
    around = round(view.place_of(6).top())
    assert QColor(theme.colours().text) in [image.pixelColor(16, y) for y in range(around - 4, around + 5)]


def test_arrow_keys_go_from_weight_to_weight(view, chosen):
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Down,
                Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_A):
        QTest.keyClick(view, key)
    # First where nothing was chosen; down from 4 is nothing; then left, down, nothing at the right, up, and the end.
    assert chosen == [0, 1, 4, 3, 6, 3, 0, 0]


def test_the_weight_that_is_pointed_at_is_told(view, qtbot):
    place = view.place_of(4).center().toPoint()
    QApplication.sendEvent(view, QHelpEvent(QHelpEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    qtbot.waitUntil(lambda: "Neuron 4: weight 5" in QToolTip.text())
    QToolTip.hideText()
    outside = QPoint(500, 5)
    QApplication.sendEvent(view, QHelpEvent(QHelpEvent.Type.ToolTip, outside, view.mapToGlobal(outside)))
