import pytest
from helpers.pen import Mouse
from helpers.windows import click, delete, find, shown
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from digitpad.ui.drawing.drawing_column import DrawingColumn
from digitpad.ui.widgets import theme


@pytest.fixture
def pad(qtbot):
    pad = DrawingColumn()
    pad.resize(340, 520)
    return shown(pad, qtbot)


def enabled(pad):
    return {
        name for name in ("undoButton", "redoButton", "clearButton") if find(pad, name, QToolButton).isEnabled()
    }


def test_each_button_works_exactly_when_it_has_something_to_do(pad):
    assert enabled(pad) == set()
    mouse = Mouse(pad.canvas)
    mouse.press((500, 100))
    assert enabled(pad) == {"clearButton"}
    mouse.move((500, 900))
    mouse.release((500, 900))
    assert enabled(pad) == {"undoButton", "clearButton"}
    click(pad, "undoButton")
    assert not pad.canvas.ink
    assert enabled(pad) == {"redoButton"}
    click(pad, "redoButton")
    assert pad.canvas.ink
    click(pad, "clearButton")
    assert not pad.canvas.ink
    assert enabled(pad) == {"undoButton"}
    click(pad, "undoButton")
    assert pad.canvas.ink


def test_the_canvas_is_a_square_with_the_tools_just_below(pad):
    for width, height in ((340, 520), (340, 1000), (700, 520)):
        pad.resize(width, height)
        canvas = pad.canvas
        assert canvas.width() == canvas.height()
        for above, below in ((canvas, pad.labels), (pad.labels, pad.preview)):
            gap = below.mapTo(pad, below.rect().topLeft()).y() - above.mapTo(pad, above.rect().bottomLeft()).y()
            assert 0 < gap < 30


def test_the_buttons_keep_their_names_whatever_the_undo_stack_calls_its_steps(pad):
    Mouse(pad.canvas).stroke([(100, 100), (200, 200)])
    button = find(pad, "undoButton")
    assert button.accessibleName() == "Undo"
    assert button.toolTip() == "Take back the last stroke (Ctrl+Z)."


def test_nothing_covers_the_drawing(pad):
    """A tooltip would; what the canvas is for stands in it while it is empty, and screen readers have its name."""
    assert pad.canvas.toolTip() == ""
    assert pad.canvas.accessibleName() == "Canvas"


def settle():
    """Layouts ask for other layouts."""
    for _ in range(5):
        QApplication.processEvents()


def test_in_a_low_column_the_caption_of_the_picture_goes_before_anything_else(pad, qapp):
    theme.apply(qapp, "light", 200)
    holder = QWidget()  # no window is smaller than what its layout asks for
    pad.setParent(holder)
    holder.resize(600, 900)
    holder.show()
    pad.show()
    settle()
    caption = next(label for label in pad.findChildren(QLabel) if label.text() == "What the network receives")
    least = pad.minimumSizeHint()
    pad.resize(least)
    settle()
    assert pad.size() == least
    assert not caption.isVisible()
    assert pad.canvas.height() >= pad.canvas.minimumSizeHint().height()
    pad.resize(least.width(), least.width() + pad.height_beside_canvas)
    settle()
    assert not caption.isVisible()
    assert pad.canvas.height() >= pad.width() - 2, "what the caption would need is the canvas'"
    pad.resize(least.width(), least.height() + 300)
    settle()
    assert caption.isVisible()
    prompt = QLabel("line\n" * 11)
    pad.put_instead_of_labels(prompt, ())
    pad.labels.hide()
    prompt.show()
    settle()
    assert not caption.isVisible(), "something else took its room"
    pad.setParent(None)
    delete(holder)
