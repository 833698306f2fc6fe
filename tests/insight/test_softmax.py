"""The table from scores to shares."""

import math

import numpy as np
import pytest
from helpers.networks import always

from digitpad.insight.layers import scores
from digitpad.insight.softmax import softmax_table


def test_the_shares_are_what_the_bars_show(any_network, pictures):
    for picture in pictures:
        rows = softmax_table(any_network, picture)
        assert [row.class_name for row in rows] == list(any_network.info.class_names)
        np.testing.assert_allclose([row.share for row in rows], any_network.probabilities(picture[None])[0], atol=1e-6)
        assert [row.score for row in rows] == scores(any_network, picture)[0].tolist()
        total = sum(row.exponential for row in rows)
        for row in rows:
            assert row.exponential == pytest.approx(math.exp(row.less))
            assert row.share == pytest.approx(row.exponential / total)
        assert max(row.less for row in rows) == 0


def test_temperature(pictures):
    network = always([0.8, 0.1, 0.1])
    cold, warm, hot = ([row.share for row in softmax_table(network, pictures[0], t)] for t in (0.1, 2, 1e9))
    assert cold[0] == pytest.approx(1, abs=1e-6)
    assert warm == pytest.approx([math.sqrt(8) / (math.sqrt(8) + 2)] + [1 / (math.sqrt(8) + 2)] * 2, abs=1e-6)
    assert hot == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("temperature", [0, -1, math.nan])
def test_no_temperature(temperature, built_in, pictures):
    with pytest.raises(ValueError, match="above 0"):
        softmax_table(built_in, pictures[0], temperature)
