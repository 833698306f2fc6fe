"""No dataset of this computer is seen; what has timers is deleted here and not by whichever thread collects it."""

import pytest
import shiboken6
from helpers.networks import tiny
from helpers.windows import find
from PySide6.QtWidgets import QLabel, QTabWidget

from digitpad.data import fashion
from digitpad.ui.evaluation.examiner import Examiner
from digitpad.ui.settings.settings import Settings


@pytest.fixture(autouse=True)
def no_package_of_debian(tmp_path, monkeypatch):
    monkeypatch.setattr(fashion, "DEBIAN", tmp_path / "debian")


@pytest.fixture
def sleeper(catalogue, data_dir, jobs, qtbot):
    """An examiner that nobody looks at yet."""
    examiner = Examiner(catalogue, data_dir, jobs)
    yield examiner
    examiner.stop()
    catalogue.gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    shiboken6.delete(examiner)


@pytest.fixture
def examiner(sleeper, qtbot):
    """Awake, with a small network that has been looked at."""
    sleeper.set_network(tiny())
    sleeper.set_awake(True)
    qtbot.waitUntil(lambda: sleeper.examination is not None)
    return sleeper


@pytest.fixture
def settings(data_dir, qapp):
    settings = Settings(data_dir)
    yield settings
    shiboken6.delete(settings)


@pytest.fixture
def testing(small_window, qtbot):
    """The window with the page in front."""
    find(small_window, "pages", QTabWidget).setCurrentWidget(small_window.pages.examine)
    qtbot.waitUntil(lambda: "gets" in find(small_window.pages.examine, "testCount", QLabel).text())
    return small_window
