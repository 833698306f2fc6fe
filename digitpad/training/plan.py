"""What a user may train: dataset, hidden layers, list of activations, optimizers, epochs; with limits and checks."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from digitpad.errors import DigitpadError
from digitpad.model.spec import MAX_LAYERS, MAX_UNITS, PIXEL_KINDS, NetworkSpec
from digitpad.training.setting_names import BEND_NAMES, SETTING_NAMES
from digitpad.translation import N_, Message

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
MAX_PICTURES = 1_000_000
MAX_HIDDEN_LAYERS = (MAX_LAYERS - 3) // 2
"""Of the layers that a file may have, rescaling, Flatten and the output take three; each hidden one may drop out."""


def _one_of(setting: Message, value: object, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        key = (
            N_("The {setting} is “{value:.40}”; expected one of {allowed}.")
            if isinstance(value, str)
            else N_("The {setting} is not a text; expected one of {allowed}.")
        )
        raise DigitpadError(key, setting=setting, value=value, allowed=", ".join(allowed))


def _number(setting: Message, value: object, low: float, high: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DigitpadError(
            N_("The {setting} is not a number; expected between {low:g} and {high:g}."),
            setting=setting,
            low=low,
            high=high,
        )
    if not low <= value <= high:  # also when it is not a number in the sense of floating point
        raise DigitpadError(
            N_("The {setting} is {value}; expected between {low:g} and {high:g}."),
            setting=setting,
            value=f"{value:g}" if isinstance(value, float) else str(value)[:20],
            low=low,
            high=high,
        )


def _whole(setting: Message, value: object, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise DigitpadError(
            N_("The {setting} is not a whole number; expected between {low} and {high}."),
            setting=setting,
            low=low,
            high=high,
        )
    if not low <= value <= high:
        raise DigitpadError(
            N_("The {setting} is {value}; expected between {low} and {high}."),
            setting=setting,
            value=value,
            low=low,
            high=high,
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
            limit = AUGMENTATION_LIMITS[field.name]
            _number(Message(BEND_NAMES[field.name]), getattr(self, field.name), 0, limit)

    def __bool__(self) -> bool:
        return any(dataclasses.astuple(self))


GENTLE = Augmentation(rotation=10.0, shift=1.5, scale=0.1, shear=8.0)
"""What a hand does anyway: enough to read many more hands, never enough to turn one digit into another."""


@dataclass(frozen=True)
class TrainingPlan:
    """Everything that decides what a run computes: the same plan on the same machine gives the same network.

    Attributes:
        dataset: the catalogue's name of the pictures to learn from.
        pictures: how many of its training part are used, validation included, as balanced as can be; 0 for all.
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
    pictures: int = 0

    def __post_init__(self) -> None:
        if not isinstance(self.dataset, str):
            raise DigitpadError(N_("The dataset is not a name."))
        names = {name: Message(text) for name, text in SETTING_NAMES.items()}
        _one_of(names["activation"], self.activation, HIDDEN_ACTIVATIONS)
        _one_of(names["optimizer"], self.optimizer, OPTIMIZERS)
        _one_of(names["schedule"], self.schedule, SCHEDULES)
        _one_of(names["initializer"], self.initializer, INITIALIZERS)
        _one_of(names["pixels"], self.pixels, PIXEL_KINDS)
        _one_of(names["labels"], self.labels, LABELS)
        if not _is_possible(self.hidden):
            raise _hidden_expected()
        _number(names["learning_rate"], self.learning_rate, MIN_LEARNING_RATE, MAX_LEARNING_RATE)
        _whole(names["batch_size"], self.batch_size, 1, MAX_BATCH_SIZE)
        _whole(names["epochs"], self.epochs, 1, MAX_EPOCHS)
        _number(names["initializer_scale"], self.initializer_scale, 0, 100)
        _number(names["bias_scale"], self.bias_scale, 0, 100)
        _number(names["dropout"], self.dropout, 0, 0.9)
        _number(names["l2"], self.l2, 0, 1)
        _number(names["label_smoothing"], self.label_smoothing, 0, 0.5)
        _number(names["averaging"], self.averaging, 0, 0.9999)
        _number(names["validation_share"], self.validation_share, 0, 0.5)
        _whole(names["early_stopping"], self.early_stopping, 0, MAX_EPOCHS)
        _whole(names["seed"], self.seed, 0, 2**32 - 1)
        _whole(names["pictures"], self.pictures, 0, MAX_PICTURES)
        if self.label_smoothing and self.labels == "integer":
            raise DigitpadError(N_("Label smoothing spreads labels over all classes, so it needs one-hot labels."))
        if self.early_stopping and not self.validation_share:
            raise DigitpadError(
                N_("Early stopping watches the validation loss, so it needs a validation share above 0.")
            )

    def spec(self, classes: int) -> NetworkSpec:
        """The structure of the network that this plan trains.

        Raises:
            DigitpadError: it would learn from fewer pictures than there are classes, or the structure is not possible.
        """
        if 0 < self.pictures < classes:
            raise DigitpadError(
                N_("The {setting} is {count}; expected at least one for each of {classes} classes, or 0 for all."),
                setting=Message(SETTING_NAMES["pictures"]),
                count=self.pictures,
                classes=classes,
            )
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
        raise _hidden_expected()
    return tuple(value)


def _is_possible(hidden: tuple[int, ...]) -> bool:
    return len(hidden) <= MAX_HIDDEN_LAYERS and all(1 <= units <= MAX_UNITS for units in hidden)


def _hidden_expected() -> DigitpadError:
    return DigitpadError(
        N_("Hidden layers: expected up to {layers} whole numbers from 1 to {units}, such as “500, 500, 500”."),
        layers=MAX_HIDDEN_LAYERS,
        units=MAX_UNITS,
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
        raise _hidden_expected()
    hidden = tuple(int(word) for word in words)
    if not _is_possible(hidden):
        raise _hidden_expected()
    return hidden
