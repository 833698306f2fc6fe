"""What follows its size, the size of text and the theme does so once for each change, and as a widget of Qt."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from digitpad.ui.widgets.following import FollowsSize, FollowsTheme
from digitpad.ui.widgets.guard import guarded, is_guarded


@guarded
class Fitted(FollowsSize, QLabel):
    def __init__(self):
        self.fits = []
        super().__init__("text")

    def _fit(self):
        self.fits.append((self.size(), self.font().pointSizeF()))


@guarded
class Styled(FollowsTheme, QWidget):
    def __init__(self):
        self.styles = []
        super().__init__()

    def _apply_style(self):
        self.styles.append((self.palette().window().color().name(), self.font().pointSizeF()))


@pytest.fixture
def fitted(qtbot):
    label = Fitted()
    qtbot.addWidget(label)
    label.resize(200, 50)
    label.show()
    label.fits.clear()
    return label


def larger(widget, points):
    font = widget.font()
    font.setPointSizeF(points)
    widget.setFont(font)


def test_another_size_is_followed(fitted):
    fitted.resize(300, 60)
    assert [size for size, __ in fitted.fits] == [QSize(300, 60)]


def test_another_size_of_text_is_followed(fitted):
    larger(fitted, 33)
    assert [points for __, points in fitted.fits] == [33]
    assert fitted.sizeHint().height() > 33, "Qt's label has heard of it, too"


def test_what_changes_nothing_is_passed_over(fitted):
    fitted.setEnabled(False)
    fitted.setWindowTitle("Another")
    assert fitted.fits == []


def test_other_colours_and_another_size_of_text_are_followed(qtbot):
    widget = Styled()
    qtbot.addWidget(widget)
    widget.styles.clear()
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, "#123456")
    widget.setPalette(palette)
    assert [colour for colour, __ in widget.styles] == ["#123456"]
    larger(widget, 33)
    assert widget.styles[1:] == [("#123456", 33)]
    widget.setEnabled(False)
    assert all(colour == "#123456" for colour, __ in widget.styles[2:]), "a disabled widget may have other colours"


def test_what_is_mixed_in_is_guarded():
    assert is_guarded(Fitted.resizeEvent)
    assert is_guarded(Fitted.changeEvent)
    assert is_guarded(Styled.changeEvent)
