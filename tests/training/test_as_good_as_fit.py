"""On all of MNIST the compiled loop learns as much as stock Keras does on the same plan."""

import numpy as np
import pytest

from digitpad.data.digits import Dataset
from digitpad.data.formats import read_npz
from digitpad.training.plan import TrainingPlan

SEEDS = (1, 2)
PLAN = TrainingPlan(dataset="mnist", hidden=(128,), batch_size=128, epochs=2, validation_share=0)


@pytest.fixture(scope="module")
def mnist(shared):
    train, test = read_npz(shared / "mnist.npz")
    return Dataset("mnist", "MNIST", tuple("0123456789"), train, test)


def accuracy_of_fit(keras, dataset, seed):
    """The share of the test part that a network trained by stock `fit` gets right."""
    keras.utils.set_random_seed(seed)
    first = [keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten()]
    hidden = [keras.layers.Dense(units, PLAN.activation) for units in PLAN.hidden]
    model = keras.Sequential([*first, *hidden, keras.layers.Dense(10, "softmax")])
    optimizer = keras.optimizers.Adam(PLAN.learning_rate)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    images, labels = dataset.train.images.astype(np.float32), dataset.train.labels
    model.fit(images, labels, PLAN.batch_size, PLAN.epochs, verbose=0)
    _, accuracy = model.evaluate(dataset.test.images.astype(np.float32), dataset.test.labels, 500, verbose=0)
    return accuracy


def test_as_accurate_as_keras_own_fit_within_half_a_point(keras, mnist):
    """Means over seeds, whose random numbers are not the same: single runs are a few tenths of a point apart."""
    from digitpad.training.trainer import train

    ours = [train(PLAN.replace(seed=seed), mnist, lambda _: None).test.accuracy for seed in SEEDS]
    theirs = [accuracy_of_fit(keras, mnist, seed) for seed in SEEDS]
    assert min(ours + theirs) > 0.95
    assert np.mean(ours) == pytest.approx(np.mean(theirs), abs=0.005), (ours, theirs)
