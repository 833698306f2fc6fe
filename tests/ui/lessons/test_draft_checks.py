"""Rows to choose checks in."""

import pytest
from helpers.lessons import complete_lesson
from helpers.windows import click, find, shown
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from digitpad.errors import DigitpadError
from digitpad.lessons.checks import BoundCheck, FairTestCheck
from digitpad.ui.lessons.draft_checks import DraftChecks


@pytest.fixture
def rows(qtbot):
    return shown(DraftChecks(), qtbot)


def choose(rows, number, kind):
    click(rows, "addCheckButton")
    box = find(rows, f"check{number}KindBox", QComboBox)
    box.setCurrentIndex(box.findData(kind))


def test_a_row_a_check(rows, qtbot):
    click(rows, "addCheckButton")
    assert rows.checks() == ()
    with qtbot.waitSignal(rows.edited):
        choose(rows, 2, "test >=")
    assert find(rows, "check2SettingBox").isHidden()
    QTest.keyClicks(find(rows, "check2NumberEdit", QLineEdit), "95")
    choose(rows, 3, "fair_test")
    assert find(rows, "check3NumberEdit").isHidden()
    setting = find(rows, "check3SettingBox", QComboBox)
    setting.setCurrentIndex(setting.findData("hidden"))
    assert rows.checks() == (BoundCheck("test", True, 0.95), FairTestCheck("hidden"))


def test_two_of_one_name_are_one_too_many(rows):
    for number, kind in enumerate(("test >=", "test <="), start=1):
        choose(rows, number, kind)
        QTest.keyClicks(find(rows, f"check{number}NumberEdit", QLineEdit), "90")
    with pytest.raises(DigitpadError, match="Two checks are about the same"):
        rows.checks()


def test_checks_of_a_step_take_the_place_of_those_before(rows):
    first, second = complete_lesson().steps
    rows.show_checks(second.checks)
    assert rows.checks() == second.checks
    rows.show_checks(first.checks)
    assert rows.checks() == first.checks
