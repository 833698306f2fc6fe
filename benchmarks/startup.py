"""Process start to first painted window with a network loaded and able to answer.

Compared with a script that imports NumPy, h5py and QtWidgets and shows an empty window; the two take turns, each in a
fresh process, and the medians are compared.
"""

import os
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path
from statistics import median

from benchmarks.screen import on_a_screen

ROUNDS = 9

_FIRST_PAINT = """
class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            # After this paint has reached the screen.
            QTimer.singleShot(0, lambda: (print(time.monotonic(), flush=True), os._exit(0)))
        return False
watcher = FirstPaint()
"""

EMPTY = f"""
import os, sys, time
import numpy, h5py
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
{_FIRST_PAINT}
app = QApplication(sys.argv)
window = QWidget()
window.resize(1100, 680)
window.installEventFilter(watcher)
window.show()
app.exec()
"""

DIGITPAD = f"""
import os, sys, time
from pathlib import Path
from digitpad.system import collector
with collector.at_rest():  # all this as digitpad.cli.main and digitpad.app.run do
    from digitpad.app import create_application, create_window
    from PySide6.QtCore import QEvent, QObject, QTimer
{textwrap.indent(_FIRST_PAINT, "    ")}
    app = create_application(sys.argv[:1])
    window = create_window(Path(sys.argv[1]), pages_at_once=False)
    window.installEventFilter(watcher)
    assert window.workbench.recognizer.network.spec.parameter_count > 0
    window.show()
app.exec()
"""


def seconds_to_first_paint(script: str, folder: Path) -> float:
    """Run a script in a fresh process; the seconds from its start to its first painted window."""
    # Compiled once, as an installed program is, even where Python is told not to keep what it compiles.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    command = [sys.executable, "-c", script, str(folder / "data")]
    began = time.monotonic()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout) - began


def main() -> None:
    """Print the figures."""
    on_a_screen("benchmarks.startup")
    ours: list[float] = []
    empty: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS + 1):
            empty.append(seconds_to_first_paint(EMPTY, Path(folder)))
            ours.append(seconds_to_first_paint(DIGITPAD, Path(folder)))
    # The first round compiles and fills the disk cache.
    baseline, digitpad = median(empty[1:]), median(ours[1:])
    print("Start-up, process start to first painted window (median of", ROUNDS, "rounds)")
    print(f"  NumPy, h5py, QtWidgets and an empty window  {baseline * 1000:6.0f} ms")
    print(f"  Digitpad with its network loaded            {digitpad * 1000:6.0f} ms")
    print(f"  ratio                                       {digitpad / baseline:6.2f}   (at most 1.5)")


if __name__ == "__main__":
    main()
