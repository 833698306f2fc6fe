"""kill -9 at any moment loses at most what was being written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

KILLER = Path(__file__).with_name("samples_killer.py")
REPOSITORY = KILLER.parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="200 writers are forked; this system cannot")
def test_200_kills(tmp_path):
    done = subprocess.run(
        [sys.executable, "-W", "error", str(KILLER), str(tmp_path), "200"],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)}, capture_output=True, text=True, timeout=240, check=False,
    )
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert told["kills"] == 200
    # It was interrupted in the middle of all kinds of work, and there was something to be lost.
    assert told["interrupted"].keys() >= set(told["aims"])
    assert told["most"] >= 20
