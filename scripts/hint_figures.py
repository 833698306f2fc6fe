"""`python -m scripts.hint_figures [WORD ...]`: train networks with each fault, and healthy ones, and print their hints.

The thresholds of `digitpad/training/hints` come from here. Each row has the test accuracy, the hints, and the test
accuracy after the first advice was taken. The plans of the lessons are among the rows, on their fallback datasets. Exit
code 1 if a run gets another first hint than it should. With words, only the rows that begin with one of them.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from digitpad.data.catalogue import Catalogue
from digitpad.data.digits import Dataset, Pictures
from digitpad.errors import DigitpadError
from digitpad.lessons.reading import load_lessons
from digitpad.system import assets
from digitpad.training.hints.evidence import Evidence
from digitpad.training.hints.finding import find_hints
from digitpad.training.hints.hint import Hint
from digitpad.training.hints.neurons import look, sample_of
from digitpad.training.plan import GENTLE, Augmentation, TrainingPlan
from digitpad.training.progress import FlewOffError, Outcome, Progress
from digitpad.training.runtime import load_tensorflow

P = TrainingPlan
DEEP_SIGMOID = P(activation="sigmoid", hidden=(50,) * 6)
WILD = Augmentation(rotation=90.0, shift=10.0, scale=0.9, shear=45.0, elastic=10.0, noise=1.0)


class Case(NamedTuple):
    """A run, and what is to be said of it.

    Attributes:
        name: the row's.
        plan: what is trained; its dataset is one of the included ones.
        hint: the key of the first hint; empty for none.
        change: makes of the pictures what they should not be.
    """

    name: str
    plan: TrainingPlan
    hint: str = ""
    change: Callable[[Dataset], Dataset] | None = None


def few(count: int) -> Callable[[Dataset], Dataset]:
    """Only so many pictures to learn from."""

    def take(dataset: Dataset) -> Dataset:
        rows = np.random.default_rng(0).permutation(len(dataset.train))[:count]
        return Dataset("few", "Few", dataset.class_names, dataset.train.take(rows), dataset.test)

    return take


def shuffled(dataset: Dataset) -> Dataset:
    """Labels that belong to other pictures."""
    labels = np.random.default_rng(0).permutation(dataset.train.labels)
    return Dataset("mixed-up", "Mixed up", dataset.class_names, Pictures(dataset.train.images, labels), dataset.test)


HEALTHY = (
    *(Case(f"default, seed {seed}", P(seed=seed)) for seed in (1, 2, 3)),
    Case("default, clothes", P(dataset="fashion-5k")),
    Case("ten epochs", P(epochs=10)),
    Case("ten epochs, clothes", P(epochs=10, dataset="fashion-5k")),
    Case("no hidden layer", P(hidden=())),
    Case("two layers, He", P(hidden=(128, 128), initializer="he_normal")),
    *(Case(f"{name}", P(activation=name)) for name in ("sigmoid", "tanh", "leaky_relu")),
    Case("RMSprop", P(optimizer="rmsprop")),
    Case("SGD, 0.1", P(optimizer="sgd", learning_rate=0.1, epochs=10)),
    Case("momentum, 0.01", P(optimizer="momentum", learning_rate=0.01)),
    Case("Adam, 0.003", P(learning_rate=0.003)),
    Case("cosine", P(schedule="cosine", epochs=10)),
    Case("batches of 128", P(batch_size=128, epochs=10)),
    Case("dropout 0.3", P(dropout=0.3, epochs=10)),
    Case("dropout 0.5, long", P(dropout=0.5, epochs=30)),
    Case("gentle variation, long", P(augmentation=GENTLE, epochs=30)),
    Case("gentle variation, few", P(augmentation=GENTLE, epochs=60), change=few(500)),
    Case("six layers of tanh, SGD", P(activation="tanh", hidden=(50,) * 6, optimizer="sgd", learning_rate=0.1)),
    Case("a little L2", P(l2=1e-4)),
)
FAULTY = (
    *(Case(f"Adam, {rate:g}", P(learning_rate=rate), hint) for rate, hint in
      ((0.03, "dead-neurons"), (0.1, "rate-too-high"), (1.0, "nothing-learnt"), (10.0, "flew-off"))),
    *(Case(f"SGD, {rate:g}", P(optimizer="sgd", learning_rate=rate), "nothing-learnt") for rate in (3.0, 10.0)),
    Case("SGD, 1", P(optimizer="sgd", learning_rate=1.0), "dead-neurons"),
    Case("momentum, 1", P(optimizer="momentum", learning_rate=1.0), "nothing-learnt"),
    Case("RMSprop, 0.1", P(optimizer="rmsprop", learning_rate=0.1), "rate-too-high"),
    Case("3 x 500, Adam 0.03", P(hidden=(500,) * 3, learning_rate=0.03), "rate-too-high"),
    Case("no hidden layer, Adam 1", P(hidden=(), learning_rate=1.0), "rate-too-high"),
    *(Case(f"Adam, {rate:g}", P(learning_rate=rate), "rate-too-low") for rate in (1e-5, 3e-5)),
    Case("SGD, 0.001", P(optimizer="sgd", learning_rate=0.001), "rate-too-low"),
    Case("SGD, 0.000001", P(optimizer="sgd", learning_rate=1e-6), "nothing-learnt"),
    Case("2 x 200, 15 epochs", P(hidden=(200, 200), epochs=15), "overfitting"),
    Case("2 x 500, 40 epochs", P(hidden=(500, 500), epochs=40), "overfitting"),
    Case("clothes, 2 x 500, 40 epochs", P(hidden=(500, 500), epochs=40, dataset="fashion-5k"), "overfitting"),
    *(Case(f"{count} pictures", P(epochs=20), "few-pictures", few(count)) for count in (100, 200, 500)),
    Case("large biases", P(hidden=(100, 100), initializer="normal", bias_scale=3.0), "dead-neurons"),
    *(Case(f"saturated {name}", P(activation=name, initializer="normal", initializer_scale=1.0), "saturated-neurons")
      for name in ("sigmoid", "tanh")),
    *(Case(f"saturated {name}, Adam 0.1", P(activation=name, learning_rate=0.1), hint)
      for name, hint in (("sigmoid", "saturated-neurons"), ("tanh", "rate-too-high"))),
    Case("shuffled labels", P(), "labels-do-not-fit", shuffled),
    Case("shuffled labels, 2 x 500", P(hidden=(500, 500), epochs=20), "labels-do-not-fit", shuffled),
    Case("six layers of sigmoid, SGD", DEEP_SIGMOID.replace(optimizer="sgd", learning_rate=0.1), "nothing-learnt"),
    Case("six layers of sigmoid, Adam", DEEP_SIGMOID, "faded-error"),
    Case("all weights 0", P(initializer="normal", initializer_scale=0.0), "nothing-learnt"),
    Case("weights nearly 0", P(hidden=(100,) * 3, initializer="normal", initializer_scale=0.001, optimizer="sgd",
                               learning_rate=0.1), "nothing-learnt"),
    Case("large weights", P(hidden=(100, 100), initializer="normal", initializer_scale=1.0), "first-weights-too-large"),
    Case("L2 of 1", P(l2=1.0), "nothing-learnt"),
    Case("L2 of 0.01", P(l2=0.01), "much-l2"),
    Case("dropout 0.9, three layers", P(dropout=0.9, hidden=(100,) * 3), "nothing-learnt"),
    Case("dropout 0.9", P(dropout=0.9), "much-dropout"),
    Case("wild variation", P(augmentation=WILD), "nothing-learnt"),
    Case("batches of 1024", P(batch_size=1024), "large-batches"),
    *(Case(f"{units} units", P(hidden=(units,), epochs=20), "layer-too-narrow") for units in (2, 4)),
    Case("one epoch", P(epochs=1), "train-longer"),
    Case("Adam, 0.0001", P(learning_rate=1e-4), "train-longer"),
    Case("no validation", P(validation_share=0.0, epochs=15), "no-validation"),
)
LESSONS = {"One layer of 100": "train-longer", "One layer of 10": "nothing-learnt",
           "Two layers of 100": "nothing-learnt", "Two layers of 100, with Adam": "train-longer",
           "Three layers of 500": "first-weights-too-large"}
"""What is said of those steps on 5,000 pictures, which is what they show; all others are healthy."""


def lesson_cases() -> Iterator[Case]:
    """The steps of the lessons that come with Digitpad, with the pictures that do."""
    folder = assets.folder()
    for lesson in load_lessons([folder / "lessons"], _catalogue())[0]:
        for step in lesson.steps:
            if step.plan is not None:
                plan = step.plan.replace(dataset=step.fallback or step.plan.dataset)
                yield Case(f"lesson: {step.title}", plan, LESSONS.get(step.title, ""))


@cache
def _catalogue() -> Catalogue:
    return Catalogue(assets.folder())


@cache
def _pictures(name: str) -> Dataset:
    return _catalogue().load(name)


def run(case: Case) -> tuple[Outcome | None, tuple[Hint, ...]]:
    """Train a case; what came of it, if anything, and the hints that the window would give."""
    from digitpad.training.trainer import train

    dataset = _pictures(case.plan.dataset)
    if case.change is not None:
        dataset = case.change(dataset)
    told: list[Progress] = []
    try:
        outcome = train(case.plan, dataset, told.append)
    except FlewOffError:
        outcome = None
    plan, classes, last = case.plan, len(dataset.class_names), told[-1]
    if outcome is None:
        return None, find_hints(Evidence(plan, last.history, classes, last.batches, flew_off=True))
    layers = look(outcome.network, sample_of(dataset))
    return outcome, find_hints(Evidence(plan, outcome.history, classes, last.batches, True, layers=layers))


def main(words: Sequence[str]) -> int:
    """Print the rows."""
    load_tensorflow()
    wrong = 0
    for case in (*HEALTHY, *FAULTY, *lesson_cases()):
        if words and not case.name.startswith(tuple(words)):
            continue
        outcome, hints = run(case)
        first = hints[0] if hints else None
        after = ""
        if first is not None and first.changes:
            try:
                better, _ = run(case._replace(plan=case.plan.replace(**first.changes)))
            except DigitpadError as error:
                after = f"   {first.advice}: {error}"
            else:
                after = f"   {first.advice}: {_accuracy(better)}"
        is_right = (first.key if first else "") == case.hint
        wrong += not is_right
        keys = ", ".join(hint.key for hint in hints) or "-"
        print(f"{case.name:<32}{_accuracy(outcome):>7}  {keys}{after}{'' if is_right else '   WRONG'}", flush=True)
        for hint in hints:
            print(f"      {hint.sentence}", flush=True)
    return int(wrong > 0)


def _accuracy(outcome: Outcome | None) -> str:
    return "-" if outcome is None or outcome.test is None else f"{100 * outcome.test.accuracy:.1f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
