import numpy as np
import pytest

from digitpad.photo.area import area_means, area_weights


def test_three_pixels_on_two_by_hand():
    assert area_weights(3, 2) == pytest.approx(np.array([[2, 1, 0], [0, 1, 2]]) / 3)


def test_larger_pixels_are_repeated():
    assert area_weights(2, 4).tolist() == [[1, 0], [1, 0], [0, 1], [0, 1]]


@pytest.mark.parametrize(("old", "new"), [(28, 28), (1, 5), (7, 3), (256, 28)])
def test_the_mean_is_kept(old, new):
    values = np.random.default_rng(0).random(old)
    assert (area_weights(old, new) @ values).mean() == pytest.approx(values.mean())


@pytest.mark.parametrize(("old", "new"), [((90, 61), (30, 61)), ((90, 61), (37, 40)), ((5, 9), (1, 1))])
def test_a_large_picture_gets_the_same_without_a_table(old, new):
    picture = np.random.default_rng(0).integers(0, 256, old, np.uint8)
    expected = area_weights(old[0], new[0]) @ picture @ area_weights(old[1], new[1]).T
    assert np.abs(area_means(picture, *new) - expected).max() <= 0.51
