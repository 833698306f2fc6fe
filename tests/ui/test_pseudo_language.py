"""The window in a language that nobody speaks and whose words are long: all of it is said, and there is room for it."""

import gettext
import re

import pytest
from helpers.windows import find, opened
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QTableWidget,
    QTabWidget,
    QWidget,
)

from digitpad.app import create_window
from digitpad.training.hints.hint import Hint
from digitpad.translation import N_, Message, speaking
from digitpad.ui.widgets.elided_label import ElidedLabel, ShrinkingLabel
from scripts import pseudo_language

PAGES = ("training", "lessons", "samples", "examine", "photo", "why", "inside", "preparation", "map", "runs")
NAMES = {"ReLU", "Adam", "SGD", "RMSprop"}
"""Terms that are the same in every language."""


@pytest.fixture
def window(qtbot, data_dir, tmp_path):
    with pseudo_language.build(tmp_path / "locale").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    with speaking(catalogue), opened(create_window(data_dir), qtbot) as window:
        yield window


def test_every_page_opens(window):
    pages = find(window, "pages", QTabWidget)
    for index in range(pages.count()):
        pages.setCurrentIndex(index)
        assert pages.currentWidget().isVisible()
        assert pages.tabText(index).startswith("⟦") or pages.tabToolTip(index).startswith("⟦")


def test_pictures_of_the_test_set_are_judged(window, qtbot):
    pages = find(window, "pages", QTabWidget)
    verdict = find(window, "testVerdict", QWidget)
    pages.setCurrentIndex(next(i for i in range(pages.count()) if pages.widget(i).isAncestorOf(verdict)))
    qtbot.waitUntil(lambda: verdict.text().startswith("⟦"))


def texts(widget):
    """Everything that a widget says to somebody who looks, points or listens."""
    yield widget.toolTip()
    yield widget.accessibleName()
    if isinstance(widget, QLabel | QAbstractButton | QProgressBar):
        yield widget.text()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    if isinstance(widget, QTabWidget):
        yield from (widget.tabToolTip(place) for place in range(widget.count()))
    if isinstance(widget, QTableWidget):
        items = (widget.horizontalHeaderItem(column) for column in range(widget.columnCount()))
        yield from (item.text() for item in items if item is not None)


def untranslated(text):
    """The words outside the brackets that the language puts around all it says."""
    while (shorter := re.sub("⟦[^⟦⟧]*⟧", "", text)) != text:
        text = shorter
    return set(re.findall(r"[^\W\d_]{2,}", text)) - NAMES


def lacks_room(widget):
    """Whether what a label or a button says is wider than it is."""
    shortened = isinstance(widget, ElidedLabel | ShrinkingLabel) or (isinstance(widget, QLabel) and widget.wordWrap())
    if shortened or not isinstance(widget, QLabel | QPushButton | QCheckBox | QRadioButton):
        return False
    return widget.sizeHint().width() > widget.width()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_nothing_in_english_and_cuts_nothing_off(window, qtbot, name):
    window.show_page(name)
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)
    for _ in range(3):  # a layout may ask for another one
        QApplication.processEvents()
    assert window.size().toTuple() == (1024, 600)
    seen = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    # Lessons are files in the language of whoever wrote them.
    ours = [widget for widget in seen if not window.pages.lessons.isAncestorOf(widget)]
    assert {text: words for widget in ours for text in texts(widget) if (words := untranslated(text))} == {}
    assert [(widget.objectName(), widget.text()) for widget in seen if lacks_room(widget)] == []
    page = window.tabs.currentWidget()
    right = page.mapToGlobal(page.rect().topRight()).x()
    beyond = [
        widget.objectName() for widget in seen
        if page.isAncestorOf(widget) and not widget.visibleRegion().isEmpty() and any(texts(widget))
        and widget.mapToGlobal(widget.rect().topRight()).x() > right
    ]
    assert beyond == []


def test_a_hint_has_room(window, qtbot):
    """With the advice that has the longest words, and others to come."""
    changes = {"initializer": "glorot_uniform"}, {"validation_share": 0.1}, {}
    hints = [Hint(str(place), Message(N_("Training")), each) for place, each in enumerate(changes)]
    window.show_page("training")
    row = find(window, "hintRow")
    row.show_hints(hints)
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)
    for _ in range(3):
        QApplication.processEvents()
    controls = row.findChildren(QPushButton)
    assert len([each for each in controls if each.isVisible()]) == 3
    assert [each.text() for each in controls if each.isVisible() and lacks_room(each)] == []
    assert {text for each in row.findChildren(QWidget) for text in texts(each) if untranslated(text)} == set()


def test_what_is_said_in_english_is_found():
    assert untranslated("⟦Sävé “⟦Rûn 1⟧”? ~~⟧") == set()
    assert untranslated("⟦Sävé ~~⟧ as 784-10, Adam") == {"as"}
