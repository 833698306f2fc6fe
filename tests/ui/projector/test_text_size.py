"""Text for the last row."""

import pytest
from PySide6.QtCore import QSize

from digitpad.ui.projector.text_size import points


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (1920, 1080, 24),
        (3840, 2160, 48),
        (1920, 2160, 24),  # as far as the narrower side allows
        (1440, 1080, 18),
        (1024, 600, 12.8),
        (400, 300, 10.5),  # as in the window
    ],
)
def test_it_grows_with_the_screen(width, height, expected):
    assert points(QSize(width, height)) == pytest.approx(expected)
