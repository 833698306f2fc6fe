"""Look at imported pictures as a person would: say in numbers what is there, and ask where it is odd.

A set of black pictures or of wrong labels is a set all the same; only a look at it shows that something went wrong.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from digitpad.data.exchange.arrangement import Judge, judged
from digitpad.data.exchange.classes import DIGITS
from digitpad.data.exchange.import_candidate import ImportCandidate
from digitpad.data.exchange.shaping import borders
from digitpad.formatting import percent
from digitpad.translation import _, ngettext

_LOOKED_AT = 1_000
_LEAST_INK, _MOST_INK = 0.001, 0.7
_DIM = 128
_LIGHT, _MOST_LIGHT = 207, 0.02  # a border, and which share of pictures may have one
_MOST_OF_ONE_CLASS = 0.9
_FEWEST = 20  # of fewer pictures or classes, little can be said
_LABELS_SHOWN = 5


def looked_at(offer: ImportCandidate, judge: Judge | None = None) -> ImportCandidate:
    """The same with notes on what a look at it shows, and what is odd about it.

    Args:
        offer: what was read.
        judge: reads digits, to find out whether they are the right way up; None where there is none.
    """
    images = _some(offer)
    ink = float(images.mean()) / 255
    bright = int(np.median(images.max(axis=(1, 2))))
    edges = borders(images)
    notes = [
        _("Ink covers {ink} of a picture; the brightest pixel is mostly {bright} of 255, the border {border}.").format(
            ink=percent(ink), bright=bright, border=round(float(np.median(edges)))
        )
    ]
    oddities = [*_odd_pictures(ink, bright, float((edges > _LIGHT).mean())), *_odd_labels(offer)]
    better = None
    if judge is not None and offer.class_names == DIGITS:
        sentence, better = judged(offer.train, judge)
        notes += [sentence] if sentence else []
    return replace(offer, notes=(*notes, *offer.notes), oddities=tuple(oddities), better=better)


def _some(offer: ImportCandidate) -> npt.NDArray[np.uint8]:
    """Some pictures from all over both parts."""
    parts = [
        part.images[np.unique(np.linspace(0, len(part) - 1, _LOOKED_AT).astype(int))]
        for part in (offer.train, offer.test)
    ]
    return np.concatenate(parts)


def _odd_pictures(ink: float, bright: int, light: float) -> list[str]:
    odd = []
    if ink < _LEAST_INK:
        odd.append(_("The pictures are nearly black: ink covers only {ink} of them.").format(ink=percent(ink)))
    if ink > _MOST_INK:
        odd.append(_("The pictures are nearly white: ink covers {ink} of them.").format(ink=percent(ink)))
    if bright < _DIM:
        sentence = _("Most pictures are dark: their brightest pixel is {bright}, though others have 255.")
        odd.append(sentence.format(bright=bright))
    if light > _MOST_LIGHT:
        sentence = _("In {share} of the pictures the border is light: ink and paper may be swapped in them.")
        odd.append(sentence.format(share=percent(light)))
    return odd


def _odd_labels(offer: ImportCandidate) -> list[str]:
    train, test = (np.bincount(part.labels, minlength=len(offer.class_names)) for part in (offer.train, offer.test))
    counts = train + test
    odd = []
    most = int(counts.argmax())
    if len(offer) >= _FEWEST and counts[most] > _MOST_OF_ONE_CLASS * len(offer):
        odd.append(
            _("Of {total:,} pictures, {count:,} have the label “{label}”.").format(
                total=len(offer), count=int(counts[most]), label=offer.class_names[most]
            )
        )
    used, once = int((counts > 0).sum()), int((counts == 1).sum())
    if used >= _FEWEST and once > used / 2:
        sentence = _("Of {used} labels, {once} occur only once: perhaps they are no labels but numbers of the rows.")
        odd.append(sentence.format(used=used, once=once))
    if strange := [offer.class_names[label] for label in np.flatnonzero((train == 0) & (test > 0)).tolist()]:
        shown = ", ".join(strange[:_LABELS_SHOWN])
        odd.append(
            ngettext(
                "The part for the test has {count} class that the other part has no pictures of: {labels}.",
                "The part for the test has {count} classes that the other part has no pictures of, such as: {labels}.",
                len(strange),
            ).format(count=len(strange), labels=shown)
        )
    return odd
