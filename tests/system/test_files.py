"""Saving: the new file or the old one, never a half, and nothing left beside it."""

import errno
import os
import stat
import subprocess
import sys
import time
from pathlib import PureWindowsPath

import pytest
from helpers.windows_files import as_on_windows, needs_proc

from digitpad.errors import DigitpadError
from digitpad.system import file_names, files
from digitpad.system.files import remove_parts, require_writable, write_atomically


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_can_be_written_is_found_out_without_a_trace(tmp_path):
    (tmp_path / "old").write_bytes(b"old")
    for path in (tmp_path / "new", tmp_path / "old", tmp_path / "one" / "more" / "new"):
        require_writable(path)
    assert names_in(tmp_path) == ["old"]
    assert (tmp_path / "old").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["", "old/new", "a" * 300, "zero\0"], ids=["folder", "file", "long", "zero"])
def test_what_cannot_be_written_neither(tmp_path, name):
    (tmp_path / "old").write_bytes(b"old")
    with pytest.raises(DigitpadError, match="could not be saved"):
        require_writable(tmp_path / name)
    assert names_in(tmp_path) == ["old"]


@pytest.mark.parametrize("content", [b"", b"new", bytes(1_000_000)], ids=["empty", "short", "long"])
def test_a_file_is_written_and_replaced(tmp_path, content):
    path = tmp_path / "my.keras"
    write_atomically(path, content)
    assert path.read_bytes() == content
    write_atomically(path, b"and again")
    assert path.read_bytes() == b"and again"
    assert names_in(tmp_path) == ["my.keras"]


@pytest.mark.parametrize("name", ["Zoë.keras", "学生.keras", "🦒 and more.keras", " x.keras", "a" * 255, ".hidden"])
def test_any_name_that_the_system_takes_will_do(tmp_path, name):
    if len(os.fsencode(name)) > os.pathconf(tmp_path, "PC_NAME_MAX"):
        pytest.skip("this file system takes no such name")
    write_atomically(tmp_path / name, b"new")
    assert names_in(tmp_path) == [name]


def test_folders_on_the_way_are_made(tmp_path):
    path = tmp_path / "Zoë Müller" / "学生" / "my.keras"
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such permissions")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_are_kept(tmp_path, mode):
    path = tmp_path / "my.keras"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_atomically(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such permissions")
def test_a_new_file_can_be_read_by_the_others(tmp_path):
    """A teacher saves into a shared folder: a new file is as open as any other that this user makes."""
    write_atomically(tmp_path / "my.keras", b"new")
    (tmp_path / "other").write_bytes(b"new")
    assert (tmp_path / "my.keras").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_leads_to_the_new_file(tmp_path):
    """The file that it pointed at is the one that is replaced; the link stays."""
    real = tmp_path / "real" / "my.keras"
    real.parent.mkdir()
    real.write_bytes(b"old")
    link = tmp_path / "link.keras"
    link.symlink_to(real)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def fails_with(number):
    def fail(*_args, **_options):
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_the_old_file_stays_when_writing_fails(tmp_path, monkeypatch, number):
    path = tmp_path / "my.keras"
    path.write_bytes(b"old")
    monkeypatch.setattr(files.os, "fsync", fails_with(number))
    with pytest.raises(DigitpadError, match="Nothing was changed; choose another place") as refused:
        write_atomically(path, b"new")
    assert "“my.keras” could not be saved" in str(refused.value)
    assert os.strerror(number) in str(refused.value)
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["my.keras"]


def test_the_old_file_stays_when_it_cannot_be_replaced(tmp_path, monkeypatch):
    """As on Windows, while another program has it open."""
    path = tmp_path / "my.keras"
    path.write_bytes(b"old")
    monkeypatch.setattr(files.Path, "replace", fails_with(errno.EACCES))
    with pytest.raises(DigitpadError, match="Permission denied"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["my.keras"]


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


def test_a_drive_or_share_that_is_not_there(tmp_path, monkeypatch):
    r"""`E:\x.keras`, `\\server\share\x.keras`: none of the folders above is there, not even the topmost."""
    monkeypatch.setattr(files.Path, "exists", lambda _: False)
    with pytest.raises(DigitpadError, match=r"“x\.keras” could not be saved .*\(there is no such drive\)"):
        require_writable(tmp_path / "x.keras")


def test_a_drive_that_has_gone(tmp_path, monkeypatch):
    """Windows says so with numbers that Python does not take for “not there”."""
    monkeypatch.setattr(files.Path, "exists", fails_with(errno.EINVAL))
    with pytest.raises(DigitpadError, match=r"“x\.keras” could not be saved"):
        require_writable(tmp_path / "x.keras")


def test_no_file_is_where_a_share_does_not_answer(tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"x")
    assert files.is_file(tmp_path / "file")
    assert not files.is_file(tmp_path)
    monkeypatch.setattr(files.os, "stat", fails_with(errno.EINVAL))
    assert not files.is_file(tmp_path / "file")


def test_a_scratch_file_is_gone_whatever_happens(tmp_path):
    def use():
        with files.scratch_file(tmp_path) as file:
            file.write(b"x")
            (name,) = names_in(tmp_path)
            assert name.endswith(".part")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        use()
    assert names_in(tmp_path) == []


def test_where_nobody_may_write_one_name_is_tried_and_not_millions(tmp_path, monkeypatch):
    """As `tempfile` does on Windows, which says no to a name that is taken in the same way."""
    tried = []

    def refuse(path, *_mode):
        tried.append(path)
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(files.Path, "open", refuse)
    with pytest.raises(PermissionError), files.scratch_file(tmp_path):
        pass
    assert len(tried) == 1


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


# What a crash leaves


def left(path, seconds):
    """Something nobody has written to for so long."""
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime - seconds))


def test_what_crashes_left_is_removed(tmp_path):
    run = tmp_path / "runs" / "2026-11-21-093015"
    run.mkdir(parents=True)
    staging = run.parent / ".digitpad-0123.part"
    staging.mkdir()
    kept = ["run.json", ".digitpad-new.part", "my.part", ".digitpad-x"]
    for name in [*kept, ".digitpad-old.part"]:
        (run / name).write_bytes(b"x")
        if name != ".digitpad-new.part":
            left(run / name, 4000)
    (staging / "images.gz").write_bytes(b"x")
    left(staging / "images.gz", 4000)
    left(staging, 4000)
    remove_parts(tmp_path / "runs")
    assert names_in(run) == sorted(kept)
    assert names_in(run.parent) == [run.name]


def test_what_was_left_before_the_clock_was_set_back_is_removed(tmp_path):
    for name, seconds in ((".digitpad-old.part", 90_000), (".digitpad-new.part", 60)):
        (tmp_path / name).write_bytes(b"x")
        left(tmp_path / name, -seconds)
    remove_parts(tmp_path)
    assert names_in(tmp_path) == [".digitpad-new.part"]


def test_our_own_clock_does_not_decide_what_is_old(tmp_path, monkeypatch):
    """It may be years off, and that of a network drive another one."""
    (tmp_path / ".digitpad-new.part").write_bytes(b"x")
    monkeypatch.setattr(time, "time", lambda: 0.0)
    remove_parts(tmp_path)
    assert names_in(tmp_path) == [".digitpad-new.part"]


def test_a_folder_that_is_being_filled_stays(tmp_path):
    staging = tmp_path / ".digitpad-0123.part"
    staging.mkdir()
    (staging / "images.gz").write_bytes(b"x")
    left(staging, 4000)
    remove_parts(tmp_path)
    assert names_in(staging) == ["images.gz"]


def test_what_another_program_is_writing_stays(tmp_path, monkeypatch):
    """Any file by name is a candidate; its age decides."""
    replace = files.Path.replace

    def sweep_and_replace(part, target):
        remove_parts(tmp_path)
        return replace(part, target)

    monkeypatch.setattr(files.Path, "replace", sweep_and_replace)
    write_atomically(tmp_path / "my.keras", b"new")
    assert names_in(tmp_path) == ["my.keras"]


def test_where_nothing_is_there_is_nothing_to_remove(tmp_path):
    remove_parts(tmp_path / "none")
    (tmp_path / "file").write_bytes(b"x")
    remove_parts(tmp_path / "file")


def test_what_cannot_be_removed_keeps_nothing_else(tmp_path, monkeypatch):
    """As on Windows, while another program has one open."""
    for number in range(3):
        part = tmp_path / f".digitpad-{number}.part"
        part.write_bytes(b"x")
        left(part, 4000)
    unlink, refused = files.Path.unlink, []

    def refuse_one(part):
        if part.name == ".digitpad-1.part":
            refused.append(part.name)
            raise PermissionError(errno.EACCES, "Access is denied")
        unlink(part)

    monkeypatch.setattr(files.Path, "unlink", refuse_one)
    remove_parts(tmp_path)
    assert names_in(tmp_path) == refused


def test_a_full_disk(tmp_path):
    """The real thing: a file system of one megabyte. It needs root or a system that lets users make their own."""
    script = """
import pathlib, sys
from digitpad.errors import DigitpadError
from digitpad.system.files import require_writable, write_atomically
path = pathlib.Path(sys.argv[1], "my.keras")
path.write_bytes(b"old")
try:
    write_atomically(path, bytes(2_000_000))
except DigitpadError as error:
    print(error)
print(path.read_bytes(), [each.name for each in path.parent.iterdir()])
"""
    # The mount lives in a name space of its own and is gone with the process.
    command = 'mount -t tmpfs -o size=1m none "$1" && exec "$2" -c "$3" "$1"'
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", command, "-", tmp_path, sys.executable, script],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "No space left" not in done.stdout and "unshare" in done.stderr + "mount" in done.stderr:
        pytest.skip(f"no file system of its own: {done.stderr.strip()}")
    sentence, state = done.stdout.splitlines()
    assert "No space left on device" in sentence
    assert state == "b'old' ['my.keras']"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such permissions")
def test_a_read_only_folder(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir(mode=0o555)
    if os.access(folder, os.W_OK):
        pytest.skip("root may write everywhere")
    with pytest.raises(DigitpadError, match="Permission denied"):
        write_atomically(folder / "my.keras", b"new")


def test_a_read_only_folder_as_the_system_says_it(tmp_path, monkeypatch):
    monkeypatch.setattr(files.Path, "open", fails_with(errno.EROFS))
    with pytest.raises(DigitpadError, match="Read-only file system"):
        write_atomically(tmp_path / "my.keras", b"new")
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("name", ["a" * 300 + ".keras", "é" * 200 + ".keras"])
def test_a_name_that_is_too_long(tmp_path, name):
    with pytest.raises(DigitpadError, match="too long"):
        write_atomically(tmp_path / name, b"new")
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("name", ["a\0b.keras", "\ud800.keras"], ids=["a zero", "half a character"])
def test_a_name_that_cannot_be(tmp_path, name):
    with pytest.raises(DigitpadError, match="could not be saved"):
        write_atomically(tmp_path / name, b"new")
    assert names_in(tmp_path) == []


def test_a_folder_in_the_place_of_the_file(tmp_path):
    (tmp_path / "my.keras").mkdir()
    with pytest.raises(DigitpadError, match=r"“my\.keras” could not be saved"):
        write_atomically(tmp_path / "my.keras", b"new")
    assert names_in(tmp_path) == ["my.keras"]


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(DigitpadError, match="could not be saved"):
        write_atomically(tmp_path / "file" / "my.keras", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"
