"""Every pair of answers has its sentence."""

import pytest

from digitpad.model.answer import UNKNOWN
from digitpad.ui.preparation.verdict import verdict, verdicts


@pytest.mark.parametrize(
    ("raw", "ready", "said"),
    [
        ("7", "7", "Raw or prepared, the network says 7."),
        (UNKNOWN, UNKNOWN, "Raw or prepared, the network is not sure."),
        ("1", "7", "Raw, the network says 1; prepared, it says 7."),
        ("1", UNKNOWN, "Raw, the network says 1; prepared, it is not sure."),
        (UNKNOWN, "7", "Raw, the network is not sure; prepared, it says 7."),
    ],
)
def test_one_digit(raw, ready, said):
    assert verdict(raw, ready, 1, 1) == said


def test_of_several_digits_it_is_said_which():
    assert verdict("7", "7", 2, 3) == "Digit 2 of 3: raw or prepared, the network says 7."
    assert verdict(UNKNOWN, "7", 2, 2) == "Digit 2 of 2: raw, the network is not sure; prepared, it says 7."


def test_all_that_may_be_said_about_one_digit():
    assert len(set(verdicts("Bag"))) == 5
    assert verdict("Bag", "Bag", 1, 1) in verdicts("Bag")
