from dataclasses import replace

import numpy as np
import pytest
from helpers.networks import tiny
from PySide6.QtCore import QCoreApplication

from digitpad.errors import DigitpadError
from digitpad.model.keras_file import read_network
from digitpad.model.layers import Activation, BatchNormalization, Dense, Dropout, Flatten, Rescaling, Reshape
from digitpad.model.network import Network
from digitpad.model.spec import NetworkSpec
from digitpad.training.finetune import KEPT, FineTuning, plan_for
from digitpad.training.run_controls import RunControl
from digitpad.training.runs import Runs
from digitpad.training.worker import TrainingWorker


def network(*layers, shape=(28, 28)):
    spec = NetworkSpec(layers, shape)
    return Network(spec, [np.zeros(each) for _, shapes in spec.weight_shapes() for each in shapes])


FINE = {
    "ours": (Rescaling(1 / 255), Flatten(), Dense(8, "relu"), Dense(10, "softmax")),
    "without rescaling": (Flatten(), Dense(8, "relu"), Dense(10, "softmax")),
    "with dropout": (Rescaling(1 / 255), Flatten(), Dense(8, "relu"), Dropout(0.3), Dense(10, "softmax")),
    "logits": (Rescaling(1 / 255), Reshape((784,)), Dense(8, "relu"), Dense(10, "linear")),
}


@pytest.mark.parametrize("layers", FINE.values(), ids=FINE)
def test_dense_networks_can_go_on_learning(layers):
    plan = plan_for(network(*layers))
    assert (plan.hidden, plan.activation, plan.dataset) == ((8,), "relu", "corrections")


def test_a_network_without_hidden_layers_and_one_for_black_and_white_can_too():
    bare = network(Flatten(), Dense(10, "softmax"))
    assert plan_for(bare).hidden == ()
    assert plan_for(bare.with_info(replace(bare.info, pixels="black and white"))).pixels == "black and white"


REFUSED = {
    "a layer BatchNormalization": (Flatten(), Dense(8, "relu"), BatchNormalization(), Dense(10, "softmax")),
    "a layer Activation": (Flatten(), Dense(8), Activation("relu"), Dense(10, "softmax")),
    "different activations": (Flatten(), Dense(8, "relu"), Dense(8, "tanh"), Dense(10, "softmax")),
    "does not train the activation “gelu”": (Flatten(), Dense(8, "gelu"), Dense(10, "softmax")),
    "answers with the activation “sigmoid”": (Flatten(), Dense(8, "relu"), Dense(10, "sigmoid")),
    "a layer without biases": (Flatten(), Dense(8, "relu", use_bias=False), Dense(10, "softmax")),
    "pixels in another range": (Rescaling(1 / 127.5, -1.0), Flatten(), Dense(8, "relu"), Dense(10, "softmax")),
}


@pytest.mark.parametrize(("words", "layers"), REFUSED.items(), ids=REFUSED)
def test_others_are_refused_in_words(words, layers):
    with pytest.raises(DigitpadError, match="This network cannot go on learning: .*" + words):
        plan_for(network(*layers))


@pytest.fixture
def tuned(keras, few):
    """A run that goes on from a network, with so much of it kept."""
    from digitpad.training.trainer import train

    def tuned(kept, report=lambda _: None, control=None):
        return train(plan_for(tiny()).replace(epochs=2), few, report, control, start=tiny(), kept=kept)

    return tuned


def test_the_mean_of_before_and_after_is_kept(tuned):
    after, mean, before = (tuned(kept).network.weights for kept in (0.0, KEPT, 1.0))
    for start, first, middle, last in zip(tiny().weights, before, mean, after, strict=True):
        assert np.array_equal(first, start)
        assert np.allclose(middle, KEPT * start + (1 - KEPT) * last, atol=1e-6)
    assert not all(np.allclose(start, last, atol=1e-3) for start, last in zip(tiny().weights, after, strict=True))


def test_what_a_stopped_run_gives_is_that_mean_too(tuned):
    control = RunControl(plan_for(tiny()))

    def stop(progress):
        if progress.epoch == 2:
            control.stop()

    weights = tuned(1.0, stop, control).network.weights
    assert all(np.array_equal(one, other) for one, other in zip(weights, tiny().weights, strict=True))


def test_the_score_is_that_of_the_mean(tuned, few):
    outcome = tuned(KEPT)
    answers = outcome.network.probabilities(few.test.images).argmax(axis=1)
    assert outcome.test.accuracy == pytest.approx((answers == few.test.labels).mean())


def test_the_run_is_kept_under_its_title_and_cannot_be_taken_for_one_that_was_cut_off(qtbot, keras, few, tmp_path):
    runs, ended = Runs(tmp_path), []
    tuning = FineTuning(plan_for(tiny()), tiny(), lambda: few, "MNIST and our digits")
    worker = TrainingWorker(tuning.plan, tuning.load, runs, tuning=tuning)
    worker.succeeded.connect(ended.append)
    worker.start()
    qtbot.waitUntil(worker.isFinished)
    QCoreApplication.processEvents()
    (run,) = runs.list()
    assert (run.title, run.plan.dataset) == ("MNIST and our digits", "corrections")
    assert not runs.checkpoint_path(run).exists()
    assert runs.unfinished() is None
    kept = read_network(runs.network_path(run))
    assert all(map(np.array_equal, kept.weights, ended[0].network.weights))
    assert ended[0].run == run
