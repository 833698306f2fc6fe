"""A program without a console on Windows begins with None for its streams; everything works without them."""

import os
import subprocess
import sys

import pytest

from digitpad import streams
from digitpad.model.keras_file import read_network

WITHOUT = """
import sys
sys.stdin = sys.stdout = sys.stderr = sys.__stdin__ = sys.__stdout__ = sys.__stderr__ = None
"""
COMMAND = f"""{WITHOUT}
from digitpad.cli import main
sys.exit(main(sys.argv[1:]))
"""
WINDOW = f"""{WITHOUT}
from PySide6.QtCore import QTimer
from digitpad import app, cli
create_window = app.create_window

def watched(*arguments, **options):
    window = create_window(*arguments, **options)
    window.ready.connect(lambda: QTimer.singleShot(100, window.close))
    return window

app.create_window = watched
sys.exit(cli.main(sys.argv[1:]))
"""


def ended(script, *words, env=None):
    """The exit code of a process that said nothing."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, words)], capture_output=True, check=False, env=env or os.environ
    )
    assert (done.stdout, done.stderr) == (b"", b"")
    return done.returncode


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--version"], 0), (["--help"], 0), (["paint"], 2), (["--check"], 0), (["--check", "--json"], 0),
        (["recognize", "nothing.png"], 2), (["lesson", "list"], 0), (["train", "--epochs", "0"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_commands(words, code, data_dir):
    assert ended(COMMAND, "--data-dir", data_dir, *words) == code


def test_a_broken_file_of_settings(data_dir, tmp_path):
    (tmp_path / "machine.ini").write_bytes(b"???")
    env = os.environ | {"DIGITPAD_CONFIG": str(tmp_path / "machine.ini")}
    assert ended(COMMAND, "--data-dir", data_dir, "lesson", "list", env=env) == 0


def test_training(data_dir, tmp_path):
    out = tmp_path / "net.keras"
    assert ended(COMMAND, "--data-dir", data_dir, "train", "--epochs", 1, "--hidden", "8", "--out", out) == 0
    assert read_network(out).spec.parameter_count == 785 * 8 + 9 * 10


def test_the_self_test():
    assert ended(COMMAND, "--self-test") == 0


def test_the_window(data_dir):
    assert ended(WINDOW, "--data-dir", data_dir) == 0
    assert (data_dir / "digitpad.ini").is_file()  # it has been open and closed


def test_streams_that_are_there_stay():
    before = sys.stdout, sys.stderr
    streams.provide()
    assert (sys.stdout, sys.stderr) == before


def test_one_that_is_missing_takes_everything(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    streams.provide()
    with sys.stderr as nowhere:
        print("Zoë 学生 \udc80", file=nowhere)


@pytest.fixture
def console(monkeypatch, tmp_path):
    """As far as that can be tried elsewhere than on Windows: a console is a file by another name there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(streams, "_attach_console", lambda: True)
    yield tmp_path / "CONOUT$"
    streams._in_console.clear()


def test_the_console_of_the_parent_is_preferred(console, monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    streams.provide()
    with sys.stderr as attached:
        attached.write("digitpad: no\n")
    assert console.read_text(encoding="utf-8") == "digitpad: no\n"


def test_a_window_leaves_the_console_which_would_take_it_along(console, monkeypatch):
    detached = []
    monkeypatch.setattr(streams, "_detach_console", lambda: detached.append(True))
    monkeypatch.setattr(sys, "stderr", None)
    streams.provide()
    streams.leave_console()
    with sys.stderr as nowhere:
        nowhere.write("nothing that anybody sees")
    assert console.read_text(encoding="utf-8") == ""
    streams.leave_console()
    assert detached == [True]


def test_a_console_that_has_gone_in_between(console, monkeypatch):
    console.mkdir()
    monkeypatch.setattr(sys, "stderr", None)
    streams.provide()
    with sys.stderr as nowhere:
        nowhere.write("nothing that anybody sees")
