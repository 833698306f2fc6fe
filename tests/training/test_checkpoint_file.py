"""Checkpoints as files: what was written is read back, and what is damaged is refused in words."""

import contextlib

import numpy as np
import pytest
from helpers.runs import NAMES, checkpoint, history
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.training.plan import Augmentation, TrainingPlan

PLAN = TrainingPlan(hidden=(5, 4), augmentation=Augmentation(rotation=3.0))


def test_a_checkpoint_is_read_back_exactly(runs):
    run = runs.checkpoint(runs.begin(PLAN, NAMES), checkpoint(2))
    assert run.history == history(2)
    assert runs.list() == (run,)
    found, kept = runs.read_checkpoint(run), checkpoint(2)
    assert found.history == kept.history
    assert found.arrays.keys() == kept.arrays.keys()
    for name, array in kept.arrays.items():
        assert found.arrays[name].dtype == array.dtype
        assert np.array_equal(found.arrays[name], array)


DAMAGE = {
    "nothing": lambda content: b"",
    "half of it": lambda content: content[: len(content) // 2],
    "other bytes": lambda content: b"\xff" * len(content),
    "text": lambda content: b"hello",
    "changed in the middle": lambda content: content[:200] + bytes([content[200] ^ 255]) + content[201:],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_checkpoint_is_refused_in_words(runs, damage):
    run = runs.checkpoint(runs.begin(PLAN, NAMES), checkpoint(1))
    path = runs.checkpoint_path(run)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DigitpadError, match="“Run 1” is missing or damaged"):
        runs.read_checkpoint(run)


@pytest.mark.parametrize("arrays", [{"x": np.zeros(3)}, {"history": np.zeros(3)}, {"history": np.array(["x"])}])
def test_a_checkpoint_without_a_history_is_refused(runs, arrays):
    run = runs.begin(PLAN, NAMES)
    np.savez(runs.checkpoint_path(run), **arrays)
    with pytest.raises(DigitpadError, match="missing or damaged"):
        runs.read_checkpoint(run)


def test_another_kind_of_numpy_file_is_refused(runs):
    run = runs.begin(PLAN, NAMES)
    with runs.checkpoint_path(run).open("wb") as file:
        np.save(file, np.zeros(3))
    with pytest.raises(DigitpadError, match="missing or damaged"):
        runs.read_checkpoint(run)


def test_nothing_is_unpickled(runs):
    run = runs.begin(PLAN, NAMES)
    np.savez(runs.checkpoint_path(run), history=np.array([print], dtype=object))
    with pytest.raises(DigitpadError, match="missing or damaged"):
        runs.read_checkpoint(run)


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_checkpoint_with_wrong_bytes_is_read_or_refused(runs, data):
    run = runs.list()[0] if runs.list() else runs.begin(PLAN, NAMES)
    runs.checkpoint(run, checkpoint(1))
    path = runs.checkpoint_path(run)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    with contextlib.suppress(DigitpadError):
        assert runs.read_checkpoint(run).history == history(1)
