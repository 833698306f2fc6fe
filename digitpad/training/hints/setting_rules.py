"""Rules over a run that is over: what it did less well than it could, and which setting is likely to be the reason."""

from typing import Any

from digitpad.formatting import percent
from digitpad.training.hints.causes import GENTLE_DROPOUT, GENTLE_L2
from digitpad.training.hints.evidence import Evidence
from digitpad.training.hints.hint import Hint, Sign
from digitpad.training.plan import GENTLE
from digitpad.translation import N_, Message

_FEW_A_CLASS = 100
"""Fewer pictures a class are few: with 100 of the included digits a class 93 % of the test digits were right, with 50
88 %, with 10 77 %, and with all 400 a class 95 %."""

_GAP = 0.08
"""So far apart are own and new pictures where there are too few of them: 0.10 with 100 a class, 0.18 with 50. With all
included digits it was 0.07 at most."""

_POOR = 0.9
"""Of the training pictures a healthy network gets more right after five epochs, of digits at least."""

_BATCH, _FEW_STEPS, _STILL_TO_LEARN = 32, 20, 0.25
"""The usual size of a batch; fewer steps in an epoch than that are few if the loss is still above this share of
guessing's. With batches of 1,024 (four steps) it was 0.35 after five epochs, with 128 (29 steps) 0.12."""

_LEVEL = 0.05
"""A training loss that falls by less in an epoch has come to its end: of two hidden units by 2 %, of four by 2 %."""

_STRONG_L2, _STRONG_DROPOUT = 0.005, 0.5
_DROPOUT_GAP = 0.05
"""With 0.7 new pictures, for which nothing is switched off, do better by 0.06, with 0.9 by 0.31; with 0.3 worse."""

_WELL = 0.95
"""Share of the training pictures that an L2 of 0.01 keeps a network from: 0.91, where 0.96 are got without."""

_MUCH_LEFT, _STILL_FALLS = 0.2, 0.05
"""A loss above this share of guessing's that fell by so much in the last epoch will go on falling. Healthy runs end
below the first: 0.07 (Adam, five epochs of digits), 0.17 (of clothes)."""

_MORE_EPOCHS = 5
_BY_HEART = 0.98
"""Of the training pictures: from here on the network may know them by heart, and without validation nobody sees it."""


def few_pictures(evidence: Evidence) -> Hint | None:
    """All that is learnt from is known by heart, and much of what is new is wrong."""
    validation = evidence.validation
    if validation is None or evidence.pictures > _FEW_A_CLASS * evidence.classes or evidence.accuracy < _BY_HEART:
        return None
    if evidence.accuracy - validation.accuracy < _GAP:
        return None
    message = Message(
        N_("Of about {pictures:,} training pictures {own} are right, but of new ones {new}: so few pictures do not "
           "show all the ways of writing. Vary them at random, or learn from more."),
        pictures=evidence.pictures, own=percent(evidence.accuracy), new=percent(validation.accuracy),
    )
    changes: dict[str, Any] = {} if evidence.plan.augmentation else {"augmentation": GENTLE}
    if evidence.plan.pictures:
        changes = {"pictures": 0}
    return Hint("few-pictures", message, changes, Sign("accuracy", "validation", 0, evidence.epochs), is_alarm=False)


def layer_too_narrow(evidence: Evidence) -> Hint | None:
    """A layer with fewer units than there are classes, a network that has come to its end, and a poor end."""
    hidden = evidence.plan.hidden
    if not hidden or min(hidden) >= evidence.classes or evidence.accuracy > _POOR or _fall(evidence) > _LEVEL:
        return None
    message = Message(
        N_("The loss has come to rest at {loss:.3g}, with {share} of the training pictures right: a layer of {units} "
           "units is too narrow for {classes} classes."),
        loss=evidence.training_losses[-1], share=percent(evidence.accuracy), units=min(hidden),
        classes=evidence.classes,
    )
    wider = tuple(128 if units < evidence.classes else units for units in hidden)
    return Hint("layer-too-narrow", message, {"hidden": wider}, _training_loss(evidence), is_alarm=False)


def much_l2(evidence: Evidence) -> Hint | None:
    """Even the training pictures are not learnt well, since the weights must stay small."""
    if evidence.plan.l2 < _STRONG_L2 or evidence.accuracy > _WELL or evidence.epochs < 3:
        return None
    message = Message(
        N_("Only {share} of the training pictures are right: an L2 of {l2:g} keeps the weights too small."),
        share=percent(evidence.accuracy), l2=evidence.plan.l2,
    )
    sign = Sign("accuracy", "training", 0, evidence.epochs)
    return Hint("much-l2", message, {"l2": GENTLE_L2}, sign, is_alarm=False)


def much_dropout(evidence: Evidence) -> Hint | None:
    """New pictures, for which no neuron is switched off, do much better than those that are learnt from."""
    plan, validation = evidence.plan, evidence.validation
    if validation is None or plan.dropout < _STRONG_DROPOUT or not plan.hidden or evidence.epochs < 3:
        return None
    if validation.accuracy - evidence.accuracy < _DROPOUT_GAP:
        return None
    message = Message(
        N_("With dropout of {dropout:g} the network gets {own} of its training pictures right, without it {new} of new "
           "ones: it learns with too few of its neurons."),
        dropout=plan.dropout, own=percent(evidence.accuracy), new=percent(validation.accuracy),
    )
    sign = Sign("accuracy", "training", 0, evidence.epochs)
    return Hint("much-dropout", message, {"dropout": GENTLE_DROPOUT}, sign, is_alarm=False)


def large_batches(evidence: Evidence) -> Hint | None:
    """So few steps in an epoch that there was no time to learn."""
    if evidence.plan.batch_size <= _BATCH or evidence.batches >= _FEW_STEPS:
        return None
    if evidence.training_losses[-1] < _STILL_TO_LEARN * evidence.guessing:
        return None
    message = Message(
        N_("Batches of {size:,} pictures make only {steps} steps in an epoch, and the loss is still {loss:.3g}. "
           "Smaller batches make more steps of the same pictures."),
        size=evidence.plan.batch_size, steps=evidence.batches, loss=evidence.training_losses[-1],
    )
    return Hint("large-batches", message, {"batch_size": _BATCH}, _training_loss(evidence), is_alarm=False)


def train_longer(evidence: Evidence) -> Hint | None:
    """The loss is high and was still falling when the run was over."""
    loss, epochs = evidence.training_losses[-1], evidence.epochs
    if loss < _MUCH_LEFT * evidence.guessing:
        return None
    changes = {"epochs": max(_MORE_EPOCHS, 2 * epochs)}
    if epochs == 1:
        message = Message(N_("After one epoch the loss is still {loss:.3g}: the network has only begun."), loss=loss)
        return Hint("train-longer", message, changes, _training_loss(evidence), is_alarm=False)
    validation = evidence.validation_losses
    if _fall(evidence) < _STILL_FALLS or (validation and validation[-1] > min(validation)):
        return None
    message = Message(
        N_("The loss is {loss:.3g} and was still falling, by {fall} in the last epoch: the network can learn more."),
        loss=loss, fall=percent(_fall(evidence)),
    )
    return Hint("train-longer", message, changes, Sign("loss", "training", epochs - 1, epochs), is_alarm=False)


def no_validation(evidence: Evidence) -> Hint | None:
    """Nothing is kept aside, so nobody sees whether the network knows more than its pictures."""
    if evidence.plan.validation_share or evidence.accuracy < _BY_HEART:
        return None
    message = Message(
        N_("{share} of the training pictures are right, but no pictures are kept aside to show whether the network "
           "knows them by heart."),
        share=percent(evidence.accuracy),
    )
    sign = Sign("accuracy", "training", 0, evidence.epochs)
    return Hint("no-validation", message, {"validation_share": 0.1}, sign, is_alarm=False)


def _fall(evidence: Evidence) -> float:
    """By what share the training loss fell in the last epoch; 1 in the first."""
    losses = evidence.training_losses
    return 1 - losses[-1] / losses[-2] if len(losses) > 1 else 1.0


def _training_loss(evidence: Evidence) -> Sign:
    return Sign("loss", "training", 0, evidence.epochs)
