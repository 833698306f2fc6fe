"""The report with a name that is typed for it."""

from datetime import date

import pytest
from helpers.lessons import complete_lesson, worked_through
from helpers.windows import click, file_dialog, find
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTextBrowser, QWidget

from digitpad.lessons.report import Matrix
from digitpad.lessons.report_facts import read_facts
from digitpad.ui.lessons.report_dialog import ReportDialog

DAY = date(2026, 11, 30)


@pytest.fixture
def dialog(qtbot, jobs):
    around = QWidget()
    qtbot.addWidget(around)
    matrix = Matrix(("0", "1"), ((5, 1), (0, 6)), "The network, on pictures")
    dialog = ReportDialog(complete_lesson(), worked_through(), matrix, DAY, jobs, around)
    with qtbot.waitActive(dialog):
        dialog.show()
    yield dialog
    around.close()  # not before, and the dialog with it


def said(dialog):
    return find(dialog, "reportPreview", QTextBrowser).toPlainText()


def test_it_shows_what_was_done_without_a_name(dialog):
    for text in ("How fast?", "Guess: 70", "It jumps <to> & fro.", "Confusion matrix", "The network, on pictures"):
        assert text in said(dialog)
    assert read_facts(dialog.page).name == ""


def test_a_name_stands_in_the_report_and_nowhere_else(dialog, qtbot, tmp_path, data_dir):
    edit = find(dialog, "reportNameEdit", QLineEdit)
    QTest.keyClicks(edit, "Ada L.")
    qtbot.waitUntil(lambda: "Ada L." in said(dialog))
    QTest.keyClicks(edit, " 2")  # not shown yet
    path = tmp_path / "report.html"
    with file_dialog(path):
        click(dialog, "reportHtmlButton")
    qtbot.waitUntil(path.is_file)
    assert read_facts(path.read_text(encoding="utf-8")).name == "Ada L. 2"
    assert not data_dir.exists()


def test_the_name_is_printed_at_once(dialog, qtbot):
    """It is typed, and the preview is asked for before the page has followed."""
    QTest.keyClicks(find(dialog, "reportNameEdit", QLineEdit), "Ada")
    click(dialog, "reportPrintButton")
    assert "Ada" in said(dialog)
    find(dialog, "printPreviewDialog").close()


def test_return_in_the_name_presses_nothing(dialog):
    edit = find(dialog, "reportNameEdit", QLineEdit)
    QTest.keyClicks(edit, "Ada")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert dialog.isVisible()
