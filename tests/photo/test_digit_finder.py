"""Photos of the included drawings in every light; the built-in network says whether the digit survived."""

import numpy as np
import pytest
from helpers.photos import painted, photographed

from digitpad import bundled_network
from digitpad.ink.segment import split_boxes
from digitpad.photo.connected_components import label_components, run_lengths
from digitpad.photo.digit_finder import find_digits
from digitpad.photo.photo import prepare
from digitpad.replay import bundled_drawings

pytestmark = pytest.mark.slow

DRAWINGS = dict(bundled_drawings())


def answers(greys):
    _, pictures = prepare(greys)
    network = bundled_network.network()
    return "".join(str(int(network.probabilities(picture[None])[0].argmax())) for picture in pictures)


@pytest.mark.parametrize(
    "light",
    [
        {},
        {"shadow": 0.7, "noise": 3},
        {"depth": 0.2, "noise": 2},
        {"noise": 12},
        {"on_dark": True, "noise": 3},
        {"on_dark": True, "shadow": 0.5},
        {"ruled": 0.25, "noise": 3},
    ],
    ids=str,
)
@pytest.mark.parametrize("pen", [4, 14, 26])
def test_each_digit_is_read_in_every_light_and_with_every_pen(light, pen):
    right = [answers(photographed(painted([(ink, 200, 120, 200)], pen), **light)) == label
             for label, ink in DRAWINGS.items()]
    assert sum(right) >= 9


def test_lines_as_dark_as_the_ink_are_taken_out():
    right = [answers(photographed(painted([(ink, 200, 120, 200)], 14), ruled=0.7, noise=3, shadow=0.4)) == label
             for label, ink in DRAWINGS.items()]
    assert sum(right) >= 9


def test_a_pencil_and_a_marker_give_about_the_same_line():
    for ink in DRAWINGS.values():
        masses = [
            prepare(photographed(painted([(ink, 200, 100, 240)], pen)))[1][0].sum() / 255 for pen in (3, 10, 20, 30)
        ]
        assert max(masses) / min(masses) < 1.6


@pytest.mark.parametrize("lightest", [0.15, 0.2])
@pytest.mark.parametrize("digits", ["8380", "6943", "2689"])
def test_a_pencil_that_hardly_touches_the_paper_in_places_beside_a_felt_tip(digits, lightest):
    """The upper half of each digit in pencil is as faint as that, and its lower half as dark as a pencil is."""
    felt = painted([(DRAWINGS[label], 30 + 140 * place, 30, 120) for place, label in enumerate("2026")], 10)
    pencil = painted([(DRAWINGS[label], 30 + 140 * place, 260, 130) for place, label in enumerate(digits)], 6)
    pressure = np.interp(np.arange(len(pencil)), [300, 340], [lightest, 0.7])[:, None]
    assert answers(photographed(np.maximum(felt, pencil * pressure), shadow=0.3, noise=5)) == "2026" + digits


def test_a_number_is_read_digit_by_digit_and_two_lines_one_after_the_other():
    top = [(DRAWINGS[label], 40 + 130 * place, 40, 120) for place, label in enumerate("2026")]
    bottom = [(DRAWINGS[label], 40 + 130 * place, 250, 120) for place, label in enumerate("418")]
    assert answers(photographed(painted(top, 9), shadow=0.5, noise=3)) == "2026"
    assert answers(photographed(painted(top + bottom, 9), noise=3)) == "2026418"


def test_specks_and_what_comes_in_from_the_border_are_left_out():
    greys = photographed(painted([(DRAWINGS["3"], 200, 100, 220)], 14))
    clean = prepare(greys)[1]
    greys[30:34, 500:504] = 60
    greys[420:424, 60:63] = 60
    greys[:60, :40] = 60
    dirty = prepare(greys)[1]
    assert len(dirty) == 1
    assert np.abs(dirty[0].astype(int) - clean[0]).max() <= 8


@pytest.mark.parametrize("noise", [0, 3, 10])
@pytest.mark.parametrize("shadow", [0, 0.6])
def test_empty_paper_has_no_digit(noise, shadow):
    found = find_digits(photographed(np.zeros((300, 400)), shadow=shadow, noise=noise))
    assert len(found.boxes) == 0
    assert not found.ink.any()


def test_boxes_are_in_reading_order_and_each_spot_is_in_one():
    boxes = np.array([[60, 0, 90, 50], [0, 5, 30, 50], [10, 90, 30, 140], [62, -8, 88, -4]], float)
    assert split_boxes(boxes) == ((1,), (0, 3), (2,))
    assert split_boxes(boxes[:0]) == ()


def test_spots_by_hand():
    mask = np.array([[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 0, 0], [1, 1, 1, 0]], bool)
    spots = label_components(mask)
    assert spots.labels.tolist() == [[0, -1, -1, 1], [-1, 0, -1, 1], [-1] * 4, [2, 2, 2, -1]]
    assert spots.boxes.tolist() == [[0, 0, 2, 2], [3, 0, 4, 2], [0, 3, 3, 4]]
    assert spots.only(np.array([False, True, True])).labels.max() == 1
    assert run_lengths(mask)[3].tolist() == [3, 3, 3, 0]


def test_a_snake_is_one_spot():
    """However long the way from one end to the other is."""
    mask = np.zeros((41, 40), bool)
    mask[::2] = True
    for row in range(1, 40, 2):
        mask[row, -1 if row % 4 == 1 else 0] = True
    assert len(label_components(mask).boxes) == 1


def test_a_thick_marker_on_ruled_paper_is_read_where_the_edge_cuts_it():
    """Nine digits in a row; the edges of the photo run through the ink of the lowest and of the last."""
    row = [(DRAWINGS[str(digit)], 20 + 105 * (digit - 1), 40, 85) for digit in range(1, 10)]
    greys = photographed(painted(row, 15, size=(970, 200)), ruled=0.3, noise=3)
    ink = np.argwhere(greys < 0.5 * greys.max())
    low, right = ink.max(axis=0)
    cut = greys[: low - 3, : right - 3]
    assert answers(cut) == "123456789"
