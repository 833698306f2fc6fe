"""The dataset of the built-in network: MNIST traced and varied, pen digits, drawn forms, non-digits.

Everything but MNIST's own pictures is drawn by `ink.raster`, as the drawings are that the network will be asked about.
"""

from collections.abc import Iterable

import numpy as np

from digitpad.data.dataset_info import HANDWRITING
from digitpad.data.digits import Dataset, Pictures
from digitpad.ink.raster import SIZE, Picture, rasterize
from digitpad.ink.stroke import Ink
from digitpad.synthesis import stroke_augmentation
from digitpad.synthesis.glyphs import DIGITS, parse_glyph
from digitpad.synthesis.non_digits import dot, filled, non_digit
from digitpad.synthesis.pens import TEST_WRITERS, LabelledInk
from digitpad.synthesis.tracing import traced
from digitpad.translation import _

NAME = HANDWRITING
"""What a plan calls this dataset; the catalogue does not have it, since the drawings are in a file of their own."""

MNIST_COPIES = 2
PEN_COPIES = 15
"""By so many other hands each digit is drawn; there are ten times as many in MNIST, by ten times as many people."""

FORM_COPIES = 250
NON_DIGITS = 40_000

_THINNEST, _THICKEST = 1.6, 3.2
"""Widths of the line in pixels; the raster's own lies between. The width that is best for one digit is not for all."""


def handwriting(mnist: Dataset, drawings: Iterable[LabelledInk], seed: int) -> Dataset:
    """The pictures to learn from; the drawings of the test writers are left out.

    Args:
        mnist: the dataset whose test part is the test part of this one, too.
        drawings: pen digits.
        seed: where every random number starts; the same seed gives the same pictures.
    """
    rng = np.random.default_rng(seed)
    labelled = [*zip(traced(mnist.train.images), mnist.train.labels.tolist(), strict=True)] * MNIST_COPIES
    for drawing in drawings:
        if drawing.writer not in TEST_WRITERS:
            labelled += [(drawing.ink, drawing.label)] * PEN_COPIES
    labelled += [(parse_glyph(text), label) for label, texts in DIGITS.items() for text in texts] * FORM_COPIES
    drawn = np.stack([_drawn(_as_somebody_writes(ink, label, rng), rng) for ink, label in labelled])
    labels = np.array([label for __, label in labelled], np.uint8)
    non_digits = [_drawn(non_digit(rng), rng) for __ in range(NON_DIGITS)]
    non_digits += [rasterize(dot(), rng.uniform(_THINNEST, _THICKEST)) for __ in range(NON_DIGITS // 100)]
    non_digits += [_drawn(stroke_augmentation.augment_strokes(filled(), rng), rng) for __ in range(NON_DIGITS // 100)]
    return Dataset(
        NAME,
        _("MNIST and pen digits"),
        mnist.class_names,
        Pictures(np.concatenate([mnist.train.images, drawn]), np.concatenate([mnist.train.labels, labels])),
        mnist.test,
        np.stack(non_digits),
    )


def _as_somebody_writes(ink: Ink, label: int, rng: np.random.Generator) -> Ink:
    """The digit in one of its usual forms, by another hand."""
    if not ink:
        return ink
    if label == 7 and rng.random() < 0.25:
        ink = stroke_augmentation.crossed(ink, rng)
    elif label == 0 and rng.random() < 0.12:
        ink = stroke_augmentation.slashed(ink, rng)
    elif label == 1 and rng.random() < 0.12:
        ink = stroke_augmentation.footed(ink, rng)
    if rng.random() < 0.03:
        ink = stroke_augmentation.dotted(ink, rng)
    return stroke_augmentation.augment_strokes(ink, rng)


def _drawn(ink: Ink, rng: np.random.Generator) -> Picture:
    return rasterize(ink, rng.uniform(_THINNEST, _THICKEST)) if ink else np.zeros((SIZE, SIZE), np.uint8)
