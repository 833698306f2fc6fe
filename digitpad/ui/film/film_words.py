"""Sentences about the moments of a film."""

from digitpad.formatting import visible
from digitpad.model.answer import has_digit_classes
from digitpad.training.film import Frame
from digitpad.translation import _, ngettext
from digitpad.ui.film.film_readings import Readings


def moment_text(frame: Frame) -> str:
    """When a frame was taken, in a sentence's middle."""
    if not frame.batch:
        return _("before training")
    text = ngettext(
        "epoch {epoch}, after {batches:,} batch", "epoch {epoch}, after {batches:,} batches", frame.batch
    )
    return text.format(epoch=frame.epoch, batches=frame.batch)


def network_title(title: str, frame: Frame) -> str:
    """What the network of a frame is called where networks are listed.

    Args:
        title: the run's.
        frame: the moment.
    """
    if not frame.batch:
        return _("{title}, before training").format(title=title)
    return _("{title}, epoch {epoch}, batch {batch}").format(title=title, epoch=frame.epoch, batch=frame.batch)


def learnt_text(readings: Readings, names: tuple[str, ...], *, drawn: bool) -> str:
    """Where the network learnt what it says of the picture in the end.

    Args:
        readings: the answers along the film.
        names: of the classes.
        drawn: whether somebody drew the picture.
    """
    place, answer = readings.learnt, readings.answers[-1]
    if answer is None:
        return _("The newest network cannot tell what this is.")
    name = visible(names[answer])
    if place == 0:
        return _("It took this for “{name}” before it had learnt anything.").format(name=name)
    frame, before = readings.frames[place], readings.answers[place - 1]
    if frame is None:
        learnt = _("Only the newest network reads this as “{name}”.").format(name=name)
    elif drawn and has_digit_classes(names):
        learnt = _("Here it learnt your {name}: {moment}.").format(name=name, moment=moment_text(frame))
    else:
        learnt = _("Here it learnt that this is “{name}”: {moment}.").format(name=name, moment=moment_text(frame))
    if before is None:
        return _("{learnt} Before, it could not tell.").format(learnt=learnt)
    return _("{learnt} Before, it said {before}.").format(learnt=learnt, before=visible(names[before]))
