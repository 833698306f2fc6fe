"""Numbers, colours and words of a small matrix, worked out by hand."""

import pytest
from helpers.evaluations import evaluation

from digitpad.evaluation.confusion import confusion
from digitpad.ui.evaluation.matrix_content import MINUS, MatrixContent

LABELS = [0] * 4 + [1] * 4
FIRST = evaluation(LABELS, [0, 0, 0, 1, 1, 1, 1, 1], 3, sure=[0.9] * 7 + [0.4])
SECOND = evaluation(LABELS, [0, 0, 0, 0, 1, 1, 0, 0], 3)


@pytest.fixture
def one():
    return MatrixContent(confusion(FIRST, 0.4))


@pytest.fixture
def two():
    return MatrixContent(confusion(FIRST, 0.4), confusion(SECOND, 0.4))


def test_the_numbers_are_counts_or_the_second_ones_minus_the_first_ones(one, two):
    assert one.numbers.tolist() == [[3, 1, 0, 0], [0, 3, 0, 1], [0, 0, 0, 0]]
    assert two.numbers.tolist() == [[1, -1, 0, 0], [2, -1, 0, -1], [0, 0, 0, 0]]
    assert [one.text((0, column)) for column in range(4)] == ["3", "1", "", ""]
    assert [two.text((1, column)) for column in range(4)] == ["+2", f"{MINUS}1", "", f"{MINUS}1"]


def test_mistakes_are_coloured_by_the_root_of_their_share_of_the_row(one):
    assert one.strength((0, 1)) == -0.5
    assert [one.strength(cell) for cell in ((0, 0), (0, 2), (1, 3), (2, 1))] == [0, 0, 0, 0]


def test_with_two_networks_what_gets_better_has_another_sign(two):
    assert two.strength((0, 0)) == 0.5
    assert two.strength((0, 1)) == 0.5
    assert two.strength((1, 1)) == -0.5
    assert two.strength((1, 0)) == pytest.approx(-(0.5**0.5))


def test_the_ends_are_recall_and_precision_in_percent(one, two):
    assert [one.end(row, of_row=True) for row in range(3)] == ["75", "75", ""]
    assert [one.end(column, of_row=False) for column in range(4)] == ["100", "75", "", ""]
    assert [two.end(row, of_row=True) for row in range(3)] == ["+25", f"{MINUS}25", ""]


def test_nearly_all_is_not_all():
    labels = [0] * 1000
    nearly = MatrixContent(confusion(evaluation(labels, [0] * 999 + [1], 2)))
    assert nearly.end(0, of_row=True) == "99"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ((0, 1), "0 taken for 1: 1 of 4."),
        ((0, 0), "0 recognized as 0: 3 of 4."),
        ((1, 3), "1 and the network is not sure: 1 of 4."),
        ((-1, 1), "Of all answers “1”, 75.0\N{NO-BREAK SPACE}% "),
        ((0, -1), "Of all pictures of “0”, 75.0\N{NO-BREAK SPACE}% "),
        ((2, -1), "There are no pictures of “2”."),
        ((-1, 2), "Nothing is called “2”."),
        ((-1, 3), "Of all pictures, 12.5\N{NO-BREAK SPACE}% "),
    ],
)
def test_every_place_has_words(one, cell, words):
    assert one.cell_words(cell).startswith(words)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ((0, 1), "0 taken for 1: A 1 of 4, B 0."), ((1, 1), "1 recognized as 1: A 3 of 4, B 2."),
        ((1, 3), "1 and the network is not sure: A 1 of 4, B 0."),
        ((2, -1), "There are no pictures of “2”."), ((0, -1), "Of all pictures of “0”, A finds 75.0"),
        ((-1, 0), "Of all answers “0”, 100.0"), ((-1, 3), "Of all pictures, A answers 12.5"),
    ],
)
def test_with_two_networks_there_are_words_for_both(two, cell, words):
    assert two.cell_words(cell).startswith(words)


def test_the_summary_says_what_is_what_and_the_most_frequent_mistake(one, two):
    assert "Columns: what the network says" in one.summary()
    assert one.summary().endswith("Most frequent mistake: 0 taken for 1: 1 of 4.")
    assert "Numbers: B minus A" in two.summary()
    faultless = MatrixContent(confusion(evaluation([0, 1], [0, 1], 2)))
    assert "mistake" not in faultless.summary()
