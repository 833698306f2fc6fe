"""The nearest pictures, against brute force."""

import numpy as np
import pytest

from digitpad.errors import CancelledError
from digitpad.insight.neighbours import feature_index, joined, last_hidden


def test_it_is_what_brute_force_finds(any_network, on_board):
    images = on_board.train.images[:1200]
    index = feature_index(any_network, images)
    features = last_hidden(any_network, images).astype(np.float64)
    np.testing.assert_allclose(index.features, features, atol=1e-4)
    for picture in on_board.test.images[::100]:
        distances = np.linalg.norm(index.features.astype(np.float64) - last_hidden(any_network, picture)[0], axis=1)
        found = index.nearest(picture)
        assert found.numbers.tolist() == np.argsort(distances, kind="stable")[:8].tolist()
        np.testing.assert_allclose(found.distances, distances[found.numbers], atol=1e-9)


def test_a_picture_is_its_own_neighbour_and_twins_come_by_number(built_in, on_board):
    images = np.concatenate([on_board.train.images[:50]] * 3)
    found = feature_index(built_in, images).nearest(images[7], 3)
    assert found.numbers.tolist() == [7, 57, 107]
    assert found.distances.tolist() == pytest.approx([0, 0, 0], abs=1e-3)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_fewer_pictures_than_are_asked_for(count, built_in, on_board):
    found = feature_index(built_in, on_board.train.images[:count]).nearest(on_board.test.images[0])
    assert sorted(found.numbers.tolist()) == list(range(count))
    assert found.distances.tolist() == sorted(found.distances.tolist())


def test_the_neighbours_know_the_class(built_in, on_board):
    index = feature_index(built_in, on_board.train.images)
    test = on_board.test.take(np.arange(0, 1000, 20))
    votes = [np.bincount(on_board.train.labels[index.nearest(image).numbers]).argmax() for image in test.images]
    assert (np.array(votes) == built_in.probabilities(test.images).argmax(axis=1)).mean() >= 0.96


def test_it_can_be_cancelled(built_in, on_board):
    with pytest.raises(CancelledError):
        feature_index(built_in, on_board.train.images, lambda: True)


def test_an_index_made_in_parts_finds_the_same(built_in, on_board):
    images = on_board.train.images[:700]
    whole = feature_index(built_in, images)
    parts = joined([feature_index(built_in, images[begin : begin + 300]) for begin in (0, 300, 600)])
    assert parts.network is built_in
    np.testing.assert_allclose(parts.features, whole.features, atol=1e-5)
    picture = on_board.test.images[3]
    assert parts.nearest(picture).numbers.tolist() == whole.nearest(picture).numbers.tolist()
