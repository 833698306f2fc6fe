"""The teacher's guide to a lesson, and the pupils' sheet."""

import numpy as np
import pytest
from helpers.lessons import complete_lesson
from helpers.picture_files import grey_png
from helpers.windows import click, file_dialog, find
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
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


def test_pictures_come_when_they_have_been_read(qtbot, jobs, tmp_path):
    (tmp_path / "seven.png").write_bytes(grey_png(np.zeros((20, 30), np.uint8)))
    shows = Lesson("p", "P", ("![a seven](seven.png)",), (Step("One", "Do."),), folder=tmp_path)
    around = QWidget()
    qtbot.addWidget(around)
    dialog = GuideDialog((shows, OTHER), "p", jobs, around)
    assert "A picture: a seven" in said(dialog)
    qtbot.waitUntil(lambda: "A picture: a seven" not in said(dialog))
    preview = find(dialog, "guidePreview", QTextBrowser)
    image = preview.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl("drawing:1"))
    assert (image.width(), image.height()) == (30, 20)
    path = tmp_path / "guide.html"
    with file_dialog(path):
        click(dialog, "guideHtmlButton")
    qtbot.waitUntil(path.is_file)
    assert '<img width="30" height="20" alt="a seven" src="data:image/png;base64,' in path.read_text("utf-8")
    find(dialog, "guideLessonBox", QComboBox).setCurrentIndex(1)
    assert "Other" in said(dialog)
    around.close()
