"""The film of a run: what it costs the run, and how soon the bars follow its slider.

The cost four times, with the same plans: the time that is spent on the film in a run against the rest of that run;
runs with a film against runs without one, in turn: the best of each, and the pairs with their spread; and the processor
time of the pairs. The first and the last are judged, since other programs on the machine take little of them. Every run
keeps its row and its checkpoints on disk, as in the window.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

from benchmarks.screen import on_a_screen, quantile

if TYPE_CHECKING:
    from collections.abc import Callable

    from digitpad.data.digits import Dataset
    from digitpad.training.plan import TrainingPlan

PLANS = {
    "784-128-10, batch 32": {"hidden": (128,), "batch_size": 32, "epochs": 20},
    "784-500-500-500-10, batch 100": {"hidden": (500, 500, 500), "batch_size": 100, "epochs": 20},
}
ROUNDS = 9
SLOWER, FOLLOW_MS = 1.03, 50.0
"""Wanted: at most so many times as long, at most so many milliseconds."""

MOVES = 60


class Cost(NamedTuple):
    """Seconds from the first step to the end of the last epoch, those of the film, and those of all processors."""

    whole: float
    film: float
    processors: float


def timed_run(plan: TrainingPlan, dataset: Dataset, folder: Path, has_film: bool) -> Cost:
    """What a run costs."""
    from digitpad.training.engine import Engine
    from digitpad.training.film import FilmRecorder
    from digitpad.training.progress import Phase, Progress
    from digitpad.training.run_recorder import RunRecorder
    from digitpad.training.runs import Runs
    from digitpad.training.trainer import train

    recorder = RunRecorder(Runs(folder), plan, dataset.class_names, "", None, warn=_fail)
    spent = [0.0]
    times: dict[str, float] = {}

    def timed(work: Callable[..., Any]) -> Callable[..., Any]:
        def do(*arguments: object) -> Any:
            began = time.perf_counter()
            result = work(*arguments)
            if "first" in times:
                spent[0] += time.perf_counter() - began
            return result

        return do

    def report(progress: Progress) -> None:
        if progress.phase is Phase.TRAINING:
            recorder.begin()
            if "first" not in times:
                times["first"], times["cpu"] = time.perf_counter(), time.process_time()
        elif progress.phase is Phase.TESTING:
            times["end"], times["cpu"] = time.perf_counter(), time.process_time() - times["cpu"]

    film = FilmRecorder(recorder.keep_frame) if has_film else None
    with (
        mock.patch.object(FilmRecorder, "take", timed(FilmRecorder.take)),
        mock.patch.object(Engine, "half_weights", timed(Engine.half_weights)),
    ):
        outcome = train(plan, dataset, report, save=recorder.keep, film=film)
    recorder.end(outcome)
    return Cost(times["end"] - times["first"], spent[0], times["cpu"])


def _fail(error: Exception) -> None:
    raise error


def costs() -> bool:
    """Print what the film costs; whether it is little enough."""
    from digitpad.training.runtime import load_tensorflow

    load_tensorflow()
    from digitpad.data.catalogue import Catalogue
    from digitpad.data.dataset_info import BUNDLED
    from digitpad.system import assets
    from digitpad.training.plan import TrainingPlan

    dataset = Catalogue(assets.folder()).load(BUNDLED)
    fine = True
    for name, settings in PLANS.items():
        plan = TrainingPlan(**settings)  # type: ignore[arg-type] # of several types
        runs: dict[bool, list[Cost]] = {True: [], False: []}
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            timed_run(plan, dataset, Path(folder), has_film=True)  # compiles
            for number in range(ROUNDS):
                for has_film in (True, False) if number % 2 else (False, True):
                    runs[has_film].append(timed_run(plan, dataset, Path(folder), has_film))
        share = median(cost.whole / (cost.whole - cost.film) for cost in runs[True])
        ratio = min(runs[True]).whole / min(runs[False]).whole
        pairs = list(zip(runs[True], runs[False], strict=True))
        wall = [film.whole / none.whole for film, none in pairs]
        processors = [film.processors / none.processors for film, none in pairs]
        fine = fine and max(share, median(processors)) <= SLOWER
        print(f"{name}, {plan.epochs} epochs of the included digits, {min(runs[False]).whole:.2f} s")
        print(f"  with the film over without it, in one run   {share:.4f}   (at most {SLOWER}; median of {ROUNDS})")
        print(f"  best run with over best run without         {ratio:.4f}")
        print(f"  pairs, with over without                    {_spread(wall)}")
        print(f"  their processor time                        {_spread(processors)}, at most {SLOWER}", flush=True)
    return fine


def _spread(values: list[float]) -> str:
    return f"{median(values):.4f}   (half of them {quantile(values, 0.25):.3f} to {quantile(values, 0.75):.3f})"


def follows() -> bool:
    """Print how soon the bars and the page Inside follow the slider; whether that is soon enough."""
    from PySide6.QtCore import QEvent, QObject, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QSlider, QWidget

    from digitpad.app import create_application, create_window
    from digitpad.replay import bundled_drawings, draw, train

    class Paints(QObject):
        network: object = None  # in use at the last paint

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() is QEvent.Type.Paint:
                self.network = window.workbench.recognizer.network
            return False

    create_application(sys.argv[:1])
    fine = True
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        window = create_window(Path(folder))
        window.resize(1280, 800)
        window.show()
        QApplication.processEvents()
        draw(window.drawing.canvas, dict(bundled_drawings())["7"])
        form = window.pages.training.form
        form.hidden.setText("500, 500, 500")
        form.batch_size.setValue(100)
        form.epochs.setValue(3)
        train(window)
        slider = window.findChild(QSlider, "filmSlider")
        inside = window.findChild(QWidget, "networkView")
        assert isinstance(slider, QSlider)
        assert isinstance(inside, QWidget)

        def live() -> None:
            QApplication.processEvents()
            time.sleep(0.0005)  # what is waited for costs no processor time

        def follow(watched: QWidget, move: Callable[[], None]) -> tuple[list[float], list[float]]:
            """Milliseconds from each move to the first paint with the network of that moment: by the clock, of work."""
            paints, times, work = Paints(), [], []
            watched.installEventFilter(paints)
            for _ in range(MOVES):
                paints.network = before = window.workbench.recognizer.network
                began, worked = time.perf_counter(), time.process_time()
                move()  # a moment that is ready may be painted before this comes back
                while paints.network is before:
                    live()
                times.append(1000 * (time.perf_counter() - began))
                work.append(1000 * (time.process_time() - worked))
                quiet = time.perf_counter() + 0.1
                while time.perf_counter() < quiet:
                    live()
            watched.removeEventFilter(paints)
            return times, work

        # The newest network is that of the last moment but for rounding: nothing has to be painted between the two.
        last = slider.maximum() - 1

        def press() -> None:
            slider.setFocus()
            QTest.keyClick(slider, Qt.Key.Key_Home if slider.value() >= last else Qt.Key.Key_Right)

        def step() -> None:
            slider.setValue(0 if slider.value() >= last else slider.value() + 1)

        print(f"A move of the slider, {slider.maximum() + 1} moments of 784-500-500-500-10")
        for name, page, watched, move in (
            ("a key to repainted bars", "training", window.answer.bars, press),
            ("a move to the repainted page Inside", "inside", inside, step),
        ):
            window.show_page(page)
            times, work = follow(watched, move)
            fine = fine and quantile(times, 0.99) <= FOLLOW_MS
            print(f"  {name:<38} median {median(times):5.1f} ms, 99th percentile {quantile(times, 0.99):5.1f} ms "
                  f"(at most {FOLLOW_MS:.0f}); processor time {median(work):5.1f} ms, at most {max(work):5.1f} ms")
        for entry in window.workbench.networks.entries:
            window.workbench.networks.discard(entry)
        window.close()
    return fine


def main() -> int:
    """Print the figures; exit code 1 if one is not what is wanted."""
    on_a_screen("benchmarks.film")
    return 0 if all([costs(), follows()]) else 1


if __name__ == "__main__":
    sys.exit(main())
