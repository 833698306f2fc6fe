"""The page with the lessons: with a session that only takes notes, and in the window with real runs."""

import re

import numpy as np
from helpers.lesson_page import MINE, PLAN, choose, status, table
from helpers.picture_files import grey_png
from helpers.windows import click, find, texts
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QScrollArea, QSpinBox

from digitpad.formatting import percent
from digitpad.lessons.reading import folders, load_lessons
from digitpad.training.plan import TrainingPlan

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


def test_a_lesson_shows_the_pictures_of_its_folder_and_no_others(page, mine, qtbot):
    for folder in (mine, mine / "drawn"):
        folder.mkdir(exist_ok=True)
        (folder / "seven.png").write_bytes(grey_png(np.zeros((20, 30), np.uint8)))
    (mine / "drawn.toml").write_text(
        MINE.replace('"Mine"', '"Drawn"', 1).replace('title', 'version = 2\ntitle', 1)
        .replace('"Run it."', '"""*Run* it.\n\n![a seven](seven.png)\n\n![an eight](eight.png)"""'), "utf-8"
    )  # fmt: skip
    page.read()
    qtbot.waitUntil(lambda: find(page, "lessonBox", QComboBox).findText("Drawn") >= 0)
    choose(page, "Drawn")
    qtbot.waitUntil(lambda: "an eight (The picture “eight.png” is not in the folder of the lesson" in texts(page))
    assert find(page, "step1Picture2").accessibleName() == "a seven"
    assert "a seven" not in texts(page), "it is seen"
    assert "<em>Run</em> it." in texts(page)


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
