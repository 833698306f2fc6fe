"""Digitpad's window, telling a file where its parts are and what it says: `python window_tells.py FILE [ARGUMENT ...]`.

Whoever moves the mouse outside reads it; the window itself knows nothing of that.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from digitpad import app
from digitpad.cli import main as cli
from digitpad.ui.main_window import MainWindow

PARTS = ("canvas", "trainButton", "probabilityBars", "predictedDigit", "trainingStatus", "epochsBox")
EVERY_MILLISECONDS = 200

create_window = app.create_window


def tell(window: MainWindow, file: Path) -> None:
    """Write where each part is, in pixels of the screen, and what labels say."""
    facts: dict[str, object] = {"title": window.windowTitle(), "training": window.workbench.is_training}
    for name in PARTS:
        part = window.drawing.canvas if name == "canvas" else window.findChild(QWidget, name)
        if part is not None:
            corner = part.mapToGlobal(QPoint(0, 0))
            ratio = part.devicePixelRatioF()
            screen = part.screen().geometry().topLeft()
            place = [(corner.x() - screen.x()) * ratio, (corner.y() - screen.y()) * ratio,
                     part.width() * ratio, part.height() * ratio]  # fmt: skip
            says = part.text() if isinstance(part, QLabel) else ""
            facts[name] = {"place": place, "says": says, "enabled": part.isEnabled()}
    part_file = file.with_suffix(".part")
    part_file.write_text(json.dumps(facts), encoding="utf-8")
    part_file.replace(file)


def watched(data_dir: Path | None = None, **options: bool) -> MainWindow:
    """The window, with somebody who writes down what it says."""
    window = create_window(data_dir, **options)
    timer = QTimer(window, interval=EVERY_MILLISECONDS)
    timer.timeout.connect(lambda: tell(window, Path(sys.argv[1])))
    timer.start()
    return window


if __name__ == "__main__":
    app.create_window = watched
    sys.exit(cli.main(sys.argv[2:]))
