"""Every kind of file is written where somebody says, and what cannot be written is said."""

import pytest
from helpers.evaluations import random_evaluation
from helpers.windows import dialog, file_dialog, find, shown
from PySide6.QtWidgets import QPushButton

from digitpad.evaluation.confusion import confusion
from digitpad.evaluation.tables import confusion_rows
from digitpad.ui.evaluation.charts import Chart
from digitpad.ui.evaluation.confusion_matrix import ConfusionMatrix
from digitpad.ui.evaluation.export_row import ExportRow, SavedReport
from digitpad.ui.evaluation.matrix_content import MatrixContent
from digitpad.ui.widgets.explanation import how_button


@pytest.fixture
def reports(qtbot):
    """What can be saved: the last one."""
    matrix = ConfusionMatrix()
    table = confusion(random_evaluation())
    matrix.show_content(MatrixContent(table))
    return [SavedReport("confusion", "A on B", ("One.",), tuple(confusion_rows({"A": table})),
                   (Chart("", shown(matrix, qtbot)),))]  # fmt: skip


@pytest.fixture
def row(jobs, qtbot, reports):
    row = ExportRow("matrix", jobs, lambda: reports[-1], how_button("matrixHowButton", "Matrix", "a / b"))
    row.resize(400, 40)
    return shown(row, qtbot)


@pytest.mark.parametrize(
    ("place", "suffix", "begins"),
    [(0, "csv", b"network,class,0,"), (1, "png", b"\x89PNG"), (2, "svg", b"<?xml"), (3, "pdf", b"%PDF-")],
)
def test_a_file_of_each_kind(row, jobs, tmp_path, qtbot, place, suffix, begins):
    action = find(row, "matrixSaveButton", QPushButton).menu().actions()[place]
    with file_dialog(tmp_path / "mine"):
        action.trigger()
    qtbot.waitUntil(lambda: (tmp_path / f"mine.{suffix}").is_file() and not jobs.busy)
    assert (tmp_path / f"mine.{suffix}").read_bytes().startswith(begins)


def test_with_nothing_to_save_nothing_is_asked(row, reports):
    reports.append(None)
    row.save("csv")


def test_a_file_that_cannot_be_written_is_said_to_be_so(row, tmp_path, qtbot, monkeypatch):
    (tmp_path / "no folder").write_bytes(b"")
    monkeypatch.setattr("digitpad.ui.evaluation.export_row.choose_target",
                        lambda parent, title, start, then, filters, suffix: then(tmp_path / "no folder" / "a.csv"))
    row.save("csv")
    box = dialog(row, "problemDialog", qtbot)
    assert "could not be saved" in box.text()
    box.close()


def test_how_it_is_computed_stands_beside_it(row):
    save, how = find(row, "matrixSaveButton"), find(row, "matrixHowButton")
    assert how.isVisible()
    assert how.x() > save.geometry().right()
