"""Networks that tell many classes apart, some with long names, in the smallest window."""

import string
from pathlib import Path

import numpy as np
import pytest
from helpers.networks import always
from helpers.pen import Mouse
from helpers.windows import click, find
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QScrollArea, QToolTip

from digitpad.replay import bundled_drawings
from digitpad.ui.answer.probability_bars import ProbabilityBars

LONG = "Straßenbahnhaltestelle am Marktplatz"
TWENTY_NINE = (LONG, *(f"class {number}" for number in range(28)))
SIXTY_TWO = tuple(string.digits + string.ascii_letters)
EIGHT = dict(bundled_drawings())["8"]


@pytest.fixture(params=[TWENTY_NINE, SIXTY_TWO], ids=["29", "62"])
def many(request, window, qtbot):
    """The window with a network that takes everything for the first of many classes."""
    names = request.param
    rest = 0.09 / (len(names) - 1)
    window.workbench.networks.opened(always([0.91, *[rest] * (len(names) - 1)], names), Path("many.keras"))
    Mouse(window.drawing.canvas).draw(EIGHT)
    qtbot.waitUntil(lambda: find(window, "predictedDigit", QLabel).text() == names[0])
    return window


def test_the_window_keeps_its_size(many):
    for place in range(many.tabs.count()):
        many.tabs.setCurrentIndex(place)
        assert many.size().toTuple() == (1024, 600)
        assert many.minimumSizeHint().width() <= 1024
        assert many.minimumSizeHint().height() <= 600


def test_every_class_has_a_bar_in_sight_and_the_first_of_them_words(many):
    bars = find(many, "probabilityBars", ProbabilityBars)
    assert many.rect().contains(bars.mapTo(many, bars.rect().bottomRight()))
    assert 0 in bars.written


def test_the_collecting_panel_is_not_cut_at_the_right(many, qtbot):
    many.show_page("samples")
    qtbot.waitUntil(lambda: not many.workbench.samples.busy)
    (scroll,) = many.pages.samples.collect.findChildren(QScrollArea)
    assert scroll.widget().width() <= scroll.viewport().width()
    click(many, "collectButton")
    click(many, "nextDigitButton")
    assert many.size().toTuple() == (1024, 600)
    assert find(many, "collectedLabel").width() < many.drawing.width()


def test_the_page_prepare_has_no_words_over_each_other(many):
    many.show_page("preparation")
    scroll = many.pages.preparation.findChild(QScrollArea)
    assert scroll.widget().width() <= scroll.viewport().width()
    for name in ("rawBars", "preparedBars"):
        bars = find(many, name, ProbabilityBars)
        line = bars.fontMetrics().height()
        assert len(bars.written) * line <= bars.height() + line
        assert bars.height() < 300, "and the rest of the page below"


def test_the_row_under_the_canvas_is_as_narrow_as_ever(many):
    assert find(many, "labelBox", QComboBox).minimumSizeHint().width() < 260


def test_a_long_answer_is_smaller_and_all_of_it_can_be_heard(window, qtbot):
    digit = find(window, "predictedDigit", QLabel)
    window.workbench.networks.opened(always([0.05, 0.95], ("Apple", LONG)), Path("two.keras"))
    shown = digit.fontInfo().pointSizeF()
    Mouse(window.drawing.canvas).draw(EIGHT)
    qtbot.waitUntil(lambda: digit.text() == LONG)
    assert digit.fontInfo().pointSizeF() < shown
    assert digit.accessibleDescription() == LONG
    place = digit.geometry()
    window.drawing.canvas.clear()
    qtbot.waitUntil(lambda: digit.text() == "?")
    assert digit.fontInfo().pointSizeF() == shown
    assert digit.geometry() == place, "nothing moves"


def test_pointing_at_a_row_tells_the_whole_name(window, qtbot):
    bars = find(window, "probabilityBars", ProbabilityBars)
    window.workbench.networks.opened(always(np.eye(29)[0] * 0.71 + 0.01, TWENTY_NINE), Path("many.keras"))
    Mouse(window.drawing.canvas).draw(EIGHT)
    qtbot.waitUntil(lambda: bars.winner == 0)
    at = QPoint(30, 4)
    QApplication.sendEvent(bars, QHelpEvent(QHelpEvent.Type.ToolTip, at, bars.mapToGlobal(at)))
    assert QToolTip.text().replace("\N{NO-BREAK SPACE}", " ") == f"{LONG}: 72.0 %"
    QToolTip.hideText()
