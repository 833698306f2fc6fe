"""Keras' `config.json` to `NetworkSpec` and back, against an allow-list.

Keras builds whatever its `config.json` names; that is how files have run code through eleven security fixes.
Here nothing is built from names: each layer is compared with the few that Digitpad has, and only numbers and
flags are taken over.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from digitpad.errors import DigitpadError
from digitpad.model import keras_operations
from digitpad.model.keras_layers import (
    GROUPS,
    MODELS,
    Json,
    class_of,
    config_of,
    entry_from,
    entry_of,
    layers_from,
    list_in,
    object_in,
    shown,
)
from digitpad.model.keras_training_layers import is_augmentation, is_passed_over
from digitpad.model.layers import Layer, Rescaling
from digitpad.model.spec import INPUT_SHAPES, NetworkSpec, Shape
from digitpad.translation import N_

# Keras' own files nest about 12 deep.
MAX_DEPTH = 40

# Every module that Keras writes into the description of a chain of dense layers.
_MODULES = (
    "keras",
    "keras.layers",
    "keras.initializers",
    "keras.regularizers",
    "keras.constraints",
    "keras.dtype_policies",
    "keras.src.models.functional",
    "keras.src.models.sequential",
    *keras_operations.MODULES,
)
_NO_WEIGHTS = "operation"  # untranslated: a group of that name is in no file
_CODE = ("Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer", "__lambda__")  # untranslated: Keras


def parse_json(data: bytes, member: str) -> Json:
    """Read a JSON object that somebody else wrote.

    Args:
        data: the bytes of the file, of a size that the caller has limited.
        member: its name, for the message.

    Returns:
        The object, nested no deeper than `MAX_DEPTH`, without NaN.

    Raises:
        DigitpadError: it is not JSON, not an object, or nested too deep.
    """
    try:
        text = data.decode("utf-8")
        if _depth(text) > MAX_DEPTH:
            raise DigitpadError(
                N_("Its part {member} is nested too deep for a description of a network."), member=member
            )
        value = json.loads(text, parse_constant=_refuse_constant)
    except ValueError as error:
        raise DigitpadError(N_("Its part {member} is damaged; copy the file again."), member=member) from error
    return object_in({member: value}, member)


def spec_from_config(config: Json) -> tuple[NetworkSpec, tuple[str, ...]]:
    """Understand Keras' description of a network.

    Args:
        config: the content of `config.json`: a `Sequential`, or a `Functional` model that is a plain chain.

    Returns:
        The chain of layers, and for each layer the name of its group under `layers` in `model.weights.h5`.

    Raises:
        DigitpadError: the network has parts that Digitpad does not know, or is too big for it.
    """
    _check_modules(config)
    kind = config.get("class_name")
    if kind not in MODELS:
        raise DigitpadError(
            N_("It holds a {kind} and not a network; expected a Keras Sequential model."), kind=shown(kind)
        )
    body = config_of(config)
    entries = [object_in({"layers": entry}, "layers") for entry in list_in(body, "layers")]
    if not entries or entries[0].get("class_name") != "InputLayer":
        raise DigitpadError(N_("The network does not say what it takes in; give it an Input layer of 28x28."))
    input_shape = _input_shape(entries[0])
    if kind != "Sequential":
        _check_chain(body, entries)

    steps = list(_steps(entries[1:]))
    return NetworkSpec(tuple(layer for layer, _group in steps), input_shape), tuple(group for _layer, group in steps)


def config_from_spec(spec: NetworkSpec) -> Json:
    """Describe a network as a Keras `Sequential`, the content of `config.json`."""
    batch_shape = [None, *spec.input_shape]
    body = {
        "name": "digitpad",
        "trainable": True,
        "dtype": "float32",
        "layers": [
            entry_of("InputLayer", "input_layer", {"batch_shape": batch_shape}),
            *(entry_from(layer, number) for number, layer in enumerate(spec.layers, start=1)),
        ],
        "build_input_shape": batch_shape,
    }
    return {
        "module": "keras",
        "class_name": "Sequential",  # untranslated: Keras' name
        "config": body,
        "registered_name": None,
        "build_config": {"input_shape": batch_shape},
        "compile_config": None,
    }


def _steps(entries: list[Json]) -> Iterator[tuple[Layer, str]]:
    """Each layer and its group; those that do nothing in an answer are passed over, sums in a row are one layer."""
    used: Counter[str] = Counter()
    for is_arithmetic, some in groupby(entries, keras_operations.is_operation):
        if is_arithmetic:
            if (rescaling := keras_operations.rescaling_from(some)) != Rescaling(1.0):
                yield rescaling, _NO_WEIGHTS
            continue
        for entry in some:
            if is_passed_over(entry):
                continue
            name = GROUPS[class_of(entry)]
            group = f"{name}_{used[name]}" if used[name] else name
            used[name] += 1
            yield from zip(layers_from(entry), (group, f"{group}/activation"), strict=False)


def _depth(text: str) -> int:
    depth = deepest = 0
    # Whole texts are matched too, so that brackets inside them do not count; possessive, so that it stays fast.
    for bracket in re.findall(r'"(?:[^"\\]|\\.)*+"?|[\[{\]}]', text, re.DOTALL):
        if bracket in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif bracket in "]}":
            depth -= 1
    return deepest


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _check_modules(config: Json) -> None:
    """Refuse a description that names anything outside Keras' plain layers, in whatever corner."""
    for item in _objects_within(config):
        name = item.get("class_name")
        foreign = item.get("module", "keras") not in _MODULES
        if foreign or name in _CODE or item.get("registered_name") not in (None, name):
            raise DigitpadError(
                N_("This model contains program code; Digitpad does not run it (found: {name})."), name=shown(name)
            )


def _objects_within(value: object) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        # How a network was trained plays no part in opening it, even where that names a loss of somebody's own.
        value = [item for key, item in value.items() if key != "compile_config"]
    if isinstance(value, list):
        for item in value:
            yield from _objects_within(item)


def _input_shape(entry: Json) -> Shape:
    batch_shape = config_of(entry).get("batch_shape")
    found = batch_shape[1:] if isinstance(batch_shape, list) else batch_shape
    for shape in INPUT_SHAPES:
        if found == list(shape):
            return shape
    raise DigitpadError(
        N_("The network takes input of shape {found}; expected 28x28, the grey pixels of a picture."),
        found=shown(found),
    )


def _check_chain(body: Json, entries: list[Json]) -> None:
    """Make sure that every layer of a `Functional` model takes what the one before gives, and nothing else."""
    names = [entry.get("name") for entry in entries]
    ends = ((body.get("input_layers"), names[0]), (body.get("output_layers"), names[-1]))
    links = zip(names, entries[1:], strict=False)
    if not (
        all(found in ([name, 0, 0], [[name, 0, 0]]) for found, name in ends)
        and all(_takes_only(entry, name) for name, entry in links)
    ):
        raise DigitpadError(
            N_("The network branches; expected a chain of layers with one input of 28x28 pixels and one output.")
        )


def _takes_only(entry: Json, name: object) -> bool:
    """Whether a layer is used once, on the output of the layer of that name, without further arguments.

    An operation may have numbers beside it. Augmentation is noted as always on, and switched off all the same.
    """
    nodes = list_in(entry, "inbound_nodes")
    if len(nodes) != 1 or not isinstance(nodes[0], dict):
        return False
    arguments = list_in(nodes[0], "args")
    tensors = [argument for argument in arguments if keras_operations.is_tensor(argument)]
    if len(tensors) != 1 or (len(arguments) > 1 and entry.get("module") not in keras_operations.MODULES):
        return False
    if object_in(tensors[0], "config").get("keras_history") != [name, 0, 0]:
        return False
    options = object_in(nodes[0], "kwargs")
    return not any(value for key, value in options.items() if key != "training" or not is_augmentation(entry))
