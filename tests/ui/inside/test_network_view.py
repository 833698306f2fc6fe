"""The network at work: real clicks and keys, and colours read from the screen."""

import numpy as np
import pytest
from helpers.windows import shown
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from digitpad.insight.layers import unit_layers
from digitpad.ui.inside.inside_look import Neuron, look_inside
from digitpad.ui.inside.network_view import NetworkView
from digitpad.ui.widgets import theme


@pytest.fixture
def chosen():
    return []


@pytest.fixture
def view(qtbot, chosen):
    view = NetworkView()
    view.resize(400, 500)
    view.selected.connect(chosen.append)
    return shown(view, qtbot)


@pytest.fixture
def look(view, built_in, sight_of):
    look = look_inside(sight_of("3", built_in), Neuron(1, 5))
    view.show_look(look)
    return look


def middle(view, neuron):
    return view.place_of(neuron).center().toPoint()


def test_nothing_is_shown_at_first(view, chosen):
    assert view.property("activations") == []
    assert view.property("selectedNeuron") == []
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert chosen == []
    view.grab()


def test_the_activations_are_the_networks(view, look, built_in):
    expected = [layer.values[0].tolist() for layer in unit_layers(built_in, look.sight.picture)]
    assert view.property("activations") == expected
    assert view.property("selectedNeuron") == [1, 5]
    assert view.accessibleDescription().startswith("Neuron 5 of layer 2: ")


def test_a_click_chooses(view, look, chosen):
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle(view, Neuron(2, 7)))
    unit = look.paths.incoming[0].source
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle(view, Neuron(0, unit)))
    assert chosen == [(2, 7), (0, unit)]


def test_keys_go_along_a_layer_and_from_layer_to_layer(view, built_in, sight_of, chosen):
    sight = sight_of("3", built_in)

    def key(neuron, key):
        view.show_look(look_inside(sight, neuron))
        del chosen[:]
        QTest.keyClick(view, key)
        return chosen[0] if chosen else None

    assert key(Neuron(2, 4), Qt.Key.Key_Right) == (2, 5)
    assert key(Neuron(2, 4), Qt.Key.Key_Left) == (2, 3)
    assert key(Neuron(2, 9), Qt.Key.Key_Right) is None
    assert key(Neuron(2, 4), Qt.Key.Key_Down) is None
    up = key(Neuron(2, 4), Qt.Key.Key_Up)
    assert up.layer == 1
    distance = abs(view.place_of(up).center().x() - view.place_of(Neuron(2, 4)).center().x())
    assert distance <= view.place_of(up).width()
    assert key(up, Qt.Key.Key_Down).layer == 2


def test_the_answer_has_the_full_colour_and_the_scale_stays(view, look, built_in, blank):
    image = view.grab().toImage()
    ratio = image.width() / view.width()

    def corner(neuron):
        place = (view.place_of(neuron).bottomLeft().toPoint() + QPoint(3, -3)) * ratio
        return image.pixelColor(place)

    assert corner(Neuron(2, 3)).lightness() < QColor(theme.BLUE).lightness() + 10
    view.show_look(look_inside(blank(built_in), Neuron(2, 3)))
    image = view.grab().toImage()
    values = view.property("activations")[2]
    answer = int(np.argmax(values))
    assert values[answer] < 0.9  # blank paper is nothing that it is sure of
    assert corner(Neuron(2, answer)).lightness() > QColor(theme.BLUE).lightness() + 10


def test_where_a_neuron_is_not_shown_there_is_no_place(view, look):
    units = {unit for unit in range(1280) if view.place_of(Neuron(0, unit)) is not None}
    assert len(units) == 100
