"""The compiled training loop: many batches in one call into TensorFlow.

Keras' own `fit` comes back to Python after every batch, which for the small networks of a classroom costs more than
the arithmetic. Here one call runs K batches, gathered beforehand; Keras gives the layers, the initial weights, the
loss and the optimizer.
"""

from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from digitpad.data.digits import Pictures
from digitpad.model import spec as layers
from digitpad.model.network import Network
from digitpad.model.spec import NetworkInfo, NetworkSpec
from digitpad.training.plan import Score, TrainingPlan

_ROWS_PER_PIECE = 10_000
"""Turning an array into a tensor copies it with the interpreter lock held; in pieces, the window gets its turns."""


def build_model(spec: NetworkSpec) -> keras.Sequential:
    """The Keras model of a spec, with Keras' own initial weights."""
    return keras.Sequential([keras.Input(spec.input_shape), *(_keras_layer(layer) for layer in spec.layers)])


def _keras_layer(layer: layers.Layer) -> Any:
    match layer:
        case layers.Rescaling(scale, offset):
            return keras.layers.Rescaling(scale, offset)
        case layers.Flatten():
            return keras.layers.Flatten()
        case layers.Reshape(target):
            return keras.layers.Reshape(target)
        case layers.Dense(units, activation, use_bias):
            return keras.layers.Dense(units, activation=activation, use_bias=use_bias)
        case layers.Dropout(rate):
            return keras.layers.Dropout(rate)
        case layers.BatchNormalization(epsilon, momentum, center, scale):
            return keras.layers.BatchNormalization(epsilon=epsilon, momentum=momentum, center=center, scale=scale)
        case layers.Activation("leaky_relu", negative_slope):
            return keras.layers.LeakyReLU(negative_slope=negative_slope)
        case layers.Activation(name):
            return keras.layers.Activation(name)


def build_optimizer(plan: TrainingPlan) -> Any:
    """The Keras optimizer of a plan."""
    rate = plan.learning_rate
    average = {"use_ema": True, "ema_momentum": plan.averaging} if plan.averaging else {}
    if plan.optimizer == "sgd":
        return keras.optimizers.SGD(rate, **average)
    if plan.optimizer == "momentum":
        return keras.optimizers.SGD(rate, momentum=0.9, **average)
    if plan.optimizer == "rmsprop":
        return keras.optimizers.RMSprop(rate, **average)
    return keras.optimizers.Adam(rate, **average)


class TensorPictures:
    """Pictures as tensors: `images` (n, 784) uint8, `labels` (n,) int32."""

    def __init__(self, pictures: Pictures) -> None:
        flat = pictures.images.reshape(-1, 784)
        pieces = [tf.constant(flat[start : start + _ROWS_PER_PIECE]) for start in range(0, len(flat), _ROWS_PER_PIECE)]
        self.images = tf.concat(pieces, axis=0) if pieces else tf.zeros([0, 784], tf.uint8)
        self.labels = tf.constant(pictures.labels.astype(np.int32))

    def __len__(self) -> int:
        return int(self.labels.shape[0])

    def take(self, rows: npt.NDArray[np.int32]) -> tuple[Any, Any]:
        """Images and labels at the given rows."""
        return tf.gather(self.images, rows), tf.gather(self.labels, rows)


class Engine:
    """One network in training.

    Args:
        plan: what to train and how.
        classes: how many classes the labels have.
        start: a network to go on from, with the plan's structure; a new one otherwise.

    Attributes:
        model: the Keras model; its weights are the network as it is now.
        optimizer: the Keras optimizer.
    """

    def __init__(self, plan: TrainingPlan, classes: int, start: Network | None = None) -> None:
        keras.utils.set_random_seed(plan.seed)
        self._plan = plan
        self._classes = classes
        self.spec = plan.spec(classes)
        self.model = build_model(self.spec)
        if start is not None:
            self.model.set_weights(start.weights)
        self.optimizer = build_optimizer(plan)
        self.optimizer.build(self.model.trainable_variables)
        self._loss = keras.losses.CategoricalCrossentropy(label_smoothing=plan.label_smoothing)
        self._run = tf.function(
            self._run_batches,
            input_signature=[
                tf.TensorSpec([None, None, 784]),
                tf.TensorSpec([None, None], tf.int32),
                tf.TensorSpec([None], tf.float32),
            ],
        )
        self._evaluate = tf.function(
            self._evaluate_rows,
            input_signature=[tf.TensorSpec([None, 784], tf.uint8), tf.TensorSpec([None], tf.int32)],
        )

    def run(self, images: Any, labels: Any, rates: npt.NDArray[np.float32]) -> tuple[float, int]:
        """Train on K batches.

        Args:
            images: tensor (K, batch, 784), 0..255.
            labels: tensor (K, batch) int32.
            rates: the learning rate of each batch, (K,).

        Returns:
            The sum over all pictures of the loss, and how many were read right, both before each batch's step.
        """
        loss, right = self._run(tf.cast(images, tf.float32), labels, tf.constant(rates))
        return float(loss), int(right)

    def evaluate(self, images: Any, labels: Any) -> tuple[float, int]:
        """Sum of the losses and number read right, without training, for images (n, 784) uint8."""
        loss, right = self._evaluate(images, labels)
        return float(loss), int(right)

    def snapshot(self, info: NetworkInfo, *, averaged: bool = False) -> Network:
        """The network as it is now; with `averaged`, the running average of its weights where the plan keeps one."""
        weights = [variable.numpy() for variable in self.model.weights]
        if averaged and self._plan.averaging:
            weights = self._averages()
        return Network(self.spec, weights, info)

    def use_averages(self) -> None:
        """Put the running average of the weights in the place of the weights, where the plan keeps one."""
        if self._plan.averaging:
            self.model.set_weights(self._averages())

    def _averages(self) -> list[npt.NDArray[np.float32]]:
        # Keras keeps one average a trainable variable, in the same order; a plan's layers have no other weights.
        return [average.numpy() for average in self.optimizer._model_variables_moving_average]

    def _run_batches(self, images: Any, labels: Any, rates: Any) -> tuple[Any, Any]:
        loss_sum, right = tf.constant(0.0), tf.constant(0)
        for index in tf.range(tf.shape(images)[0]):
            loss, correct = self._step(images[index], labels[index], rates[index])
            loss_sum += loss
            right += correct
        return loss_sum, right

    def _step(self, images: Any, labels: Any, rate: Any) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            answers = self.model(tf.reshape(images, [-1, *self.spec.input_shape]), training=True)
            loss = self._loss(tf.one_hot(labels, self._classes), answers)
        variables = self.model.trainable_variables
        self.optimizer.learning_rate.assign(rate)
        self.optimizer.apply(tape.gradient(loss, variables), variables)
        return loss * tf.cast(tf.size(labels), tf.float32), _count_right(answers, labels)

    def _evaluate_rows(self, images: Any, labels: Any) -> tuple[Any, Any]:
        inputs = tf.reshape(tf.cast(images, tf.float32), [-1, *self.spec.input_shape])
        answers = self.model(inputs, training=False)
        losses = keras.losses.sparse_categorical_crossentropy(labels, answers)
        return tf.reduce_sum(losses), _count_right(answers, labels)


def _count_right(answers: Any, labels: Any) -> Any:
    return tf.reduce_sum(tf.cast(tf.equal(tf.argmax(answers, 1, tf.int32), labels), tf.int32))


def score(loss_sum: float, right: int, count: int) -> Score:
    """Sums over `count` pictures as a mean loss and a share."""
    return Score(loss_sum / count, right / count)
