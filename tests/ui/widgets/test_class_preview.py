"""Counts and small pictures of classes."""

import numpy as np
import pytest
from helpers.windows import shown
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.class_preview import class_counts, thumbnails
from digitpad.ui.widgets.picture_view import PictureView

WIDTH = 8 * (2 * 28 + 4)
"""Of a row of thumbnails."""


@pytest.fixture
def show(qtbot):
    def show(grid):
        page = QWidget()
        page.setLayout(grid)
        return shown(page, qtbot)

    return show


def said(page):
    return [label.text() for label in page.findChildren(QLabel)]


def pictures(count):
    return [np.full((28, 28), number, np.uint8) for number in range(count)]


def test_each_class_has_its_count_and_long_names_are_cut(show):
    page = show(class_counts(("a", "Straßenbahnhaltestelle"), (12_345, 0)))
    assert said(page) == ["a: 12,345", "Straßenbahn…: 0"]


def test_names_out_of_a_file_are_shown_not_obeyed(show):
    page = show(class_counts(("<b>x</b>",), (1,)))
    assert [label.textFormat() for label in page.findChildren(QLabel)] == [Qt.TextFormat.PlainText]


@pytest.mark.parametrize("zoom", [100, 200])
def test_counts_are_no_wider_than_thumbnails_whatever_the_text_size(show, qapp, zoom):
    theme.apply(qapp, "light", zoom)
    names = tuple(f"the letter {number}" for number in range(62))
    grid = class_counts(names, (9_999,) * 62)
    grid.setContentsMargins(0, 0, 0, 0)
    assert show(grid).minimumSizeHint().width() <= WIDTH + 50
    assert class_counts(tuple("abcdefgh"), (1,) * 8).columnCount() > 1


def test_no_classes_are_no_problem(show):
    assert said(show(class_counts((), ()))) == []


def test_thumbnails_stand_in_rows_of_eight_with_their_names_below(show):
    page = show(thumbnails([(picture, f"n{number}") for number, picture in enumerate(pictures(10))]))
    views = page.findChildren(PictureView)
    assert [int(view.picture[0, 0]) for view in views] == list(range(10))
    assert len({view.y() for view in views}) == 2
    assert views[8].x() == views[0].x()
    for view, label in zip(views, page.findChildren(QLabel), strict=True):
        assert label.y() > view.y()
        assert view.x() <= label.geometry().center().x() <= view.geometry().right()


def test_pictures_without_names_have_no_labels(show):
    page = show(thumbnails([(picture, "") for picture in pictures(3)]))
    assert said(page) == []
    assert len(page.findChildren(PictureView)) == 3
