"""The page in the real window: it follows the pen, sleeps while it is hidden, and gives and takes the picture."""

import numpy as np
import pytest
from helpers.main_window import digit
from helpers.windows import click, find
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea

from digitpad.ink.example import EXAMPLE
from digitpad.ink.raster import rasterize
from digitpad.insight.eraser import eraser_map
from digitpad.replay import bundled_drawings, draw
from digitpad.ui.why.class_box import ClassBox
from digitpad.ui.widgets.picture_row import PictureRow

DRAWINGS = dict(bundled_drawings())


@pytest.fixture
def page(window, qtbot):
    window.show_page("why")
    yield find(window, "whyPage")
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)


def reach(page, name):
    """Scroll to a control."""
    find(page, name).window().repaint()
    page.findChild(QScrollArea).ensureWidgetVisible(find(page, name))


def values(page):
    return find(page, "contributionMap").property("values")


def test_it_follows_the_pen_and_catches_up_when_it_is_seen_again(window, page, qtbot):
    network = window.workbench.recognizer.network
    draw(window.drawing.canvas, DRAWINGS["7"])
    expected = eraser_map(network, rasterize(DRAWINGS["7"]), 7).importance.ravel()
    qtbot.waitUntil(lambda: bool(np.allclose(values(page), expected)))
    window.show_page("training")
    window.drawing.canvas.set_ink(DRAWINGS["4"])
    qtbot.waitUntil(lambda: np.array_equal(window.drawing.preview.picture, rasterize(DRAWINGS["4"])))
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)
    assert np.allclose(values(page), expected)  # nothing was computed while nobody looked
    window.show_page("why")
    second = eraser_map(network, rasterize(DRAWINGS["4"]), 4).importance.ravel()
    qtbot.waitUntil(lambda: bool(np.allclose(values(page), second)))
    qtbot.waitUntil(lambda: len(find(page, "nearestPictures").property("labels")) == 8)
    assert find(page, "nearestPictures").property("labels").count("4") >= 4


def test_the_bent_drawing_goes_on_the_canvas_and_undo_takes_it_back(window, page, qtbot):
    canvas = window.drawing.canvas
    canvas.set_ink(DRAWINGS["7"])
    qtbot.waitUntil(lambda: any(values(page)))
    find(page, "bendTargetBox", ClassBox).setCurrentIndex(9)
    reach(page, "bendButton")
    click(page, "bendButton")
    qtbot.waitUntil(lambda: find(page, "putBentButton").isVisible())
    reach(page, "putBentButton")
    click(page, "putBentButton")
    qtbot.waitUntil(lambda: digit(window) == "9")
    canvas.undo_stack.undo()
    assert canvas.ink.to_json() == DRAWINGS["7"].to_json()


def test_noise_is_before_the_network_until_the_page_is_left(window, page, qtbot):
    recognizer = window.workbench.recognizer
    window.drawing.canvas.set_ink(DRAWINGS["7"])
    qtbot.waitUntil(lambda: any(values(page)))
    reach(page, "foolButton")
    click(page, "foolButton")
    with qtbot.waitSignal(recognizer.recognized, check_params_cb=lambda answer: not answer.is_about_drawing) as got:
        pass
    assert got.args[0].about == "Noise that nobody drew"
    qtbot.waitUntil(lambda: find(page, "endFoolingButton").isVisible())
    with qtbot.waitSignal(recognizer.recognized, check_params_cb=lambda answer: answer.is_about_drawing):
        window.show_page("training")


def test_a_near_picture_is_before_the_network_until_the_page_is_left(window, page, qtbot):
    recognizer = window.workbench.recognizer
    window.drawing.canvas.set_ink(DRAWINGS["7"])
    row = find(page, "nearestPictures", PictureRow)
    qtbot.waitUntil(lambda: len(row.property("labels")) == 8)
    reach(page, "nearestPictures")
    with qtbot.waitSignal(recognizer.recognized, check_params_cb=lambda answer: not answer.is_about_drawing) as got:
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.place_of(1).center().toPoint())
    number = int(got.args[0].about.removeprefix("Training picture ")) - 1
    network = recognizer.network
    name = window.workbench.catalogue.closest(network.info.dataset, network.info.class_names)
    train = window.workbench.catalogue.load(name).train
    np.testing.assert_array_equal(got.args[0].picture, train.images[number])
    with qtbot.waitSignal(recognizer.recognized, check_params_cb=lambda answer: answer.is_about_drawing):
        window.show_page("training")


def test_a_drawing_takes_the_place_of_noise(window, page, qtbot):
    recognizer = window.workbench.recognizer
    window.drawing.canvas.set_ink(DRAWINGS["7"])
    qtbot.waitUntil(lambda: any(values(page)))
    click(page, "foolButton")
    qtbot.waitUntil(lambda: not recognizer.is_about_drawing)
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: find(page, "foolSentence", QLabel).text() == "")
    assert recognizer.is_about_drawing


def test_on_a_tall_page_the_panels_stand_at_the_top_and_the_picture_is_large(window, page, qtbot):
    """On 2160 pixels the heading stood 200 pixels above its picture, which was as small as on a laptop."""
    window.resize(1900, 1900)
    window.drawing.canvas.set_ink(DRAWINGS["7"])
    qtbot.waitUntil(lambda: any(values(page)))
    headings = [find(page, name) for name in ("howMapButton", "howNearestButton", "howFoolButton")]
    tops = [heading.mapTo(page, heading.rect().topLeft()).y() for heading in headings]
    assert tops[0] < 40
    assert find(page, "contributionMap").width() > 400
    picture = find(page, "contributionMap")
    assert picture.mapTo(page, picture.rect().topLeft()).y() < 120


def test_an_empty_page_offers_an_example_that_can_be_undone(window, page, qtbot):
    assert not find(page, "contributionMap").isVisible()
    assert not find(page, "eraserBars").isVisible()
    click(page, "exampleDigitButton")
    assert window.drawing.canvas.ink == EXAMPLE
    qtbot.waitUntil(lambda: any(values(page)))
    assert find(page, "contributionMap").isVisible()
    assert find(page, "eraserBars").isVisible()
    assert not find(page, "exampleDigitButton").isVisible()
    assert window.drawing.undo.text() == "Undo Example"
    window.drawing.undo.trigger()
    qtbot.waitUntil(find(page, "exampleDigitButton").isVisible)
