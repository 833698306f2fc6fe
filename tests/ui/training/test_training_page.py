"""The Train page: runs on a few digits with the real Keras, the first of which imports it."""

import pytest
from helpers.patience import PATIENCE
from helpers.training import Standstill
from helpers.training_page import bars, finish, status
from helpers.windows import click, find
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDoubleSpinBox,
    QProgressBar,
    QPushButton,
    QSpinBox,
)

from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Phase


def start_long_run(page, told, qtbot):
    """Train, and come back when the second epoch of a thousand is under way.

    Nothing is kept aside for validation: epochs of a few milliseconds would be hidden by the checks after them.
    """
    find(page, "validationShareBox", QDoubleSpinBox).setValue(0)
    find(page, "epochsBox", QSpinBox).setValue(1000)
    click(page, "trainButton")
    qtbot.waitUntil(lambda: bool(told.progress) and told.progress[-1].epoch >= 2)


# A run to its end


def test_a_run_from_train_to_the_figures_of_the_test(page, session, told, qtbot):
    click(page, "trainButton")
    assert session.is_running
    assert status(page) == "Getting ready (only the first time takes longer)…"
    finish(session, qtbot)
    assert told.plans == [TrainingPlan(hidden=(16,), epochs=2)]
    (outcome,) = told.outcomes
    assert outcome.network.spec.parameter_count == 784 * 16 + 16 + 16 * 10 + 10
    assert not outcome.stopped
    assert outcome.test is not None
    assert outcome.network.info.test_accuracy == outcome.test.accuracy
    assert status(page) == str(outcome.message()).replace("\N{NO-BREAK SPACE}", " ")
    assert find(page, "trainingProgress").isHidden(), "nothing goes on any more"
    assert len(told.networks) >= 1
    assert told.given_up == 0


def test_progress_never_goes_back_and_names_epoch_and_time_left(page, session, told, qtbot
):
    start_long_run(page, told, qtbot)
    assert find(page, "epochProgress", QProgressBar).text().startswith("Epoch ")
    assert find(page, "epochProgress", QProgressBar).text().endswith(" of 1000")
    qtbot.waitUntil(lambda: find(page, "trainingProgress", QProgressBar).text().endswith(" left"))
    qtbot.waitUntil(lambda: "loss" in status(page))
    shares = [progress.run_share for progress in told.progress]
    assert shares == sorted(shares)
    click(page, "stopButton")
    finish(session, qtbot)


def test_while_it_runs_the_settings_are_fixed(page, session, told, qtbot):
    train, stop = find(page, "trainButton"), find(page, "stopButton")
    assert (train.isEnabled(), stop.isEnabled(), page.form.isEnabled()) == (True, False, True)
    start_long_run(page, told, qtbot)
    assert (train.isEnabled(), stop.isEnabled(), page.form.isEnabled()) == (False, True, False)
    click(page, "stopButton")
    assert not stop.isEnabled()
    finish(session, qtbot)
    assert (train.isEnabled(), stop.isEnabled(), page.form.isEnabled()) == (True, False, True)


# One run at a time


def test_a_double_click_on_train_starts_one_run(page, session, told, catalogue, qtbot
):
    button = find(page, "trainButton", QPushButton)
    centre = button.mapTo(page, button.rect().center())
    QTest.mouseDClick(page.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, centre)
    finish(session, qtbot)
    qtbot.wait(50)
    assert catalogue.reads == len(told.plans) == len(told.outcomes) == 1


def test_a_key_held_down_on_train_starts_one_run(page, session, told, catalogue, qtbot
):
    button = find(page, "trainButton", QPushButton)
    button.setFocus()
    QTest.keyPress(button, Qt.Key.Key_Space)
    for _ in range(20):
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            repeated = QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", autorep=True)
            QApplication.sendEvent(button, repeated)
    QTest.keyRelease(button, Qt.Key.Key_Space)
    for _ in range(5):
        QTest.keyClick(button, Qt.Key.Key_Space)
    finish(session, qtbot)
    assert catalogue.reads == len(told.outcomes) == 1


# Stop


def test_stop_keeps_the_network_as_it_is(page, session, told, qtbot):
    start_long_run(page, told, qtbot)
    click(page, "stopButton")
    assert status(page) == "Stopping…"
    session.stop()
    finish(session, qtbot)
    (outcome,) = told.outcomes
    assert outcome.stopped
    assert outcome.test is None
    assert 1 <= len(outcome.history) < 1000
    assert status(page).startswith("Stopped after ")
    assert 0 < bars(page)[1] < 1
    assert find(page, "trainingProgress").isHidden()


def test_stop_while_tensorflow_loads_is_immediate(page, session, told, catalogue, qtbot
):
    """Nothing can interrupt an import; the page does not wait for it, and nothing comes of it later."""
    catalogue.gate.clear()
    click(page, "trainButton")
    qtbot.waitUntil(lambda: catalogue.reads == 1)
    click(page, "stopButton")
    assert not session.is_running
    assert status(page) == "Stopped before training began; the network is unchanged."
    assert find(page, "trainButton").isEnabled()
    assert told.given_up == 1
    so_far = len(told.progress)
    catalogue.gate.set()
    assert session.wait(PATIENCE)
    qtbot.wait(50)
    assert (told.outcomes, told.given_up, len(told.progress)) == ([], 1, so_far)


def test_a_run_after_one_that_was_left_loading(page, session, told, catalogue, qtbot
):
    catalogue.gate.clear()
    click(page, "trainButton")
    qtbot.waitUntil(lambda: catalogue.reads == 1)
    click(page, "stopButton")
    click(page, "trainButton")
    assert status(page) == "Getting ready (only the first time takes longer)…"
    catalogue.gate.set()
    finish(session, qtbot)
    assert catalogue.reads == 2
    assert len(told.outcomes) == 1
    assert not told.outcomes[0].stopped


def test_train_and_stop_pressed_many_times_load_once(page, session, told, catalogue, qtbot):
    catalogue.gate.clear()
    for _ in range(20):
        click(page, "trainButton")
        assert session.is_running
        click(page, "stopButton")
        assert not session.is_running
    qtbot.waitUntil(lambda: catalogue.reads == 1)
    assert not session.close(60_000), "it does not wait for what is only being loaded"
    catalogue.gate.set()
    assert session.wait(PATIENCE)
    qtbot.wait(50)
    assert (catalogue.reads, told.given_up, told.outcomes) == (1, 20, [])
    click(page, "trainButton")
    finish(session, qtbot)
    assert len(told.outcomes) == 1


BEFORE_THERE_IS_A_NETWORK = "Stopped before training began; the network is unchanged."


@pytest.mark.parametrize(
    ("phase", "says"),
    [
        (Phase.IMPORTING, BEFORE_THERE_IS_A_NETWORK),
        (Phase.PREPARING, BEFORE_THERE_IS_A_NETWORK),
        (Phase.COMPILING, BEFORE_THERE_IS_A_NETWORK),
        (Phase.TRAINING, "Stopped in epoch 1"),
        (Phase.VALIDATING, "Stopped in epoch 1"),
        (Phase.TESTING, "Stopped after 2 epochs"),
    ],
    ids=lambda value: value.name.lower() if isinstance(value, Phase) else "",
)
def test_stop_ends_the_run_whatever_it_is_doing(page, session, told, monkeypatch, qtbot, phase, says
):
    """Before there is a network the page says so at once; afterwards the network as it is is kept."""
    standstill = Standstill(phase, monkeypatch)
    click(page, "trainButton")
    qtbot.waitUntil(lambda: standstill.reached.is_set() and session.progress.phase is phase)
    click(page, "stopButton")
    if says == BEFORE_THERE_IS_A_NETWORK:
        assert not session.is_running
    finish(session, qtbot)
    assert status(page).startswith(says)
    assert len(told.outcomes) == (says != BEFORE_THERE_IS_A_NETWORK)
    assert told.given_up == (says == BEFORE_THERE_IS_A_NETWORK)
    assert find(page, "trainButton").isEnabled()
    if told.outcomes:  # the network that is kept is tested, and nothing else comes of it later
        qtbot.waitUntil(lambda: bool(told.tested))
        assert status(page).startswith(f"{says}: ")
        assert " of the test pictures right, loss " in status(page)
    said = status(page)
    assert session.wait(PATIENCE)
    qtbot.wait(50)
    assert status(page) == said


def test_one_more_epoch_is_seen_at_once_although_the_run_is_paused(page, told, qtbot
):
    start_long_run(page, told, qtbot)
    click(page, "pauseButton")
    qtbot.waitUntil(lambda: "Paused" in status(page))
    click(page, "oneMoreEpochButton")
    assert " of 1001" in status(page)
    assert find(page, "epochProgress", QProgressBar).text().endswith(" of 1001")
    assert told.progress[-1].epochs == 1001
    assert page.curves.loss.ends == (0, 1001)


def test_stop_ends_a_paused_run(page, session, told, qtbot):
    start_long_run(page, told, qtbot)
    click(page, "pauseButton")
    qtbot.waitUntil(lambda: told.progress[-1].phase is Phase.PAUSED)
    assert status(page).startswith("Paused in epoch ")
    click(page, "stopButton")
    finish(session, qtbot)
    (outcome,) = told.outcomes
    assert outcome.stopped
    assert status(page) == str(outcome.message())


# Where things are


def test_a_wide_page_has_the_curves_beside_the_settings(page):
    page.resize(1000, 520)
    QApplication.processEvents()
    assert page.curves.mapTo(page, QPoint()).x() > page.form.mapTo(page, page.form.rect().bottomRight()).x()
    page.resize(420, 520)
    QApplication.processEvents()
    assert page.curves.mapTo(page, QPoint()).y() > page.form.mapTo(page, page.form.rect().bottomRight()).y()
