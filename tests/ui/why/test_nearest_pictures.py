"""Pictures and labels in a row."""

import numpy as np
from helpers.windows import shown
from PySide6.QtGui import QColor

from digitpad.ui.why.nearest_pictures import LabelledPicture, NearestPictures


def test_pictures_stand_in_their_order_with_their_labels(qtbot):
    view = NearestPictures()
    view.resize(8 * (56 + 8), view.sizeHint().height())
    shown(view, qtbot)
    black, white = np.zeros((28, 28), np.uint8), np.full((28, 28), 255, np.uint8)
    view.show_pictures([LabelledPicture(white, "7", 12), LabelledPicture(black, "T-shirt or top", 3)])
    assert view.property("numbers") == [12, 3]
    assert view.property("labels") == ["7", "T-shirt or top"]
    assert view.accessibleDescription() == "7, T-shirt or top"
    image = view.grab().toImage()
    assert image.pixelColor(28, 28) == QColor("white")
    assert image.pixelColor(64 + 28, 28) == QColor("black")
    view.show_pictures([])
    assert view.property("labels") == []
    assert view.grab().toImage().pixelColor(28, 28) != QColor("white")
