"""What a crash left half written is removed, and nothing else."""

import errno
import os
import time

from helpers.folders import names_in

from digitpad.system import files
from digitpad.system.files import remove_parts, write_atomically


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
