"""Draw with the mouse in a window and take the time of every move, until the bars have been repainted."""

from __future__ import annotations

import gzip
import json
import time
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.screen import SHARED

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QApplication, QWidget

    from benchmarks.bare_window import BareCanvas
    from digitpad.ink.stroke import Ink
    from digitpad.ui.drawing.canvas import Canvas


class Move(NamedTuple):
    """One move of the mouse, in milliseconds.

    Attributes:
        wall: from the mouse to repainted bars.
        own: what the window's thread computed meanwhile; other programs cannot make that longer.
    """

    wall: float
    own: float


def handwriting(most: int) -> list[Ink]:
    """Real drawings where they are there, and the bundled ones where they are not."""
    from digitpad.ink.stroke import Ink
    from digitpad.replay import bundled_drawings

    strokes = SHARED / "pen-strokes.jsonl.gz"
    if not strokes.exists():
        return [ink for _, ink in bundled_drawings()]
    with gzip.open(strokes, "rt") as lines:
        rows = [json.loads(line) for _, line in zip(range(most), lines, strict=False)]
    # The tablet's field is 500 wide, the canvas 1000.
    return [Ink(tuple(stroke * 2 for stroke in Ink.of(row["strokes"]).strokes)) for row in rows]


def time_moves(
    app: QApplication, canvas: Canvas | BareCanvas, bars: QWidget, ink: Ink, answered: SignalInstance | None = None
) -> list[Move]:
    """Clear the canvas and draw; how long each move took.

    Args:
        app: turns its event loop.
        canvas: is drawn on.
        bars: are waited for.
        ink: in units of the canvas.
        answered: tells of a new answer; one that looks like the answer before leaves the bars as they are, and then
            the turn of the event loop after it is waited for, in which they would have been painted.
    """
    from PySide6.QtCore import QEvent, QObject, Qt

    from digitpad.replay import send_mouse
    from digitpad.ui.drawing.paper import UNITS

    class Paints(QObject):
        count = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            self.count += event.type() is QEvent.Type.Paint
            return False

    moves: list[Move] = []
    answers: list[object] = []
    if answered is not None:
        answered.connect(answers.append)
    scale = canvas.width() / UNITS
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    paints = Paints()
    bars.installEventFilter(paints)

    def send(kind: QEvent.Type, point: Any, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        send_mouse(canvas, kind, (point[0] * scale, point[1] * scale), button, held)

    canvas.clear()
    app.processEvents()
    for stroke in ink.strokes:
        send(QEvent.Type.MouseButtonPress, stroke[0], left, left)
        app.processEvents()
        for before, point in pairwise(stroke):
            if (before == point).all():
                continue
            seen = paints.count
            answers.clear()
            began, computed = time.perf_counter(), time.thread_time()
            send(QEvent.Type.MouseMove, point, none, left)
            while paints.count == seen:
                has_answer = bool(answers)
                app.processEvents()
                if has_answer:
                    break
            moves.append(Move((time.perf_counter() - began) * 1000, (time.thread_time() - computed) * 1000))
        send(QEvent.Type.MouseButtonRelease, stroke[-1], left, none)
        app.processEvents()
    bars.removeEventFilter(paints)
    if answered is not None:
        answered.disconnect(answers.append)
    return moves
