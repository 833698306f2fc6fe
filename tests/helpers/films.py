"""Films that nobody had to train: networks that always say the same, one after the other."""

from digitpad.model.network import Network
from digitpad.training.film import Film, FilmRecorder
from helpers.networks import always

NAMES = tuple("0123456789")


def sure(of: int, share: float = 0.91) -> Network:
    """A network that says so, whatever is drawn."""
    return always([share if place == of else (1 - share) / 9 for place in range(10)], NAMES)


UNSURE = always([0.1] * 10, NAMES)


def filmed(*networks: Network) -> Film:
    """The film of networks: the one before training, after one batch, after two ... of the first epoch."""
    recorder = FilmRecorder()
    recorder.begin(networks[0].spec, networks[0].info, 0)
    for number, network in enumerate(networks):
        recorder.take(network.weights, min(number, 1), number)
    assert recorder.film is not None
    return recorder.film
