"""A step's questions and checks on the page: asked, kept, and shown again."""

from datetime import datetime

import pytest
from helpers.clocks import SetClock
from helpers.lessons import complete_lesson, ended_run
from helpers.networks import tiny
from helpers.windows import click, find, shown, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from digitpad.ink.stroke import Ink
from digitpad.lessons.state import Picked, Reading
from digitpad.ui.answer.recognizer import Recognizer
from digitpad.ui.lessons.lesson_log import LessonLog
from digitpad.ui.lessons.step_tasks import StepTasks
from digitpad.ui.lessons.task_sources import TaskSources


@pytest.fixture
def log(jobs, data_dir, around):
    log = LessonLog(jobs, data_dir, SetClock(datetime(2026, 11, 30, 12)), around)
    yield log
    log.flush()


@pytest.fixture
def sources(around):
    return TaskSources(Recognizer(tiny()), around)


@pytest.fixture
def make(qtbot, log, sources):
    def make(number):
        around = QWidget()
        tasks = StepTasks("how-fast", number, complete_lesson().steps[number - 1], log, sources, around)
        layout = QVBoxLayout(around)
        for part in (tasks.guesses, tasks.others):
            if part is not None:
                layout.addWidget(part)
        tasks.around = shown(around, qtbot)
        return tasks

    return make


def test_run_waits_for_every_guess(make, log):
    tasks = make(1)
    assert tasks.why_not_run() == "Guess first: nobody can guess what is known already."
    QTest.keyClicks(find(tasks.guesses, "how-manyEdit", QLineEdit), "70")
    assert tasks.why_not_run()
    QTest.keyClick(find(tasks.guesses, "betterChoice1"), Qt.Key.Key_Space)
    assert tasks.why_not_run() == ""
    answers = log.of("how-fast", 1).answers
    assert {name: given.value for name, given in answers.items()} == {"how-many": 70.0, "better": "yes"}


def test_only_guesses_come_before_run(make):
    first, second = make(1), make(2)
    assert [second.guesses, find(first.others, "step1Check1") is None] == [None, False]
    assert "To be reached" in texts(first.others)


def test_a_hint_that_was_opened_is_kept(make, log):
    tasks = make(1)
    click(tasks.guesses, "how-manyHintButton")
    assert log.of("how-fast", 1).hints == {"how-many": 1}
    assert "There are ten classes." in texts(tasks.guesses)


def test_checks_follow_the_runs_and_the_guess_stands_beside_the_result(make, log):
    tasks = make(1)
    log.answer("how-fast", 1, "how-many", 70.0)
    log.change("how-fast", lambda state: state.with_run(1, ended_run()))
    assert find(tasks.others, "step1Check1", QLabel).text().endswith("Done: 90.0\N{NO-BREAK SPACE}%.")
    assert "The run gave: 90" in find(tasks.guesses, "how-manyOutcome", QLabel).text()


def test_the_drawing_and_what_was_picked_become_answers(make, log, sources, qtbot):
    tasks = make(2)
    assert find(tasks.others, "fooledButton").toolTip() == "Draw something first."
    sources.set_ink(Ink.of([[(1, 1), (9, 9)]]))
    sources.reading = Reading("9", 0.8)
    sources.pick("picture", "Test picture 8")
    qtbot.waitUntil(lambda: find(tasks.others, "worstButton").isEnabled())
    click(tasks.others, "fooledButton")
    click(tasks.others, "worstButton")
    answers = log.of("how-fast", 2).answers
    fooled = answers["fooled"].value
    assert (fooled.ink.to_json(), fooled.reading) == (Ink.of([[(1, 1), (9, 9)]]).to_json(), Reading("9", 0.8))
    assert answers["worst"].value == Picked("Test picture 8")


def test_a_check_that_a_drawing_has_reached_stays_reached(make, log, sources, qtbot):
    tasks = make(2)
    line = find(tasks.others, "step2Check1", QLabel)
    assert line.text().endswith("Not yet.")
    sources.reading = Reading("7", 0.95)
    sources.set_ink(Ink.of([[(1, 1), (9, 9)]]))
    qtbot.waitUntil(lambda: line.text().endswith("Done."))
    sources.reading = None
    sources.set_ink(Ink())
    tasks.show_state()
    assert line.text().endswith("Done.")
    assert log.of("how-fast", 2).reached == {"read"}


def test_what_was_answered_before_is_shown(make, log):
    log.answer("how-fast", 1, "how-many", 70.0)
    assert find(make(1).guesses, "how-manyEdit", QLineEdit).text() == "70"
