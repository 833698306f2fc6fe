"""What a map shows: test pictures first, our own digits behind them, and the map without them where they are not."""

import numpy as np
import pytest
from helpers.networks import tiny
from helpers.samples import fill

from digitpad.errors import CancelledError
from digitpad.insight.neighbours import feature_index
from digitpad.insight.projection import principal_components
from digitpad.model.network import Network
from digitpad.model.spec import NetworkInfo
from digitpad.samples.own_digits import open_to_look
from digitpad.ui.picture_map.map_content import MOST_PICTURES, WantedMap, arranged

NAMES = tuple("0123456789")


@pytest.fixture
def network():
    return Network(tiny().spec, tiny().weights, NetworkInfo(NAMES, "mnist-5k"))


def content(catalogue, data_dir, network, *, use_layer=True, use_tsne=False, is_cancelled=lambda: False):
    told = []
    found = arranged(catalogue, data_dir, WantedMap(network, use_layer, use_tsne), is_cancelled, told.append)
    return found, told


def test_without_own_digits_there_are_test_pictures_alone(catalogue, data_dir, network):
    found, told = content(catalogue, data_dir, network)
    test = catalogue.load("mnist-5k").test
    assert (found.own, found.tests, told) == (0, min(MOST_PICTURES, len(test)), [])
    np.testing.assert_array_equal(found.pictures.images, test.images[: found.tests])


def test_own_digits_stand_behind_them_and_lie_among_them(catalogue, data_dir, network):
    data_dir.mkdir(parents=True, exist_ok=True)
    fill(data_dir, 20)
    found, __ = content(catalogue, data_dir, network)
    with open_to_look(data_dir) as samples:
        ours = samples.collection(NAMES).pictures
    assert (found.own, found.tests + 20) == (20, len(found.places))
    np.testing.assert_array_equal(found.pictures.images[found.tests :], ours.images)
    np.testing.assert_array_equal(found.pictures.labels[found.tests :], ours.labels)
    index = feature_index(network, found.pictures.images)
    np.testing.assert_allclose(found.places, principal_components(index.features).places)


def test_a_collection_that_cannot_be_read_leaves_the_map_as_it_is(catalogue, data_dir, network):
    data_dir.mkdir(parents=True, exist_ok=True)
    fill(data_dir, 5)
    [file] = [path for path in data_dir.iterdir() if path.suffix in (".sqlite", ".digits", ".db")]
    file.write_bytes(b"no collection" * 1_000)
    assert content(catalogue, data_dir, network)[0].own == 0


def test_pixels_are_compared_where_they_are_wanted(catalogue, data_dir, network):
    by_layer, by_pixels = (content(catalogue, data_dir, network, use_layer=each)[0] for each in (True, False))
    assert not np.allclose(by_layer.places, by_pixels.places)


def test_nobody_who_gave_up_gets_a_map(catalogue, data_dir, network):
    with pytest.raises(CancelledError):
        content(catalogue, data_dir, network, is_cancelled=lambda: True)
