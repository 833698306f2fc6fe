"""Saving by the rules of Windows, wherever the tests run."""

import errno
from pathlib import PureWindowsPath

import pytest
from helpers.folders import names_in
from helpers.windows_files import as_on_windows, needs_proc

from digitpad.errors import DigitpadError
from digitpad.system import file_names, files
from digitpad.system.files import require_writable, write_atomically


class OpenElsewhere:
    """As on Windows: the old file cannot be replaced so many times, since a virus scanner looks at it."""

    def __init__(self, times, monkeypatch):
        self.times, self.pauses = times, []
        self._replace = files.Path.replace
        monkeypatch.setattr(files.Path, "replace", lambda part, target: self.replace(part, target))
        monkeypatch.setattr(files.time, "sleep", self.pauses.append)
        monkeypatch.setattr(files, "_TRIES", 10)

    def replace(self, part, target):
        if self.times:
            self.times -= 1
            raise PermissionError(errno.EACCES, "Access is denied")
        return self._replace(part, target)


@pytest.mark.parametrize("times", [0, 1, 9])
def test_a_file_that_is_looked_at_is_replaced_a_moment_later(tmp_path, monkeypatch, times):
    path = tmp_path / "my.keras"
    path.write_bytes(b"old")
    scanner = OpenElsewhere(times, monkeypatch)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert len(scanner.pauses) == times
    assert sum(scanner.pauses) <= 1
    assert names_in(tmp_path) == ["my.keras"]


def test_a_file_that_somebody_keeps_open_is_told_in_words(tmp_path, monkeypatch):
    path = tmp_path / "my.keras"
    path.write_bytes(b"old")
    scanner = OpenElsewhere(10, monkeypatch)
    with pytest.raises(DigitpadError, match="Access is denied"):
        write_atomically(path, b"new")
    assert (len(scanner.pauses), path.read_bytes()) == (9, b"old")
    assert names_in(tmp_path) == ["my.keras"]


# What only Windows does


@pytest.fixture
def windows(monkeypatch):
    """Its rules for what is open and read-only, and no waiting."""
    monkeypatch.setattr(files, "_ON_WINDOWS", True)
    monkeypatch.setattr(files, "_TRIES", 2)
    monkeypatch.setattr(files.time, "sleep", lambda _: None)
    with as_on_windows():
        yield


@needs_proc
def test_on_windows_a_read_only_file_is_refused_and_leaves_nothing(tmp_path, windows):
    """It would be refused only after the training; and a read-only `.part` could never be removed again."""
    path = tmp_path / "my.keras"
    path.write_bytes(b"old")
    path.chmod(0o444)
    for refused in (require_writable, lambda path: write_atomically(path, b"new")):
        with pytest.raises(DigitpadError, match=r"“my\.keras” could not be saved .*\(the file is read-only\)"):
            refused(path)
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["my.keras"]


@needs_proc
def test_on_windows_what_becomes_read_only_in_between_leaves_nothing(tmp_path, windows, monkeypatch):
    path = tmp_path / "my.keras"
    path.write_bytes(b"old")
    fsync = files.os.fsync
    monkeypatch.setattr(files.os, "fsync", lambda number: (fsync(number), path.chmod(0o444)))
    with pytest.raises(DigitpadError, match=r"WinError 5"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["my.keras"]


@needs_proc
def test_on_windows_a_file_that_is_open_is_replaced_when_it_is_closed(tmp_path, windows, monkeypatch):
    path = tmp_path / "my.keras"
    path.write_bytes(b"old")
    scanner = path.open("rb")
    monkeypatch.setattr(files.time, "sleep", lambda _: scanner.close())
    write_atomically(path, b"new")
    assert scanner.closed
    assert path.read_bytes() == b"new"


@needs_proc
def test_on_windows_an_old_file_is_replaced_and_can_be_written_to(tmp_path, windows):
    path = tmp_path / "my.keras"
    path.write_bytes(b"old")
    require_writable(path)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert names_in(tmp_path) == ["my.keras"]


@needs_proc
def test_a_probe_that_a_scanner_opens_is_removed_a_moment_later(tmp_path, windows, monkeypatch):
    path = tmp_path / "my.keras"
    opened, really = [], files.Path.open

    def open_and_be_looked_at(part, mode):
        file = really(part, mode)
        opened.append(really(part, "rb"))
        return file

    monkeypatch.setattr(files.Path, "open", open_and_be_looked_at)
    monkeypatch.setattr(files.time, "sleep", lambda _: opened[0].close())
    require_writable(path)
    assert opened[0].closed
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("ask", [require_writable, lambda path: write_atomically(path, b"new")], ids=["ask", "write"])
def test_a_name_that_windows_does_not_take_is_refused_at_once(tmp_path, monkeypatch, ask):
    monkeypatch.setattr(files, "why_refused", lambda path: file_names.why_refused(PureWindowsPath(path)))
    with pytest.raises(DigitpadError, match=r"“what\?\.keras” could not be saved .*does not allow “\?” in names"):
        ask(tmp_path / "what?.keras")
    assert names_in(tmp_path) == []


def test_a_name_that_only_the_system_knows_to_be_wrong(tmp_path, monkeypatch):
    """As a path of more than 260 letters is on most of Windows: it is asked with the name itself."""
    opened, really = [], files.Path.open

    def refuse_long(path, *mode):
        opened.append(path.name)
        if path.name == "long.keras":
            raise FileNotFoundError(errno.ENOENT, "The system cannot find the path specified")
        return really(path, *mode)

    monkeypatch.setattr(files.Path, "open", refuse_long)
    with pytest.raises(DigitpadError, match="cannot find the path"):
        require_writable(tmp_path / "long.keras")
    assert opened == ["long.keras"]
    assert names_in(tmp_path) == []
