"""A canvas alone."""

import pytest
from helpers.windows import shown

from digitpad.ui.drawing.canvas import Canvas


@pytest.fixture
def canvas(qtbot):
    canvas = Canvas()
    canvas.resize(400, 400)
    return shown(canvas, qtbot)
