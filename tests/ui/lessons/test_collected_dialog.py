"""The reports of a class on one page."""

from datetime import date

import pytest
from helpers.lessons import complete_lesson, worked_through
from helpers.windows import click, file_dialog, find
from PySide6.QtWidgets import QTextBrowser, QWidget

from digitpad.lessons.collected import collect
from digitpad.lessons.report import report_html
from digitpad.ui.lessons.collected_dialog import CollectedDialog


@pytest.fixture
def folder(tmp_path):
    """Reports of four, and a page that is none."""
    folder = tmp_path / "class"
    folder.mkdir()
    for number, guess in enumerate((10.0, 70.0, 75.0, 95.0)):
        page = report_html(complete_lesson(), worked_through(guess=guess), f"Pupil {number}", date(2026, 11, 30))
        (folder / f"{number}.html").write_text(page, encoding="utf-8")
    (folder / "other.html").write_text("<p>Hello</p>", encoding="utf-8")
    return folder


def test_pupils_by_checks_guesses_and_hard_questions(folder, qtbot, jobs, tmp_path):
    around = QWidget()
    qtbot.addWidget(around)
    dialog = CollectedDialog(*collect(folder), jobs, around)
    with qtbot.waitActive(dialog):
        dialog.show()
    said = find(dialog, "collectedPreview", QTextBrowser).toPlainText()
    for text in ("4 reports.", "Pupil 3", "Which question was hard", "“other.html”"):
        assert text in said
    table = tmp_path / "class.csv"
    with file_dialog(table):
        click(dialog, "collectedCsvButton")
    qtbot.waitUntil(table.is_file)
    assert table.read_text(encoding="utf-8").count("Pupil") == 4
