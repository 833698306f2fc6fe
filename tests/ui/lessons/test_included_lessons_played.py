"""Every included lesson played from beginning to end, through the window, with real events and real runs."""

import pytest
from helpers.patience import PATIENCE
from helpers.pen import burst
from helpers.windows import click, find, opened
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox

from digitpad.app import create_window
from digitpad.data.catalogue import Catalogue
from digitpad.ink.raster import rasterize
from digitpad.lessons.questions import (
    ChoiceQuestion,
    DrawingQuestion,
    NumberQuestion,
    PickQuestion,
    TextQuestion,
    must_come_before_run,
)
from digitpad.lessons.reading import folders, load_lessons
from digitpad.lessons.results import check_step, is_done
from digitpad.replay import bundled_drawings
from digitpad.system import assets
from digitpad.ui.inside.inside_look import Neuron

pytestmark = pytest.mark.slow

CATALOGUE = Catalogue(assets.folder())
LESSONS, _ = load_lessons(folders(assets.folder())[:1], CATALOGUE)
WALKED = [lesson for lesson in LESSONS if any(step.questions for step in lesson.steps)]
DRAWINGS = dict(bundled_drawings())
LONG = 4 * PATIENCE
"""Milliseconds for a run."""


@pytest.fixture
def big_window(qtbot, data_dir):
    with opened(create_window(data_dir), qtbot, (1600, 1000)) as window:
        yield window


class Pupil:
    """Somebody who does everything that a lesson asks for."""

    def __init__(self, window, qtbot, lesson):
        self.window, self.qtbot, self.lesson = window, qtbot, lesson
        self.page = window.pages.lessons

    def play(self):
        self.window.show_page("lessons")
        box = find(self.window, "lessonBox", QComboBox)
        self.qtbot.waitUntil(lambda: box.findText(self.lesson.title) >= 0)
        box.setCurrentIndex(box.findText(self.lesson.title))
        click(self.window, "beginLessonButton")
        for number, step in enumerate(self.lesson.steps, start=1):
            self.do(number, step.here(CATALOGUE))
            if number < len(self.lesson.steps):
                click(self.window, "lessonNextButton")

    def do(self, number, step):
        for question in step.questions:
            if must_come_before_run(question):
                self.answer(number, question)
        if step.plan is not None:
            click(self.window, f"runStep{number}Button")
            assert self.window.workbench.is_training
            self.qtbot.waitUntil(lambda: not self.window.workbench.is_training, timeout=LONG)
        for check in step.checks:
            if check.name == "samples":
                self.save_samples(number, int(check.bound))
            elif check.name == "runs" and step.plan is None:
                self.train(int(check.bound), step)
        for question in step.questions:
            if not must_come_before_run(question):
                self.answer(number, question)

    def answer(self, number, question):
        name = question.id
        match question:
            case NumberQuestion():
                value = question.answer if question.answer is not None else (question.low + question.high) / 2
                edit = find(self.window, f"{name}Edit", QLineEdit)
                QTest.keyClicks(edit, f"{value:g}")
            case ChoiceQuestion():
                place = question.choices.index(question.answer) if question.answer else 0
                QTest.keyClick(find(self.window, f"{name}Choice{place + 1}"), Qt.Key.Key_Space)
            case TextQuestion():
                QTest.keyClicks(find(self.window, f"{name}Edit", QPlainTextEdit), "Because.")
            case DrawingQuestion():
                # A lesson that wants to see the network wrong gets a 1, whatever it asks for.
                self.draw(question.read_as or "1")
                self.press(f"{name}Button")
            case PickQuestion():
                self.pick(question.of)
                self.press(f"{name}Button")
        log = self.page.log
        self.qtbot.waitUntil(lambda: name in log.of(self.lesson.name, number).answers)

    def press(self, name):
        self.qtbot.waitUntil(find(self.window, name).isEnabled)
        click(self.window, name)

    def draw(self, label):
        canvas = self.window.drawing.canvas
        if canvas.ink:
            click(self.window, "clearButton")
        burst(canvas, [[tuple(place) for place in stroke.tolist()] for stroke in DRAWINGS[label].strokes])
        self.qtbot.waitUntil(self.is_read)

    def is_read(self):
        network = self.window.workbench.recognizer.network
        share = network.probabilities(rasterize(self.window.drawing.canvas.ink)[None])[0].max()
        reading = self.page.sources.reading
        return reading is not None and abs(reading.share - share) < 1e-3

    def save_samples(self, number, count):
        canvas = self.window.drawing.canvas
        for place in range(count):
            self.draw(str(place % 10))
            QTest.keyClick(canvas, Qt.Key(Qt.Key.Key_0 + place % 10))
            self.qtbot.waitUntil(
                lambda place=place: self.page.log.of(self.lesson.name, number).samples == place + 1
            )

    def train(self, count, step):
        """Two runs that differ in the learning rate, on the Train page."""
        self.window.show_page("training")
        form = self.window.pages.training.form
        for place in range(count):
            if "learning_rate" not in step.lock.fixed:
                form.learning_rate.setValue(0.001 * (place + 1))
            if "epochs" not in step.lock.fixed:
                find(self.window, "epochsBox", QSpinBox).setValue(1)
            click(self.window, "trainButton")
            assert self.window.workbench.is_training
            self.qtbot.waitUntil(lambda: not self.window.workbench.is_training, timeout=LONG)
        self.window.show_page("lessons")

    def pick(self, of):
        if of == "neuron":
            self.draw("7")
            self.window.show_page("inside")
            view = find(self.window, "networkView")
            self.qtbot.waitUntil(lambda: bool(view.property("activations")))
            seven = view.place_of(Neuron(len(view.property("activations")) - 1, 7))
            QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=seven.center().toPoint())
        else:
            self.window.show_page("examine")
            self.qtbot.waitUntil(lambda: find(self.window, "nextPictureButton").isEnabled())
            click(self.window, "nextPictureButton")
        sources = self.page.sources
        self.qtbot.waitUntil(lambda: sources.words(of) != "")
        self.window.show_page("lessons")


@pytest.mark.parametrize("lesson", WALKED, ids=lambda lesson: lesson.name)
def test_a_lesson_is_played_from_beginning_to_end(big_window, qtbot, lesson):
    Pupil(big_window, qtbot, lesson).play()
    state = big_window.pages.lessons.log.state(lesson.name)
    for number, step in enumerate(lesson.steps, start=1):
        here, done = step.here(CATALOGUE), state.of(number)
        missing = [result.message for result in check_step(here, done) if not result.done]
        assert (number, missing, is_done(here, done)) == (number, [], True)
    assert not state.left
    click(big_window, "leaveLessonButton")
    assert not big_window.workbench.locking.is_on


def test_what_is_asked():
    """The lectures are as they are; everything else asks for something in nearly every step."""
    assert len(WALKED) == 9
    steps = [step for lesson in WALKED for step in lesson.steps]
    assert sum(bool(step.questions or step.checks) for step in steps) >= len(steps) - 1
