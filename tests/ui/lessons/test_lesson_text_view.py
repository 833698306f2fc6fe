"""Texts of lessons on the page: what is emphasised, lists, and that nothing in them is HTML."""

import pytest
from helpers.windows import shown, texts
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel

from digitpad.lessons.lesson_text import sources
from digitpad.ui.lessons.lesson_text_view import EmphasisNote, LessonTextView


@pytest.fixture
def view(qtbot):
    """Show a text."""
    return lambda text: shown(LessonTextView("step1", sources(text), None), qtbot)


def only_label(view):
    (label,) = view.findChildren(QLabel)
    return label


def test_a_plain_paragraph_is_a_plain_label(view):
    shown_text = view("Look <b>closely</b>\nat 2 * 3.")
    label = only_label(shown_text)
    assert not isinstance(label, EmphasisNote)
    assert label.text() == "Look <b>closely</b> at 2 * 3."


def test_emphasis_is_seen_and_read_aloud_without_its_stars(view):
    shown_text = view('The *<img src="/etc/x">* is **so** & so')
    label = only_label(shown_text)
    document = QTextDocument()
    document.setHtml(label.text())
    assert document.toPlainText() == label.accessibleName() == 'The <img src="/etc/x"> is so & so'
    assert label.text() == "The <em>&lt;img src=&quot;/etc/x&quot;&gt;</em> is <strong>so</strong> &amp; so"


def test_lists_have_bullets_or_numbers(view):
    said = texts(view("- one\n- two\n\n3. three\n4. four")).split("\n")
    assert said == ["•", "one", "•", "two", "3.", "three", "4.", "four"]


def test_a_note_is_as_high_as_its_lines(view, qtbot):
    shown_text = view("*Some* words that need more than one line where there is little room for them. " * 3)
    label = only_label(shown_text)
    heights = []
    for width in (600, 200):
        shown_text.resize(width, 600)
        QApplication.processEvents()
        heights.append(label.height())
    assert heights[1] > 2 * heights[0]
    assert heights[0] < 4 * label.fontMetrics().height()
    plain = shown(LessonTextView("step1", (label.accessibleName(),), None), qtbot)
    plain.resize(200, 600)
    QApplication.processEvents()
    assert abs(only_label(plain).height() - heights[1]) <= label.fontMetrics().height()


def test_it_grows_with_the_text(view):
    shown_text = view("*Some* words.")
    label = only_label(shown_text)
    before, font = label.height(), label.font()
    font.setPixelSize(2 * label.fontMetrics().height())
    label.setFont(font)
    assert label.height() > 1.5 * before
