"""The page of runs with real clicks and keys, on runs that nobody had to train."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.networks import always
from helpers.runs import NAMES, add_run, checkpoint, outcome
from helpers.windows import answer, click, dialog, file_dialog, find, shown, texts
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from digitpad.errors import DigitpadError
from digitpad.training.changes import Change
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Epoch, Score
from digitpad.training.run import Run
from digitpad.training.runs import Runs
from digitpad.ui import runs_files, theme
from digitpad.ui.jobs import Jobs
from digitpad.ui.run_curves import MAX_CURVES, Legend, RunCurves, pen
from digitpad.ui.runs_page import RunsPage
from digitpad.ui.runs_table import RunsTable

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
)
BUTTONS = (
    "putLiveButton", "compareButton", "endCompareButton", "continueRunButton", "deleteRunButton", "exportRunsButton",
    "saveCurvesButton",
)


@pytest.fixture
def runs(data_dir: Path) -> Runs:
    """Oldest first: plain, with another learning rate, quite another one."""
    runs = Runs(data_dir / "runs")
    add_run(runs, "Plain")
    add_run(runs, "Faster", learning_rate=0.01)
    add_run(runs, "Deep", hidden=(50, 50), optimizer="sgd", batch_size=10)
    return runs


def open_page(runs: Runs, jobs: Jobs, qtbot: QtBot) -> RunsPage:
    page = RunsPage(runs, jobs)
    page.resize(500, 620)
    shown(page, qtbot)
    qtbot.waitUntil(lambda: not jobs.busy)
    return page


@pytest.fixture
def page(runs: Runs, jobs: Jobs, qtbot: QtBot) -> RunsPage:
    return open_page(runs, jobs, qtbot)


def table(page: RunsPage) -> RunsTable:
    return find(page, "runsTable", RunsTable)


def cell(page: RunsPage, row: int, heading: str) -> str:
    widget = table(page)
    for column in range(widget.columnCount()):
        if widget.horizontalHeaderItem(column).text() == heading:
            return widget.item(row, column).text().replace("\N{NO-BREAK SPACE}", " ")
    raise AssertionError(heading)


def titles(page: RunsPage) -> list[str]:
    return [cell(page, row, "Title") for row in range(table(page).rowCount())]


def place(page: RunsPage, title: str) -> QPoint:
    widget = table(page)
    return widget.visualItemRect(widget.item(titles(page).index(title), 0)).center()


def choose(page: RunsPage, title: str, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(table(page).viewport(), Qt.MouseButton.LeftButton, modifier, place(page, title))


def wait(jobs: Jobs, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not jobs.busy)


def enabled(page: RunsPage) -> set[str]:
    return {name for name in BUTTONS if (button := find(page, name, QPushButton)).isEnabled() and button.isVisible()}


# The table


def test_without_runs_it_says_how_to_get_one(data_dir: Path, jobs: Jobs, qtbot: QtBot) -> None:
    page = open_page(Runs(data_dir / "runs"), jobs, qtbot)
    assert "No runs yet" in texts(page)
    assert not table(page).isVisible()


def test_a_row_a_run_the_newest_first(page: RunsPage) -> None:
    assert titles(page) == ["Deep", "Faster", "Plain"]
    assert cell(page, 0, "Network") == "784-50-50-10"
    assert cell(page, 0, "Optimizer") == "SGD 0.001"
    assert cell(page, 1, "Optimizer") == "Adam 0.01"
    assert (cell(page, 0, "Batch"), cell(page, 0, "Epochs"), cell(page, 0, "Dataset")) == ("10", "3", "mnist-5k")
    assert (cell(page, 0, "Validation"), cell(page, 0, "Test")) == ("45.0 %", "90.0 %")
    assert cell(page, 0, "State") == "Finished"
    assert cell(page, 0, "Started").startswith("20")


def test_a_run_without_figures_shows_dashes(page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot) -> None:
    runs.begin(TrainingPlan(), NAMES)
    page.refresh()
    wait(jobs, qtbot)
    assert (cell(page, 0, "Validation"), cell(page, 0, "Test"), cell(page, 0, "Epochs")) == ("–", "–", "0")
    assert cell(page, 0, "State") == "Unfinished"


def test_nothing_is_read_while_nobody_looks(runs: Runs, jobs: Jobs, qtbot: QtBot) -> None:
    page = RunsPage(runs, jobs)
    qtbot.addWidget(page)
    page.refresh()
    assert not jobs.busy
    shown(page, qtbot)
    wait(jobs, qtbot)
    assert len(titles(page)) == 3


def test_a_new_run_comes_on_top_and_the_selection_stays(page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot) -> None:
    choose(page, "Plain")
    choose(page, "Deep", CTRL)
    add_run(runs, "New")
    page.refresh()
    wait(jobs, qtbot)
    assert titles(page) == ["New", "Deep", "Faster", "Plain"]
    assert [row.run.title for row in table(page).selected] == ["Plain", "Deep"]


def test_shift_selects_a_range(page: RunsPage) -> None:
    choose(page, "Deep")
    choose(page, "Plain", SHIFT)
    assert [row.run.title for row in table(page).selected] == ["Plain", "Faster", "Deep"]


def test_runs_that_cannot_be_read_are_a_problem_in_one_sentence(
    page: RunsPage, runs: Runs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise DigitpadError("The disk is gone.")

    monkeypatch.setattr(runs, "list", fail)
    page.refresh()
    box = dialog(page, "problemDialog", qtbot)
    assert box.text() == "The disk is gone."
    answer(box, "OK")


def test_rows_and_columns_follow_the_text_size(page: RunsPage, qapp: QApplication) -> None:
    widget = table(page)
    before = widget.rowHeight(0), widget.columnWidth(1)
    theme.apply(qapp, "light", 200)
    try:
        assert widget.rowHeight(0) > 1.5 * before[0]
        assert widget.columnWidth(1) > 1.5 * before[1]
    finally:
        theme.apply(qapp, "light", 100)
    assert (widget.rowHeight(0), widget.columnWidth(1)) == before


def test_where_there_is_little_room_the_buttons_are_scrolled_to(page: RunsPage, qtbot: QtBot) -> None:
    page.resize(400, 230)
    button = find(page, "exportRunsButton", QPushButton)
    assert button.visibleRegion().isEmpty()
    table(page).setFocus()
    for _ in range(20):
        if button.hasFocus():
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: button.visibleRegion().boundingRect() == button.rect())


# Titles


def rename(page: RunsPage, title: str, to: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    choose(page, title)
    table(page).setFocus()
    QTest.keyClick(table(page), Qt.Key.Key_F2)
    editor = table(page).viewport().findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, to)
    QTest.keyClick(editor, end)


def test_a_title_is_changed_with_f2(page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot) -> None:
    rename(page, "Faster", "Ours, quicker")
    qtbot.waitUntil(lambda: "Ours, quicker" in titles(page))
    wait(jobs, qtbot)
    assert titles(page) == ["Deep", "Ours, quicker", "Plain"]
    assert [run.title for run in runs.list()] == ["Plain", "Ours, quicker", "Deep"]


@pytest.mark.parametrize(("text", "end"), [("  ", Qt.Key.Key_Return), ("Other", Qt.Key.Key_Escape)])
def test_an_empty_or_abandoned_title_changes_nothing(
    page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot, text: str, end: Qt.Key
) -> None:
    rename(page, "Faster", text, end)
    qtbot.waitUntil(lambda: not table(page).is_editing)
    wait(jobs, qtbot)
    assert titles(page) == ["Deep", "Faster", "Plain"]
    assert [run.title for run in runs.list()] == ["Plain", "Faster", "Deep"]


def test_only_the_title_can_be_edited(page: RunsPage) -> None:
    widget = table(page)
    for column in range(1, widget.columnCount()):
        assert not widget.item(0, column).flags() & Qt.ItemFlag.ItemIsEditable


def test_a_refresh_does_not_interrupt_who_is_typing(page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot) -> None:
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


def test_what_was_changed_in_mid_run_is_in_the_row(page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot) -> None:
    plain = next(run for run in runs.list() if run.title == "Plain")
    changed = runs.begin(plain.plan, NAMES)
    runs.end(changed, replace(outcome(), changes=(Change("learning_rate", 2, 41, 0.02),)))
    runs.rename(changed, "Hurried")
    page.refresh()
    wait(jobs, qtbot)
    assert cell(page, 0, "Optimizer") == "Adam 0.001 → 0.02"
    item = table(page).item(0, 1)
    assert item is not None
    assert "Changed in mid-run: learning rate 0.02 from batch 41 of epoch 2." in item.toolTip()
    choose(page, "Plain")
    choose(page, "Hurried", CTRL)
    expected = "only the change of learning rate in mid-run differs (unchanged, 0.02 from batch 41 of epoch 2)"
    assert badge(page) == f"Fair test: {expected}"


# Fair tests and curves


def badge(page: RunsPage) -> str:
    return find(page, "fairTestBadge").text()  # type: ignore[attr-defined, no-any-return]


def test_two_runs_are_a_fair_test_or_not(page: RunsPage) -> None:
    assert badge(page).startswith("Select two runs")
    choose(page, "Plain")
    choose(page, "Faster", CTRL)
    assert badge(page) == "Fair test: only the learning rate differs (0.001, 0.01)"
    choose(page, "Faster", CTRL)
    choose(page, "Deep", CTRL)
    assert badge(page) == "Not a fair test: hidden layers, optimizer, batch size differ"
    assert find(page, "fairTestBadge").property("problem")
    choose(page, "Faster", CTRL)
    assert badge(page).startswith("Select two runs")
    assert not find(page, "fairTestBadge").property("problem")


def lines(page: RunsPage) -> list[list[float]]:
    return [list(line.values) for line in page.curves.plot.lines]


def test_the_curves_of_the_selected_runs_lie_over_each_other(page: RunsPage) -> None:
    choose(page, "Plain")
    choose(page, "Deep", CTRL)
    assert lines(page) == [pytest.approx([15, 30, 45])] * 2
    legend = page.findChild(Legend)
    assert legend.accessibleName() == "Legend: Plain, Deep"
    QTest.mouseClick(find(page, "lossCurvesButton", QRadioButton), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert lines(page) == [pytest.approx([2.5, 1.25, 2.5 / 3])] * 2


def test_without_a_selection_there_is_a_hint(page: RunsPage) -> None:
    assert "Select one run or several" in texts(page)
    choose(page, "Plain")
    assert "Select one run or several" not in texts(page)
    choose(page, "Plain", CTRL)
    assert "Select one run or several" in texts(page)


def test_a_run_without_an_epoch_has_no_curve(page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot) -> None:
    runs.rename(runs.begin(TrainingPlan(), NAMES), "Empty")
    page.refresh()
    wait(jobs, qtbot)
    choose(page, "Empty")
    assert "no epoch was finished" in texts(page)
    assert "saveCurvesButton" not in enabled(page)


def test_more_curves_than_anybody_reads_are_left_out(page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot) -> None:
    for _ in range(MAX_CURVES):
        runs.checkpoint(runs.begin(TrainingPlan(), NAMES), checkpoint(1))
    page.refresh()
    wait(jobs, qtbot)
    QTest.keyClick(table(page), Qt.Key.Key_A, CTRL)
    assert len(table(page).selected) == MAX_CURVES + 3
    assert len(lines(page)) == MAX_CURVES
    newest = [row.run.title for row in table(page).rows[:MAX_CURVES]]
    assert page.findChild(Legend).accessibleName() == "Legend: " + ", ".join(reversed(newest))
    assert "(validation; newest 12 of 15)" in texts(page)


def test_a_long_table_has_its_share_of_the_page_and_a_short_one_is_as_high_as_its_rows(
    page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot
) -> None:
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


def test_long_titles_are_told_apart_by_their_ends(qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.resize(160, 30)
    pictures = []
    for title in ("Run 6 and our digits 2", "Run 6 and our digits 3"):
        legend.show_titles([title])
        pictures.append(legend.grab().toImage())
    assert legend.fontMetrics().horizontalAdvance(title) > legend.width() - legend.fontMetrics().height() * 3
    assert pictures[0] != pictures[1]
    assert RunsTable().textElideMode() is Qt.TextElideMode.ElideMiddle


def test_many_titles_leave_room_for_the_plot(
    page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot
) -> None:
    for _ in range(MAX_CURVES):
        runs.checkpoint(runs.begin(TrainingPlan(), NAMES), checkpoint(1))
    page.resize(400, 480)
    page.refresh()
    wait(jobs, qtbot)
    QTest.keyClick(table(page), Qt.Key.Key_A, CTRL)
    qtbot.waitUntil(lambda: page.curves.plot.height() >= 4 * page.fontMetrics().height())


def test_a_picture_of_the_curves_does_not_depend_on_the_window(page: RunsPage) -> None:
    choose(page, "Plain")
    sizes = set()
    for side in (400, 900):
        page.resize(side, side)
        QApplication.processEvents()
        sizes.add(page.curves.picture().size().toTuple())
    ((width, height),) = sizes
    assert width > height > 400


def test_a_shorter_run_lies_on_top_of_a_longer_one(
    page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot
) -> None:
    short = runs.begin(TrainingPlan(), NAMES)
    runs.checkpoint(short, checkpoint(1))
    runs.rename(short, "Short")
    page.refresh()
    wait(jobs, qtbot)
    choose(page, "Short")
    choose(page, "Plain", CTRL)
    assert [len(line) for line in lines(page)] == [3, 1]


def test_it_is_said_which_pictures_the_curves_are_about(qtbot: QtBot) -> None:
    curves = RunCurves()
    qtbot.addWidget(curves)
    score = Score(0.5, 0.8)
    kept = Run("1", "Kept", TrainingPlan(), history=(Epoch(1, score, score, 0.1),))
    none_kept = Run("2", "None kept", TrainingPlan(), history=(Epoch(1, score, None, 0.1),))
    curves.show_runs([none_kept], "accuracy")
    assert curves.note == "training"
    curves.show_runs([kept], "accuracy")
    assert curves.note == "validation"
    curves.show_runs([none_kept, kept], "loss")
    assert curves.note == "validation; training where it says so"
    curves.show_runs([], "loss")
    assert curves.note == ""


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_no_two_lines_look_alike(qapp: QApplication, appearance: str) -> None:
    theme.apply(qapp, appearance, 100)
    looks = {(pen(place).color().name(), pen(place).style()) for place in range(MAX_CURVES)}
    assert len(looks) == MAX_CURVES
    assert len({pen(place).style() for place in range(5)}) == 5


def test_the_curves_follow_the_appearance(page: RunsPage, qapp: QApplication) -> None:
    choose(page, "Plain")
    theme.apply(qapp, "dark", 100)
    image = page.curves.picture()
    seen = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(image.height())}
    assert theme.DARK.surface.lower() in seen
    assert theme.LIGHT.surface.lower() not in seen
    assert pen(0).color().name() in seen


# Buttons


@pytest.mark.parametrize(
    ("chosen", "possible"),
    [
        ((), {"exportRunsButton"}),
        (("Plain",), {"putLiveButton", "compareButton", "continueRunButton", "deleteRunButton"}),
        (("Plain", "Deep"), {"compareButton", "deleteRunButton"}),
        (("Plain", "Deep", "Faster"), {"deleteRunButton"}),
    ],
)
def test_what_can_be_done_depends_on_what_is_selected(
    page: RunsPage, chosen: tuple[str, ...], possible: set[str]
) -> None:
    for title in chosen:
        choose(page, title, CTRL)
    assert enabled(page) == possible | {"exportRunsButton"} | ({"saveCurvesButton"} if chosen else set())


def tips(page: RunsPage) -> dict[str, str]:
    """What those buttons say that cannot be pressed."""
    buttons = [find(page, name, QPushButton) for name in BUTTONS]
    return {each.text(): each.toolTip() for each in buttons if each.isVisible() and not each.isEnabled()}


def test_a_grey_button_says_why(page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot) -> None:
    assert tips(page) == {
        "Put under the pen": "Select one run.",
        "Compare live": "Select one run or two.",
        "Continue": "Select one run.",
        "Delete …": "Select one run or several.",
        "Save curves …": "Select a run that has a curve.",
    }
    choose(page, "Plain")
    assert tips(page) == {}
    assert find(page, "putLiveButton").toolTip() == "Answer what is drawn with the network of the selected run."
    page.set_training(True)
    wait_for_it = "Wait until the run under way has ended."
    assert tips(page) == {"Put under the pen": wait_for_it, "Continue": wait_for_it}
    choose(page, "Deep", CTRL)
    assert tips(page)["Compare live"] == wait_for_it
    page.set_training(False)
    runs.rename(runs.begin(TrainingPlan(), NAMES), "Empty")
    page.refresh()
    wait(jobs, qtbot)
    choose(page, "Empty")
    assert tips(page) == {
        "Put under the pen": "There is no network of this run.",
        "Compare live": "There is no network of this run.",
        "Continue": "There is nothing of this run to go on from.",
        "Save curves …": "Select a run that has a curve.",
    }


def test_the_button_that_ends_a_comparison_is_there_only_during_one(page: RunsPage) -> None:
    button = find(page, "endCompareButton", QPushButton)
    below = find(page, "saveCurvesButton").y()
    page.set_comparing(True)
    assert button.isVisible()
    assert find(page, "saveCurvesButton").y() >= below
    page.set_comparing(False)
    assert not button.isVisible()
    assert find(page, "saveCurvesButton").y() == below


def test_what_has_to_wait_while_a_run_is_under_way(page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot) -> None:
    runs.rename(runs.begin(TrainingPlan(), NAMES), "Now")
    page.refresh()
    wait(jobs, qtbot)
    page.set_training(True)
    choose(page, "Now")
    assert enabled(page) == {"exportRunsButton"}
    choose(page, "Plain")
    assert enabled(page) == {"compareButton", "deleteRunButton", "exportRunsButton", "saveCurvesButton"}
    choose(page, "Deep", CTRL)
    assert "compareButton" not in enabled(page)
    page.set_training(False)
    assert "compareButton" in enabled(page)


def test_putting_under_the_pen_gives_the_runs_network(page: RunsPage, qtbot: QtBot) -> None:
    choose(page, "Faster")
    with qtbot.waitSignal(page.network_chosen) as told:
        click(page, "putLiveButton")
    run, network = told.args
    assert run.title == "Faster"
    assert network.spec.classes == 10


def test_comparing_gives_one_or_two_networks(page: RunsPage, qtbot: QtBot) -> None:
    choose(page, "Deep")
    with qtbot.waitSignal(page.comparison_chosen) as told:
        click(page, "compareButton")
    assert [run.title for run, _ in told.args[0]] == ["Deep"]
    choose(page, "Plain", CTRL)
    with qtbot.waitSignal(page.comparison_chosen) as told:
        click(page, "compareButton")
    assert [run.title for run, _ in told.args[0]] == ["Plain", "Deep"]


def test_a_damaged_network_is_a_problem_that_names_the_run(page: RunsPage, runs: Runs, qtbot: QtBot) -> None:
    choose(page, "Faster")
    runs.network_path(runs.list()[1]).write_bytes(b"nothing")
    click(page, "putLiveButton")
    box = dialog(page, "problemDialog", qtbot)
    assert box.text().startswith("“Faster”: ")
    answer(box, "OK")


def test_continuing_hands_the_run_on(page: RunsPage, qtbot: QtBot) -> None:
    choose(page, "Faster")
    with qtbot.waitSignal(page.continue_requested) as told:
        click(page, "continueRunButton")
    assert told.args[0].title == "Faster"


def test_a_run_is_deleted_after_a_question(page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot) -> None:
    choose(page, "Faster")
    click(page, "deleteRunButton")
    box = dialog(page, "questionDialog", qtbot)
    assert "“Faster”" in box.text()
    answer(box, "Keep")
    assert len(runs.list()) == 3
    click(page, "deleteRunButton")
    answer(dialog(page, "questionDialog", qtbot), "Delete")
    wait(jobs, qtbot)
    assert titles(page) == ["Deep", "Plain"]
    assert [run.title for run in runs.list()] == ["Plain", "Deep"]


def test_only_what_is_gone_is_told_to_be_deleted(
    page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete = runs.delete

    def fail_at_deep(run: Run) -> None:
        if run.title == "Deep":
            raise DigitpadError("“Deep” could not be deleted.")
        delete(run)

    monkeypatch.setattr(runs, "delete", fail_at_deep)
    told: list[str] = []
    page.deleted.connect(lambda run: told.append(run.title))
    QTest.keyClick(table(page), Qt.Key.Key_A, CTRL)
    click(page, "deleteRunButton")
    answer(dialog(page, "questionDialog", qtbot), "Delete")
    answer(dialog(page, "problemDialog", qtbot), "OK")
    wait(jobs, qtbot)
    assert titles(page) == ["Deep"]
    assert told == ["Plain", "Faster"]


def test_enter_and_escape_delete_nothing(page: RunsPage, runs: Runs, qtbot: QtBot) -> None:
    choose(page, "Faster")
    choose(page, "Deep", CTRL)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        click(page, "deleteRunButton")
        box = dialog(page, "questionDialog", qtbot)
        assert "2 runs" in box.text()
        QTest.keyClick(box, key)
        qtbot.waitUntil(lambda: not page.findChildren(QMessageBox, "questionDialog"))
    assert len(runs.list()) == 3


def test_deleting_all_leaves_the_hint(page: RunsPage, jobs: Jobs, qtbot: QtBot) -> None:
    QTest.keyClick(table(page), Qt.Key.Key_A, CTRL)
    click(page, "deleteRunButton")
    answer(dialog(page, "questionDialog", qtbot), "Delete")
    wait(jobs, qtbot)
    assert "No runs yet" in texts(page)


# Files


@pytest.mark.parametrize("name", ["runs.csv", "ours"])
def test_rows_are_exported(page: RunsPage, jobs: Jobs, qtbot: QtBot, tmp_path: Path, name: str) -> None:
    with file_dialog(tmp_path / name):
        click(page, "exportRunsButton")
        qtbot.waitUntil(lambda: (tmp_path / name).with_suffix(".csv").exists())
    wait(jobs, qtbot)
    with (tmp_path / name).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file)] == ["Plain", "Faster", "Deep"]


def test_selected_rows_alone_are_exported(page: RunsPage, jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> None:
    choose(page, "Faster")
    with file_dialog(tmp_path / "one.csv"):
        click(page, "exportRunsButton")
        qtbot.waitUntil((tmp_path / "one.csv").exists)
    wait(jobs, qtbot)
    with (tmp_path / "one.csv").open(encoding="utf-8", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file)] == ["Faster"]


def test_the_curves_are_saved_as_a_picture(page: RunsPage, jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> None:
    choose(page, "Faster")
    choose(page, "Deep", CTRL)
    with file_dialog(tmp_path / "curves.png"):
        click(page, "saveCurvesButton")
        qtbot.waitUntil((tmp_path / "curves.png").exists)
    wait(jobs, qtbot)
    picture = QImage(str(tmp_path / "curves.png"))
    assert picture.size() == page.curves.picture().size()
    seen = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert {pen(0).color().name(), pen(1).color().name()} <= seen


def test_a_file_that_cannot_be_written_is_a_problem(
    page: RunsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise DigitpadError("The disk is full.")

    monkeypatch.setattr(runs_files, "write_atomically", full)
    with file_dialog(tmp_path / "runs.csv"):
        click(page, "exportRunsButton")
        qtbot.waitUntil(lambda: page.findChildren(QMessageBox, "problemDialog") != [])
    box = dialog(page, "problemDialog", qtbot)
    assert box.text() == "The disk is full."
    answer(box, "OK")


# The network of a run with other classes


def test_a_run_of_clothes(page: RunsPage, runs: Runs, jobs: Jobs, qtbot: QtBot) -> None:
    add_run(runs, "Clothes", always([0.2, 0.8], ("T-shirt/top", "Bag")), dataset="fashion-5k")
    page.refresh()
    wait(jobs, qtbot)
    assert (cell(page, 0, "Network"), cell(page, 0, "Dataset")) == ("784-128-2", "fashion-5k")
    choose(page, "Clothes")
    with qtbot.waitSignal(page.network_chosen) as told:
        click(page, "putLiveButton")
    assert told.args[1].info.class_names == ("T-shirt/top", "Bag")
