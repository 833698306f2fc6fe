"""The networks of a film's moments: the one asked for, and those beside it before anybody asks."""

import pytest
from helpers.films import UNSURE, filmed, sure
from PySide6.QtCore import QObject

from digitpad.ui.film.decoded_moments import DecodedMoments


@pytest.fixture
def film():
    return filmed(UNSURE, sure(3), sure(5), sure(7))


@pytest.fixture
def moments(jobs, qtbot):
    parent = QObject()
    moments = DecodedMoments(jobs, parent)
    heard = []
    moments.ready.connect(heard.append)
    moments.heard = heard
    yield moments
    moments.forget()
    qtbot.waitUntil(lambda: not jobs.busy)
    del parent


def ask(moments, film, place):
    moments.ask(film, film.frames[place], film.frames[max(0, place - 1) : place + 2])


def test_the_network_of_a_moment_is_told(moments, film, qtbot):
    ask(moments, film, 1)
    assert moments.busy
    qtbot.waitUntil(lambda: bool(moments.heard))
    assert not moments.busy
    [moment] = moments.heard
    assert moment.frame is film.frames[1]
    for found, expected in zip(moment.network.weights, film.network(film.frames[1]).weights, strict=True):
        assert (found == expected).all()


def test_of_many_the_last_one_is_told(moments, film, qtbot):
    for place in (0, 1, 2, 3):
        ask(moments, film, place)
    qtbot.waitUntil(lambda: bool(moments.heard) and not moments.busy)
    assert [moment.frame for moment in moments.heard][-1] is film.frames[3]
    assert len(moments.heard) == 1


def test_what_is_beside_it_is_there_at_once_after_a_while(moments, film, jobs, qtbot):
    ask(moments, film, 1)
    qtbot.waitUntil(lambda: bool(moments.heard))

    def is_known():
        """Ask until the answer comes in the same breath."""
        moments.heard.clear()
        ask(moments, film, 2)
        is_there = bool(moments.heard)
        if not is_there:
            moments.drop()
            ask(moments, film, 1)
            qtbot.waitUntil(lambda: bool(moments.heard))
            qtbot.wait(80)
        return is_there

    qtbot.waitUntil(is_known)
    assert moments.heard[-1].frame is film.frames[2]


def test_a_network_that_is_large_is_made_only_when_it_is_asked_for(moments, film, jobs, qtbot, monkeypatch):
    monkeypatch.setattr("digitpad.ui.film.decoded_moments.MOST_AHEAD", film.spec.parameter_count - 1)
    ask(moments, film, 1)
    qtbot.waitUntil(lambda: bool(moments.heard) and not jobs.busy)
    qtbot.wait(120)
    assert not jobs.busy
    moments.heard.clear()
    ask(moments, film, 2)
    assert not moments.heard
    qtbot.waitUntil(lambda: bool(moments.heard))


def test_who_forgets_is_told_nothing(moments, film, jobs, qtbot):
    ask(moments, film, 1)
    moments.forget()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert moments.heard == []
