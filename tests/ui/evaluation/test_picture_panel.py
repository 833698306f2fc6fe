"""One picture and its verdict, for eyes that see no colour too."""

import numpy as np
import pytest
from helpers.windows import find, shown
from PySide6.QtWidgets import QApplication, QLabel

from digitpad.ui.evaluation.examination import Examined
from digitpad.ui.evaluation.picture_panel import PicturePanel
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.picture_view import PictureView

PICTURE = np.full((28, 28), 9, np.uint8)


@pytest.fixture
def panel(qtbot):
    return shown(PicturePanel(), qtbot)


def text(panel, name):
    return find(panel, name, QLabel).text()


def test_right_and_wrong_differ_in_word_and_symbol_and_follow_the_theme(panel, qapp):
    symbols = []
    for is_right in (True, False):
        panel.show_examined(Examined(PICTURE, 4, "7", "7" if is_right else "1", 0.5, is_right))
        assert text(panel, "testVerdict") == ("Right" if is_right else "Wrong")
        symbols.append(find(panel, "testVerdictSymbol", QLabel).pixmap().toImage())
    assert text(panel, "testAnswer") == "1, 50.0\N{NO-BREAK SPACE}%"
    theme.apply(qapp, "dark", 100)
    symbols.append(find(panel, "testVerdictSymbol", QLabel).pixmap().toImage())
    assert all(one != other for number, one in enumerate(symbols) for other in symbols[:number])
    panel.show_examined(None)
    assert (text(panel, "testVerdict"), text(panel, "trueClass")) == ("", "")
    assert not find(panel, "testPicture", PictureView).picture.any()


def test_a_problem_is_marked_as_one(panel):
    panel.show_line("It is damaged.", problem=True)
    assert (text(panel, "testCount"), find(panel, "testCount").property("problem")) == ("It is damaged.", True)
    panel.show_line("Picture 1", problem=False)
    assert find(panel, "testCount").property("problem") is False


def test_flat_the_texts_are_beside_the_picture(panel, qtbot):
    panel.resize(400, 300)
    picture, verdict = find(panel, "testPicture"), find(panel, "testVerdict")
    panel.set_flat(True)
    qtbot.waitUntil(lambda: verdict.x() > picture.geometry().right())
    panel.set_flat(False)
    qtbot.waitUntil(lambda: verdict.y() > picture.geometry().bottom())


@pytest.mark.parametrize(("width", "is_below"), [(130, True), (300, False)])
def test_the_most_probable_class_and_how_probable_it_is_stay_on_one_line(panel, width, is_below):
    panel.resize(width, 400)
    panel.show_examined(Examined(PICTURE, 4, "7", "6", 0.9954, False))
    QApplication.processEvents()
    answer, name = find(panel, "testAnswer"), next(
        label for label in panel.findChildren(QLabel) if label.text() == "Most probable"
    )
    assert answer.height() < 1.5 * answer.fontMetrics().height()
    assert (answer.y() > name.y()) is is_below
    assert find(panel, "trueClass").y() < name.y()
