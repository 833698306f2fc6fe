"""Fair tests and the curves of several runs, on runs that nobody had to train."""


import pytest
from helpers.runs import NAMES, checkpoint
from helpers.runs_page import CTRL, badge, choose, table, wait
from helpers.windows import find, texts
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton

from digitpad.training.epoch import Epoch, Score
from digitpad.training.plan import TrainingPlan
from digitpad.training.run import Run
from digitpad.ui.runs.run_curves import MAX_CURVES, Legend, RunCurves, pen
from digitpad.ui.runs.runs_table import RunsTable
from digitpad.ui.widgets import theme


def test_two_runs_are_a_fair_test_or_not(page):
    assert badge(page) == "Ctrl+click a second run to compare."
    choose(page, "Plain")
    choose(page, "Faster", CTRL)
    assert badge(page) == "Fair test: only the learning rate differs (0.001, 0.01)"
    choose(page, "Faster", CTRL)
    choose(page, "Deep", CTRL)
    assert badge(page) == "Not a fair test. These differ: hidden layers, optimizer, batch size"
    assert find(page, "fairTestBadge").property("problem")
    choose(page, "Faster", CTRL)
    assert badge(page) == "Ctrl+click a second run to compare."
    assert not find(page, "fairTestBadge").property("problem")


def lines(page):
    return [list(line.values) for line in page.curves.plot.lines]


def test_the_curves_of_the_selected_runs_lie_over_each_other(page):
    choose(page, "Plain")
    choose(page, "Deep", CTRL)
    assert lines(page) == [pytest.approx([15, 30, 45])] * 2
    legend = page.findChild(Legend)
    assert legend.accessibleName() == "Legend: Plain, Deep"
    QTest.mouseClick(find(page, "lossCurvesButton", QRadioButton), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert lines(page) == [pytest.approx([2.5, 1.25, 2.5 / 3])] * 2


def test_without_a_selection_there_is_a_hint(page):
    assert "Select one run or several" in texts(page)
    choose(page, "Plain")
    assert "Select one run or several" not in texts(page)
    choose(page, "Plain", CTRL)
    assert "Select one run or several" in texts(page)


def test_a_run_without_an_epoch_has_no_curve(page, runs, jobs, qtbot):
    runs.rename(runs.begin(TrainingPlan(), NAMES), "Empty")
    page.refresh()
    wait(jobs, qtbot)
    choose(page, "Empty")
    assert "no epoch was finished" in texts(page)
    assert not find(page, "saveCurvesButton").isEnabled()


def test_more_curves_than_anybody_reads_are_left_out(page, runs, jobs, qtbot):
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


def test_long_titles_are_told_apart_by_their_ends(qtbot):
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
    page, runs, jobs, qtbot
):
    for _ in range(MAX_CURVES):
        runs.checkpoint(runs.begin(TrainingPlan(), NAMES), checkpoint(1))
    page.resize(400, 480)
    page.refresh()
    wait(jobs, qtbot)
    QTest.keyClick(table(page), Qt.Key.Key_A, CTRL)
    qtbot.waitUntil(lambda: page.curves.plot.height() >= 4 * page.fontMetrics().height())


def test_a_picture_of_the_curves_does_not_depend_on_the_window(page):
    choose(page, "Plain")
    sizes = set()
    for side in (400, 900):
        page.resize(side, side)
        QApplication.processEvents()
        sizes.add(page.curves.picture().size().toTuple())
    ((width, height),) = sizes
    assert width > height > 400


def test_a_shorter_run_lies_on_top_of_a_longer_one(
    page, runs, jobs, qtbot
):
    short = runs.begin(TrainingPlan(), NAMES)
    runs.checkpoint(short, checkpoint(1))
    runs.rename(short, "Short")
    page.refresh()
    wait(jobs, qtbot)
    choose(page, "Short")
    choose(page, "Plain", CTRL)
    assert [len(line) for line in lines(page)] == [3, 1]


def test_it_is_said_which_pictures_the_curves_are_about(qtbot):
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
def test_no_two_lines_look_alike(qapp, appearance):
    theme.apply(qapp, appearance, 100)
    looks = {(pen(place).color().name(), pen(place).style()) for place in range(MAX_CURVES)}
    assert len(looks) == MAX_CURVES
    assert len({pen(place).style() for place in range(5)}) == 5


def test_the_curves_follow_the_appearance(page, qapp):
    choose(page, "Plain")
    theme.apply(qapp, "dark", 100)
    image = page.curves.picture()
    seen = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(image.height())}
    assert theme.DARK.surface.lower() in seen
    assert theme.LIGHT.surface.lower() not in seen
    assert pen(0).color().name() in seen
