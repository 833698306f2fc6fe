"""Test pictures before the network: real clicks, real datasets cut short, networks whose answers are known."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from helpers.main_window import bars
from helpers.networks import always, tiny
from helpers.pen import Mouse
from helpers.samples import sample
from helpers.windows import click, file_dialog, find, opened, shown, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPushButton, QTabWidget

from digitpad.data import fashion
from digitpad.errors import DigitpadError
from digitpad.evaluation.damage import Damage, damaged_ink
from digitpad.evaluation.share import Share
from digitpad.formatting import percent
from digitpad.ink.raster import rasterize
from digitpad.ui.evaluation.examine_page import ExaminePage
from digitpad.ui.main_window import MainWindow
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.picture_view import PictureView

DIGITS = tuple("0123456789")
BUTTONS = ("randomPictureButton", "previousPictureButton", "nextPictureButton", "nextMistakeButton")


def sure_of(best, names=DIGITS):
    """A network that takes everything for one class."""
    return always([0.91 if index == best else 0.01 for index in range(10)], names)


@pytest.fixture
def page(catalogue, data_dir, jobs, settings, qtbot):
    """Shown, with a network that takes everything for a 3, which has been counted."""
    page = ExaminePage(catalogue, data_dir, jobs, settings)
    page.set_network(sure_of(3))
    page = shown(page, qtbot)
    qtbot.waitUntil(lambda: "gets" in text(page, "testCount") and not jobs.busy)
    yield page
    page.stop()


@pytest.fixture
def few(catalogue, page):
    """The pictures that the page shows."""
    return catalogue.load("mnist-5k").test


def text(page, name):
    return find(page, name, QLabel).text()


def picture(page):
    return find(page, "testPicture", PictureView).picture


def number(page):
    """Which picture is shown, from 0."""
    return int(text(page, "testCount").split()[1]) - 1


# Reading


def test_nothing_is_read_before_the_page_is_seen(catalogue, data_dir, jobs, settings, qtbot):
    page = ExaminePage(catalogue, data_dir, jobs, settings)
    qtbot.addWidget(page)
    page.set_network(sure_of(3))
    assert (catalogue.reads, jobs.busy) == (0, False)
    assert not any(find(page, name).isEnabled() for name in BUTTONS)
    catalogue.gate.clear()
    page.show()
    assert text(page, "testCount") == "Reading the pictures…"
    catalogue.gate.set()
    qtbot.waitUntil(lambda: all(find(page, name).isEnabled() for name in BUTTONS))
    assert catalogue.reads == 1
    page.hide()
    page.show()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert catalogue.reads == 1
    page.stop()


@pytest.mark.parametrize("name", BUTTONS)
def test_every_button_says_what_it_does(page, name):
    button = find(page, name, QPushButton)
    assert button.accessibleName()
    assert button.toolTip().endswith(".")
    assert "&" in button.text()
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_pictures_that_cannot_be_read_are_tried_again_when_the_page_is_next_seen(
    catalogue, data_dir, jobs, settings, qtbot
):
    catalogue.error = DigitpadError("“mnist-5k.npz” is damaged; copy it again.")
    page = ExaminePage(catalogue, data_dir, jobs, settings)
    page.set_network(sure_of(3))
    shown(page, qtbot)
    qtbot.waitUntil(lambda: "is damaged" in text(page, "testCount"))
    assert find(page, "testCount").property("problem")
    assert not any(find(page, name).isEnabled() for name in BUTTONS)
    catalogue.error = None
    page.hide()
    page.show()
    qtbot.waitUntil(lambda: "Picture 1 of 50" in text(page, "testCount"))
    assert not find(page, "testCount").property("problem")
    page.stop()


def test_a_network_of_other_classes_has_no_pictures(page, qtbot):
    page.set_network(always([0.5, 0.3, 0.2]))
    qtbot.waitUntil(lambda: "No dataset with 3 classes" in text(page, "testCount"))
    assert not any(find(page, name).isEnabled() for name in BUTTONS)
    assert not picture(page).any()
    page.set_network(sure_of(3))
    qtbot.waitUntil(lambda: "Picture 1 of 50" in text(page, "testCount"))


# One picture


def test_the_first_picture_its_class_and_the_answer(page, few):
    assert (picture(page) == few.images[0]).all()
    assert text(page, "trueClass") == str(few.labels[0])
    assert text(page, "testAnswer") == f"3, {percent(0.91)}"
    assert "MNIST, 5,000 digits." in texts(page)


def test_next_and_previous_go_round(page, few):
    for expected in (1, 2, 3):
        click(page, "nextPictureButton")
        assert number(page) == expected
        assert (picture(page) == few.images[expected]).all()
        assert text(page, "trueClass") == str(few.labels[expected])
    for expected in (2, 1, 0, 49):
        click(page, "previousPictureButton")
        assert number(page) == expected
    click(page, "nextPictureButton")
    assert number(page) == 0


def test_the_keyboard_does_it_too(page, qtbot):
    QTest.keyClick(find(page, "nextPictureButton"), Qt.Key.Key_Space)
    assert number(page) == 1
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: number(page) == 0)  # the button is seen to go down first


def test_random_gives_any_other_picture(page):
    seen = [number(page)]
    for _ in range(40):
        click(page, "randomPictureButton")
        seen.append(number(page))
    assert all(one != other for one, other in pairwise(seen))
    assert len(set(seen)) > 10


def test_right_and_wrong_differ_in_word_and_symbol(page, few, qapp):
    symbols = {}
    for index in range(20):
        right = few.labels[index] == 3
        assert text(page, "testVerdict") == ("Right" if right else "Wrong")
        assert find(page, "testVerdict").property("problem") is not bool(right)
        symbols[bool(right)] = find(page, "testVerdictSymbol", QLabel).pixmap().toImage()
        click(page, "nextPictureButton")
    assert symbols[True] != symbols[False]
    theme.apply(qapp, "dark", 100)
    assert find(page, "testVerdictSymbol", QLabel).pixmap().toImage() not in symbols.values()


def test_another_network_answers_the_same_picture(page, few):
    click(page, "nextPictureButton")
    page.set_network(sure_of(int(few.labels[1])))
    assert number(page) == 1
    assert text(page, "testVerdict") == "Right"


# All pictures


def test_the_share_that_is_right_is_counted(page, few):
    share = Share(int((few.labels == 3).sum()), 50).message()
    assert text(page, "testCount") == f"Picture 1 of 50; the network gets {share} right"


def test_it_is_counted_again_for_another_network(page, few, qtbot):
    share = percent(float((few.labels == 5).mean()))
    page.set_network(sure_of(5))
    qtbot.waitUntil(lambda: f"gets {share}" in text(page, "testCount"))


def test_the_next_mistake_is_the_next_mistake(page, few):
    wrong = np.flatnonzero(few.labels != 3)
    for expected in (*wrong[wrong > 0], wrong[0]):
        click(page, "nextMistakeButton")
        assert number(page) == expected
        assert text(page, "testVerdict") == "Wrong"


# Which dataset


def test_clothes_are_shown_to_a_network_that_knows_clothes(page, qtbot):
    page.set_network(sure_of(9, fashion.CLASS_NAMES))
    qtbot.waitUntil(lambda: "Fashion-MNIST, 5,000 clothes." in texts(page))
    assert text(page, "trueClass") in fashion.CLASS_NAMES
    assert text(page, "testAnswer") == f"Ankle boot, {percent(0.91)}"
    assert find(page, "testPicture").accessibleDescription() == text(page, "trueClass")


def test_classes_of_other_names_are_said_to_be_compared_by_their_order(page, qtbot):
    page.set_network(sure_of(3, tuple("abcdefghij")))
    qtbot.waitUntil(lambda: "compared by their order" in texts(page))
    assert text(page, "testAnswer").startswith("d, ")


# In the window


@pytest.fixture
def testing(small_window, qtbot):
    """The window with the page in front."""
    find(small_window, "pages", QTabWidget).setCurrentWidget(small_window.pages.examine)
    qtbot.waitUntil(lambda: "gets" in text(small_window.pages.examine, "testCount"))
    return small_window


def test_bars_answer_and_preview_are_about_the_picture(testing, qtbot):
    click(testing, "nextPictureButton")
    shown_picture = picture(testing.pages.examine)
    expected = tiny().probabilities(shown_picture[None])[0]
    qtbot.waitUntil(lambda: bars(testing) == pytest.approx(expected.tolist()))
    assert (find(testing, "preview", PictureView).picture == shown_picture).all()


def test_a_stroke_takes_over_and_another_picture_takes_over_again(testing, qtbot):
    canvas, preview = testing.drawing.canvas, find(testing, "preview", PictureView)
    qtbot.waitUntil(lambda: (preview.picture == picture(testing.pages.examine)).all())
    Mouse(canvas).stroke([(500.0, 100.0), (500.0, 900.0)])
    qtbot.waitUntil(lambda: (preview.picture == rasterize(canvas.ink)).all())
    click(testing, "nextPictureButton")
    qtbot.waitUntil(lambda: (preview.picture == picture(testing.pages.examine)).all())
    assert canvas.ink
    canvas.undo_stack.undo()
    qtbot.waitUntil(lambda: not preview.picture.any())
    assert "Nothing drawn yet" in texts(testing)


def test_a_drawing_stays_before_the_network_while_the_page_is_not_seen(
    small_window, qtbot
):
    Mouse(small_window.drawing.canvas).stroke([(500.0, 100.0), (500.0, 900.0)])
    preview = find(small_window, "preview", PictureView)
    qtbot.waitUntil(lambda: bool(preview.picture.any()))
    before = preview.picture
    small_window.workbench.networks.opened(sure_of(9, fashion.CLASS_NAMES), Path("nines.keras"))
    qtbot.wait(50)
    assert preview.picture is before


def test_the_page_answers_with_the_network_in_training(testing, qtbot):
    answers = set()
    testing.workbench.session.snapshot.connect(lambda _: answers.add(text(testing.pages.examine, "testAnswer")))
    before = text(testing.pages.examine, "testCount")
    testing.pages.training.train()
    qtbot.waitUntil(lambda: not testing.workbench.is_training)
    assert answers
    qtbot.waitUntil(lambda: text(testing.pages.examine, "testCount") not in (before, ""))
    assert number(testing.pages.examine) == 0


def test_clothes_fit_into_bars_and_answer(testing, qtbot):
    """The longest sentence there is: two long names that the network cannot decide between."""
    undecided = [0.01] * 10
    undecided[0] = undecided[9] = 0.46
    testing.workbench.networks.opened(always(undecided, fashion.CLASS_NAMES), Path("other.keras"))
    qtbot.waitUntil(lambda: "Not sure: " in texts(testing))
    for name in ("answerSentence", "predictedDigit"):
        label = find(testing, name, QLabel)
        assert label.sizeHint().width() <= label.width() or label.wordWrap()
        room = label.fontMetrics().boundingRect(label.rect(), Qt.TextFlag.TextWordWrap, label.text())
        assert room.width() <= label.width()
        assert room.height() <= label.height()
    for best, name in enumerate(fashion.CLASS_NAMES):
        testing.workbench.networks.opened(sure_of(best, fashion.CLASS_NAMES), Path("other.keras"))
        qtbot.waitUntil(lambda name=name: find(testing, "predictedDigit", QLabel).text() == name)
        label = find(testing, "predictedDigit", QLabel)
        assert label.sizeHint().width() <= label.width()
    hint = testing.drawing.canvas.hint
    assert "digit" not in hint
    assert all(name in hint for name in fashion.CLASS_NAMES)
    testing.workbench.networks.opened(tiny(), Path("other.keras"))
    assert testing.drawing.canvas.hint == "Draw a digit here"


# The parts of the page


def choose_tab(page, place):
    tabs = find(page, "examineTabs", QTabWidget)
    QTest.mouseClick(tabs.tabBar(), Qt.MouseButton.LeftButton, pos=tabs.tabBar().tabRect(place).center())


@pytest.mark.parametrize(
    ("place", "name", "title", "table"),
    [
        (0, "matrix", "Matrix", "network,class"), (1, "endurance", "Endurance", "network,damage"),
        (2, "sureness", "How sure", "lead,answered"),
    ],
)
def test_each_part_can_be_saved_and_explained(testing, tmp_path, qtbot, place, name, title, table):
    page = testing.pages.examine
    choose_tab(page, place)
    assert page.tabs.tabText(place) == title
    qtbot.waitUntil(lambda: not testing.workbench.jobs.busy)
    with file_dialog(tmp_path / "mine.csv"):
        page.exports[place].save("csv")
    qtbot.waitUntil(lambda: (tmp_path / "mine.csv").is_file() and not testing.workbench.jobs.busy)
    assert (tmp_path / "mine.csv").read_text("utf-8").startswith(table)
    click(page, f"{name}HowButton")
    shown_dialog = testing.findChild(QDialog, "explanationDialog")
    assert shown_dialog.windowTitle() == title
    with qtbot.waitSignal(shown_dialog.destroyed):
        shown_dialog.close()


def test_a_damaged_drawing_is_answered_and_a_stroke_or_another_part_ends_it(testing, qtbot):
    page, canvas, preview = testing.pages.examine, testing.drawing.canvas, find(testing, "preview", PictureView)
    Mouse(canvas).stroke([(500.0, 100.0), (500.0, 900.0)])
    choose_tab(page, 1)
    qtbot.waitUntil(lambda: (preview.picture == picture(page)).all())
    slider = find(page, "damageSlider")
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_End)
    damaged = damaged_ink(canvas.ink, Damage.NOISE, 0.8)
    qtbot.waitUntil(lambda: (preview.picture == damaged).all())
    assert "Your drawing, damaged" in texts(testing)
    canvas.undo_stack.undo()
    qtbot.waitUntil(lambda: not preview.picture.any())
    canvas.undo_stack.redo()
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: (preview.picture == damaged).all())
    choose_tab(page, 0)
    qtbot.waitUntil(lambda: (preview.picture == picture(page)).all())


def test_the_networks_of_the_session_can_be_compared(testing, qtbot):
    page, networks = testing.pages.examine, testing.workbench.networks
    networks.opened(sure_of(3), Path("threes.keras"))
    box = find(page, "againstBox", QComboBox)
    assert [box.itemText(place) for place in range(box.count())] == ["No other", "tiny.keras"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "A is “threes.keras”" in texts(page))
    assert "B is “tiny.keras”" in texts(page)
    networks.select(networks.entries[0])
    assert [box.itemText(place) for place in range(box.count())] == ["No other", "threes.keras"]
    assert box.currentText() == "No other"
    networks.opened(always([0.5, 0.3, 0.2]), Path("few.keras"))
    assert not box.isEnabled()


def test_a_picture_goes_onto_the_canvas_and_is_a_drawing_there(testing, qtbot):
    canvas = testing.drawing.canvas
    testing.show_page("examine")
    page = testing.pages.examine
    qtbot.waitUntil(lambda: "Picture 1 of" in text(page, "testCount"))
    before = canvas.ink
    click(page, "ontoCanvasButton")
    qtbot.waitUntil(lambda: canvas.ink is not before and bool(canvas.ink.strokes))
    qtbot.waitUntil(lambda: find(testing, "subjectLabel", QLabel).text() == "Your drawing")
    assert canvas.undo_stack.undoText() == "Examined picture"
    canvas.undo_stack.undo()
    assert canvas.ink.strokes == before.strokes


def test_a_drawing_that_is_gone_is_said_to_be(testing, data_dir, qtbot, monkeypatch):
    monkeypatch.setattr(
        "digitpad.evaluation.picture_ink.traced", lambda pictures: (_ for _ in ()).throw(DigitpadError("It is gone."))
    )
    testing.show_page("examine")
    page = testing.pages.examine
    qtbot.waitUntil(lambda: "Picture 1 of" in text(page, "testCount"))
    told = []
    monkeypatch.setattr("digitpad.ui.evaluation.examine_page.show_problem", lambda *said: told.append(said[1:]))
    click(page, "ontoCanvasButton")
    qtbot.waitUntil(lambda: told == [("Onto the canvas", "It is gone.")])


def test_the_pictures_of_one_seat_are_examined(testing, data_dir, qtbot):
    testing.workbench.samples.change(
        lambda samples: samples.add_many([sample(number, number, seat=1 + number % 2) for number in range(4)]),
        lambda __: None, lambda __: None,
    )  # fmt: skip
    qtbot.waitUntil(lambda: not testing.workbench.samples.busy)
    testing.show_page("training")
    testing.show_page("examine")
    box = find(testing.pages.examine, "examinePicturesBox", QComboBox)
    qtbot.waitUntil(lambda: box.findText("Our digits, seat 2") > 0)
    box.setFocus()
    while box.currentText() != "Our digits, seat 2":
        QTest.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "Picture 1 of 2" in text(testing.pages.examine, "testCount"))
    assert "Our digits, seat 2." in texts(testing.pages.examine)


def test_at_1366_x_768_the_matrix_needs_no_scroll_bar(qtbot, make_workbench):
    window = MainWindow(make_workbench())
    window.add_pages()
    with opened(window, qtbot, (1366, 768)):
        window.show_page("examine")
        qtbot.waitUntil(lambda: "gets" in text(window.pages.examine, "testCount"))
        scrolled = find(window.pages.examine, "examineTabs", QTabWidget).currentWidget()
        qtbot.waitUntil(lambda: not scrolled.verticalScrollBar().isVisible())
        assert find(window, "mistakesGallery").property("count") > 0
        assert not window.pages.examine.matrix.matrix.visibleRegion().isEmpty()
