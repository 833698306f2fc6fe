"""The compiled loop computes what Keras' own training computes, whichever way it is compiled."""

import numpy as np
import pytest

from digitpad.errors import DigitpadError
from digitpad.model.network import Network
from digitpad.model.spec import PIXEL_KINDS, NetworkInfo
from digitpad.training.plan import INITIALIZERS, OPTIMIZERS, Augmentation, TrainingPlan

INFO = NetworkInfo.unknown(10)
MANY, FEW = 100_000, 1
"""Batches of an epoch: so many that XLA compiles the loop, and so few that it is a plain graph."""


@pytest.fixture(scope="module")
def engine(keras):
    """The room needs TensorFlow, so it is imported only when a test runs."""
    from digitpad.training import engine

    return engine


@pytest.fixture(scope="module")
def tensors(keras, few):
    from digitpad.training.tensor_pictures import TensorPictures

    return TensorPictures(few.train)


def built_by_keras(keras, plan, weights):
    """The network of a plan by Keras' classes alone."""
    regularizer = keras.regularizers.L2(plan.l2) if plan.l2 else None
    hidden = [keras.layers.Dense(units, plan.activation, kernel_regularizer=regularizer) for units in plan.hidden]
    last = keras.layers.Dense(10, "softmax", kernel_regularizer=regularizer)
    first = [keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten()]
    model = keras.Sequential([*first, *hidden, last])
    model.set_weights(weights)
    return model


def stock(keras, plan, weights):
    """The same network in the hands of Keras alone."""
    model = built_by_keras(keras, plan, weights)
    optimizers = {
        "adam": lambda rate: keras.optimizers.Adam(rate),
        "sgd": lambda rate: keras.optimizers.SGD(rate),
        "momentum": lambda rate: keras.optimizers.SGD(rate, momentum=0.9),
        "rmsprop": lambda rate: keras.optimizers.RMSprop(rate),
    }
    loss = keras.losses.CategoricalCrossentropy(label_smoothing=plan.label_smoothing)
    model.compile(optimizers[plan.optimizer](float(plan.learning_rate)), loss, metrics=["accuracy"])
    return model


def teach(keras, model, pictures, batch_size, rates):
    """Batch by batch with `train_on_batch`; the sum of losses and the number right, as the engine gives them."""
    loss_sum, right = 0.0, 0
    for number, rate in enumerate(rates):
        rows = slice(number * batch_size, (number + 1) * batch_size)
        model.optimizer.learning_rate.assign(rate)
        images, labels = pictures.images[rows].astype(np.float32), pictures.labels[rows]
        model.reset_metrics()
        loss, accuracy = model.train_on_batch(images, keras.utils.to_categorical(labels, 10))
        loss_sum += float(loss) * len(labels)
        right += round(float(accuracy) * len(labels))
    return loss_sum, right


def assert_same_weights(engine, model, atol):
    expected = [variable.numpy() for variable in model.weights]
    for ours, keras_own in zip(engine.snapshot(INFO).weights, expected, strict=True):
        np.testing.assert_allclose(ours, keras_own, atol=atol)


def initial(engine):
    return [np.array(weights) for weights in engine.snapshot(INFO).weights]


@pytest.mark.parametrize("batches", [FEW, MANY], ids=["plain graph", "XLA"])
@pytest.mark.parametrize(
    "changes",
    [
        *({"optimizer": name} for name in OPTIMIZERS),
        {"labels": "one-hot"},
        {"label_smoothing": 0.2, "labels": "one-hot"},
        {"l2": 0.01, "optimizer": "sgd"},
        {"learning_rate": 1},  # a recipe may well have a whole number
        {"hidden": (), "optimizer": "sgd"},
        {"hidden": (9, 8), "activation": "leaky_relu"},
    ],
    ids=lambda changes: "-".join(map(str, changes.values())),
)
def test_one_step_is_keras_step(keras, engine, tensors, few, changes, batches):
    plan = TrainingPlan(hidden=(16,), learning_rate=0.01).replace(**changes)
    ours = engine.Engine(plan, 10, batches)
    assert ours.compiled == (batches == MANY)
    model = stock(keras, plan, initial(ours))
    loss, right = ours.run(tensors.images[:32], tensors.labels[:32], np.full(1, 0.01, np.float32))
    expected_loss, expected_right = teach(keras, model, few.train, 32, [0.01])
    if not plan.l2:  # Keras' figure holds the penalty too; ours is about the pictures
        assert loss == pytest.approx(expected_loss, rel=1e-5)
    assert right == expected_right
    assert_same_weights(ours, model, 1e-5)


@pytest.mark.parametrize("batches", [FEW, MANY], ids=["plain graph", "XLA"])
def test_many_batches_each_at_its_own_rate_and_the_last_one_smaller(keras, engine, tensors, few, batches):
    """A rate of zero among them, which must leave the weights alone."""
    plan = TrainingPlan(hidden=(16,), optimizer="sgd", batch_size=50)
    ours = engine.Engine(plan, 10, batches)
    model = stock(keras, plan, initial(ours))
    rates = np.array([0.1, 0.0, 0.03, 0.2, 0.01, 0.05, 0.1, 0.3, 0.2], np.float32)
    loss, right = ours.run(tensors.images, tensors.labels, rates)
    expected_loss, expected_right = teach(keras, model, few.train, 50, rates)
    assert loss == pytest.approx(expected_loss, rel=1e-4)
    assert right == expected_right
    assert_same_weights(ours, model, 1e-4)


@pytest.mark.parametrize("batches", [FEW, MANY], ids=["plain graph", "XLA"])
def test_without_a_rate_nothing_is_learnt(engine, tensors, batches):
    ours = engine.Engine(TrainingPlan(hidden=(8,), optimizer="sgd", batch_size=16), 10, batches)
    before = initial(ours)
    ours.run(tensors.images[:40], tensors.labels[:40], np.zeros(3, np.float32))
    for old, new in zip(before, ours.snapshot(INFO).weights, strict=True):
        np.testing.assert_array_equal(old, new)


def test_bent_pictures_may_be_fractions(keras, engine, tensors, few):
    """The engine takes float32 where the plan bends; on the unbent digits both give the same."""
    plan = TrainingPlan(hidden=(8,))
    bending = plan.replace(augmentation=Augmentation(shift=1))
    import tensorflow as tf

    rate = np.full(1, 0.01, np.float32)
    weights = []
    for each, images in ((plan, tensors.images[:32]), (bending, tf.cast(tensors.images[:32], tf.float32))):
        ours = engine.Engine(each, 10, FEW)
        ours.run(images, tensors.labels[:32], rate)
        weights.append(ours.snapshot(INFO).weights)
    for first, second in zip(*weights, strict=True):
        np.testing.assert_array_equal(first, second)


def test_evaluating_is_keras_evaluating(keras, engine, tensors, few):
    plan = TrainingPlan(hidden=(16,), dropout=0.5, label_smoothing=0.3, labels="one-hot")
    ours = engine.Engine(plan, 10, FEW)
    ours.run(tensors.images[:320], tensors.labels[:320], np.full(10, 0.01, np.float32))
    model = built_by_keras(keras, plan, initial(ours))
    # Neither dropout nor smoothing has a place in an examination.
    model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    loss, accuracy = model.evaluate(few.train.images.astype(np.float32), few.train.labels, verbose=0)
    loss_sum, right = ours.evaluate(tensors.images, tensors.labels)
    assert engine.score(loss_sum, right, len(tensors)).loss == pytest.approx(loss, rel=1e-5)
    assert engine.score(loss_sum, right, len(tensors)).accuracy == pytest.approx(accuracy)


@pytest.mark.parametrize("pixels", PIXEL_KINDS)
@pytest.mark.parametrize(
    "changes",
    [{"hidden": (20, 10)}, {"hidden": (20,), "activation": "leaky_relu", "dropout": 0.3}, {"hidden": ()}],
    ids=["two layers", "leaky, dropout", "none"],
)
def test_a_snapshot_answers_like_the_model(engine, few, tensors, changes, pixels):
    """So the order of Keras' weights is the order that the NumPy pass takes them in, and both see the same pixels."""
    ours = engine.Engine(TrainingPlan(pixels=pixels, bias_scale=0.5).replace(**changes), 10, FEW)
    ours.run(tensors.images[:64], tensors.labels[:64], np.full(2, 0.01, np.float32))
    network = ours.snapshot(NetworkInfo(few.class_names, pixels=pixels))
    assert network.spec == ours.spec
    expected = ours.model(ours._inputs(few.test.images[:20]), training=False).numpy()
    np.testing.assert_allclose(network.probabilities(few.test.images[:20]), expected, atol=1e-5)


@pytest.mark.parametrize("initializer", INITIALIZERS)
def test_first_weights_are_drawn_as_the_plan_says(engine, initializer):
    plan = TrainingPlan(hidden=(400,), initializer=initializer, initializer_scale=0.2, bias_scale=0.3)
    kernel, bias, *_ = initial(engine.Engine(plan, 10, FEW))
    deviation = {"glorot_uniform": (2 / (784 + 400)) ** 0.5, "he_normal": (2 / 784) ** 0.5, "normal": 0.2}
    # Cut at two standard deviations, a normal distribution has 0.88 of its width.
    assert kernel.std() == pytest.approx(deviation.get(initializer, 0.2 * 0.8796), rel=0.02)
    assert bias.std() == pytest.approx(0.3, rel=0.15)
    assert not initial(engine.Engine(plan.replace(bias_scale=0.0), 10, FEW))[1].any()


@pytest.mark.parametrize("batches", [FEW, MANY], ids=["plain graph", "XLA"])
def test_dropout_can_be_changed_between_two_calls(engine, tensors, batches):
    """Nothing is learnt through a layer that is nearly always off; switched on, it learns."""
    ours = engine.Engine(TrainingPlan(hidden=(8,), optimizer="sgd"), 10, batches)
    losses = []
    for rate in (0.0, 0.9, 0.0):
        ours.set_dropout(rate)
        losses.append(ours.run(tensors.images[:32], tensors.labels[:32], np.zeros(1, np.float32))[0])
    assert losses[0] == losses[2]
    assert losses[1] != pytest.approx(losses[0], rel=0.01)


def test_a_restored_state_goes_on_as_if_nothing_had_happened(engine, tensors):
    plan = TrainingPlan(hidden=(8,), dropout=0.4, averaging=0.8)
    rates = np.full(3, 0.01, np.float32)

    def step(each, start):
        each.run(tensors.images[start : start + 96], tensors.labels[start : start + 96], rates)

    first, second = engine.Engine(plan, 10, FEW), engine.Engine(plan.replace(seed=99), 10, FEW)
    step(first, 0)
    second.restore(first.state())
    for each in (first, second):
        step(each, 96)
        each.use_averages()
    for one, other in zip(initial(first), initial(second), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("changes", [{"hidden": (9,)}, {"hidden": (8, 8)}, {"optimizer": "sgd"}, {"averaging": 0.5}])
def test_the_state_of_another_network_is_refused(engine, changes):
    plan = TrainingPlan(hidden=(8,))
    with pytest.raises(DigitpadError, match="belongs to another network or optimizer"):
        engine.Engine(plan, 10, FEW).restore(engine.Engine(plan.replace(**changes), 10, FEW).state())


def test_training_goes_on_from_a_network(keras, engine, few):
    spec = TrainingPlan(hidden=(6,)).spec(10)
    random = np.random.default_rng(0)
    start = Network(spec, [random.normal(0, 0.1, shape) for _, shapes in spec.weight_shapes() for shape in shapes])
    ours = engine.Engine(TrainingPlan(hidden=(6,)), 10, FEW, start)
    for old, new in zip(start.weights, ours.snapshot(INFO).weights, strict=True):
        np.testing.assert_array_equal(old, new)


@pytest.mark.parametrize("batches", [FEW, MANY], ids=["plain graph", "XLA"])
def test_averages_are_what_keras_averages(keras, engine, tensors, few, batches):
    plan = TrainingPlan(hidden=(8,), optimizer="sgd", averaging=0.7)
    ours = engine.Engine(plan, 10, batches)
    model = built_by_keras(keras, plan, initial(ours))
    optimizer = keras.optimizers.SGD(0.1, use_ema=True, ema_momentum=0.7)
    model.compile(optimizer, "categorical_crossentropy", metrics=["accuracy"])
    rates = np.full(6, 0.1, np.float32)
    ours.run(tensors.images[:192], tensors.labels[:192], rates)
    teach(keras, model, few.train, 32, rates)
    assert_same_weights(ours, model, 1e-5)
    model.optimizer.finalize_variable_values(model.trainable_variables)
    ours.use_averages()
    assert_same_weights(ours, model, 1e-5)


def test_pictures_of_no_class_come_last_and_ask_for_equal_probabilities(keras, engine, few):
    """Their loss is the cross-entropy to one tenth each, by hand."""
    from digitpad.training.tensor_pictures import NO_CLASS, TensorPictures

    non_digits = few.test.images[:2]
    tensors = TensorPictures(few.train, non_digits)
    assert len(tensors) == len(few.train) + 2
    assert tensors.labels.numpy()[-3:].tolist() == [int(few.train.labels[-1]), NO_CLASS, NO_CLASS]
    images, labels = tensors.take(np.arange(len(few.train) - 1, len(few.train) + 2, dtype=np.int32))
    plan = TrainingPlan(hidden=(8,), labels="one-hot", batch_size=3)
    running = engine.Engine(plan, 10, FEW)
    answers = running.snapshot(INFO).probabilities(images.numpy().reshape(-1, 28, 28))
    loss, _ = running.run(images, labels, np.zeros(1, np.float32))
    expected = -np.log(answers[0, few.train.labels[-1]]) - np.log(answers[1:]).mean(axis=1).sum()
    assert loss == pytest.approx(float(expected), rel=1e-4)


# Engines that are used again


@pytest.fixture
def engine_for(engine, monkeypatch):
    """As a fresh process has it."""
    monkeypatch.setattr(engine, "_kept", {})
    return engine.engine_for


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("changes", [{}, {"averaging": 0.9}, {"dropout": 0.3}], ids=str)
def test_an_engine_that_is_used_again_begins_as_a_new_one(engine, engine_for, tensors, optimizer, changes):
    plan = TrainingPlan(hidden=(8,), batch_size=16, optimizer=optimizer).replace(**changes)
    batch, rates = tensors.take(np.arange(16)), np.full(1, 0.1, np.float32)
    used = engine_for(plan, 10, FEW)
    used.run(*batch, rates)
    used.set_dropout(0.8)
    other = plan.replace(seed=7, learning_rate=0.02, initializer="he_normal", bias_scale=0.1, epochs=9)
    again, new = engine_for(other, 10, FEW), engine.Engine(other, 10, FEW)
    assert again is used
    for each in (0, 1):
        assert new.state().keys() == again.state().keys()
        for name, value in new.state().items():
            np.testing.assert_array_equal(again.state()[name], value, f"{name} after {each} batches")
        assert again.run(*batch, rates) == new.run(*batch, rates)


def test_another_graph_is_another_engine(engine_for):
    plan = TrainingPlan(hidden=(8,), batch_size=16)
    first = engine_for(plan, 10, FEW)
    for other in ({"hidden": (9,)}, {"batch_size": 17}, {"optimizer": "sgd"}, {"l2": 0.1}, {"labels": "one-hot"},
                  {"activation": "tanh"}, {"pixels": "black and white"}, {"averaging": 0.5}):
        assert engine_for(plan.replace(**other), 10, FEW) is not first, other
    assert engine_for(plan, 10, MANY) is not first
    assert engine_for(plan, 10, FEW) is not first, "only some are kept"


def test_an_engine_that_is_used_again_goes_on_from_a_network(engine, engine_for):
    plan = TrainingPlan(hidden=(6,))
    start = engine.Engine(plan.replace(seed=5), 10, FEW).snapshot(INFO)
    first = engine_for(plan, 10, FEW)
    again = engine_for(plan, 10, FEW, start)
    assert again is first
    for old, new in zip(start.weights, again.snapshot(INFO).weights, strict=True):
        np.testing.assert_array_equal(old, new)
