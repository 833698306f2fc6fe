"""Pictures from files, by drop and by paste, as people bring them into the window."""

from pathlib import Path

import pytest
from helpers.handing_over import drop, files, paste
from helpers.photos import image_of, number_photo
from helpers.windows import dialog, file_dialog, find, press
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def answer(window):
    return find(window, "predictedDigit", QLabel).text()


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
    content.setImageData(image_of(number_photo("7")))
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


def test_of_several_pictures_in_a_row_the_last_one_counts(window, picture, qtbot):
    ready = []
    window.photos.photo_ready.connect(lambda name, photo: ready.append(name))
    window.photos.open(picture)
    later = QMimeData()
    later.setImageData(image_of(number_photo("7")))
    window.photos.take(later)
    qtbot.waitUntil(lambda: bool(ready) and not window.workbench.jobs.busy)
    assert ready == ["The pasted picture"]
    qtbot.waitUntil(lambda: answer(window) == "7")
