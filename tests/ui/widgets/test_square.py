"""One widget kept square."""

from helpers.windows import shown
from PySide6.QtWidgets import QWidget

from digitpad.ui.drawing.canvas import Canvas
from digitpad.ui.widgets.square import Square


def test_the_square_is_as_large_as_fits(qtbot):
    canvas = Canvas()
    square = shown(Square(canvas), qtbot)
    for width, height in ((500, 300), (300, 500)):
        square.resize(width, height)
        assert canvas.size().toTuple() == (300, 300)
        assert canvas.x() == (width - 300) // 2
        assert canvas.y() == 0


def test_it_asks_for_the_room_that_its_content_asks_for(qtbot):
    canvas = Canvas()
    square = Square(canvas)
    qtbot.addWidget(square)
    assert square.sizeHint() == canvas.sizeHint()
    assert square.minimumSizeHint() == canvas.minimumSizeHint()


def test_the_content_is_part_of_it(qtbot):
    content = QWidget()
    square = shown(Square(content), qtbot)
    assert content.isVisible()
    square.hide()
    assert not content.isVisible()
