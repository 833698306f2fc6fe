"""What the page shows of a photo, and who answers when it is left."""

import numpy as np
from helpers.handing_over import drop, files, paste
from helpers.photos import image_of, photographed
from helpers.windows import find
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel

from digitpad.replay import bundled_drawings

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
        return page.grab().toImage().pixelColor(page.width() // 2, page.height() - 40)

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
