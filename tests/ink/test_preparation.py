"""What each step does to the picture, measured on the picture."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from digitpad.ink.preparation import RAW, Steps, prepared
from digitpad.ink.raster import BOX, PEN_WIDTH, SIZE, rasterize
from digitpad.ink.stroke import Ink, parse_ink
from digitpad.system import assets

SIDE, PEN = 1000.0, 45.0


@pytest.fixture(params=range(10))
def digit(request):
    lines = (assets.folder() / "drawings" / "digits.jsonl").read_text(encoding="utf-8").splitlines()
    return parse_ink(lines[request.param])


def corner(ink):
    """A quarter as large, at the upper left."""
    return Ink(tuple(stroke * 0.25 + 40 for stroke in ink.strokes))


def extent(picture):
    """The first row and column of the ink, and the longer side of its box."""
    rows, columns = np.nonzero(picture > 127)
    return int(rows.min()), int(columns.min()), int(max(np.ptp(rows), np.ptp(columns))) + 1


def centre_of_mass(picture):
    mass = picture / picture.sum()
    return float((mass.sum(axis=0) * (np.arange(SIZE) + 0.5)).sum()), float(
        (mass.sum(axis=1) * (np.arange(SIZE) + 0.5)).sum()
    )


def thickness(steps, length):
    """How wide the line is drawn, from the ink of an upright line that is not as long as the picture is high."""
    picture = prepared(Ink.of([[(500, 500 - length / 2), (500, 500 + length / 2)]]), steps, SIDE, PEN)
    return float(picture[13:15].sum(axis=1).mean() / 255)


def test_all_steps_give_the_bytes_of_the_raster(digit):
    for ink in (digit, corner(digit)):
        np.testing.assert_array_equal(prepared(ink, Steps(), SIDE, PEN), rasterize(ink))


def test_no_step_gives_the_canvas_shrunk():
    """A line from a tenth to nine tenths of the canvas is there in the picture too, as wide as it was."""
    picture = prepared(Ink.of([[(100, 500), (900, 500)]]), RAW, SIDE, PEN)
    row = picture[13].astype(int)
    np.testing.assert_array_equal(row, picture[14])
    assert (row[4:24] == row[14]).all()
    assert row[[0, 1, -2, -1]].max() == 0
    assert picture.sum() / 255 == pytest.approx(0.8 * SIZE * 45 / 1000 * SIZE, rel=0.1)


def test_cropping_finds_the_digit_wherever_it_is(digit):
    steps = replace(RAW, crop=True)
    low, left, size = extent(prepared(corner(digit), steps, SIDE, PEN))
    assert size >= SIZE - 1
    assert min(low, left) == 0
    uncropped = extent(prepared(corner(digit), RAW, SIDE, PEN))
    assert uncropped[2] < SIZE / 3


def test_scaling_leaves_a_frame_of_four_pixels(digit):
    picture = prepared(digit, replace(RAW, crop=True, scale=True), SIDE, PEN)
    assert extent(picture)[2] == pytest.approx(BOX, abs=1)
    frame = picture.copy()
    frame[3:-3, 3:-3] = 0
    assert not frame.any()


def test_scaling_without_cropping_scales_the_whole_canvas():
    edge = Ink.of([[(0, 500), (1000, 500)]])
    columns = np.flatnonzero(prepared(edge, replace(RAW, scale=True), SIDE, PEN)[13] > 100)
    assert (columns.min(), columns.max()) == (4, 23)


def test_the_line_has_one_width_however_large_the_drawing_is():
    fixed = Steps(centre=False)
    for length in (50, 200, 800):
        assert thickness(fixed, length) == pytest.approx(PEN_WIDTH, abs=0.02)
    free = replace(fixed, pen=False)
    for length in (50, 200, 800):
        assert thickness(free, length) == pytest.approx(BOX * PEN / (length + PEN), rel=0.02)


def test_centring_moves_the_centre_of_mass_to_the_middle(digit):
    for crop, scale, pen in product((False, True), repeat=3):
        if crop and not scale:
            continue  # what fills the picture has nowhere to go
        picture = prepared(corner(digit), Steps(crop, scale, pen, centre=True), SIDE, PEN)
        assert centre_of_mass(picture) == pytest.approx((14, 14), abs=0.5)
    assert min(centre_of_mass(prepared(corner(digit), RAW, SIDE, PEN))) < 8


@pytest.mark.parametrize("steps", [Steps(*on) for on in product((False, True), repeat=4)], ids=str)
def test_there_is_nothing_that_any_choice_of_steps_cannot_draw(steps):
    assert not prepared(Ink(), steps, SIDE, PEN).any()
    dot = prepared(Ink.of([[(500, 500)]]), steps, SIDE, PEN)
    assert dot[13:15, 13:15].min() > 0
    lopsided = Ink.of([[(-300, 500), (1300, 400)], [(1200, 900)]])
    assert (prepared(lopsided, steps, SIDE, PEN).shape) == (SIZE, SIZE)
    beside = prepared(Ink.of([[(5000, 5000), (5100, 5000)]]), steps, SIDE, PEN)
    assert bool(beside.any()) is steps.crop


def test_what_sticks_out_at_both_sides_of_the_canvas_stays_where_it_is():
    """There is no way to move it that would push nothing further out."""
    wide = Ink.of([[(-300, 500), (1300, 500)], [(100, 300), (100, 700)]])
    np.testing.assert_array_equal(
        prepared(wide, replace(RAW, centre=True), SIDE, PEN), prepared(wide, RAW, SIDE, PEN)
    )
