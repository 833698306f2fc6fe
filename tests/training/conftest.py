"""TensorFlow once a session, loaded as the program loads it, and digits to learn from."""

from types import ModuleType

import numpy as np
import pytest

from digitpad.data.catalogue import Catalogue
from digitpad.data.digits import Dataset
from digitpad.data.entries import BUNDLED
from digitpad.paths import assets
from digitpad.training.plan import TrainingPlan
from digitpad.training.runtime import load_tensorflow


@pytest.fixture(scope="session")
def keras() -> ModuleType:
    load_tensorflow()
    import keras

    return keras


@pytest.fixture(scope="session")
def trainer(keras: ModuleType) -> ModuleType:
    """The room needs TensorFlow, so it is imported only when a test runs."""
    from digitpad.training import trainer

    return trainer


@pytest.fixture(scope="session")
def digits() -> Dataset:
    """The 5,000 digits on board."""
    return Catalogue(assets()).load(BUNDLED)


@pytest.fixture(scope="session")
def few(digits: Dataset) -> Dataset:
    """403 of them to learn from, a prime number of batches and a bit, and 100 for the test."""
    rows = np.random.default_rng(0).permutation(len(digits.train))[:403]
    return Dataset("few", "Few digits", digits.class_names, digits.train.take(rows), digits.test.take(np.arange(100)))


@pytest.fixture
def plan() -> TrainingPlan:
    """A run that takes a moment; 362 or 363 pictures are learnt from in batches of 32, the last one smaller."""
    return TrainingPlan(hidden=(12,), epochs=2, learning_rate=0.01, seed=7)
