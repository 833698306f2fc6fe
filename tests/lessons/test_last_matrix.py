"""The matrix in a report: of the last run of the lesson that has a network."""

from datetime import datetime

import pytest
from helpers.networks import always
from helpers.runs import add_run

from digitpad.data.catalogue import Catalogue
from digitpad.errors import CancelledError
from digitpad.lessons.last_matrix import last_matrix
from digitpad.lessons.state import LessonState
from digitpad.training.runs import Runs

NOW = datetime(2026, 11, 30, 10, 0)
SAYS_SEVEN = always([0.01] * 7 + [0.93] + [0.01] * 2, tuple("0123456789"))


@pytest.fixture
def runs(data_dir):
    return Runs(data_dir / "runs")


@pytest.fixture
def catalogue(data_dir):
    return Catalogue(data_dir)


def done(*runs):
    state = LessonState("mine", NOW)
    for number, run in enumerate(runs, start=1):
        state = state.with_run(number, run)
    return state


def test_it_is_that_of_the_last_run(runs, data_dir, catalogue):
    first, last = add_run(runs, "First"), add_run(runs, "Last", SAYS_SEVEN)
    matrix = last_matrix(done(first, last), data_dir, catalogue)
    assert matrix.class_names == tuple("0123456789")
    assert [sum(row) for row in matrix.counts] == [row[7] for row in matrix.counts], "it says seven to all"
    count = sum(map(sum, matrix.counts))
    assert matrix.about == f"“Last” on the {count:,} test pictures of “MNIST, 5,000 digits”."


def test_a_run_that_was_deleted_has_none_but_the_one_before_it(runs, data_dir, catalogue):
    first, last = add_run(runs, "First", SAYS_SEVEN), add_run(runs, "Last")
    runs.delete(last)
    assert last_matrix(done(first, last), data_dir, catalogue).about.startswith("“First”")
    runs.delete(first)
    assert last_matrix(done(first, last), data_dir, catalogue) is None
    assert last_matrix(LessonState("mine", NOW), data_dir, catalogue) is None


def test_a_report_is_not_refused_for_want_of_one(runs, data_dir, catalogue):
    elsewhere = add_run(runs, "Elsewhere", dataset="mnist")
    assert last_matrix(done(elsewhere), data_dir, catalogue) is None
    damaged = add_run(runs, "Damaged")
    runs.network_path(damaged).write_bytes(b"nothing")
    assert last_matrix(done(damaged), data_dir, catalogue) is None


def test_it_can_be_cancelled(runs, data_dir, catalogue):
    with pytest.raises(CancelledError):
        last_matrix(done(add_run(runs, "One")), data_dir, catalogue, lambda: True)
