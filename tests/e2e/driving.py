"""What the drivers have in common: a window lives on while something is waited for."""

import json

from PySide6.QtCore import QElapsedTimer, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabWidget

from digitpad.replay import bundled_drawings
from digitpad.ui.drawing.paper import UNITS

PATIENCE = 120_000
"""Milliseconds that a busy machine may take for any step."""

_LEFT = Qt.MouseButton.LeftButton


def wait(milliseconds):
    # QTest.qWait keeps the interpreter's lock, so that nobody would train meanwhile.
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(condition, what):
    clock = QElapsedTimer()
    clock.start()
    while not condition():
        assert clock.elapsed() < PATIENCE, f"waited too long: {what}"
        wait(5)


def draw(window, label):
    """A digit, with the mouse, which enters at the window."""
    canvas = window.drawing.canvas
    scale = min(canvas.width(), canvas.height()) / UNITS
    no_keys = Qt.KeyboardModifier.NoModifier
    for stroke in dict(bundled_drawings())[label].strokes:
        points = [canvas.mapTo(window, QPoint(round(x * scale), round(y * scale))) for x, y in stroke.tolist()]
        QTest.mousePress(window.windowHandle(), _LEFT, no_keys, points[0])
        for point in points[1:]:
            QTest.mouseMove(window.windowHandle(), point)
        QTest.mouseRelease(window.windowHandle(), _LEFT, no_keys, points[-1])
    wait(50)


def show_page(window, pages, title):
    """Click a tab."""
    tabs = window.findChild(QTabWidget, pages)
    assert tabs is not None
    bar = tabs.tabBar()
    place = next(index for index in range(tabs.count()) if tabs.tabText(index) == title)
    QTest.mouseClick(bar, _LEFT, pos=bar.tabRect(place).center())


def tell(**facts):
    """A line of JSON for the process that drives this one."""
    print(json.dumps(facts), flush=True)  # noqa: T201 - the parent process reads it
