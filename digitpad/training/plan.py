"""A training plan as plain data: dataset, layers, activation, optimizer, epochs; with limits and checks."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from digitpad.errors import DigitpadError
from digitpad.model.spec import MAX_LAYERS, MAX_UNITS, PIXEL_KINDS, NetworkSpec
from digitpad.translation import N_

HIDDEN_ACTIVATIONS = ("relu", "sigmoid", "tanh", "leaky_relu")
OPTIMIZERS = ("adam", "sgd", "momentum", "rmsprop")
SCHEDULES = ("constant", "cosine")
INITIALIZERS = ("glorot_uniform", "he_normal", "normal", "truncated_normal")
SCALED_INITIALIZERS = ("normal", "truncated_normal")
LABELS = ("integer", "one-hot")
MIN_LEARNING_RATE = 1e-9
MAX_LEARNING_RATE = 10.0
MAX_EPOCHS = 1000
MAX_BATCH_SIZE = 4096
MAX_HIDDEN_LAYERS = (MAX_LAYERS - 3) // 2
"""Of the layers that a file may have, rescaling, Flatten and the output take three; each hidden one may drop out."""


def _one_of(what: str, value: object, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        shown = f"“{value[:40]}”" if isinstance(value, str) else "not a text"
        raise DigitpadError(
            N_("The {what} is {name}; expected one of {allowed}."), what=what, name=shown, allowed=", ".join(allowed)
        )


def _number(what: str, value: object, low: float, high: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DigitpadError(
            N_("The {what} is not a number; expected between {low:g} and {high:g}."), what=what, low=low, high=high
        )
    if not low <= value <= high:  # also when it is not a number in the sense of floating point
        shown = f"{value:g}" if isinstance(value, float) else str(value)[:20]
        raise DigitpadError(
            N_("The {what} is {name}; expected between {low:g} and {high:g}."),
            what=what,
            name=shown,
            low=low,
            high=high,
        )


def _whole(what: str, value: object, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise DigitpadError(
            N_("The {what} is not a whole number; expected between {low} and {high}."), what=what, low=low, high=high
        )
    if not low <= value <= high:
        raise DigitpadError(
            N_("The {what} is {value}; expected between {low} and {high}."), what=what, value=value, low=low, high=high
        )


AUGMENTATION_LIMITS = {
    "rotation": 90.0, "shift": 10.0, "scale": 0.9, "shear": 45.0, "elastic": 10.0, "thickness": 0.9, "noise": 1.0
}


@dataclass(frozen=True)
class Augmentation:
    """How far a training picture may be bent at random each time it is seen; all zero leaves it as it is.

    Attributes:
        rotation: degrees to either side.
        shift: pixels in each direction.
        scale: share by which it may grow or shrink.
        shear: degrees of slant to either side.
        elastic: strength of smooth random distortions, in pixels (Simard et al. 2003).
        thickness: share by which the line may grow thicker or thinner.
        noise: standard deviation of random noise on every pixel, as a share of full ink.
    """

    rotation: float = 0.0
    shift: float = 0.0
    scale: float = 0.0
    shear: float = 0.0
    elastic: float = 0.0
    thickness: float = 0.0
    noise: float = 0.0

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            _number(field.name, getattr(self, field.name), 0, AUGMENTATION_LIMITS[field.name])

    def __bool__(self) -> bool:
        return any(dataclasses.astuple(self))


GENTLE = Augmentation(rotation=10.0, shift=1.5, scale=0.1, shear=8.0)
"""What a hand does anyway: enough to read many more hands, never enough to turn one digit into another."""


@dataclass(frozen=True)
class TrainingPlan:
    """Everything that decides what a run computes: the same plan on the same machine gives the same network.

    Attributes:
        dataset: the catalogue's name of the pictures to learn from.
        hidden: units of each hidden layer; empty for none.
        activation: one of `HIDDEN_ACTIVATIONS`.
        optimizer: one of `OPTIMIZERS`, with Keras' defaults; `momentum` is SGD with momentum 0.9.
        learning_rate: size of a step, above 0 and at most 10.
        schedule: `constant`, or `cosine` from the learning rate down to nearly 0 at the end.
        batch_size: pictures a step.
        epochs: how often every picture is seen.
        initializer: one of `INITIALIZERS`: how the first weights are drawn.
        initializer_scale: standard deviation of `normal` and `truncated_normal`; the others choose their own.
        bias_scale: standard deviation of normally distributed first biases; 0 starts them all at 0.
        dropout: share of each hidden layer switched off at random at each step, 0 to 0.9.
        l2: weight of the sum of the squared kernels in the loss, 0 to 1.
        label_smoothing: share of each label that is spread over all classes, 0 to 0.5.
        averaging: share of the old value kept in a running average of the weights at each step; 0 for none.
        validation_share: share of the training part that is kept aside and tried after every epoch, 0 to 0.5.
        early_stopping: epochs without a better validation loss after which the run ends; 0 never ends it early.
        pixels: `grey`, or `black and white` for pixels cut at half ink.
        labels: `integer` or `one-hot`; the loss is sparse or plain categorical cross-entropy, which are equal.
        seed: where every random number of the run starts.
        augmentation: how training pictures are bent at random.

    Raises:
        DigitpadError: a value is out of its range; the sentence names it and says what is allowed.
    """

    dataset: str = "mnist-5k"
    hidden: tuple[int, ...] = (128,)
    activation: str = "relu"
    optimizer: str = "adam"
    learning_rate: float = 0.001
    schedule: str = "constant"
    batch_size: int = 32
    epochs: int = 5
    initializer: str = "glorot_uniform"
    initializer_scale: float = 0.05
    bias_scale: float = 0.0
    dropout: float = 0.0
    l2: float = 0.0
    label_smoothing: float = 0.0
    averaging: float = 0.0
    validation_share: float = 0.1
    early_stopping: int = 0
    pixels: str = "grey"
    labels: str = "integer"
    seed: int = 1
    augmentation: Augmentation = Augmentation()

    def __post_init__(self) -> None:
        if not isinstance(self.dataset, str):
            raise DigitpadError(N_("The dataset is not a name."))
        _one_of("activation", self.activation, HIDDEN_ACTIVATIONS)
        _one_of("optimizer", self.optimizer, OPTIMIZERS)
        _one_of("schedule", self.schedule, SCHEDULES)
        _one_of("initializer", self.initializer, INITIALIZERS)
        _one_of("kind of pixels", self.pixels, PIXEL_KINDS)
        _one_of("kind of labels", self.labels, LABELS)
        if len(self.hidden) > MAX_HIDDEN_LAYERS or not all(1 <= units <= MAX_UNITS for units in self.hidden):
            raise DigitpadError(_HIDDEN_EXPECTED)
        _number("learning rate", self.learning_rate, MIN_LEARNING_RATE, MAX_LEARNING_RATE)
        _whole("batch size", self.batch_size, 1, MAX_BATCH_SIZE)
        _whole("number of epochs", self.epochs, 1, MAX_EPOCHS)
        _number("initializer scale", self.initializer_scale, 0, 100)
        _number("bias scale", self.bias_scale, 0, 100)
        _number("dropout", self.dropout, 0, 0.9)
        _number("L2 weight", self.l2, 0, 1)
        _number("label smoothing", self.label_smoothing, 0, 0.5)
        _number("averaging", self.averaging, 0, 0.9999)
        _number("validation share", self.validation_share, 0, 0.5)
        _whole("early stopping", self.early_stopping, 0, MAX_EPOCHS)
        _whole("seed", self.seed, 0, 2**32 - 1)
        if self.label_smoothing and self.labels == "integer":
            raise DigitpadError(N_("Label smoothing spreads labels over all classes, so it needs one-hot labels."))
        if self.early_stopping and not self.validation_share:
            raise DigitpadError(
                N_("Early stopping watches the validation loss, so it needs a validation share above 0.")
            )

    def spec(self, classes: int) -> NetworkSpec:
        """The structure of the network that this plan trains."""
        return NetworkSpec.mlp(self.hidden, self.activation, classes, self.dropout)

    def replace(self, **changes: Any) -> "TrainingPlan":
        """The same plan with other values for some settings."""
        return dataclasses.replace(self, **changes)

    def to_json(self) -> dict[str, Any]:
        """The plan as plain JSON values."""
        return dataclasses.asdict(self) | {"hidden": list(self.hidden)}

    def in_effect(self) -> dict[str, Any]:
        """The settings that decide something, as plain JSON values: without those that others make meaningless."""
        idle: set[str] = set()
        if self.initializer not in SCALED_INITIALIZERS:
            idle.add("initializer_scale")
        if not self.hidden:
            idle |= {"activation", "dropout"}
        return {name: value for name, value in self.to_json().items() if name not in idle}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "TrainingPlan":
        """The plan from what `to_json` gave; missing keys take their defaults.

        Raises:
            DigitpadError: an unknown key or a value of the wrong kind.
        """
        known = {field.name for field in dataclasses.fields(cls)}
        if unknown := sorted(set(values) - known):
            raise DigitpadError(N_("The plan has unknown settings: {unknown}."), unknown=", ".join(unknown))
        try:
            changed = dict(values)
            if "hidden" in changed:
                changed["hidden"] = _widths(changed["hidden"])
            if "augmentation" in changed:
                changed["augmentation"] = Augmentation(**changed["augmentation"])
            return cls(**changed)
        except (TypeError, ValueError) as error:
            raise DigitpadError(N_("The plan cannot be read: {error}."), error=error) from error


def _widths(value: object) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or not all(type(units) is int for units in value):
        raise DigitpadError(_HIDDEN_EXPECTED)
    return tuple(value)


_HIDDEN_EXPECTED = (
    f"Hidden layers: expected up to {MAX_HIDDEN_LAYERS} whole numbers from 1 to {MAX_UNITS}, such as “500, 500, 500”."
)


def parse_hidden(text: str) -> tuple[int, ...]:
    """The units of the hidden layers from a text such as `500, 500, 500`; an empty text means no hidden layer.

    Raises:
        DigitpadError: anything else; the sentence says what is expected.
    """
    if not text.strip():
        return ()
    words = [word.strip() for word in text.split(",")]
    # isdecimal also accepts other scripts' digits, and int() reads them; length keeps int() from huge numbers.
    if not all(word.isdecimal() and len(word) <= 6 for word in words):
        raise DigitpadError(_HIDDEN_EXPECTED)
    hidden = tuple(int(word) for word in words)
    if len(hidden) > MAX_HIDDEN_LAYERS or not all(1 <= units <= MAX_UNITS for units in hidden):
        raise DigitpadError(_HIDDEN_EXPECTED)
    return hidden
