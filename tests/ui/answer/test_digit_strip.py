"""The row of several digits, one of them selected."""

import numpy as np
import pytest
from helpers.windows import shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.model.answer import decide
from digitpad.ui.answer.digit_strip import DigitStrip
from digitpad.ui.answer.recognizer import Digit, Recognition

NAMES = tuple("0123456789")


def several(digits, selected=0):
    """What a network says to these digits."""
    found = []
    for each in digits:
        probabilities = np.eye(10, dtype=np.float32)[int(each)]
        picture = np.full((28, 28), 25 * int(each), np.uint8)
        found.append(Digit(picture, probabilities, decide(probabilities, NAMES)))
    one = found[selected]
    return Recognition(one.picture, one.probabilities, one.answer, tuple(found) if len(found) > 1 else (), selected)


@pytest.fixture
def page(qtbot):
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(DigitStrip())
    page.resize(260, 100)
    return shown(page, qtbot)


@pytest.fixture
def strip(page):
    """With 427, of which the 2 is selected."""
    strip = page.findChild(DigitStrip)
    strip.show_recognition(several("427", 1))
    return strip


@pytest.fixture
def chosen(strip):
    chosen = []
    strip.selected.connect(chosen.append)
    return chosen


def test_it_is_there_only_for_several_digits(strip):
    assert strip.isVisible()
    strip.show_recognition(several("7"))
    assert not strip.isVisible()


def test_a_click_selects_a_digit_and_one_beside_them_none(strip, chosen):
    for number in (0, 1, 2):
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.cell(number).center().toPoint())
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.cell(3).center().toPoint())
    assert chosen == [0, 2], "the other one is selected already"


def test_the_arrow_keys_select_a_digit_and_stop_at_the_ends(strip, chosen):
    for key, selected in (
        (Qt.Key.Key_Left, 0), (Qt.Key.Key_Left, 0), (Qt.Key.Key_End, 2), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Right, 1), (Qt.Key.Key_Up, 1),
    ):
        QTest.keyClick(strip, key)
        strip.show_recognition(several("427", selected))
        assert chosen[-1] == selected
    assert chosen == [0, 2, 0, 1]


def test_what_it_shows_is_told_to_screen_readers(strip):
    assert strip.accessibleDescription() == "4, 2, 7; number 2 is selected"
    strip.show_recognition(several("42"))
    assert strip.accessibleDescription() == "4, 2; number 1 is selected"


def test_many_digits_are_smaller_and_fit_beside_each_other(strip):
    large = strip.cell(0).width()
    strip.show_recognition(several("12345678"))
    assert strip.cell(0).width() < large
    assert strip.cell(7).right() <= strip.width()


def test_another_selection_looks_different(strip):
    before = strip.grab().toImage()
    strip.show_recognition(several("427", 2))
    after = strip.grab().toImage()
    assert after != before
    strip.show_recognition(several("427", 1))
    assert strip.grab().toImage() == before
