"""One step of drawing, to be undone and done again."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QUndoCommand

from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QUndoStack

    from digitpad.ink.stroke import Ink


class InkHolder(Protocol):
    """What shows a drawing: the canvas."""

    def show_ink(self, ink: Ink) -> None:
        """Replace the drawing."""


@guarded
class DrawingStep(QUndoCommand):
    """The drawing before and after a step. They share their strokes, so this costs next to nothing."""

    def __init__(self, canvas: InkHolder, what: str, before: Ink, after: Ink) -> None:
        super().__init__(what)
        self._canvas, self._before, self._after = canvas, before, after
        self._forgotten = False

    def redo(self) -> None:
        """Show the drawing after the step; Qt also calls this when the step is made."""
        self._canvas.show_ink(self._after)

    def undo(self) -> None:
        """Show the drawing before the step."""
        self._canvas.show_ink(self._before)
        if self._forgotten:
            self.setObsolete(True)  # before this, Qt would only throw the step away

    def is_newest_of(self, stack: QUndoStack) -> bool:
        """Whether this is what would be undone next."""
        return stack.index() > 0 and stack.command(stack.index() - 1) is self

    def forget(self, stack: QUndoStack) -> None:
        """Undo this step, the newest one, as if it had never been made."""
        self._forgotten = True
        stack.undo()
