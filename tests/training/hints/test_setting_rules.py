"""Every rule with figures of a run that shows the fault, and with the same figures a little beside the bound."""

import pytest
from helpers.hints import DEFAULT, evidence

from digitpad.training.hints import setting_rules
from digitpad.training.hints.hint import Sign
from digitpad.training.plan import GENTLE

RULES = (
    setting_rules.few_pictures, setting_rules.layer_too_narrow, setting_rules.much_l2, setting_rules.much_dropout,
    setting_rules.large_batches, setting_rules.train_longer, setting_rules.no_validation,
)


def plain(hint):
    return hint.sentence.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("rule", RULES)
def test_a_healthy_run_gets_no_hint(rule):
    assert rule(evidence(*DEFAULT, is_finished=True)) is None


def test_few_pictures():
    figures = [(0.08, 1.0)], [(1.26, 0.455)]
    hint = setting_rules.few_pictures(evidence(*figures, batches=3))
    assert hint.changes == {"augmentation": GENTLE}
    assert hint.sign == Sign("accuracy", "validation", 0, 1)
    assert plain(hint).startswith("Of about 96 training pictures 100.0 % are right, but of new ones 45.5 %")
    assert setting_rules.few_pictures(evidence(*figures, batches=3, augmentation=GENTLE)).changes == {}
    more = setting_rules.few_pictures(evidence(*figures, batches=3, pictures=96))
    assert (more.changes, more.advice) == ({"pictures": 0}, "Learn from all training pictures")
    assert setting_rules.few_pictures(evidence(*figures, batches=32)) is None  # 1,024 for ten classes
    assert setting_rules.few_pictures(evidence([(0.2, 0.95)], [(1.26, 0.455)], batches=3)) is None
    assert setting_rules.few_pictures(evidence([(0.08, 1.0)], [(0.3, 0.93)], batches=3)) is None


def test_a_layer_too_narrow():
    losses = [(1.28, 0.545), (1.25, 0.546)]
    hint = setting_rules.layer_too_narrow(evidence(losses, hidden=(100, 2)))
    assert hint.changes == {"hidden": (100, 128)}
    assert "a layer of 2 units is too narrow for 10 classes" in plain(hint)
    assert setting_rules.layer_too_narrow(evidence(losses, hidden=(10,))) is None
    assert setting_rules.layer_too_narrow(evidence(losses, hidden=(2,), classes=2)) is None
    assert setting_rules.layer_too_narrow(evidence([(1.4, 0.5), (1.25, 0.546)], hidden=(2,))) is None  # it still falls
    assert setting_rules.layer_too_narrow(evidence([(0.3, 0.92), (0.3, 0.92)], hidden=(8,))) is None


def test_much_l2():
    losses = [(0.883, 0.765), (0.441, 0.892), (0.401, 0.906), (0.390, 0.909), (0.378, 0.913)]
    hint = setting_rules.much_l2(evidence(losses, l2=0.01))
    assert hint.changes == {"l2": 1e-4}
    assert plain(hint).startswith("Only 91.3 % of the training pictures are right: an L2 of 0.01")
    assert setting_rules.much_l2(evidence(losses, l2=0.001)) is None
    assert setting_rules.much_l2(evidence(DEFAULT[0], l2=0.01)) is None


def test_much_dropout():
    training, validation = [(1.2, 0.57)] * 3, [(0.6, 0.882)] * 3
    hint = setting_rules.much_dropout(evidence(training, validation, dropout=0.9))
    assert hint.changes == {"dropout": 0.2}
    assert "gets 57.0 % of its training pictures right, without it 88.2 % of new ones" in plain(hint)
    assert setting_rules.much_dropout(evidence(training, validation, dropout=0.9, hidden=())) is None
    assert setting_rules.much_dropout(evidence([(0.4, 0.85)] * 3, validation, dropout=0.5)) is None  # 3 points apart


def test_large_batches():
    hint = setting_rules.large_batches(evidence([(0.814, 0.82)], batches=4, batch_size=1024))
    assert hint.changes == {"batch_size": 32}
    assert plain(hint).startswith("Batches of 1,024 pictures make only 4 steps in an epoch, and the loss is still 0.81")
    assert setting_rules.large_batches(evidence([(0.5, 0.9)], batches=4, batch_size=1024)) is None
    assert setting_rules.large_batches(evidence([(0.814, 0.82)], batches=29, batch_size=128)) is None
    assert setting_rules.large_batches(evidence([(0.814, 0.82)], batches=4)) is None  # so few pictures


def test_train_longer():
    after_one = setting_rules.train_longer(evidence([(0.834, 0.771)], [(0.44, 0.873)]))
    assert after_one.changes == {"epochs": 5}
    assert "After one epoch the loss is still 0.834" in plain(after_one)
    training, validation = [(1.26, 0.7), (0.892, 0.8), (0.7, 0.84)], [(1.06, 0.7), (0.813, 0.8), (0.676, 0.83)]
    hint = setting_rules.train_longer(evidence(training, validation))
    assert hint.changes == {"epochs": 6}
    assert hint.sign == Sign("loss", "training", 2, 3)
    assert "still falling, by 21.5 % in the last epoch" in plain(hint)  # 1 - 0.7 / 0.892
    rising = [*validation[:2], (0.9, 0.83)]
    assert setting_rules.train_longer(evidence(training, rising)) is None
    assert setting_rules.train_longer(evidence([*training[:2], (0.88, 0.8)], validation)) is None  # by 1.3 %


def test_no_validation():
    hint = setting_rules.no_validation(evidence([(0.05, 0.99)], validation_share=0.0))
    assert hint.changes == {"validation_share": 0.1}
    assert setting_rules.no_validation(evidence([(0.3, 0.91)], validation_share=0.0)) is None
    assert setting_rules.no_validation(evidence([(0.05, 0.99)], [(0.3, 0.9)])) is None
