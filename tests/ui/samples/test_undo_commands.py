"""Changes of the collection that are undone and done again, in order."""

import pytest
from helpers.samples import fill, stored_beside
from PySide6.QtGui import QUndoStack

from digitpad.errors import DigitpadError
from digitpad.samples.collection import SampleCollection
from digitpad.ui.samples.undo_commands import DeleteCommand, RelabelCommand


@pytest.fixture
def stack(qapp):
    return QUndoStack()


@pytest.fixture
def before(data_dir):
    """Ten samples, one of each digit."""
    fill(data_dir, 10)
    return stored_beside(data_dir)


def done(desk, qtbot):
    """What is on the disk when everything is done."""
    qtbot.waitUntil(lambda: not desk.busy)
    return stored_beside(desk.data_dir)


def test_each_sample_gets_its_own_label_back(desk, stack, before, qtbot):
    chosen = (before[1].id, before[8].id)
    stack.push(RelabelCommand(chosen, 4, "4", desk, pytest.fail))
    assert [each.label for each in done(desk, qtbot)] == [0, 4, 2, 3, 4, 5, 6, 7, 4, 9]
    assert stack.undoText() == "This is a 4"
    stack.undo()
    assert done(desk, qtbot) == before
    stack.redo()
    assert [each.label for each in done(desk, qtbot)] == [0, 4, 2, 3, 4, 5, 6, 7, 4, 9]


def test_what_was_deleted_comes_back_where_it_was_again_and_again(desk, stack, before, qtbot):
    stack.push(DeleteCommand((before[3].id, before[0].id), desk, pytest.fail))
    for _ in range(2):
        assert done(desk, qtbot) == [*before[1:3], *before[4:]]
        stack.undo()
        assert done(desk, qtbot) == before
        stack.redo()


def test_steps_that_are_faster_than_the_disk_are_done_in_order(desk, stack, before, qtbot):
    stack.push(RelabelCommand((before[1].id,), 4, "4", desk, pytest.fail))
    stack.push(RelabelCommand((before[1].id,), 7, "7", desk, pytest.fail))
    stack.push(DeleteCommand((before[1].id,), desk, pytest.fail))
    stack.undo()
    stack.undo()
    assert [each.label for each in done(desk, qtbot)][:3] == [0, 4, 2]
    stack.undo()
    assert done(desk, qtbot) == before


def test_a_deletion_that_failed_brings_nothing_back(desk, stack, before, qtbot, monkeypatch):
    def refuse(samples, ids):
        raise DigitpadError("The disk is full.")

    failed = []
    monkeypatch.setattr(SampleCollection, "delete", refuse)
    stack.push(DeleteCommand((before[1].id,), desk, failed.append))
    stack.undo()
    assert done(desk, qtbot) == before
    assert failed == ["The disk is full."]
