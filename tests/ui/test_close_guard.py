"""Closing the window: nothing is lost without a question."""

import shutil
import threading

import pytest
from helpers.main_window import long_run, trained
from helpers.networks import always
from helpers.windows import answer, click, dialog, find, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QSpinBox

from digitpad.model.keras_file import read_network
from digitpad.training.runs import Runs

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def unsaved(small_window):
    small_window.workbench.networks.trained(always([0.91] + [0.01] * 9))
    return small_window


def test_a_window_with_nothing_to_lose_closes_at_once(small_window):
    assert small_window.close()
    assert small_window.isHidden()
    assert not small_window.findChildren(QMessageBox)


def test_cancel_keeps_the_window_and_the_network(unsaved, qtbot):
    assert not unsaved.close()
    box = dialog(unsaved, "questionDialog", qtbot)
    assert "Network 1" in box.text()
    answer(box, "Cancel")
    qtbot.waitUntil(lambda: not unsaved.findChildren(QMessageBox))
    assert unsaved.isVisible()
    assert unsaved.workbench.networks.unsaved


def test_not_saving_closes(unsaved, qtbot):
    press(unsaved, Qt.Key.Key_Q, CTRL)
    answer(dialog(unsaved, "questionDialog", qtbot), "Do not save")
    qtbot.waitUntil(unsaved.isHidden)


def test_every_unsaved_network_is_asked_about(unsaved, qtbot):
    unsaved.workbench.networks.trained(always([0.01] * 9 + [0.91]))
    unsaved.close()
    for title in ("Network 2", "Network 1"):
        box = dialog(unsaved, "questionDialog", qtbot)
        assert title in box.text()
        answer(box, "Do not save")
        assert unsaved.isVisible() is (title == "Network 2")
    qtbot.waitUntil(unsaved.isHidden)


def test_a_network_under_the_pen_whose_run_was_deleted_is_asked_about(
    small_window, qtbot
):
    trained(small_window, qtbot)
    find(small_window, "pages").setCurrentWidget(small_window.pages.runs)
    qtbot.waitUntil(lambda: small_window.pages.runs.table.rowCount() == 1)
    small_window.pages.runs.table.selectRow(0)
    click(small_window, "deleteRunButton")
    with qtbot.waitSignal(small_window.workbench.networks.changed):
        answer(dialog(small_window, "questionDialog", qtbot), "Delete")
    assert small_window.isWindowModified()
    assert not small_window.close()
    box = dialog(small_window, "questionDialog", qtbot)
    assert "“Run 1”" in box.text()
    answer(box, "Do not save")
    qtbot.waitUntil(small_window.isHidden)


def test_closing_twice_asks_once(unsaved, qtbot):
    """The taskbar can close a window whose question is open."""
    unsaved.close()
    unsaved.close()
    answer(dialog(unsaved, "questionDialog", qtbot), "Cancel")
    assert unsaved.isVisible()


@pytest.mark.usefixtures("nothing_is_kept")
def test_closing_again_while_the_run_is_being_stopped(small_window, qtbot):
    long_run(small_window, qtbot)
    small_window.close()
    answer(dialog(small_window, "questionDialog", qtbot), "Stop and close")
    small_window.close()
    qtbot.waitUntil(lambda: not small_window.workbench.is_training)
    answer(dialog(small_window, "questionDialog", qtbot), "Cancel")
    qtbot.waitUntil(lambda: not small_window.findChildren(QMessageBox))
    assert small_window.isVisible()


def test_closing_in_the_middle_of_a_run_can_be_taken_back(small_window, qtbot):
    long_run(small_window, qtbot)
    assert not small_window.close()
    answer(dialog(small_window, "questionDialog", qtbot), "Keep training")
    qtbot.wait(50)
    assert small_window.isVisible()
    assert small_window.workbench.is_training


def test_what_a_run_keeps_is_not_asked_about(small_window, qtbot):
    """It can be put in use from the page Runs after the next start."""
    trained(small_window, qtbot)
    trained(small_window, qtbot)
    small_window.close()
    qtbot.waitUntil(small_window.isHidden)


def test_a_network_whose_run_is_gone_is_asked_about(small_window, data_dir, qtbot):
    """The stick was pulled, or somebody deleted the data folder, and the file is all that there was."""
    trained(small_window, qtbot)
    moved = data_dir.with_name("moved")
    data_dir.rename(moved)
    small_window.close()
    box = dialog(small_window, "questionDialog", qtbot)
    assert "“Run 1” was trained and is not saved" in box.text()
    assert small_window.isWindowModified()
    answer(box, "Cancel")
    qtbot.waitUntil(lambda: not small_window.findChildren(QMessageBox))
    moved.rename(data_dir)
    small_window.close()
    qtbot.waitUntil(small_window.isHidden)


def test_a_network_whose_run_is_gone_may_be_lost(small_window, data_dir, qtbot):
    trained(small_window, qtbot)
    shutil.rmtree(data_dir)
    small_window.close()
    answer(dialog(small_window, "questionDialog", qtbot), "Do not save")
    qtbot.waitUntil(small_window.isHidden)


def close_and_lose(window, qtbot):
    """Close in mid-run; the network is asked about, since nothing keeps it."""
    window.close()
    answer(dialog(window, "questionDialog", qtbot), "Stop and close")
    qtbot.waitUntil(lambda: not window.workbench.is_training)
    box = dialog(window, "questionDialog", qtbot)
    assert "“Network 1” was trained and is not saved" in box.text()
    answer(box, "Do not save")
    qtbot.waitUntil(window.isHidden)


def test_a_data_folder_that_goes_in_mid_run_is_said_and_the_network_asked_about(small_window, data_dir, qtbot):
    long_run(small_window, qtbot)
    data_dir.rename(data_dir.with_name("moved"))
    qtbot.waitUntil(lambda: "“Run 1” is no longer in" in small_window.workbench.session.warning)
    close_and_lose(small_window, qtbot)


def test_closing_in_the_middle_of_a_run_stops_it_and_keeps_what_it_learnt(
    small_window, data_dir, qtbot
):
    long_run(small_window, qtbot)
    small_window.close()
    box = dialog(small_window, "questionDialog", qtbot)
    assert "What it has learnt so far is kept." in box.text()
    answer(box, "Stop and close")
    qtbot.waitUntil(small_window.isHidden)
    runs = Runs(data_dir / "runs")
    (run,) = runs.list()
    network = small_window.workbench.networks.current.network
    kept = read_network(runs.network_path(run))
    assert all((one == other).all() for one, other in zip(kept.weights, network.weights, strict=True))


@pytest.mark.usefixtures("nothing_is_kept")
def test_closing_in_the_middle_of_a_run_that_is_not_kept_asks_about_what_it_learnt(
    small_window, qtbot
):
    long_run(small_window, qtbot)
    close_and_lose(small_window, qtbot)


def test_closing_while_tensorflow_loads(small_window, catalogue, qtbot):
    catalogue.gate.clear()
    click(small_window, "trainButton")
    qtbot.waitUntil(lambda: catalogue.reads == 1)
    small_window.close()
    box = dialog(small_window, "questionDialog", qtbot)
    # Closing waits for the thread, so somebody else has to open the gate.
    opener = threading.Timer(0.1, catalogue.gate.set)
    opener.start()
    answer(box, "Stop and close")
    qtbot.waitUntil(small_window.isHidden)
    opener.join()


def test_a_run_that_ends_while_the_question_is_open(
    small_window, catalogue, qtbot
):
    catalogue.gate.clear()
    find(small_window, "epochsBox", QSpinBox).setValue(1)
    click(small_window, "trainButton")
    small_window.close()
    box = dialog(small_window, "questionDialog", qtbot)
    catalogue.gate.set()
    qtbot.waitUntil(lambda: not small_window.workbench.is_training)
    answer(box, "Stop and close")
    qtbot.waitUntil(small_window.isHidden)


# Nothing is waited for without a limit


@pytest.fixture
def impatient(monkeypatch, request):
    """A window that asks at once whether to go on waiting."""
    for limit in ("_PATIENCE_MILLISECONDS", "_GRACE_MILLISECONDS"):
        monkeypatch.setattr(f"digitpad.ui.close_guard.{limit}", 0)
    return request.getfixturevalue("small_window")


@pytest.fixture
def endless():
    """Work that never ends, until the test does."""
    gate = threading.Event()
    yield gate
    gate.set()


def after(gate, work):
    """The same work, but it begins when the gate is open."""
    return lambda *arguments: (gate.wait(), work(*arguments))[1]


def nothing(*_):
    """What nobody wants to know."""


def close_now(window, qtbot):
    box = dialog(window, "questionDialog", qtbot)
    assert "may be slow, or may not answer" in box.text()
    answer(box, "Close now")
    assert window.isHidden()
    assert window.has_threads_left


def message(window):
    return window.statusBar().currentMessage()


def test_a_job_that_never_ends_is_said_and_closed_without(impatient, endless, qtbot):
    impatient.workbench.jobs.start(endless.wait, nothing, nothing)
    assert not impatient.close()
    assert message(impatient).startswith("Saving")
    close_now(impatient, qtbot)


def test_a_collection_that_never_answers_is_closed_without(impatient, endless, qtbot):
    impatient.workbench.samples.look(lambda _: endless.wait(), nothing, nothing)
    assert not impatient.close()
    close_now(impatient, qtbot)
    endless.set()
    assert impatient.workbench.close(), "and the data folder is free for others"


def test_runs_that_are_looked_for_for_ever_are_closed_without(impatient, endless, qtbot, monkeypatch):
    trained(impatient, qtbot)
    runs = impatient.workbench.runs
    monkeypatch.setattr(runs, "keeping", after(endless, runs.keeping))
    assert not impatient.close()
    assert message(impatient) == "Looking whether the trained networks are on the disk…"
    close_now(impatient, qtbot)


def test_pictures_that_are_loaded_for_ever_are_closed_without_a_wait(small_window, catalogue, qtbot):
    catalogue.gate.clear()
    click(small_window, "trainButton")
    qtbot.waitUntil(lambda: catalogue.reads == 1)
    small_window.close()
    answer(dialog(small_window, "questionDialog", qtbot), "Stop and close")
    assert small_window.isHidden()
    assert small_window.has_threads_left
    catalogue.gate.set()


def test_a_run_that_is_saved_for_ever_is_said_and_closed_without(impatient, endless, qtbot, monkeypatch):
    runs = impatient.workbench.runs
    monkeypatch.setattr(runs, "end", after(endless, runs.end))
    long_run(impatient, qtbot)
    impatient.close()
    answer(dialog(impatient, "questionDialog", qtbot), "Stop and close")
    assert message(impatient) == "Saving what was learnt…"
    close_now(impatient, qtbot)


def test_a_run_that_is_saved_for_ever_before_an_opening_can_be_closed_without(impatient, endless, qtbot, monkeypatch):
    runs = impatient.workbench.runs
    monkeypatch.setattr(runs, "end", after(endless, runs.end))
    long_run(impatient, qtbot)
    impatient.opener.open_network()
    answer(dialog(impatient, "questionDialog", qtbot), "Stop and open")
    assert message(impatient) == "Saving what was learnt…"
    impatient.close()
    close_now(impatient, qtbot)


def test_closing_goes_on_by_itself_when_the_work_is_done(impatient, qtbot):
    gate, written = threading.Event(), []
    impatient.workbench.jobs.start(lambda: gate.wait(60) and written.append("all"), nothing, nothing)
    impatient.close()
    box = dialog(impatient, "questionDialog", qtbot)
    answer(box, "Keep waiting")
    dialog(impatient, "questionDialog", qtbot)
    assert impatient.isVisible()
    gate.set()
    qtbot.waitUntil(impatient.isHidden)
    assert written == ["all"]
    assert not impatient.has_threads_left


def test_the_window_closes_at_once_where_work_is_done_in_a_blink(small_window):
    written = []
    small_window.workbench.jobs.start(lambda: written.append("all"), nothing, nothing)
    assert small_window.close()
    assert written == ["all"]
