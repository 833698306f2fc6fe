"""The collection, the page Samples, and a window in which digits are collected."""

import pytest
from helpers.samples import DIGITS
from helpers.windows import click, find
from PySide6.QtWidgets import QSpinBox

from digitpad.ui.drawing.canvas import Canvas
from digitpad.ui.drawing.label_row import LabelRow
from digitpad.ui.samples.collect_prompt import CollectPrompt
from digitpad.ui.samples.recorder import SampleRecorder
from digitpad.ui.samples.samples_page import SamplesPage
from digitpad.ui.samples.store import SampleStore
from digitpad.ui.settings.settings import Settings


@pytest.fixture
def desk(qtbot, data_dir):
    desk = SampleStore(data_dir)
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot, desk):
    """The page alone; the canvas that it belongs to is not shown."""
    canvas, row = Canvas(), LabelRow()
    for widget in (canvas, row):
        qtbot.addWidget(widget)
    row.set_class_names(DIGITS)
    prompt = CollectPrompt(canvas)
    qtbot.addWidget(prompt)
    page = SamplesPage(SampleRecorder(canvas, lambda ink: ink, row, desk, desk), prompt, desk, Settings(desk.data_dir))
    page.set_class_names(DIGITS)
    page.panels.setCurrentWidget(page.gallery)
    page.resize(420, 520)
    return page


@pytest.fixture
def collecting(window, qtbot):
    """The window in which two of each digit are being collected at seat 12."""
    window.show_page("samples")
    find(window, "collectEachBox", QSpinBox).setValue(2)
    find(window, "seatBox", QSpinBox).setValue(12)
    qtbot.waitUntil(lambda: not window.workbench.samples.busy)
    click(window, "collectButton")
    return window
