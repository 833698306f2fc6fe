"""Sums that add up on paper."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.ui.why.addition import added_up, signed


def number(text):
    return Decimal(text.replace("\N{MINUS SIGN}", "-"))


def test_what_rounding_loses_goes_to_the_largest_part():
    # 9.806 + -0.004 + -1.204 = 8.598: rounded one by one 9.81 + 0.00 - 1.20 = 8.61.
    assert added_up((9.806, -0.004, -1.204), 8.598) == ("+9.80", "0.00", "−1.20", "+8.60")


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=12))
def test_the_shown_parts_give_the_shown_total(parts):
    *shown, total = map(number, added_up(parts, sum(parts)))
    assert sum(shown) == total
    assert float(total) == pytest.approx(sum(parts), abs=0.00501)
    wrong = [abs(float(text) - part) for text, part in zip(shown, parts, strict=True)]
    assert sorted(wrong)[:-1] == pytest.approx([0.0] * (len(parts) - 1), abs=0.00501)
    assert max(wrong) <= 0.005 * (len(parts) + 1) + 1e-9


@pytest.mark.parametrize(
    ("value", "text"), [(1.5, "+1.50"), (-1.5, "−1.50"), (0.001, "0.00"), (-0.001, "0.00"), (0, "0.00")]
)
def test_a_number_has_its_sign_and_nothing_has_none(value, text):
    assert signed(value) == text
