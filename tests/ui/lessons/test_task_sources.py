"""The drawing with what is read in it, and what was picked elsewhere."""

import pytest
from helpers.networks import tiny

from digitpad.ink.stroke import Ink
from digitpad.lessons.state import Picked
from digitpad.ui.answer.recognizer import Recognizer
from digitpad.ui.lessons.task_sources import TaskSources

INK = Ink.of([[(20, 10), (20, 90)]])


@pytest.fixture
def recognizer(qapp):
    return Recognizer(tiny())


@pytest.fixture
def sources(recognizer, around):
    return TaskSources(recognizer, around)


def test_at_first_there_is_nothing(sources):
    assert (sources.has_drawing, sources.drawn(), sources.words("picture"), sources.picked("picture")) == (
        False, None, "", None,
    )  # fmt: skip


def test_a_drawing_is_given_as_it_is_read(sources, recognizer, qtbot):
    with qtbot.waitSignal(sources.changed):
        sources.set_ink(INK)
    recognizer.set_ink(INK)
    qtbot.waitUntil(lambda: sources.reading is not None)
    drawn = sources.drawn()
    assert (drawn.ink, drawn.reading) == (INK, sources.reading)
    assert drawn.reading.answer in recognizer.network.info.class_names
    assert 0 < drawn.reading.share <= 1
    recognizer.set_ink(Ink())
    sources.set_ink(Ink())
    qtbot.waitUntil(lambda: sources.reading is None)
    assert sources.drawn() is None


def test_what_was_picked_last_counts(sources, qtbot):
    sources.pick("neuron", "Neuron 1 of layer 1")
    with qtbot.waitSignal(sources.changed):
        sources.pick("neuron", "Neuron 2 of layer 1")
    assert sources.picked("neuron") == Picked("Neuron 2 of layer 1")
    assert sources.picked("picture") is None
