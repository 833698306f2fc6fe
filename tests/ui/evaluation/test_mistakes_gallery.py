"""Pictures opened with a click or by keyboard, and the frame around the one before the network."""

import numpy as np
import pytest
from helpers.evaluations import picture_set, random_evaluation
from helpers.windows import shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.ui.evaluation.mistakes_gallery import MistakesGallery
from digitpad.ui.evaluation.mistakes_model import MistakesModel
from digitpad.ui.widgets import theme

EVALUATION = random_evaluation(count=60)


@pytest.fixture
def gallery(qtbot):
    model = MistakesModel()
    model.show(picture_set(EVALUATION.labels), EVALUATION, 0.0, np.array([5, 3, 50, 7]), frozenset())
    gallery = MistakesGallery(model)
    gallery.resize(500, 250)
    return shown(gallery, qtbot)


def test_the_count_is_a_property(gallery):
    assert gallery.property("count") == 4


def test_a_click_opens_a_picture_and_the_keyboard_does_it_too(gallery):
    opened = []
    gallery.picture_opened.connect(opened.append)
    place = gallery.visualRect(gallery.model().index(2)).center()
    QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened[-1] == 50
    QTest.keyClick(gallery, Qt.Key.Key_Left)
    QTest.keyClick(gallery, Qt.Key.Key_Return)
    assert opened[-1] == 3


def test_the_picture_before_the_network_is_framed_if_it_is_here(gallery):
    for number, rows in ((50, [2]), (6, []), (5, [0]), (None, [])):
        gallery.mark(number)
        assert [index.row() for index in gallery.selectedIndexes()] == rows


def test_larger_text_has_more_room(gallery, qapp):
    before = gallery.minimumHeight()
    theme.apply(qapp, "light", 200)
    assert gallery.minimumHeight() > before
