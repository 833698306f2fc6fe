"""Training and the pen, in the window with a tiny network."""


import pytest
from helpers.main_window import bars, long_run, trained
from helpers.networks import always
from helpers.pen import Mouse
from helpers.windows import answer, click, dialog, find, press, texts
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from digitpad.errors import DigitpadError
from digitpad.formatting import percent
from digitpad.ink.raster import rasterize
from digitpad.model.keras_file import write_network
from digitpad.replay import bundled_drawings
from digitpad.training.runs import Runs

CTRL = Qt.KeyboardModifier.ControlModifier
DRAWINGS = dict(bundled_drawings())


def action(window, text):
    return next(each for each in window.findChildren(QAction) if each.text().replace("&", "") == text)


def test_drawing_goes_on_while_it_trains(small_window, qtbot):
    long_run(small_window, qtbot)
    mouse = Mouse(small_window.drawing.canvas)
    for label in ("1", "8"):
        press(small_window, Qt.Key.Key_Delete)
        answers = []
        small_window.workbench.recognizer.recognized.connect(answers.append)
        mouse.draw(DRAWINGS[label])
        picture = rasterize(small_window.drawing.canvas.ink)
        qtbot.waitUntil(lambda answers=answers, picture=picture: (answers[-1].picture == picture).all())
        assert sum(bars(small_window)) == pytest.approx(1, abs=1e-4)
    assert small_window.workbench.is_training


def test_a_failed_run_gives_the_network_back(
    small_window, catalogue, qtbot
):
    before = small_window.workbench.networks.current
    small_window.workbench.session.snapshot.emit(always([0.1] * 10))
    catalogue.error = DigitpadError("The pictures are gone; install Digitpad again.")
    click(small_window, "trainButton")
    qtbot.waitUntil(lambda: not small_window.workbench.is_training)
    assert small_window.workbench.recognizer.network is before.network
    assert small_window.workbench.networks.current is before
    assert "The pictures are gone; install Digitpad again." in texts(small_window)


def test_train_and_stop_have_keys(small_window, catalogue, qtbot):
    catalogue.gate.clear()
    press(small_window, Qt.Key.Key_T, CTRL)
    assert small_window.workbench.is_training
    press(small_window, Qt.Key.Key_Period, CTRL)
    assert not small_window.workbench.is_training
    catalogue.gate.set()


def test_training_again_loses_no_network(small_window, qtbot):
    trained(small_window, qtbot)
    first = small_window.workbench.networks.current
    trained(small_window, qtbot)
    assert [entry.title for entry in small_window.workbench.networks.entries] == ["tiny.keras", "Run 1", "Run 2"]
    action(small_window, "Run 1").trigger()
    assert small_window.workbench.networks.current is first
    assert small_window.workbench.recognizer.network is first.network
    assert small_window.windowTitle().startswith("Run 1")


def test_a_run_that_goes_on_leaves_its_earlier_network_in_the_session(
    small_window, data_dir, qtbot
):
    """The row keeps the newer one only; the earlier one is there until the window closes, which does not ask."""
    trained(small_window, qtbot)
    first = small_window.workbench.networks.current
    (run,) = Runs(data_dir / "runs").list()
    assert small_window.workbench.session.resume(run, more_epochs=1)
    qtbot.waitUntil(lambda: not small_window.workbench.is_training)
    assert [entry.title for entry in small_window.workbench.networks.entries] == [
        "tiny.keras",
        "Run 1 (earlier)",
        "Run 1",
    ]
    assert small_window.workbench.networks.entries[1] is first
    small_window.close()
    qtbot.waitUntil(small_window.isHidden)


# Opening another network in the middle of a run


@pytest.fixture
def other(tmp_path):
    path = tmp_path / "other.keras"
    write_network(path, always([0.91] + [0.01] * 9))
    return path


def wait_for_jobs(window, qtbot):
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)


def test_opening_in_the_middle_of_a_run_asks_and_then_shows_what_was_opened(
    small_window, other, qtbot
):
    long_run(small_window, qtbot)
    small_window.opener.open_network(other)
    box = dialog(small_window, "questionDialog", qtbot)
    assert small_window.workbench.is_training
    answer(box, "Stop and open")
    qtbot.waitUntil(lambda: not small_window.workbench.is_training)
    qtbot.waitUntil(lambda: len(small_window.workbench.networks.entries) == 3)
    wait_for_jobs(small_window, qtbot)
    assert small_window.workbench.networks.current.path == other
    assert [entry.title for entry in small_window.workbench.networks.entries] == ["tiny.keras", "Run 1", other.name]


def test_a_run_may_be_kept_instead_of_opening(small_window, other, qtbot):
    long_run(small_window, qtbot)
    small_window.opener.open_network(other)
    answer(dialog(small_window, "questionDialog", qtbot), "Keep training")
    assert small_window.workbench.is_training
    assert len(small_window.workbench.networks.entries) == 1


def test_the_network_that_stop_keeps_gets_its_test_accuracy_everywhere(small_window, qtbot):
    """In the result line, the box of the network in use, the table of runs and the file of the run."""
    long_run(small_window, qtbot)
    click(small_window, "stopButton")
    qtbot.waitUntil(lambda: "of the test pictures right" in find(small_window, "trainingStatus").text())
    accuracy = small_window.workbench.recognizer.network.info.test_accuracy
    assert accuracy is not None
    assert percent(accuracy) in find(small_window, "trainingStatus").text()
    assert f"test accuracy {percent(accuracy)}" in find(small_window, "networkFacts").text()
    (run,) = Runs(small_window.workbench.data_dir / "runs").list()
    assert run.test.accuracy == accuracy
    assert percent(accuracy) in run.sentence
    small_window.show_page("runs")
    table = small_window.pages.runs.table
    qtbot.waitUntil(lambda: table.rowCount() == 1)
    assert percent(accuracy) in [table.item(0, column).text() for column in range(table.columnCount())]


def test_stop_and_close_at_once(small_window, qtbot):
    long_run(small_window, qtbot)
    click(small_window, "stopButton")
    qtbot.waitUntil(lambda: not small_window.workbench.is_training)
    small_window.close()
    qtbot.waitUntil(lambda: not small_window.isVisible())
    assert not small_window.has_threads_left


def test_stop_and_train_at_once(small_window, qtbot):
    long_run(small_window, qtbot)
    click(small_window, "stopButton")
    qtbot.waitUntil(lambda: not small_window.workbench.is_training)
    trained(small_window, qtbot)
    assert find(small_window, "trainingStatus").text().startswith("Finished after 1 epoch: ")
    assert small_window.workbench.networks.current.title == "Run 2"
