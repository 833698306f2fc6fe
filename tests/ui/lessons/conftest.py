"""The Lessons page with a session that only takes notes, and a lesson of the teacher's own."""

import pytest
from helpers.lesson_page import MINE, choose
from helpers.lessons import COMPLETE
from helpers.trainers import Trainer
from helpers.windows import find, shown
from PySide6.QtWidgets import QComboBox

from digitpad.lessons.reading import folders
from digitpad.ui.lessons.lesson_page import LessonPage
from digitpad.ui.training.live_curves import LiveCurves


@pytest.fixture
def trainer(catalogue):
    return Trainer(catalogue)


@pytest.fixture
def mine(data_dir):
    """The teacher's folder with one lesson in it."""
    folder = data_dir / "lessons"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(MINE, encoding="utf-8")
    return folder


@pytest.fixture
def page(
    qtbot, workbench, data_dir, mine, trainer
):
    workbench.session = trainer
    page = LessonPage(workbench, folders(data_dir), LiveCurves(), lambda: ("Train", "Examine"))
    page.resize(400, 500)
    shown(page, qtbot)
    qtbot.waitUntil(lambda: not workbench.jobs.busy)
    choose(page, "Mine")
    yield page
    qtbot.waitUntil(lambda: not workbench.jobs.busy)


@pytest.fixture
def asking(page, mine, qtbot):
    """The page with such a lesson in front, which is not begun."""
    (mine / "how-fast.toml").write_text(COMPLETE, encoding="utf-8")
    page.read()
    qtbot.waitUntil(lambda: find(page, "lessonBox", QComboBox).findText("How fast?") >= 0)
    choose(page, "How fast?")
    return page
