"""Test pictures before the network: real clicks, real datasets cut short, networks whose answers are known."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from helpers.examine_page import number, picture, text
from helpers.main_window import bars
from helpers.networks import always, tiny
from helpers.pen import Mouse
from helpers.windows import click, find, shown, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from digitpad.data import fashion
from digitpad.errors import DigitpadError
from digitpad.evaluation.share import Share
from digitpad.formatting import percent
from digitpad.ink.raster import rasterize
from digitpad.ui.evaluation.examine_page import ExaminePage
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.picture_view import PictureView

DIGITS = tuple("0123456789")
BUTTONS = ("randomPictureButton", "previousPictureButton", "nextPictureButton", "nextMistakeButton")


def sure_of(best, names=DIGITS):
    """A network that takes everything for one class."""
    return always([0.91 if index == best else 0.01 for index in range(10)], names)


@pytest.fixture
def page(catalogue, data_dir, jobs, settings, qtbot):
    """Shown, with a network that takes everything for a 3, which has been counted."""
    page = ExaminePage(catalogue, data_dir, jobs, settings)
    page.set_network(sure_of(3))
    page = shown(page, qtbot)
    qtbot.waitUntil(lambda: "gets" in text(page, "testCount") and not jobs.busy)
    yield page
    page.stop()


@pytest.fixture
def few(catalogue, page):
    """The pictures that the page shows."""
    return catalogue.load("mnist-5k").test


# Reading


def test_nothing_is_read_before_the_page_is_seen(catalogue, data_dir, jobs, settings, qtbot):
    page = ExaminePage(catalogue, data_dir, jobs, settings)
    qtbot.addWidget(page)
    page.set_network(sure_of(3))
    assert (catalogue.reads, jobs.busy) == (0, False)
    assert not any(find(page, name).isEnabled() for name in BUTTONS)
    catalogue.gate.clear()
    page.show()
    assert text(page, "testCount") == "Reading the pictures…"
    catalogue.gate.set()
    qtbot.waitUntil(lambda: all(find(page, name).isEnabled() for name in BUTTONS))
    assert catalogue.reads == 1
    page.hide()
    page.show()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert catalogue.reads == 1
    page.stop()


@pytest.mark.parametrize("name", BUTTONS)
def test_every_button_says_what_it_does(page, name):
    button = find(page, name, QPushButton)
    assert button.accessibleName()
    assert button.toolTip().endswith(".")
    assert "&" in button.text()
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_pictures_that_cannot_be_read_are_tried_again_when_the_page_is_next_seen(
    catalogue, data_dir, jobs, settings, qtbot
):
    catalogue.error = DigitpadError("“mnist-5k.npz” is damaged; copy it again.")
    page = ExaminePage(catalogue, data_dir, jobs, settings)
    page.set_network(sure_of(3))
    shown(page, qtbot)
    qtbot.waitUntil(lambda: "is damaged" in text(page, "testCount"))
    assert find(page, "testCount").property("problem")
    assert not any(find(page, name).isEnabled() for name in BUTTONS)
    catalogue.error = None
    page.hide()
    page.show()
    qtbot.waitUntil(lambda: "Picture 1 of 50" in text(page, "testCount"))
    assert not find(page, "testCount").property("problem")
    page.stop()


def test_a_network_of_other_classes_has_no_pictures(page, qtbot):
    page.set_network(always([0.5, 0.3, 0.2]))
    qtbot.waitUntil(lambda: "No dataset with 3 classes" in text(page, "testCount"))
    assert not any(find(page, name).isEnabled() for name in BUTTONS)
    assert not picture(page).any()
    page.set_network(sure_of(3))
    qtbot.waitUntil(lambda: "Picture 1 of 50" in text(page, "testCount"))


# One picture


def test_the_first_picture_its_class_and_the_answer(page, few):
    assert (picture(page) == few.images[0]).all()
    assert text(page, "trueClass") == str(few.labels[0])
    assert text(page, "testAnswer") == f"3, {percent(0.91)}"
    assert "MNIST, 5,000 digits." in texts(page)


def test_next_and_previous_go_round(page, few):
    for expected in (1, 2, 3):
        click(page, "nextPictureButton")
        assert number(page) == expected
        assert (picture(page) == few.images[expected]).all()
        assert text(page, "trueClass") == str(few.labels[expected])
    for expected in (2, 1, 0, 49):
        click(page, "previousPictureButton")
        assert number(page) == expected
    click(page, "nextPictureButton")
    assert number(page) == 0


def test_the_keyboard_does_it_too(page, qtbot):
    QTest.keyClick(find(page, "nextPictureButton"), Qt.Key.Key_Space)
    assert number(page) == 1
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: number(page) == 0)  # the button is seen to go down first


def test_random_gives_any_other_picture(page):
    seen = [number(page)]
    for _ in range(40):
        click(page, "randomPictureButton")
        seen.append(number(page))
    assert all(one != other for one, other in pairwise(seen))
    assert len(set(seen)) > 10


def test_right_and_wrong_differ_in_word_and_symbol(page, few, qapp):
    symbols = {}
    for index in range(20):
        right = few.labels[index] == 3
        assert text(page, "testVerdict") == ("Right" if right else "Wrong")
        assert find(page, "testVerdict").property("problem") is not bool(right)
        symbols[bool(right)] = find(page, "testVerdictSymbol", QLabel).pixmap().toImage()
        click(page, "nextPictureButton")
    assert symbols[True] != symbols[False]
    theme.apply(qapp, "dark", 100)
    assert find(page, "testVerdictSymbol", QLabel).pixmap().toImage() not in symbols.values()


def test_another_network_answers_the_same_picture(page, few):
    click(page, "nextPictureButton")
    page.set_network(sure_of(int(few.labels[1])))
    assert number(page) == 1
    assert text(page, "testVerdict") == "Right"


# All pictures


def test_the_share_that_is_right_is_counted(page, few):
    share = Share(int((few.labels == 3).sum()), 50).message()
    assert text(page, "testCount") == f"Picture 1 of 50; the network gets {share} right"


def test_it_is_counted_again_for_another_network(page, few, qtbot):
    share = percent(float((few.labels == 5).mean()))
    page.set_network(sure_of(5))
    qtbot.waitUntil(lambda: f"gets {share}" in text(page, "testCount"))


def test_the_next_mistake_is_the_next_mistake(page, few):
    wrong = np.flatnonzero(few.labels != 3)
    for expected in (*wrong[wrong > 0], wrong[0]):
        click(page, "nextMistakeButton")
        assert number(page) == expected
        assert text(page, "testVerdict") == "Wrong"


# Which dataset


def test_clothes_are_shown_to_a_network_that_knows_clothes(page, qtbot):
    page.set_network(sure_of(9, fashion.CLASS_NAMES))
    qtbot.waitUntil(lambda: "Fashion-MNIST, 5,000 clothes." in texts(page))
    assert text(page, "trueClass") in fashion.CLASS_NAMES
    assert text(page, "testAnswer") == f"Ankle boot, {percent(0.91)}"
    assert find(page, "testPicture").accessibleDescription() == text(page, "trueClass")


def test_classes_of_other_names_are_said_to_be_compared_by_their_order(page, qtbot):
    page.set_network(sure_of(3, tuple("abcdefghij")))
    qtbot.waitUntil(lambda: "compared by their order" in texts(page))
    assert text(page, "testAnswer").startswith("d, ")


# In the window


def test_bars_answer_and_preview_are_about_the_picture(testing, qtbot):
    click(testing, "nextPictureButton")
    shown_picture = picture(testing.pages.examine)
    expected = tiny().probabilities(shown_picture[None])[0]
    qtbot.waitUntil(lambda: bars(testing) == pytest.approx(expected.tolist()))
    assert (find(testing, "preview", PictureView).picture == shown_picture).all()


def test_a_stroke_takes_over_and_another_picture_takes_over_again(testing, qtbot):
    canvas, preview = testing.drawing.canvas, find(testing, "preview", PictureView)
    qtbot.waitUntil(lambda: (preview.picture == picture(testing.pages.examine)).all())
    Mouse(canvas).stroke([(500.0, 100.0), (500.0, 900.0)])
    qtbot.waitUntil(lambda: (preview.picture == rasterize(canvas.ink)).all())
    click(testing, "nextPictureButton")
    qtbot.waitUntil(lambda: (preview.picture == picture(testing.pages.examine)).all())
    assert canvas.ink
    canvas.undo_stack.undo()
    qtbot.waitUntil(lambda: not preview.picture.any())
    assert "Nothing drawn yet" in texts(testing)


def test_a_drawing_stays_before_the_network_while_the_page_is_not_seen(
    small_window, qtbot
):
    Mouse(small_window.drawing.canvas).stroke([(500.0, 100.0), (500.0, 900.0)])
    preview = find(small_window, "preview", PictureView)
    qtbot.waitUntil(lambda: bool(preview.picture.any()))
    before = preview.picture
    small_window.workbench.networks.opened(sure_of(9, fashion.CLASS_NAMES), Path("nines.keras"))
    qtbot.wait(50)
    assert preview.picture is before


def test_the_page_answers_with_the_network_in_training(testing, qtbot):
    answers = set()
    testing.workbench.session.snapshot.connect(lambda _: answers.add(text(testing.pages.examine, "testAnswer")))
    before = text(testing.pages.examine, "testCount")
    testing.pages.training.train()
    qtbot.waitUntil(lambda: not testing.workbench.is_training)
    assert answers
    qtbot.waitUntil(lambda: text(testing.pages.examine, "testCount") not in (before, ""))
    assert number(testing.pages.examine) == 0


def test_clothes_fit_into_bars_and_answer(testing, qtbot):
    """The longest sentence there is: two long names that the network cannot decide between."""
    undecided = [0.01] * 10
    undecided[0] = undecided[9] = 0.46
    testing.workbench.networks.opened(always(undecided, fashion.CLASS_NAMES), Path("other.keras"))
    qtbot.waitUntil(lambda: "Not sure: " in texts(testing))
    for name in ("answerSentence", "predictedDigit"):
        label = find(testing, name, QLabel)
        assert label.sizeHint().width() <= label.width() or label.wordWrap()
        room = label.fontMetrics().boundingRect(label.rect(), Qt.TextFlag.TextWordWrap, label.text())
        assert room.width() <= label.width()
        assert room.height() <= label.height()
    for best, name in enumerate(fashion.CLASS_NAMES):
        testing.workbench.networks.opened(sure_of(best, fashion.CLASS_NAMES), Path("other.keras"))
        qtbot.waitUntil(lambda name=name: find(testing, "predictedDigit", QLabel).text() == name)
        label = find(testing, "predictedDigit", QLabel)
        assert label.sizeHint().width() <= label.width()
    hint = testing.drawing.canvas.hint
    assert "digit" not in hint
    assert all(name in hint for name in fashion.CLASS_NAMES)
    testing.workbench.networks.opened(tiny(), Path("other.keras"))
    assert testing.drawing.canvas.hint == "Draw a digit here"
