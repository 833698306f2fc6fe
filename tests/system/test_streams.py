"""A program without a console on Windows begins with None for its streams; everything works without them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.systems import not_on_windows

from digitpad.model.keras_file import read_network
from digitpad.system import log_file, streams

REPOSITORY = Path(__file__).resolve().parents[2]

real_consoles_are_elsewhere = not_on_windows("CONOUT$ is no file but a device there")

WITHOUT = """
import sys
sys.stdin = sys.stdout = sys.stderr = sys.__stdin__ = sys.__stdout__ = sys.__stderr__ = None
"""
COMMAND = f"""{WITHOUT}
from digitpad.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
WINDOW = f"""{WITHOUT}
from PySide6.QtCore import QTimer
from digitpad import app
from digitpad.cli import main as cli
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
    assert not list(data_dir.glob("*.log"))


def test_what_goes_wrong_in_a_window_is_in_the_log(data_dir):
    broken = WINDOW.replace("window.ready.connect(", "window.ready.connect(lambda: 1 / 0)\n    window.ready.connect(")
    assert ended(broken, "--data-dir", data_dir) == 0
    assert "ZeroDivisionError" in (data_dir / "digitpad.log").read_text()


def test_a_crash_in_a_window_is_in_a_file(data_dir):
    crashing = "import faulthandler" + WINDOW.replace("window.close", "faulthandler._sigsegv")
    crashed = 3 if sys.platform == "win32" else -signal.SIGSEGV  # the code that C ends with there
    assert ended(crashing, "--data-dir", data_dir) == crashed
    told = (data_dir / "digitpad.crash.log").read_text()
    assert told.startswith("Fatal Python error: Segmentation fault")
    assert "in run" in told


@not_on_windows("a POSIX shell closes the streams")
def test_no_file_of_ours_gets_the_number_of_a_stream(tmp_path):
    """TensorFlow's libraries write to 2, whatever that is."""
    script = f"""
import os, sys
sys.path.insert(0, {os.fspath(REPOSITORY)!r})
from digitpad.system import streams
streams.provide()
with open(sys.argv[1], "w") as ours:
    ours.write(str(ours.fileno()))
"""
    told = tmp_path / "told"
    closed = 'exec "$0" -c "$1" "$2" <&- >&- 2>&-'
    subprocess.run(["/bin/sh", "-c", closed, sys.executable, script, told], check=True)
    assert int(told.read_text()) > 2


@not_on_windows("a POSIX shell closes the streams")
def test_numbers_are_taken_where_the_system_does_not_give_them_out(tmp_path):
    """As on Windows, where `open` never gives a program without streams the numbers 0 to 2."""
    script = f"""
import os, sys
sys.path.insert(0, {os.fspath(REPOSITORY)!r})
held = [os.open(os.devnull, os.O_RDWR) for _ in range(3)]
really_open = os.open
os.open = lambda *arguments: os.dup2(really_open(*arguments), 9)
from digitpad.system import streams
for number in held:
    os.close(number)
streams.provide()
with open(sys.argv[1], "w") as told:
    told.write(" ".join(str(os.fstat(number).st_rdev == os.stat(os.devnull).st_rdev) for number in range(3)))
"""
    told = tmp_path / "told"
    closed = 'exec "$0" -c "$1" "$2" <&- >&- 2>&-'
    subprocess.run(["/bin/sh", "-c", closed, sys.executable, script, told], check=True)
    assert told.read_text() == "True True True"


def test_streams_that_are_there_stay():
    before = sys.stdout, sys.stderr
    streams.provide()
    assert (sys.stdout, sys.stderr) == before


def test_one_that_is_missing_takes_everything(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    streams.provide()
    with sys.stderr as nowhere:
        print("Zoë 学生 \udc80", file=nowhere)


@pytest.fixture(autouse=True)
def nothing_remembered():
    yield
    streams._in_console.clear()
    streams._nowhere.clear()


@pytest.fixture
def console(monkeypatch, tmp_path):
    """As far as that can be tried elsewhere than on Windows: a console is a file by another name there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(streams, "_attach_console", lambda: True)
    return tmp_path / "CONOUT$"


@real_consoles_are_elsewhere
def test_the_console_of_the_parent_is_preferred(console, monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    streams.provide()
    with sys.stderr as attached:
        attached.write("digitpad: no\n")
    assert console.read_text(encoding="utf-8") == "digitpad: no\n"


@real_consoles_are_elsewhere
def test_a_window_leaves_the_console_which_would_take_it_along(console, tmp_path, monkeypatch):
    detached = []
    monkeypatch.setattr(streams, "_detach_console", lambda: detached.append(True))
    monkeypatch.setattr(sys, "stderr", None)
    streams.provide()
    assert streams.lead_to_log()
    log_file.start(tmp_path / "digitpad.log")
    sys.stderr.write("Zoë 学生")
    sys.stderr.write(" \udc80\nnot yet")
    log_file.stop()
    assert console.read_text(encoding="utf-8") == ""
    assert (tmp_path / "digitpad.log").read_text(encoding="utf-8").endswith("digitpad.stderr: Zoë 学生 \\udc80\n")
    assert not streams.lead_to_log()
    assert detached == [True]


@real_consoles_are_elsewhere
def test_a_console_that_has_gone_in_between(console, monkeypatch):
    console.mkdir()
    monkeypatch.setattr(sys, "stderr", None)
    streams.provide()
    with sys.stderr as nowhere:
        nowhere.write("nothing that anybody sees")


def test_what_libraries_print_by_themselves_is_kept_from_standard_error(capfd):
    with streams.silent_libraries():
        os.write(2, b"a library\n")
    os.write(2, b"and then\n")
    assert capfd.readouterr().err == "and then\n"
    with pytest.raises(ValueError, match="wrong"), streams.silent_libraries():
        raise ValueError("wrong")
    os.write(2, b"as before\n")
    assert capfd.readouterr().err == "as before\n"
