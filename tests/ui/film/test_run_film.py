"""The film of an older run, on the page Runs of the real window."""

import pytest
from helpers.films import UNSURE, filmed, sure
from helpers.main_window import long_run
from helpers.runs import NAMES, outcome
from helpers.windows import click, find
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSlider

from digitpad.model.network import Network
from digitpad.training.plan import TrainingPlan
from digitpad.training.runs import Runs


def as_planned(network, plan):
    """The same answers from the layers of a plan without hidden ones."""
    return Network(plan.spec(10), network.weights, network.info)


@pytest.fixture
def plan():
    return TrainingPlan(hidden=())


@pytest.fixture
def runs(data_dir, plan):
    """Two runs: one with a film and a network, one that was cut off in its first epoch."""
    runs = Runs(data_dir / "runs")
    for title in ("Cut off", "Whole"):
        run = runs.begin(plan, NAMES, title)
        for place, frame in enumerate(filmed(*(as_planned(each, plan) for each in (UNSURE, sure(3), sure(7)))).frames):
            runs.keep_frame(run, place, frame)
        if title == "Whole":
            runs.end(run, outcome(network=as_planned(sure(8), plan)))
        else:
            runs.let_go(run)
    return runs


@pytest.fixture
def window(runs, small_window, qtbot):
    small_window.show_page("runs")
    qtbot.waitUntil(lambda: len(table(small_window).rows) == 2 and not small_window.workbench.jobs.busy)
    return small_window


def table(window):
    return window.pages.runs.table


def slider(window):
    return find(window, "runFilmSlider", QSlider)


def choose(window, title, qtbot):
    row = next(row for row in range(2) if table(window).item(row, 0).text() == title)
    table(window).clearSelection()
    place = table(window).visualItemRect(table(window).item(row, 0)).center()
    QTest.mouseClick(table(window).viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)


def box(window):
    return find(window, "networkBox", QComboBox).currentText()


def test_looking_at_a_run_changes_nothing(window, qtbot):
    choose(window, "Whole", qtbot)
    assert slider(window).isVisible()
    assert (slider(window).value(), slider(window).maximum()) == (3, 3)
    assert box(window) == "tiny.keras"


def test_the_moments_of_a_run_and_the_network_that_it_ended_with(window, qtbot):
    choose(window, "Whole", qtbot)
    slider(window).setFocus()
    QTest.keyClick(slider(window), Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: box(window) == "Whole, epoch 1, batch 2")
    QTest.keyClick(slider(window), Qt.Key.Key_Right)
    assert box(window) == "Whole"
    picture = window.drawing.preview.picture
    assert window.workbench.recognizer.network.probabilities(picture[None])[0].argmax() == 8


def test_a_run_that_was_cut_off_has_its_film_all_the_same(window, qtbot):
    choose(window, "Cut off", qtbot)
    assert (slider(window).value(), slider(window).maximum()) == (2, 2)
    slider(window).setFocus()
    QTest.keyClick(slider(window), Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: box(window) == "Cut off, before training")


def test_two_runs_or_a_run_without_a_film_show_none(window, runs, qtbot):
    choose(window, "Whole", qtbot)
    table(window).selectAll()
    assert slider(window).parentWidget().isVisible() is False
    runs.film_path(runs.list()[1]).unlink()
    choose(window, "Whole", qtbot)
    assert not slider(window).isVisible()


def test_while_a_run_is_under_way_its_own_film_is_the_only_one(window, qtbot):
    choose(window, "Whole", qtbot)
    window.show_page("training")
    long_run(window, qtbot)
    window.show_page("runs")
    qtbot.waitUntil(lambda: len(table(window).rows) == 3)
    assert not slider(window).isVisible()
    window.show_page("training")
    click(window, "stopButton")
    qtbot.waitUntil(lambda: not window.workbench.is_training)


def test_a_window_that_closes_reads_no_film_any_more(window, qtbot):
    """One is being read and one waits behind it: the thread that would read it is gone."""
    film = window.pages.films[1]
    for run in window.workbench.runs.list():
        film.show_run(run)
    window.workbench.jobs.finish(10_000)
    film.stop()
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)
    assert film.isHidden()
