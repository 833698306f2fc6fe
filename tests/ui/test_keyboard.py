"""Everything in the window by key: Tab goes where the eye goes, and no letter stands for two things at one time."""

from itertools import pairwise

import pytest
from helpers.pen import Mouse
from helpers.samples import some
from helpers.windows import click, find
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QScrollArea,
    QTabBar,
    QTabWidget,
    QWidget,
)

from digitpad.replay import bundled_drawings

EIGHT = dict(bundled_drawings())["8"]


def views(window):
    """Put every page in front, and every part of it; gives what is seen now."""
    pages = find(window, "pages", QTabWidget)
    for place in range(pages.count()):
        pages.setCurrentIndex(place)
        parts = [
            tabs for tabs in pages.widget(place).findChildren(QTabWidget) if tabs.isVisible()
        ]
        for tabs in parts:
            for part in range(tabs.count()):
                tabs.setCurrentIndex(part)
                yield f"{pages.tabText(place)}, {tabs.tabText(part)}"
        if not parts:
            yield pages.tabText(place)


def each_view(
    window, begin, qtbot
):
    """Every page with a drawn digit in use, after something was begun."""
    settled(window, qtbot)
    begin(window, qtbot)
    Mouse(window.drawing.canvas).draw(EIGHT)
    for view in views(window):
        settled(window, qtbot)
        yield view


def settled(window, qtbot):
    qtbot.waitUntil(lambda: not window.workbench.samples.busy and not window.workbench.jobs.busy)
    QApplication.processEvents()


# Letters


def letter(text):
    return QKeySequence.mnemonic(text).toString().removeprefix("Alt+")


def letters(window):
    """Every letter that stands for something now, and for what."""
    texts = [entry.text() for entry in window.menuBar().actions()]
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
            texts.append(widget.text())
        elif isinstance(widget, QGroupBox):
            texts.append(widget.title())
        elif isinstance(widget, QTabBar):
            texts.extend(widget.tabText(place) for place in range(widget.count()))
    return [(letter(text), text) for text in texts if letter(text)]


def doubled(found):
    keys = [key for key, _ in found]
    return sorted(each for each in found if keys.count(each[0]) > 1)


def as_it_is(window, qtbot):
    """Nothing has been pressed."""


def collecting(window, qtbot):
    window.show_page("samples")
    click(window, "collectButton")


def with_all_settings(window, qtbot):
    """Also those of our own digits, of which there must be enough."""
    window.workbench.samples.change(lambda samples: samples.add_many(some(200)), lambda _: None, pytest.fail)
    settled(window, qtbot)
    click(window, "moreSettingsButton")
    window.show_page("samples")
    window.show_page("training")
    settled(window, qtbot)
    box = find(window, "datasetBox", QComboBox)
    box.setFocus()
    while box.currentText() != "MNIST and ours":
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert find(window, "ownShareBox").isVisible()


@pytest.mark.parametrize("begin", [as_it_is, collecting, with_all_settings])
def test_no_letter_stands_for_two_things_that_are_seen_at_one_time(
    window, begin, qtbot
):
    for view in each_view(window, begin, qtbot):
        found = letters(window)
        assert len(found) >= 5, "the menus at least"
        assert doubled(found) == [], view


# Tab


def on_the_way(window):
    """What Tab reaches from the canvas on, until it is back."""
    window.drawing.canvas.setFocus()
    visited = []
    while (reached := QApplication.focusWidget()) not in visited:
        assert reached is not None
        visited.append(reached)
        QTest.keyClick(reached, Qt.Key.Key_Tab)
    for area in window.findChildren(QScrollArea):  # which followed the focus
        area.verticalScrollBar().setValue(0)
    return visited


def place(widget, window):
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def is_after(second, first):
    """Whether one reads this after that: below it, or at its right in the same row."""
    if second.top() >= first.bottom() or first.top() >= second.bottom():
        return second.top() >= first.bottom()
    return second.left() >= first.right() or second.top() >= first.top()


@pytest.mark.parametrize("begin", [as_it_is, collecting])
def test_tab_goes_where_the_eye_goes(
    window, begin, qtbot
):
    for view in each_view(window, begin, qtbot):
        way = on_the_way(window)
        columns = [
            next(number for number, column in enumerate((window.drawing, window.answer, window.tabs.bar, window.tabs))
                 if column is widget or column.isAncestorOf(widget))
            for widget in way
        ]
        assert columns == sorted(columns), (view, [widget.objectName() for widget in way])
        for number in set(columns):
            steps = [widget for widget, column in zip(way, columns, strict=True) if column == number]
            for first, second in pairwise(steps):
                assert is_after(place(second, window), place(first, window)), (view, first, second)


def test_tab_passes_by_what_only_scrolls(window, qtbot):
    settled(window, qtbot)
    for view in views(window):
        settled(window, qtbot)
        assert not [each for each in on_the_way(window) if isinstance(each, QScrollArea)], view


def test_a_page_scrolls_by_key_all_the_same(window):
    window.show_page("preparation")
    button = find(window, "largeDrawingButton")
    button.setFocus()
    (scroll,) = window.pages.preparation.findChildren(QAbstractScrollArea)
    scroll.verticalScrollBar().setValue(0)
    QTest.keyClick(button, Qt.Key.Key_PageDown)
    assert scroll.verticalScrollBar().value() > 0
