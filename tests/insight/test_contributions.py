"""The exact sum adds up, and is refused where there is none."""

import numpy as np
import pytest
from helpers.networks import with_random_numbers

from digitpad.errors import DigitpadError
from digitpad.insight.contributions import contributions, curved_activation
from digitpad.insight.layers import scores
from digitpad.model.layers import Activation, Dense, Flatten, Rescaling
from digitpad.model.network import Network
from digitpad.model.spec import NetworkSpec


@pytest.mark.parametrize(("of", "against"), [(1, None), (0, 1)])
def test_it_adds_up_to_the_score(of, against, straight_network, pictures):
    for picture in pictures:
        found = contributions(straight_network, picture, of, against)
        row = scores(straight_network, picture)[0]
        expected = row[of] if against is None else row[of] - row[against]
        assert found.total == pytest.approx(float(expected), abs=1e-5)
        assert found.pixels.sum() + found.bias == pytest.approx(found.total, abs=1e-4)
        assert found.pixels.shape == (28, 28)


@pytest.mark.slow
def test_five_hundred_pictures_and_three_networks(built_in, on_board):
    networks = (
        built_in, with_random_numbers(NetworkSpec.mlp((64,))), with_random_numbers(NetworkSpec.mlp((500, 500, 500)))
    )
    for network in networks:
        for picture in on_board.test.images[:500]:
            second, best = np.argsort(network.probabilities(picture[None])[0])[-2:].tolist()
            found = contributions(network, picture, best, second)
            assert abs(found.pixels.sum() + found.bias - found.total) < 1e-4


def test_by_hand():
    """Two pixels, two hidden neurons of which one is off."""
    spec = NetworkSpec((Rescaling(1 / 255), Flatten(), Dense(2, "relu"), Dense(2)))
    first = np.zeros((784, 2))
    first[0], first[1] = (2, 1), (-1, 3)
    network = Network(spec, [first, np.array([0.5, -9]), np.array([[3.0, 1], [7, 7]]), np.array([0.25, 1])])
    picture = np.zeros((28, 28), np.uint8)
    picture[0, :2] = 255
    found = contributions(network, picture, 0)
    # Neuron 0: 2 - 1 + 0.5 = 1.5; neuron 1: 1 + 3 - 9 < 0. Score 0: 3 * 1.5 + 0.25.
    assert found.total == pytest.approx(4.75)
    assert found.pixels[0, :3].tolist() == pytest.approx([6, -3, 0])
    assert found.bias == pytest.approx(1.75)
    against = contributions(network, picture, 0, 1)
    assert (against.total, against.bias) == (pytest.approx(2.25), pytest.approx(0.25))


def test_paper_adds_nothing(straight_network, pictures):
    found = contributions(straight_network, pictures[0], 0)
    assert not found.pixels[pictures[0] == 0].any()


def test_curves_have_no_exact_sum(curved_network, pictures):
    name = curved_activation(curved_network)
    assert name in ("sigmoid", "elu")
    with pytest.raises(DigitpadError, match=f"activation {name} .* eraser"):
        contributions(curved_network, pictures[0], 0)


def test_which_networks_are_straight(straight_network):
    assert curved_activation(straight_network) is None
    hidden = NetworkSpec((Dense(9, "softmax"), Dense(10), Activation("softmax")), (784,))
    assert curved_activation(with_random_numbers(hidden)) == "softmax"
