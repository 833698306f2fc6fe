"""Where a callout stands, and what can be done with it."""

import pytest
from helpers.windows import shown
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from digitpad.ui.help.callout import Callout, CalloutPlace, Side, callout_place

ROOM = QRect(0, 0, 1000, 600)
SIZE = QSize(200, 100)


@pytest.mark.parametrize(
    ("target", "clear", "expected"),
    [
        (QRect(100, 200, 50, 40), [], CalloutPlace(QPoint(150, 169), Side.RIGHT)),  # the middle is at 219
        (QRect(900, 200, 100, 40), [], CalloutPlace(QPoint(800, 240), Side.BELOW)),
        (QRect(900, 550, 100, 40), [], CalloutPlace(QPoint(800, 450), Side.ABOVE)),
        (QRect(0, 0, 300, 500), [QRect(300, 0, 700, 500)], CalloutPlace(QPoint(49, 500), Side.BELOW)),
        (QRect(300, 200, 40, 40), [QRect(340, 0, 660, 600)], CalloutPlace(QPoint(100, 169), Side.LEFT)),
        (QRect(0, 0, 1000, 600), [], CalloutPlace(QPoint(399, 249), Side.RIGHT)),  # no side has room
    ],
    ids=["right", "below", "above", "beside what is clear", "covering least", "nowhere"],
)
def test_where_it_stands(target, clear, expected):
    assert callout_place(SIZE, target, ROOM, clear) == expected


@pytest.fixture
def holder(qtbot):
    """The window that it is a part of."""
    holder = QWidget()
    holder.resize(800, 500)
    return shown(holder, qtbot)


@pytest.fixture
def callout(holder):
    callout = Callout(holder)
    callout.show()
    return callout


def test_what_it_says_is_exactly_as_high_as_it_needs(callout):
    callout.say("A few words.", 1, 3)
    callout.point_at(QRect(10, 200, 50, 50), [])
    few = callout.height()
    callout.say("Many words, which go on and on, so that they need some more lines than the few words before.", 2, 3)
    callout.point_at(QRect(10, 200, 50, 50), [])
    assert callout.height() > few
    words = callout.findChild(QLabel, "calloutText")
    assert words.visibleRegion().boundingRect() == words.rect()
    assert callout.findChildren(QLabel)[1].text() == "2 of 3"


def test_the_last_one_can_only_be_done(callout):
    callout.say("The end.", 3, 3)
    assert callout.next.text() == "Done"
    assert not callout.skip.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_next_by_key(callout, qtbot, key):
    callout.say("Go on.", 1, 2)
    callout.next.setFocus()
    with qtbot.waitSignal(callout.next_wanted):
        QTest.keyClick(callout.next, key)


def test_escape_skips_wherever_the_focus_is(callout, qtbot):
    callout.window().setFocus()
    with qtbot.waitSignal(callout.skipped):
        QTest.keyClick(callout.window(), Qt.Key.Key_Escape)
