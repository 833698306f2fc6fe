"""The compiled training loop: many batches in one call into TensorFlow.

Keras' own `fit` comes back to Python after every batch, which for the small networks of a classroom costs more than
the arithmetic. Here one call runs K batches, gathered beforehand; Keras gives the layers, the initial weights, the
loss and the optimizer.
"""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from digitpad.errors import DigitpadError
from digitpad.model.network import HALF_INK, Network
from digitpad.model.spec import NetworkInfo
from digitpad.training.epoch import Score
from digitpad.training.keras_model import build_model, build_optimizer
from digitpad.training.plan import TrainingPlan
from digitpad.training.tensor_pictures import NO_CLASS
from digitpad.translation import N_

_MAX_BATCHES_PER_CALL = 500
_MAX_ROWS_PER_CALL = 8_000
"""What one call may take at most; how much of it is used is a matter of pace."""

_SECONDS_WORTH_COMPILING = 0.5
"""XLA takes up to that much longer to be ready than a plain graph."""


def compiling_pays(plan: TrainingPlan, classes: int, batches: int) -> bool:
    """Whether a run of this length is over sooner when XLA compiles its loop; depends on nothing but the plan.

    Compiled, a batch takes 0.2 ms less for what is done once a batch, and about 0.9 ns less a parameter (measured with
    the three lectures' networks on two cores).
    """
    saved = 2e-4 + 0.9e-9 * plan.spec(classes).parameter_count
    return batches * plan.epochs * saved >= _SECONDS_WORTH_COMPILING


_MAX_KEPT = 4
_MAX_KEPT_PARAMETERS = 1_500_000
"""Engines that are kept for the next run, and how large their networks may be: with Adam 18 MB each."""

_kept: "dict[Hashable, Engine]" = {}


def engine_for(plan: TrainingPlan, classes: int, batches: int, start: Network | None = None) -> "Engine":
    """An engine for a new run, one at a time in a process: one of the last again where its loop fits, else a new one.

    TensorFlow does not give back what a compiled function takes, 3.3 MB for a small network, and compiling takes the
    better part of a short run. The numbers are those of a new engine, bit by bit.
    """
    key = _graph_of(plan, classes, batches)
    engine = _kept.pop(key, None)
    if engine is None:
        engine = Engine(plan, classes, batches, start)
    else:
        engine.begin_again(plan, start)
    if engine.spec.parameter_count <= _MAX_KEPT_PARAMETERS:
        _kept[key] = engine
        while len(_kept) > _MAX_KEPT:
            del _kept[next(iter(_kept))]
    return engine


def _graph_of(plan: TrainingPlan, classes: int, batches: int) -> Hashable:
    """What of a plan is built into the compiled loop; the rest are values that it is given."""
    return (
        plan.hidden, plan.activation, plan.optimizer, plan.batch_size, plan.l2, plan.pixels, plan.labels,
        plan.label_smoothing, plan.averaging, bool(plan.augmentation), classes, compiling_pays(plan, classes, batches),
    )


class Engine:
    """One network in training.

    Args:
        plan: what to train and how.
        classes: how many classes the labels have.
        batches: batches of an epoch, which decides whether compiling the loop pays.
        start: a network to go on from, with the plan's structure; a new one otherwise.

    Attributes:
        model: the Keras model; its weights are the network as it is now.
        optimizer: the Keras optimizer.
        compiled: whether the loop is compiled by XLA.
        max_batches: how many batches one call may run.
    """

    def __init__(self, plan: TrainingPlan, classes: int, batches: int, start: Network | None = None) -> None:
        keras.utils.set_random_seed(plan.seed)
        self._plan = plan
        self._classes = classes
        self.spec = plan.spec(classes)
        self.model = build_model(plan, classes)
        if start is not None:
            self.model.set_weights(start.weights)
        self.optimizer = build_optimizer(plan)
        self.optimizer.build(self.model.trainable_variables)
        self.compiled = compiling_pays(plan, classes, batches)
        self.max_batches = max(1, min(_MAX_BATCHES_PER_CALL, _MAX_ROWS_PER_CALL // plan.batch_size))
        self._run = self._make_loop()
        self._evaluate = tf.function(
            self._evaluate_rows,
            input_signature=[tf.TensorSpec([None, 784], tf.uint8), tf.TensorSpec([None], tf.int32)],
            autograph=False,
        )

    def _make_loop(self) -> Any:
        # XLA compiles for one shape, so its calls are padded to the full size; the plain graph takes any.
        shape = [self.max_batches, self._plan.batch_size] if self.compiled else [None, None]
        return tf.function(
            self._run_batches,
            input_signature=[
                tf.TensorSpec([*shape, 784], tf.float32 if self._plan.augmentation else tf.uint8),
                tf.TensorSpec(shape, tf.int32),
                tf.TensorSpec(shape, tf.float32),
                tf.TensorSpec(shape[:1], tf.float32),
                tf.TensorSpec([], tf.int32),
            ],
            autograph=False,  # it reads source text, which an installed program has not
            jit_compile=self.compiled,
        )

    def begin_again(self, plan: TrainingPlan, start: Network | None = None) -> None:
        """Be what a new engine would be for a plan with the same graph; what is compiled stays."""
        keras.utils.set_random_seed(plan.seed)
        self._plan = plan
        fresh = build_model(plan, self._classes)
        for variable, first in zip(self.model.variables, fresh.variables, strict=True):
            variable.assign(first)
        if start is not None:
            self.model.set_weights(start.weights)
        for variable in self.optimizer.variables:
            variable.assign(tf.zeros_like(variable))
        self.optimizer.learning_rate.assign(plan.learning_rate)
        self.set_dropout(plan.dropout)

    def set_dropout(self, rate: float) -> None:
        """Switch another share of each hidden layer off from now on. The next call traces the loop again."""
        layers = [layer for layer in self.model.layers if isinstance(layer, keras.layers.Dropout)]
        if any(layer.rate != rate for layer in layers):
            for layer in layers:
                layer.rate = rate
            self._run = self._make_loop()

    def state(self) -> dict[str, npt.NDArray[Any]]:
        """Every number that training goes on from: weights, random states, optimizer."""
        return {name: variable.numpy() for name, variable in self._variables()}

    def restore(self, state: Mapping[str, npt.NDArray[Any]]) -> None:
        """Go on from what `state` gave.

        Raises:
            DigitpadError: it is the state of another network or of another optimizer.
        """
        variables = dict(self._variables())
        fits = state.keys() == variables.keys() and all(
            tuple(variables[name].shape) == state[name].shape for name in variables
        )
        if not fits:
            raise DigitpadError(N_("The checkpoint belongs to another network or optimizer; train it again."))
        for name, variable in variables.items():
            variable.assign(state[name])

    def _variables(self) -> Iterator[tuple[str, Any]]:
        for kind, variables in (("model", self.model.variables), ("optimizer", self.optimizer.variables)):
            for index, variable in enumerate(variables):
                yield f"{kind}/{index}", variable

    def run(self, images: Any, labels: Any, rates: npt.NDArray[np.float32]) -> tuple[float, int]:
        """Train on whole batches and, at the end of an epoch, a smaller one.

        Args:
            images: tensor (n, 784), 0..255; uint8, or float32 where the plan bends pictures.
            labels: tensor (n,) int32.
            rates: the learning rate of each batch.

        Returns:
            The sum over all pictures of the loss, and how many were read right, both before each batch's step.
        """
        size, batches, rows = self._plan.batch_size, len(rates), int(labels.shape[0])
        room = self.max_batches if self.compiled else batches
        # Rows that fill up a call or the last batch have no weight, so they teach nothing.
        padding = room * size - rows
        weights = np.concatenate([np.ones(rows, np.float32), np.zeros(padding, np.float32)])
        loss, right = self._run(
            tf.reshape(tf.pad(images, [[0, padding], [0, 0]]), [room, size, 784]),
            tf.reshape(tf.pad(labels, [[0, padding]]), [room, size]),
            tf.constant(weights.reshape(room, size)),
            tf.constant(np.resize(rates, room).astype(np.float32)),
            tf.constant(batches),
        )
        return float(loss), int(right)

    def evaluate(self, images: Any, labels: Any) -> tuple[float, int]:
        """Sum of the losses and number read right, without training, for images (n, 784) uint8."""
        loss, right = self._evaluate(images, labels)
        return float(loss), int(right)

    def snapshot(self, info: NetworkInfo) -> Network:
        """The network as it is now."""
        return Network(self.spec, [variable.numpy() for variable in self.model.weights], info)

    def half_weights(self) -> list[npt.NDArray[np.float16]]:
        """The weights as they are now, rounded to float16; TensorFlow does that several times as fast as NumPy."""
        return [tf.cast(variable, tf.float16).numpy() for variable in self.model.weights]

    def set_weights(self, network: Network) -> None:
        """Take the weights of another network of the same structure."""
        self.model.set_weights(network.weights)

    def mix_with(self, network: Network, share: float) -> None:
        """Move the weights towards those of another network of the same structure, by that share of the way."""
        pairs = zip(network.weights, self.model.get_weights(), strict=True)
        self.model.set_weights([share * theirs + (1 - share) * mine for theirs, mine in pairs])

    def use_averages(self) -> None:
        """Put the running average of the weights in the place of the weights, where the plan keeps one."""
        if self._plan.averaging:
            self.model.set_weights(self._averages())

    def _averages(self) -> list[npt.NDArray[np.float32]]:
        # Keras keeps one average a trainable variable, in the same order; a plan's layers have no other weights.
        return [average.numpy() for average in self.optimizer._model_variables_moving_average]

    def _run_batches(self, images: Any, labels: Any, weights: Any, rates: Any, batches: Any) -> tuple[Any, Any]:
        def step(index: Any, loss_sum: Any, right: Any) -> tuple[Any, Any, Any]:
            loss, correct = self._step(images[index], labels[index], weights[index], rates[index])
            return index + 1, loss_sum + loss, right + correct

        # Without `maximum_iterations`: XLA would compile again for every number of batches.
        start = tf.constant(0), tf.constant(0.0), tf.constant(0)
        _, loss_sum, right = tf.while_loop(lambda index, *_: index < batches, step, start)
        return loss_sum, right

    def _step(self, images: Any, labels: Any, weights: Any, rate: Any) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            answers = self.model(self._inputs(images), training=True)
            losses = self._losses(labels, answers)
            loss_sum = tf.reduce_sum(losses * weights)
            loss = loss_sum / tf.reduce_sum(weights) + tf.add_n([tf.constant(0.0), *self.model.losses])
        variables = self.model.trainable_variables
        self.optimizer.learning_rate.assign(rate)
        self.optimizer.apply(tape.gradient(loss, variables), variables)
        right = tf.cast(tf.equal(tf.argmax(answers, 1, tf.int32), labels), tf.float32) * weights
        return loss_sum, tf.cast(tf.reduce_sum(right), tf.int32)

    def _evaluate_rows(self, images: Any, labels: Any) -> tuple[Any, Any]:
        answers = self.model(self._inputs(images), training=False)
        losses = keras.losses.sparse_categorical_crossentropy(labels, answers)
        right = tf.cast(tf.equal(tf.argmax(answers, 1, tf.int32), labels), tf.int32)
        return tf.reduce_sum(losses), tf.reduce_sum(right)

    def _inputs(self, images: Any) -> Any:
        pixels = tf.cast(images, tf.float32)
        if self._plan.pixels != "grey":
            pixels = tf.where(pixels > HALF_INK, 255.0, 0.0)
        return tf.reshape(pixels, [-1, *self.spec.input_shape])

    def _losses(self, labels: Any, answers: Any) -> Any:
        if self._plan.labels == "integer":
            return keras.losses.sparse_categorical_crossentropy(labels, answers)
        smoothing = self._plan.label_smoothing
        targets = tf.where(labels[:, None] == NO_CLASS, 1 / self._classes, tf.one_hot(labels, self._classes))
        return keras.losses.categorical_crossentropy(targets, answers, label_smoothing=smoothing)


def score(loss_sum: float, right: int, count: int) -> Score:
    """Sums over `count` pictures as a mean loss and a share."""
    return Score(loss_sum / count, right / count)
