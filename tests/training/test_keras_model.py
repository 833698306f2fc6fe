"""A plan's Keras model and optimizer are those that one would write by hand."""

import pytest

from digitpad.training.plan import TrainingPlan


@pytest.fixture(scope="module")
def keras_model(keras):
    """The room needs TensorFlow, so it is imported only when a test runs."""
    from digitpad.training import keras_model

    return keras_model


def test_the_model_has_the_layers_of_the_plan(keras, keras_model):
    """784 x 30 + 30, 30 x 20 + 20 and 20 x 10 + 10 numbers, by hand."""
    model = keras_model.build_model(TrainingPlan(hidden=(30, 20), activation="tanh", dropout=0.25), 10)
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    assert [layer.units for layer in dense] == [30, 20, 10]
    assert [layer.activation.__name__ for layer in dense] == ["tanh", "tanh", "softmax"]
    assert [layer.rate for layer in model.layers if isinstance(layer, keras.layers.Dropout)] == [0.25, 0.25]
    assert sum(weight.numpy().size for weight in model.trainable_weights) == 23550 + 620 + 210


def test_pictures_go_in_as_bytes_and_come_out_as_probabilities(few, keras_model):
    model = keras_model.build_model(TrainingPlan(hidden=(8,)), 10)
    answers = model(few.test.images[:5]).numpy()
    assert answers.shape == (5, 10)
    assert answers.sum(axis=1) == pytest.approx([1] * 5, abs=1e-6)


@pytest.mark.parametrize(
    ("name", "kind", "momentum"),
    [("sgd", "SGD", 0), ("momentum", "SGD", 0.9), ("rmsprop", "RMSprop", 0), ("adam", "Adam", None)],
)
def test_the_optimizer_is_the_plans(keras_model, name, kind, momentum):
    """A whole number for a rate, which Keras alone would take for something else."""
    optimizer = keras_model.build_optimizer(TrainingPlan(optimizer=name, learning_rate=1, averaging=0.7))
    assert type(optimizer).__name__ == kind
    assert float(optimizer.learning_rate.numpy()) == 1
    assert optimizer.use_ema
    assert optimizer.ema_momentum == 0.7
    if momentum is not None:
        assert optimizer.momentum == momentum
