"""Every widget is tested in the same light."""


import pytest
from helpers.catalogues import SmallCatalogue
from helpers.networks import tiny
from helpers.pen import Mouse
from helpers.windows import opened

from digitpad.training.runs import Runs
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.main_window import MainWindow
from digitpad.ui.settings.settings import Settings
from digitpad.ui.widgets import theme


@pytest.fixture(autouse=True)
def light(qapp):
    theme.apply(qapp, "light", 100)


@pytest.fixture
def jobs(qtbot):
    jobs = Jobs()
    yield jobs
    jobs.close()


@pytest.fixture
def catalogue(data_dir):
    return SmallCatalogue(data_dir)


@pytest.fixture
def small_window(qtbot, catalogue, data_dir):
    """The window with a network of eight hidden units and few digits, for tests that train."""
    window = MainWindow(
        tiny(), "tiny.keras", Settings(data_dir), lambda: (catalogue, Runs(data_dir / "runs"))
    )
    window.add_pages()
    window.training.form.hidden.setText("16")
    with opened(window, qtbot) as window:
        yield window


@pytest.fixture
def mouse(canvas):
    return Mouse(canvas)


@pytest.fixture
def nothing_is_kept(data_dir):
    """A disk that lets nobody write where the runs should be."""
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "runs").write_bytes(b"")
