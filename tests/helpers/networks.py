"""Small networks whose answers a test can foresee."""

from collections.abc import Sequence

import numpy as np

from digitpad import bundled_network
from digitpad.model.layers import BatchNormalization, Dense, Flatten, Rescaling
from digitpad.model.network import Network
from digitpad.model.spec import NetworkInfo, NetworkSpec


def tiny() -> Network:
    """784-8-10 with random numbers."""
    random = np.random.default_rng(0)
    spec = NetworkSpec((Rescaling(1 / 255), Flatten(), Dense(8, "relu"), Dense(10, "softmax")), (28, 28))
    return Network(spec, [random.normal(0, 0.2, shape) for _, shapes in spec.weight_shapes() for shape in shapes])


def always(probabilities: Sequence[float], names: Sequence[str] | None = None) -> Network:
    """A network that gives these probabilities whatever is drawn."""
    classes = len(probabilities)
    spec = NetworkSpec((Rescaling(1 / 255), Flatten(), Dense(classes, "softmax")), (28, 28))
    bias = np.log(np.asarray(probabilities))
    info = None if names is None else NetworkInfo(tuple(names))
    return Network(spec, [np.zeros((784, classes)), bias], info)


def wants(pixels: int) -> Network:
    """The built-in network as if it had learnt from pixels from 0 to this, and nothing in it said so."""
    whole = bundled_network.network()
    spec = NetworkSpec(whole.spec.layers[1:])
    kernel, *others = whole.weights
    return Network(spec, [kernel / np.float32(pixels), *others])


def with_random_numbers(spec: NetworkSpec, info: NetworkInfo | None = None, seed: int = 0) -> Network:
    """A network of this structure."""
    random = np.random.default_rng(seed)
    weights = []
    for layer, shapes in spec.weight_shapes():
        for index, shape in enumerate(shapes):
            values = random.normal(0, 1 / np.sqrt(shape[0]), shape)
            is_variance = isinstance(layer, BatchNormalization) and index == len(shapes) - 1
            weights.append(np.abs(values) if is_variance else values)
    return Network(spec, weights, info)
