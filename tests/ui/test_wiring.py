"""The pages among each other: what one of them says, and what the others make of it."""

import numpy as np
from helpers.main_window import digit, long_run, trained
from helpers.networks import always
from helpers.runs import add_run
from helpers.windows import click, find, texts
from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QPushButton

from digitpad.lessons.lock import PAGES
from digitpad.replay import bundled_drawings, draw

DRAWINGS = dict(bundled_drawings())


def test_the_drawing_takes_over_when_the_page_examine_is_left(window, qtbot):
    draw(window.drawing.canvas, dict(bundled_drawings())["3"])
    qtbot.waitUntil(lambda: bool(window.drawing.preview.picture.any()))
    drawn = window.drawing.preview.picture
    window.show_page("examine")
    qtbot.waitUntil(lambda: not np.array_equal(window.drawing.preview.picture, drawn))
    shown = window.drawing.preview.picture
    window.show_page("training")
    qtbot.waitUntil(lambda: np.array_equal(window.drawing.preview.picture, drawn))
    window.show_page("examine")
    qtbot.waitUntil(lambda: np.array_equal(window.drawing.preview.picture, shown))


def test_the_status_bar_says_how_far_the_run_is(small_window, qtbot):
    bar = small_window.statusBar()
    # Without the checks after every epoch, which take turns with the epoch's own line.
    find(small_window, "validationShareBox", QDoubleSpinBox).setValue(0)
    long_run(small_window, qtbot)
    qtbot.waitUntil(lambda: "of 1000" in texts(bar) and " left" in texts(bar))
    small_window.workbench.session.stop()
    qtbot.waitUntil(lambda: not small_window.workbench.is_training)
    assert "of 1000" not in texts(bar)


def test_every_page_has_its_place_and_its_name(window):
    titles = [window.tabs.tabText(place) or window.tabs.tabToolTip(place) for place in range(window.tabs.count())]
    assert titles == ["Train", "Lessons", "Samples", "Examine", "Photo", "Why", "Inside", "Prepare", "Map", "Runs"]
    assert window.tabs.names == tuple(PAGES), "what a lesson may call them"
    assert titles == list(PAGES.values())
    for name in window.tabs.names:
        window.show_page(name)
        assert getattr(window.pages, name).isVisible()


def test_collecting_asks_in_place_of_the_row_of_labels(window, qtbot):
    window.show_page("samples")
    qtbot.waitUntil(lambda: not window.workbench.samples.busy)
    for begun in (True, False):
        click(window, "collectButton")
        assert find(window, "collectPrompt").isVisible() is begun
        assert window.drawing.labels.isVisible() is not begun
        assert window.drawing.canvas.hasFocus()


def test_a_sample_that_is_opened_is_on_the_canvas(window, qtbot):
    window.pages.samples.ink_chosen.emit(DRAWINGS["5"])
    qtbot.waitUntil(lambda: digit(window) == "5")
    assert window.drawing.canvas.ink.to_json() == DRAWINGS["5"].to_json()


def test_a_run_is_in_the_table_when_it_is_over_and_its_network_can_be_put_under_the_pen(small_window, qtbot):
    window, page = small_window, small_window.pages.runs
    window.show_page("runs")
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)
    assert page.table.rowCount() == 0
    trained(window, qtbot)
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    first = window.workbench.networks.entries[0]
    window.workbench.networks.select(first)
    page.table.selectRow(0)
    click(window, "putLiveButton")
    qtbot.waitUntil(lambda: window.workbench.networks.current is not first)
    assert window.workbench.networks.current.title == "Run 1"


def test_while_a_run_is_under_way_the_page_of_runs_waits(small_window, catalogue, qtbot):
    window, page = small_window, small_window.pages.runs
    add_run(window.workbench.runs, "Before", always([0.1] * 10))
    window.show_page("runs")
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    page.table.selectRow(0)
    assert find(window, "putLiveButton").isEnabled()
    catalogue.gate.clear()
    window.pages.training.train()
    assert not find(window, "putLiveButton").isEnabled()
    window.workbench.session.stop()
    assert find(window, "putLiveButton").isEnabled()
    catalogue.gate.set()


def test_a_run_that_cannot_go_on_brings_the_page_that_says_why(small_window, catalogue, qtbot):
    window, page = small_window, small_window.pages.runs
    add_run(window.workbench.runs, "Before", always([0.1] * 10))
    window.show_page("runs")
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    run = window.workbench.runs.list()[0]
    catalogue.gate.clear()
    window.pages.training.train()
    page.commands.continue_requested.emit(run)
    assert window.tabs.currentWidget() is window.pages.training
    window.workbench.session.stop()
    catalogue.gate.set()


def test_two_runs_answer_beside_each_other_until_it_is_ended(small_window, qtbot):
    window, page = small_window, small_window.pages.runs
    for best in (3, 8):
        network = always([0.91 if index == best else 0.01 for index in range(10)], tuple("0123456789"))
        add_run(window.workbench.runs, f"Always {best}", network)
    window.show_page("runs")
    qtbot.waitUntil(lambda: page.table.rowCount() == 2)
    page.table.selectAll()
    click(window, "compareButton")
    qtbot.waitUntil(lambda: window.answer.is_comparing)
    window.drawing.canvas.set_ink(DRAWINGS["5"])
    answers = {"3", "8"}
    qtbot.waitUntil(
        lambda: answers <= {label.text() for label in window.answer.findChildren(QLabel) if label.isVisible()}
    )
    click(window, "endCompareButton")
    assert not window.answer.is_comparing


def test_the_empty_runs_page_leads_to_training_and_starts_nothing(small_window, qtbot):
    small_window.show_page("runs")
    qtbot.waitUntil(lambda: not small_window.workbench.jobs.busy)
    click(small_window, "openTrainButton")
    assert small_window.tabs.currentWidget() is small_window.pages.training
    assert not small_window.workbench.is_training


def test_the_button_in_place_of_the_curves_starts_a_run_while_one_can_be_started(small_window, catalogue, qtbot):
    small_window.show_page("training")
    button, layers = find(small_window, "trainFirstButton", QPushButton), small_window.pages.training.form.hidden
    layers.setText("no number")
    assert not button.isEnabled()
    assert button.toolTip() == find(small_window, "trainButton").toolTip(), "why"
    layers.setText("16")
    assert button.isEnabled()
    catalogue.gate.clear()
    small_window.pages.training.curves.empty.button.click()
    assert small_window.workbench.is_training
    assert button.isHidden()
    small_window.workbench.session.stop()
    catalogue.gate.set()
