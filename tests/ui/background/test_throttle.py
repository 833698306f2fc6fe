"""Bursts of values go in, a calm row of them comes out."""

import numpy as np
import pytest

from digitpad.ui.background.throttle import Latest


@pytest.fixture
def delivered():
    return []


def test_the_first_value_passes_at_once_and_the_last_one_always_arrives(delivered, qtbot):
    latest = Latest(delivered.append, interval=10)
    for value in range(100):
        latest.offer(value)
    assert delivered == [0]
    qtbot.waitUntil(lambda: len(delivered) > 1)
    qtbot.wait(30)
    assert delivered == [0, 99]


def test_after_a_pause_a_value_passes_at_once_again(delivered, qtbot):
    latest = Latest(delivered.append, interval=1)
    latest.offer(1)
    qtbot.wait(20)
    latest.offer(2)
    assert delivered == [1, 2]


def test_flush_does_not_wait_and_drop_forgets(delivered, qtbot):
    latest = Latest(delivered.append, interval=20)
    for value in (1, 2):
        latest.offer(value)
    latest.flush()
    assert delivered == [1, 2]
    latest.offer(3)
    latest.drop()
    qtbot.wait(50)
    assert delivered == [1, 2]


def test_a_value_that_is_false_is_a_value(delivered, qtbot):
    latest = Latest(delivered.append, interval=1)
    latest.offer(np.float32(0))
    assert delivered == [0]
