"""Does the window stay alive while TensorFlow is loaded and a 3 x 500 network trains?

Two figures for each phase of a run, in the real window: the gap between two turns of the event loop (an 8 ms timer;
8 ms is the ideal), and the time from a mouse move to repainted bars. Each gap is booked to the phase it overlaps most.
"""

import json
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from benchmarks.big_run import fill_form, prepare_folder
from benchmarks.screen import on_a_screen, quantile

TICK_MS = 8
MOVE_EVERY = 4
"""Ticks between two mouse moves: about 30 moves a second, as from a slow hand."""

EPOCHS = 5


def main() -> None:
    """Print the figures."""
    on_a_screen("benchmarks.smoothness")
    from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer

    from digitpad.app import create_application, create_window
    from digitpad.replay import send_mouse, train
    from digitpad.training.progress import Progress

    app = create_application(sys.argv[:1])
    phases: list[tuple[float, str]] = [(time.perf_counter(), "idle")]
    ticks: list[float] = []
    moves: list[tuple[float, float]] = []  # when, how long until the bars were repainted

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        dataset = prepare_folder(Path(folder))
        window = create_window(Path(folder))
        window.resize(1280, 800)
        window.show()
        for _ in range(10):
            app.processEvents()
        canvas = window.drawing.canvas
        pending: list[float] = []

        class Paints(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
                if event.type() is QEvent.Type.Paint and pending:
                    began = pending.pop()
                    QTimer.singleShot(0, lambda: moves.append((began, time.perf_counter() - began)))
                return False

        paints = Paints()
        window.answer.bars.installEventFilter(paints)

        def answered(_recognition: object) -> None:
            """Bars that stay as they are would have been painted in the next turn."""
            if pending:
                QTimer.singleShot(0, lambda began=pending[0]: QTimer.singleShot(0, lambda: unchanged(began)))

        def unchanged(began: float) -> None:
            if pending == [began]:
                pending.clear()
                moves.append((began, time.perf_counter() - began))

        window.workbench.recognizer.recognized.connect(answered)

        def tick() -> None:
            ticks.append(time.perf_counter())
            if len(ticks) % MOVE_EVERY == 0 and not pending:
                pending.append(time.perf_counter())
                side, turn = canvas.width(), len(ticks) // MOVE_EVERY
                place = (side * (0.2 + 0.6 * (turn * 0.037 % 1)), side * (0.2 + 0.6 * (turn * 0.053 % 1)))
                send_mouse(canvas, QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton)
                if turn % 60 == 59:
                    canvas.clear()
                    press((side / 2, side / 2))

        def press(place: tuple[float, float]) -> None:
            left = Qt.MouseButton.LeftButton
            send_mouse(canvas, QEvent.Type.MouseButtonPress, place, left, left)

        def on_progress(progress: Progress) -> None:
            name = progress.phase.name.lower()
            if name != phases[-1][1]:
                phases.append((time.perf_counter(), name))

        press((canvas.width() / 2, canvas.width() / 2))
        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(tick)
        timer.start(TICK_MS)
        idle = QEventLoop()
        QTimer.singleShot(1000, idle.quit)
        idle.exec()
        fill_form(window, dataset, EPOCHS)
        train(window, on_progress)
        timer.stop()
        ended = time.perf_counter()
        for entry in window.workbench.networks.entries:
            window.workbench.networks.discard(entry)
        window.close()
    _report(dataset, phases, ticks, moves, ended)


def _report(
    dataset: str, phases: list[tuple[float, str]], ticks: list[float], moves: list[tuple[float, float]], ended: float
) -> None:
    ends = [began for began, _ in phases[1:]] + [ended]
    spans = [(began, end, name) for (began, name), end in zip(phases, ends, strict=True)]

    def phase_of(start: float, stop: float) -> str:
        return max(spans, key=lambda span: min(stop, span[1]) - max(start, span[0]))[2]

    gaps: dict[str, list[float]] = {}
    for before, after in pairwise(ticks):
        gaps.setdefault(phase_of(before, after), []).append((after - before) * 1000)
    answers: dict[str, list[float]] = {}
    for began, took in moves:
        answers.setdefault(phase_of(began, began + took), []).append(took * 1000)
    print(f"The window while 784-500-500-500-10 trains on {dataset}, ms (99th percentile under 33, never above 100;")
    print("a mouse move to repainted bars, 99th percentile under 50)")
    print(f"{'phase':<12}{'seconds':>8}{'gap p50':>9}{'p99':>8}{'max':>8}   {'move p50':>9}{'p99':>8}{'max':>8}")
    lengths: dict[str, float] = {}
    for began, end, name in spans:
        lengths[name] = lengths.get(name, 0) + end - began
    for name, length in lengths.items():
        row = gaps.get(name, [0.0])
        moved = answers.get(name, [])
        told = "".join(f"{value:8.1f}" for value in (quantile(moved, 0.99), max(moved))) if moved else ""
        median = f"{quantile(moved, 0.5):9.1f}" if moved else ""
        gap = f"{quantile(row, 0.5):9.1f}{quantile(row, 0.99):8.1f}{max(row):8.1f}"
        print(f"{name:<12}{length:8.2f}{gap}   {median}{told}")
    everything = [gap for row in gaps.values() for gap in row]
    all_moves = [took for row in answers.values() for took in row]
    print(json.dumps({"gap_p99": quantile(everything, 0.99), "gap_max": max(everything),
                      "move_p99": quantile(all_moves, 0.99)}))


if __name__ == "__main__":
    main()
