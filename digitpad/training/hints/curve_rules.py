"""Rules over the curves of a run: each looks at the evidence and gives a hint or None.

Every threshold lies between what healthy runs showed and what broken ones did, on the included digits and clothes and
in the lessons; `python -m scripts.hint_figures` trains them all and prints which hints each of them gets.
"""

from itertools import pairwise
from typing import Any

from digitpad.data.dataset_info import BUNDLED
from digitpad.formatting import percent
from digitpad.training.hints.causes import (
    GENTLE_DROPOUT,
    has_large_biases,
    has_large_weights,
    is_too_regular,
    rate_text,
    why_nothing_learnt,
)
from digitpad.training.hints.evidence import Evidence
from digitpad.training.hints.hint import Hint, Sign
from digitpad.training.plan import GENTLE
from digitpad.translation import N_, Message

MIN_STEPS = 200
"""Before so many steps nobody can say that a run learns nothing: with ten times too small a learning rate (`sgd` 0.01)
75 % of the pictures are right after 250."""

_ABOVE_GUESSING = 1.3
"""A first epoch with so many times the loss of guessing came from steps that were too big. Healthy runs had at most
1.02 times, runs with too high a rate from 1.4 (three layers, Adam 0.03) to 49 (Adam 1)."""

_HEAVY_DROPOUT = 0.5
"""Nor is it the rate where dropout is that strong: three layers with 0.9 begin at 1.34 times."""

_NOT_LEARNT = 0.2
"""Share of the loss of guessing above which much is still to be learnt. Healthy runs were below it in five epochs."""

_RISE = 0.08
"""By so much the training loss of a whole epoch does not rise by itself: healthy runs rose by at most 4 % with 4,000
pictures, some with dropout and bent pictures; with Adam 0.1 it was 11 %, with tanh and that rate 18 %."""

_RISE_ERRORS = 5.0
"""Nor by so many times what chance does: with few pictures the mean over them varies by one over their root."""

_RISE_FLOOR = 0.05
"""Share of the loss of guessing below which a rise is the noise of a run that has learnt nearly everything."""

_SLOW_LEVEL, _SLOW_FALL = 0.5, 0.15
"""Slow is a loss above this share of guessing's that fell in every epoch, but by less than this share in the last one.
With a tenth of the usual rate Adam fell by 16 to 34 % an epoch, to 0.26 of guessing, with a 30th by 12 % to 0.57."""

_NO_BETTER = 1.3
"""Times the share that guessing gets right; a tenth of 400 validation pictures varies up to 1.45 times by chance, so
the loss must agree."""

_LOSS_OF_GUESSING = 0.97
"""From this share of the loss of guessing on, nothing is learnt. A hundredfold too small a rate showed 0.996 to 1."""

_LEARNT_BY_HEART = 2.0
"""Times the share of guessing that the network gets right of its own pictures while new ones are guessed. With shuffled
labels that was 2.2 after three epochs of two layers of 500, and 2.0 after four of one of 128."""

_ENOUGH_TO_TELL = 100
"""Validation pictures: of fewer, a network that does learn may get no more right than by guessing."""

_OVERFIT_RISE = 1.15
"""The validation loss, in the mean of the last two epochs and in the last, times its smallest. Chance made it 1.12."""

_OVERFIT_EPOCHS = 2
"""So long ago the smallest must be at least."""

def flew_off(evidence: Evidence) -> Hint | None:
    """The loss was no number any more, or ten thousand times what it was."""
    if not evidence.flew_off:
        return None
    message = Message(
        N_("With a learning rate of {rate} the steps were so big that the loss flew off. Take smaller steps."),
        rate=rate_text(evidence),
    )
    last = max(evidence.epochs + 1.0, 1.0)
    return Hint("flew-off", message, {"learning_rate": evidence.lower_rate}, _loss("training", last - 1, last))


def first_weights_too_large(evidence: Evidence) -> Hint | None:
    """The loss begins far above that of guessing since the first weights are so large, not since the steps are."""
    if not evidence.history or not has_large_weights(evidence) or not _begins_above_guessing(evidence):
        return None
    message = Message(
        N_("In the first epoch the loss was {loss:.3g}, where guessing has {guessing:.2f}: the first weights, with a "
           "spread of {spread:g}, are too large, and learning begins with unlearning."),
        loss=evidence.training_losses[0], guessing=evidence.guessing, spread=evidence.plan.initializer_scale,
    )
    return Hint("first-weights-too-large", message, {"initializer": "glorot_uniform"}, _loss("training", 0, 1),
                is_alarm=False)


def rate_too_high(evidence: Evidence) -> Hint | None:
    """The first epoch is worse than guessing, or the training loss of an epoch rose."""
    losses, guessing = evidence.training_losses, evidence.guessing
    if not losses or losses[-1] < _RISE_FLOOR * guessing:
        return None
    changes = {"learning_rate": evidence.lower_rate}
    is_from_dropout = evidence.plan.dropout >= _HEAVY_DROPOUT
    if (_begins_above_guessing(evidence) and losses[-1] > _NOT_LEARNT * guessing
            and not is_from_dropout and not has_large_weights(evidence) and not has_large_biases(evidence)):
        message = Message(
            N_("In the first epoch the loss was {loss:.3g}, worse than guessing ({guessing:.2f}): the learning rate of "
               "{rate} is too high."),
            loss=losses[0], guessing=guessing, rate=rate_text(evidence),
        )
        return Hint("rate-too-high", message, changes, _loss("training", 0, 1))
    if len(losses) < 2 or is_too_regular(evidence):
        return None
    least = 1 + max(_RISE, _RISE_ERRORS * evidence.pictures**-0.5)
    for epoch in range(len(losses), max(len(losses) - 3, 1), -1):
        before, after = losses[epoch - 2], losses[epoch - 1]
        if after > least * before and after > _RISE_FLOOR * guessing:
            message = Message(
                N_("In epoch {epoch} the training loss rose from {before:.3g} to {after:.3g}: steps with a learning "
                   "rate of {rate} are so big that they undo what was learnt."),
                epoch=epoch, before=before, after=after, rate=rate_text(evidence),
            )
            return Hint("rate-too-high", message, changes, _loss("training", epoch - 1, epoch))
    return None


def rate_too_low(evidence: Evidence) -> Hint | None:
    """The loss falls epoch by epoch, but by little, and is high."""
    losses = evidence.training_losses
    if len(losses) < 3 or evidence.steps < MIN_STEPS or not evidence.is_rate_low:
        return None
    falls = [after / before for before, after in pairwise(losses)]
    if max(falls) >= 1 or falls[-1] < 1 - _SLOW_FALL or losses[-1] < _SLOW_LEVEL * evidence.guessing:
        return None
    message = Message(
        N_("The loss falls in every epoch, but only by {fall} in the last one, to {loss:.3g}: with a learning rate of "
           "{rate} the network hardly moves."),
        fall=percent(1 - falls[-1]), loss=losses[-1], rate=rate_text(evidence),
    )
    return Hint("rate-too-low", message, {"learning_rate": evidence.higher_rate}, _loss("training", 0, len(losses)))


def nothing_learnt(evidence: Evidence) -> Hint | None:
    """As good as guessing, after steps enough to learn something."""
    if not evidence.history or evidence.steps < MIN_STEPS:
        return None
    loss, accuracy = evidence.training_losses[-1], evidence.accuracy
    if accuracy > _NO_BETTER * evidence.chance or loss < _LOSS_OF_GUESSING * evidence.guessing:
        return None
    cause, changes = why_nothing_learnt(evidence)
    message = Message(
        N_("After {steps:,} steps {share} of the training pictures are right, as by guessing (loss {loss:.3g}): "
           "nothing was learnt. {cause}"),
        steps=evidence.steps, share=percent(accuracy), loss=loss, cause=cause,
    )
    return Hint("nothing-learnt", message, changes, Sign("accuracy", "training", 0, evidence.epochs))


def labels_do_not_fit(evidence: Evidence) -> Hint | None:
    """The training pictures are learnt by heart, and of new ones nothing is known."""
    validation = evidence.validation
    if validation is None or evidence.epochs < 3 or evidence.validation_pictures < _ENOUGH_TO_TELL:
        return None
    if (evidence.accuracy < _LEARNT_BY_HEART * evidence.chance or validation.loss < evidence.guessing
            or validation.accuracy > 1.5 * evidence.chance):
        return None
    message = Message(
        N_("Of the training pictures {own} are right, but of new ones {new}, as by guessing: the labels do not seem to "
           "belong to the pictures. Look at both, or try the same settings with other pictures."),
        own=percent(evidence.accuracy), new=percent(validation.accuracy),
    )
    changes = {} if evidence.plan.dataset == BUNDLED else {"dataset": BUNDLED}
    return Hint("labels-do-not-fit", message, changes, Sign("accuracy", "validation", 0, evidence.epochs))


def overfitting(evidence: Evidence) -> Hint | None:
    """The validation loss has risen for some epochs while the training loss fell."""
    losses = evidence.validation_losses
    if len(losses) < 4:
        return None
    best = min(range(len(losses)), key=losses.__getitem__)
    if len(losses) - 1 - best < _OVERFIT_EPOCHS or evidence.training_losses[-1] >= evidence.training_losses[best]:
        return None
    if min(losses[-1], (losses[-1] + losses[-2]) / 2) < _OVERFIT_RISE * losses[best]:
        return None
    message = Message(
        N_("Since epoch {epoch} the validation loss has risen from {best:.3g} to {now:.3g} while the training loss "
           "fell to {training:.2g}: the network learns its pictures by heart."),
        epoch=best + 1, best=losses[best], now=losses[-1], training=evidence.training_losses[-1],
    )
    plan = evidence.plan
    changes: dict[str, Any]
    if not plan.augmentation:
        changes = {"augmentation": GENTLE}
    elif plan.dropout < GENTLE_DROPOUT and plan.hidden:
        changes = {"dropout": GENTLE_DROPOUT}
    else:
        changes = {"epochs": best + 1}
    return Hint("overfitting", message, changes, _loss("validation", best + 1, len(losses)))


def _begins_above_guessing(evidence: Evidence) -> bool:
    return evidence.training_losses[0] > _ABOVE_GUESSING * evidence.guessing


def _loss(series: str, first: float, last: float) -> Sign:
    return Sign("loss", series, first, last)
