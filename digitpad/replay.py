"""Drive the real window off screen with mouse events, for the demo, the self-test and benchmarks."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from digitpad.app import create_application, create_window, quiet_qt
from digitpad.bundled_network import bundled_drawings as bundled_drawings
from digitpad.ink.stroke import Ink
from digitpad.system.display import go_off_screen
from digitpad.training.progress import Outcome, Progress
from digitpad.ui.answer.recognizer import Recognition
from digitpad.ui.drawing.canvas import Canvas
from digitpad.ui.drawing.paper import UNITS
from digitpad.ui.main_window import MainWindow

_TRAINING_LIMIT = 600.0
"""Seconds after which a short run counts as hung."""


@contextmanager
def off_screen_window() -> Iterator[MainWindow]:
    """The main window without a screen, with a data folder of its own that is gone afterwards."""
    go_off_screen()
    quiet_qt()
    app = create_application(sys.argv[:1])
    with TemporaryDirectory(prefix="digitpad-", ignore_cleanup_errors=True) as folder:
        window = create_window(Path(folder))
        window.resize(1280, 800)
        window.show()
        app.processEvents()
        try:
            yield window
        finally:
            for entry in window.workbench.networks.entries:
                window.workbench.networks.discard(entry)
            window.close()
            app.processEvents()


def draw(canvas: Canvas, ink: Ink) -> None:
    """Draw with the left mouse button, point by point."""
    scale = min(canvas.width(), canvas.height()) / UNITS

    def send(kind: QEvent.Type, place: tuple[float, float], button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        send_mouse(canvas, kind, place, button, held)
        QCoreApplication.processEvents()

    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for stroke in ink.strokes:
        points = [(float(x) * scale, float(y) * scale) for x, y in stroke]
        send(QEvent.Type.MouseButtonPress, points[0], left, left)
        for point in points[1:]:
            send(QEvent.Type.MouseMove, point, none, left)
        send(QEvent.Type.MouseButtonRelease, points[-1], left, none)


def send_mouse(
    canvas: QWidget, kind: QEvent.Type, place: tuple[float, float], button: Qt.MouseButton, held: Qt.MouseButton
) -> None:
    """Send one mouse event to the canvas, at a place in its pixels."""
    local = QPointF(*place)
    there = QPointF(canvas.mapToGlobal(local))
    QCoreApplication.sendEvent(canvas, QMouseEvent(kind, local, there, button, held, Qt.KeyboardModifier.NoModifier))


def answer_to(window: MainWindow, ink: Ink) -> Recognition:
    """Clear the canvas, draw, and wait for what the bars say."""
    answers: list[Recognition] = []
    window.drawing.canvas.clear()
    window.workbench.recognizer.recognized.connect(answers.append)
    try:
        draw(window.drawing.canvas, ink)
        while not answers:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    finally:
        window.workbench.recognizer.recognized.disconnect(answers.append)
    return answers[-1]


def train(window: MainWindow, on_progress: Callable[[Progress], None] = lambda _: None) -> Outcome:
    """Press Train and wait for the end of the run.

    Raises:
        RuntimeError: there was no network at the end.
    """
    loop = QEventLoop()
    outcomes: list[Outcome] = []
    bar, session = window.pages.training.bar, window.workbench.session
    limit = QTimer(singleShot=True, interval=round(_TRAINING_LIMIT * 1000))
    connections = (
        (session.progressed, on_progress), (session.ended, outcomes.append), (session.ended, loop.quit),
        (session.gave_up, loop.quit), (limit.timeout, loop.quit),
    )
    for signal, slot in connections:
        signal.connect(slot)
    limit.start()
    try:
        bar.train_button.click()
        if session.is_running:
            loop.exec()
    finally:
        for signal, slot in connections:
            signal.disconnect(slot)
    if not outcomes:
        raise RuntimeError(f"training did not end with a network: {bar.status_label.text()}")
    return outcomes[0]
