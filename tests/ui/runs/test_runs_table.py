"""The table of runs with real clicks and keys, on runs that nobody had to train."""

from dataclasses import replace

import pytest
from helpers.runs import NAMES, add_run, outcome
from helpers.runs_page import CTRL, SHIFT, badge, cell, choose, open_page, table, titles, wait
from helpers.windows import answer, click, dialog, find, shown, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from digitpad.errors import DigitpadError
from digitpad.training.live_changes import Change
from digitpad.training.plan import TrainingPlan
from digitpad.training.runs import Runs
from digitpad.ui.runs.runs_page import RunsPage
from digitpad.ui.widgets import theme


def test_without_runs_it_says_how_to_get_one(data_dir, jobs, qtbot):
    page = open_page(Runs(data_dir / "runs"), jobs, qtbot)
    assert "No runs yet" in texts(page)
    assert not table(page).isVisible()


def test_a_row_a_run_the_newest_first(page):
    assert titles(page) == ["Deep", "Faster", "Plain"]
    assert cell(page, 0, "Network") == "784-50-50-10"
    assert cell(page, 0, "Optimizer") == "SGD 0.001"
    assert cell(page, 1, "Optimizer") == "Adam 0.01"
    assert (cell(page, 0, "Batch"), cell(page, 0, "Epochs"), cell(page, 0, "Dataset")) == ("10", "3", "mnist-5k")
    assert (cell(page, 0, "Validation"), cell(page, 0, "Test")) == ("45.0 %", "90.0 %")
    assert cell(page, 0, "State") == "Finished"
    assert cell(page, 0, "Started").startswith("20")


def test_a_run_without_figures_shows_dashes(page, runs, jobs, qtbot):
    runs.begin(TrainingPlan(), NAMES)
    page.refresh()
    wait(jobs, qtbot)
    assert (cell(page, 0, "Validation"), cell(page, 0, "Test"), cell(page, 0, "Epochs")) == ("–", "–", "0")
    assert cell(page, 0, "State") == "Unfinished"


def test_nothing_is_read_while_nobody_looks(runs, jobs, qtbot):
    page = RunsPage(runs, jobs)
    qtbot.addWidget(page)
    page.refresh()
    assert not jobs.busy
    shown(page, qtbot)
    wait(jobs, qtbot)
    assert len(titles(page)) == 3


def test_a_new_run_comes_on_top_and_the_selection_stays(page, runs, jobs, qtbot):
    choose(page, "Plain")
    choose(page, "Deep", CTRL)
    add_run(runs, "New")
    page.refresh()
    wait(jobs, qtbot)
    assert titles(page) == ["New", "Deep", "Faster", "Plain"]
    assert [row.run.title for row in table(page).selected] == ["Plain", "Deep"]


def test_shift_selects_a_range(page):
    choose(page, "Deep")
    choose(page, "Plain", SHIFT)
    assert [row.run.title for row in table(page).selected] == ["Plain", "Faster", "Deep"]


def test_runs_that_cannot_be_read_are_a_problem_in_one_sentence(
    page, runs, qtbot, monkeypatch
):
    def fail():
        raise DigitpadError("The disk is gone.")

    monkeypatch.setattr(runs, "list", fail)
    page.refresh()
    box = dialog(page, "problemDialog", qtbot)
    assert box.text() == "The disk is gone."
    answer(box, "OK")


def test_rows_and_columns_follow_the_text_size(page, qapp):
    widget = table(page)
    before = widget.rowHeight(0), widget.columnWidth(1)
    theme.apply(qapp, "light", 200)
    try:
        assert widget.rowHeight(0) > 1.5 * before[0]
        assert widget.columnWidth(1) > 1.5 * before[1]
    finally:
        theme.apply(qapp, "light", 100)
    assert (widget.rowHeight(0), widget.columnWidth(1)) == before


def test_a_long_table_has_its_share_of_the_page_and_a_short_one_is_as_high_as_its_rows(
    page, runs, jobs, qtbot
):
    """About half of what the buttons leave; the curves have the rest, and what a short table does not need."""
    viewport, rows = table(page).viewport(), table(page).verticalHeader()
    assert 0 <= viewport.height() - rows.length() < table(page).rowHeight(0)
    for _ in range(30):
        runs.begin(TrainingPlan(), NAMES)
    page.refresh()
    wait(jobs, qtbot)
    qtbot.waitUntil(lambda: viewport.height() >= 6 * table(page).rowHeight(0))
    below = page.curves.parentWidget().height()
    assert 0.4 < below / (below + table(page).height()) < 0.6


# Titles


def rename(page, title, to, end=Qt.Key.Key_Return):
    choose(page, title)
    table(page).setFocus()
    QTest.keyClick(table(page), Qt.Key.Key_F2)
    editor = table(page).viewport().findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, to)
    QTest.keyClick(editor, end)


def test_a_title_that_is_being_changed_stays_as_typed_when_the_menu_is_chosen_again(page, runs, jobs, qtbot):
    choose(page, "Faster")
    table(page).edit_title()
    editor = table(page).viewport().findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "Slower")
    table(page).edit_title()
    assert table(page).is_editing
    assert editor.text() == "Slower"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Slower" in titles(page))
    wait(jobs, qtbot)
    assert [run.title for run in runs.list()] == ["Plain", "Slower", "Deep"]


def test_a_title_is_changed_with_the_button(page, runs, jobs, qtbot):
    button = find(page, "renameRunButton")
    assert not button.isEnabled()
    choose(page, "Faster")
    click(page, "renameRunButton")
    editor = table(page).viewport().findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "By hand")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "By hand" in titles(page))
    wait(jobs, qtbot)
    assert [run.title for run in runs.list()] == ["Plain", "By hand", "Deep"]
    choose(page, "Plain")
    choose(page, "Deep", CTRL)
    assert not button.isEnabled(), "two cannot be renamed at once"


def test_a_title_is_changed_with_f2(page, runs, jobs, qtbot):
    rename(page, "Faster", "Ours, quicker")
    qtbot.waitUntil(lambda: "Ours, quicker" in titles(page))
    wait(jobs, qtbot)
    assert titles(page) == ["Deep", "Ours, quicker", "Plain"]
    assert [run.title for run in runs.list()] == ["Plain", "Ours, quicker", "Deep"]


@pytest.mark.parametrize(("text", "end"), [("  ", Qt.Key.Key_Return), ("Other", Qt.Key.Key_Escape)])
def test_an_empty_or_abandoned_title_changes_nothing(
    page, runs, jobs, qtbot, text, end
):
    rename(page, "Faster", text, end)
    qtbot.waitUntil(lambda: not table(page).is_editing)
    wait(jobs, qtbot)
    assert titles(page) == ["Deep", "Faster", "Plain"]
    assert [run.title for run in runs.list()] == ["Plain", "Faster", "Deep"]


def test_only_the_title_can_be_edited(page):
    widget = table(page)
    for column in range(1, widget.columnCount()):
        assert not widget.item(0, column).flags() & Qt.ItemFlag.ItemIsEditable


def test_a_refresh_does_not_interrupt_who_is_typing(page, runs, jobs, qtbot):
    choose(page, "Faster")
    table(page).setFocus()
    QTest.keyClick(table(page), Qt.Key.Key_F2)
    editor = table(page).viewport().findChild(QLineEdit)
    QTest.keyClicks(editor, "Quick")
    add_run(runs, "New")
    page.refresh()
    wait(jobs, qtbot)
    assert editor.text() == "Quick"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(page) == ["New", "Deep", "Quick", "Plain"])


def test_what_was_changed_in_mid_run_is_in_the_row(page, runs, jobs, qtbot):
    plain = next(run for run in runs.list() if run.title == "Plain")
    changed = runs.begin(plain.plan, NAMES)
    runs.end(changed, replace(outcome(), changes=(Change("learning_rate", 2, 41, 0.02),)))
    runs.rename(changed, "Hurried")
    page.refresh()
    wait(jobs, qtbot)
    assert cell(page, 0, "Optimizer") == "Adam 0.001 → 0.02"
    item = table(page).item(0, 1)
    assert item is not None
    assert "Changed during the run: learning rate: 0.02 from batch 41 of epoch 2." in item.toolTip()
    choose(page, "Plain")
    choose(page, "Hurried", CTRL)
    expected = "only the learning rate during the run differs (unchanged, 0.02 from batch 41 of epoch 2)"
    assert badge(page) == f"Fair test: {expected}"


def test_the_newest_run_is_selected_unless_somebody_chose(runs, jobs, qtbot):
    page = RunsPage(runs, jobs)
    shown(page, qtbot)
    wait(jobs, qtbot)
    assert [row.run.title for row in page.table.selected] == ["Deep"]
    add_run(runs, "New")
    page.refresh()
    wait(jobs, qtbot)
    assert [row.run.title for row in page.table.selected] == ["New"]
    choose(page, "Plain")
    add_run(runs, "Newer")
    page.refresh()
    wait(jobs, qtbot)
    assert [row.run.title for row in page.table.selected] == ["Plain"]


def test_the_setting_in_which_two_runs_differ_is_in_sight(page, qtbot):
    page.resize(300, 620)
    choose(page, "Plain")
    choose(page, "Deep", CTRL)
    bar = page.table.horizontalScrollBar()
    network = page.table.visualItemRect(page.table.item(0, 3))
    assert bar.value() > 0
    assert page.table.viewport().rect().contains(network)
