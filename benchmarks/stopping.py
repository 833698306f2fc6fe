"""How long after a click on Stop does the page say that the run is over, wherever the run was?

In the real window; Stop is pressed as soon as the page shows a phase. An import or a compiler cannot be interrupted:
there the page lets the thread go, and what counts is that it says so.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.big_run import fill_form, prepare_folder
from benchmarks.screen import on_a_screen, process_events

ROUNDS = 3
"""Stops in each phase, the longest of which counts; TensorFlow is imported only once in a process."""

PATIENCE = 120.0


def main() -> None:
    """Print the figures."""
    on_a_screen("benchmarks.stopping")
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from digitpad.app import create_application, create_window
    from digitpad.training.progress import Phase, Progress

    create_application(sys.argv[:1])
    phases = (Phase.IMPORTING, Phase.PREPARING, Phase.COMPILING, Phase.TRAINING, Phase.PAUSED, Phase.VALIDATING,
              Phase.TESTING)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        dataset = prepare_folder(Path(folder))
        window = create_window(Path(folder))
        window.resize(1280, 800)
        window.show()
        process_events(500)
        page, session = window.pages.training, window.workbench.session
        fill_form(window, dataset, epochs=1)

        def stop_in(phase: Phase) -> float:
            """Train, press Stop when the page shows this phase; milliseconds until it says that the run is over."""
            pressed: list[float] = []
            said: list[float] = []

            def look(progress: Progress) -> None:
                if phase is Phase.PAUSED and progress.phase is Phase.TRAINING:
                    page.bar.pause_button.click()
                if progress.phase is phase and not pressed:
                    pressed.append(time.perf_counter())
                    QTest.mouseClick(page.bar.stop_button, Qt.MouseButton.LeftButton)

            def over() -> None:
                said.append(time.perf_counter())

            connections = ((session.progressed, look), (session.ended, over), (session.gave_up, over))
            for signal, slot in connections:
                signal.connect(slot)
            page.bar.train_button.click()
            limit = time.perf_counter() + PATIENCE
            while session.is_running or not session.wait(0):  # also until a thread that was let go has ended
                process_events(5)
                if time.perf_counter() > limit:
                    sys.exit(f"No end of the run after {PATIENCE:.0f} s.")
                if not session.is_running and not said:
                    sys.exit("The run ended without a word.")
            for signal, slot in connections:
                signal.disconnect(slot)
            if not pressed:
                sys.exit(f"The run never showed “{phase.name.lower()}”.")
            return (said[0] - pressed[0]) * 1000

        print(f"Stop while 784-500-500-500-10 trains on {dataset}, ms from the click to the page saying so (under 200)")
        longest: dict[str, float] = {}
        for phase in phases:
            took = [stop_in(phase) for _ in range(1 if phase is Phase.IMPORTING else ROUNDS)]
            longest[phase.name.lower()] = max(took)
            print(f"{phase.name.lower():<12}{''.join(f'{each:8.1f}' for each in took)}", flush=True)
        for entry in window.workbench.networks.entries:
            window.workbench.networks.discard(entry)
        window.close()
    print(json.dumps({"stop_max": max(longest.values())}))


if __name__ == "__main__":
    main()
