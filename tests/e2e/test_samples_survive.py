"""A drawing that was kept is there whatever happens to the process that kept it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("samples_driver.py")
PATIENCE = 240

pytestmark = pytest.mark.e2e


def test_draw_press_7_kill_and_start_again(tmp_path, on_screen):
    """The killed process leaves its lock and its journal behind; the next one takes over both."""
    folder = str(tmp_path / "Zoë Müller" / "学生")
    with subprocess.Popen(
        [sys.executable, str(DRIVER), "keep", folder], env=on_screen, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.kill()
        assert line, process.communicate()[1]
    before = json.loads(line)
    assert before["shown"] == "7"
    assert len(set(before["bytes"])) > 1, "something is drawn in the picture"
    done = subprocess.run(
        [sys.executable, str(DRIVER), "look", folder], env=on_screen, capture_output=True, encoding="utf-8",
        timeout=PATIENCE, check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == before
    assert before["note"] == ""
