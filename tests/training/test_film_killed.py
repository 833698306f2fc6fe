"""A process that is killed in the middle of writing its film loses one frame at most, and no other is wrong."""

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from digitpad.model.spec import NetworkSpec
from digitpad.training.film_file import read_frames

KILLER = Path(__file__).with_name("film_killer.py")
SPEC, ROOM = NetworkSpec.mlp((100,), "relu"), 8


@pytest.mark.parametrize("milliseconds", [0, 3, 11, 27])
def test_what_is_left_of_a_killed_process_can_be_read(tmp_path, milliseconds):
    path = tmp_path / "film.bin"
    with subprocess.Popen([sys.executable, str(KILLER), str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written over\n"
        time.sleep(milliseconds / 1000)
        process.kill()
    frames = list(read_frames(path, SPEC.parameter_count).values())
    assert len(frames) in (ROOM - 1, ROOM)
    for frame in frames:
        assert frame.number == frame.batch
        assert np.array_equal(frame.numbers, np.full(SPEC.parameter_count, frame.batch, np.float16))
