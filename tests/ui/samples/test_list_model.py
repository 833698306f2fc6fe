"""Samples as rows: their order, which of them, and their pictures."""

import numpy as np
import pytest
from helpers.samples import DIGITS, fill, ids, sample, some
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor

from digitpad.samples.collection import SampleCollection
from digitpad.ui.samples.list_model import SampleListModel
from digitpad.ui.widgets import theme


@pytest.fixture
def collection(data_dir):
    """Three of each digit, from seats 1 to 3, and a 5 without a seat."""
    fill(data_dir, 30)
    with SampleCollection.open(data_dir) as samples:
        samples.add(sample(30, 5))
        yield samples.collection(DIGITS)


@pytest.fixture
def model(qapp, collection):
    model = SampleListModel()
    model.set_collection(collection)
    return model


def names(model):
    return "".join(model.index(row).data() for row in range(model.rowCount()))


def test_without_a_collection_there_is_nothing(qapp):
    model = SampleListModel()
    assert (model.rowCount(), model.rows_of({"0" * 32})) == (0, [])
    model.set_filter(3, None)
    assert model.rowCount() == 0


def test_rows_are_class_after_class_and_the_oldest_first(model):
    assert names(model) == "0001112223334445555666777888999"
    assert [model.id_of(row) for row in (15, 16, 17, 18)] == ids([*(some(30)[n] for n in (5, 15, 25)), sample(30, 5)])
    assert model.rowCount(model.index(0)) == 0, "no tree"


def test_a_class_a_seat_and_no_seat_can_be_looked_at_alone(model, qtbot):
    with qtbot.waitSignal(model.modelReset):
        model.set_filter(5, None)
    assert names(model) == "5555"
    model.set_filter(5, 2)
    assert names(model) == "5"
    model.set_filter(None, 0)
    assert model.index(0).data(Qt.ItemDataRole.ToolTipRole) == "5, no seat"
    assert model.rowCount() == 1
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_filter(None, 0)


def test_samples_are_found_where_they_are_now(model):
    wanted = {model.id_of(16), model.id_of(3)}
    assert model.rows_of(wanted) == [3, 16]
    model.set_filter(5, None)
    assert model.rows_of(wanted) == [1]


def test_the_seat_is_told_in_a_tip_and_to_screen_readers(model):
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert model.index(0).data(role) == "0, seat 1"
    assert model.data(QModelIndex()) is None


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_the_pictures_are_those_of_the_ink_in_the_colours_of_the_window(model, collection, qapp, appearance):
    theme.apply(qapp, appearance, 100)
    image = model.image(0)
    picture = collection.pictures.images[0]
    colours = theme.colours()
    assert picture.max() == 255
    row, column = np.unravel_index(picture.argmax(), picture.shape)
    assert image.pixelColor(int(column), int(row)) == QColor(colours.text)
    assert image.pixelColor(0, 0) == QColor(colours.surface)
