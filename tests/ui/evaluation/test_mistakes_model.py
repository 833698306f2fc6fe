"""Captions, tips and what is painted, from an evaluation that is known."""

import numpy as np
import pytest
from helpers.evaluations import evaluation, picture_set
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from digitpad.ui.evaluation.mistakes_model import MistakeDelegate, MistakesModel
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.picture_image import picture_image

LABELS = [7, 7, 3]
PICTURES = picture_set(LABELS)
EVALUATION = evaluation(LABELS, [1, 7, 8], sure=[0.984, 0.999, 0.3])


@pytest.fixture
def model(qapp):
    model = MistakesModel()
    model.show(PICTURES, EVALUATION, 0.4, np.array([2, 0]), frozenset([0]))
    return model


def test_the_pictures_are_in_the_order_given(model):
    assert (model.rowCount(), model.columnCount(), model.numbers.tolist()) == (2, 1, [2, 0])
    assert model.data(model.index(1), Qt.ItemDataRole.DecorationRole) == picture_image(PICTURES.pictures.images[0])


def test_the_caption_says_what_it_is_what_the_network_says_and_how_sure_it_is(model):
    assert model.data(model.index(1)) == "7, says 1, 98\N{NO-BREAK SPACE}%"
    assert model.data(model.index(0)) == "3, says ?, 30\N{NO-BREAK SPACE}%"
    assert (model.is_right(1), model.is_right(0)) == (False, False)


def test_the_tip_has_the_number_and_the_doubt(model):
    said = model.data(model.index(1), Qt.ItemDataRole.ToolTipRole)
    assert said == "Picture 1: 7, says 1, 98\N{NO-BREAK SPACE}%; its label may be wrong"
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole).startswith("Picture 3: 3, says ?")


def test_the_same_pictures_with_other_answers_are_no_other_list(model, qtbot):
    resets, changes = [], []
    model.modelReset.connect(lambda: resets.append(True))
    model.dataChanged.connect(lambda *__: changes.append(True))
    model.show(PICTURES, evaluation(LABELS, [7, 7, 3]), 0.0, np.array([2, 0]), frozenset())
    assert (resets, changes, model.data(model.index(0))) == ([], [True], "3, says 3, 90\N{NO-BREAK SPACE}%")
    model.show(PICTURES, EVALUATION, 0.0, np.array([0]), frozenset())
    assert resets == [True]


def test_there_may_be_nothing(model):
    model.show(None, None, 0.4, np.array([1, 2]), frozenset())
    assert (model.rowCount(), model.data(model.index(0))) == (0, None)


def test_a_doubted_label_has_a_coloured_corner(model, qtbot):
    view = QListView()
    qtbot.addWidget(view)
    delegate = MistakeDelegate(view)
    option = QStyleOptionViewItem()
    corners = []
    for row in (0, 1):
        image = QImage(delegate.size(), QImage.Format.Format_RGB32)
        image.fill(QColor(theme.colours().surface))
        option.rect = image.rect()
        painter = QPainter(image)
        delegate.paint(painter, option, model.index(row))
        painter.end()
        corners.append(QColor(theme.colours().problem).rgb() in {
            image.pixel(x, y) for x in range(image.width()) for y in range(image.height())
        })
    assert corners == [False, True]
    assert delegate.sizeHint(option, model.index(0)) == delegate.size()
