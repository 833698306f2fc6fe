"""The panel with real keys and clicks: each moment goes in use, the bars follow, and there is a way back."""

import numpy as np
import pytest
from helpers.films import NAMES, UNSURE, filmed, sure
from helpers.windows import click, find, shown
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QSlider, QVBoxLayout, QWidget

from digitpad.replay import bundled_drawings
from digitpad.training.film import FilmRecorder
from digitpad.ui.film.film_panel import FilmPanel

DRAWINGS = dict(bundled_drawings())
KEY = Qt.Key


@pytest.fixture
def newest():
    return sure(7)


@pytest.fixture
def panel(qtbot, workbench, newest):
    """Before training unsure, then 3, 5 and 7; the newest says 7, too."""
    workbench.recognizer.set_ink(DRAWINGS["7"])
    page = QWidget()
    panel = FilmPanel(workbench)
    QVBoxLayout(page).addWidget(panel)
    page.resize(420, 300)
    shown(page, qtbot)
    panel.newest_wanted.connect(lambda: workbench.networks.end_moment())
    workbench.networks.trained(newest)
    panel.show_film(filmed(UNSURE, sure(3), sure(5), sure(7)), newest, "Run 3")
    slider(panel).setFocus()
    yield panel
    qtbot.waitUntil(lambda: not (workbench.jobs.busy or workbench.film_jobs.busy))


def slider(panel):
    return find(panel, "filmSlider", QSlider)


def press(panel, *keys):
    for key in keys:
        QTest.keyClick(slider(panel), key)


def answers(workbench, qtbot, digit):
    """Wait until that is what the bars say; a digit, or nothing for a network that is not sure."""
    heard = []
    workbench.recognizer.recognized.connect(heard.append)
    workbench.recognizer.select(0)
    qtbot.waitUntil(lambda: bool(heard) and heard[-1].answer.text == (digit or "?"))
    workbench.recognizer.recognized.disconnect(heard.append)


def title(workbench):
    return workbench.networks.current.title


def caption(panel):
    return find(panel, "filmCaption", QLabel).text()


def sentence(panel):
    return find(panel, "filmSentence", QLabel).text()


def test_the_keys_go_through_the_moments_and_the_bars_follow(panel, workbench, qtbot, newest):
    answers(workbench, qtbot, "7")
    assert (slider(panel).value(), slider(panel).maximum()) == (4, 4)
    press(panel, KEY.Key_Left, KEY.Key_Left)
    qtbot.waitUntil(lambda: title(workbench) == "Run 3, epoch 1, batch 2")
    answers(workbench, qtbot, "5")
    assert caption(panel) == "Epoch 1, after 2 batches"
    press(panel, KEY.Key_Home)
    qtbot.waitUntil(lambda: title(workbench) == "Run 3, before training")
    answers(workbench, qtbot, None)
    assert len(workbench.networks.entries) == 3, "one entry for all moments"
    press(panel, KEY.Key_Right)
    qtbot.waitUntil(lambda: title(workbench) == "Run 3, epoch 1, batch 1")
    answers(workbench, qtbot, "3")
    press(panel, KEY.Key_End)
    assert workbench.recognizer.network is newest
    assert caption(panel) == "The newest network is in use."
    assert len(workbench.networks.entries) == 2
    assert workbench.networks.unsaved[-1].network is newest, "moments ask for nothing when the window closes"


def test_the_button_leads_back_to_the_newest(panel, workbench, qtbot, newest):
    button = find(panel, "filmNewestButton", QPushButton)
    assert not button.isEnabled()
    press(panel, KEY.Key_Home)
    qtbot.waitUntil(lambda: workbench.networks.shows_moment)
    assert button.isEnabled()
    click(panel, "filmNewestButton")
    assert workbench.recognizer.network is newest
    assert slider(panel).value() == 4
    assert not button.isEnabled()


def test_a_click_on_the_strip_puts_that_moment_in_use(panel, workbench, qtbot):
    strip = panel.strip
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(strip.x_of(1)), 10))
    qtbot.waitUntil(lambda: title(workbench) == "Run 3, epoch 1, batch 1")
    assert slider(panel).value() == 1


def test_the_handle_can_be_dragged(panel, workbench, qtbot):
    bar = slider(panel)
    middle = bar.height() // 2
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() - 6, middle))
    QTest.mouseMove(bar, QPoint(bar.width() // 2, middle))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2, middle))
    qtbot.waitUntil(lambda: title(workbench) == "Run 3, epoch 1, batch 2")


def test_the_strip_and_its_sentence_are_about_the_drawing(panel, workbench, qtbot):
    expected = "Here it learnt your 7: epoch 1, after 3 batches. Before, it said 5."
    qtbot.waitUntil(lambda: sentence(panel) == expected)
    found = np.array(panel.strip.property("probabilities"))
    assert found.shape == (5, 10)
    assert found.argmax(axis=1)[1:].tolist() == [3, 5, 7, 7]
    workbench.recognizer.set_ink(type(DRAWINGS["7"])())
    qtbot.waitUntil(lambda: sentence(panel).startswith("Draw something"))
    assert panel.strip.property("probabilities") == []


def test_a_network_that_somebody_chooses_ends_the_moment(panel, workbench, qtbot, newest):
    press(panel, KEY.Key_Home)
    qtbot.waitUntil(lambda: workbench.networks.shows_moment)
    workbench.networks.select(workbench.networks.entries[0])
    assert slider(panel).value() == 4
    assert not workbench.networks.shows_moment
    assert [entry.title for entry in workbench.networks.entries] == ["tiny.keras", "Network 1"]


def test_a_film_that_grows_keeps_the_moment_or_the_end(panel, workbench, qtbot, newest):
    says = [UNSURE, sure(3), sure(5), sure(7), sure(7)]
    panel.show_film(filmed(*says), newest, "Run 3")
    assert (slider(panel).value(), slider(panel).maximum()) == (5, 5)
    press(panel, KEY.Key_Home, KEY.Key_Right)
    qtbot.waitUntil(lambda: title(workbench) == "Run 3, epoch 1, batch 1")
    panel.show_film(filmed(*says, sure(7)), newest, "Run 3")
    assert (slider(panel).value(), slider(panel).maximum()) == (1, 6)
    assert title(workbench) == "Run 3, epoch 1, batch 1"


def test_a_moment_that_was_thinned_out_stays_in_use(panel, workbench, qtbot, newest, monkeypatch):
    """The slider stands at the one before it."""
    press(panel, KEY.Key_Home, KEY.Key_Right)
    qtbot.waitUntil(lambda: title(workbench) == "Run 3, epoch 1, batch 1")
    monkeypatch.setattr("digitpad.training.film.MOST_FRAMES", 4)
    recorder = FilmRecorder()
    recorder.begin(newest.spec, newest.info, 0)
    for number in range(5):
        recorder.take(newest.weights, min(number, 1), number)
    assert [frame.number for frame in recorder.film.frames] == [0, 2, 3, 4]
    panel.show_film(recorder.film, newest, "Run 3")
    assert slider(panel).value() == 0
    assert title(workbench) == "Run 3, epoch 1, batch 1"


def test_without_a_film_there_is_no_panel(panel, workbench, qtbot, newest):
    assert panel.isVisible()
    panel.show_film(None, newest, "Run 3")
    assert panel.isHidden()
    panel.show_film(filmed(sure(3)), None, "Run 3")
    assert panel.isHidden(), "one moment is nothing to go through"
    panel.show_film(filmed(sure(3), sure(5)), None, "Run 3")
    assert panel.isVisible()
    assert (slider(panel).value(), slider(panel).maximum()) == (1, 1)


def test_a_film_without_a_network_ends_with_its_last_moment(panel, workbench, qtbot):
    panel.show_film(filmed(sure(3), sure(5)), None, "Run 4")
    press(panel, KEY.Key_Home)
    qtbot.waitUntil(lambda: title(workbench) == "Run 4, before training")
    press(panel, KEY.Key_End)
    qtbot.waitUntil(lambda: title(workbench) == "Run 4, epoch 1, batch 1")
    answers(workbench, qtbot, "5")


def test_hidden_it_computes_nothing(panel, workbench, qtbot):
    qtbot.waitUntil(lambda: sentence(panel).startswith("Here it learnt your 7"))
    panel.parentWidget().hide()
    before = panel.strip.property("probabilities")
    workbench.recognizer.set_ink(DRAWINGS["3"])
    panel.show_film(None, None, "")
    panel.show_film(filmed(sure(1), sure(2)), None, "Run 4")
    qtbot.wait(120)
    assert not workbench.jobs.busy
    assert len(before) == 5
    assert panel.strip.property("probabilities") == []


def test_how_it_is_computed_is_said(panel, qtbot):
    click(panel, "filmPanelHowButton")
    dialog = panel.window().findChild(QDialog, "explanationDialog")
    text = find(dialog, "explanationText", QPlainTextEdit).toPlainText()
    assert "32 MB" in text
    assert "16 bits" in text
    dialog.close()


def test_the_names_of_the_classes_stand_at_the_strip(panel):
    assert panel.strip.names == NAMES
