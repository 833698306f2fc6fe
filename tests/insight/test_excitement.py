"""How much pictures excite neurons: the figures are the layers', in order."""

import numpy as np
import pytest

from digitpad.errors import CancelledError
from digitpad.insight.excitement import extremes, layer_drives, ranges
from digitpad.insight.layers import unit_layers


def test_the_drives_are_the_layers(any_network, on_board):
    images = on_board.test.images[:600]  # more than one chunk
    for number, layer in enumerate(unit_layers(any_network, images)):
        np.testing.assert_allclose(layer_drives(any_network, images, number), layer.drives, rtol=1e-4, atol=1e-4)


def test_pictures_that_excite_most_and_least(any_network, on_board):
    drives = layer_drives(any_network, on_board.test.images[:600], 0)[:, 1]
    most, least = extremes(drives)
    assert len(most) == len(least) == 8
    np.testing.assert_array_equal(drives[most], np.sort(drives)[::-1][:8])
    np.testing.assert_array_equal(drives[least], np.sort(drives)[:8])


def test_by_hand():
    drives = np.array([2, -1, 5, 2, -1], np.float32)
    most, least = extremes(drives, 3)
    assert (most.tolist(), least.tolist()) == ([2, 0, 3], [1, 4, 0])
    found = ranges(np.stack([drives, -drives], axis=1), 1)
    assert (found.layer, found.lows.tolist(), found.highs.tolist()) == (1, [-1, -5], [5, 1])


def test_no_pictures_excite_nothing(built_in, on_board):
    drives = layer_drives(built_in, on_board.test.images[:0], 1)
    assert drives.shape == (0, 704)
    assert [len(each) for each in extremes(drives[:, 5])] == [0, 0]
    with pytest.raises(CancelledError):
        layer_drives(built_in, on_board.test.images, 1, lambda: True)
