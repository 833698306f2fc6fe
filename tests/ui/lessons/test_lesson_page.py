"""The page with the lessons: with a session that only takes notes, and in the window with real runs."""

import re
from dataclasses import replace

import pytest
from helpers.lessons import COMPLETE
from helpers.lessons import PLAN as PLAN_TOML
from helpers.trainers import Trainer, outcome
from helpers.windows import click, find, shown, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QScrollArea, QSpinBox, QTableWidget

from digitpad.formatting import percent
from digitpad.lessons.reading import folders, load_lessons
from digitpad.lessons.state_file import read_state
from digitpad.training.epoch import Score
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Phase, Progress
from digitpad.ui.lessons.lesson_page import LessonPage
from digitpad.ui.training.live_curves import LiveCurves

MINE = '''title = "Mine"
look_for = "Look <b>closely</b>."
[[steps]]
title = "Once"
text = "Run it."
lecture = { test = 0.9 }
keras = { train = 0.7, test = { from = 0.8, to = 0.85 } }
''' + PLAN_TOML + '''validation_share = 0
[[steps]]
title = "Never"
text = "Not here."
''' + PLAN_TOML.replace('"mnist-5k"', '"mnist"')
PLAN = TrainingPlan(hidden=(8,), learning_rate=0.01, epochs=2, validation_share=0)


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


def choose(page, title):
    """Go through the list of lessons with the arrow keys."""
    box = find(page, "lessonBox", QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != title and box.currentIndex() < box.count() - 1:
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == title
    QApplication.processEvents()


def table(page):
    widget = find(page, "lessonTable", QTableWidget)
    cells = [[widget.item(row, column) for column in range(4)] for row in range(widget.rowCount())]
    return [[cell.text().replace("\N{NO-BREAK SPACE}", " ") for cell in row if cell is not None] for row in cells]


def status(page, number):
    return find(page, f"step{number}Status", QLabel).text().replace("\N{NO-BREAK SPACE}", " ")


# What is shown


def test_the_lessons_on_board_and_the_teachers_own(page):
    box = find(page, "lessonBox", QComboBox)
    titles = [box.itemText(row) for row in range(box.count())]
    assert (len(titles), titles[0], titles[-1]) == (13, "First contact", "Mine")
    assert titles[4:7] == ["Clothes", "Capacity and optimizer", "A deep network on black-and-white pixels"]
    assert not find(page, "lessonProblems").isVisible()


def test_a_lesson_shows_its_text_its_steps_and_its_figures(page):
    said = texts(page).split("\n")
    for text in ("Look <b>closely</b>.", "1. Once", "Run it.", "2. Never", "Not here."):
        assert text in said
    assert table(page) == [
        ["1. Once"],
        ["train, epoch 2", "–", "70.0 %", "–"],
        ["test, epoch 2", "90 %", "80.0–85.0 %", "–"],
        ["2. Never"],
        ["train, epoch 2", "–", "–", "–"],
        ["validation, epoch 2", "–", "–", "–"],
        ["test, epoch 2", "–", "–", "–"],
    ]
    choose(page, "Clothes")
    assert "Run step 3" in find(page, "runStep3Button", QPushButton).text()
    assert table(page)[0] == ["1. Five epochs"]


def test_the_first_step_is_in_sight_on_a_small_screen(page, qtbot):
    """What the window leaves the page at 1024 x 600."""
    page.resize(412, 512)
    bar = page.findChild(QScrollArea).verticalScrollBar()
    for title in ("Clothes", "Capacity and optimizer", "A deep network on black-and-white pixels"):
        choose(page, title)
        button = find(page, "runStep1Button")
        qtbot.waitUntil(lambda button=button: bar.maximum() > 0)
        qtbot.waitUntil(lambda button=button: button.visibleRegion().boundingRect() == button.rect())


def test_every_control_has_its_name_and_says_what_it_is(page):
    for name in ("lessonBox", "lessonTable", "lessonProblems", "lessonMoreButton", "runStep1Button", "step1EpochsBox",
                 "step1Status"):  # fmt: skip
        control = find(page, name)
        assert control.accessibleName(), name
        assert control.toolTip(), name


def test_pictures_that_are_not_here_are_told(page, trainer):
    assert find(page, "runStep1Button").isEnabled()
    button = find(page, "runStep2Button")
    assert not button.isEnabled()
    sentence = "“MNIST, all 70,000 digits” is not on this computer; the Train page can get it."
    assert button.toolTip() == sentence
    assert sentence in texts(page)
    click(page, "runStep2Button")
    assert trainer.plans == []


def test_a_lesson_whose_pictures_are_not_here_runs_on_those_on_board(page, trainer):
    choose(page, "Clothes")
    assert texts(page).count("so this runs on “Fashion-MNIST, 5,000 clothes” and its figures will differ.") == 1
    click(page, "runStep2Button")
    assert trainer.plans == [TrainingPlan(dataset="fashion-5k", epochs=10, validation_share=0)]


# Runs


def test_run_hands_over_the_plan_and_fills_the_table(page, trainer):
    click(page, "runStep1Button")
    assert trainer.plans == [PLAN]
    assert not find(page, "runStep1Button").isEnabled()
    trainer.progressed.emit(Progress(Phase.TRAINING, epoch=1, epochs=2))
    assert status(page, 1) == "Training: epoch 1 of 2"
    assert find(page, "step1Status").isVisible()
    trainer.end(outcome(2, 0.75))
    assert status(page, 1) == (
        "Finished after 2 epochs: 75.0 % of the test pictures right, loss 1.000. In training it got 50.0 % right. "
        "The Train page has the settings of this step now."
    )
    assert table(page)[1:3] == [
        ["train, epoch 2", "–", "70.0 %", "50.0 %"],
        ["test, epoch 2", "90 %", "80.0–85.0 %", "75.0 %"],
    ]
    assert find(page, "runStep1Button").isEnabled()


def test_the_epochs_can_be_chosen(page, trainer):
    box = find(page, "step1EpochsBox", QSpinBox)
    box.selectAll()
    QTest.keyClicks(box, "1")
    click(page, "runStep1Button")
    assert trainer.plans == [PLAN.replace(epochs=1)]
    trainer.end(outcome(1, 0.75))
    assert ["test, epoch 1", "–", "–", "75.0 %"] in table(page)
    assert ["test, epoch 2", "90 %", "80.0–85.0 %", "–"] in table(page)


def test_results_stay_when_another_lesson_is_looked_at(page, trainer):
    click(page, "runStep1Button")
    choose(page, "Clothes")
    button = find(page, "runStep1Button")
    assert not button.isEnabled()
    assert button.toolTip() == "Wait until the run under way has ended."
    trainer.progressed.emit(Progress(Phase.TRAINING, epoch=1, epochs=2))
    trainer.end(outcome(2, 0.75))
    assert button.isEnabled()
    assert button.toolTip().startswith("Train with the settings of this step")
    assert status(page, 1) == ""
    assert all(row[3:] in ([], ["–"]) for row in table(page))
    choose(page, "Mine")
    assert status(page, 1).startswith("Finished after 2 epochs")
    assert table(page)[2][3] == "75.0 %"


def test_a_stopped_run_fills_what_it_has(page, trainer):
    click(page, "runStep1Button")
    trainer.end(outcome(1, None))
    assert status(page, 1).startswith("Stopped after 1 epoch. In training it got 25.0 % right.")
    assert table(page)[2][3] == "–"


def test_the_test_of_a_stopped_run_comes_later(page, trainer):
    click(page, "runStep1Button")
    trainer.end(replace(outcome(1, None), is_being_tested=True))
    assert status(page, 1).startswith("Stopped after 1 epoch; checking with test pictures…")
    trainer.tested.emit(replace(outcome(1, 0.75), stopped=True))
    assert status(page, 1).startswith("Stopped after 1 epoch: 75.0 % of the test pictures right")
    assert ["test, epoch 1", "–", "–", "75.0 %"] in table(page)
    click(page, "runStep1Button")
    before = status(page, 1)
    trainer.tested.emit(outcome(1, 0.5))
    assert status(page, 1) == before, "a run that is gone says nothing any more"


def test_a_step_that_asks_for_it_fills_a_row_an_epoch_while_it_runs(page, trainer):
    choose(page, "A deep network on black-and-white pixels")
    click(page, "runStep1Button")
    assert trainer.tests_every_epoch
    history = tuple(replace(epoch, test=Score(1.0, 0.5 + epoch.number / 10)) for epoch in outcome(2, None).history)
    trainer.progressed.emit(Progress(Phase.TRAINING, epoch=2, epochs=3, history=history[:1]))
    assert ["test, epoch 1", "–", "88.2 %", "60.0 %"] in table(page)
    trainer.progressed.emit(Progress(Phase.TRAINING, epoch=3, epochs=3, history=history))
    assert {("test, epoch 1", "60.0 %"), ("test, epoch 2", "70.0 %"), ("train, epoch 2", "50.0 %")} <= {
        (row[0], row[-1]) for row in table(page)
    }
    choose(page, "Mine")
    trainer.end(outcome(2, 0.75))
    click(page, "runStep1Button")
    assert not trainer.tests_every_epoch


def test_a_run_that_gave_nothing(page, trainer):
    click(page, "runStep1Button")
    trainer.give_up()
    assert status(page, 1) == "This run gave no result; the Train page says why."
    assert find(page, "step1Status").property("problem")
    assert find(page, "runStep1Button").isEnabled()


def test_a_run_that_cannot_start(page, trainer):
    trainer.willing = False
    click(page, "runStep1Button")
    assert status(page, 1) == "This cannot be run now; the Train page says why."
    trainer.willing = True
    click(page, "runStep1Button")
    trainer.end(outcome(2, 0.75))
    assert not find(page, "step1Status").property("problem")


def test_a_run_of_another_page_fills_nothing(page, trainer):
    assert trainer.start(PLAN)
    assert not find(page, "runStep1Button").isEnabled()
    trainer.progressed.emit(Progress(Phase.TRAINING, epoch=1, epochs=2))
    trainer.end(outcome(2, 0.75))
    assert find(page, "runStep1Button").isEnabled()
    assert status(page, 1) == ""
    assert table(page)[2][3] == "–"


# Files that come, go and are broken


def look_again(page, workbench, qtbot):
    """Leave the page and come back."""
    page.hide()
    page.show()
    qtbot.waitUntil(lambda: not workbench.jobs.busy)


def test_a_file_that_comes_while_the_program_runs(page, mine, workbench, qtbot):
    (mine / "other.toml").write_text(MINE.replace("Mine", "Yours"), encoding="utf-8")
    look_again(page, workbench, qtbot)
    box = find(page, "lessonBox", QComboBox)
    assert (box.count(), box.currentText()) == (14, "Mine")
    (mine / "mine.toml").unlink()
    look_again(page, workbench, qtbot)
    assert (box.count(), box.currentText()) == (13, "First contact")


def test_a_broken_file_is_told_and_the_others_stay(page, mine, workbench, qtbot):
    (mine / "broken.toml").write_text(MINE.replace("epochs = 2", "epochs = 0"), encoding="utf-8")
    look_again(page, workbench, qtbot)
    problems = find(page, "lessonProblems", QLabel)
    assert problems.isVisible()
    assert problems.text() == "“broken.toml”, line 15: The number of epochs is 0; expected between 1 and 1000."
    assert find(page, "lessonBox", QComboBox).count() == 13
    (mine / "broken.toml").unlink()
    look_again(page, workbench, qtbot)
    assert not problems.isVisible()


def test_pictures_that_arrive(page, data_dir, workbench, qtbot):
    (data_dir / "datasets").mkdir()
    (data_dir / "datasets" / "mnist.npz").touch()
    look_again(page, workbench, qtbot)
    assert find(page, "runStep2Button").isEnabled()
    assert "not on this computer" not in texts(page)


# In the window


def test_a_step_in_the_window_from_run_to_the_table(mine, small_window, qtbot):
    pages = small_window.pages.lessons
    small_window.tabs.setCurrentWidget(pages)
    qtbot.waitUntil(lambda: not small_window.workbench.jobs.busy)
    choose(pages, "Mine")
    click(pages, "runStep1Button")
    assert small_window.workbench.is_training
    assert small_window.pages.training.form.plan() == PLAN
    qtbot.waitUntil(lambda: not small_window.workbench.is_training)
    assert status(pages, 1).startswith("Finished after 2 epochs")
    network = small_window.workbench.networks.current.network
    assert table(pages)[2][3] == percent(network.info.test_accuracy).replace("\N{NO-BREAK SPACE}", " ")
    assert str(network.spec) == "784-8-10"


def test_a_run_can_be_paused_and_stopped_here_and_has_its_curves(mine, small_window, qtbot):
    page = small_window.pages.lessons
    small_window.tabs.setCurrentWidget(page)
    qtbot.waitUntil(lambda: not small_window.workbench.jobs.busy)
    choose(page, "Mine")
    find(page, "step1EpochsBox", QSpinBox).setValue(1000)
    assert not find(page, "lessonPauseButton").isVisible()
    click(page, "runStep1Button")
    qtbot.waitUntil(lambda: small_window.workbench.session.progress.epoch >= 2)
    click(page, "lessonPauseButton")
    qtbot.waitUntil(lambda: status(page, 1).startswith("Paused in epoch "))
    assert find(page, "lessonPauseButton", QPushButton).text() == "Resume"
    run = find(page, "lessonStopButton").parent().parent()
    assert run.curves.accuracy.lines[0].values
    click(page, "lessonStopButton")
    qtbot.waitUntil(lambda: not small_window.workbench.is_training)
    assert not find(page, "lessonPauseButton").isVisible()
    assert run.curves.isVisible(), "the curves stay"
    assert small_window.workbench.networks.current.title == "Mine: Once"
    choose(page, "Clothes")
    assert not run.isVisible()
    choose(page, "Mine")
    assert run.isVisible()


def test_a_text_that_speaks_of_a_page_leads_there(small_window, qtbot):
    page = small_window.pages.lessons
    small_window.tabs.setCurrentWidget(page)
    qtbot.waitUntil(lambda: not small_window.workbench.jobs.busy)
    choose(page, "Capacity and optimizer")
    qtbot.waitUntil(lambda: find(page, "step2OpenTrainButton").height() > 0)  # it has its place
    click(page, "step2OpenTrainButton")
    assert small_window.tabs.currentWidget() is small_window.pages.training


def test_every_page_that_a_lesson_of_ours_speaks_of_is_there(small_window, catalogue, data_dir):
    ours, __ = load_lessons(folders(data_dir)[:1], catalogue)
    assert ours
    for lesson in ours:
        for step in lesson.steps:
            spoken_of = set(re.findall(r"([A-Z]\w+) page", step.text))
            assert spoken_of <= set(small_window.tabs.titles), (lesson.title, step.title)


def test_no_button_leads_to_a_page_that_is_not_there(page, mine, workbench, qtbot):
    text = MINE.replace('text = "', 'text = "On the Next page, or on the Examine page: ', 1)
    assert text != MINE
    (mine / "mine.toml").write_text(text, encoding="utf-8")
    page.read()
    qtbot.waitUntil(lambda: not workbench.jobs.busy)
    buttons = {button.objectName() for button in page.findChildren(QPushButton)}
    assert "step1OpenExamineButton" in buttons
    assert "step1OpenNextButton" not in buttons


# A lesson that asks and checks


@pytest.fixture
def asking(page, mine, qtbot):
    """The page with such a lesson in front, which is not begun."""
    (mine / "how-fast.toml").write_text(COMPLETE, encoding="utf-8")
    page.read()
    qtbot.waitUntil(lambda: find(page, "lessonBox", QComboBox).findText("How fast?") >= 0)
    choose(page, "How fast?")
    return page


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
