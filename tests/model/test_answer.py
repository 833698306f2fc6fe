import numpy as np
import pytest

from digitpad.model.answer import DEFAULT_MARGIN, NOTHING_DRAWN, decide

NAMES = ("a", "b", "c")


def probabilities(*values):
    return np.array(values, np.float32)


def said(answer):
    return answer.text, str(answer.message), answer.best


def test_the_best_class_is_the_answer():
    assert said(decide(probabilities(0.1, 0.85, 0.05), NAMES)) == ("b", "85.0\N{NO-BREAK SPACE}% sure", 1)


def test_two_close_ones_are_no_answer():
    """The best one is still told."""
    assert said(decide(probabilities(0.1, 0.4, 0.5), NAMES)) == ("?", "Not sure: c or b", 2)


@pytest.mark.parametrize("names", ["012345", "abcdef"])
def test_when_nothing_is_probable_the_drawing_is_not_to_blame(names):
    """A network that has learnt nothing yet answers a perfect digit so."""
    answer = decide(probabilities(0.14, 0.3, 0.14, 0.14, 0.14, 0.14), names)
    assert said(answer) == ("?", "The network cannot tell", 1)


@pytest.mark.parametrize(
    ("best", "margin", "text"),
    [(0.6, 0.19, "a"), (0.6, 0.21, "?"), (0.5, 0.0, "b"), (0.5, 0.001, "?"), (1.0, 1.0, "a"), (0.999, 1.0, "?")],
)
def test_how_far_ahead_is_a_setting(best, margin, text):
    assert decide(probabilities(best, 1 - best), ("a", "b"), margin).text == text


def test_the_setting_has_a_middle_value_by_default():
    for gap, text in ((0.02, "a"), (-0.02, "?")):
        best = (1 + DEFAULT_MARGIN + gap) / 2
        assert decide(probabilities(best, 1 - best), NAMES[:2]).text == text


def test_certainty_is_claimed_only_when_it_is_complete():
    assert said(decide(probabilities(1 - 1e-6, 1e-6), NAMES[:2]))[1] == "99.9\N{NO-BREAK SPACE}% sure"
    assert said(decide(probabilities(1, 0), NAMES[:2]))[1] == "100.0\N{NO-BREAK SPACE}% sure"


def test_nothing_drawn_is_no_answer():
    assert said(NOTHING_DRAWN) == ("?", "Nothing drawn yet", None)
