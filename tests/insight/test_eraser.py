"""The eraser map: every place is what wiping that place gives, and it finds the ink that matters."""

import numpy as np
import pytest
from helpers.networks import always
from scipy.stats import spearmanr

from digitpad.insight.eraser import SIDE, eraser_map, wiped
from digitpad.model.network import Network


def test_wiping_is_a_square_cut_off_at_the_edge():
    full = np.full((28, 28), 9, np.uint8)
    inner = wiped(full, 10, 12)
    assert (inner == 0).sum() == SIDE * SIDE
    assert not inner[8:13, 10:15].any()
    assert (wiped(full, 0, 27) == 0).sum() == 9
    assert full.min() == 9


def test_each_place_is_what_the_network_says_to_the_wiped_picture(any_network, pictures):
    found = eraser_map(any_network, pictures[4], 1)
    wipings = [wiped(pictures[4], row, column) for row, column in np.ndindex(28, 28)]
    expected = any_network.probabilities(np.stack(wipings))
    np.testing.assert_allclose(found.probabilities.reshape(784, -1), expected, atol=1e-5)
    falls = np.log(any_network.probabilities(pictures[4:5])[0, 1]) - np.log(expected[:, 1].reshape(28, 28))
    assert found.importance[14, 9] == pytest.approx(falls[12:17, 7:12].mean(), abs=1e-3)
    assert found.importance[0, 1] == pytest.approx(falls[:3, :4].mean(), abs=1e-3)


def test_what_the_network_is_certain_of_still_has_a_map():
    """Where float32 gives 1 whatever is wiped."""
    network = always([1 - 2e-12, 1e-12, 1e-12])
    picture = np.zeros((28, 28), np.uint8)
    picture[10:18, 10:18] = 255
    kernel = network.weights[0].copy()
    kernel[14 * 28 + 14, 0] = 5
    found = eraser_map(Network(network.spec, [kernel, network.weights[1]]), picture, 0)
    assert (found.probabilities[:, :, 0] == 1).all()
    row, column = np.unravel_index(found.importance.argmax(), (28, 28))
    assert (row, column) == (14, 14)


@pytest.mark.parametrize("picture", [np.zeros((28, 28), np.uint8), np.full((28, 28), 255, np.uint8)])
def test_empty_and_full_pictures(picture, built_in):
    found = eraser_map(built_in, picture, 3)
    assert np.isfinite(found.importance).all()
    assert picture.any() or not found.importance.any()


def without(picture, importance, share):
    """The picture without the most important part of its ink."""
    ink = np.flatnonzero(picture)
    order = ink[np.argsort(-importance.ravel()[ink], kind="stable")]
    amounts = picture.ravel()[order].cumsum(dtype=int)
    left = picture.copy()
    left.ravel()[order[: np.searchsorted(amounts, share * amounts[-1]) + 1]] = 0
    return left


@pytest.mark.slow
def test_it_is_about_what_the_network_has_learnt(built_in, on_board):
    """A map that does not change when the numbers of the network are shuffled tells nothing about the network.

    J. Adebayo and others, "Sanity checks for saliency maps" (2018).
    """
    random, alike = np.random.default_rng(0), []
    shuffled = Network(built_in.spec, [random.permuted(array) for array in built_in.weights])
    for picture, label in zip(on_board.test.images[:20], on_board.test.labels[:20].tolist(), strict=True):
        maps = [eraser_map(network, picture, label).importance[picture > 0] for network in (built_in, shuffled)]
        alike.append(spearmanr(*maps).statistic)
    assert abs(np.mean(alike)) < 0.3


@pytest.mark.slow
def test_deletion(built_in, on_board):
    """Without the 30 % of ink that the eraser calls most important, few digits are still read; of random ink, most."""
    images, labels = on_board.test.images[::8], on_board.test.labels[::8]
    keep = built_in.probabilities(images).argmax(axis=1) == labels
    images, labels, random = images[keep], labels[keep], np.random.default_rng(0)
    assert len(images) > 100

    def still_right(importances):
        left = np.stack([without(image, each, 0.3) for image, each in zip(images, importances, strict=True)])
        return (built_in.probabilities(left).argmax(axis=1) == labels).mean()

    maps = [eraser_map(built_in, image, label).importance for image, label in zip(images, labels.tolist(), strict=True)]
    assert still_right(maps) <= 0.4
    assert still_right([random.random((28, 28)) for _ in images]) >= 0.9
