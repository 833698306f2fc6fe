"""Cells that touch, fill the room, and are found again by a point in them."""

import pytest

from digitpad.ui.evaluation.matrix_layout import laid_out


@pytest.mark.parametrize("classes", [2, 10, 62])
@pytest.mark.parametrize("room", [(400, 300), (300, 700), (900, 500)])
def test_every_place_is_found_by_its_middle_and_inside_the_room(classes, room):
    layout = laid_out(*room, classes, (20, 20), 17)
    for row in range(-1, classes + 1):
        for column in range(-1, classes + 2):
            place = layout.cell(row, column)
            assert layout.spot(place.center()) == (row, column)
            assert place.left() >= 0
            assert place.top() >= 0
            assert place.right() < room[0]
            assert place.bottom() < room[1]


def test_neighbours_touch():
    layout = laid_out(400, 300, 10, (20, 20), 17)
    assert layout.cell(3, 4).right() + 1 == layout.cell(3, 5).left()
    assert layout.cell(3, 4).bottom() + 1 == layout.cell(4, 4).top()
    assert layout.cell(0, -1).right() + 1 == layout.cell(0, 0).left()


def test_a_point_outside_is_nowhere_and_has_a_nearest_cell():
    layout = laid_out(400, 300, 10, (20, 20), 17)
    below = layout.cell(10, 3).center()
    below.setY(299)
    assert layout.spot(below) is None
    assert layout.nearest(below) == (9, 3)
    assert layout.nearest(layout.cell(-1, -1).center()) == (0, 0)


def test_too_little_room_is_no_division_by_zero():
    assert laid_out(1, 1, 62, (20, 20), 17).cell(0, 0).width() == 1
