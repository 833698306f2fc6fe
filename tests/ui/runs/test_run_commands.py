"""What can be done with the selected runs, with real clicks and keys, on runs that nobody had to train."""

import csv

import pytest
from helpers.networks import always
from helpers.runs import add_run
from helpers.runs_page import CTRL, cell, choose, table, titles, wait
from helpers.windows import answer, click, dialog, file_dialog
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from digitpad.errors import DigitpadError
from digitpad.ui.runs import runs_files
from digitpad.ui.runs.run_curves import pen


def test_putting_under_the_pen_gives_the_runs_network(page, qtbot):
    choose(page, "Faster")
    with qtbot.waitSignal(page.commands.network_chosen) as told:
        click(page, "putLiveButton")
    run, network = told.args
    assert run.title == "Faster"
    assert network.spec.classes == 10


def test_comparing_gives_one_or_two_networks(page, qtbot):
    choose(page, "Deep")
    with qtbot.waitSignal(page.commands.comparison_chosen) as told:
        click(page, "compareButton")
    assert [run.title for run, _ in told.args[0]] == ["Deep"]
    choose(page, "Plain", CTRL)
    with qtbot.waitSignal(page.commands.comparison_chosen) as told:
        click(page, "compareButton")
    assert [run.title for run, _ in told.args[0]] == ["Plain", "Deep"]


def test_a_damaged_network_is_a_problem_that_names_the_run(page, runs, qtbot):
    choose(page, "Faster")
    runs.network_path(runs.list()[1]).write_bytes(b"nothing")
    click(page, "putLiveButton")
    box = dialog(page, "problemDialog", qtbot)
    assert box.text().startswith("“Faster”: ")
    answer(box, "OK")


def test_continuing_hands_the_run_on(page, qtbot):
    choose(page, "Faster")
    with qtbot.waitSignal(page.commands.continue_requested) as told:
        click(page, "continueRunButton")
    assert told.args[0].title == "Faster"


def test_a_run_is_deleted_after_a_question(page, runs, jobs, qtbot):
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
    page, runs, jobs, qtbot, monkeypatch
):
    delete = runs.delete

    def fail_at_deep(run):
        if run.title == "Deep":
            raise DigitpadError("“Deep” could not be deleted.")
        delete(run)

    monkeypatch.setattr(runs, "delete", fail_at_deep)
    told = []
    page.commands.deleted.connect(lambda run: told.append(run.title))
    QTest.keyClick(table(page), Qt.Key.Key_A, CTRL)
    click(page, "deleteRunButton")
    answer(dialog(page, "questionDialog", qtbot), "Delete")
    answer(dialog(page, "problemDialog", qtbot), "OK")
    wait(jobs, qtbot)
    assert titles(page) == ["Deep"]
    assert told == ["Plain", "Faster"]


def test_enter_and_escape_delete_nothing(page, runs, qtbot):
    choose(page, "Faster")
    choose(page, "Deep", CTRL)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        click(page, "deleteRunButton")
        box = dialog(page, "questionDialog", qtbot)
        assert "2 runs" in box.text()
        QTest.keyClick(box, key)
        qtbot.waitUntil(lambda: not page.findChildren(QMessageBox, "questionDialog"))
    assert len(runs.list()) == 3


# Files


@pytest.mark.parametrize("name", ["runs.csv", "ours"])
def test_rows_are_exported(page, jobs, qtbot, tmp_path, name):
    with file_dialog(tmp_path / name):
        click(page, "exportRunsButton")
        qtbot.waitUntil(lambda: (tmp_path / name).with_suffix(".csv").exists())
    wait(jobs, qtbot)
    with (tmp_path / name).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file)] == ["Plain", "Faster", "Deep"]


def test_selected_rows_alone_are_exported(page, jobs, qtbot, tmp_path):
    choose(page, "Faster")
    with file_dialog(tmp_path / "one.csv"):
        click(page, "exportRunsButton")
        qtbot.waitUntil((tmp_path / "one.csv").exists)
    wait(jobs, qtbot)
    with (tmp_path / "one.csv").open(encoding="utf-8", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file)] == ["Faster"]


def test_the_curves_are_saved_as_a_picture(page, jobs, qtbot, tmp_path):
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
    page, qtbot, tmp_path, monkeypatch
):
    def full(path, content):
        raise DigitpadError("The disk is full.")

    monkeypatch.setattr(runs_files, "write_atomically", full)
    with file_dialog(tmp_path / "runs.csv"):
        click(page, "exportRunsButton")
        qtbot.waitUntil(lambda: page.findChildren(QMessageBox, "problemDialog") != [])
    box = dialog(page, "problemDialog", qtbot)
    assert box.text() == "The disk is full."
    answer(box, "OK")


# The network of a run with other classes


def test_a_run_of_clothes(page, runs, jobs, qtbot):
    add_run(runs, "Clothes", always([0.2, 0.8], ("T-shirt/top", "Bag")), dataset="fashion-5k")
    page.refresh()
    wait(jobs, qtbot)
    assert (cell(page, 0, "Network"), cell(page, 0, "Dataset")) == ("784-128-2", "fashion-5k")
    choose(page, "Clothes")
    with qtbot.waitSignal(page.commands.network_chosen) as told:
        click(page, "putLiveButton")
    assert told.args[1].info.class_names == ("T-shirt/top", "Bag")
