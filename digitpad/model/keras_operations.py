"""Arithmetic inside a functional model: `x / 255.` and the like, which Keras keeps as operations and not as layers.

Sums with one constant that follow one another are together one `Rescaling`.
"""

from collections.abc import Iterable

from digitpad.errors import DigitpadError
from digitpad.model.keras_layers import Json, config_of, list_in, number_in, object_in, require, shown
from digitpad.model.layers import Rescaling
from digitpad.translation import N_

MODULES = ("keras.src.ops.numpy", "keras.src.ops.core")

_KINDS = ("Add", "Subtract", "Multiply", "Divide", "TrueDivide", "Negative", "Cast")  # untranslated: Keras' names
_TENSOR, _CONSTANTS = "__keras_tensor__", ("__tensor__", "__numpy__")  # untranslated: Keras' names
_SMALLEST_DIVISOR = 1e-12


def is_operation(entry: Json) -> bool:
    """Whether an entry of the list of layers is arithmetic that Digitpad knows."""
    return entry.get("module") in MODULES and entry.get("class_name") in _KINDS


def is_tensor(argument: object) -> bool:
    """Whether an argument of a layer or operation is what another one gives."""
    return isinstance(argument, dict) and argument.get("class_name") == _TENSOR


def rescaling_from(entries: Iterable[Json]) -> Rescaling:
    """What operations that follow one another do to their input.

    Args:
        entries: the entries, for each of which `is_operation` holds.

    Raises:
        DigitpadError: one is not arithmetic of one tensor and one finite number.
    """
    total = Rescaling(1.0)
    for entry in entries:
        scale, offset = _effect(entry)
        sums = {"scale": total.scale * scale, "offset": total.offset * scale + offset}
        total = Rescaling(number_in(sums, "scale", None), number_in(sums, "offset", None))
    return total


def _effect(entry: Json) -> tuple[float, float]:
    """The factor and the summand that an operation comes to."""
    name, config = entry["class_name"], config_of(entry)
    nodes = list_in(entry, "inbound_nodes")
    arguments = list_in(nodes[0], "args") if nodes and isinstance(nodes[0], dict) else []
    if name == "Cast":
        require(config, "dtype", "float32", "float16", "float64", "bfloat16")
    match name, [None if is_tensor(each) else _constant(each) for each in arguments]:
        case "Cast", [None]:
            return 1.0, 0.0
        case "Negative", [None]:
            return -1.0, 0.0
        case "Add", [None, float(number)] | [float(number), None]:
            return 1.0, number
        case "Subtract", [None, float(number)]:
            return 1.0, -number
        case "Subtract", [float(number), None]:
            return -1.0, number
        case "Multiply", [None, float(number)] | [float(number), None]:
            return number, 0.0
        case "Divide" | "TrueDivide", [None, float(number)] if abs(number) >= _SMALLEST_DIVISOR:
            return 1 / number, 0.0
    raise DigitpadError(
        N_("The network has an operation {name} that is more than a sum with one number, such as x / 255; "
           "put a layer in its place."),
        name=shown(name),
    )  # fmt: skip


def _constant(value: object) -> float:
    """A number as it stands in the description, or wrapped as a tensor without axes."""
    if isinstance(value, dict) and value.get("class_name") in _CONSTANTS:
        return number_in(object_in(value, "config"), "value", None)
    return number_in({"value": value}, "value", None)
