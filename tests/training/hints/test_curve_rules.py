"""Every rule with figures of a run that shows the fault, and with the same figures a little beside the bound."""

import pytest
from helpers.hints import BY_HEART, DEFAULT, GUESSING, MIXED_UP, SLOW, evidence

from digitpad.training.hints import curve_rules
from digitpad.training.hints.hint import Sign
from digitpad.training.plan import GENTLE

RULES = (
    curve_rules.flew_off, curve_rules.first_weights_too_large, curve_rules.rate_too_high, curve_rules.rate_too_low,
    curve_rules.nothing_learnt, curve_rules.labels_do_not_fit, curve_rules.overfitting,
)


@pytest.mark.parametrize("rule", RULES)
def test_a_healthy_run_gets_no_hint_at_any_time(rule):
    for epochs in range(6):
        assert rule(evidence(DEFAULT[0][:epochs], DEFAULT[1][:epochs])) is None


def test_flew_off():
    hint = curve_rules.flew_off(evidence(DEFAULT[0][:2], flew_off=True, learning_rate=0.03))
    assert hint.changes == {"learning_rate": 0.003}
    assert hint.sign == Sign("loss", "training", 2, 3)
    assert "With a learning rate of 0.03" in hint.sentence
    assert curve_rules.flew_off(evidence((), flew_off=True, learning_rate=10.0)).sign == Sign("loss", "training", 0, 1)


def test_a_first_epoch_worse_than_guessing():
    losses = ((6.97, 0.56), (1.27, 0.688))
    hint = curve_rules.rate_too_high(evidence(losses, optimizer="rmsprop", learning_rate=0.1))
    assert hint.changes == {"learning_rate": 0.01}
    assert hint.sign == Sign("loss", "training", 0, 1)
    assert "the loss was 6.97, worse than guessing (2.30)" in hint.sentence
    assert curve_rules.rate_too_high(evidence(((2.9, 0.5), (1.27, 0.688)))) is None  # 1.26 times that of guessing
    assert curve_rules.rate_too_high(evidence(((6.97, 0.5), (0.4, 0.9)))) is None  # it has recovered
    assert curve_rules.rate_too_high(evidence(losses, dropout=0.9)) is None
    assert curve_rules.rate_too_high(evidence(losses, bias_scale=9.0)) is None


def test_a_first_epoch_far_above_guessing_with_large_weights_is_not_the_rate():
    run = evidence(((2.51e4, 0.291), (5850, 0.653)), initializer="normal", initializer_scale=1.0)
    assert curve_rules.rate_too_high(run) is None
    hint = curve_rules.first_weights_too_large(run)
    assert hint.changes == {"initializer": "glorot_uniform"}
    assert not hint.is_alarm
    assert "with a spread of 1, are too large" in hint.sentence
    small = evidence(((2.51e4, 0.291),), initializer="normal", initializer_scale=0.05)
    assert curve_rules.first_weights_too_large(small) is None


def test_a_training_loss_that_rises():
    hint = curve_rules.rate_too_high(evidence(((2.4, 0.477), (1.12, 0.596), (1.24, 0.597)), learning_rate=0.1))
    assert hint.changes == {"learning_rate": 0.01}
    assert hint.sign == Sign("loss", "training", 2, 3)
    assert "In epoch 3 the training loss rose from 1.12 to 1.24" in hint.sentence


@pytest.mark.parametrize(
    ("losses", "more"),
    [
        ((1.12, 1.20), {}),  # 7 %, less than the bound
        ((0.05, 0.06), {}),  # the noise at the bottom
        ((1.12, 1.24), {"batches": 14}),  # 448 pictures, whose mean varies by 24 %
        ((1.24, 1.40), {"l2": 0.1}),  # L2 drives it up
        ((1.0, 1.2, 0.9, 0.8, 0.7), {}),  # long ago
    ],
)
def test_a_rise_that_means_nothing(losses, more):
    assert curve_rules.rate_too_high(evidence([(loss, 0.6) for loss in losses], **more)) is None


def test_a_loss_that_hardly_falls():
    hint = curve_rules.rate_too_low(evidence(*SLOW, learning_rate=1e-5))
    assert hint.changes == {"learning_rate": 0.0001}
    assert hint.sign == Sign("loss", "training", 0, 5)
    # 1 - 1.93 / 2.01
    assert "only by 4.0 % in the last one, to 1.93" in hint.sentence.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    "more", [{"learning_rate": 0.001}, {"learning_rate": 1e-5, "batches": 4}],
    ids=["the usual rate", "20 steps"],
)
def test_slow_for_another_reason(more):
    assert curve_rules.rate_too_low(evidence(*SLOW, **more)) is None


def test_quick_enough_although_the_rate_is_low():
    """As with Adam 0.0001."""
    losses = ((1.92, 0.44), (1.26, 0.746), (0.892, 0.821))
    assert curve_rules.rate_too_low(evidence(losses, learning_rate=1e-4)) is None


def test_nothing_learnt():
    hint = curve_rules.nothing_learnt(evidence(*GUESSING, optimizer="sgd", learning_rate=3.0))
    assert hint.changes == {"learning_rate": 0.3}
    assert hint.sign == Sign("accuracy", "training", 0, 5)
    said = hint.sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("After 565 steps 10.4 % of the training pictures are right, as by guessing (loss 2.33)")


def test_nothing_learnt_is_not_said_too_early_nor_of_what_is_a_little_better():
    assert curve_rules.nothing_learnt(evidence(GUESSING[0][:1])) is None  # 113 steps
    assert curve_rules.nothing_learnt(evidence(*SLOW)) is None
    assert curve_rules.nothing_learnt(evidence(((2.3, 0.2),) * 5)) is None  # right more often
    assert curve_rules.nothing_learnt(evidence(((2.1, 0.11),) * 5)) is None  # a smaller loss


def test_labels_that_do_not_fit():
    hint = curve_rules.labels_do_not_fit(evidence(*MIXED_UP, dataset="fashion-5k"))
    assert hint.changes == {"dataset": "mnist-5k"}
    assert hint.sign == Sign("accuracy", "validation", 0, 5)
    assert curve_rules.labels_do_not_fit(evidence(*MIXED_UP)).changes == {}  # nothing else is at hand


def test_labels_fit_where_too_few_pictures_would_tell_or_new_ones_are_read():
    assert curve_rules.labels_do_not_fit(evidence(*MIXED_UP, batches=20)) is None  # 71 validation pictures
    assert curve_rules.labels_do_not_fit(evidence(*BY_HEART)) is None
    assert curve_rules.labels_do_not_fit(evidence(MIXED_UP[0], validation_share=0.0)) is None


def test_overfitting():
    hint = curve_rules.overfitting(evidence(*BY_HEART))
    assert hint.changes == {"augmentation": GENTLE}
    assert hint.sign == Sign("loss", "validation", 3, 5)
    assert "Since epoch 3 the validation loss has risen from 0.244 to 0.369" in hint.sentence


@pytest.mark.parametrize(
    ("more", "changes"),
    [
        ({"augmentation": GENTLE}, {"dropout": 0.2}),
        ({"augmentation": GENTLE, "dropout": 0.3}, {"epochs": 3}),
        ({"augmentation": GENTLE, "hidden": ()}, {"epochs": 3}),
    ],
)
def test_what_is_done_already_against_overfitting_is_not_advised(more, changes):
    assert curve_rules.overfitting(evidence(*BY_HEART, **more)).changes == changes


def test_a_validation_loss_that_only_wavers():
    """As with SGD 0.1: 0.302 was the smallest, 0.366 chance."""
    training = [(0.3 - 0.02 * epoch, 0.9) for epoch in range(10)]
    validation = [(loss, 0.9) for loss in (0.558, 0.399, 0.364, 0.385, 0.331, 0.312, 0.308, 0.302, 0.366, 0.302)]
    for epochs in range(1, 11):
        assert curve_rules.overfitting(evidence(training[:epochs], validation[:epochs])) is None


def test_a_run_that_gets_worse_altogether_does_not_overfit():
    training = [(0.9, 0.7), (0.5, 0.8), (0.6, 0.8), (0.7, 0.8), (0.8, 0.7)]
    validation = [(0.9, 0.7), (0.5, 0.8), (0.6, 0.8), (0.7, 0.8), (0.8, 0.7)]
    assert curve_rules.overfitting(evidence(training, validation)) is None
