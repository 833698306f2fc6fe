"""From a drawing and a word to a sample on the disk, in the real window."""

import shutil

import pytest
from helpers.pen import Mouse
from helpers.photos import image_of, painted, photographed
from helpers.recording import kept, said, wait
from helpers.samples import DIGITS, stored
from helpers.systems import an_open_file_keeps_its_folder
from helpers.windows import click, dialog, find, opened, press
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox, QToolButton

from digitpad.app import create_window
from digitpad.ink.stroke import Ink
from digitpad.replay import bundled_drawings
from digitpad.synthesis.transform import resized

DRAWINGS = dict(bundled_drawings())
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_tap_keeps_the_drawing_as_ink_and_clears_the_canvas(
    window, mouse, qtbot
):
    mouse.draw(DRAWINGS["7"])
    ink = window.drawing.canvas.ink
    click(window, "label7")
    assert not window.drawing.canvas.ink, "ready for the next digit at once"
    (sample,) = kept(window, qtbot)
    assert (sample.label, sample.class_names, sample.seat) == (7, DIGITS, None)
    assert sample.ink_json == ink.to_json()
    assert said(window) == "Saved as a 7 (1 drawing)"


@pytest.mark.parametrize("key", range(10))
def test_a_key_does_the_same_while_the_canvas_has_the_focus(
    window, mouse, qtbot, key
):
    mouse.draw(DRAWINGS["1"])
    window.drawing.canvas.setFocus()
    QTest.keyClick(window.drawing.canvas, Qt.Key(Qt.Key.Key_0 + key))
    assert [sample.label for sample in kept(window, qtbot)] == [key]


def test_a_key_in_a_text_field_is_text(window, mouse, qtbot):
    mouse.draw(DRAWINGS["1"])
    edit = find(window, "hiddenLayersEdit", QLineEdit)
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_7)
    assert edit.text().endswith("7")
    assert kept(window, qtbot) == []
    assert window.drawing.canvas.ink


def test_with_control_a_key_is_no_label(window, mouse, qtbot):
    mouse.draw(DRAWINGS["1"])
    QTest.keyClick(window.drawing.canvas, Qt.Key.Key_7, CTRL)
    assert kept(window, qtbot) == []


def test_nothing_is_kept_of_an_empty_canvas(window, qtbot):
    click(window, "label7")
    window.drawing.canvas.setFocus()
    QTest.keyClick(window.drawing.canvas, Qt.Key.Key_7)
    wait(window, qtbot)
    assert not (window.workbench.samples.data_dir / "samples.db").exists()


def test_undo_takes_it_back_and_gives_the_drawing_back(window, mouse, qtbot):
    mouse.draw(DRAWINGS["7"])
    drawn = window.drawing.canvas.ink.to_json()
    click(window, "label7")
    (first,) = kept(window, qtbot)
    press(window, Qt.Key.Key_Z, CTRL)
    assert window.drawing.canvas.ink.to_json() == drawn
    assert kept(window, qtbot) == []
    assert said(window) == "Not saved"
    click(window, "redoButton")
    assert not window.drawing.canvas.ink
    assert kept(window, qtbot) == [first], "the very same sample"


def test_the_undo_beside_the_word_leaves_what_was_drawn_since(
    window, mouse, qtbot
):
    mouse.draw(DRAWINGS["7"])
    click(window, "label1")
    wait(window, qtbot)
    mouse.draw(DRAWINGS["2"])
    drawn = window.drawing.canvas.ink.to_json()
    click(window, "undoKeepButton")
    assert kept(window, qtbot) == []
    assert window.drawing.canvas.ink.to_json() == drawn
    assert not find(window, "undoKeepButton", QToolButton).isVisible()


def test_the_undo_beside_the_word_gives_the_drawing_back_to_an_empty_canvas(
    window, mouse, qtbot
):
    mouse.draw(DRAWINGS["7"])
    click(window, "label1")
    wait(window, qtbot)
    click(window, "undoKeepButton")
    assert window.drawing.canvas.ink
    assert kept(window, qtbot) == []


def test_several_in_a_row_are_undone_one_by_one(window, mouse, qtbot):
    for label in "123":
        mouse.draw(DRAWINGS[label])
        QTest.keyClick(window.drawing.canvas, Qt.Key(ord(label)))
    assert [sample.label for sample in kept(window, qtbot)] == [1, 2, 3]
    click(window, "undoButton")
    assert [sample.label for sample in kept(window, qtbot)] == [1, 2]


def test_of_several_digits_the_selected_one_is_kept_and_the_others_stay(
    window, mouse, qtbot
):
    for digit, middle, answered in (("3", 250, "3"), ("7", 750, "37")):
        mouse.draw(resized(DRAWINGS[digit], 350, (middle, 500)))
        qtbot.waitUntil(lambda answered=answered: find(window, "predictedDigit", QLabel).text() == answered)
    three = Ink(window.drawing.canvas.ink.strokes[: len(DRAWINGS["3"].strokes)])
    click(window, "label7")
    (sample,) = kept(window, qtbot)
    assert window.drawing.canvas.ink.to_json() == three.to_json()
    assert sample.label == 7
    assert sample.ink.strokes[0][:, 0].min() > 500, "the right half"
    qtbot.waitUntil(lambda: find(window, "predictedDigit", QLabel).text() == "3")


def test_the_seat_goes_with_it(window, mouse, qtbot):
    window.recorder.seat = 12
    mouse.draw(DRAWINGS["7"])
    click(window, "label7")
    assert [sample.seat for sample in kept(window, qtbot)] == [12]


@pytest.fixture
def other_window(window, qtbot):
    """A second window on the same data folder, after the first has kept a drawing."""
    Mouse(window.drawing.canvas).draw(DRAWINGS["3"])
    click(window, "label3")
    wait(window, qtbot)
    with opened(create_window(window.workbench.samples.data_dir), qtbot) as other:
        yield other


def test_a_second_window_says_who_has_the_folder_and_gives_the_drawing_back(
    other_window, qtbot, data_dir
):
    Mouse(other_window.drawing.canvas).draw(DRAWINGS["5"])
    drawn = other_window.drawing.canvas.ink.to_json()
    told = []
    other_window.recorder.sample_kept.connect(lambda _: told.append("kept"))
    other_window.recorder.sample_taken_back.connect(lambda _: told.append("taken back"))
    click(other_window, "label5")
    wait(other_window, qtbot)
    sentence = find(other_window, "keepProblem", QLabel)
    assert sentence.isVisible()
    assert "Digitpad is already open on this computer" in sentence.text()
    assert other_window.drawing.canvas.ink.to_json() == drawn, "nothing is lost"
    assert told == ["kept", "taken back"]
    qtbot.waitUntil(lambda: find(other_window, "predictedDigit", QLabel).text() == "5")
    assert [sample.label for sample in kept(other_window, qtbot)] == [3]


def test_when_the_first_window_has_gone_the_second_one_keeps(
    window, other_window, qtbot, data_dir
):
    other_window.workbench.samples.look(len, lambda _: None, pytest.fail)
    wait(other_window, qtbot)
    assert other_window.workbench.samples.note
    window.close()
    Mouse(other_window.drawing.canvas).draw(DRAWINGS["5"])
    click(other_window, "label5")
    assert [sample.label for sample in kept(other_window, qtbot)] == [3, 5]
    assert other_window.workbench.samples.note == ""


def test_what_was_kept_is_there_after_closing(qtbot, data_dir):
    with opened(create_window(data_dir), qtbot) as window:
        Mouse(window.drawing.canvas).draw(DRAWINGS["7"])
        click(window, "label7")
        window.close()  # at once, while it is still being written
    assert [sample.label for sample in stored(data_dir)] == [7]


def three_drawings(window, qtbot):
    """Keep three, one after the other; what is said of each."""
    told = []
    for label in "123":
        window.drawing.canvas.set_ink(DRAWINGS[label])
        click(window, f"label{label}")
        wait(window, qtbot)
        problem = find(window, "keepProblem", QLabel)
        told.append(problem.text() if problem.isVisible() else said(window))
        for box in window.findChildren(QMessageBox):
            box.close()
    return told


@an_open_file_keeps_its_folder
@pytest.mark.parametrize("go", [shutil.rmtree, lambda data_dir: data_dir.rename(data_dir.with_name("moved"))],
                         ids=["deleted", "moved"])
def test_what_cannot_be_kept_since_the_folder_is_gone_stays_on_the_canvas(window, qtbot, data_dir, go):
    window.drawing.canvas.set_ink(DRAWINGS["7"])
    click(window, "label7")
    assert len(kept(window, qtbot)) == 1
    go(data_dir)
    told = three_drawings(window, qtbot)
    assert all("is no longer in" in sentence and "so nothing is saved" in sentence for sentence in told)
    assert window.drawing.canvas.ink
    drawn = window.drawing.canvas.ink.to_json()
    assert not data_dir.exists()
    if (moved := data_dir.with_name("moved")).exists():
        moved.rename(data_dir)
        click(window, "label3")
        (_, sample) = kept(window, qtbot)
        assert sample.ink_json == drawn
        assert said(window) == "Saved as a 3 (2 drawings)"
        assert not find(window, "keepProblem", QLabel).isVisible()


@an_open_file_keeps_its_folder
def test_of_several_that_fail_at_once_each_can_be_undone(window, qtbot, data_dir):
    window.drawing.canvas.set_ink(DRAWINGS["7"])
    click(window, "label7")
    wait(window, qtbot)
    shutil.rmtree(data_dir)
    drawn = []
    for label in "12":
        window.drawing.canvas.set_ink(DRAWINGS[label])
        drawn.append(window.drawing.canvas.ink.to_json())
        QTest.keyClick(window.drawing.canvas, Qt.Key(ord(label)))  # sooner than the first is answered
    wait(window, qtbot)
    dialog(window, "questionDialog", qtbot).close()
    found = {window.drawing.canvas.ink.to_json()}
    while window.drawing.canvas.undo_stack.canUndo():
        click(window, "undoButton")
        found.add(window.drawing.canvas.ink.to_json())
    assert set(drawn) <= found


def about_a_test_picture(window, qtbot):
    """Open the page Examine, and wait until the answer is about its picture."""
    window.show_page("examine")
    qtbot.waitUntil(lambda: not window.workbench.recognizer.is_about_drawing)
    qtbot.waitUntil(lambda: not find(window, "label7", QToolButton).isEnabled())


def test_while_the_answer_is_about_a_test_picture_nothing_is_said_of_the_drawing(
    window, mouse, qtbot
):
    mouse.draw(DRAWINGS["3"])
    tip = find(window, "label7", QToolButton).toolTip()
    about_a_test_picture(window, qtbot)
    assert "another picture" in find(window, "label7", QToolButton).toolTip()
    click(window, "label7")
    window.drawing.canvas.setFocus()
    QTest.keyClick(window.drawing.canvas, Qt.Key.Key_7)
    assert kept(window, qtbot) == []
    assert window.drawing.canvas.ink
    assert "another picture" in find(window, "keepProblem", QLabel).text()
    window.show_page("training")
    qtbot.waitUntil(lambda: find(window, "label7", QToolButton).isEnabled())
    assert not find(window, "keepProblem", QLabel).isVisible()
    assert find(window, "label7", QToolButton).toolTip() == tip
    click(window, "label3")
    assert [sample.label for sample in kept(window, qtbot)] == [3]


def test_what_is_drawn_beside_a_test_picture_can_be_kept(window, mouse, qtbot):
    window.show_page("examine")
    qtbot.waitUntil(lambda: not window.workbench.recognizer.is_about_drawing)
    mouse.draw(DRAWINGS["3"])
    qtbot.waitUntil(lambda: find(window, "label3", QToolButton).isEnabled())
    click(window, "label3")
    assert [sample.label for sample in kept(window, qtbot)] == [3]


def test_while_the_answer_is_about_a_photo_nothing_is_said_of_the_drawing(
    window, mouse, qtbot, tmp_path
):
    mouse.draw(DRAWINGS["3"])
    about_a_test_picture(window, qtbot)
    assert image_of(photographed(painted([(DRAWINGS["7"], 200, 100, 200)], 12))).save(str(tmp_path / "7.png"))
    window.photos.open(tmp_path / "7.png")
    qtbot.waitUntil(lambda: find(window, "photoFound", QLabel).isVisible())
    qtbot.waitUntil(lambda: find(window, "predictedDigit", QLabel).text() == "7")
    assert not find(window, "label7", QToolButton).isEnabled()
    window.show_page("examine")
    window.show_page("photo")
    qtbot.waitUntil(lambda: find(window, "predictedDigit", QLabel).text() == "7")
    assert not find(window, "label7", QToolButton).isEnabled()


def test_what_was_saved_leads_to_learning(window, mouse, qtbot):
    mouse.draw(DRAWINGS["7"])
    click(window, "label7")
    wait(window, qtbot)
    link = find(window, "learnFromRowButton")
    assert link.isVisible()
    assert link.text() == "The network has not learnt from it yet."
    click(window, "learnFromRowButton")
    assert find(window, "learnButton").isVisible()
