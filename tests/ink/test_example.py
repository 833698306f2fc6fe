"""The drawing of pages that have nothing to show."""

from digitpad.bundled_network import network
from digitpad.ink.example import EXAMPLE
from digitpad.ink.raster import rasterize


def test_the_network_that_comes_with_digitpad_is_sure_of_it():
    probabilities = network().probabilities(rasterize(EXAMPLE)[None])[0]
    assert (probabilities.argmax(), probabilities.max() > 0.9) == (7, True)
