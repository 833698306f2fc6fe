"""Raw and prepared side by side: the real window, drawn on with the mouse, with networks whose answers are known."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.networks import always
from helpers.pen import burst
from helpers.windows import click, find, press
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QScrollArea, QTabWidget

from digitpad.ink.preparation import RAW, Steps, prepared
from digitpad.ink.raster import rasterize
from digitpad.ink.segment import split_ink
from digitpad.ink.stroke import Ink, densified
from digitpad.model.layers import Dense, Flatten, Rescaling
from digitpad.model.network import Network
from digitpad.model.spec import NetworkInfo, NetworkSpec
from digitpad.synthesis.transform import resized
from digitpad.ui.answer.probability_bars import ProbabilityBars
from digitpad.ui.drawing.paper import UNITS
from digitpad.ui.preparation.marked_picture import MarkedPicture
from digitpad.ui.preparation.preparation_page import STEPS
from digitpad.ui.widgets import theme

SEVEN = Ink.of([[(260, 190), (740, 160), (640, 380), (460, 890)]])
BUTTONS = ("smallDrawingButton", "thickPenButton", "slantedDrawingButton", "largeDrawingButton")
SWITCHES = tuple(f"{attribute}Switch" for attribute, _, _ in STEPS)


def sure_of(best):
    return always([0.91 if index == best else 0.01 for index in range(10)])


def corner_watcher():
    """Says `corner` when there is ink in the eight pixels by eight at the upper left, and else `middle`."""
    weights = np.zeros((28, 28, 2))
    weights[:8, :8, 1] = 5
    spec = NetworkSpec((Rescaling(1 / 255), Flatten(), Dense(2, "softmax")), (28, 28))
    return Network(spec, [weights.reshape(784, 2), np.array([4.0, 0])], NetworkInfo(("middle", "corner")))


def picture(page, side):
    return find(page, f"{side}Picture", MarkedPicture).picture


def verdict(page):
    return find(page, "preparationVerdict", QLabel).text()


def settled(window, qtbot):
    """The recognizer has answered, and then the page: each waits with a timer for its turn."""
    QApplication.processEvents()
    timers = [*window.workbench.recognizer.findChildren(QTimer), *find(window, "preparationPage").findChildren(QTimer)]
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in timers))


def test_the_same_drawing_raw_and_prepared(
    window, page, mouse, qtbot
):
    mouse.draw(resized(SEVEN, 200, (200, 200)))
    settled(window, qtbot)
    ink = window.drawing.canvas.ink
    np.testing.assert_array_equal(picture(page, "raw"), prepared(ink, RAW, UNITS, window.drawing.canvas.pen_units))
    np.testing.assert_array_equal(picture(page, "prepared"), rasterize(ink))
    for side in ("raw", "prepared"):
        expected = window.workbench.recognizer.network.probabilities(picture(page, side)[None])[0]
        shown = find(page, f"{side}Bars", ProbabilityBars).property("probabilities")
        assert shown == pytest.approx(expected.tolist())
    assert find(page, "preparedDigit", QLabel).text() == find(window, "predictedDigit", QLabel).text()


def test_it_follows_the_line_while_it_grows(
    window, page, mouse, qtbot
):
    mouse.press((300, 300))
    settled(window, qtbot)
    dot = picture(page, "raw").sum(dtype=int)
    mouse.move((500, 500), (700, 300))
    settled(window, qtbot)
    assert picture(page, "raw").sum(dtype=int) > 3 * dot > 0
    mouse.release((700, 300))


def test_a_fast_hand_is_answered_once(window, page, qtbot):
    settled(window, qtbot)
    answers = []
    page.raw.answered.connect(lambda: answers.append(None))
    burst(window.drawing.canvas, [[(100.0 + 8 * step, 300.0) for step in range(90)]])
    settled(window, qtbot)
    assert 1 <= len(answers) <= 3


def test_a_page_that_nobody_sees_makes_no_pictures(
    window, page, mouse, qtbot
):
    settled(window, qtbot)
    tabs = find(window, "pages", QTabWidget)
    tabs.setCurrentIndex(0)
    answers = []
    page.raw.answered.connect(lambda: answers.append(None))
    mouse.draw(SEVEN)
    settled(window, qtbot)
    assert not answers
    assert not picture(page, "raw").any()
    tabs.setCurrentWidget(page)
    settled(window, qtbot)
    np.testing.assert_array_equal(picture(page, "prepared"), rasterize(window.drawing.canvas.ink))


@pytest.mark.parametrize("attribute", [attribute for attribute, _, _ in STEPS])
def test_each_switch_leaves_out_its_step(
    window, page, mouse, qtbot, attribute
):
    mouse.draw(resized(SEVEN, 300, (300, 250)))
    settled(window, qtbot)
    QTest.keyClick(find(page, f"{attribute}Switch"), Qt.Key.Key_Space)
    settled(window, qtbot)
    steps = replace(Steps(), **{attribute: False})
    assert page.steps == steps
    ink, pen = window.drawing.canvas.ink, window.drawing.canvas.pen_units
    np.testing.assert_array_equal(picture(page, "prepared"), prepared(ink, steps, UNITS, pen))
    assert (picture(page, "prepared") != rasterize(ink)).any()
    np.testing.assert_array_equal(picture(page, "raw"), prepared(ink, RAW, UNITS, pen))


def test_without_any_step_both_sides_are_the_same(
    window, page, mouse, qtbot
):
    mouse.draw(resized(SEVEN, 300, (300, 250)))
    for key in (Qt.Key.Key_C, Qt.Key.Key_S, Qt.Key.Key_W, Qt.Key.Key_N):
        press(window, key, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.steps == RAW)
    settled(window, qtbot)
    assert picture(page, "raw").any()
    np.testing.assert_array_equal(picture(page, "prepared"), picture(page, "raw"))


def test_the_difference_is_said(window, page, mouse, qtbot):
    assert verdict(page) == "Draw a digit, or press a button below."
    window.workbench.session.snapshot.emit(corner_watcher())
    mouse.draw(resized(SEVEN, 200, (150, 150)))
    settled(window, qtbot)
    assert verdict(page) == "Raw, the network says corner; prepared, it says middle."
    assert find(page, "rawBars", ProbabilityBars).class_names == ("middle", "corner")
    window.workbench.session.snapshot.emit(sure_of(3))
    settled(window, qtbot)
    assert verdict(page) == "Raw or prepared, the network says 3."
    window.workbench.session.snapshot.emit(always([0.5, 0.5]))
    settled(window, qtbot)
    assert verdict(page) == "Raw or prepared, the network is not sure."
    press(window, Qt.Key.Key_Delete)
    settled(window, qtbot)
    assert verdict(page) == "Draw a digit, or press a button below."


def test_how_sure_it_must_be_is_the_windows_setting(
    window, page, mouse, qtbot
):
    window.workbench.session.snapshot.emit(always([0.6, 0.4]))
    mouse.draw(SEVEN)
    settled(window, qtbot)
    window.workbench.settings.margin = 0.1
    settled(window, qtbot)
    assert find(page, "rawDigit", QLabel).text() == "0"
    window.workbench.settings.margin = 0.5
    settled(window, qtbot)
    assert find(page, "rawDigit", QLabel).text() == "?"


@pytest.mark.parametrize("thick", [False, True])
def test_raw_is_what_a_program_gets_that_shrinks_the_screens_canvas(
    window, page, mouse, qtbot, thick
):
    mouse.draw(resized(Ink((densified(SEVEN.strokes[0], 20),)), 500, (400, 350)))
    if thick:
        click(page, "thickPenButton")
    find(page, "thickPenButton").setFocus()
    settled(window, qtbot)
    screen = window.drawing.canvas.grab(window.drawing.canvas.rect().adjusted(1, 1, -1, -1)).toImage()
    small = screen.scaled(28, 28, mode=Qt.TransformationMode.SmoothTransformation)
    paper, ink = 255, QColor(theme.colours().text).red()
    grey = np.array([[small.pixelColor(x, y).red() for x in range(28)] for y in range(28)])
    covered = np.clip((paper - grey) / (paper - ink), 0, 1)
    raw = picture(page, "raw") / 255
    assert np.corrcoef(covered.ravel(), raw.ravel())[0, 1] > 0.98
    assert raw.sum() == pytest.approx(covered.sum(), rel=0.15)


# For every eye and hand


@pytest.mark.parametrize("name", [*BUTTONS, *SWITCHES])
def test_every_control_says_what_it_does_and_has_a_key(page, name):
    control = find(page, name, QAbstractButton)
    assert control.accessibleName()
    assert control.toolTip().endswith(".")
    assert "&" in control.text()
    assert control.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_no_two_controls_have_the_same_key(page):
    texts = [control.text() for control in page.findChildren(QAbstractButton) if "&" in control.text()]
    keys = [text[text.index("&") + 1].lower() for text in texts]
    assert len(set(keys)) == len(keys) == len(BUTTONS) + len(SWITCHES)
    assert not set(keys) & set("fevth"), "the menus' keys"


def test_in_the_smallest_window_nothing_is_beside_the_page(
    window, page, qtbot
):
    """Both pictures, both sets of bars and all switches are seen without scrolling."""
    scroll = page.findChildren(QScrollArea)[0]
    settled(window, qtbot)
    assert scroll.horizontalScrollBar().maximum() == 0
    switch = find(page, SWITCHES[-1], QCheckBox)
    corner = switch.mapTo(scroll.viewport(), switch.rect().bottomRight())
    assert scroll.viewport().rect().contains(corner)
    clothes = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")
    window.workbench.session.snapshot.emit(always([0.1] * 10, clothes))
    settled(window, qtbot)
    assert find(page, "preparedBars", ProbabilityBars).class_names == clothes
    assert scroll.horizontalScrollBar().maximum() == 0


def test_with_text_twice_as_large_nothing_is_beside_the_page_either(
    window, page, qtbot
):
    scroll = page.findChildren(QScrollArea)[0]
    row = find(page, SWITCHES[0]).y()
    assert all(find(page, name).y() == row for name in SWITCHES)
    window.workbench.settings.zoom = 200
    qtbot.waitUntil(lambda: find(page, SWITCHES[-1]).y() > find(page, SWITCHES[0]).y())
    settled(window, qtbot)
    qtbot.waitUntil(lambda: scroll.horizontalScrollBar().maximum() == 0)


def test_a_larger_window_has_larger_pictures(window, page, qtbot):
    small = find(page, "rawPicture").width()
    assert (small - 2) % 28 == 0
    window.resize(1600, 1000)
    qtbot.waitUntil(lambda: find(page, "rawPicture").width() > 1.5 * small)
    assert (find(page, "rawPicture").width() - 2) % 28 == 0


# Several digits


LONGEST = "Digit 2 of 2: raw, the network is not sure; prepared, it says 5."

TWO = Ink((*resized(SEVEN, 300, (250, 400)).strokes, *resized(Ink.of([[(0, 0), (0, 300)]]), 300, (700, 400)).strokes))


def test_of_several_digits_the_selected_one_is_prepared(
    window, page, mouse, qtbot
):
    mouse.draw(TWO)
    settled(window, qtbot)
    seven, one = split_ink(window.drawing.canvas.ink)
    pen = window.drawing.canvas.pen_units
    for chosen, which in ((one, "Digit 2 of 2: raw"), (seven, "Digit 1 of 2: raw")):
        np.testing.assert_array_equal(picture(page, "raw"), prepared(chosen, RAW, UNITS, pen))
        np.testing.assert_array_equal(picture(page, "prepared"), rasterize(chosen))
        np.testing.assert_array_equal(picture(page, "prepared"), window.drawing.preview.picture)
        assert verdict(page).startswith(which)
        QTest.keyClick(find(window, "digitRow"), Qt.Key.Key_Left)
        settled(window, qtbot)
    window.drawing.canvas.set_ink(SEVEN)
    settled(window, qtbot)
    assert verdict(page).startswith("Raw")
    np.testing.assert_array_equal(picture(page, "prepared"), rasterize(SEVEN))


def test_a_second_digit_that_grows_is_prepared_alone(
    window, page, mouse, qtbot
):
    mouse.draw(resized(SEVEN, 300, (250, 400)))
    mouse.press((700, 250))
    mouse.move((700, 400), (700, 550))
    settled(window, qtbot)
    np.testing.assert_array_equal(picture(page, "prepared"), window.drawing.preview.picture)
    assert verdict(page).startswith("Digit 2 of 2: raw")
    mouse.release((700, 550))


def test_the_sentence_about_several_digits_moves_nothing(
    window, page, qtbot
):
    for size in ((1024, 600), (1250, 700), (1366, 768), (1600, 1000)):
        window.resize(*size)
        places = set()
        for ink in (SEVEN, TWO):
            window.drawing.canvas.set_ink(ink)
            settled(window, qtbot)
            find(page, "preparationVerdict", QLabel).setText(LONGEST if ink is TWO else "-")
            settled(window, qtbot)
            places.add(find(page, "rawPicture").mapTo(page, find(page, "rawPicture").rect().topLeft()).y())
        assert len(places) == 1, size
