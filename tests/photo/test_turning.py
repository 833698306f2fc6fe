"""A photo without notes of the camera's is turned where its digits say so."""

import numpy as np
import pytest
from helpers.photos import painted, photographed

from digitpad import bundled_network
from digitpad.photo.photo import MAX_DIGITS, photo_of, read_photo
from digitpad.photo.turning import upright
from digitpad.replay import bundled_drawings
from digitpad.system import assets

DRAWINGS = dict(bundled_drawings())


def coloured(greys):
    return np.dstack([greys] * 3 + [np.full_like(greys, 255)])


def page(text):
    inks = [(DRAWINGS[label], 40 + 105 * (place % 5), 60 + 170 * (place // 5), 100) for place, label in enumerate(text)]
    return coloured(photographed(painted(inks, 9), noise=2))


def answers(photo):
    network = bundled_network.network()
    return "".join(str(network.probabilities(each[None])[0].argmax()) for each in photo.pictures)


@pytest.mark.slow
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_photo_on_its_side_or_head_is_turned_and_it_is_said(quarters):
    photo = photo_of(np.rot90(page("2754372453"), quarters), "It")
    turned = upright(photo, bundled_network.network().probabilities)
    assert answers(turned) == "2754372453"
    assert str(turned.notes[0]).startswith(f"The photo was turned by {90 * quarters} degrees to the right")
    assert (photo.turn, turned.turn) == (0, 90 * quarters)


@pytest.mark.slow
def test_an_upright_photo_stays_as_it_is():
    photo = photo_of(page("2754372453"), "It")
    assert upright(photo, bundled_network.network().probabilities) is photo
    assert photo.lines == ((0, 1, 2, 3, 4), (5, 6, 7, 8, 9))
    assert photo.outlines[7, 0] == pytest.approx((250, 230), abs=6), "left and top of the eighth, less half a pen"
    assert photo.outlines[7, 2, 1] == pytest.approx(330, abs=6), "its bottom"


@pytest.mark.slow
def test_the_example_that_is_bundled_is_read_line_by_line():
    photo = read_photo(assets.folder() / "photos" / "example.png")
    assert ["".join(answers(photo)[number] for number in line) for line in photo.lines] == ["2026", "17", "4"]


@pytest.mark.slow
def test_a_photo_is_turned_by_hand_before_it_is_looked_at():
    straight, turned = (photo_of(page("2754372453"), "It", turn) for turn in (0, 90))
    assert (turned.pixels == np.rot90(straight.pixels, -1)).all()
    assert (turned.turn, turned.notes) == (90, ())


def test_two_digits_say_too_little():
    photo = photo_of(np.rot90(page("27")), "It")

    def never(pictures):
        raise AssertionError

    assert upright(photo, never) is photo


@pytest.mark.slow
def test_all_of_a_class_sheet_is_read_and_what_is_left_out_is_said():
    def grid(rows, columns):
        greys = np.full((800, 1000), 225, np.uint8)
        for row in range(rows):
            for column in range(columns):
                top, left = 20 + 760 * row // rows, 20 + 960 * column // columns
                greys[top : top + 36, left + 10 : left + 16] = 30
        return photo_of(coloured(greys), "It")

    whole = grid(10, 10)
    assert (len(whole.pictures), whole.notes) == (100, ())
    more = grid(11, 12)
    assert len(more.pictures) == MAX_DIGITS
    assert "12 more were left out" in str(more.notes[0])
