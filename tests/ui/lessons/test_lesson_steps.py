"""The steps of a lesson that asks and checks, on the page: shown one by one, answered, kept."""

from helpers.lesson_page import table
from helpers.trainers import outcome
from helpers.windows import click, find, shown, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from digitpad.lessons.reading import folders
from digitpad.lessons.state_file import read_state
from digitpad.ui.lessons.lesson_page import LessonPage
from digitpad.ui.training.live_curves import LiveCurves


def test_a_lesson_that_asks_shows_its_steps_once_it_has_begun(asking, workbench):
    assert not asking.findChildren(QPushButton, "runStep1Button")
    assert not find(asking, "lessonTable").isVisible(), "it would tell what is to be guessed"
    click(asking, "beginLessonButton")
    QApplication.processEvents()
    assert "1. Guess" in texts(asking)
    assert "2. Fool it" not in texts(asking)
    assert not find(asking, "lessonBox").isEnabled()
    assert workbench.settings.lesson == ("how-fast", 1)


def test_run_waits_for_the_guesses_which_stand_beside_the_result(asking, trainer, workbench):
    click(asking, "beginLessonButton")
    QApplication.processEvents()
    run = find(asking, "runStep1Button")
    why = "Guess first: nobody can guess what is known already."
    assert (run.isEnabled(), run.toolTip(), why in texts(asking)) == (False, why, True)
    assert workbench.locking.why_not("train") == why
    QTest.keyClicks(find(asking, "how-manyEdit"), "70")
    QTest.keyClick(find(asking, "betterChoice1"), Qt.Key.Key_Space)
    assert (run.isEnabled(), why in texts(asking), workbench.locking.why_not("train") == why) == (True, False, False)
    assert not find(asking, "step1EpochsBox").isEnabled(), "it is fixed"
    QTest.mouseClick(run, Qt.MouseButton.LeftButton)
    assert trainer.plans[0].epochs == 2
    trainer.started.emit(trainer.plans[0])
    trainer.end(outcome(2, 0.9))
    space = "\N{NO-BREAK SPACE}"
    assert f"You guessed: 70{space}%. The run gave: 90{space}%." in texts(asking)
    assert f"test pictures right. Done: 90.0{space}%." in texts(asking)
    assert "The Train page" not in texts(asking), "the step does not show it"
    assert find(asking, "lessonTable").isVisible()
    assert [row[0] for row in table(asking)][:1] == ["1. Guess"]


def test_the_introduction_is_there_with_the_first_step_only(asking):
    assert "The first paragraph." in texts(asking)
    click(asking, "beginLessonButton")
    QApplication.processEvents()
    assert "The first paragraph." in texts(asking)
    click(asking, "lessonNextButton")
    QApplication.processEvents()
    assert "The first paragraph." not in texts(asking)
    assert not asking.findChildren(QPushButton, "lessonMoreButton")
    click(asking, "lessonBackButton")
    QApplication.processEvents()
    assert "The first paragraph." in texts(asking)


def test_what_was_done_is_there_after_a_crash(asking, workbench, data_dir, mine, qtbot, trainer):
    click(asking, "beginLessonButton")
    QTest.keyClicks(find(asking, "how-manyEdit"), "70")
    click(asking, "lessonNextButton")
    QTest.keyClicks(find(asking, "whyEdit"), "So.")
    qtbot.waitUntil(lambda: (state := read_state(data_dir, "how-fast")) is not None and "why" in state.of(2).answers)
    again = LessonPage(workbench, folders(data_dir), LiveCurves(), lambda: ("Train", "Examine"))
    shown(again, qtbot)
    qtbot.waitUntil(lambda: find(again, "lessonWhere", QLabel).text() == "Step 2 of 2")
    assert find(again, "whyEdit").toPlainText() == "So."
    click(again, "lessonBackButton")
    assert find(again, "how-manyEdit").text() == "70"


def test_leaving_is_written_down_and_seen_and_one_may_come_back(asking, data_dir, qtbot, workbench):
    click(asking, "beginLessonButton")
    click(asking, "lessonNextButton")
    asking.leave()
    assert not workbench.locking.is_on
    assert "You left this lesson before its end: 20" in texts(asking)
    qtbot.waitUntil(lambda: (state := read_state(data_dir, "how-fast")) is not None and state.is_left)
    click(asking, "beginLessonButton")
    assert find(asking, "lessonWhere", QLabel).text() == "Step 2 of 2"
    assert asking.log.state("how-fast").left[-1].back is not None


def test_samples_count_while_the_lesson_is_under_way(asking):
    asking.count_samples(1)
    assert asking.log.state("how-fast") is None
    click(asking, "beginLessonButton")
    asking.count_samples(1)
    asking.count_samples(1)
    asking.count_samples(-1)
    assert asking.log.of("how-fast", 1).samples == 1
