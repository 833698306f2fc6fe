import pytest
from helpers.windows import shown
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest

from digitpad.ui.widgets.number_fields import NumberBox, choice_box, choose


@pytest.fixture
def rate(qtbot):
    box = NumberBox(0.001, 0.000001, 10.0)
    box.setLocale(QLocale.c())
    return shown(box, qtbot)


@pytest.mark.parametrize(
    ("value", "text"), [(0.001, "0.001"), (1.0, "1"), (10.0, "10"), (0.000001, "0.000001"), (0.25, "0.25")]
)
def test_a_number_has_as_many_decimals_as_it_needs(rate, value, text):
    rate.setValue(value)
    assert rate.text() == text


def test_a_number_with_a_decimal_comma(rate):
    rate.setLocale(QLocale(QLocale.Language.German))
    rate.setValue(0.05)
    assert rate.text() == "0,05"
    rate.selectAll()
    QTest.keyClicks(rate, "0,003")
    assert rate.value() == 0.003


def test_a_number_steps_by_a_tenth_of_its_size(rate):
    QTest.keyClick(rate, Qt.Key.Key_Up)
    assert rate.value() == pytest.approx(0.0011)


def test_a_choice_is_made_by_key_and_an_unknown_key_changes_nothing(qtbot):
    box = shown(choice_box({"adam": "Adam", "sgd": "SGD"}, "sgd"), qtbot)
    assert box.currentText() == "SGD"
    choose(box, "adam")
    assert box.currentData() == "adam"
    choose(box, "magic")
    assert box.currentData() == "adam"
