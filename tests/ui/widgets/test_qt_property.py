"""A property is read by Qt, and holds nothing of the module that defines it."""

import gc

from PySide6.QtCore import QObject

from digitpad.ui.widgets.qt_property import qt_property


class Counted(QObject):
    def __init__(self):
        super().__init__()
        self.numbers = [1, 2]

    def _get_numbers(self):
        return self.numbers

    count = qt_property("QVariantList", "_get_numbers")


def test_qt_reads_it():
    counted = Counted()
    assert counted.property("count") == [1, 2]
    counted.numbers = [3]
    assert counted.property("count") == [3]


def test_it_holds_no_function_of_python():
    held = gc.get_referents(vars(Counted)["count"])
    assert not [each for each in held if hasattr(each, "__globals__")]
