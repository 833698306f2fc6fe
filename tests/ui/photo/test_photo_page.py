"""What the page shows of a photo, and who answers when it is left."""

from pathlib import Path

import numpy as np
import pytest
from helpers.handing_over import drop, files, paste
from helpers.networks import always
from helpers.photos import image_of, photographed
from helpers.samples import LETTERS
from helpers.windows import click, find
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from digitpad.replay import bundled_drawings
from digitpad.ui.photo.photo_view import MOST_ZOOM, PhotoView

DRAWINGS = dict(bundled_drawings())


def answer(window):
    return find(window, "predictedDigit", QLabel).text()


def test_a_file_that_is_dropped_is_read_and_shown_step_by_step(
    window, picture, qtbot
):
    assert drop(window, files(picture))
    qtbot.waitUntil(lambda: answer(window) == "42")
    assert find(window, "photoFound", QLabel).text() == "2 digits on “Zoë 42.png”."
    for name in ("photoStep", "flatStep", "inkStep", "boxStep", "preparedStep"):
        step = find(window, name)
        assert step.isVisible()
        assert step.height() > 20


def test_the_page_has_the_ground_of_the_other_pages(window, qtbot):
    def ground(page):
        window.tabs.setCurrentWidget(page)
        QApplication.processEvents()
        return window.grab().toImage().pixelColor(page.mapTo(window, QPoint(page.width() // 2, page.height() - 40)))

    assert ground(window.pages.photo) == window.palette().color(QPalette.ColorRole.Base) == ground(window.pages.samples)


def test_blank_paper_is_said_to_be_blank(window, qtbot):
    content = QMimeData()
    content.setImageData(image_of(photographed(np.zeros((200, 300)))))
    paste(window, content)
    qtbot.waitUntil(lambda: "No digit was found" in find(window, "photoFound", QLabel).text())
    qtbot.waitUntil(lambda: "No digit found" in find(window, "answerSentence", QLabel).text())
    assert answer(window) == "?"
    assert find(window, "preparedStep").isHidden() or not find(window, "preparedStep").isVisible()


def test_the_drawing_takes_over_when_the_page_is_left_and_the_photo_when_it_is_back(
    window, picture, qtbot
):
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: answer(window) == "3")
    window.photos.open(picture)
    qtbot.waitUntil(lambda: answer(window) == "42")
    window.show_page("training")
    qtbot.waitUntil(lambda: answer(window) == "3")
    window.show_page("photo")
    qtbot.waitUntil(lambda: answer(window) == "42")


def view(window):
    return find(window, "photoView", PhotoView)


def text(window):
    return find(window, "photoText", QLabel).text()


@pytest.fixture
def example(window, qtbot):
    """The window with the example on the page Photo."""
    window.show_page("photo")
    assert not view(window).isVisible()
    click(window, "examplePhotoButton")
    qtbot.waitUntil(lambda: view(window).answers == tuple("2026174"))
    return window


def test_the_example_is_read_line_by_line_and_can_be_copied(example):
    assert text(example) == "2026\n17\n4"
    assert find(example, "photoFound", QLabel).text() == "7 digits on “Example”."
    click(example, "copyPhotoTextButton")
    assert QGuiApplication.clipboard().text() == "2026\n17\n4"


def test_a_click_on_a_digit_selects_it_in_the_answer(example, qtbot):
    QTest.mouseClick(view(example), Qt.MouseButton.LeftButton, pos=view(example).place_of(5).toPoint())
    qtbot.waitUntil(lambda: find(example, "subjectLabel", QLabel).text() == "Photo, digit 6 of 7")
    assert view(example).selected == 5


def test_the_answers_on_the_photo_are_those_of_the_network_in_use(example, qtbot):
    example.workbench.networks.opened(always([0.2, 0.1, 0.7], LETTERS), Path("letters.keras"))
    qtbot.waitUntil(lambda: view(example).answers == (LETTERS[2],) * 7)
    assert text(example) == "\n".join(LETTERS[2] * count for count in (4, 2, 1))


def test_without_a_photo_nothing_can_be_turned(window):
    window.show_page("photo")
    assert not find(window, "turnLeftButton").isVisible()
    action = next(each for each in window.actions() if each.text().replace("&", "") == "Turn left")
    assert not action.isEnabled()


def test_blank_paper_has_no_text(example, qtbot):
    content = QMimeData()
    content.setImageData(image_of(photographed(np.zeros((200, 300)))))
    paste(example, content)
    qtbot.waitUntil(lambda: "No digit was found" in find(example, "photoFound", QLabel).text())
    assert view(example).answers == ()
    assert not find(example, "photoText").isVisible()
    assert not find(example, "copyPhotoTextButton").isVisible()


def test_buttons_enlarge_the_photo_and_show_all_of_it_again(window, picture, qtbot):
    """Not everybody has a wheel, or knows what it does."""
    assert drop(window, files(picture))
    qtbot.waitUntil(lambda: answer(window) == "42")
    view = find(window, "photoView", PhotoView)
    larger, whole = find(window, "enlargePhotoButton"), find(window, "wholePhotoButton")
    assert (larger.isEnabled(), whole.isEnabled()) == (True, False)
    click(window, "enlargePhotoButton")
    assert view.zoom > 1.5
    while larger.isEnabled():
        click(window, "enlargePhotoButton")
    assert view.zoom == MOST_ZOOM
    click(window, "wholePhotoButton")
    assert view.zoom == 1
    assert (larger.isEnabled(), whole.isEnabled()) == (True, False)


@pytest.mark.parametrize("width", [1024, 1366])
def test_the_way_to_other_photos_stays_on_one_line(window, picture, tmp_path, qtbot, width):
    other = tmp_path / "other.png"
    other.write_bytes(picture.read_bytes())
    window.resize(width, 768)
    assert drop(window, files(picture, other))
    qtbot.waitUntil(lambda: find(window, "photoNumber", QLabel).text() == "Photo 1 of 2")
    parts = [find(window, name) for name in ("previousPhotoButton", "photoNumber", "nextPhotoButton")]
    assert all(part.isVisible() for part in parts)
    middles = [part.mapTo(window, part.rect().center()).y() for part in parts]
    assert max(middles) - min(middles) <= 2
    assert [part.width() >= part.sizeHint().width() for part in parts] == [True] * 3
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)
