"""One look is what the functions of the room say one by one."""

import numpy as np
import pytest

from digitpad.insight.layers import unit_layers
from digitpad.insight.neuron import neuron_sum, strongest_paths, weight_grid, weight_scale
from digitpad.insight.softmax import softmax_table
from digitpad.ui.inside.inside_look import Neuron, look_inside


def test_everything_is_the_rooms(built_in, sight_of):
    sight = sight_of("3", built_in)
    look = look_inside(sight, Neuron(0, 17), 2.0)
    for mine, theirs in zip(look.layers, unit_layers(built_in, sight.picture), strict=True):
        np.testing.assert_array_equal(mine.values, theirs.values)
    assert look.neuron == (0, 17)
    assert look.sum == neuron_sum(look.layers[0], 17)
    assert look.paths == strongest_paths(look.layers, 0, 17)
    np.testing.assert_array_equal(look.weights, weight_grid(built_in, 0, 17))
    assert look.weight_scale == weight_scale(built_in, 0)
    assert look.softmax == softmax_table(built_in, sight.picture, 2.0)


@pytest.mark.parametrize("wanted", [None, Neuron(7, 0), Neuron(0, 1280), Neuron(2, 10)])
def test_without_such_a_neuron_it_is_the_answer(built_in, sight_of, wanted):
    look = look_inside(sight_of("3", built_in), wanted)
    assert look.neuron == (2, 3)
    assert look.paths.outgoing == ()


def test_blank_paper_is_a_picture_too(built_in, blank):
    look = look_inside(blank(built_in), None)
    assert look.sum.total == float(unit_layers(built_in, look.sight.picture)[-1].sums[0, look.neuron.unit])
