"""The five pictures from a photo to what the network receives."""

import numpy as np
import pytest
from helpers.photos import number_photo, photographed
from helpers.windows import find, shown
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.photo.photo import photo_of
from digitpad.ui.photo.preparation_steps import PreparationSteps, image_of

STEPS = ("photoStep", "flatStep", "inkStep", "boxStep", "preparedStep")


def photo(greys):
    return photo_of(np.dstack([greys] * 3 + [np.full_like(greys, 255)]), "It")


@pytest.fixture
def page(qtbot):
    """A page that is as wide as it is told to be."""
    page = QWidget()
    layout = QVBoxLayout(page)
    steps = PreparationSteps()
    layout.addWidget(steps)
    layout.addStretch()
    page.resize(400, 900)
    return shown(page, qtbot)


def show(page, greys):
    page.findChild(PreparationSteps).show_photo(photo(greys))


def test_as_many_stand_beside_each_other_as_there_is_room_for(page, qtbot):
    show(page, number_photo("42"))

    def in_first_row():
        tops = [find(page, name).mapTo(page, find(page, name).rect().topLeft()).y() for name in STEPS]
        return tops.count(tops[0])

    for width, count in ((200, 1), (400, 3), (900, 5)):
        page.resize(width, 900)
        qtbot.waitUntil(lambda count=count: in_first_row() == count)


def test_of_blank_paper_there_are_no_digits_to_show(page):
    show(page, photographed(np.zeros((200, 300))))
    assert [find(page, name).isVisible() for name in STEPS] == [True, True, False, False, False]


def test_a_picture_keeps_its_shape(page):
    show(page, number_photo("42"))
    view = find(page, "photoStep")
    assert view.height() / view.width() == pytest.approx(450 / 600, abs=0.02)
    assert find(page, "preparedStep").height() < view.height(), "a strip of digits"


def test_greys_and_colours_become_pictures_pixel_by_pixel():
    greys = np.array([[0, 255, 7]], np.uint8)
    assert [image_of(greys).pixelColor(x, 0).lightness() for x in range(3)] == [0, 255, 7]
    colours = np.array([[[255, 0, 0, 255], [0, 0, 255, 255]]], np.uint8)
    assert [image_of(colours).pixelColor(x, 0).name() for x in range(2)] == ["#ff0000", "#0000ff"]
