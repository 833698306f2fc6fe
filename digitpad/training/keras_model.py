"""The Keras model and the Keras optimizer of a plan."""

from typing import Any

import keras

from digitpad.training.plan import TrainingPlan


def build_model(plan: TrainingPlan, classes: int) -> keras.Sequential:
    """The Keras model that a plan trains, with fresh weights.

    It has the layers of `plan.spec(classes)`, and behind every hidden layer a Dropout whether or not the plan uses one,
    so that the share can be changed in mid-run.
    """
    regularizer = keras.regularizers.L2(plan.l2) if plan.l2 else None

    def dense(units: int, activation: str) -> keras.layers.Dense:
        return keras.layers.Dense(
            units,
            activation=activation,
            kernel_initializer=_kernel_initializer(plan),
            bias_initializer=keras.initializers.RandomNormal(stddev=plan.bias_scale) if plan.bias_scale else "zeros",
            kernel_regularizer=regularizer,
        )

    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten()])
    for units in plan.hidden:
        model.add(dense(units, plan.activation))
        # Made with a share above 0, without which Keras gives it no source of random numbers.
        dropout = keras.layers.Dropout(0.5)
        dropout.rate = plan.dropout
        model.add(dropout)
    model.add(dense(classes, "softmax"))
    return model


def _kernel_initializer(plan: TrainingPlan) -> Any:
    match plan.initializer:
        case "normal":
            return keras.initializers.RandomNormal(stddev=plan.initializer_scale)
        case "truncated_normal":
            return keras.initializers.TruncatedNormal(stddev=plan.initializer_scale)
        case "he_normal":
            return keras.initializers.HeNormal()
        case _:
            return keras.initializers.GlorotUniform()


def build_optimizer(plan: TrainingPlan) -> Any:
    """The Keras optimizer of a plan."""
    rate = float(plan.learning_rate)  # Keras takes a whole number for something else
    average = {"use_ema": True, "ema_momentum": plan.averaging} if plan.averaging else {}
    if plan.optimizer == "sgd":
        return keras.optimizers.SGD(rate, **average)
    if plan.optimizer == "momentum":
        return keras.optimizers.SGD(rate, momentum=0.9, **average)
    if plan.optimizer == "rmsprop":
        return keras.optimizers.RMSprop(rate, **average)
    return keras.optimizers.Adam(rate, **average)
