"""Pictures of cells and groups, and the cells that pictures are in, against counting by hand."""

import numpy as np
import pytest
from helpers.evaluations import evaluation, picture_set, random_evaluation
from helpers.networks import tiny

from digitpad.evaluation.confusion import confusion
from digitpad.evaluation.two_networks import Group
from digitpad.ui.evaluation import selection
from digitpad.ui.evaluation.examination import Examination

LABELS = [0, 0, 1, 1, 2, 2]


def examination(first, second=None):
    return Examination(picture_set(first.labels), tiny(), first, None if second is None else tiny(), second)


@pytest.fixture
def one():
    return examination(evaluation(LABELS, [0, 1, 1, 1, 0, 2], sure=[0.9, 0.9, 0.9, 0.3, 0.9, 0.9]))


@pytest.fixture
def two():
    return examination(evaluation(LABELS, [0, 1, 1, 1, 0, 2]), evaluation(LABELS, [0, 0, 1, 2, 0, 2]))


def test_mistakes_are_where_the_most_probable_class_is_another(one, two):
    assert selection.mistakes(one).tolist() == [1, 4]
    assert selection.mistakes(two).tolist() == [1, 3, 4]


def test_the_pictures_of_cells(one):
    assert selection.in_cells(one, [(0, 1)], 0.0).tolist() == [1]
    assert selection.in_cells(one, [(1, 1)], 0.0).tolist() == [2, 3]
    assert selection.in_cells(one, [(1, 1)], 0.5).tolist() == [2]
    assert selection.in_cells(one, [(1, 10), (0, 0)], 0.5).tolist() == [0, 3]


def test_with_two_networks_those_that_only_one_has_there(two):
    assert selection.in_cells(two, [(0, 1)], 0.0).tolist() == [1]
    assert selection.in_cells(two, [(0, 0)], 0.0).tolist() == [1]
    assert selection.in_cells(two, [(2, 0), (2, 2)], 0.0).tolist() == []


def test_the_groups_of_two_networks(two):
    found = {group: selection.in_group(two, group).tolist() for group in Group}
    assert found == {
        Group.BOTH_RIGHT: [0, 2, 5], Group.ONLY_FIRST: [3], Group.ONLY_SECOND: [1], Group.BOTH_WRONG: [4]
    }


def test_cells_are_full_or_partly_selected(one):
    assert selection.where(one, np.array([1, 2, 5]), 0.0) == ({(0, 1), (2, 2)}, {(1, 1)})


@pytest.mark.parametrize("margin", [0.0, 0.4])
def test_every_cell_has_as_many_pictures_as_it_counts_and_is_found_again(margin):
    found = examination(random_evaluation())
    counts = confusion(found.first, margin).counts
    for cell in np.ndindex(counts.shape):
        numbers = selection.in_cells(found, [cell], margin)
        assert len(numbers) == counts[cell]
        assert selection.where(found, numbers, margin) == (frozenset([cell] if len(numbers) else []), frozenset())
