"""Which pictures belong to a network."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.catalogues import SmallCatalogue
from helpers.networks import always, tiny

from digitpad.errors import DigitpadError
from digitpad.evaluation.known_pictures import evenly, read_known, read_sample, thinned

TEN = tuple("0123456789")


@pytest.fixture
def catalogue(data_dir):
    return SmallCatalogue(data_dir)



def test_the_title_is_that_of_the_whole(catalogue):
    found = read_known(catalogue, "handwriting", TEN)
    assert found.title == "MNIST"
    assert len(found.dataset.train) == 200


def test_a_dataset_that_is_not_for_testing_alone_keeps_its_title(catalogue):
    name = catalogue.published[0].name
    found = read_known(catalogue, name, catalogue.entry(name).class_names)
    assert found.title == found.dataset.title


def test_where_no_dataset_suits_it_is_said(catalogue):
    with pytest.raises(DigitpadError, match="3 classes"):
        read_known(catalogue, "", ("a", "b", "c"))


@pytest.mark.parametrize(("most", "count"), [(10, 10), (200, 200), (500, 200), (1, 1)])
def test_thinned_evenly(catalogue, most, count):
    train = read_known(catalogue, "handwriting", TEN).dataset.train
    few = thinned(train, most)
    assert len(few) == count
    np.testing.assert_array_equal(few.images[0], train.images[0])
    if count > 1:
        np.testing.assert_array_equal(few.images[-1], train.images[-1])


@pytest.mark.parametrize(("count", "most", "expected"), [
    (5, 9, [0, 1, 2, 3, 4]), (9, 3, [0, 4, 8]), (1, 1, [0]), (0, 4, []),
])
def test_numbers_evenly_spaced(count, most, expected):
    assert evenly(count, most).tolist() == expected


@pytest.mark.parametrize(("for_test", "whole"), [(True, 50), (False, 200)])
def test_some_with_their_numbers(catalogue, for_test, whole):
    network = tiny()
    found = read_sample(catalogue, network, 20, for_test=for_test)
    known = read_known(catalogue, network.info.dataset, network.info.class_names)
    part = known.dataset.test if for_test else known.dataset.train
    assert (len(found.pictures), len(part), found.title) == (20, whole, known.title)
    assert found.numbers.tolist() == evenly(whole, 20).tolist()
    np.testing.assert_array_equal(found.pictures.images, part.images[found.numbers])
    np.testing.assert_array_equal(found.pictures.labels, part.labels[found.numbers])
    assert found.suits(network)
    assert not found.suits(always([0.5, 0.5], names=("a", "b")))


def test_a_network_of_few_pictures_has_learnt_from_those_alone(catalogue):
    name = catalogue.published[0].name
    network = tiny()
    network = network.with_info(replace(network.info, dataset=name, class_names=TEN, recipe={"pictures": 15}))
    found = read_sample(catalogue, network, 99, for_test=False)
    train = read_known(catalogue, name, TEN).dataset.train
    assert found.numbers.tolist() == train.first_rows(15).tolist()
    np.testing.assert_array_equal(found.pictures.labels, train.labels[found.numbers])
    assert len(read_sample(catalogue, network, 99, for_test=True).pictures) == 50
    strange = network.with_info(replace(network.info, recipe={"pictures": "many"}))
    assert len(read_sample(catalogue, strange, 99, for_test=False).pictures) == 99
