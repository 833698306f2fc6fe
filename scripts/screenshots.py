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
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QScrollArea, QSlider

from digitpad.app import create_application, create_window
from digitpad.ink.stroke import Ink
from digitpad.replay import bundled_drawings, draw, train
from digitpad.training.plan import GENTLE
from digitpad.training.progress import Phase, Progress
from digitpad.ui.main_window import MainWindow
from digitpad.ui.training.training_session import TrainingSession

Shoot = Callable[[str], None]

ROOT = Path(__file__).resolve().parent.parent
STROKES = ROOT.parent / "shared" / "data" / "pen-strokes.jsonl.gz"
SIZES = ((1024, 600), (1600, 1000))


def main() -> int:
    """Start again under Xvfb if there is no screen, then take the pictures."""
    if sys.platform == "linux" and "DIGITPAD_SCREENSHOTS" not in os.environ:
        if shutil.which("xvfb-run") is None:
            print("Xvfb is missing. Install it with: sudo apt-get install xvfb", file=sys.stderr)
            return 1
        screen = "-screen 0 1920x1200x24 -noreset"
        command = ["xvfb-run", "-a", "-s", screen, sys.executable, "-m", "scripts.screenshots"]
        return subprocess.run(command, env=os.environ | {"DIGITPAD_SCREENSHOTS": "1"}, check=False).returncode
    take(ROOT / "screenshots")
    return 0


def take(folder: Path) -> None:
    """All pictures, into a folder."""
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

    def wait(seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            app.processEvents()

    for appearance in ("light", "dark"):
        for width, height in SIZES:
            with TemporaryDirectory(ignore_cleanup_errors=True) as data:
                window = create_window(Path(data))
                window.show()
                window.resize(width, height)
                window.workbench.settings.appearance = appearance
                shoot = partial(_shoot, picture, window, f"{appearance}-{width}x{height}")
                form, page, tabs = window.pages.training.form, window.pages.training, window.tabs
                session = window.workbench.session
                shoot("empty")
                draw(window.drawing.canvas, ink(3))
                shoot("drawn")
                form.hidden.setText("500, five hundred")
                shoot("wrong-layers")
                form.hidden.setText("500, 500, 500")
                form.dataset.box.setCurrentIndex(1)
                shoot("missing-dataset")
                form.dataset.box.setCurrentIndex(0)
                form.epochs.setValue(6)
                seen: set[object] = set()

                def at_each_phase(progress: Progress, seen: set[object] = seen, shoot: Shoot = shoot,
                                  session: TrainingSession = session) -> None:
                    if progress.phase not in seen and not (progress.phase is Phase.TRAINING and progress.epoch < 4):
                        seen.add(progress.phase)
                        shoot(progress.phase.name.lower())
                        if progress.phase is Phase.TRAINING:
                            session.pause_or_resume()
                            wait(0.3)
                            shoot("paused")
                            session.pause_or_resume()

                train(window, at_each_phase)
                shoot("finished")
                slider = page.findChild(QSlider, "filmSlider")
                assert slider is not None
                slider.setValue(slider.maximum() // 2)
                wait(0.5)
                shoot("film")
                slider.setValue(slider.maximum())
                form.learning_rate.setValue(0.1)
                train(window)
                wait(1)
                shoot("hint")
                form.learning_rate.setValue(0.001)
                form.optimizer.setCurrentIndex(1)
                train(window, partial(_stop_in_epoch, session, 3))
                shoot("stopped")
                form.learning_rate.setValue(10)
                with suppress(RuntimeError):
                    train(window)
                shoot("failed")
                form.learning_rate.setValue(0.001)
                form._more.setChecked(True)
                scroll = page.findChild(QScrollArea)
                assert scroll is not None
                settle()
                scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum() // 2)
                shoot("more-settings")
                form.augmentation.set_augmentation(GENTLE)
                form.augmentation._show.click()
                wait(2)
                settle()
                scroll.ensureWidgetVisible(form.augmentation._gallery)
                shoot("augmentation")
                form._more.setChecked(False)
                for index in range(1, tabs.count()):
                    tabs.setCurrentIndex(index)
                    wait(1)
                    if tabs.widget(index) is window.pages.runs:
                        window.pages.runs.table.selectAll()
                        wait(1)
                    shoot((tabs.tabText(index) or tabs.tabToolTip(index)).lower())
                _inside(window, shoot, wait)
                tabs.setCurrentIndex(0)
                form.dataset.box.setCurrentIndex(2)
                form.hidden.setText("128")
                form.optimizer.setCurrentIndex(0)
                train(window)
                shoot("clothes")
                window.workbench.settings.zoom = 200
                shoot("large-text")
                window.workbench.settings.zoom = 100
                window.show_projector()
                shoot("projector")
                window.show_projector()
                for entry in window.workbench.networks.entries:
                    window.workbench.networks.discard(entry)
                window.close()
                settle()


def _inside(window: MainWindow, shoot: Shoot, wait: Callable[[float], None]) -> None:
    """A neuron of the page Inside, screen by screen, with the network under the bars."""
    from digitpad.ui.inside.inside_look import Neuron

    window.menus.network_strip.setChecked(True)
    window.pages.show_neuron(Neuron(0, 11))
    wait(2)
    scroll = window.pages.inside.findChild(QScrollArea)
    assert scroll is not None
    bar = scroll.verticalScrollBar()
    for part in range(1 + bar.maximum() // max(1, bar.pageStep())):
        bar.setValue(part * bar.pageStep())
        shoot(f"inside-{part}")
    window.menus.network_strip.setChecked(False)


def _stop_in_epoch(session: TrainingSession, epoch: int, progress: Progress) -> None:
    if progress.epoch >= epoch:
        session.stop()


def _shoot(picture: Callable[[MainWindow, str], None], window: MainWindow, suffix: str, what: str) -> None:
    picture(window, f"{what}-{suffix}")


if __name__ == "__main__":
    sys.exit(main())
