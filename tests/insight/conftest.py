"""Five architectures with random numbers, Keras to compare them with, and digits to look at."""

import numpy as np
import pytest
from helpers.networks import with_random_numbers

from digitpad import bundled_network
from digitpad.ink.raster import rasterize
from digitpad.model.layers import Activation, BatchNormalization, Dense, Dropout, Flatten, Rescaling, Reshape
from digitpad.model.spec import NetworkInfo, NetworkSpec

BYTES = (Rescaling(1 / 255), Flatten())
SPECS = {
    "relu, dropout": NetworkSpec((*BYTES, Dense(30, "relu"), Dropout(0.5), Dense(20, "relu"), Dense(10, "softmax"))),
    "batch normalization": NetworkSpec((
        Rescaling(1 / 127.5, -1.0), Flatten(), Dense(30, use_bias=False), BatchNormalization(), Activation("relu"),
        Dense(20), Activation("leaky_relu", 0.1), BatchNormalization(center=False, scale=False), Dense(7),
        Activation("softmax"),
    )),
    "curved": NetworkSpec((
        *BYTES, Dense(24, "sigmoid"), Dense(22, "tanh"), Dense(20, "gelu"), Dense(18, "silu"), Dense(10, "softmax"),
    )),
    "more curves": NetworkSpec((
        Reshape((784,)), Dense(24, "elu"), Dense(22, "selu"), Dense(20, "softplus"), Dense(18, "softmax"), Dense(62),
    ), (28, 28, 1)),
    "sigmoids at the end": NetworkSpec((*BYTES, Dense(20, "relu"), Dense(10, "sigmoid"))),
    "no hidden layer": NetworkSpec((*BYTES, Dense(2, "softmax"))),
    "leaky": NetworkSpec((Dense(20, "leaky_relu"), Dense(12, "linear"), Dense(10)), (784,)),
}


@pytest.fixture(params=SPECS.values(), ids=SPECS.keys())
def any_network(request):
    return with_random_numbers(request.param)


STRAIGHT = ("relu, dropout", "batch normalization", "no hidden layer", "leaky")


@pytest.fixture(params=STRAIGHT)
def straight_network(request):
    """One whose scores are exact sums over the pixels."""
    return with_random_numbers(SPECS[request.param], seed=3)


@pytest.fixture(params=[name for name in SPECS if name not in STRAIGHT])
def curved_network(request):
    return with_random_numbers(SPECS[request.param])


@pytest.fixture
def black_and_white():
    info = NetworkInfo(tuple("0123456789"), pixels="black and white")
    return with_random_numbers(NetworkSpec.mlp((20,)), info)


@pytest.fixture(scope="session")
def built_in():
    return bundled_network.network()


@pytest.fixture(scope="session")
def inks():
    """The included drawings, by what they show."""
    return {int(label): ink for label, ink in bundled_network.bundled_drawings()}


@pytest.fixture(scope="session")
def pictures(inks):
    """(10, 28, 28) the included drawings, 0 to 9."""
    return np.stack([rasterize(inks[label]) for label in range(10)])


@pytest.fixture(scope="session")
def on_board():
    """5,000 digits: 4,000 to learn from and 1,000 others."""
    from digitpad.data.catalogue import Catalogue

    return Catalogue(bundled_network.network_path().parent).load("mnist-5k")
