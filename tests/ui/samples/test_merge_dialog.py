"""What is seen of the files of others before they are added."""

from pathlib import Path

import pytest
from helpers.samples import DIGITS, LETTERS, sample
from helpers.windows import click, find, shown, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton, QWidget

from digitpad.errors import DigitpadError
from digitpad.samples.merge import File, MergePreview
from digitpad.ui.samples.merge_dialog import MergeDialog


def file(name, numbers, known=0, names=DIGITS, seat=None):
    """A file of others with new samples of these numbers."""
    new = tuple(sample(number, number % len(names), names, seat) for number in numbers)
    return File(Path(name), names, new, known, frozenset() if seat else frozenset(each.id for each in new))


@pytest.fixture
def opened(qtbot):
    """Show the dialog for these files and problems."""
    parent = shown(QWidget(), qtbot)

    def open_it(*files, problems=()):
        box = MergeDialog(MergePreview(files, problems), (), parent)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        box.open()
        return box

    return open_it


def is_offered(box):
    return find(box, "mergeSeatsBox", QCheckBox).isVisible()


@pytest.mark.parametrize(
    ("known", "summary"),
    [(0, "3 new drawings in 1 file."), (1, "3 new drawings in 1 file; 1 is here already."),
     (20, "3 new drawings in 1 file; 20 are here already.")],
)
def test_it_says_how_many_are_new_and_how_many_are_here(opened, known, summary):
    assert summary in texts(opened(file("a.digits", range(3), known))).splitlines()


def test_every_class_set_is_counted_for_itself(opened):
    said = texts(opened(file("a.digits", [1, 11, 2]), file("b.digits", [3, 4, 6], names=LETTERS))).splitlines()
    assert {"1: 2", "2: 1", "9: 0", "a: 2", "b: 1", "c: 0"} <= set(said)


def test_where_all_is_here_already_nothing_can_be_taken_in(opened):
    box = opened(file("a.digits", [], known=4))
    assert not find(box, "addDigitsButton", QPushButton).isEnabled()
    assert "0 new drawings in 1 file; 4 are here already." in texts(box)


def test_what_is_left_out_is_said(opened):
    box = opened(file("a.digits", range(3)), problems=(DigitpadError("“c.digits” is damaged."),))
    assert "Left out: “c.digits” is damaged." in texts(box)
    assert find(box, "addDigitsButton", QPushButton).isEnabled()


def test_seats_are_offered_for_files_that_have_none_and_wanted_where_there_are_several(opened):
    one = opened(file("a.digits", [1]))
    assert (is_offered(one), one.seats) == (True, False)
    two = opened(file("a.digits", [1]), file("b.digits", [2]))
    assert (is_offered(two), two.seats) == (True, True)
    QTest.keyClick(find(two, "mergeSeatsBox"), Qt.Key.Key_Space)
    assert not two.seats
    seated = opened(file("a.digits", [1], seat=3), file("b.digits", [2], seat=4))
    assert (is_offered(seated), seated.seats) == (False, False), "they have seats"


def test_take_in_accepts_and_escape_does_not(opened):
    ends = []
    for end in (lambda box: click(box, "addDigitsButton"), lambda box: QTest.keyClick(box, Qt.Key.Key_Escape)):
        box = opened(file("a.digits", [1]))
        box.finished.connect(ends.append)
        end(box)
    assert ends == [QDialog.DialogCode.Accepted, QDialog.DialogCode.Rejected]
