"""One mouse move to repainted bars, in the real window, for real handwriting where it is there."""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.screen import SHARED, on_a_screen, quantile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from benchmarks.bare_window import BareCanvas
    from digitpad.ui.drawing.canvas import Canvas

DRAWINGS = 60


def main() -> None:
    """Print the figures."""
    on_a_screen("benchmarks.response")
    from PySide6.QtCore import QEvent, QObject, Qt

    from benchmarks.bare_window import bare_window
    from digitpad.app import create_application, create_window
    from digitpad.ink.stroke import Ink
    from digitpad.replay import bundled_drawings, send_mouse
    from digitpad.ui.drawing.canvas import UNITS

    class Paints(QObject):
        count = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            self.count += event.type() is QEvent.Type.Paint
            return False

    app = create_application(sys.argv[:1])
    inks = [ink for _, ink in bundled_drawings()]
    strokes = SHARED / "pen-strokes.jsonl.gz"
    if strokes.exists():
        with gzip.open(strokes, "rt") as lines:
            rows = [json.loads(line) for _, line in zip(range(DRAWINGS), lines, strict=False)]
        inks = [Ink(tuple(stroke * 2 for stroke in Ink.of(row["strokes"]).strokes)) for row in rows]
    times: list[float] = []
    bare_times: list[float] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        window = create_window(Path(folder))
        window.resize(1280, 800)
        window.show()
        for _ in range(10):
            app.processEvents()
        bare, bare_canvas = bare_window(window.drawing.canvas, window.answer.bars)
        bare.show()

        def draw(canvas: Canvas | BareCanvas, bars: QWidget, ink: Ink, times: list[float]) -> None:
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
                    began = time.perf_counter()
                    send(QEvent.Type.MouseMove, point, none, left)
                    while paints.count == seen:
                        app.processEvents()
                    times.append((time.perf_counter() - began) * 1000)
                send(QEvent.Type.MouseButtonRelease, stroke[-1], left, none)
                app.processEvents()
            bars.removeEventFilter(paints)

        for ink in inks:  # in turn: what else the machine does meets both
            draw(window.drawing.canvas, window.answer.bars, ink, times)
            draw(bare_canvas, bare_canvas.bars, ink, bare_times)
        network = window.workbench.recognizer.network
        bare.close()
        window.close()
    print(f"One mouse move to repainted bars ({len(times)} moves of {len(inks)} drawings, network {network.spec})")
    print(f"  median           {quantile(times, 0.5):5.2f} ms   (under 4)")
    print(f"  99th percentile  {quantile(times, 0.99):5.2f} ms   (under 16)")
    ratio = quantile(times, 0.5) / quantile(bare_times, 0.5)
    print(f"  a bare widget    {quantile(bare_times, 0.5):5.2f} ms   with the same line and ten rectangles, in turn")
    print(f"  ratio            {ratio:5.2f}      (under 2.0)")


if __name__ == "__main__":
    main()
