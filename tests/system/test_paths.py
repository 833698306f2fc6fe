import sys
from pathlib import Path

import pytest
from helpers.systems import DRIVE

from digitpad.errors import DigitpadError
from digitpad.system import paths


@pytest.mark.parametrize(
    ("platform", "variable", "value", "expected"),
    [
        ("linux", "XDG_DATA_HOME", f"{DRIVE}/data/学生", f"{DRIVE}/data/学生/digitpad"),
        ("linux", "XDG_DATA_HOME", "", "/home/Zoë/.local/share/digitpad"),
        ("linux", "XDG_DATA_HOME", "relative/folder", "/home/Zoë/.local/share/digitpad"),
        ("linux", "UNRELATED", "x", "/home/Zoë/.local/share/digitpad"),
        ("darwin", "XDG_DATA_HOME", "/data", "/home/Zoë/Library/Application Support/Digitpad"),
        ("win32", "LOCALAPPDATA", "/Users/Zoë/AppData/Local", "/Users/Zoë/AppData/Local/Digitpad"),
        ("win32", "LOCALAPPDATA", "", "/home/Zoë/AppData/Local/Digitpad"),
    ],
)
def test_the_users_folder_follows_the_system(platform, variable, value, expected, monkeypatch):
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv(variable, value)
    monkeypatch.setattr(paths.sys, "platform", platform)
    monkeypatch.setattr(paths.Path, "home", lambda: Path("/home/Zoë"))
    assert paths.user_data_dir() == Path(expected)


def test_an_account_without_a_home_has_to_say_where(monkeypatch):
    def homeless():
        raise RuntimeError

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", homeless)
    monkeypatch.setenv("XDG_DATA_HOME", f"{DRIVE}/data")
    assert paths.user_data_dir() == Path(f"{DRIVE}/data/digitpad")
    monkeypatch.delenv("XDG_DATA_HOME")
    with pytest.raises(DigitpadError, match="--data-dir"):
        paths.user_data_dir()
    assert paths.where_dialogs_begin().is_dir()


def test_a_portable_program_keeps_data_beside_itself(tmp_path, monkeypatch, machine):
    """Only if somebody has made the folder, and only the frozen program: in a checkout Python would be the program."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "stick" / "digitpad"))
    beside = tmp_path / "stick" / "digitpad-data"
    usual = tmp_path / "home" / "digitpad"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.user_data_dir() == usual
    beside.mkdir(parents=True)
    assert paths.user_data_dir() == beside
    machine(f"[digitpad]\ndata-dir = {DRIVE}/somewhere\n")
    assert paths.user_data_dir() == beside
    monkeypatch.delattr(sys, "frozen")
    assert paths.user_data_dir() == Path(f"{DRIVE}/somewhere")
