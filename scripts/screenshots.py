"""`make screenshots`: the real window under Xvfb, every page, light and dark, at two sizes, as PNG files.

Digits of `../shared/data/pen-strokes.jsonl.gz` are replayed on the canvas where that file is there, and the bundled
drawings where it is not.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
STROKES = ROOT.parent / "shared" / "data" / "pen-strokes.jsonl.gz"
SIZES = ((1024, 600), (1600, 1000))


def main() -> int:
    """Start again under Xvfb if there is no screen, then take the pictures."""
    if sys.platform == "linux" and "DIGITPAD_SCREENSHOTS" not in os.environ:
        if shutil.which("xvfb-run") is None:
            print("Xvfb is missing. Install it with: sudo apt-get install xvfb", file=sys.stderr)
            return 1
        command = ["xvfb-run", "-a", "-s", "-screen 0 1920x1200x24", sys.executable, "-m", "scripts.screenshots"]
        return subprocess.run(command, env=os.environ | {"DIGITPAD_SCREENSHOTS": "1"}, check=False).returncode
    take(ROOT / "screenshots")
    return 0


def take(folder: Path) -> None:
    """All pictures, into a folder."""
    from digitpad.app import create_application, create_window
    from digitpad.ink.stroke import Ink
    from digitpad.replay import bundled_drawings, draw, train
    from digitpad.ui.main_window import MainWindow

    app = create_application(["digitpad"])
    folder.mkdir(exist_ok=True)

    def ink(label: int) -> Ink:
        if not STROKES.exists():
            return dict(bundled_drawings())[str(label)]
        with gzip.open(STROKES, "rt") as lines:
            row = next(row for row in map(json.loads, lines) if row["label"] == label)
        # The tablet's field is 500 wide, the canvas 1000.
        return Ink(tuple(stroke * 2 for stroke in Ink.of(row["strokes"]).strokes))

    def settle() -> None:
        for _ in range(5):
            app.processEvents()

    def picture(window: MainWindow, name: str) -> None:
        settle()
        window.grab().save(str(folder / f"{name}.png"))
        print(f"screenshots/{name}.png")

    for appearance in ("light", "dark"):
        for width, height in SIZES:
            with TemporaryDirectory(ignore_cleanup_errors=True) as data:
                window = create_window(Path(data))
                window.show()
                window.resize(width, height)
                window._settings.appearance = appearance
                settle()

                def named(what: str, suffix: str = f"{appearance}-{width}x{height}") -> str:
                    return f"{what}-{suffix}"

                picture(window, named("empty"))
                draw(window.pad.canvas, ink(3))
                picture(window, named("drawn"))
                window.training.form.hidden.setText("500, five hundred")
                picture(window, named("wrong-layers"))
                window.training.form.hidden.setText("500, 500, 500")
                window.training.form.dataset.box.setCurrentIndex(1)
                picture(window, named("missing-dataset"))
                window.training.form.dataset.box.setCurrentIndex(0)
                window.training.form.epochs.setValue(6)
                middle = _at_epoch(4, partial(picture, window, named("training")))
                train(window, middle)
                picture(window, named("trained"))
                tabs = window._pages
                for index in range(1, tabs.count()):
                    tabs.setCurrentIndex(index)
                    picture(window, named(tabs.tabText(index).lower()))
                window._settings.zoom = 200
                tabs.setCurrentIndex(0)
                picture(window, named("large-text"))
                window._settings.zoom = 100
                window._show_alone()
                picture(window, named("alone"))
                window._show_alone()
                for entry in window.document.unsaved:
                    window.document.discard(entry)
                window.close()
                settle()


def _at_epoch(epoch: int, action: Callable[[], None]) -> Callable[[object], None]:
    """Do something once, when a run has reached an epoch."""
    done: list[bool] = []

    def look(progress: object) -> None:
        if not done and getattr(progress, "epoch", 0) >= epoch:
            done.append(True)
            action()

    return look


if __name__ == "__main__":
    sys.exit(main())
