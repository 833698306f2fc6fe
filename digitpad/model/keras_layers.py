"""Keras' layers and activations: entries of `config.json` to those of `layers` and back.

An option that would change the answer in a way that the forward pass does not know is refused. All others, such
as initializers and what is trainable, play no part in an answer and are passed over.
"""

import re
from collections.abc import Callable
from typing import Any

from digitpad.errors import DigitpadError
from digitpad.formatting import printable
from digitpad.model.layers import (
    ACTIVATIONS,
    Activation,
    BatchNormalization,
    Dense,
    Dropout,
    Flatten,
    Layer,
    Rescaling,
    Reshape,
)
from digitpad.translation import N_

Json = dict[str, Any]

MODELS = ("Sequential", "Functional", "Model")  # untranslated: Keras' names

GROUPS = {
    "Rescaling": "rescaling",
    "Flatten": "flatten",
    "Reshape": "reshape",
    "Dense": "dense",
    "Dropout": "dropout",
    "BatchNormalization": "batch_normalization",
    "Activation": "activation",
    "ReLU": "re_lu",
    "LeakyReLU": "leaky_re_lu",
    "Softmax": "softmax",
}
"""Keras' classes that Digitpad has, with what Keras calls their groups in `model.weights.h5`."""

# Larger numbers mean nothing in a description, and printing them would fill the message.
_MAX_NUMBER = 10**12


def class_of(entry: Json) -> str:
    """The class of a layer, a key of `GROUPS`.

    Raises:
        DigitpadError: Digitpad has no such layer.
    """
    name = entry.get("class_name")
    if name == "InputLayer":
        raise DigitpadError(N_("The network has several inputs; expected one picture of 28x28 pixels."))
    if name in MODELS:
        raise DigitpadError(
            N_("The network contains another network; put all its layers into one Sequential and save it again.")
        )
    if not isinstance(name, str) or name not in GROUPS or entry.get("module") != "keras.layers":
        known = ", ".join(GROUPS)
        raise DigitpadError(
            N_("Digitpad can't use this kind of layer: {name} (it knows {known})."), name=shown(name), known=known
        )
    return name


def layers_from(entry: Json) -> list[Layer]:
    """Understand one entry: one layer, or two for a `Dense` with a whole layer as its activation.

    Args:
        entry: the entry, its class among `GROUPS`.

    Raises:
        DigitpadError: an option is damaged or would change the answer in a way that Digitpad does not know.
    """
    config = config_of(entry)
    activation = config.get("activation")
    if entry["class_name"] == "Dense" and isinstance(activation, dict):
        class_of(activation)
        return [_dense({**config, "activation": "linear"}), *layers_from(activation)]
    return [_READERS[entry["class_name"]](config)]


def entry_from(layer: Layer, number: int) -> Json:
    """Describe a layer for Keras.

    Args:
        layer: the layer.
        number: its place in the network, which makes its name unique.
    """
    class_name, options = _options(layer)
    return entry_of(class_name, f"{GROUPS[class_name]}_{number}", {"trainable": True, **options})


def entry_of(class_name: str, name: str, options: Json) -> Json:
    """An entry of the list of layers as Keras writes it."""
    config = {"name": name, "dtype": "float32", **options}
    return {"module": "keras.layers", "class_name": class_name, "config": config, "registered_name": None}


def config_of(entry: Json) -> Json:
    """The options of a layer or of a whole network, whose name is no place on the disk."""
    config = object_in(entry, "config")
    name = config.get("name", "")
    if not isinstance(name, str) or not name.isprintable() or re.search(r"[/\\:]|\.\.", name):
        raise DigitpadError(
            N_("A layer has the name “{name}”, which looks like a place on the disk."), name=shown(name)
        )
    return config


def object_in(parent: Json, key: str) -> Json:  # untranslated: a name in the file
    """The JSON object under a key."""
    value = parent.get(key)
    if not isinstance(value, dict):
        raise DigitpadError(N_("The description of the network is damaged at “{key}”; copy the file again."), key=key)
    return value


def list_in(parent: Json, key: str) -> list[Any]:  # untranslated: a name in the file
    """The JSON array under a key."""
    value = parent.get(key)
    if not isinstance(value, list):
        raise DigitpadError(N_("The description of the network is damaged at “{key}”; copy the file again."), key=key)
    return value


def shown(value: object) -> str:
    """Something from a foreign file as it may stand in a message: one line, not too long."""
    return printable(str(value), 60)


def _rescaling(config: Json) -> Layer:
    return Rescaling(number_in(config, "scale", 1.0), number_in(config, "offset", 0.0))


def _flatten(config: Json) -> Layer:
    require(config, "data_format", "channels_last", None)
    return Flatten()


def _reshape(config: Json) -> Layer:
    target = list_in(config, "target_shape")
    if len(target) > 4:
        raise DigitpadError(N_("A layer Reshape asks for {count:,} dimensions; expected at most 4."), count=len(target))
    return Reshape(tuple(_whole("target_shape", length) for length in target))


def _dense(config: Json) -> Layer:
    require(config, "quantization_config", None)
    require(config, "lora_rank", None)
    return Dense(_whole("units", config.get("units")), _activation_name(config), _flag(config, "use_bias"))


def _dropout(config: Json) -> Layer:
    return Dropout(number_in(config, "rate", None))


def _batch_normalization(config: Json) -> Layer:
    require(config, "axis", -1, 1, [-1], [1])
    require(config, "renorm", False, None)
    epsilon, momentum = number_in(config, "epsilon", 1e-3), number_in(config, "momentum", 0.99)
    return BatchNormalization(epsilon, momentum, _flag(config, "center"), _flag(config, "scale"))


def _activation(config: Json) -> Layer:
    return Activation(_activation_name(config))


def _relu(config: Json) -> Layer:
    require(config, "max_value", None)
    require(config, "threshold", 0, None)
    slope = number_in(config, "negative_slope", 0.0)
    return Activation("leaky_relu", slope) if slope else Activation("relu")


def _leaky_relu(config: Json) -> Layer:
    return Activation("leaky_relu", number_in(config, "negative_slope", 0.3))


def _softmax(config: Json) -> Layer:
    require(config, "axis", -1, 1, [-1], [1])
    return Activation("softmax")


_READERS: dict[str, Callable[[Json], Layer]] = {
    "Rescaling": _rescaling,
    "Flatten": _flatten,
    "Reshape": _reshape,
    "Dense": _dense,
    "Dropout": _dropout,
    "BatchNormalization": _batch_normalization,
    "Activation": _activation,
    "ReLU": _relu,
    "LeakyReLU": _leaky_relu,
    "Softmax": _softmax,
}


def _options(layer: Layer) -> tuple[str, Json]:
    """Keras' class of a layer and what Keras has to know to build it."""
    match layer:  # untranslated: Keras' names
        case Rescaling(scale, offset):
            return "Rescaling", {"scale": scale, "offset": offset}
        case Flatten():
            return "Flatten", {"data_format": "channels_last"}
        case Reshape(target):
            return "Reshape", {"target_shape": list(target)}
        case Dense(units, activation, use_bias):
            return "Dense", {"units": units, "activation": activation, "use_bias": use_bias}
        case Dropout(rate):
            return "Dropout", {"rate": rate}
        case BatchNormalization(epsilon, momentum, center, scale):
            options = {"epsilon": epsilon, "momentum": momentum, "center": center, "scale": scale}
            return "BatchNormalization", {"axis": -1, **options}
        case Activation("leaky_relu", slope):
            return "LeakyReLU", {"negative_slope": slope}
        case Activation(name):
            return "Activation", {"activation": name}


def _activation_name(config: Json) -> str:
    name = config.get("activation", "linear")
    if name is None:
        return "linear"
    if name not in ACTIVATIONS:
        raise DigitpadError(
            N_("Digitpad cannot use the activation “{name}”; it knows {activations}."),
            name=shown(name),
            activations=", ".join(ACTIVATIONS),
        )
    return str(name)


def require(config: Json, key: str, *accepted: object) -> None:  # untranslated: a name in the file
    """Refuse an option that has none of these values; the first is taken where it is missing."""
    value = config.get(key, accepted[0])
    if value not in accepted:
        raise DigitpadError(
            N_("The layer “{name}” has {key} = {value}, which Digitpad cannot use; train the network without it."),
            name=shown(config.get("name")),
            key=key,
            value=shown(value),
        )


def number_in(config: Json, key: str, default: float | None) -> float:  # untranslated: a name in the file
    """The number under a key, finite and not absurd."""
    value = config.get(key, default)
    # JSON's true is an int to Python, and its 1e999 infinite.
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _MAX_NUMBER:
        raise DigitpadError(
            N_("The network has a layer with {key} = {value}; expected a number."), key=key, value=shown(value)
        )
    return float(value)


def _whole(key: str, value: object) -> int:  # untranslated: a name in the file
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _MAX_NUMBER:
        raise DigitpadError(
            N_("The network has a layer with {key} = {value}; expected a whole number."), key=key, value=shown(value)
        )
    return value


def _flag(config: Json, key: str) -> bool:  # untranslated: a name in the file
    value = config.get(key, True)
    if not isinstance(value, bool):
        raise DigitpadError(
            N_("The network has a layer with {key} = {value}; expected true or false."), key=key, value=shown(value)
        )
    return value
