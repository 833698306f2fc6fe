import numpy as np

from digitpad.photo.connected_components import label_components
from digitpad.photo.thinning import thinned


def test_a_thinned_ring_is_a_thin_ring():
    y, x = np.indices((60, 60)) - 30
    ring = np.abs(np.hypot(x, y) - 20) < 5
    line = thinned(ring)
    assert (line & ~ring).sum() == 0
    assert 80 < line.sum() < 180
    assert len(label_components(line).boxes) == 1
    assert not line[30, 30]


def test_a_broad_bar_becomes_its_middle_and_keeps_its_length():
    bar = np.zeros((40, 60), bool)
    bar[16:25, 5:55] = True
    line = thinned(bar)
    rows, columns = np.nonzero(line)
    assert set(rows) <= {19, 20, 21}
    assert np.ptp(columns) > 40


def test_a_slanting_line_of_two_pixels_keeps_its_length():
    """Other ways of thinning eat it from its end."""
    line = np.eye(50, dtype=bool) | np.eye(50, k=1, dtype=bool)
    line[:5] = line[-5:] = False
    assert thinned(line).sum() >= 38


def test_many_masks_are_thinned_as_each_alone():
    rng = np.random.default_rng(0)
    masks = np.pad(rng.random((5, 20, 20)) < 0.7, ((0, 0), (1, 1), (1, 1)))
    assert np.array_equal(thinned(masks), np.stack([thinned(mask) for mask in masks]))
