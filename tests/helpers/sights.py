"""A drawing that a network has just answered, without a window around it."""

from collections.abc import Callable

import pytest

from digitpad.bundled_network import network
from digitpad.ink.raster import rasterize
from digitpad.ink.stroke import Ink
from digitpad.model.network import Network
from digitpad.model.spec import NetworkSpec
from digitpad.replay import bundled_drawings
from digitpad.ui.answer.follower import Sight
from helpers.networks import tiny, with_random_numbers

DRAWINGS = dict(bundled_drawings())


@pytest.fixture(scope="session")
def built_in() -> Network:
    return network()


@pytest.fixture(scope="session")
def sight_of() -> Callable[..., Sight]:
    """What a network sees in one of the drawings that come with Digitpad."""

    def sight(label: str, asked: Network, *, drawn: bool = True, others: Ink | None = None) -> Sight:
        picture = rasterize(DRAWINGS[label])
        ink = DRAWINGS[label] if drawn else Ink()
        return Sight(asked, picture, asked.probabilities(picture[None])[0], ink, others or Ink())

    return sight


@pytest.fixture(scope="session")
def blank() -> Callable[[Network], Sight]:
    """What a network sees in an empty canvas."""

    def blank(asked: Network) -> Sight:
        return Sight(asked, rasterize(Ink()), None, Ink(), Ink())

    return blank


@pytest.fixture
def curved() -> Network:
    """A network with an activation that allows no exact sum."""
    return with_random_numbers(NetworkSpec.mlp((8,), "tanh"), tiny().info)
