"""The gallery with a real collection: shown by class, put right, undone, and put back on the canvas."""


import numpy as np
import pytest
from helpers.samples import DIGITS, LETTERS, everything, fill, sample
from helpers.windows import click, dialog, find, shown, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QPushButton

from digitpad.errors import DigitpadError
from digitpad.ink.stroke import Ink
from digitpad.samples.backups import Backups
from digitpad.samples.collection import SampleCollection
from digitpad.ui.samples.gallery import SampleGallery

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(desk, data_dir):
    """With three of each digit, from seats 1 to 3."""
    fill(data_dir, 30)
    return desk


@pytest.fixture
def gallery(qtbot, desk):
    gallery = SampleGallery(desk)
    gallery.set_class_names(DIGITS)
    gallery.resize(420, 480)
    shown(gallery, qtbot)
    qtbot.waitUntil(lambda: not desk.busy)
    return gallery


def names(gallery):
    """The classes of what is shown, in that order."""
    model = gallery.model
    return "".join(str(model.index(row).data()) for row in range(model.rowCount()))


def select(gallery, *rows):
    """Click the samples, with Ctrl from the second on."""
    for number, row in enumerate(rows):
        place = gallery.view.visualRect(gallery.model.index(row)).center()
        keys = CTRL if number else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(gallery.view.viewport(), Qt.MouseButton.LeftButton, keys, place)


def choose(gallery, name, value):
    box = find(gallery, name, QComboBox)
    box.setCurrentIndex(box.findData(value))


def kept(desk, qtbot):
    """What is on the disk, oldest first."""
    found = []
    desk.look(everything, found.append, pytest.fail)
    qtbot.waitUntil(lambda: bool(found) and not desk.busy)
    return found[0]


def labels(samples):
    return {each.id: each.label for each in samples}


def test_samples_are_shown_class_after_class(gallery):
    assert names(gallery) == "".join(digit * 3 for digit in DIGITS)
    assert find(gallery, "samplesCount", QLabel).text() == "30 drawings"


def test_a_class_and_a_seat_can_be_looked_at_alone(gallery):
    choose(gallery, "samplesClassBox", 7)
    assert names(gallery) == "777"
    choose(gallery, "samplesSeatBox", 2)
    assert names(gallery) == "7"
    choose(gallery, "samplesClassBox", None)
    assert len(names(gallery)) == 10
    assert gallery.model.index(0).data(Qt.ItemDataRole.ToolTipRole).endswith("seat 2")


@pytest.mark.parametrize("way", ["key", "button", "menu"])
def test_selected_ones_are_relabelled_and_back(gallery, desk, qtbot, way):
    before = labels(kept(desk, qtbot))
    select(gallery, 0, 1)
    chosen = set(gallery.view.selected_ids)
    assert len(chosen) == 2
    if way == "key":
        QTest.keyClick(gallery.view, Qt.Key.Key_6)
    elif way == "button":
        menu = find(gallery, "relabelButton", QPushButton).menu()
        assert isinstance(menu, QMenu)
        next(action for action in menu.actions() if action.text() == "6").trigger()
    else:
        place = gallery.view.visualRect(gallery.model.index(0)).center()
        gallery.view.customContextMenuRequested.emit(place)
        menu = find(gallery, "relabelButton", QPushButton).menu()
        assert menu.isVisible()
        menu.actions()[6].trigger()
        menu.close()
    assert labels(kept(desk, qtbot)) == before | dict.fromkeys(chosen, 6)
    qtbot.waitUntil(lambda: names(gallery).count("6") == 5)
    assert set(gallery.view.selected_ids) == chosen, "the same ones are selected where they are now"
    QTest.keyClick(gallery.view, Qt.Key.Key_Z, CTRL)
    assert labels(kept(desk, qtbot)) == before
    QTest.keyClick(gallery.view, Qt.Key.Key_Z, CTRL | SHIFT)
    assert labels(kept(desk, qtbot)) == before | dict.fromkeys(chosen, 6)


def test_selected_ones_are_deleted_and_put_back_where_they_were(gallery, desk, qtbot):
    before = kept(desk, qtbot)
    select(gallery, 3, 5)
    chosen = set(gallery.view.selected_ids)
    QTest.keyClick(gallery.view, Qt.Key.Key_Delete)
    assert kept(desk, qtbot) == [each for each in before if each.id not in chosen]
    assert len(names(gallery)) == 28
    click(gallery, "undoSamplesButton")
    assert kept(desk, qtbot) == before
    assert not find(gallery, "undoSamplesButton", QPushButton).isEnabled()


def test_all_of_them_can_be_selected_and_deleted(gallery, desk, qtbot):
    gallery.view.setFocus()
    QTest.keyClick(gallery.view, Qt.Key.Key_A, CTRL)
    assert find(gallery, "samplesCount", QLabel).text() == "30 drawings, 30 selected"
    click(gallery, "deleteSamplesButton")
    assert kept(desk, qtbot) == []
    assert "No digits of your own yet" in texts(gallery)


def test_erasing_for_good_reaches_the_backups_after_a_question(gallery, desk, qtbot, data_dir):
    desk.change(lambda samples: samples.back_up(), lambda _: None, pytest.fail)
    before = kept(desk, qtbot)
    select(gallery, 4)
    (identity,) = gallery.view.selected_ids
    click(gallery, "eraseSamplesButton")
    box = dialog(gallery, "questionDialog", qtbot)
    assert "selected drawing permanently" in box.text()
    assert box.defaultButton().text() == "Keep them"
    box.defaultButton().click()
    assert kept(desk, qtbot) == before
    click(gallery, "eraseSamplesButton")
    box = dialog(gallery, "questionDialog", qtbot)
    next(button for button in box.buttons() if button.text() == "Delete permanently").click()
    assert kept(desk, qtbot) == [sample for sample in before if sample.id != identity]
    assert len(Backups(data_dir).list()) == 1
    holding = []
    desk.look(lambda samples: samples.holding([identity]), holding.append, pytest.fail)
    qtbot.waitUntil(lambda: holding == [()])
    assert not find(gallery, "undoSamplesButton", QPushButton).isEnabled()


def test_without_a_selection_nothing_can_be_done(gallery, desk, qtbot):
    for name in ("relabelButton", "deleteSamplesButton", "undoSamplesButton", "eraseSamplesButton"):
        assert not find(gallery, name, QPushButton).isEnabled()
    before = kept(desk, qtbot)
    gallery.view.clearSelection()
    for key in (Qt.Key.Key_7, Qt.Key.Key_Delete):
        QTest.keyClick(gallery.view, key)
    assert kept(desk, qtbot) == before


def test_a_double_click_puts_a_drawing_back_on_the_canvas(gallery, desk, qtbot):
    select(gallery, 4)
    (identity,) = gallery.view.selected_ids
    original = next(each for each in kept(desk, qtbot) if each.id == identity)
    place = gallery.view.visualRect(gallery.model.index(4)).center()
    with qtbot.waitSignal(gallery.ink_chosen) as chosen:
        QTest.mouseDClick(gallery.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert isinstance(chosen.args, list)
    ink = chosen.args[0]
    assert isinstance(ink, Ink)
    # It came in a unit of its own, too small to be seen: it is as large as a drawing is, its proportions kept.
    points, drawn = (np.concatenate(each.strokes) for each in (ink, original.ink))
    assert np.ptp(points, axis=0).max() == pytest.approx(600)
    assert np.ptp(points, axis=0) / np.ptp(drawn, axis=0) == pytest.approx([600 / np.ptp(drawn, axis=0).max()] * 2)


def test_a_change_that_fails_says_why_and_shows_what_is_there(gallery, desk, qtbot, monkeypatch):
    def full(*_):
        raise DigitpadError("The labels were not changed: the disk is full.")

    before = labels(kept(desk, qtbot))
    monkeypatch.setattr(SampleCollection, "relabel", full)
    select(gallery, 0)
    QTest.keyClick(gallery.view, Qt.Key.Key_6)
    box = dialog(gallery, "problemDialog", qtbot)
    assert box.text() == "The labels were not changed: the disk is full."
    box.close()
    assert labels(kept(desk, qtbot)) == before
    assert not find(gallery, "undoSamplesButton", QPushButton).isEnabled()


def test_another_class_set_can_be_looked_at(gallery, desk, qtbot):
    letters = [sample(100 + number, number, LETTERS) for number in range(3)]
    desk.change(lambda samples: samples.add_many(letters), lambda _: None, pytest.fail)
    box = find(gallery, "samplesSetBox", QComboBox)
    qtbot.waitUntil(lambda: box.isVisible() and not desk.busy)
    assert gallery.class_names == DIGITS
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: names(gallery) == "abc")
    assert gallery.class_names == LETTERS


def test_a_hidden_gallery_reads_nothing_until_it_is_seen(qtbot, desk):
    gallery = SampleGallery(desk)
    qtbot.addWidget(gallery)
    gallery.set_class_names(DIGITS)
    assert not desk.busy
    shown(gallery, qtbot)
    qtbot.waitUntil(lambda: gallery.model.rowCount() == 30)


def test_classes_that_came_while_others_were_read_are_shown(gallery, desk, qtbot):
    gallery.refresh()
    gallery.hide()
    gallery.set_class_names(LETTERS)
    qtbot.waitUntil(lambda: not desk.busy)
    assert gallery.class_names == LETTERS
