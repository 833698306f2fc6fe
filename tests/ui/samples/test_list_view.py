"""The grid of samples: keys, selection and painting."""

import pytest
from helpers.samples import DIGITS, fill, some
from helpers.windows import shown
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest

from digitpad.samples.collection import SampleCollection
from digitpad.ui.samples.list_model import SampleListModel
from digitpad.ui.samples.list_view import SampleListView
from digitpad.ui.widgets import theme

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Told:
    """Everything that a view says, in order."""

    def __init__(self, view):
        self.said = []
        view.label_chosen.connect(self.said.append)
        view.sample_opened.connect(self.said.append)
        for name in ("delete", "undo", "redo"):
            getattr(view, f"{name}_wanted").connect(lambda name=name: self.said.append(name))


def read(data_dir):
    with SampleCollection.open_read_only(data_dir, "a look") as samples:
        return samples.collection(DIGITS)


@pytest.fixture
def model(qapp, data_dir):
    fill(data_dir, 30)
    model = SampleListModel()
    model.set_collection(read(data_dir))
    return model


@pytest.fixture
def view(qtbot, model):
    view = SampleListView(model)
    view.class_names = DIGITS
    view.resize(420, 300)
    return shown(view, qtbot)


@pytest.fixture
def told(view):
    return Told(view)


def click_on(view, row, modifier=Qt.KeyboardModifier.NoModifier):
    place = view.visualRect(view.model().index(row)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def test_keys_say_what_is_to_be_done_with_the_samples(view, told):
    for key, modifier in (
        (Qt.Key.Key_7, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Z, CTRL), (Qt.Key.Key_Z, CTRL | SHIFT), (Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(view, key, modifier)
    assert told.said == [7, "delete", "undo", "redo"]


def test_enter_and_a_double_click_open_a_sample(view, model, told):
    click_on(view, 4)
    QTest.keyClick(view, Qt.Key.Key_Return)
    click_on(view, 2)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(model.index(2)).center())
    assert told.said == [model.id_of(4), model.id_of(2)]


def test_what_is_selected_is_told_in_the_order_shown(view, model, qtbot):
    click_on(view, 5)
    with qtbot.waitSignal(view.selection_changed):
        click_on(view, 1, CTRL)
    assert view.selected_ids == (model.id_of(1), model.id_of(5))


def test_selection_and_place_stay_when_the_samples_have_changed(view, model, data_dir):
    click_on(view, 5)
    click_on(view, 1, CTRL)
    chosen = view.selected_ids
    view.verticalScrollBar().setValue(20)
    place = view.keep_place()
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(20, 30))
    model.set_collection(read(data_dir))
    assert view.selected_ids == ()
    view.restore_place(place)
    assert view.selected_ids == chosen
    assert view.verticalScrollBar().value() == 20
    with SampleCollection.open(data_dir) as samples:
        samples.delete(chosen[:1])
    model.set_collection(read(data_dir))
    view.restore_place(place)
    assert view.selected_ids == chosen[1:], "the other one is gone"


def test_larger_text_makes_larger_places(view, model, qapp):
    before = view.visualRect(model.index(0)).height()
    theme.apply(qapp, "light", 200)
    qapp.processEvents()
    assert view.visualRect(model.index(0)).height() > before


def test_ten_thousand_samples_are_shown_and_only_what_is_seen_is_painted(
    view, model, data_dir, qtbot, monkeypatch
):
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(10_000, 30))
    painted = []
    image = SampleListModel.image
    monkeypatch.setattr(SampleListModel, "image", lambda self, row: (painted.append(row), image(self, row))[1])
    model.set_collection(read(data_dir))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 10_000)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: 10_029 in painted)
    assert len(set(painted)) < 200
    last = view.indexAt(QPoint(10, view.viewport().height() - 20))
    assert last.isValid()
    view.selectionModel().select(last, QItemSelectionModel.SelectionFlag.Select)
    assert len(view.selected_ids) == 1
