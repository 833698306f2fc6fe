"""The parts of the page Examine in the window: files, explanations, damaged drawings, comparison, seats."""

from pathlib import Path

import pytest
from helpers.examine_page import picture, text
from helpers.networks import always
from helpers.pen import Mouse
from helpers.samples import sample
from helpers.windows import click, file_dialog, find, opened, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QTabWidget

from digitpad.errors import DigitpadError
from digitpad.evaluation.damage import Damage, damaged_ink
from digitpad.ui.main_window import MainWindow
from digitpad.ui.widgets.picture_view import PictureView

DIGITS = tuple("0123456789")


def sure_of(best, names=DIGITS):
    """A network that takes everything for one class."""
    return always([0.91 if index == best else 0.01 for index in range(10)], names)


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
    click(testing.pages.examine, "nextPictureButton")
    qtbot.waitUntil(lambda: find(testing, "subjectLabel", QLabel).text() == "Our digit 2")


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
