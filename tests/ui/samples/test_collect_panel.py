"""Collecting: the panel, the prompt and the canvas together."""


from pathlib import Path

import pytest
from helpers.networks import always
from helpers.pen import Mouse
from helpers.samples import DIGITS, LETTERS, sample, stored
from helpers.windows import click, find
from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QSpinBox

from digitpad.replay import bundled_drawings
from digitpad.synthesis.transform import resized

DRAWINGS = dict(bundled_drawings())


def prompt(window):
    return find(window, "collectPrompt", QLabel).text()


def asked(window):
    return int(prompt(window).split()[-1])


def done(window):
    """How many drawings the bars show."""
    return sum(find(window, f"collectProgress{label}", QProgressBar).value() for label in range(10))


def test_enter_keeps_what_was_asked_for_and_asks_for_the_next(collecting, qtbot):
    mouse, wanted = Mouse(collecting.drawing.canvas), []
    for _ in range(3):
        wanted.append(asked(collecting))
        mouse.draw(DRAWINGS[str(wanted[-1])])
        QTest.keyClick(collecting.drawing.canvas, Qt.Key.Key_Return)
        assert not collecting.drawing.canvas.ink
    assert done(collecting) == 3
    click(collecting, "stopCollectingButton")
    qtbot.waitUntil(lambda: not collecting.workbench.samples.busy)
    folder = collecting.workbench.samples.data_dir
    collecting.close()
    assert [(each.label, each.seat) for each in stored(folder)] == [(label, 12) for label in wanted]


def test_a_digit_in_two_pieces_is_kept_as_one(collecting, qtbot):
    """Somebody asked for one digit: whatever is on the canvas is that one."""
    canvas = collecting.drawing.canvas
    for digit, middle in (("3", 250), ("7", 750)):
        Mouse(canvas).draw(resized(DRAWINGS[digit], 350, (middle, 500)))
    qtbot.waitUntil(lambda: find(collecting, "predictedDigit", QLabel).text() == "37")
    strokes = len(canvas.ink.strokes)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert not canvas.ink
    qtbot.waitUntil(lambda: not collecting.workbench.samples.busy)
    folder = collecting.workbench.samples.data_dir
    collecting.close()
    assert [len(each.ink.strokes) for each in stored(folder)] == [strokes]


def test_enter_on_an_empty_canvas_keeps_nothing(collecting, qtbot):
    before = prompt(collecting)
    collecting.drawing.canvas.setFocus()
    QTest.keyClick(collecting.drawing.canvas, Qt.Key.Key_Return)
    assert prompt(collecting) == before
    assert find(collecting, "collectTold", QLabel).text() == "Draw it first, then press Next."
    assert done(collecting) == 0
    assert not find(collecting, "nextDigitButton", QPushButton).isEnabled()


def test_skip_asks_for_another_one_and_undo_for_the_same_again(collecting, qtbot):
    before = asked(collecting)
    click(collecting, "skipDigitButton")
    assert asked(collecting) != before
    wanted = asked(collecting)
    Mouse(collecting.drawing.canvas).draw(DRAWINGS["1"])
    click(collecting, "nextDigitButton")
    assert done(collecting) == 1
    click(collecting, "undoButton")
    assert (done(collecting), asked(collecting)) == (0, wanted)
    assert collecting.drawing.canvas.ink


@pytest.mark.parametrize("key", [Qt.Key.Key_0, Qt.Key.Key_7])
def test_a_digit_key_keeps_nothing_while_digits_are_asked_for(collecting, key):
    Mouse(collecting.drawing.canvas).draw(DRAWINGS["4"])
    collecting.drawing.canvas.setFocus()
    QTest.keyClick(collecting.drawing.canvas, key)
    assert collecting.drawing.canvas.ink
    assert done(collecting) == 0


def said(window):
    return find(window, "collectedLabel", QLabel).text()


def keep(window, drawing, qtbot):
    """Draw this, and press Next when the network has seen it."""
    Mouse(window.drawing.canvas).draw(DRAWINGS[drawing])
    qtbot.waitUntil(lambda: find(window, "predictedDigit", QLabel).text() == drawing)
    click(window, "nextDigitButton")


def test_what_was_saved_is_said_and_can_be_taken_back(collecting, qtbot):
    wanted = asked(collecting)
    undo = find(collecting, "undoCollectedButton")
    assert not undo.isVisible()
    height = collecting.drawing.canvas.height()
    keep(collecting, str(wanted), qtbot)
    article = "an" if wanted == 8 else "a"
    qtbot.waitUntil(lambda: said(collecting) == f"Saved as {article} {wanted} (1 drawing)")
    assert undo.isVisible()
    assert collecting.drawing.canvas.height() == height, "nothing moves"
    click(collecting, "undoCollectedButton")
    assert (done(collecting), asked(collecting)) == (0, wanted)
    assert collecting.drawing.canvas.ink
    assert said(collecting) == "Not saved"
    assert not undo.isVisible()
    click(collecting, "nextDigitButton")
    click(collecting, "stopCollectingButton")
    click(collecting, "collectButton")
    assert said(collecting) == "", "of another round"


def slip(window, qtbot):
    """Draw a 3 where something else is asked for, and wait until the network is very sure of it."""
    if asked(window) == 3:
        click(window, "skipDigitButton")
    Mouse(window.drawing.canvas).draw(DRAWINGS["3"])
    qtbot.waitUntil(lambda: window.recorder.doubt(asked(window), whole=True) == "3")
    return asked(window)


def question(window):
    label = find(window, "collectQuestion", QLabel)
    return label.text() if label.isVisible() else ""


def test_a_sure_network_asks_before_a_slip_is_saved(collecting, qtbot):
    wanted = slip(collecting, qtbot)
    QTest.keyClick(collecting.drawing.canvas, Qt.Key.Key_Return)
    assert question(collecting) == f"This looks like a 3. Save it as {'an' if wanted == 8 else 'a'} {wanted}?"
    assert done(collecting) == 0
    click(collecting, "collectAgainButton")
    assert (question(collecting), asked(collecting), done(collecting)) == ("", wanted, 0)
    assert not collecting.drawing.canvas.ink
    slip(collecting, qtbot)
    QTest.keyClick(collecting.drawing.canvas, Qt.Key.Key_Return)
    QTest.keyClick(collecting.drawing.canvas, Qt.Key.Key_Return)
    assert done(collecting) == 1
    assert find(collecting, f"collectProgress{wanted}", QProgressBar).value() == 1


def test_who_stops_is_asked_nothing_more(collecting, qtbot):
    slip(collecting, qtbot)
    click(collecting, "nextDigitButton")
    assert question(collecting)
    click(collecting, "collectButton")
    assert not find(collecting, "collectPrompt").isVisible()
    click(collecting, "collectButton")
    assert question(collecting) == ""
    assert find(collecting, "collectPrompt").isVisible()


def test_the_answer_to_a_test_picture_doubts_nothing(collecting, qtbot):
    wanted = slip(collecting, qtbot)
    collecting.show_page("examine")
    qtbot.waitUntil(lambda: collecting.recorder.doubt(wanted) is None)
    click(collecting, "nextDigitButton")
    qtbot.waitUntil(lambda: said(collecting).startswith("Saved as"))


def test_start_clears_the_canvas(window, qtbot):
    Mouse(window.drawing.canvas).draw(DRAWINGS["1"])
    window.show_page("samples")
    qtbot.waitUntil(lambda: not window.workbench.samples.busy)
    click(window, "collectButton")
    assert not window.drawing.canvas.ink
    click(window, "undoButton")
    assert window.drawing.canvas.ink


def test_the_next_person_has_the_next_seat_and_a_new_set(collecting, qtbot):
    keep(collecting, str(asked(collecting)), qtbot)
    Mouse(collecting.drawing.canvas).draw(DRAWINGS["1"])
    click(collecting, "nextPersonButton")
    assert find(collecting, "seatBox", QSpinBox).value() == 13
    qtbot.waitUntil(lambda: find(collecting, "collectPrompt").isVisible())
    assert done(collecting) == 0
    assert not collecting.drawing.canvas.ink
    keep(collecting, str(asked(collecting)), qtbot)
    qtbot.waitUntil(lambda: not collecting.workbench.samples.busy)
    folder = collecting.workbench.samples.data_dir
    collecting.close()
    assert [each.seat for each in stored(folder)] == [12, 13]


def test_without_a_seat_the_next_person_has_the_first_and_after_the_last_there_is_none(window, qtbot):
    window.show_page("samples")
    qtbot.waitUntil(lambda: not window.workbench.samples.busy)
    click(window, "nextPersonButton")
    assert find(window, "seatBox", QSpinBox).value() == 1
    qtbot.waitUntil(lambda: find(window, "collectPrompt").isVisible())
    find(window, "seatBox", QSpinBox).setValue(9999)
    assert not find(window, "nextPersonButton").isEnabled()
    assert not find(window, "collectPrompt").isVisible(), "another seat, another set"


def test_what_was_saved_leads_to_learning(collecting, qtbot):
    link = find(collecting, "learnFromPanelButton")
    assert not link.isVisible()
    keep(collecting, str(asked(collecting)), qtbot)
    qtbot.waitUntil(link.isVisible)
    click(collecting, "learnFromPanelButton")
    assert find(collecting, "learnButton").isVisible()


def test_a_set_that_was_begun_is_gone_on_with_and_thanks_when_it_is_full(
    window, qtbot
):
    window.workbench.samples.change(
        lambda samples: samples.add_many([sample(n, n % 10, seat=12) for n in range(20) if n != 7]),
        lambda _: None, pytest.fail,
    )
    window.show_page("samples")
    find(window, "collectEachBox", QSpinBox).setValue(2)
    find(window, "seatBox", QSpinBox).setValue(12)
    qtbot.waitUntil(lambda: not window.workbench.samples.busy and done(window) == 19)
    click(window, "collectButton")
    assert prompt(window) == "Draw a 7"
    Mouse(window.drawing.canvas).draw(DRAWINGS["7"])
    click(window, "nextDigitButton")
    assert prompt(window) == "Thank you!"
    assert find(window, "collectProgress7", QProgressBar).text() == "2 of 2"
    assert "full" in find(window, "collectStatus", QLabel).text()


def test_the_seat_is_remembered_on_this_computer(collecting):
    assert collecting.workbench.settings.seat == 12
    find(collecting, "seatBox", QSpinBox).setValue(0)
    assert collecting.workbench.settings.seat is None
    assert collecting.recorder.seat is None


def test_digits_of_the_network_under_the_pen_are_asked_for(window):
    window.show_page("samples")
    click(window, "collectButton")
    assert find(window, "collectPrompt", QLabel).text() in {f"Draw a {name}" for name in DIGITS} | {"Draw an 8"}


def test_what_is_counted_of_other_classes_meanwhile_is_not_shown(window, qtbot):
    """Another network is opened while the digits are counted, and nobody looks at the page any more."""
    window.show_page("samples")
    window.show_page("training")
    window.workbench.networks.opened(always([0.2, 0.3, 0.5], LETTERS), Path("letters.keras"))
    qtbot.waitUntil(lambda: not window.workbench.samples.busy)
    bars = window.pages.samples.findChildren(QProgressBar, QRegularExpression("collectProgress"))
    assert [bar.text() for bar in bars] == ["0 of 10"] * 3
