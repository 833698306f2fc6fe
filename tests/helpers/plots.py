"""What a widget has painted, pixel by pixel."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget


def painted(widget: QWidget, colour: QColor) -> list[tuple[int, int]]:
    """Where exactly this colour is: columns and rows of pixels."""
    image = widget.grab().toImage()
    assert image.devicePixelRatio() == 1
    return [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) == colour]
