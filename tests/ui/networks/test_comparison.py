"""Two networks side by side, in the real window."""


from pathlib import Path

import numpy as np
import pytest
from helpers.networks import always
from helpers.pen import Mouse
from helpers.runs import add_run
from helpers.windows import click, find, opened, press, shown
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from digitpad.app import create_window
from digitpad.training.runs import Runs
from digitpad.translation import Message
from digitpad.ui.answer.answer_panel import AnswerPanel
from digitpad.ui.answer.probability_bars import ProbabilityBars
from digitpad.ui.answer.recognizer import Recognizer, Subject
from digitpad.ui.training.training_session import TrainingState

NAMES = tuple("0123456789")
CLOTHES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")
PICTURE = Subject(Message("Picture"))
BLANK = np.zeros((28, 28), np.uint8)
LINE = [(500.0, 100.0), (500.0, 900.0)]


def sure_of(place, names=NAMES):
    return always([0.91 if each == place else 0.01 for each in range(10)], names)


@pytest.fixture
def compared(data_dir, qtbot):
    """The page of runs in front, with runs that always answer 3, 5 and Bag."""
    runs = Runs(data_dir / "runs")
    add_run(runs, "Three", sure_of(3))
    add_run(runs, "Five", sure_of(5), learning_rate=0.01)
    add_run(runs, "Clothes", sure_of(8, CLOTHES), dataset="fashion-5k")
    with opened(create_window(data_dir), qtbot) as window:
        find(window, "pages").setCurrentWidget(window.pages.runs)
        qtbot.waitUntil(lambda: not window.workbench.jobs.busy)
        yield window


def select(window, *titles):
    table = window.pages.runs.table
    table.clearSelection()
    flags = QItemSelectionModel.SelectionFlag
    for place, row in enumerate(table.rows):
        if row.run.title in titles:
            table.selectionModel().select(table.model().index(place, 0), flags.Select | flags.Rows)


def compare(window, qtbot, *titles):
    select(window, *titles)
    with qtbot.waitSignal(window.comparison.changed):
        click(window, "compareButton")
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)


def text(window, name):
    return find(window, name, QLabel).text()


def winners(window):
    return tuple(find(window, name, ProbabilityBars).winner for name in ("probabilityBars", "secondBars"))


def test_at_first_there_is_one_network(compared):
    assert compared.findChildren(QWidget, "secondBars") == []
    assert not find(compared, "endCompareButton").isVisible()
    assert not find(compared, "firstTitle").isVisible()


def test_two_runs_answer_the_same_drawing(compared, qtbot):
    compare(compared, qtbot, "Three", "Five")
    assert (text(compared, "firstTitle"), text(compared, "secondTitle")) == ("Three", "Five")
    assert winners(compared) == (None, None)
    Mouse(compared.drawing.canvas).stroke(LINE)
    qtbot.waitUntil(lambda: winners(compared) == (3, 5))
    assert (text(compared, "predictedDigit"), text(compared, "secondDigit")) == ("3", "5")
    compared.drawing.canvas.clear()
    qtbot.waitUntil(lambda: winners(compared) == (None, None))


def test_a_drawing_that_is_there_already_is_answered_at_once(compared, qtbot):
    Mouse(compared.drawing.canvas).stroke(LINE)
    compare(compared, qtbot, "Three", "Five")
    qtbot.waitUntil(lambda: winners(compared) == (3, 5))


def test_one_run_is_compared_with_the_present_network(compared, qtbot):
    before = compared.workbench.networks.current
    compare(compared, qtbot, "Five")
    assert compared.workbench.networks.current is before
    assert text(compared, "secondTitle") == "Five"
    assert find(compared, "firstTitle").accessibleDescription() == before.title


def test_ending_it_brings_the_network_back_that_was_in_use(compared, qtbot):
    Mouse(compared.drawing.canvas).stroke(LINE)
    compare(compared, qtbot, "Three", "Five")
    click(compared, "endCompareButton")
    qtbot.waitUntil(lambda: compared.findChildren(QWidget, "secondBars") == [])
    assert not find(compared, "endCompareButton").isVisible()
    assert not find(compared, "firstTitle").isVisible()
    assert compared.workbench.networks.current.title == "Digits (built in)"
    compare(compared, qtbot, "Five")
    click(compared, "endCompareButton")
    assert compared.workbench.networks.current.title == "Digits (built in)"


def test_ending_it_leaves_a_network_that_was_chosen_meanwhile(compared, qtbot):
    compare(compared, qtbot, "Three", "Five")
    before = compared.workbench.networks.current
    compared.workbench.networks.opened(sure_of(7), Path("other.keras"))
    click(compared, "endCompareButton")
    assert before.title == "Three"
    assert compared.workbench.networks.current.title == "other.keras"


def test_digits_and_clothes_are_answered_in_one_size(compared, qtbot):
    Mouse(compared.drawing.canvas).stroke(LINE)
    alone = find(compared, "predictedDigit", QLabel).fontInfo().pointSizeF()
    compare(compared, qtbot, "Five", "Clothes")
    qtbot.waitUntil(lambda: winners(compared) == (5, 8))
    digit, clothes = (find(compared, name, QLabel) for name in ("predictedDigit", "secondDigit"))
    qtbot.waitUntil(lambda: digit.y() == clothes.y() and digit.height() == clothes.height())
    assert digit.fontInfo().pointSizeF() == clothes.fontInfo().pointSizeF() < alone
    click(compared, "endCompareButton")
    qtbot.waitUntil(lambda: not compared.answer.is_comparing)
    assert digit.fontInfo().pointSizeF() == alone


def test_another_comparison_takes_the_place_of_the_first(compared, qtbot):
    Mouse(compared.drawing.canvas).stroke(LINE)
    compare(compared, qtbot, "Three", "Five")
    compare(compared, qtbot, "Five", "Clothes")
    qtbot.waitUntil(lambda: winners(compared) == (5, 8))
    assert text(compared, "secondDigit") == "Bag"


def test_the_same_names_are_written_once(compared, qtbot):
    compare(compared, qtbot, "Three", "Five")
    alone = find(compared, "secondBars", ProbabilityBars).minimumSizeHint().width()
    assert alone < find(compared, "probabilityBars").minimumSizeHint().width()
    compare(compared, qtbot, "Three", "Clothes")
    assert find(compared, "secondBars", ProbabilityBars).class_names == CLOTHES
    assert find(compared, "secondBars").minimumSizeHint().width() > alone


@pytest.mark.parametrize("pair", [("Three", "Five"), ("Three", "Clothes")])
def test_both_fit_into_the_smallest_window(compared, qtbot, pair):
    compare(compared, qtbot, *pair)
    places = [find(compared, name) for name in ("probabilityBars", "secondBars", "runsTable")]

    def laid_out():
        return all(each.isVisible() and each.width() >= each.minimumSizeHint().width() for each in places)

    qtbot.waitUntil(laid_out)
    assert (compared.width(), compared.height()) == (1024, 600)
    for widget in places:
        corner = widget.mapTo(compared, widget.rect().bottomRight())
        assert compared.rect().contains(corner)
    # Rows at one height, so that they can be read across.
    assert places[0].mapTo(compared, places[0].pos()).y() == places[1].mapTo(compared, places[1].pos()).y()
    assert places[0].height() == places[1].height()


def test_the_projector_view_shows_both(compared, large_screen, qtbot):
    compare(compared, qtbot, "Three", "Five")
    small = find(compared, "secondBars").font().pointSizeF()
    press(compared, Qt.Key.Key_F11)
    Mouse(compared.drawing.canvas).stroke(LINE)
    qtbot.waitUntil(lambda: winners(compared) == (3, 5))
    assert find(compared, "secondBars").isVisible()
    assert find(compared, "secondBars").font().pointSizeF() == 24
    assert find(compared, "secondTitle").font().pointSizeF() == 24
    press(compared, Qt.Key.Key_F11)
    assert find(compared, "secondBars").font().pointSizeF() == small


def test_putting_a_run_under_the_pen_loses_nothing(compared, qtbot):
    select(compared, "Five")
    with qtbot.waitSignal(compared.workbench.networks.changed):
        click(compared, "putLiveButton")
    entry = compared.workbench.networks.current
    assert (entry.title, entry.path, entry.unsaved) == ("Five", None, False)
    assert compared.windowTitle().startswith("Five")
    assert not compared.isWindowModified()
    Mouse(compared.drawing.canvas).stroke(LINE)
    qtbot.waitUntil(lambda: text(compared, "predictedDigit") == "5")
    with qtbot.waitSignal(compared.workbench.networks.changed):
        click(compared, "putLiveButton")
    assert [each.title for each in compared.workbench.networks.entries].count("Five") == 1


def test_the_first_title_follows_the_document_and_the_training(compared, qtbot):
    compare(compared, qtbot, "Three", "Five")
    compared.workbench.networks.select(compared.workbench.networks.entries[0])
    assert find(compared, "firstTitle").accessibleDescription() == compared.workbench.networks.entries[0].title
    compared.workbench.session.state = TrainingState.RUNNING
    compared.workbench.session.state_changed.emit(TrainingState.RUNNING)
    assert text(compared, "firstTitle") == "In training"
    networks = compared.workbench.networks
    networks.show_moment(networks.entries[0].network, "In training, epoch 2, batch 9")
    assert find(compared, "firstTitle").accessibleDescription() == "In training, epoch 2, batch 9"
    networks.end_moment()
    assert text(compared, "firstTitle") == "In training"
    assert not find(compared, "putLiveButton").isEnabled()
    compared.workbench.session.state = TrainingState.IDLE
    compared.workbench.session.state_changed.emit(TrainingState.IDLE)
    assert find(compared, "firstTitle").accessibleDescription() == compared.workbench.networks.entries[0].title


def test_how_sure_an_answer_must_be_holds_for_both(compared, qtbot):
    Mouse(compared.drawing.canvas).stroke(LINE)
    compare(compared, qtbot, "Three", "Five")
    qtbot.waitUntil(lambda: winners(compared) == (3, 5))
    compared.workbench.settings.margin = 0.95
    qtbot.waitUntil(lambda: (text(compared, "predictedDigit"), text(compared, "secondDigit")) == ("?", "?"))


# Parts


def test_nothing_moves_when_either_answer_changes(qtbot):
    panel = AnswerPanel(CLOTHES)
    panel.resize(420, 420)
    shown(panel, qtbot)
    panel.compare("One", "Two", CLOTHES)
    QApplication.processEvents()
    first, second = Recognizer(sure_of(0, CLOTHES), panel), Recognizer(sure_of(0, CLOTHES), panel)
    first.recognized.connect(panel.show_recognition)
    second.recognized.connect(panel.show_second)
    second.follow(first)
    places = set()
    for place in range(10):
        first.set_network(sure_of(place, CLOTHES))
        second.set_network(sure_of(9 - place, CLOTHES))
        with qtbot.waitSignal(second.recognized):
            first.set_pictures((BLANK,), PICTURE)
        QApplication.processEvents()
        places.add(tuple(find(panel, name).geometry().getRect() for name in ("probabilityBars", "secondBars")))
    assert len(places) == 1


def test_who_follows_answers_only_what_the_other_answers(qtbot):
    first, second = Recognizer(sure_of(1)), Recognizer(sure_of(2))
    told = []
    second.recognized.connect(told.append)
    second.follow(first)
    second.follow(first)
    with qtbot.waitSignal(second.recognized):
        second.set_network(sure_of(3))
    told.clear()
    with qtbot.waitSignal(first.recognized):
        first.set_pictures((BLANK,), PICTURE)
    assert len(told) == 1
    second.follow(None)
    with qtbot.waitSignal(first.recognized):
        first.set_pictures((BLANK,), PICTURE)
    assert len(told) == 1
