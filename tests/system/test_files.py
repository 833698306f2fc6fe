"""Saving: the new file or the old one, never a half, and nothing left beside it."""

import errno
import os
import stat
import subprocess
import sys

import pytest
from helpers.folders import fails_with, names_in
from helpers.systems import not_on_windows

from digitpad.errors import DigitpadError
from digitpad.system import files
from digitpad.system.files import require_writable, write_atomically


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
    most = os.pathconf(tmp_path, "PC_NAME_MAX") if hasattr(os, "pathconf") else 200  # Windows: of 260 for a whole path
    if len(os.fsencode(name)) > most:
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


@not_on_windows("a small file system is mounted")
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


@pytest.mark.parametrize(
    "name",
    [
        "a" * 300 + ".keras",
        pytest.param("é" * 200 + ".keras", marks=not_on_windows("there a name is as long as it has letters")),
    ],
    ids=["letters", "bytes"],
)
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
