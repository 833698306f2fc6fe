import numpy as np
import pytest
from helpers.windows import shown
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QLabel, QPushButton

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import Note, faint_label, icon, mark, named

LONG = "The answer is “?” while the best two bars are closer together than this; at 0 % it is always given. " * 2


def test_named_says_everything_about_a_control(qtbot):
    button = named(shown(QPushButton("Stop"), qtbot), "stopButton", "Stop the run", "Ends the run.")
    assert (button.objectName(), button.accessibleName(), button.toolTip()) == (
        "stopButton", "Stop the run", "Ends the run."
    )


def test_a_mark_changes_the_look_at_once(qtbot):
    label = shown(QLabel("too big"), qtbot)
    ordinary = label.palette().windowText().color()
    assert mark(label, problem=True) is label
    assert label.palette().windowText().color() == QColor(theme.colours().problem)
    mark(label, problem=False)
    assert label.palette().windowText().color() == ordinary


def test_a_note_is_as_high_as_its_lines(qtbot):
    note = shown(Note(LONG), qtbot)
    label = shown(QLabel(LONG), qtbot)
    label.setWordWrap(True)
    heights = []
    for width in (800, 300, 150):
        note.resize(width, note.height())
        heights.append(note.height())
        assert note.height() == pytest.approx(label.heightForWidth(width), abs=2)
    assert heights == sorted(heights)
    assert heights[0] < heights[-1]
    note.setText("Short.")
    assert note.height() <= note.fontMetrics().height() * 1.2
    note.setText("")
    assert note.height() > 0


def test_a_note_follows_the_text_size(qtbot, qapp):
    note = shown(faint_label(LONG), qtbot)
    note.resize(300, note.height())
    before = note.height()
    theme.apply(qapp, "light", 200)
    assert note.height() > 1.8 * before


@pytest.mark.parametrize("name", ["undo", "redo", "clear"])
@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_symbols_have_the_colour_of_the_text(qapp, name, appearance):
    theme.apply(qapp, appearance, 100)

    for mode, colour in ((QIcon.Mode.Normal, theme.colours().text), (QIcon.Mode.Disabled, theme.colours().line)):
        image = icon(name).pixmap(48, 48, mode).toImage()
        pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        inked = np.array([pixel.getRgb()[:3] for pixel in pixels if pixel.alpha() == 255])
        assert len(inked) > 20
        # Rounding of colours that are stored with their transparency.
        assert abs(inked - np.array(QColor(colour).getRgb()[:3])).max() <= 1
