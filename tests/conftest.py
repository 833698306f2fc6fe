"""Guards around every test, the window, and the command line."""

import os
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pytest
from helpers.clocks import set_ahead
from helpers.guards import no_stray_log_records, no_threads_left, no_widgets_left, qt_stays_in_its_thread
from helpers.keras_models import import_keras
from helpers.networks import tiny
from helpers.patience import PatientBot
from helpers.windows import opened
from hypothesis import settings
from PySide6.QtCore import QLocale
from PySide6.QtGui import QImage

from digitpad import translation
from digitpad.app import create_application, create_window
from digitpad.cli.main import main
from digitpad.ink.raster import rasterize
from digitpad.replay import bundled_drawings
from digitpad.system import policy
from digitpad.system.clock import SYSTEM_CLOCK, SystemClock
from digitpad.system.display import go_off_screen

# The same examples every time: what fails here fails everywhere.
settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.load_profile("same")

REPOSITORY = Path(__file__).resolve().parent.parent


def pytest_configure(config):
    # Whatever was decided for this machine is not seen, in processes that tests start neither.
    os.environ[policy.ELSEWHERE] = str(REPOSITORY / "no-such-digitpad.ini")
    # Nor is the language that its owner speaks.
    os.environ[translation.LANGUAGE] = "en"
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        go_off_screen()  # with letters, on Windows too
    # Qt's off-screen platform has no window manager and no keyboard, and says so whenever it is asked for one.
    for what in (r"propagateSizeHints\(\)", r"raise\(\)", "grabbing the keyboard"):
        config.addinivalue_line("qt_log_ignore", f"^This plugin does not support {what}$")
    # `make test-days`: what holds today holds on any day. Processes that tests start have the computer's own clock.
    if wanted := os.environ.get("DIGITPAD_TEST_CLOCK"):
        SystemClock.now = set_ahead(wanted)


def pytest_report_header():
    return f"clock: {SYSTEM_CLOCK.now():%Y-%m-%d %H:%M} {'/'.join(time.tzname)}"


@pytest.fixture(autouse=True)
def stray_log():
    """Any log record from WARNING on fails the test, unless the test takes it: `stray_log.take("its text")`."""
    with no_stray_log_records() as recorder:
        yield recorder


@pytest.fixture(autouse=True)
def nothing_left_behind():
    """Threads and windows end with the test that began them."""
    with no_threads_left(), no_widgets_left(), qt_stays_in_its_thread():
        yield


@pytest.fixture(autouse=True, scope="session")
def nobody_is_at_home(tmp_path_factory):
    """A command without --data-dir finds no data of whoever runs the tests, and writes no log among them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(autouse=True)
def cut_off_runs_are_let_go():
    """As the system does when the program that trained them has crashed."""
    yield
    if (locks := sys.modules.get("digitpad.training.run_locks")) is not None:
        while locks.held:
            locks.held.popitem()[1].release()


@pytest.fixture(scope="session")
def qapp():
    """Takes the place of pytest-qt's: the application as the program makes it, on a computer of no language."""
    QLocale.setDefault(QLocale.c())
    return create_application(["digitpad"])


@pytest.fixture
def qtbot(qapp, request):
    """Takes the place of pytest-qt's."""
    return PatientBot(request)


@pytest.fixture
def tiny_network():
    return tiny()


@pytest.fixture
def data_dir(tmp_path, monkeypatch):
    """An empty folder for the user's data; whatever this machine has in Keras' cache is not seen."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    return tmp_path / "Zoë Müller" / "学生"


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Write the machine-wide digitpad.ini; gives its path."""

    def write(content):
        path = tmp_path / "machine.ini"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        monkeypatch.setenv(policy.ELSEWHERE, str(path))
        policy._read_once.cache_clear()
        return path

    yield write
    policy._read_once.cache_clear()


@pytest.fixture
def window(qtbot, data_dir):
    """The real window with the built-in network, as small as a school's oldest projector."""
    with opened(create_window(data_dir), qtbot) as window:
        yield window


@pytest.fixture
def canvas(window):
    return window.drawing.canvas


@pytest.fixture(scope="session")
def keras():
    """The real Keras; it takes seconds to import, so only tests that compare with it ask for it."""
    return import_keras()


@pytest.fixture(scope="session")
def saved_by_keras():
    def save(model, path):
        with warnings.catch_warnings():
            # Keras calls np.array on TensorFlow 2.21's variables, which do not know NumPy 2's argument `copy`.
            warnings.filterwarnings("ignore", "__array__ implementation doesn't accept a copy", DeprecationWarning)
            model.save(path)
        return path

    return save


@pytest.fixture
def run(capsys):
    """Type a command; gives what it printed. It must succeed without a word on standard error."""

    def run(*words):
        assert main([str(word) for word in words]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return out

    return run


@pytest.fixture
def refused(capsys):
    """Type a command that cannot work; gives its one line."""

    def refused(*words):
        assert main([str(word) for word in words]) == 2
        out, err = capsys.readouterr()
        assert err.startswith("digitpad: ")
        assert err.endswith("\n")
        assert err.count("\n") == 1
        assert err[:-1].isprintable()
        assert out == ""
        return err.removeprefix("digitpad: ").rstrip()

    return refused


@pytest.fixture
def picture(tmp_path):
    """A drawing of the 7 on board as a PNG file, dark on light."""
    greys = np.kron(255 - rasterize(dict(bundled_drawings())["7"]), np.ones((8, 8), np.uint8))
    path = tmp_path / "seven.png"
    assert QImage(greys.tobytes(), 224, 224, 224, QImage.Format.Format_Grayscale8).save(str(path))
    return path


@pytest.fixture(scope="session")
def shared():
    """The folder of data for development, which is not part of the repository."""
    folder = REPOSITORY.parent / "shared" / "data"
    for name in ("mnist.npz", "fashion-mnist/train-images-idx3-ubyte.gz", "pen-strokes.jsonl.gz"):
        if not (folder / name).is_file():
            assert os.environ.get("DIGITPAD_SHARED") != "required", f"../shared/data/{name} is missing"
            pytest.skip(f"../shared/data/{name} is not here: nothing to compare with")
    return folder
