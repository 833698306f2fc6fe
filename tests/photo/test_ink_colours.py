"""Ink of every colour and strength on one sheet."""

import numpy as np
import pytest
from helpers.photos import painted, photographed

from digitpad import bundled_network
from digitpad.photo.ink_colours import inks_of
from digitpad.photo.photo import photo_of, prepare
from digitpad.replay import bundled_drawings

DRAWINGS = dict(bundled_drawings())
COLOURS = ([250, 230, 60], [130, 215, 90], [240, 130, 180], [40, 70, 200], [220, 40, 40])


def answers(pictures):
    return "".join(str(int(bundled_network.network().probabilities(each[None])[0].argmax())) for each in pictures)


def test_each_colour_may_carry_the_ink():
    """Yellow on white by hand: light in red and green, dark in blue."""
    colours = np.full((40, 40, 3), 250, np.uint8)
    colours[10, 10] = 250, 250, 20
    darkest, _ = inks_of(colours)
    assert darkest[10, 10] == 20
    assert darkest[0, 0] == 250


def test_the_lamps_tint_is_no_ink():
    colours = np.full((40, 40, 3), (240, 220, 170), np.uint8)
    darkest, _ = inks_of(colours)
    assert darkest.min() >= 239


def test_greys_stay_as_they_are():
    greys = np.arange(256, dtype=np.uint8).reshape(16, 16)
    for ink in inks_of(np.repeat(greys[..., None], 3, axis=2)):
        np.testing.assert_array_equal(ink, greys)


@pytest.mark.slow
def test_light_colours_do_not_vanish():
    pixels = np.full((240, 700, 4), 255, np.uint8)
    for place, (label, colour) in enumerate(zip("12345", COLOURS, strict=True)):
        ink = painted([(DRAWINGS[label], 30 + 135 * place, 60, 110)], 11, (700, 240))[..., None]
        pixels[..., :3] = np.rint(pixels[..., :3] * (1 - ink) + np.array(colour) * ink)
    assert answers(photo_of(pixels, "It").pictures) == "12345"


@pytest.mark.slow
def test_a_pencil_beside_a_felt_tip_keeps_its_loops():
    felt = painted([(DRAWINGS["8"], 60 + 180 * place, 50, 130) for place in range(3)], 12)
    pencil = painted([(DRAWINGS["8"], 60 + 180 * place, 270, 130) for place in range(3)], 4)
    greys = photographed(np.maximum(felt, 0.35 * pencil), shadow=0.3, noise=2)
    assert answers(prepare(greys)[1]) == "888888"
