"""Somebody keeps a drawing, in a process of its own: `python samples_driver.py keep|look DATA_DIR`; JSON comes out."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabWidget

from digitpad.app import create_application, create_window
from digitpad.replay import bundled_drawings
from digitpad.ui.canvas import UNITS
from digitpad.ui.main_window import MainWindow

PATIENCE = 120_000
LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def wait_until(condition: Callable[[], bool], what: str) -> None:
    clock = QElapsedTimer()
    clock.start()
    while not condition():
        assert clock.elapsed() < PATIENCE, f"waited too long: {what}"
        QTest.qWait(5)


def tell(**facts: object) -> None:
    print(json.dumps(facts), flush=True)  # noqa: T201 - the parent process reads it


def draw(window: MainWindow, label: str) -> None:
    """With the mouse, which enters at the window."""
    canvas = window.pad.canvas
    scale = min(canvas.width(), canvas.height()) / UNITS
    for stroke in dict(bundled_drawings())[label].strokes:
        points = [canvas.mapTo(window, QPoint(round(x * scale), round(y * scale))) for x, y in stroke.tolist()]
        QTest.mousePress(window.windowHandle(), LEFT, NO_KEYS, points[0])
        for point in points[1:]:
            QTest.mouseMove(window.windowHandle(), point)
        QTest.mouseRelease(window.windowHandle(), LEFT, NO_KEYS, points[-1])
    QTest.qWait(50)


def show_gallery(window: MainWindow) -> None:
    """Click the tab of the page, and then that of the gallery."""
    for tabs, title in ((window.findChild(QTabWidget, "pages"), "Samples"),
                        (window.findChild(QTabWidget, "samplesPages"), "Gallery")):
        assert tabs is not None
        place = next(index for index in range(tabs.count()) if tabs.tabText(index) == title)
        QTest.mouseClick(tabs.tabBar(), LEFT, pos=tabs.tabBar().tabRect(place).center())
    model = window.samples.gallery.model
    wait_until(lambda: model.rowCount() == 1, "the sample in the gallery")
    wait_until(lambda: not window.desk.busy, "the end of all work")
    image = model.image(0)
    tell(shown=model.index(0).data(), bytes=bytes(image.constBits()).hex(), note=window.desk.note)


def keep(window: MainWindow) -> None:
    """Draw, press 7, see it in the gallery, then stay until somebody kills the process."""
    draw(window, "7")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_7)
    show_gallery(window)
    QTest.qWait(PATIENCE)


def main() -> None:
    app = create_application(["digitpad"])
    window = create_window(Path(sys.argv[2]))
    window.resize(1024, 600)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    {"keep": keep, "look": show_gallery}[sys.argv[1]](window)
    window.close()
    app.processEvents()


if __name__ == "__main__":
    main()
