"""A line under way has the points and the curve of the finished one at every moment."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtGui import QPainterPath

from digitpad.ui.drawing.growing_line import GrowingLine

PLACES = np.random.default_rng(0).uniform(0, 1000, (700, 2))


def path_of(places, scale):
    """Parabolas between the middles of neighbouring points, made at once."""
    path = QPainterPath()
    places = [(x * scale, y * scale) for x, y in places.tolist()]
    path.moveTo(*places[0])
    for (x, y), (next_x, next_y) in pairwise(places[1:]):
        path.quadTo(x, y, (x + next_x) / 2, (y + next_y) / 2)
    path.lineTo(*places[-1])
    return path


@pytest.fixture
def line():
    return GrowingLine(tuple(PLACES[0].tolist()))


def test_it_has_all_points_and_what_was_given_out_stays(line):
    given = [line.points]
    for place in PLACES[1:]:
        line.append(tuple(place.tolist()))
        given.append(line.points)
    for count, points in enumerate(given, start=1):
        np.testing.assert_array_equal(points, PLACES[:count])
    assert line.last == tuple(PLACES[-1].tolist())


def test_its_curve_is_that_of_the_whole_line_at_every_point_and_in_every_size(line):
    for count, place in enumerate(PLACES[1:60], start=2):
        line.append(tuple(place.tolist()))
        scale = 0.4 if count < 30 else 0.7
        assert line.curve(scale) == path_of(PLACES[:count], scale)
    assert line.curve(0.7) == line.curve(0.7)


def test_only_its_tail_moves(line):
    for place in PLACES[1:10]:
        line.append(tuple(place.tolist()))
    assert line.tail == [tuple(place) for place in PLACES[6:10].tolist()]
