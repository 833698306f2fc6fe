"""Help > Digitpad help: the page in front, the keys, the glossary, and the search."""

import pytest
from helpers.windows import find, press
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget, QTextBrowser

from digitpad.ui.widgets import theme

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def box(window):
    press(window, Qt.Key.Key_F1)
    return find(window, "helpWindow", QDialog)


def text(box):
    return find(box, "helpText", QTextBrowser)


def first_line(box):
    """What stands at the top of the text."""
    cursor = text(box).cursorForPosition(QPoint(30, 12))
    return cursor.block().text()


@pytest.mark.parametrize(("page", "title"), [("training", "Train"), ("samples", "Samples"), ("photo", "Photo")])
def test_f1_opens_the_help_at_the_page_in_front(window, page, title):
    window.show_page(page)
    press(window, Qt.Key.Key_F1)
    box = find(window, "helpWindow", QDialog)
    QApplication.processEvents()
    assert find(box, "helpTopics", QListWidget).currentItem().text() == title
    assert first_line(box) == title


def test_a_topic_that_is_chosen_comes_to_the_top(box):
    topics = find(box, "helpTopics", QListWidget)
    topics.setFocus()
    QTest.keyClick(topics, Qt.Key.Key_Home)
    QApplication.processEvents()
    assert first_line(box) == "First steps"
    place = topics.visualItemRect(topics.findItems("Keys", Qt.MatchFlag.MatchExactly)[0]).center()
    QTest.mouseClick(topics.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QApplication.processEvents()
    assert first_line(box) == "Keys"
    text(box).verticalScrollBar().setValue(0)
    QTest.mouseClick(topics.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert first_line(box) == "Keys", "also when it was chosen before"


def test_the_keys_of_the_menus_and_the_glossary_are_in_it(box):
    said = text(box).toPlainText()
    assert "Ctrl+Shift+S" in said
    assert "Projector view" in said
    assert "the share of pictures that are given an answer other than ?" in said


def test_the_search_goes_from_place_to_place_and_round(box):
    QTest.keyClick(box, Qt.Key.Key_F, CTRL)
    search = find(box, "helpSearch", QLineEdit)
    assert search.hasFocus()
    QTest.keyClicks(search, "curves")
    places = []
    for _ in range(20):
        assert text(box).textCursor().selectedText().lower() == "curves"
        places.append(text(box).textCursor().position())
        QTest.keyClick(search, Qt.Key.Key_Return)
        if text(box).textCursor().position() == places[0]:
            break
    assert len(places) > 1
    assert places == sorted(set(places))
    assert text(box).textCursor().position() == places[0]
    assert box.isVisible(), "Enter closes nothing"
    QTest.keyClicks(search, "qqq")
    assert search.property("wrong")
    search.clear()
    QTest.keyClicks(search, "n")
    assert not search.property("wrong")


def test_the_colours_follow_the_appearance(window, box):
    window.workbench.settings.appearance = "dark"
    QApplication.processEvents()
    assert theme.DARK.accent.lower() in text(box).toHtml().lower()


def test_the_topics_fit_at_the_largest_text(window, box):
    window.workbench.settings.zoom = 200
    QApplication.processEvents()
    topics = find(box, "helpTopics", QListWidget)
    assert topics.sizeHintForColumn(0) <= topics.viewport().width()
