"""Every widget is tested in the same light."""


import pytest
from helpers.catalogues import SmallCatalogue
from helpers.networks import tiny
from helpers.patience import PATIENCE
from helpers.pen import Mouse
from helpers.windows import delete, opened
from PySide6.QtWidgets import QApplication, QWidget

from digitpad.ui.background.jobs import Jobs
from digitpad.ui.main_window import MainWindow
from digitpad.ui.projector import text_size
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.file_dialogs import LastUse
from digitpad.ui.workbench import Workbench


@pytest.fixture(autouse=True)
def light(qapp):
    theme.apply(qapp, "light", 100)


@pytest.fixture(autouse=True)
def first_dialog(monkeypatch):
    """No test's file dialog begins where another test's ended."""
    monkeypatch.setattr(LastUse, "folder", None)


@pytest.fixture
def jobs(qtbot):
    jobs = Jobs()
    yield jobs
    jobs.close()


@pytest.fixture
def around(qtbot):
    """What objects with timers hang from that have no page; else a worker's thread may collect them as garbage."""
    parent = QWidget()
    yield parent
    delete(parent)


@pytest.fixture
def catalogue(data_dir):
    return SmallCatalogue(data_dir)


@pytest.fixture
def make_workbench(qtbot, catalogue, data_dir):
    """Lay a workbench with a network of eight hidden units and few digits; whoever does closes it."""

    def make():
        workbench = Workbench(data_dir, tiny(), "tiny.keras")
        workbench.catalogue = catalogue
        return workbench

    return make


@pytest.fixture
def workbench(make_workbench, catalogue, qtbot):
    """A workbench without a window, for a page alone."""
    workbench = make_workbench()
    yield workbench
    catalogue.gate.set()
    if workbench.is_training:
        workbench.session.stop()
    assert workbench.session.wait(PATIENCE)
    QApplication.processEvents()
    workbench.close()
    QApplication.processEvents()


@pytest.fixture
def small_window(qtbot, make_workbench):
    """The window with a network of eight hidden units and few digits, for tests that train."""
    window = MainWindow(make_workbench())
    window.add_pages()
    window.pages.training.form.hidden.setText("16")
    with opened(window, qtbot) as window:
        yield window


@pytest.fixture
def large_screen(monkeypatch):
    """Off screen it has 800 x 800 pixels; text for an audience is as large as on one of 1920 x 1080."""
    for name in ("_WIDTH", "_HEIGHT"):
        monkeypatch.setattr(text_size, name, 800)


@pytest.fixture
def mouse(canvas):
    return Mouse(canvas)


@pytest.fixture
def nothing_is_kept(data_dir):
    """A disk that lets nobody write where the runs should be."""
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "runs").write_bytes(b"")
