from dataclasses import replace

import numpy as np
import pytest
from helpers.blank_pictures import labelled
from helpers.training import same, train

from digitpad.data.digits import Dataset
from digitpad.errors import DigitpadError

# --- what a run computes


def test_another_seed_gives_another_network(trainer, plan, few):
    first, second = (train(trainer, plan.replace(epochs=1, seed=seed), few)[0].network for seed in (7, 8))
    assert not same(first, second)


def test_a_run_learns(trainer, plan, few):
    outcome, _ = train(trainer, plan.replace(epochs=8, hidden=(32,)), few)
    assert not outcome.stopped
    assert [epoch.number for epoch in outcome.history] == list(range(1, 9))
    assert outcome.history[-1].training.loss < 0.5 * outcome.history[0].training.loss
    assert outcome.history[-1].validation.accuracy > 0.5
    assert outcome.test.accuracy > 0.5
    answers = outcome.network.probabilities(few.test.images).argmax(axis=1)
    assert outcome.test.accuracy == pytest.approx(np.mean(answers == few.test.labels))


def test_what_is_known_about_the_network(trainer, plan, few):
    outcome, _ = train(trainer, plan.replace(epochs=1), few)
    info = outcome.network.info
    assert (info.class_names, info.dataset, info.recipe) == (few.class_names, "few", plan.replace(epochs=1).to_json())
    assert info.test_accuracy == outcome.test.accuracy


def test_as_good_as_keras_own_fit(keras, trainer, plan, digits):
    """Three epochs on the included digits with stock `fit`, from other random numbers: within two points."""
    plan = plan.replace(hidden=(128,), epochs=3, learning_rate=0.001, validation_share=0)
    outcome, _ = train(trainer, plan, digits)
    assert outcome.history[-1].validation is None

    keras.utils.set_random_seed(99)
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Rescaling(1 / 255),
            keras.layers.Flatten(),
            keras.layers.Dense(128, "relu"),
            keras.layers.Dense(10, "softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.001), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(digits.train.images.astype(np.float32), digits.train.labels, batch_size=32, epochs=3, verbose=0)
    _, accuracy = model.evaluate(digits.test.images.astype(np.float32), digits.test.labels, verbose=0)
    assert outcome.test.accuracy > 0.88
    assert outcome.test.accuracy == pytest.approx(accuracy, abs=0.02)


def test_training_goes_on_from_a_network(trainer, plan, few):
    first, _ = train(trainer, plan, few)
    still, _ = train(trainer, plan.replace(epochs=1, learning_rate=1e-9, optimizer="sgd"), few, start=first.network)
    for old, new in zip(first.network.weights, still.network.weights, strict=True):
        np.testing.assert_allclose(old, new, atol=1e-6)


def test_pictures_of_no_class_make_the_network_unsure_of_them(trainer, plan, few):
    """Learnt from, they pull all classes together; left out, the network is as sure as of any digit."""
    upside_down = 255 - few.train.images
    plan = plan.replace(labels="one-hot", hidden=(64,), epochs=6, learning_rate=0.003)
    sureness = []
    for non_digits in (upside_down[:0], upside_down[:300]):
        outcome = trainer.train(plan, replace(few, non_digits=non_digits), lambda progress: None)
        sureness.append(outcome.network.probabilities(upside_down[300:]).max(axis=1).mean())
        assert outcome.network.probabilities(few.test.images).max(axis=1).mean() > 0.6
    assert sureness[0] > 0.4
    assert sureness[1] < 0.2


def test_pictures_of_no_class_need_labels_that_can_be_spread(trainer, plan, few):
    strange = replace(few, non_digits=few.train.images[:1])
    with pytest.raises(DigitpadError, match="one-hot"):
        trainer.train(plan.replace(labels="integer"), strange, lambda progress: None)


# --- few pictures


@pytest.mark.parametrize("labels", [[], [3], [3, 3], range(10)], ids=["none", "one", "two", "one a class"])
def test_few_pictures_are_trained_on_or_refused_in_words(trainer, plan, few, labels):
    """Half of one picture is none, so even one a class can be learnt from."""
    dataset = Dataset("tiny", "Tiny digits", few.class_names, labelled(*labels), few.test)
    plan = plan.replace(validation_share=0.5, epochs=1)
    if not len(labels):
        with pytest.raises(DigitpadError, match="Tiny digits has too few pictures to train on; choose another"):
            train(trainer, plan, dataset)
    else:
        assert train(trainer, plan, dataset)[0].history[0].training.loss > 0


def test_a_plan_for_few_pictures_learns_from_no_others(trainer, plan, few):
    """The same network as from a dataset of those pictures alone, which is where they are: at the end."""
    plan = plan.replace(epochs=1, pictures=50)
    first, progress = train(trainer, plan, few)
    assert progress[-1].batches == 2  # 45 of them in batches of 32: every tenth is kept aside
    alone = replace(few, train=few.train.take(few.train.first_rows(50)))
    assert same(first.network, train(trainer, plan.replace(pictures=0), alone)[0].network)
    assert first.test.accuracy == train(trainer, plan.replace(pictures=0), alone)[0].test.accuracy
