"""Orders, the list of doubtful labels, and the buttons of the gallery."""

import numpy as np
import pytest
from helpers.evaluations import evaluation, picture_set
from helpers.windows import click, find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton

from digitpad.ui.evaluation.gallery_panel import GalleryPanel

LABELS = [0, 0, 0, 1]
EVALUATION = evaluation(LABELS, [1, 0, 2, 1], sure=[0.6, 0.95, 0.8, 0.5])


@pytest.fixture
def panel(qtbot):
    return shown(GalleryPanel(), qtbot)


def show(panel):
    panel.show_pictures(picture_set(LABELS), EVALUATION, 0.0, np.arange(4), frozenset())
    return panel.model.numbers.tolist()


def test_the_surest_mistake_is_first_or_the_most_doubtful_or_the_first_one(panel):
    told = []
    panel.changed.connect(lambda: told.append(show(panel)))
    assert show(panel) == [2, 0, 1, 3]
    box = find(panel, "galleryOrderBox", QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert told == [[3, 0, 2, 1], [0, 1, 2, 3]]


def test_the_button_doubts_the_picture_before_the_network(panel):
    button, said = find(panel, "doubtLabelButton", QPushButton), []
    panel.doubt_chosen.connect(said.append)
    assert not button.isEnabled()
    panel.show_doubts(1, is_doubted=False)
    click(panel, "doubtLabelButton")
    panel.show_doubts(2, is_doubted=True)
    assert button.isChecked()
    click(panel, "doubtLabelButton")
    assert said == [True, False]


@pytest.mark.parametrize(("count", "text"), [(0, "0 doubtful labels"), (1, "1 doubtful label")])
def test_the_number_of_doubtful_labels_is_beside_the_filter(panel, count, text):
    panel.show_doubts(count, is_doubted=None)
    assert find(panel, "doubtedLabelsBox", QCheckBox).text() == text


def test_the_filter_and_the_other_button_are_told(panel):
    told = []
    panel.changed.connect(lambda: told.append(panel.shows_doubted))
    panel.mistakes_wanted.connect(lambda: told.append("mistakes"))
    QTest.keyClick(find(panel, "doubtedLabelsBox"), Qt.Key.Key_Space)
    click(panel, "allMistakesButton")
    assert told == [True, "mistakes"]
