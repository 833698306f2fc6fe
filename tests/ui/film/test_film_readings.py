"""Where it was learnt, worked out by hand, and that nothing is computed twice."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.films import UNSURE, filmed, sure

from digitpad.ui.film.film_readings import read_along


@pytest.mark.parametrize(
    ("says", "answers", "learnt"),
    [
        ((UNSURE, sure(3), sure(7), sure(7)), (None, 3, 7, 7), 2),
        ((sure(7), sure(3), sure(7)), (7, 3, 7), 2),
        ((sure(7), sure(7)), (7, 7), 0),
        ((UNSURE, UNSURE), (None, None), 0),
        ((sure(7), UNSURE), (7, None), 1),
    ],
)
def test_it_was_learnt_where_the_last_answer_came_to_stay(sight_of, says, answers, learnt):
    readings = read_along(filmed(*says), None, sight_of("7", says[-1]), 0.4, {})
    assert readings.answers == answers
    assert readings.learnt == learnt
    expected = [network.probabilities(np.zeros((1, 28, 28), np.uint8))[0] for network in says]
    assert np.abs(readings.probabilities - expected).max() < 1e-3


def test_the_lead_decides_what_is_an_answer(sight_of):
    """Nine others share 0.5: 0.5 is ahead by 0.444."""
    film, sight = filmed(sure(3, 0.5), sure(3, 0.5)), sight_of("3", UNSURE)
    assert read_along(film, None, sight, 0.4, {}).answers == (3, 3)
    assert read_along(film, None, sight, 0.5, {}).answers == (None, None)


def test_the_newest_network_comes_last_and_in_full(sight_of):
    film, newest = filmed(UNSURE, sure(3)), sure(7)
    readings = read_along(film, newest, sight_of("7", newest), 0.4, {})
    assert readings.frames == (*film.frames, None)
    assert readings.answers == (None, 3, 7)
    assert np.array_equal(readings.probabilities[2], newest.probabilities(np.zeros((1, 28, 28), np.uint8))[0])


def test_what_is_known_of_a_picture_is_not_computed_again(sight_of):
    sight = sight_of("7", UNSURE)
    film = filmed(UNSURE, sure(3), sure(5))
    shorter = replace(film, frames=film.frames[:2])
    first = read_along(shorter, sure(7), sight, 0.4, {})
    assert set(first.known) == set(shorter.frames), "the newest may be another one next time"
    marked = {frame: np.roll(row, 1) for frame, row in first.known.items()}
    assert read_along(film, None, sight, 0.4, marked).answers == (None, 4, 5)
    assert read_along(filmed(UNSURE, sure(3)), None, sight, 0.4, marked).answers == (None, 3), "another film"
