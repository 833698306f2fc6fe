"""Keras itself, the authority on what a network answers."""

import os
from typing import Any

from digitpad.model import layers as s
from digitpad.model.network import Network


def import_keras() -> Any:
    """The real Keras; it takes seconds to import, so only tests that compare with it ask for it."""
    # TensorFlow writes its start-up notes to standard error from C++.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras

    return keras


def keras_model_of(network: Network) -> Any:
    """The same network built by Keras from its own classes, without any code of Digitpad's files."""
    keras = import_keras()
    layers = [_layer(keras, layer) for layer in network.spec.layers]
    result = keras.Sequential([keras.Input(network.spec.input_shape), *layers])
    remaining = iter(network.weights)
    for layer in layers:
        layer.set_weights([next(remaining) for _ in layer.weights])
    return result


def _layer(keras: Any, layer: s.Layer) -> Any:
    match layer:
        case s.Rescaling(scale, offset):
            return keras.layers.Rescaling(scale, offset)
        case s.Flatten():
            return keras.layers.Flatten()
        case s.Reshape(target):
            return keras.layers.Reshape(target)
        case s.Dense(units, activation, use_bias):
            return keras.layers.Dense(units, activation, use_bias=use_bias)
        case s.Dropout(rate):
            return keras.layers.Dropout(rate)
        case s.BatchNormalization(epsilon, momentum, center, scale):
            return keras.layers.BatchNormalization(epsilon=epsilon, momentum=momentum, center=center, scale=scale)
        case s.Activation("leaky_relu", slope):
            return keras.layers.LeakyReLU(negative_slope=slope)
        case s.Activation(name):
            return keras.layers.Activation(name)
