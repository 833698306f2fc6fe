"""The pen and the answer, in the window with the built-in network."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from helpers.main_window import bars, digit, show_settings
from helpers.networks import always
from helpers.pen import burst
from helpers.windows import answer, dialog, find, press, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QMessageBox, QSlider

from digitpad.ink.raster import rasterize
from digitpad.ink.stroke import Ink
from digitpad.replay import bundled_drawings, draw

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LINE = [(500.0, 100.0), (500.0, 900.0)]
DRAWINGS = dict(bundled_drawings())


def test_an_empty_canvas_is_answered_with_nothing(window, mouse, qtbot):
    def says_nothing():
        return (bars(window), digit(window)) == ([0.0] * 10, "?") and "Nothing drawn yet" in texts(window)

    assert says_nothing()
    mouse.draw(DRAWINGS["7"])
    qtbot.waitUntil(lambda: digit(window) == "7")
    assert not says_nothing()
    window.drawing.canvas.clear()
    qtbot.waitUntil(says_nothing)


@pytest.mark.parametrize("label", DRAWINGS)
def test_a_drawn_digit_is_read(window, mouse, qtbot, label):
    mouse.draw(DRAWINGS[label])
    qtbot.waitUntil(lambda: digit(window) == label)
    picture = rasterize(window.drawing.canvas.ink)
    assert (window.drawing.preview.picture == picture).all()
    expected = window.workbench.networks.current.network.probabilities(picture[None])[0]
    assert bars(window) == pytest.approx(expected.tolist(), abs=1e-7)
    assert window.answer.bars.winner == int(label)


def test_the_bars_answer_while_the_line_is_growing(window, mouse, qtbot):
    seen = set()
    points = [(float(x), float(y)) for x, y in DRAWINGS["2"].strokes[0]]
    mouse.press(points[0])
    for point in points[1:]:
        mouse.move(point)
        QApplication.processEvents()
        seen.add(tuple(bars(window)))
    assert len(seen) > len(points) / 2
    mouse.release(points[-1])


def test_five_hundred_fast_strokes_are_answered_once(window, qtbot):
    answers = []
    window.workbench.recognizer.recognized.connect(answers.append)
    random = np.random.default_rng(0)
    burst(window.drawing.canvas, random.uniform(0, 990, (500, 3, 2)).tolist())
    qtbot.waitUntil(lambda: bool(answers))
    qtbot.wait(20)
    assert len(answers) <= 3
    assert (answers[-1].picture == rasterize(window.drawing.canvas.ink)).all()


def test_undo_redo_and_clear_by_key(window, mouse, qtbot):
    ink = DRAWINGS["4"]
    mouse.draw(ink)
    count = len(window.drawing.canvas.ink.strokes)
    qtbot.waitUntil(lambda: digit(window) == "4")
    press(window, Qt.Key.Key_Z, CTRL)
    assert len(window.drawing.canvas.ink.strokes) == count - 1
    press(window, Qt.Key.Key_Z, CTRL, SHIFT)
    assert len(window.drawing.canvas.ink.strokes) == count
    press(window, Qt.Key.Key_Delete)
    assert not window.drawing.canvas.ink
    qtbot.waitUntil(lambda: bars(window) == [0.0] * 10 and digit(window) == "?")
    press(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: digit(window) == "4")


def test_keys_in_a_text_field_belong_to_the_text(window, mouse):
    mouse.stroke(LINE)
    edit = find(window, "hiddenLayersEdit", QLineEdit)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    assert edit.text() == ""
    QTest.keyClick(edit, Qt.Key.Key_Z, CTRL)
    assert edit.text() == "128"
    assert window.drawing.canvas.ink


def test_a_dialog_in_mid_stroke_loses_no_ink(
    window, mouse, tmp_path, qtbot
):
    """A file that cannot be opened says so while somebody is drawing; the button comes up over the dialog."""
    mouse.press(LINE[0])
    mouse.move(LINE[1])
    window.opener.open_network(tmp_path / "gone.keras")
    box = dialog(window, "problemDialog", qtbot)
    mouse.release(LINE[1])
    answer(box, "OK")
    qtbot.waitUntil(lambda: not window.findChildren(QMessageBox))
    mouse.stroke([(200, 200), (800, 200)])
    assert [len(stroke) for stroke in window.drawing.canvas.ink.strokes] == [2, 2]


def test_two_close_classes_are_a_question_mark_until_the_setting_allows_less(
    window, mouse, qtbot
):
    window.workbench.networks.opened(always([0.5, 0.4] + [0.0125] * 8), Path("close.keras"))
    mouse.stroke(LINE)
    qtbot.waitUntil(lambda: bars(window)[0] == pytest.approx(0.5, abs=1e-5))
    assert digit(window) == "?"
    assert "Not sure: 0 or 1" in texts(window)
    show_settings(window)
    slider = find(window, "leadSlider", QSlider)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: digit(window) == "0")
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: digit(window) == "?")


def test_names_out_of_a_file_are_shown_not_obeyed(window, mouse, qtbot):
    """A file may call its classes whatever it likes; nothing of it is markup, and `&` is no underline."""
    hostile = "<img src=x>"
    window.workbench.networks.opened(always([0.98, 0.02], [hostile, "b"]), Path("a&b <i>.keras"))
    mouse.stroke(LINE)
    qtbot.waitUntil(lambda: digit(window) == hostile)
    for label in window.findChildren(QLabel):
        if hostile in label.text() or "<i>" in label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
    session = next(menu for menu in window.findChildren(QMenu) if menu.title() == "&Networks of this session")
    assert session.actions()[-1].text() == "a&&b <i>.keras"


def test_ink_from_elsewhere_is_answered_like_any_other(window, qtbot):
    window.drawing.canvas.set_ink(DRAWINGS["5"])
    qtbot.waitUntil(lambda: digit(window) == "5")
    window.drawing.canvas.set_ink(Ink())
    qtbot.waitUntil(lambda: digit(window) == "?")


def test_the_picture_is_shown_as_the_network_receives_it(window, qtbot):
    """A network that takes black and white gets black and white, and everybody can see it."""
    draw(window.drawing.canvas, dict(bundled_drawings())["3"])
    qtbot.waitUntil(lambda: bool(window.drawing.preview.picture.any()))
    grey = window.drawing.preview.picture
    assert len(np.unique(grey)) > 2
    network = window.workbench.networks.current.network
    window.workbench.networks.trained(network.with_info(replace(network.info, pixels="black and white")))
    qtbot.waitUntil(lambda: len(np.unique(window.drawing.preview.picture)) == 2)
    assert np.array_equal(window.drawing.preview.picture == 255, grey > 127)
