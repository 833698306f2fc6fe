"""A lesson from the editor to the table of the class: a teacher makes and packs it, three pupils go through it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("lesson_driver.py")
PATIENCE = 240

pytestmark = pytest.mark.e2e


def drive(environment, *arguments):
    command = [sys.executable, "-W", "error", "-W", "ignore:gc:ResourceWarning", str(DRIVER), *map(str, arguments)]
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_from_the_editor_to_the_table_of_the_class(tmp_path, on_screen):
    package, reports = tmp_path / "fast or slow.digitlesson", tmp_path / "reports"
    reports.mkdir()
    assert drive(on_screen, "teach", tmp_path / "teacher", package)["platform"] == "xcb"
    for name, guess, choice in (("Ada", 70, 1), ("Bob", 90, 2), ("Cem", 55, 1)):
        drive(on_screen, "learn", tmp_path / name, package, guess, choice, name, reports / f"{name}.html")
    told = drive(on_screen, "collect", tmp_path / "teacher", reports)
    lines = told["said"].split("\n")
    assert lines[:2] == ["Fast or slow", "3 reports."]
    for name in ("Ada", "Bob", "Cem"):
        assert lines[lines.index(name) + 1] == "✓"
    hard = lines.index("Was it fast?")
    assert lines[hard + 1 : hard + 3] == ["3", "2"], "two of three are right"
    assert told["pages"] == "1 page"
