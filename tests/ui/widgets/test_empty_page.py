"""What a page shows while it has nothing to show."""

from helpers.windows import click, find, shown
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.empty_page import EmptyPage


def page(qtbot):
    page = EmptyPage("photo", "Nothing here yet.", "&Begin", "beginButton", "Does the first step.")
    page.resize(500, 400)
    return shown(page, qtbot)


def test_a_sentence_and_a_button_that_does_the_first_step(qtbot):
    empty = page(qtbot)
    begun = []
    empty.begun.connect(lambda: begun.append(True))
    click(empty, "beginButton")
    assert begun == [True]
    button = find(empty, "beginButton", QPushButton)
    assert (button.accessibleName(), button.toolTip()) == ("Begin", "Does the first step.")
    empty.say("Still nothing.")
    assert "Still nothing." in [label.text() for label in empty.findChildren(QLabel)]


def test_all_of_it_stands_in_the_middle_and_the_symbol_follows_the_appearance(qtbot):
    empty = page(qtbot)
    theme.apply(QApplication.instance(), "light", 100)
    light = empty.grab().toImage()
    theme.apply(QApplication.instance(), "dark", 100)
    dark = empty.grab().toImage()
    for widget in (find(empty, "beginButton"), empty.findChild(QLabel)):
        assert abs(widget.geometry().center().x() - 250) < 3
    above = range(empty.findChild(QLabel).y())
    inked = [sum(image.pixelColor(250 + dx, y) != image.pixelColor(2, 2) for y in above for dx in (-20, 0, 20))
             for image in (light, dark)]
    assert min(inked) > 10
    assert light.pixelColor(2, 2) != dark.pixelColor(2, 2)
