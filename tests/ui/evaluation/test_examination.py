"""A network that was asked before is not asked again."""

import threading

import pytest
from helpers.evaluations import picture_set
from helpers.networks import always

from digitpad.errors import CancelledError
from digitpad.model.network import Network
from digitpad.ui.evaluation.examination import examine

PICTURES = picture_set([0, 1, 2, 2])


@pytest.fixture
def asked(monkeypatch):
    """The networks that were asked."""
    asked, whole = [], Network.probabilities

    def watched(network, pictures):
        asked.append(network)
        return whole(network, pictures)

    monkeypatch.setattr(Network, "probabilities", watched)
    return asked


def sure_of(best):
    return always([0.91 if index == best else 0.01 for index in range(10)])


def test_what_is_known_is_not_asked_again(asked):
    going, one, other = threading.Event(), sure_of(1), sure_of(2)
    alone = examine(PICTURES, one, None, None, going)
    assert (alone.first.accuracy.part, alone.second, asked) == (1, None, [one])
    both = examine(PICTURES, one, other, alone, going)
    assert (both.first is alone.first, both.second.accuracy.part, asked) == (True, 2, [one, other])
    turned = examine(PICTURES, other, one, both, going)
    assert (turned.first is both.second, turned.second is both.first, len(asked)) == (True, True, 2)
    examine(picture_set([0, 1, 2, 3]), one, None, turned, going)
    assert asked[2:] == [one]


def test_it_is_given_up_when_somebody_wants_something_else(asked):
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(CancelledError):
        examine(PICTURES, sure_of(1), None, None, cancelled)
    assert asked == []
