"""A run that survives a school day: killed and continued, paused and changed, and a disk that is full."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from digitpad.training.runs import Runs

REPOSITORY = Path(__file__).resolve().parents[2]
DRIVER = Path(__file__).with_name("runs_driver.py")
PATIENCE = 240

pytestmark = pytest.mark.e2e


def environment():
    return os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(REPOSITORY)}


def drive(step, data_dir):
    """Run a step to its end; everything that it told."""
    command = [sys.executable, str(DRIVER), step, str(data_dir)]
    done = subprocess.run(
        command, env=environment(), capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    facts = {}
    for line in done.stdout.splitlines():
        facts |= json.loads(line)
    return facts


def film(data_dir):
    """What is kept of the way of the only run."""
    runs = Runs(data_dir / "runs")
    found = runs.read_film(runs.list()[0])
    assert found is not None
    return [(frame.epoch, frame.batch, frame.numbers.tobytes()) for frame in found.frames]


def test_a_killed_run_is_continued_and_ends_with_the_same_weights(tmp_path):
    """Kill -9 in the third epoch; the next start offers to go on; the result is that of a run in one piece."""
    whole = drive("uninterrupted", tmp_path / "whole")
    broken = tmp_path / "broken"
    with subprocess.Popen(
        [sys.executable, str(DRIVER), "interrupted", str(broken)],
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline()) == {"ready": True}
        process.kill()
    kept = film(broken)
    assert [(epoch, batch) for epoch, batch, _ in kept][-2:] == [(1, 100), (2, 200)]
    continued = drive("continued", broken)
    assert continued["status"] == whole["status"]
    assert continued["weights"] == whole["weights"]
    assert continued["rows"] == [["finished", 30]]
    assert film(broken) == film(tmp_path / "whole")
    assert film(broken)[: len(kept)] == kept


def test_pause_change_one_more_epoch_and_stop(tmp_path):
    told = drive("reins", tmp_path)
    assert told["paused"] == 0
    assert told["text"] == "Resume"
    assert told["status"].startswith("Stopped after")
    assert told["changes"] == [["learning_rate", 0.02]]
    # Its run keeps the network.
    assert told["title"].startswith("Run 1")
    assert not told["modified"]


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="a full disk is made by mounting a small one")
def test_a_full_disk_costs_the_checkpoints_but_not_the_run(tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(small)], check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let tests mount anything")
    try:
        told = drive("uninterrupted", small)
    finally:
        subprocess.run(["umount", str(small)], check=True)
    assert told["status"].startswith("Finished after 30 epochs")
    assert "This run is not kept on disk" in told["status"]
    assert "No space left" in told["status"]
