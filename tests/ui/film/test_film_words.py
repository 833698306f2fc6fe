import numpy as np
import pytest
from helpers.films import UNSURE, filmed, sure
from helpers.networks import always

from digitpad.training.film import Frame
from digitpad.ui.film.film_readings import read_along
from digitpad.ui.film.film_words import learnt_text, moment_text, network_title

NAMES = tuple("0123456789")


@pytest.mark.parametrize(
    ("epoch", "batch", "moment", "title"),
    [
        (0, 0, "before training", "Run 3, before training"),
        (1, 1, "epoch 1, after 1 batch", "Run 3, epoch 1, batch 1"),
        (3, 1200, "epoch 3, after 1,200 batches", "Run 3, epoch 3, batch 1200"),
    ],
)
def test_a_moment_in_words(epoch, batch, moment, title):
    frame = Frame(4, epoch, batch, np.zeros(1, np.float16))
    assert moment_text(frame) == moment
    assert network_title("Run 3", frame) == title


@pytest.mark.parametrize(
    ("says", "newest", "sentence"),
    [
        ((UNSURE, sure(3), sure(7)), None, "Here it learnt your 7: epoch 1, after 2 batches. Before, it said 3."),
        ((sure(3), UNSURE, sure(7)), sure(7),
         "Here it learnt your 7: epoch 1, after 2 batches. Before, it could not tell."),
        ((UNSURE, sure(3)), sure(7), "Only the newest network reads this as “7”. Before, it said 3."),
        ((sure(7), sure(7)), None, "It took this for “7” before it had learnt anything."),
        ((sure(7), sure(7)), UNSURE, "The newest network cannot tell what this is."),
    ],
)
def test_where_it_was_learnt_in_words(sight_of, says, newest, sentence):
    readings = read_along(filmed(*says), newest, sight_of("7", UNSURE), 0.4, {})
    assert learnt_text(readings, NAMES, drawn=True) == sentence


def test_what_nobody_drew_is_not_called_theirs(sight_of):
    readings = read_along(filmed(UNSURE, sure(7)), None, sight_of("7", UNSURE), 0.4, {})
    expected = "Here it learnt that this is “7”: epoch 1, after 1 batch. Before, it could not tell."
    assert learnt_text(readings, NAMES, drawn=False) == expected


def test_clothes_are_called_by_their_names(sight_of):
    names = ("Boot", "Coat")
    film = filmed(always([0.9, 0.1], names), always([0.1, 0.9], names))
    readings = read_along(film, None, sight_of("7", UNSURE), 0.4, {})
    expected = "Here it learnt that this is “Coat”: epoch 1, after 1 batch. Before, it said Boot."
    assert learnt_text(readings, names, drawn=True) == expected
