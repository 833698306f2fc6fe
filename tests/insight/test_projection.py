"""Pictures in a plane, against scikit-learn; t-SNE keeps neighbours together."""

import numpy as np
import pytest
from sklearn.datasets import make_blobs
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness

from digitpad.errors import CancelledError
from digitpad.insight.neighbours import feature_index
from digitpad.insight.projection import place_among, principal_components, tsne


@pytest.mark.parametrize(("count", "width"), [(200, 30), (40, 90)])
def test_components_are_scikit_learns(count, width):
    points = np.random.default_rng(0).normal(0, np.linspace(3, 0.1, width), (count, width))
    found, expected = principal_components(points, 3), PCA(3, svd_solver="full").fit(points)
    np.testing.assert_allclose(found.shares, expected.explained_variance_ratio_, rtol=1e-9)
    signs = np.sign((found.axes * expected.components_.T).sum(axis=0))
    np.testing.assert_allclose(found.axes * signs, expected.components_.T, atol=1e-9)
    np.testing.assert_allclose(found.places * signs, expected.transform(points), atol=1e-9)
    assert (found.axes[np.abs(found.axes).argmax(axis=0), range(3)] > 0).all()


@pytest.mark.parametrize("count", [1, 2])
def test_few_points_have_few_components(count):
    found = principal_components(np.eye(2, 5)[:count], 4)
    assert (found.axes.shape, found.places.shape) == ((5, 4), (count, 4))
    assert np.isfinite(found.places).all()
    assert found.shares.sum() == pytest.approx(count - 1)


def test_groups_stay_together():
    points, labels = make_blobs(150, 20, centers=5, cluster_std=1.0, random_state=1)
    told = []
    places = tsne(points, 200, report=lambda step, places: told.append((step, places.shape)))
    assert told == [(step, (150, 2)) for step in range(10, 201, 10)]
    distances = np.linalg.norm(places[:, None] - places, axis=2) + np.diag([np.inf] * 150)
    assert (labels[distances.argmin(axis=1)] == labels).all()
    assert trustworthiness(points, places, n_neighbors=5) > 0.9
    np.testing.assert_array_equal(places, tsne(points, 200))


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 9])
def test_few_points_have_places(count):
    places = tsne(np.random.default_rng(0).normal(0, 1, (count, 6)), 20)
    assert places.shape == (count, 2)
    assert np.isfinite(places).all()


def test_points_that_are_all_the_same_have_places():
    assert np.isfinite(tsne(np.ones((20, 6)), 20)).all()


def test_it_can_be_cancelled():
    told = []
    with pytest.raises(CancelledError):
        tsne(np.eye(30), report=lambda step, places: told.append(step), is_cancelled=lambda: bool(told))
    assert told == [10]


def test_a_new_drawing_is_among_its_neighbours(built_in, on_board):
    few = on_board.train.take(np.arange(300))
    index = feature_index(built_in, few.images)
    places = principal_components(index.features).places
    for picture in on_board.test.images[::200]:
        expected = np.median(places[index.nearest(picture).numbers], axis=0)
        np.testing.assert_array_equal(place_among(places, index, picture), expected)


@pytest.mark.slow
def test_unseen_digits_land_among_their_like(built_in, on_board):
    few = on_board.train.take(np.arange(600))
    index = feature_index(built_in, few.images)
    places, hits = tsne(index.features, 250), 0
    test = on_board.test.take(np.arange(0, 1000, 5))
    for picture, label in zip(test.images, test.labels, strict=True):
        near = np.linalg.norm(places - place_among(places, index, picture), axis=1).argsort()[:5]
        hits += int(np.bincount(few.labels[near]).argmax() == label)
    assert hits / len(test) >= 0.95
