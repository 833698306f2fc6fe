"""Pictures from files, by drop and by paste, as people bring them into the window."""

from pathlib import Path

import numpy as np
import pytest
from helpers.photos import image_of, painted, photographed
from helpers.windows import dialog, file_dialog, find, press
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from digitpad.replay import bundled_drawings

DRAWINGS = dict(bundled_drawings())
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def photo(text):
    inks = [(DRAWINGS[label], 40 + 140 * place, 120, 180) for place, label in enumerate(text)]
    return photographed(painted(inks, 12), shadow=0.4, noise=2)


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "Zoë 42.png"
    assert image_of(photo("42")).save(str(path))
    return path


def answer(window):
    return find(window, "predictedDigit", QLabel).text()


@pytest.fixture(autouse=True)
def clean_clipboard(window):
    """What is left on the clipboard would outlive the application."""
    yield
    QGuiApplication.clipboard().clear()


def drop(window, content):
    """Drag something over the window and let go of it there; whether the window took it."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(300, 300), copy, content, left, none)
    entered.ignore()
    QCoreApplication.sendEvent(window, entered)
    if entered.isAccepted():
        QCoreApplication.sendEvent(window, QDropEvent(QPointF(300, 300), copy, content, left, none))
    return entered.isAccepted()


def files(*paths):
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return content


def paste(window, content):
    QGuiApplication.clipboard().setMimeData(content)
    press(window, Qt.Key.Key_V, CTRL)


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


def test_the_menu_opens_a_picture(window, picture, qtbot):
    with file_dialog(picture):
        press(window, Qt.Key.Key_O, CTRL, SHIFT)
    qtbot.waitUntil(lambda: answer(window) == "42")


def test_an_empty_clipboard_is_told(window, qtbot):
    QGuiApplication.clipboard().clear()
    assert QGuiApplication.clipboard().mimeData() is None, "as PySide gives it"
    press(window, Qt.Key.Key_V, CTRL)
    assert "neither a picture nor a picture file" in dialog(window, "problemDialog", qtbot).text()


def test_a_picture_is_pasted(window, qtbot):
    content = QMimeData()
    content.setImageData(image_of(photo("7")))
    paste(window, content)
    qtbot.waitUntil(lambda: answer(window) == "7")


def test_the_bytes_of_a_picture_are_pasted(window, picture, qtbot):
    content = QMimeData()
    content.setData("image/png", picture.read_bytes())
    paste(window, content)
    qtbot.waitUntil(lambda: answer(window) == "42")


@pytest.mark.parametrize("how", ["url", "path", "text url"])
def test_a_file_that_was_copied_is_pasted(window, picture, how, qtbot):
    content = files(picture) if how == "url" else QMimeData()
    if how != "url":
        content.setText(str(picture) if how == "path" else QUrl.fromLocalFile(str(picture)).toString())
    paste(window, content)
    qtbot.waitUntil(lambda: answer(window) == "42")


def text(words):
    content = QMimeData()
    content.setText(words)
    return content


def web():
    content = QMimeData()
    content.setUrls([QUrl("https://example.org/7.png")])
    return content


def damaged():
    content = QMimeData()
    content.setData("image/png", b"\x89PNG\r\n\x1a\nand no more")
    return content


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (text("seven"), "There is no picture here"),
        (text("/nowhere/seven.png"), "“seven.png” cannot be read"),
        (web(), "is not on this computer"),
        (files(Path("/a.png"), Path("/b.png")), "These are 2 files"),
        (damaged(), "“The pasted picture” is damaged or incomplete"),
    ],
    ids=["words", "a missing file", "the web", "two files", "damaged"],
)
def test_what_is_no_picture_is_refused_in_one_sentence(
    window, content, says, qtbot
):
    window.photos.take(content)
    box = dialog(window, "problemDialog", qtbot)
    assert says in box.text()
    box.close()


def test_text_is_not_dropped(window):
    assert not drop(window, text("seven"))


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
