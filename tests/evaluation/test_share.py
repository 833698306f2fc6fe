"""Wilson's interval, against SciPy."""

import pytest
from scipy.stats import binomtest

from digitpad.evaluation.share import Share


@pytest.mark.parametrize(("part", "whole"), [(0, 1), (1, 1), (0, 40), (40, 40), (3, 7), (996, 1000), (9951, 10_000)])
def test_the_span_is_scipys(part, whole):
    expected = binomtest(part, whole).proportion_ci(confidence_level=0.95, method="wilson")
    assert Share(part, whole).span == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_in_words():
    assert str(Share(996, 1000).message()).replace("\N{NO-BREAK SPACE}", " ") == "99.6 % (99.0 % to 99.8 %)"


def test_of_nothing_there_is_no_share():
    nothing = Share(0, 0)
    assert (nothing.value, nothing.span, str(nothing.message())) == (None, None, "no pictures")
