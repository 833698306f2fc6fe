"""A screen to measure on: the one there is, or Xvfb."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"


def on_a_screen(module: str) -> None:
    """Go on if there is a screen; otherwise run the module again under Xvfb and leave with its exit code."""
    if sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return
    if shutil.which("xvfb-run") is None:
        sys.exit("There is no screen and no Xvfb. Install it with: sudo apt-get install xvfb")
    command = ["xvfb-run", "-a", "-s", "-screen 0 1920x1200x24 -noreset", sys.executable, "-m", module, *sys.argv[1:]]
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    sys.exit(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode)


def quantile(values: list[float], share: float) -> float:
    """The value that the given share of the others does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def process_events(milliseconds: int) -> None:
    """Let the window live for a while, as `exec` does.

    QTest.qWait, which would do, keeps the interpreter's lock meanwhile: a training thread then waits 5 ms for every
    turn that it gets (PySide6 6.11).
    """
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
