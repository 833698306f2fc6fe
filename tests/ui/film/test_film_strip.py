"""What is painted where, and which moment a click means."""

import numpy as np
import pytest
from helpers.films import UNSURE, filmed, sure
from helpers.networks import always
from helpers.windows import shown
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from digitpad.ui.film.film_readings import read_along
from digitpad.ui.film.film_strip import FilmStrip

NAMES = tuple("0123456789")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def strip(qtbot):
    strip = FilmStrip()
    strip.margin = 8.0
    strip.set_names(NAMES)
    strip.resize(300, strip.sizeHint().height())
    return shown(strip, qtbot)


@pytest.fixture
def readings(sight_of):
    return read_along(filmed(UNSURE, sure(3), sure(7), sure(7)), None, sight_of("7", UNSURE), 0.4, {})


def test_the_columns_stand_where_a_slider_of_that_margin_has_its_handle(strip):
    strip.set_moments(5, 0)
    assert strip.x_of(0) == strip.left + 8
    assert strip.x_of(4) == strip.width() - 8
    assert strip.x_of(2) == pytest.approx((strip.x_of(0) + strip.x_of(4)) / 2)


def strength(strip, row, place):
    """How much bluer than grey a cell is, 0..255; beside the line of the moment in use."""
    image = strip.grab().toImage()
    colour = image.pixelColor(round(strip.x_of(place)) - 6, round((row + 0.5) * strip.height() / 10))
    return colour.blue() - colour.red()


def test_the_fuller_the_colour_the_more_probable_the_class(strip, readings):
    strip.set_moments(4, 0)
    strip.show_readings(readings)
    assert strength(strip, 3, 1) > strength(strip, 3, 0) + 40 > strength(strip, 3, 2)
    assert strength(strip, 7, 2) > strength(strip, 7, 1) + 40
    assert np.allclose(strip.property("probabilities"), readings.probabilities)
    strip.show_readings(None)
    assert strip.property("probabilities") == []
    assert strength(strip, 7, 2) < 20


def test_readings_of_other_moments_wait_for_theirs(strip, readings):
    """A film that has just grown: nothing stands at a wrong place."""
    strip.set_moments(5, 0)
    strip.show_readings(readings)
    assert strength(strip, 7, 2) < 20


def test_a_click_or_a_drag_means_the_nearest_moment(strip, qtbot):
    strip.set_moments(5, 4)
    chosen = []
    strip.place_chosen.connect(chosen.append)

    def at(place):
        return QPoint(round(strip.x_of(place)), 20)

    QTest.mouseClick(strip, LEFT, pos=at(1.4))
    QTest.mousePress(strip, LEFT, pos=at(3))
    QTest.mouseMove(strip, QPoint(2, 20))
    QTest.mouseRelease(strip, LEFT, pos=QPoint(2, 20))
    QTest.mouseClick(strip, Qt.MouseButton.RightButton, pos=at(2))
    assert chosen[:2] == [1, 3]
    assert set(chosen[2:]) <= {0}


def test_of_many_classes_ten_are_shown_the_answer_among_them(strip, sight_of):
    names = tuple(f"class {place}" for place in range(30))
    likely = [0.7 if place == 21 else 0.3 / 29 for place in range(30)]
    film = filmed(always([1 / 30] * 30, names), always(likely, names))
    readings = read_along(film, None, sight_of("7", UNSURE), 0.4, {})
    strip.set_names(names)
    strip.set_moments(2, 1)
    strip.show_readings(readings)
    assert len(strip.rows) == 10
    assert 21 in strip.rows
    strip.grab()


def test_two_classes_have_two_rows(strip):
    ten = strip.sizeHint().height()
    strip.set_names(("a", "b"))
    assert strip.sizeHint().height() == pytest.approx(ten / 5, abs=1)
