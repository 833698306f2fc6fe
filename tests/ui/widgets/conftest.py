"""A plot in a window."""

import pytest
from helpers.windows import shown

from digitpad.ui.widgets.plot import Plot


@pytest.fixture
def plot(qtbot):
    plot = Plot()
    plot.resize(400, 200)
    return shown(plot, qtbot)
