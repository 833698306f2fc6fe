"""On a computer that cannot train everything else works, and whoever wants to train is told why it cannot."""


from helpers.networks import tiny
from helpers.runs import NAMES, add_run, checkpoint
from helpers.windows import click, find, opened
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QTabWidget

from digitpad.training import run_locks, runtime
from digitpad.training.plan import TrainingPlan
from digitpad.ui.main_window import MainWindow

NO_AVX = "This processor has no AVX, which TensorFlow needs; drawing and recognising work, training does not."


def test_a_processor_without_avx_is_told_wherever_training_begins(
    qtbot, make_workbench, monkeypatch
):
    monkeypatch.setattr(runtime, "lacks_avx", lambda: True)
    workbench = make_workbench()
    runs = workbench.runs
    add_run(runs, "Before", tiny())
    runs.checkpoint(runs.begin(TrainingPlan(), NAMES), checkpoint(1))
    while run_locks.held:  # the program that trained it has crashed
        run_locks.held.popitem()[1].release()
    window = MainWindow(workbench)
    window.add_pages()
    with opened(window, qtbot) as window:
        button = find(window, "trainButton", QPushButton)
        assert (button.isEnabled(), button.toolTip()) == (False, NO_AVX)
        assert find(window, "trainingStatus", QLabel).text() == NO_AVX
        assert window.pages.training.curves.isHidden()  # nobody is told to press Train
        qtbot.waitUntil(lambda: not window.workbench.jobs.busy)
        assert window.pages.training.banner.isHidden()  # an interrupted run cannot be continued here, and is kept
        pages = find(window, "pages", QTabWidget)
        pages.setCurrentWidget(window.pages.runs)
        table = find(window.pages.runs, "runsTable", QTableView)
        qtbot.waitUntil(lambda: table.model().rowCount() == 2)
        table.selectRow(next(row for row in range(2) if table.model().index(row, 0).data() == "Before"))
        click(window, "continueRunButton")
        assert pages.currentWidget() is window.pages.training
        assert not window.workbench.is_training
