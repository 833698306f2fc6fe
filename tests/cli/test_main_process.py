"""The command line in a process of its own: terminals without Unicode, readers that go away, crashes."""

import errno
import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from digitpad.cli import lesson_parser
from digitpad.cli import main as cli
from digitpad.cli.main import main
from digitpad.system import assets, streams

DRAWINGS = assets.folder() / "drawings" / "digits.jsonl"

# --- in a process of its own


def digitpad(*words, **variables):
    command = [sys.executable, "-W", "error", "-m", "digitpad", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, env=os.environ | variables)


@pytest.mark.parametrize(("encoding", "space"), [("ascii", b"\\xa0"), ("cp1252", b"\xa0"), ("cp437", b"\xff")])
def test_a_terminal_without_unicode_gets_every_line(encoding, space):
    """As one of Windows, which has a few letters more than ASCII."""
    done = digitpad("recognize", DRAWINGS, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"0  ")
    assert done.stdout.count(space + b"%") == 10


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_is_no_error(unbuffered):
    """As in `digitpad ... | head`."""
    environment = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    command = [sys.executable, "-m", "digitpad", "recognize", DRAWINGS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


class WindowsPipe(io.StringIO):
    """Nobody reads what is written into it, and Windows says that the argument is invalid."""

    def __init__(self, number):
        super().__init__()
        self._number = number

    def write(self, _text):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    def fileno(self):
        return self._number


def test_on_windows_too_a_reader_that_goes_away_is_no_error(monkeypatch, tmp_path, capsys):
    with (tmp_path / "output").open("wb") as file:
        monkeypatch.setattr(sys, "stdout", WindowsPipe(file.fileno()))
        monkeypatch.setattr(sys, "platform", "win32")
        assert main(["recognize", str(DRAWINGS)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("error", "platform", "expected"),
    [
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), "linux", True),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), "win32", True),
        (OSError(errno.EINVAL, "Invalid argument"), "win32", True),
        (OSError(errno.EINVAL, "Invalid argument"), "linux", False),
        (OSError(errno.EINVAL, "Invalid argument", "what?.png"), "win32", False),
        (OSError(errno.ENOSPC, "No space left on device"), "win32", False),
    ],
)
def test_how_the_system_says_that_nobody_reads(monkeypatch, error, platform, expected):
    monkeypatch.setattr(sys, "platform", platform)
    assert streams.reader_has_gone(error) is expected


@pytest.mark.parametrize("error", [ZeroDivisionError("one"), FileNotFoundError(errno.ENOENT, "two", "three")])
def test_a_command_of_the_frozen_program_never_waits_for_a_click(monkeypatch, capsys, stray_log, error):
    """PyInstaller shows what nobody has foreseen in a box on Windows, which nobody sees in a script."""

    def fail(_options):
        raise error

    monkeypatch.setattr(lesson_parser, "_list", fail)
    with pytest.raises(type(error)):
        main(["lesson", "list"])
    stray_log.take("unexpected error")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert main(["lesson", "list"]) == 1
    stray_log.take("unexpected error")
    out, err = capsys.readouterr()
    assert (out, err.splitlines()[0]) == ("", "Traceback (most recent call last):")
    assert err.splitlines()[-1] == f"{type(error).__name__}: {error}"


def test_the_window_of_the_frozen_program_says_what_ended_it(monkeypatch, stray_log):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(cli, "_refuse_a_file", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        main([])
    stray_log.take("unexpected error")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_under_the_output_is_one_sentence(unbuffered):
    command = [sys.executable, "-m", "digitpad", "recognize", DRAWINGS]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
        )
    assert done.stderr == "digitpad: The output could not be written (No space left on device).\n"
    assert done.returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that Windows has not")
def test_a_crash_of_a_library_says_where():
    script = """
import contextlib, os, signal
from digitpad.cli.main import main
with contextlib.suppress(SystemExit):
    main(["--version"])
os.kill(os.getpid(), signal.SIGSEGV)
"""
    # Where Python was told to say so by itself, the test would show nothing.
    environment = {name: os.environ[name] for name in os.environ if not name.startswith("PYTHON")}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGSEGV
    assert done.stderr.startswith("Fatal Python error: Segmentation fault")
    assert 'File "<string>", line 6' in done.stderr
