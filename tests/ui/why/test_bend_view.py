"""Old grey, new in colour, one on its way to the other."""

import numpy as np
import pytest
from helpers.windows import shown
from PySide6.QtGui import QColor

from digitpad.ink.stroke import Ink
from digitpad.insight.bend import Bend
from digitpad.ui.why.bend_view import BendView
from digitpad.ui.widgets import theme

OLD = Ink.of([[(0.0, 0.0), (0.0, 1000.0)]])
NEW = Ink.of([[(1000.0, 0.0), (1000.0, 1000.0)]])


@pytest.fixture
def view(qtbot):
    view = BendView()
    view.resize(200, 200)
    return shown(view, qtbot)


def columns(view, colour):
    """Where in the middle row the colour is, from 0 at the left to 1 at the right."""
    image = view.grab().toImage()
    row = image.height() // 2
    return [x / image.width() for x in range(image.width()) if image.pixelColor(x, row) == QColor(colour)]


def test_the_new_drawing_goes_away_from_the_old_one(view, qtbot):
    view.show_bend(Bend(OLD, NEW, 0.9, 3))
    qtbot.waitUntil(lambda: view.share == 1.0)
    assert np.mean(columns(view, theme.colours().bar)) == pytest.approx(0.1, abs=0.02)
    assert np.mean(columns(view, theme.colours().accent)) == pytest.approx(0.9, abs=0.02)


def test_it_begins_with_the_old_drawing_and_a_dot_is_a_dot(view):
    view.show_bend(Bend(Ink.of([[(3.0, 3.0)]]), Ink.of([[(5.0, 3.0)]]), 0.9, 1))
    assert view.share < 1
    assert np.mean(columns(view, theme.colours().accent)) < 0.9


def test_nothing_is_shown_of_nothing(view):
    view.show_bend(Bend(OLD, NEW, 0.9, 3))
    view.show_bend(None)
    assert columns(view, theme.colours().bar) == columns(view, theme.colours().accent) == []
