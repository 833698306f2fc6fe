import numpy as np
import pytest

from digitpad.photo.area import area_weights


def test_three_pixels_on_two_by_hand():
    assert area_weights(3, 2) == pytest.approx(np.array([[2, 1, 0], [0, 1, 2]]) / 3)


def test_larger_pixels_are_repeated():
    assert area_weights(2, 4).tolist() == [[1, 0], [1, 0], [0, 1], [0, 1]]


@pytest.mark.parametrize(("old", "new"), [(28, 28), (1, 5), (7, 3), (256, 28)])
def test_the_mean_is_kept(old, new):
    values = np.random.default_rng(0).random(old)
    assert (area_weights(old, new) @ values).mean() == pytest.approx(values.mean())
