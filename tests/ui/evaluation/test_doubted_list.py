"""The list is read and written in the background, and belongs to the set that is shown."""

import pytest
from helpers.evaluations import picture_set

from digitpad.evaluation.doubted_labels import NAME, read_doubts
from digitpad.ui.evaluation.doubted_list import DoubtedList

ONE, OTHER = picture_set([0, 1, 2, 3], title="One"), picture_set([0, 1, 2], title="Other")


@pytest.fixture
def doubts(data_dir, jobs, sleeper):
    return DoubtedList(data_dir, jobs, sleeper)


def test_a_picture_is_put_on_the_list_and_taken_off(doubts, data_dir, jobs, qtbot):
    doubts.change(1, True)  # of no set
    doubts.set_pictures(ONE)
    doubts.change(2, True)
    doubts.change(0, True)
    qtbot.waitUntil(lambda: doubts.numbers == {0, 2})
    assert read_doubts(data_dir, "one") == {ONE.key(0), ONE.key(2)}
    doubts.change(2, False)
    qtbot.waitUntil(lambda: doubts.numbers == {0})
    doubts.set_pictures(OTHER)
    assert doubts.numbers == frozenset()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert doubts.numbers == frozenset()
    doubts.set_pictures(ONE)
    qtbot.waitUntil(lambda: doubts.numbers == {0})


def test_a_list_that_cannot_be_read_is_said_to_be_so_and_stays(doubts, data_dir, jobs, qtbot):
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / NAME).write_bytes(b"?")
    said = []
    doubts.failed.connect(said.append)
    doubts.set_pictures(ONE)
    doubts.change(1, True)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert "is damaged" in said[1]
    assert ((data_dir / NAME).read_bytes(), doubts.numbers) == (b"?", frozenset())
