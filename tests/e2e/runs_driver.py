"""Runs in a window of their own process, off screen: `python runs_driver.py STEP DATA_DIR`. Prints JSON lines.

The plan is long enough to be interrupted and short enough to be waited for.
"""

import hashlib
import sys
from pathlib import Path

from driving import PATIENCE, tell, wait, wait_until
from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QPushButton

from digitpad.app import create_application, create_window
from digitpad.training.progress import Phase
from digitpad.training.runs import Runs

EPOCHS = 30


def press(window, name):
    button = window.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled(), f"{name} is disabled"
    button.click()


def settings(window):
    form = window.pages.training.form
    form.epochs.setValue(EPOCHS)
    form.dropout.setValue(0.2)
    form.validation_share.setValue(0.2)


def weights(window):
    network = window.workbench.networks.current.network
    return hashlib.sha256(b"".join(array.tobytes() for array in network.weights)).hexdigest()


def finish(window):
    wait_until(lambda: not window.workbench.session.is_running, "the end of the run")
    tell(status=window.pages.training.bar.status_label.text(), weights=weights(window),
         modified=window.isWindowModified(), title=window.windowTitle())


def uninterrupted(window, runs):
    settings(window)
    press(window, "trainButton")
    finish(window)


def interrupted(window, runs):
    """Says when two epochs are kept, and trains no further than into the third, until somebody kills the process."""
    settings(window)
    press(window, "trainButton")
    control = window.workbench.session.control
    keep = Runs.checkpoint

    def keep_two(kept, run, checkpoint):
        if len(checkpoint.history) == 2:
            control.pause()  # in the run's own thread: however busy this machine is, there is no fourth epoch
        return keep(kept, run, checkpoint)

    Runs.checkpoint = keep_two
    wait_until(lambda: any(len(run.history) == 2 for run in runs.list()), "the checkpoint")
    tell(ready=True)
    wait(PATIENCE)


def continued(window, runs):
    wait_until(lambda: window.pages.training.banner.isVisible(), "the offer to go on")
    press(window, "continueButton")
    finish(window)
    tell(rows=[(run.state, len(run.history)) for run in runs.list()])


def reins(window, runs):
    """Pause, resume, another learning rate, one more epoch, stop."""
    settings(window)
    seen = []
    window.workbench.session.progressed.connect(seen.append)
    press(window, "trainButton")
    wait_until(lambda: bool(seen) and seen[-1].epoch >= 2, "the second epoch")
    press(window, "pauseButton")
    wait_until(lambda: seen[-1].phase is Phase.PAUSED, "the pause")
    count = len(seen)
    wait(300)
    tell(paused=len(seen) - count, text=window.pages.training.bar.pause_button.text())
    window.pages.training.controls.learning_rate.setValue(0.02)
    press(window, "oneMoreEpochButton")
    press(window, "pauseButton")
    wait_until(lambda: seen[-1].epochs == EPOCHS + 1 and len(seen) > count + 2, "the run to go on")
    clock = QElapsedTimer()
    clock.start()
    press(window, "stopButton")
    wait_until(lambda: not window.workbench.session.is_running, "the stop")
    tell(stopped_ms=clock.elapsed())
    finish(window)
    tell(changes=[(change.setting, change.value) for run in runs.list() for change in run.changes])


STEPS = {step.__name__: step for step in (uninterrupted, interrupted, continued, reins)}


def main():
    step, data_dir = sys.argv[1], Path(sys.argv[2])
    app = create_application(["digitpad"])
    window = create_window(data_dir)
    window.show()
    STEPS[step](window, Runs(data_dir / "runs"))
    for entry in window.workbench.networks.entries:
        window.workbench.networks.discard(entry)
    window.close()
    app.processEvents()


if __name__ == "__main__":
    main()
