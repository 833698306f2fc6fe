"""The matrix and its cells, against scikit-learn and against counting one by one."""

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix, precision_score, recall_score

from digitpad.evaluation.confusion import Order, confusion, pictures_in
from digitpad.evaluation.share import Share


@pytest.mark.parametrize("classes", [2, 10, 62])
@pytest.mark.parametrize("margin", [0.0, 0.4])
def test_it_is_scikit_learns(classes, margin, random_answers):
    found = random_answers(classes, 3000)
    said, labels = found.answers(margin), np.arange(classes)
    table = confusion(found, margin)
    expected = confusion_matrix(found.labels, said, labels=np.arange(classes + 1))
    np.testing.assert_array_equal(table.counts, expected[:-1])
    for ours, score in ((table.recall, recall_score), (table.precision, precision_score)):
        theirs = score(found.labels, said, labels=labels, average=None, zero_division=np.nan)
        assert [np.nan if share.value is None else share.value for share in ours] == pytest.approx(
            theirs.tolist(), abs=1e-9, nan_ok=True
        )
    assert table.accuracy.value == pytest.approx((found.labels == said).mean(), abs=1e-9)
    assert table.unanswered.value == pytest.approx((said == classes).mean(), abs=1e-9)


def test_a_class_without_pictures_has_no_recall(random_answers):
    table = confusion(random_answers(4, absent=(2,)))
    assert table.counts[2].sum() == table.counts[:, 2].sum() == 0
    assert (table.recall[2].value, table.precision[2].value) == (None, None)


def test_no_pictures_at_all(answers_of):
    table = confusion(answers_of([], np.zeros((0, 3))), 0.4)
    assert table.counts.tolist() == [[0] * 4] * 3
    assert table.accuracy == table.unanswered == Share(0, 0)


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("margin", [0.0, 0.5])
def test_a_cell_has_as_many_pictures_as_it_counts(order, margin, random_answers):
    found = random_answers(5, 400)
    table, seen = confusion(found, margin), []
    for row in range(5):
        for column in range(6):
            there = pictures_in(found, [(row, column)], margin, order)
            assert len(there) == table.counts[row, column]
            assert set(found.labels[there]) <= {row}
            assert set(found.answers(margin)[there]) <= {column}
            seen += there.tolist()
    assert sorted(seen) == list(range(400))


def test_whole_rows_and_columns(random_answers):
    found = random_answers(5, 400)
    table = confusion(found, 0.5)
    np.testing.assert_array_equal(
        pictures_in(found, table.row(3), 0.5, Order.NUMBER), np.flatnonzero(found.labels == 3)
    )
    for column in (2, 5):
        np.testing.assert_array_equal(
            pictures_in(found, table.column(column), 0.5, Order.NUMBER), np.flatnonzero(found.answers(0.5) == column)
        )


def test_orders_by_hand(answers_of):
    found = answers_of([0, 0, 0, 1, 0], [[0.9, 0.1], [0.3, 0.7], [0.2, 0.8], [0.4, 0.6], [0.2, 0.8]])
    everything = [(0, 0), (0, 1), (1, 1)]
    assert pictures_in(found, everything, order=Order.SUREST).tolist() == [2, 4, 1, 0, 3]
    assert pictures_in(found, everything, order=Order.DOUBTFUL).tolist() == [3, 1, 2, 4, 0]
    assert pictures_in(found, everything, order=Order.NUMBER).tolist() == [0, 1, 2, 3, 4]
    assert pictures_in(found, [], order=Order.SUREST).tolist() == []
