"""Only who is awake is told, and what they are told belongs together."""

import numpy as np
import pytest
from helpers.networks import always, tiny
from PySide6.QtWidgets import QWidget

from digitpad.ink.raster import rasterize
from digitpad.ink.stroke import Ink
from digitpad.replay import bundled_drawings
from digitpad.translation import Message
from digitpad.ui.answer.follower import Follower
from digitpad.ui.answer.recognizer import Recognizer, Subject

DRAWINGS = dict(bundled_drawings())


@pytest.fixture
def recognizer(qapp):
    return Recognizer(tiny())


@pytest.fixture
def seen(recognizer):
    return []


@pytest.fixture
def watcher(recognizer, seen, qtbot):
    """A widget that nobody sees yet."""
    watcher = QWidget()
    qtbot.addWidget(watcher)
    Follower(recognizer, watcher).moved.connect(seen.append)
    return watcher


def test_a_sleeper_is_told_nothing_and_on_waking_what_is_there(recognizer, watcher, seen, qtbot):
    with qtbot.waitSignal(recognizer.recognized):
        recognizer.set_ink(DRAWINGS["3"])
    assert seen == []
    watcher.show()
    qtbot.waitUntil(lambda: len(seen) == 1)
    sight = seen[0]
    assert sight.network is recognizer.network
    np.testing.assert_array_equal(sight.picture, rasterize(DRAWINGS["3"]))
    assert sight.ink is recognizer.drawn[0]
    assert sight.others == Ink()
    assert sight.names == tuple("0123456789")
    assert sight.ranking == tuple(np.argsort(-sight.probabilities, kind="stable"))
    watcher.hide()
    with qtbot.waitSignal(recognizer.recognized):
        recognizer.set_ink(DRAWINGS["4"])
    assert len(seen) == 1


def test_another_network_is_another_sight(recognizer, watcher, seen, qtbot):
    recognizer.set_ink(DRAWINGS["3"])
    watcher.show()
    qtbot.waitUntil(lambda: len(seen) == 1)
    other = always([0.91] + [0.01] * 9)
    recognizer.set_network(other)
    qtbot.waitUntil(lambda: seen[-1].network is other)
    assert seen[-1].ranking[0] == 0


def test_of_several_digits_the_selected_one_and_the_strokes_of_the_others(recognizer, watcher, seen, qtbot):
    left = [(0.0, 0.0), (0.0, 500.0)]
    right = [(700.0, 0.0), (700.0, 500.0)]
    recognizer.set_ink(Ink.of([left, right]))
    watcher.show()
    qtbot.waitUntil(lambda: bool(seen) and len(recognizer.drawn) == 2)
    recognizer.select(0)
    qtbot.waitUntil(lambda: bool(seen[-1].ink.strokes) and seen[-1].ink.strokes[0][0, 0] == 0)
    assert [stroke[0, 0] for stroke in seen[-1].others.strokes] == [700]


def test_pictures_that_nobody_drew_and_nothing_have_no_strokes(recognizer, watcher, seen, qtbot):
    recognizer.set_ink(DRAWINGS["3"])
    watcher.show()
    picture = rasterize(DRAWINGS["5"])
    recognizer.set_pictures((picture,), Subject(Message("Photo")))
    qtbot.waitUntil(lambda: bool(seen) and seen[-1].picture is picture)
    assert seen[-1].ink == Ink()
    assert seen[-1].probabilities is not None
    recognizer.set_ink(Ink())
    qtbot.waitUntil(lambda: seen[-1].probabilities is None)
    assert seen[-1].ranking == ()
