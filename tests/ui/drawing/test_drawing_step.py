"""Steps on an undo stack, and one that is forgotten."""

from PySide6.QtGui import QUndoStack

from digitpad.ink.stroke import Ink
from digitpad.ui.drawing.drawing_step import DrawingStep

FIRST, SECOND = Ink.of([[(1, 1), (2, 2)]]), Ink.of([[(1, 1), (2, 2)], [(3, 3)]])


class Paper:
    """Shows what it is told to show."""

    def __init__(self):
        self.ink = Ink()

    def show_ink(self, ink):
        self.ink = ink


def two_steps():
    paper, stack = Paper(), QUndoStack()
    steps = [DrawingStep(paper, "Draw", Ink(), FIRST), DrawingStep(paper, "Draw", FIRST, SECOND)]
    for step in steps:
        stack.push(step)
    return paper, stack, steps


def test_steps_are_undone_and_done_again(qapp):
    paper, stack, _ = two_steps()
    assert paper.ink is SECOND
    stack.undo()
    assert paper.ink is FIRST
    stack.redo()
    assert paper.ink is SECOND


def test_a_step_that_is_forgotten_cannot_be_done_again(qapp):
    paper, stack, steps = two_steps()
    assert [step.is_newest_of(stack) for step in steps] == [False, True]
    steps.pop().forget(stack)
    assert paper.ink is FIRST
    assert (stack.count(), stack.canRedo()) == (1, False)
    assert steps[0].is_newest_of(stack)
