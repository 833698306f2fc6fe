"""What the panel Learn says, without the panel."""

import numpy as np
import pytest
from helpers.samples import DIGITS

from digitpad.data.digits import Pictures
from digitpad.samples.own_digits import CollectionSplit
from digitpad.samples.sample import Collection
from digitpad.ui.samples.fine_tuning_inputs import learnt_title, what_happens, whose


def split(learnt, aside, *seats_out):
    """So many samples that are learnt from and kept aside, and one from each of the seats that are kept out."""
    return CollectionSplit(collection(learnt), collection(aside), collection(len(seats_out)), frozenset(seats_out))


def collection(count):
    pictures = Pictures(np.zeros((count, 28, 28), np.uint8), np.zeros(count, np.uint8))
    return Collection(DIGITS, tuple(map(str, range(count))), pictures, np.zeros(count, np.int32))


@pytest.mark.parametrize(
    ("samples", "words"),
    [
        (split(0, 0), "There are no digits of yours yet"),
        (split(0, 2), "All of your digits so far are set aside"),
        (split(1, 0), "“net” continues training on one of your digits, mixed with MNIST digits"),
        (split(1200, 3), "“net” continues training on 1,200 of your digits, mixed"),
    ],
    ids=["none", "none to learn", "one", "many"],
)
def test_what_will_happen_counts(samples, words):
    assert what_happens("net", samples, "MNIST").startswith(words)


@pytest.mark.parametrize(
    ("samples", "words"),
    [
        (split(5, 1), "Once there are digits from two seats"),
        (split(5, 1, 3), "1 seat is set aside (3) and tells how well"),
        (split(5, 1, 12, 3), "2 seats are set aside (3, 12) and tell how well"),
    ],
    ids=["no seat", "one seat", "two seats"],
)
def test_seats_that_are_kept_out_count(samples, words):
    assert f"Whose handwriting is it? {words}" in whose(samples)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("digitpad.keras", "digitpad and our digits"),
        ("Run 3", "Run 3 and our digits"),
        ("Run 3 and our digits", "Run 3 and our digits 2"),
        ("Run 3 and our digits 9", "Run 3 and our digits 10"),
    ],
)
def test_titles_count(before, after):
    assert learnt_title(before) == after
