"""A sheet on a desk: found, turned straight and read; and what is no sheet is left alone."""

import numpy as np
import pytest
from helpers.photos import painted, photographed

from digitpad import bundled_network
from digitpad.photo.photo import photo_of
from digitpad.photo.sheet import find_sheet, on_picture, straightened
from digitpad.replay import bundled_drawings

DRAWINGS = dict(bundled_drawings())


def on_desk(page, corners, desk, size=(600, 800)):
    """A picture with the page, grey levels (rows, columns), between corners that are clockwise from the top left."""
    picture = np.full(size, desk, float)
    corners = np.asarray(corners, float)
    y, x = np.indices(size) + 0.5
    # By halves: where in a triangle of three corners a pixel is, says where on the page.
    for first, second, third, own in ((0, 1, 3, lambda u, v: (u, v)), (2, 3, 1, lambda u, v: (1 - u, 1 - v))):
        basis = np.array([corners[second] - corners[first], corners[third] - corners[first]]).T
        u, v = np.linalg.solve(basis, np.stack([x - corners[first][0], y - corners[first][1]]).reshape(2, -1))
        there = (u >= 0) & (v >= 0) & (u + v <= 1)
        across, down = own(u[there], v[there])
        rows = np.minimum(down * page.shape[0], page.shape[0] - 1).astype(int)
        columns = np.minimum(across * page.shape[1], page.shape[1] - 1).astype(int)
        picture.flat[np.flatnonzero(there)] = page[rows, columns]
    return np.clip(np.rint(picture + np.random.default_rng(1).normal(0, 2, size)), 0, 255).astype(np.uint8)


def turned(angle, width=560, height=420, middle=(400, 300)):
    half = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return half @ np.array([[cos, sin], [-sin, cos]]) + middle


PLACES = {
    "straight": turned(0),
    "turned by 20 degrees": turned(20),
    "turned by -12 degrees": turned(-12),
    "out of the picture at the left": turned(0, middle=(250, 300)),
}


@pytest.mark.parametrize("corners", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("desk", [60, 120])
def test_the_corners_are_found(corners, desk):
    found = find_sheet(on_desk(np.full((420, 560), 215.0), corners, desk))
    expected = np.clip(corners, 0, None)
    assert np.abs(found - expected).max() < 18


@pytest.mark.parametrize(
    "greys",
    [
        photographed(np.zeros((450, 600)), shadow=0.6, noise=3),
        photographed(painted([(DRAWINGS["0"], 150, 60, 330)], 60)),
        photographed(painted([(DRAWINGS["0"], 150, 60, 330)], 60), on_dark=True),
        np.zeros((5, 900), np.uint8),
    ],
    ids=["paper in a shadow", "a bold nought", "chalk", "a line"],
)
def test_what_is_no_sheet(greys):
    assert find_sheet(greys) is None


def test_the_edge_of_a_soft_shadow_is_no_edge_of_a_sheet():
    light = np.tile(1 - 0.5 / (1 + np.exp((200 - np.arange(600)) / 30.0)), (450, 1))
    assert find_sheet(np.rint(220 * light).astype(np.uint8)) is None


def test_straightened_is_the_sheet_alone():
    page = np.full((420, 560), 215.0)
    page[100:110] = 30
    picture = on_desk(page, turned(15), 60)
    sheet = straightened(np.repeat(picture[..., None], 3, axis=2), turned(15))
    assert sheet.shape[:2] == (420, 560)
    assert np.abs(np.flatnonzero(sheet[:, 50:-50, 0].mean(axis=1) < 90).mean() - 104.5) < 2


@pytest.mark.slow
@pytest.mark.parametrize("corners", PLACES.values(), ids=PLACES.keys())
def test_the_digits_on_a_sheet_are_read_and_the_desk_is_not(corners):
    first = 200 if corners[0][0] < 0 else 60
    inks = [(DRAWINGS[label], first + 110 * place, 160, 90) for place, label in enumerate("427")]
    page = photographed(painted(inks, 9, (560, 420))).astype(float)
    picture = on_desk(page, corners, 60)
    photo = photo_of(np.dstack([picture] * 3 + [np.full_like(picture, 255)]), "It")
    network = bundled_network.network()
    assert "".join(str(network.probabilities(each[None])[0].argmax()) for each in photo.pictures) == "427"
    assert "what lies around it was left out" in str(photo.notes[-1])
    across, down = (first + 110 * np.arange(3)[:, None]) / 560, 160 / 420
    drawn = corners[0] + across * (corners[1] - corners[0]) + down * (corners[3] - corners[0])
    assert np.abs(photo.outlines[:, 0] - drawn).max() < 9, "where the digits lie on the desk; the pen is 9 wide"


def test_a_spot_as_large_as_the_picture_is_no_digit_and_it_is_said():
    """A round thing on a desk: no sheet, and no nought either."""
    rows, columns = np.indices((400, 500))
    disc = np.hypot((rows - 200) / 190, (columns - 250) / 240) < 1
    greys = np.where(disc, 210, 60).astype(np.uint8)
    photo = photo_of(np.dstack([greys] * 3 + [np.full_like(greys, 255)]), "It")
    assert not photo.pictures
    assert "the sheet should fill the picture" in str(photo.notes[0])


def test_places_on_the_sheet_are_found_on_the_picture_again():
    corners = np.array([[100, 50], [500, 90], [450, 380], [80, 300]], float)
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    columns, rows = round(max(sides[0], sides[2])), round(max(sides[1], sides[3]))
    own = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], float)
    assert on_picture(own, corners) == pytest.approx(corners)
    # Straight lines stay straight, so the sheet's middle lies where the diagonals cross.
    (a, b, c, d), way = corners, lambda start, end: end - start
    share = np.linalg.solve(np.stack([way(a, c), -way(b, d)], axis=1), b - a)[0]
    assert on_picture(np.array([columns / 2, rows / 2]), corners) == pytest.approx(a + share * way(a, c))
