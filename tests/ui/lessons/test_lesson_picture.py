"""Pictures in the text of a lesson."""

import numpy as np
import pytest
from helpers.picture_files import grey_png
from helpers.windows import shown, texts
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from digitpad.lessons.lesson_text import TextPicture
from digitpad.ui.lessons.lesson_picture import LessonPicture, LessonPictures
from digitpad.ui.widgets import theme

SEVEN = TextPicture("a <b>seven</b>", "seven.png")


@pytest.fixture
def pictures(jobs, tmp_path):
    greys = np.full((50, 100), 90, np.uint8)
    greys[:, 50:] = 200
    (tmp_path / "seven.png").write_bytes(grey_png(greys))
    return LessonPictures(jobs, tmp_path)


@pytest.fixture
def opened(qtbot, jobs):
    """Show a picture in a window of some width."""

    def show(picture, pictures, width=300):
        widget = shown(LessonPicture("step1Picture1", picture, pictures), qtbot)
        widget.resize(width, 400)
        qtbot.waitUntil(lambda: not jobs.busy)
        QApplication.processEvents()
        return widget

    return show


def grey_at(widget, x, y):
    return QColor(widget.grab().toImage().pixelColor(x, y)).red()


def test_its_words_stand_there_until_it_is_read(qtbot, jobs, pictures):
    widget = shown(LessonPicture("step1Picture1", SEVEN, pictures), qtbot)
    assert texts(widget) == "a <b>seven</b>"
    qtbot.waitUntil(lambda: not jobs.busy)
    assert texts(widget) == ""
    assert widget.accessibleName() == "a <b>seven</b>"
    assert "&lt;b&gt;seven" in widget.toolTip()


def test_it_is_as_large_as_it_is_where_there_is_room(opened, pictures):
    widget = opened(SEVEN, pictures)
    assert [grey_at(widget, x, 25) for x in (5, 45, 55, 95)] == [90, 90, 200, 200]
    assert grey_at(widget, 110, 25) not in (90, 200)


def test_it_is_smaller_where_there_is_little_room(opened, pictures):
    widget = opened(SEVEN, pictures, width=60)
    assert [grey_at(widget, x, 15) for x in (5, 25, 35, 55)] == [90, 90, 200, 200]
    assert grey_at(widget, 5, 35) != 90


def test_it_grows_with_the_text(opened, pictures, qapp):
    widget = opened(SEVEN, pictures)
    theme.apply(qapp, "light", 200)
    QApplication.processEvents()
    assert grey_at(widget, 150, 60) == 200, "it was 100 wide and 50 high"


def test_it_is_no_higher_than_a_page_has_room(opened, jobs, tmp_path):
    (tmp_path / "tall.png").write_bytes(grey_png(np.full((4000, 200), 90, np.uint8)))
    widget = opened(TextPicture("tall", "tall.png"), LessonPictures(jobs, tmp_path))
    assert widget.minimumSizeHint().height() < 30 * widget.fontMetrics().height()


def test_why_it_cannot_be_shown_is_said(opened, jobs, tmp_path):
    said = "a <b>seven</b> (The picture “seven.png” is not in the folder of the lesson, which has the lesson's name.)"
    assert texts(opened(SEVEN, LessonPictures(jobs, tmp_path))) == said
    outside = TextPicture("", "../seven.png")
    assert "is no name of a picture beside the lesson" in texts(opened(outside, LessonPictures(jobs, tmp_path)))


def test_a_picture_that_was_read_is_there_at_once(qtbot, opened, pictures, tmp_path):
    opened(SEVEN, pictures)
    (tmp_path / "seven.png").unlink()
    assert texts(shown(LessonPicture("again", SEVEN, pictures.of(tmp_path)), qtbot)) == ""
    assert texts(opened(SEVEN, pictures.of(tmp_path / "other"))) != ""


def test_a_page_that_has_gone_needs_no_picture(qtbot, jobs, pictures):
    widget = LessonPicture("step1Picture1", SEVEN, pictures)
    widget.deleteLater()
    del widget
    QApplication.sendPostedEvents()
    qtbot.waitUntil(lambda: not jobs.busy)
