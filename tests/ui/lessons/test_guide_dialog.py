"""The teacher's guide to a lesson, and the pupils' sheet."""

import pytest
from helpers.lessons import complete_lesson
from helpers.windows import click, file_dialog, find
from PySide6.QtWidgets import QComboBox, QTextBrowser, QWidget

from digitpad.lessons.lesson import Lesson, Step
from digitpad.training.plan import TrainingPlan
from digitpad.ui.lessons.guide_dialog import GuideDialog

OTHER = Lesson("other", "Other", ("Look.",), (Step("One", "Do.", TrainingPlan()),))


@pytest.fixture
def dialog(qtbot, jobs):
    around = QWidget()
    qtbot.addWidget(around)
    dialog = GuideDialog((OTHER, complete_lesson()), "how-fast", jobs, around)
    with qtbot.waitActive(dialog):
        dialog.show()
    yield dialog
    around.close()  # not before, and the dialog with it


def said(dialog):
    return find(dialog, "guidePreview", QTextBrowser).toPlainText()


def test_the_guide_has_the_answers_and_the_sheet_has_none(dialog):
    assert "For the teacher: How fast?" in said(dialog)
    assert "Because it jumps to and fro." in said(dialog)
    find(dialog, "guideKindBox", QComboBox).setCurrentIndex(1)
    assert "How fast?" in said(dialog)
    assert "Because it jumps to and fro." not in said(dialog)


def test_any_lesson_may_be_chosen(dialog, tmp_path, qtbot):
    find(dialog, "guideLessonBox", QComboBox).setCurrentIndex(0)
    assert "For the teacher: Other" in said(dialog)
    path = tmp_path / "guide.pdf"
    with file_dialog(path):
        click(dialog, "guidePdfButton")
    qtbot.waitUntil(path.is_file)
    assert path.read_bytes().startswith(b"%PDF")
