"""A bar for each class, however many there are."""

from helpers.windows import find, shown
from PySide6.QtWidgets import QProgressBar

from digitpad.ui.samples.collect_bars import CollectBars


def test_each_class_has_a_bar_that_is_full_at_what_is_wanted(qtbot):
    bars = CollectBars()
    bars.set_class_names(("a", "b", "c"))
    shown(bars, qtbot)
    bars.show_counts((0, 2, 7), 5)
    shown_bars = [find(bars, f"collectProgress{label}", QProgressBar) for label in range(3)]
    assert [(bar.value(), bar.maximum()) for bar in shown_bars] == [(0, 5), (2, 5), (5, 5)]
    assert [bar.accessibleName() for bar in shown_bars] == ["Collected of a", "Collected of b", "Collected of c"]


def test_bars_of_other_classes_take_the_place_of_those_before(qtbot):
    bars = CollectBars()
    bars.set_class_names(tuple("0123456789"))
    shown(bars, qtbot)
    bars.set_class_names(("cat", "dog"))
    assert len(bars.findChildren(QProgressBar)) == 2
    bars.show_counts((1, 1), 1)
