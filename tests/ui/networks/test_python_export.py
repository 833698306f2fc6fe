"""File > Export for Python, in the real window."""

import json

from helpers.pen import Mouse
from helpers.windows import dialog, file_dialog, press
from PySide6.QtCore import Qt

from digitpad.export_python import DRAWING, NETWORK, SCRIPT
from digitpad.ink.stroke import Ink


def test_the_network_and_what_is_drawn_are_written(small_window, tmp_path, qtbot):
    Mouse(small_window.drawing.canvas).draw(Ink.of([[(300, 300), (500, 700)]]))
    place = tmp_path / "for a friend"
    place.mkdir()
    with file_dialog(place):
        press(small_window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Exported" in small_window.statusBar().currentMessage())
    folder = place / "tiny for Python"
    assert {path.name for path in folder.iterdir()} == {NETWORK, SCRIPT, DRAWING}
    assert str(folder) in small_window.statusBar().currentMessage()
    strokes = json.loads((folder / DRAWING).read_text(encoding="utf-8"))["strokes"]
    assert strokes == [stroke.tolist() for stroke in small_window.drawing.canvas.ink.strokes]


def test_nothing_is_written_when_the_dialog_is_left(small_window, tmp_path):
    with file_dialog(None):
        press(small_window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert small_window.statusBar().currentMessage() == ""


def test_a_place_that_is_gone_is_said(small_window, tmp_path, qtbot):
    small_window.python_export.write(tmp_path / "gone")
    box = dialog(small_window, "problemDialog", qtbot)
    assert "No folder can be made" in box.text() + box.informativeText()
