"""The points of the curves: their order, and that each is what one would count."""

import numpy as np
import pytest
from helpers.networks import always, tiny

from digitpad.bundled_network import bundled_drawings, network
from digitpad.data.digits import Pictures
from digitpad.errors import CancelledError
from digitpad.evaluation.damage import LEVELS, Damage, damaged_ink, damaged_pictures
from digitpad.evaluation.endurance import EndurancePoint, InkToDamage, PicturesToDamage, endurance
from digitpad.evaluation.share import Share
from digitpad.ink.raster import rasterize

INKS = [ink for _, ink in bundled_drawings()]
LABELS = np.array([int(label) for label, _ in bundled_drawings()], np.uint8)
PICTURES = Pictures(np.stack([rasterize(ink) for ink in INKS]), LABELS)


def test_the_centre_comes_first_and_every_level_once():
    points = list(endurance([always([0.9, *[0.1 / 9] * 9])], PicturesToDamage(PICTURES)))
    assert [point.amount for point in points[: len(Damage)]] == [damage.none for damage in Damage]
    for damage in Damage:
        amounts = [point.amount for point in points if point.damage is damage]
        assert sorted(amounts) == list(LEVELS[damage])
        steps = [abs(LEVELS[damage].index(amount) - LEVELS[damage].index(damage.none)) for amount in amounts]
        assert steps == sorted(steps)
    assert {point.accuracies for point in points} == {(Share(1, 10),)}


@pytest.mark.parametrize("damage", Damage)
def test_a_point_is_what_one_would_count(damage):
    networks = (network(), tiny())
    material = (PicturesToDamage(PICTURES, 7), InkToDamage(INKS, LABELS, 7))
    for each in material:
        for point in endurance(networks, each, [damage]):
            if isinstance(each, PicturesToDamage):
                images = damaged_pictures(PICTURES.images, damage, point.amount, 7)
            else:
                images = np.stack([damaged_ink(ink, damage, point.amount, 7 + n) for n, ink in enumerate(INKS)])
            right = [int((net.probabilities(images).argmax(axis=1) == LABELS).sum()) for net in networks]
            assert point == EndurancePoint(damage, point.amount, tuple(Share(count, 10) for count in right))


def test_undamaged_drawings_are_all_read_and_battered_ones_are_not():
    points = list(endurance([network()], InkToDamage(INKS, LABELS), [Damage.MISSING]))
    assert points[0].accuracies == (Share(10, 10),)
    assert points[-1].accuracies[0].part < 8


def test_it_can_be_cancelled():
    with pytest.raises(CancelledError):
        next(endurance([tiny()], PicturesToDamage(PICTURES), is_cancelled=lambda: True))
