"""The film in the real window, during a run and after it."""

import numpy as np
import pytest
from helpers.main_window import bars, long_run, trained
from helpers.windows import click, find
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSlider, QSpinBox

from digitpad.replay import bundled_drawings

KEY = Qt.Key


@pytest.fixture
def window(small_window, qtbot):
    small_window.drawing.canvas.set_ink(dict(bundled_drawings())["7"])
    return small_window


def panel(window):
    return find(window, "filmPanel")


def slider(window):
    return find(window, "filmSlider", QSlider)


def press(window, *keys):
    slider(window).setFocus()
    for key in keys:
        QTest.keyClick(slider(window), key)


def box(window):
    return find(window, "networkBox", QComboBox).currentText()


def shows_network_in_use(window):
    """Whether the bars are those of the network in use; the drawing's picture is what it is asked about."""
    network = window.workbench.recognizer.network
    picture = window.drawing.preview.picture
    return np.allclose(bars(window), network.probabilities(picture[None])[0], atol=1e-6)


def test_before_the_first_run_there_is_no_film(window):
    assert panel(window).isHidden()


def test_after_a_run_every_moment_of_it_can_be_put_in_use(window, qtbot):
    """Six batches of 32 in 180 pictures."""
    find(window, "epochsBox", QSpinBox).setValue(1)
    trained(window, qtbot)
    newest = window.workbench.recognizer.network
    qtbot.waitUntil(lambda: slider(window).maximum() == 5)
    for place, (key, title) in enumerate((
        (KEY.Key_Home, "Run 1, before training"), (KEY.Key_Right, "Run 1, epoch 1, batch 1"),
        (KEY.Key_Right, "Run 1, epoch 1, batch 2"), (KEY.Key_Right, "Run 1, epoch 1, batch 5"),
        (KEY.Key_Right, "Run 1, epoch 1, batch 6"),
    )):
        press(window, key)
        qtbot.waitUntil(lambda title=title: box(window) == title)
        qtbot.waitUntil(lambda: shows_network_in_use(window))
        assert slider(window).value() == place
        assert window.windowTitle().startswith(title)
    press(window, KEY.Key_End)
    assert window.workbench.recognizer.network is newest
    assert box(window) == "Run 1"
    assert [entry.title for entry in window.workbench.networks.entries] == ["tiny.keras", "Run 1"]


def test_a_moment_stays_in_use_while_the_run_goes_on(window, qtbot):
    long_run(window, qtbot)
    assert box(window) == "Network in training"
    qtbot.waitUntil(lambda: slider(window).maximum() > 5)
    press(window, KEY.Key_Home)
    qtbot.waitUntil(lambda: box(window) == "In training, before training")
    moment, heard = window.workbench.recognizer.network, []
    window.workbench.session.snapshot.connect(heard.append)
    qtbot.waitUntil(lambda: len(heard) >= 3)
    assert window.workbench.recognizer.network is moment
    assert slider(window).value() == 0
    assert not find(window, "networkBox").isEnabled()
    qtbot.waitUntil(lambda: shows_network_in_use(window))
    click(window, "filmNewestButton")
    assert box(window) == "Network in training"
    qtbot.waitUntil(lambda: window.workbench.recognizer.network is window.workbench.in_training is not None)
    click(window, "stopButton")
    qtbot.waitUntil(lambda: not window.workbench.is_training)


def test_a_paused_run_gives_its_newest_network_back(window, qtbot):
    long_run(window, qtbot)
    click(window, "pauseButton")
    qtbot.waitUntil(lambda: window.workbench.in_training is not None)
    qtbot.wait(200)
    newest = window.workbench.recognizer.network
    press(window, KEY.Key_Home)
    qtbot.waitUntil(lambda: window.workbench.networks.shows_moment)
    press(window, KEY.Key_End)
    assert window.workbench.recognizer.network is newest
    assert box(window) == "Network in training"
    click(window, "stopButton")
    qtbot.waitUntil(lambda: not window.workbench.is_training)


def test_when_the_run_ends_its_network_is_in_use(window, qtbot):
    long_run(window, qtbot)
    press(window, KEY.Key_Home)
    qtbot.waitUntil(lambda: window.workbench.networks.shows_moment)
    click(window, "stopButton")
    qtbot.waitUntil(lambda: not window.workbench.is_training)
    assert box(window) == "Run 1"
    assert slider(window).value() == slider(window).maximum()
    assert [entry.title for entry in window.workbench.networks.entries] == ["tiny.keras", "Run 1"]


def test_the_newest_network_of_a_stopped_run_knows_its_test(window, qtbot):
    """It is tested after the run is over, and stays one entry with what was found."""
    tested = []
    window.workbench.session.tested.connect(tested.append)
    long_run(window, qtbot)
    click(window, "stopButton")
    qtbot.waitUntil(lambda: len(tested) == 1 and not window.workbench.is_training)
    press(window, KEY.Key_Home)
    qtbot.waitUntil(lambda: window.workbench.networks.shows_moment)
    press(window, KEY.Key_End)
    network = window.workbench.recognizer.network
    assert network is tested[0].network
    assert network.info.test_accuracy == tested[0].test.accuracy
    assert [entry.title for entry in window.workbench.networks.entries] == ["tiny.keras", "Run 1"]


def test_another_run_begins_another_film(window, qtbot):
    trained(window, qtbot)
    press(window, KEY.Key_Home)
    qtbot.waitUntil(lambda: box(window) == "Run 1, before training")
    click(window, "trainButton")
    assert panel(window).isHidden()
    qtbot.waitUntil(lambda: not window.workbench.is_training)
    assert panel(window).isVisible()
    assert box(window) == "Run 2"
    titles = [entry.title for entry in window.workbench.networks.entries]
    assert titles == ["tiny.keras", "Run 1", "Run 1, before training", "Run 2"], "what was in use is not taken away"


def test_a_run_that_fails_takes_its_film_along(window, qtbot):
    first = window.workbench.recognizer.network
    form = window.pages.training.form
    form.optimizer.setCurrentIndex(form.optimizer.findText("SGD with momentum"))
    form.activation.setCurrentIndex(form.activation.findText("Leaky ReLU"))
    form.learning_rate.setValue(10)
    form.epochs.setValue(200)
    gave_up = []
    window.workbench.session.gave_up.connect(gave_up.append)
    click(window, "trainButton")
    qtbot.waitUntil(lambda: not window.workbench.is_training)
    assert len(gave_up) == 1
    assert gave_up[0].startswith("The loss")
    assert window.workbench.recognizer.network is first
    assert panel(window).isHidden()


def test_the_examination_follows_the_moment(window, qtbot):
    trained(window, qtbot)
    press(window, KEY.Key_Home)
    qtbot.waitUntil(lambda: window.workbench.networks.shows_moment)
    assert window.pages.examine.examiner.network is window.workbench.networks.current.network
