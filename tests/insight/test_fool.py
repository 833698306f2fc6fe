"""Noise that a network is sure of."""

import dataclasses

import numpy as np
import pytest
from helpers.networks import always

from digitpad.errors import CancelledError
from digitpad.insight.fool import SURE, fool


@pytest.mark.parametrize("target", range(10))
def test_the_built_in_network_is_sure_that_noise_is_any_digit(target, built_in):
    found = fool(built_in, target)
    assert found is not None
    assert found.probability >= SURE
    assert float(built_in.probabilities(found.picture[None])[0, target]) == pytest.approx(found.probability, abs=1e-5)
    assert (found.picture.shape, found.picture.dtype) == ((28, 28), np.uint8)
    # Still noise: there is ink where no digit has any.
    assert found.picture[:3].mean() > 20
    assert found.picture[-3:].mean() > 20


def test_the_same_seed_gives_the_same(built_in):
    one, same, other = (fool(built_in, 3, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.picture, same.picture)
    assert (one.picture != other.picture).any()


def test_black_and_white_is_fooled_too(built_in):
    network = built_in.with_info(dataclasses.replace(built_in.info, pixels="black and white"))
    found = fool(network, 2)
    assert found is not None
    assert network.probabilities(found.picture[None])[0, 2] >= SURE


def test_who_looks_at_no_pixel_is_not_fooled():
    assert fool(always([0.9, 0.1]), 1) is None


def test_steps_are_limited(built_in):
    assert fool(built_in, 3, steps=0) is None


def test_it_can_be_cancelled(built_in):
    with pytest.raises(CancelledError):
        fool(built_in, 3, is_cancelled=lambda: True)
