"""Pictures from files, by drop and by paste, as people bring them into the window."""

from pathlib import Path

import pytest
from helpers.handing_over import drop, files, paste
from helpers.photos import image_of, number_photo
from helpers.systems import DRIVE
from helpers.windows import click, dialog, file_dialog, find, press
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

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
        (text(f"{DRIVE}/nowhere/seven.png"), "“seven.png” cannot be read"),
        (web(), "is not on this computer"),
        (files(Path("/a.png"), Path("/b.png")), "“a.png” cannot be read"),
        (damaged(), "“The pasted picture” is damaged or incomplete"),
    ],
    ids=["words", "a missing file", "the web", "two missing files", "damaged"],
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
    window.photos.photo_ready.connect(lambda opened: ready.append(opened.name))
    window.photos.open(picture)
    later = QMimeData()
    later.setImageData(image_of(number_photo("7")))
    window.photos.take(later)
    qtbot.waitUntil(lambda: bool(ready) and not window.workbench.jobs.busy)
    assert ready == ["The pasted picture"]
    qtbot.waitUntil(lambda: answer(window) == "7")


@pytest.fixture
def three(tmp_path):
    """Photos of 1, 2 and 3; between them a file that is no picture."""
    paths = []
    for text in ("1", "2", "3"):
        paths.append(tmp_path / f"{text}.png")
        assert image_of(number_photo(text)).save(str(paths[-1]))
    (tmp_path / "words.png").write_text("no picture")
    return [paths[0], tmp_path / "words.png", *paths[1:]]


def enabled(window):
    return [find(window, name, QPushButton).isEnabled() for name in ("previousPhotoButton", "nextPhotoButton")]


def number(window):
    return find(window, "photoNumber", QLabel).text()


def test_several_photos_are_gone_through_and_what_is_no_photo_is_told_and_left_out(window, three, qtbot):
    assert drop(window, files(*three))
    qtbot.waitUntil(lambda: answer(window) == "1")
    assert (number(window), enabled(window)) == ("Photo 1 of 4", [False, True])
    click(window, "nextPhotoButton")
    box = dialog(window, "problemDialog", qtbot)
    assert "“words.png”" in box.text()
    box.close()
    qtbot.waitUntil(lambda: answer(window) == "2")
    assert (number(window), enabled(window)) == ("Photo 2 of 3", [True, True])
    click(window, "nextPhotoButton")
    qtbot.waitUntil(lambda: answer(window) == "3")
    assert (number(window), enabled(window)) == ("Photo 3 of 3", [True, False])
    click(window, "previousPhotoButton")
    qtbot.waitUntil(lambda: answer(window) == "2")


def test_the_files_of_the_dialog_are_gone_through(window, three, qtbot):
    window.opener.open_files([three[0], three[2]])
    qtbot.waitUntil(lambda: answer(window) == "1")
    press(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: answer(window) == "2")
    assert number(window) == "Photo 2 of 2"


def test_of_one_photo_there_is_no_number(window, picture, qtbot):
    window.photos.open(picture)
    qtbot.waitUntil(lambda: answer(window) == "42")
    for name in ("photoNumber", "previousPhotoButton", "nextPhotoButton"):
        assert not find(window, name).isVisible()


def upright(window):
    """How far the photo was turned, and its height and width."""
    photo = window.pages.photo.photo
    return photo.turn, photo.pixels.shape[:2]


def test_a_photo_is_turned_by_quarters_and_back(window, tmp_path, qtbot):
    path = tmp_path / "2026.png"
    assert image_of(number_photo("27")).save(str(path))
    window.photos.open(path)
    qtbot.waitUntil(lambda: answer(window) == "27")
    assert upright(window) == (0, (450, 600))
    click(window, "turnRightButton")
    qtbot.waitUntil(lambda: upright(window) == (90, (600, 450)))
    press(window, Qt.Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: upright(window) == (180, (450, 600)))
    click(window, "turnLeftButton")
    click(window, "turnLeftButton")
    qtbot.waitUntil(lambda: upright(window) == (0, (450, 600)))
    qtbot.waitUntil(lambda: answer(window) == "27")


def test_what_was_pasted_is_turned_too(window, qtbot):
    content = QMimeData()
    content.setImageData(image_of(number_photo("7")))
    paste(window, content)
    qtbot.waitUntil(lambda: answer(window) == "7")
    click(window, "turnLeftButton")
    qtbot.waitUntil(lambda: upright(window) == (270, (600, 450)))


def test_a_photo_whose_file_has_gone_stays_as_it_is(window, picture, qtbot):
    window.photos.open(picture)
    qtbot.waitUntil(lambda: answer(window) == "42")
    kept = picture.read_bytes()
    picture.unlink()
    click(window, "turnRightButton")
    dialog(window, "problemDialog", qtbot).close()
    assert answer(window) == "42"
    picture.write_bytes(kept)
    click(window, "turnRightButton")
    qtbot.waitUntil(lambda: upright(window)[0] == 90)
