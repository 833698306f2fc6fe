"""A button that looks like a link."""

from helpers.windows import shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.link_button import LinkButton


def link(qtbot):
    button = LinkButton("Open the page Learn")
    button.setObjectName("link")
    return shown(button, qtbot)


def painted(button):
    """Where the colour of links is, as (x, y)."""
    image = button.grab().toImage()
    colour = QColor(theme.colours().accent)
    return [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) == colour]


def test_a_click_and_the_space_bar_press_it(qtbot):
    button = link(qtbot)
    pressed = []
    button.clicked.connect(lambda: pressed.append(True))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [True, True]


def test_it_is_underlined_in_the_colour_of_links_and_asks_for_no_width(qtbot):
    button = link(qtbot)
    button.resize(button.sizeHint())
    lines = [y for _, y in painted(button)]
    longest = max(lines.count(y) for y in set(lines))
    assert longest > 0.8 * button.fontMetrics().horizontalAdvance(button.text())
    assert button.minimumSizeHint().width() == 1
    button.resize(60, button.height())
    assert painted(button)
    assert max(x for x, _ in painted(button)) < 60
