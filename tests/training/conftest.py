"""TensorFlow once a session, loaded as the program loads it, digits to learn from, and workers."""

from collections.abc import Callable

import numpy as np
import pytest
from helpers.workers import Hand, Listener
from PySide6.QtCore import QCoreApplication

from digitpad.data.catalogue import Catalogue
from digitpad.data.dataset_info import BUNDLED
from digitpad.data.digits import Dataset
from digitpad.system import assets
from digitpad.training.plan import TrainingPlan
from digitpad.training.runs import Runs
from digitpad.training.runtime import load_tensorflow
from digitpad.training.worker import TrainingWorker

Start = Callable[..., tuple[TrainingWorker, Listener]]


@pytest.fixture(scope="session")
def keras():
    load_tensorflow()
    import keras

    return keras


@pytest.fixture(scope="session")
def trainer(keras):
    """The room needs TensorFlow, so it is imported only when a test runs."""
    from digitpad.training import trainer

    return trainer


@pytest.fixture(scope="session")
def digits():
    """The 5,000 included digits."""
    return Catalogue(assets.folder()).load(BUNDLED)


@pytest.fixture(scope="session")
def few(digits):
    """403 of them to learn from, a prime number of batches and a bit, and 100 for the test."""
    rows = np.random.default_rng(0).permutation(len(digits.train))[:403]
    return Dataset("few", "Few digits", digits.class_names, digits.train.take(rows), digits.test.take(np.arange(100)))


@pytest.fixture
def plan():
    """A run that takes a moment; 362 or 363 pictures are learnt from in batches of 32, the last one smaller."""
    return TrainingPlan(hidden=(12,), epochs=2, learning_rate=0.01, seed=7)


@pytest.fixture
def runs_folder(tmp_path):
    """Nobody has made it yet."""
    return tmp_path / "Zoë" / "runs"


@pytest.fixture
def runs(runs_folder):
    return Runs(runs_folder)


@pytest.fixture
def start(qtbot, keras):
    """Start a worker and listen; what is to be done in a phase is done. It is waited for when the test ends."""
    hands = []

    def start(
        plan,
        load_dataset,
        runs=None,
        resume=None,
        at=None,
    ):
        worker = TrainingWorker(plan, load_dataset, runs, resume)
        hands.append((worker, Hand(worker, at or {})))
        listener = Listener(worker)
        worker.start()
        return worker, listener

    yield start
    for worker, _ in hands:
        worker.stop()
        assert worker.wait(60_000)
    QCoreApplication.processEvents()


@pytest.fixture
def finished(qtbot):
    def finished(worker):
        qtbot.waitUntil(worker.isFinished)
        # What the thread said last is delivered.
        QCoreApplication.processEvents()

    return finished
