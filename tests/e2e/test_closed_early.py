"""The window is closed while TensorFlow is still imported, as from a cold disk: the program ends, and in order."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE = 120

pytestmark = pytest.mark.e2e

SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from digitpad import app
from digitpad.training.plan import TrainingPlan
from digitpad.ui import main_window
from digitpad.ui.help import computer_dialog

what, data_dir = sys.argv[1], Path(sys.argv[2])
for module in (computer_dialog, main_window):
    module._STOP_MILLISECONDS = 50
make = app.create_window
try_button = lambda window: window.findChild(QPushButton, "tryTrainingButton")
steps = {
    "run": [
        lambda window: window.workbench.session.start(TrainingPlan()),
        lambda window: "keras" in sys.modules and (window.workbench.session.stop(), window.close()),
    ],
    "trial": [
        lambda window: (window.help.check_computer(), True),
        lambda window: try_button(window).isEnabled() and (try_button(window).click(), True),
        lambda window: "keras" in sys.modules and (window.close(), True),
    ],
}[what]

def create_window(*arguments, **options):
    window = make(*arguments, **options)
    timer = QTimer(window, interval=10)
    timer.timeout.connect(lambda: steps and steps[0](window) and steps.pop(0))
    window.ready.connect(timer.start)
    return window

app.create_window = create_window
print("opened")  # is still in the buffer when the program ends
sys.exit(app.run(data_dir))
"""


@pytest.fixture
def slow_tensorflow(tmp_path):
    """A folder with a TensorFlow and a Keras that are imported for ever."""
    for name, text in (("tensorflow", ""), ("keras", "import time\ntime.sleep(600)\n")):
        module = tmp_path / "slow" / name / "__init__.py"
        module.parent.mkdir(parents=True)
        module.write_text(text)
    return tmp_path / "slow"


@pytest.mark.parametrize("what", ["run", "trial"])
def test_the_program_ends_while_tensorflow_is_imported(what, slow_tensorflow, tmp_path):
    data_dir = tmp_path / "data"
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(map(str, (slow_tensorflow, REPOSITORY))),
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, what, str(data_dir)],
        env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )
    told = [line for line in done.stderr.splitlines() if not line.startswith("This plugin does not support")]
    assert (done.returncode, done.stdout, told) == (0, "opened\n", [])
    assert not (data_dir / "runs").exists()
