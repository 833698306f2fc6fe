"""The included digits and clothes: 5,000 each, as many of each class, in an order that says nothing, none twice."""

import numpy as np
import pytest

from digitpad.data import fashion
from digitpad.data.catalogue import Catalogue

pytestmark = pytest.mark.slow

NAMES = {"mnist-5k": tuple("0123456789"), "fashion-5k": fashion.CLASS_NAMES}


@pytest.fixture(scope="module", params=NAMES)
def excerpt(request, tmp_path_factory):
    """Found without any set-up."""
    return Catalogue(tmp_path_factory.mktemp("data")).load(request.param)


def test_it_is_of_its_classes(excerpt):
    assert excerpt.class_names == NAMES[excerpt.name]


def test_both_parts_hold_as_many_of_each_class(excerpt):
    assert np.bincount(excerpt.train.labels).tolist() == [400] * 10
    assert np.bincount(excerpt.test.labels).tolist() == [100] * 10


def test_the_order_says_nothing_about_the_label(excerpt):
    for pictures in (excerpt.train, excerpt.test):
        assert len(set(pictures.labels[:100].tolist())) == 10
        assert np.mean(pictures.labels[1:] == pictures.labels[:-1]) < 0.2


def test_no_picture_is_there_twice(excerpt):
    assert len({image.tobytes() for image in np.concatenate([excerpt.train.images, excerpt.test.images])}) == 5000
