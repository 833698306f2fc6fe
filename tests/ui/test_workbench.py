"""What the window and its pages share, without a window."""

from pathlib import Path

import pytest
from helpers.networks import always
from helpers.samples import ids, some, stored
from helpers.training import Standstill

from digitpad.errors import DigitpadError
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Phase

PLAN = TrainingPlan(hidden=(16,), epochs=1)


@pytest.fixture
def answering(workbench):
    """The networks that answered, in order."""
    answering = []
    workbench.network_changed.connect(answering.append)
    return answering


def test_what_only_pages_need_is_not_made_before_it_is_asked_for(workbench, data_dir):
    assert not workbench.is_training
    assert "session" not in vars(workbench), "asking makes none"
    assert workbench.session is workbench.session
    assert workbench.runs is workbench.runs
    assert not data_dir.exists(), "and nothing of it touches the disk"


def test_a_network_that_was_chosen_answers(workbench, answering):
    first, other = workbench.recognizer.network, always([0.5, 0.5])
    workbench.networks.opened(other, Path("other.keras"))
    assert workbench.recognizer.network is other
    workbench.networks.select(workbench.networks.entries[0])
    assert workbench.recognizer.network is first
    assert answering[0] is other
    assert answering[-1] is first


def test_the_network_in_training_answers_and_then_the_trained_one(workbench, answering, qtbot):
    first = workbench.recognizer.network
    snapshots = []
    workbench.session.snapshot.connect(snapshots.append)
    assert workbench.session.start(PLAN)
    assert workbench.is_training
    qtbot.waitUntil(lambda: not workbench.is_training)
    trained = workbench.networks.current
    assert (trained.title, trained.unsaved) == ("Run 1", False)
    assert workbench.recognizer.network is trained.network is answering[-1]
    assert all(network in answering for network in snapshots)
    assert first not in answering


def test_a_network_chosen_in_mid_run_answers_when_the_run_is_over(workbench, qtbot, monkeypatch):
    standstill = Standstill(Phase.PREPARING, monkeypatch)
    workbench.session.start(PLAN)
    qtbot.waitUntil(standstill.reached.is_set)
    before, other = workbench.recognizer.network, always([0.5, 0.5])
    workbench.networks.opened(other, Path("other.keras"))
    assert workbench.recognizer.network is before
    workbench.session.stop()
    qtbot.waitUntil(lambda: not workbench.is_training)
    assert workbench.recognizer.network is other


def test_a_moment_answers_in_mid_run_until_the_newest_is_wanted(workbench, answering, qtbot, monkeypatch):
    moment, earlier, newest = always([0.9, 0.1]), always([0.6, 0.4]), always([0.5, 0.5])
    standstill = Standstill(Phase.PREPARING, monkeypatch)
    workbench.session.start(PLAN)
    qtbot.waitUntil(standstill.reached.is_set)
    workbench.session.snapshot.emit(earlier)
    workbench.networks.show_moment(moment, "In training, epoch 1, batch 1")
    workbench.session.snapshot.emit(newest)
    assert workbench.recognizer.network is moment
    assert workbench.in_training is newest
    assert newest not in answering
    workbench.networks.end_moment()
    assert workbench.recognizer.network is newest
    workbench.session.stop()
    qtbot.waitUntil(lambda: not workbench.is_training)
    assert workbench.in_training is None


def test_a_run_that_gave_nothing_gives_the_chosen_network_back(workbench, catalogue, answering, qtbot):
    before = workbench.recognizer.network
    workbench.session.snapshot.emit(always([0.1] * 10))
    assert workbench.recognizer.network is not before
    catalogue.error = DigitpadError("The pictures are gone.")
    workbench.session.start(PLAN)
    qtbot.waitUntil(lambda: not workbench.is_training)
    assert workbench.recognizer.network is before
    assert [entry.title for entry in workbench.networks.entries] == ["tiny.keras"]


def test_closing_finishes_what_is_being_written(make_workbench, data_dir):
    workbench = make_workbench()
    workbench.samples.change(lambda samples: samples.add_many(some(5)), lambda _: None, lambda _: None)
    workbench.close()
    assert ids(stored(data_dir)) == ids(some(5))
