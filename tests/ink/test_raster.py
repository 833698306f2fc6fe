"""Ink to a picture of 28 x 28 pixels: by hand, by the definition, at any size and any rate of points."""

import numpy as np
import pytest
from helpers.rasters import centre_of_mass, grey_levels_apart
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digitpad.ink import raster
from digitpad.ink.raster import BOX, PEN_WIDTH, SIZE, rasterize
from digitpad.ink.stroke import MAX_COORDINATE, Ink, densified


def curve(count, kind="spiral"):
    """A smooth line as a pen would sample it at `count` points."""
    t = np.linspace(0, 1, count)
    if kind == "spiral":
        angle, radius = 1 + 9 * t, 60 + 80 * t
        return np.stack([300 + radius * np.cos(angle), 200 + 1.4 * radius * np.sin(angle)], axis=1)
    return np.stack([100 + 250 * t, 200 + 80 * np.sin(5 * t)], axis=1)


def two_strokes(count=60):
    return Ink((curve(count), curve(count, "wave")))


def by_brute_force(strokes, pen_width=PEN_WIDTH):
    """The picture by the definition: every pixel against every piece of every line, in float64."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    strokes = [(stroke - (low + high) / 2) * ((BOX - pen_width) / (high - low).max()) + SIZE / 2 for stroke in strokes]

    def coverage(shift):
        result = np.zeros((SIZE, SIZE))
        for row, column in np.ndindex(SIZE, SIZE):
            pixel = np.array([column + 0.5, row + 0.5]) - shift
            distance = min(distance_to(pixel, stroke) for stroke in strokes)
            result[row, column] = np.clip(pen_width / 2 + 0.5 - distance, 0, 1)
        return result

    places = np.concatenate(strokes)
    inside = pen_width / 2 - places.min(axis=0), SIZE - pen_width / 2 - places.max(axis=0)
    shift = np.clip(SIZE / 2 - np.array(centre_of_mass(coverage(0))), *inside)
    return np.rint(coverage(shift) * 255).astype(np.uint8)


def distance_to(pixel, stroke):
    starts, ends = (stroke[:-1], stroke[1:]) if len(stroke) > 1 else (stroke, stroke)
    along = ends - starts
    squares = np.maximum((along**2).sum(axis=1), 1e-30)
    position = np.clip(((pixel - starts) * along).sum(axis=1) / squares, 0, 1)
    return np.hypot(*(pixel - starts - position[:, None] * along).T).min()


def test_no_ink_is_an_empty_picture():
    picture = rasterize(Ink())
    assert (picture.shape, picture.dtype) == ((28, 28), np.uint8)
    assert not picture.any()


def test_a_dot_is_a_round_spot_in_the_middle():
    picture = rasterize(Ink.of([[(700, 3)]]))
    assert centre_of_mass(picture) == pytest.approx((14, 14))
    # A disc 2.2 wide around the corner of four pixels: distances 0.71 and 1.58 from their middles.
    assert (picture[13:15, 13:15] == round((1.6 - 0.5**0.5) * 255)).all()
    assert picture[13, 12] == round((1.6 - 2.5**0.5) * 255)
    assert np.count_nonzero(picture) == 12
    np.testing.assert_array_equal(picture, picture.T)
    np.testing.assert_array_equal(picture, picture[::-1])


@pytest.mark.parametrize(
    "strokes",
    [[[(5, 5), (5, 5)]], [[(5, 5)] * 50], [[(5, 5)], [(5, 5)]], [[(0, 0), (0, 1e-10)]]],
    ids=["twice", "fifty times", "two dots", "nearly the same"],
)
def test_a_stroke_without_length_is_a_dot(strokes):
    np.testing.assert_array_equal(rasterize(Ink.of(strokes)), rasterize(Ink.of([[(5, 5)]])))


def test_a_point_twice_changes_nothing():
    ink = two_strokes()
    doubled = Ink(tuple(np.repeat(stroke, 3, axis=0) for stroke in ink.strokes))
    assert grey_levels_apart(rasterize(doubled), rasterize(ink)) <= 1


def test_a_straight_line_by_hand():
    """Upright: 20 long with its round ends, 2.2 wide, between the two columns in the middle."""
    picture = rasterize(Ink.of([[(0, 0), (0, 100)]]))
    column = picture[:, 13].astype(int)
    np.testing.assert_array_equal(column, picture[:, 14])
    assert (column[6:22] == 255).all()
    assert picture[6:22, 12] == pytest.approx(0.1 * 255, abs=1)
    assert (picture[6:22, 11] == 0).all()
    assert not column[:4].any()
    assert not column[24:].any()


@pytest.mark.parametrize(
    "strokes",
    [
        [curve(12)],
        [curve(15), curve(7, "wave")],
        [curve(400)],
        [curve(2_000), curve(2_000, "wave")],
        [np.random.default_rng(0).uniform(0, 1000, (150, 2))],
        [np.array([[0.0, 0.0], [3, 90], [60, 40]]), np.array([[80.0, 80.0], [80, 88]])],
        [np.array([[0.0, 0.0], [1000, 1]])],
    ],
    ids=["a curve", "two strokes", "sampled densely", "too densely", "a scribble", "corner and tick", "flat"],
)
def test_coverage_agrees_with_the_definition(strokes):
    """What skips far pixels must give what looking at every pixel gives."""
    assert grey_levels_apart(rasterize(Ink(tuple(strokes))), by_brute_force(strokes)) <= 1


def by_every_pixel(strokes, pen_width):
    """The picture of lines in their place, with the raster's own arithmetic but every pixel against every piece."""
    lines = [stroke.astype(np.float32) for stroke in strokes]
    starts = np.concatenate([line[:-1] if len(line) > 1 else line for line in lines])
    along = np.concatenate([line[1:] if len(line) > 1 else line for line in lines]) - starts
    squares = np.maximum(along[:, 0] ** 2 + along[:, 1] ** 2, np.float32(1e-12)).astype(float)
    rows, columns = np.indices((SIZE, SIZE)).reshape(2, -1, 1) + 0.5
    x, y = columns - starts[:, 0].astype(float), rows - starts[:, 1].astype(float)
    along = along.astype(float)
    position = np.clip((x * along[:, 0] + y * along[:, 1]) / squares, 0, 1)
    distance = (x - position * along[:, 0]) ** 2 + (y - position * along[:, 1]) ** 2
    farthest = np.float32(pen_width / 2 + 0.5)
    coverage = np.clip(farthest - np.sqrt(distance.min(axis=1).astype(np.float32)), 0, 1)
    return np.rint(coverage * 255).astype(np.uint8).reshape(SIZE, SIZE)


@given(
    st.integers(0, 2**32 - 1), st.sampled_from([0.4, 1.0, PEN_WIDTH, 3.5, 9.0]), st.sampled_from([0.02, 0.3, 0.7]),
    st.sampled_from([0.0, 4.0, 30.0]),
)
@settings(deadline=None)
def test_what_skips_far_pixels_gives_the_very_same_bytes(seed, pen_width, step, away):
    """Lines that wander about, in the picture, over its edges and beside it."""
    random = np.random.default_rng(seed)
    strokes = [
        random.uniform(0, SIZE, 2) + random.normal(0, away, 2) + random.normal(0, step, (random.integers(1, 60), 2))
        .clip(-0.7, 0.7).cumsum(axis=0)
        for _ in range(random.integers(1, 4))
    ]
    np.testing.assert_array_equal(
        raster.drawn(strokes, pen_width, centred=False), by_every_pixel(strokes, pen_width)
    )


def test_a_line_beside_the_picture_is_not_seen():
    for far in (PEN_WIDTH / 2 + 0.6, 7.0, 1e5):
        for corners in ([(-far, 5), (-far, 25)], [(28 + far, 5), (28 + far, 5.5)], [(3, -far)], [(2, 28 + far)]):
            assert not raster.drawn([np.array(corners, float)], PEN_WIDTH, centred=False).any()


@pytest.mark.parametrize("pen_width", [1.0, 1.7, 3.5])
def test_other_pens_agree_with_the_definition_too(pen_width):
    strokes = [curve(30), curve(30, "wave")]
    assert grey_levels_apart(rasterize(Ink(tuple(strokes)), pen_width), by_brute_force(strokes, pen_width)) <= 1


@pytest.mark.parametrize("scale", [1e-3, 0.1, 1.0, 30.0, 2000.0])
@pytest.mark.parametrize("place", [(0.0, 0.0), (5000.0, -3.0)])
def test_size_and_place_on_the_canvas_do_not_matter(scale, place):
    moved = Ink(tuple(stroke * scale + place for stroke in two_strokes().strokes))
    assert grey_levels_apart(rasterize(moved), rasterize(two_strokes())) <= 1


@pytest.mark.parametrize(("count", "apart"), [(50, 12), (100, 4), (200, 2), (400, 2), (5_000, 2)])
def test_how_fast_the_pen_is_sampled_does_not_matter(count, apart):
    """But for what straight pieces between 50 points of a curve cut off."""
    assert grey_levels_apart(rasterize(two_strokes(count)), rasterize(two_strokes(450))) <= apart


@pytest.mark.parametrize("kind", ["spiral", "wave"])
def test_points_along_straight_pieces_change_nothing(kind):
    """10 points, or 400 and more on the same line: the same picture, corners and all."""
    few = curve(10, kind)
    many = densified(few, np.hypot(*np.diff(few, axis=0).T).sum() / 400)
    assert len(many) >= 400
    assert grey_levels_apart(rasterize(Ink((many,))), rasterize(Ink((few,)))) <= 1


def test_very_many_points_keep_nearly_all_of_a_corner():
    """Beyond a thousand points the line is thinned out; a hairpin loses a fraction of a pixel at its tip."""
    few = np.array([(0.0, 0.0), (100, 3), (0, 6)])
    many = densified(few, 0.05)
    assert len(many) > 4_000
    assert grey_levels_apart(rasterize(Ink((many,))), rasterize(Ink((few,)))) <= 32


def test_direction_and_order_of_strokes_do_not_matter():
    ink = two_strokes()
    expected = rasterize(ink)
    assert grey_levels_apart(rasterize(Ink(tuple(stroke[::-1] for stroke in ink.strokes))), expected) <= 2
    assert grey_levels_apart(rasterize(Ink(ink.strokes[::-1])), expected) <= 1


def test_a_tick_far_from_a_heavy_line_is_not_pushed_out_of_the_picture():
    """Its centre of mass in the middle, this drawing would lose the tick."""
    picture = rasterize(Ink.of([[(0, 0), (0, 100)], [(100, 46), (100, 54)]]))
    assert picture[:, 26:].max() > 200
    dot = rasterize(Ink.of([[(0, 50)]]))
    length = 0.08 * (BOX - PEN_WIDTH)
    expected = dot.sum(dtype=int) + 255 * length * PEN_WIDTH
    assert picture[:, 20:].sum(dtype=int) == pytest.approx(expected, rel=0.1)


coordinate = st.floats(-1000, 1000)
strokes = st.lists(st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=12), min_size=1, max_size=4)


@settings(deadline=None)
@given(strokes)
@example([[(0.0, 0.0), (0.0, 5e-324)]])
@example([[(0.0, 0.0)], [(1e-310, 0.0)]])
@example([[(0.0, 0.0), (1.0, 0.0)], [(0.5, 0.0)]])
@example([[(0.0, 0.0), (0.0, 1.0)], [(1.0, 0.0)]])
def test_every_drawing_is_centred_and_fits(drawn):
    picture = rasterize(Ink.of(drawn))
    assert (picture.shape, picture.dtype) == ((28, 28), np.uint8)
    assert picture.max() > 127
    for middle, lines in zip(centre_of_mass(picture), (picture, picture.T), strict=True):
        # In the middle, unless a lopsided drawing has reached the edge.
        assert middle == pytest.approx(14, abs=0.5) or lines[:, [0, 1, -2, -1]].max() > 60
    rows, columns = np.nonzero(picture > 127)
    # 20 pixels wide at most, and a pixel that the edge halves at either side.
    assert np.ptp(rows) + 1 <= BOX + 1
    assert np.ptp(columns) + 1 <= BOX + 1


@pytest.mark.parametrize("size", [MAX_COORDINATE, 1e-6])
def test_numbers_at_the_limits_draw_the_same(size):
    corners = np.array([(-1, -1), (1, -1), (1, 1), (0, -0.5)])
    assert grey_levels_apart(rasterize(Ink((corners * size,))), rasterize(Ink((corners,)))) <= 1


def test_a_huge_scribble_is_drawn():
    """The line is a thousand canvases long; the picture is solid ink. Only pytest limits the time here."""
    random = np.random.default_rng(0)
    picture = rasterize(Ink((random.uniform(0, 1000, (2_000, 2)),)))
    assert (picture[5:23, 5:23] == 255).all()
    assert not picture[:3].any()
    assert not picture[:, 25:].any()


def test_a_thousand_dots_are_drawn():
    random = np.random.default_rng(1)
    dots = tuple(random.uniform(0, 1000, (1_000, 1, 2)))
    assert rasterize(Ink(dots)).mean() > 50
