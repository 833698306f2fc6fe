"""The filters offer what there is, and keep what was chosen."""

import pytest
from helpers.samples import DIGITS, LETTERS, fill
from helpers.windows import find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from digitpad.samples.collection import SampleCollection
from digitpad.ui.samples.gallery_filters import GalleryFilters


@pytest.fixture
def collection(data_dir):
    """Three of each digit, from seats 1 to 3."""
    fill(data_dir, 30)
    with SampleCollection.open(data_dir) as samples:
        return samples.collection(DIGITS)


@pytest.fixture
def filters(collection, qtbot):
    filters = GalleryFilters()
    filters.show_choices([DIGITS], collection)
    return shown(filters, qtbot)


def test_what_was_chosen_stays_chosen(filters, collection, qtbot):
    assert (filters.label, filters.seat) == (None, None)
    box = find(filters, "samplesClassBox", QComboBox)
    assert (box.itemText(0), box.itemText(8)) == ("All", "7 (3)")
    with qtbot.waitSignal(filters.changed):
        box.setCurrentIndex(8)
    with qtbot.waitSignal(filters.changed):
        QTest.keyClick(find(filters, "samplesSeatBox"), Qt.Key.Key_End)
    assert (filters.label, filters.seat) == (7, 3)
    with qtbot.assertNotEmitted(filters.changed):
        filters.show_choices([DIGITS], collection)
    assert (filters.label, filters.seat) == (7, 3)


def test_class_sets_are_offered_where_there_are_several(filters, collection, qtbot):
    box = find(filters, "samplesSetBox", QComboBox)
    assert not box.isVisible()
    filters.show_choices([DIGITS, LETTERS], collection)
    assert box.isVisible()
    assert [box.itemText(place) for place in range(2)] == ["0 … 9", "a … c"]
    with qtbot.waitSignal(filters.set_chosen) as chosen:
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert chosen.args == [LETTERS]
