"""Two windows on one data folder: the second is told who has it, and a crash locks nobody out."""

import errno
import os
import platform
import subprocess
import sys

import pytest

from digitpad.errors import DigitpadError
from digitpad.system.data_lock import NAME, DataFolderInUseError, DataLock

HOLDER = """
import sys
from pathlib import Path
from digitpad.system.data_lock import DataLock
lock = DataLock.take(Path(sys.argv[1]))
print("taken", flush=True)
sys.stdin.read()
"""


def test_the_first_has_it_until_it_lets_go(data_dir):
    with DataLock.take(data_dir) as lock:
        with pytest.raises(DataFolderInUseError) as told:
            DataLock.take(data_dir)
        assert (told.value.process, told.value.computer) == (os.getpid(), platform.node())
        assert str(told.value) == "Digitpad is already open on this computer; save samples in that window."
        assert str(told.value.for_terminal).startswith(
            f"Process {os.getpid()} on the computer “{platform.node()}” is using the data folder “{data_dir}”; "
        )
    lock.release()
    with DataLock.take(data_dir):
        pass


def test_another_process_has_it_and_then_crashes(data_dir):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data_dir)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "taken\n"
        with pytest.raises(DataFolderInUseError) as told:
            DataLock.take(data_dir)
        assert told.value.process == process.pid
        process.kill()
        process.wait()
    with DataLock.take(data_dir):
        pass


@pytest.mark.parametrize(
    "text", [b"", b"noise", b"[1]", b'{"process": "1; rm"}', b'{"process": 1, "computer": "a\\nb"}', b"[" * 1000]
)
def test_who_has_it_is_told_as_well_as_it_is_known(data_dir, text):
    with DataLock.take(data_dir):
        (data_dir / NAME).write_bytes(text)
        with pytest.raises(DataFolderInUseError, match=r"^Digitpad is already open in another window; ") as told:
            DataLock.take(data_dir)
        assert str(told.value.for_terminal).startswith("Another Digitpad is using the data folder")
        assert (told.value.process, told.value.computer) == (None, "")


def test_another_computer_on_a_shared_folder_is_named(data_dir):
    with DataLock.take(data_dir):
        (data_dir / NAME).write_text('{"process": 7, "computer": "room 12"}')
        with pytest.raises(DataFolderInUseError, match=r"^Digitpad is already open on the computer “room 12”; "):
            DataLock.take(data_dir)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks in another way")
def test_a_network_drive_without_locks_keeps_nobody_out(data_dir, monkeypatch):
    def no_locks(_file, _operation):
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    monkeypatch.setattr("fcntl.flock", no_locks)
    with DataLock.take(data_dir), DataLock.take(data_dir):
        pass


def test_a_folder_that_cannot_be(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DigitpadError, match=r"^The data folder “.*” cannot be written to \(.+\)\.$"):
        DataLock.take(tmp_path / "file" / "data")
