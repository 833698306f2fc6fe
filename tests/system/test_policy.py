"""The machine-wide digitpad.ini: whatever is in it, the program starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.systems import DRIVE, not_on_windows
from hypothesis import given
from hypothesis import strategies as st

from digitpad.cli.main import main
from digitpad.data.catalogue import Catalogue
from digitpad.data.download import fetch
from digitpad.data.download_source import DownloadSource
from digitpad.errors import DigitpadError
from digitpad.system import paths, policy
from digitpad.system.policy import Policy, parse, read
from digitpad.ui.settings.settings import ZOOMS, Settings
from digitpad.ui.widgets.theme import APPEARANCES

PATH = Path("/etc/digitpad.ini")


def test_where_there_is_none_nothing_is_decided(tmp_path):
    assert read(tmp_path / "nothing.ini") == Policy(tmp_path / "nothing.ini")
    assert read(tmp_path / "no folder" / "nothing.ini").problem == ""


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        ("linux", "/etc/digitpad.ini"),
        ("darwin", "/Library/Application Support/Digitpad/digitpad.ini"),
        ("win32", "/Program Files/Digitpad/digitpad.ini"),
    ],
)
def test_where_it_is(platform, expected, monkeypatch):
    monkeypatch.delenv(policy.ELSEWHERE)
    monkeypatch.setattr(policy.sys, "executable", "/Program Files/Digitpad/digitpad.exe")
    monkeypatch.setattr(policy.sys, "platform", platform)
    assert policy._usual_path() == Path(expected)


@pytest.mark.parametrize(
    ("usual", "frozen", "downloads"),
    [
        ("[digitpad]\ndownloads = no\n", True, False),
        ("broken", True, False),
        (None, True, True),
        ("[digitpad]\ndownloads = no\n", False, True),
    ],
    ids=["decided", "decided with a slip", "nothing decided", "from source"],
)
def test_the_environment_does_not_lift_what_was_decided(usual, frozen, downloads, machine, tmp_path, monkeypatch):
    machine("[digitpad]\ndownloads = yes\n")
    if usual is not None:
        (tmp_path / "digitpad.ini").write_text(usual)
    monkeypatch.setattr(policy.sys, "frozen", frozen, raising=False)
    monkeypatch.setattr(policy, "_usual_path", lambda: tmp_path / "digitpad.ini")
    assert policy.current().found
    assert policy.current().downloads is downloads


EVERYTHING = f"""; for the whole school
[digitpad]
data-dir = {DRIVE}/srv/pupils$/%PUPIL%/${{CLASS}}/$CLASS/Digitpad     ; filled in
downloads = no
[Answer]
lead = 0.3
[window]
Zoom = 150
appearance = dark
"""


@pytest.mark.parametrize(
    "encode",
    [
        str.encode,
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.replace("\n", "\r\n").encode(),
    ],
    ids=["UTF-8", "with a mark", "UTF-16", "UTF-16, the other way round", "lines of Windows"],
)
def test_everything_at_once(encode, monkeypatch):
    monkeypatch.setenv("PUPIL", "zoë")
    monkeypatch.setenv("CLASS", "7 b")
    assert parse(PATH, encode(EVERYTHING)) == Policy(
        PATH, True, Path(f"{DRIVE}/srv/pupils$/zoë/7 b/7 b/Digitpad"), False,
        {"answer/lead": "0.3", "window/zoom": "150", "window/appearance": "dark"},
    )


def test_a_tilde_is_the_home_folder(monkeypatch):
    home = f"{DRIVE}/home/zoë"
    monkeypatch.setenv("HOME", home)
    monkeypatch.setenv("USERPROFILE", home)
    assert parse(PATH, b"[digitpad]\ndata-dir = ~/Digitpad").data_dir == Path(home, "Digitpad")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"[digitpad]\ndata-dir = Digitpad", "data-dir has no effect, since it is no whole path"),
        (b"[digitpad]\ndata-dir = /%NOBODY_SET_THIS%", "there is no environment variable NOBODY_SET_THIS"),
        (b"[digitpad]\ndata-dir = /a\n b", "data-dir has no effect, since it is no name of a folder"),
        pytest.param(
            b"[digitpad]\ndata-dir = ~nobody-of-that-name/x", "data-dir has no effect",
            marks=not_on_windows("there home folders are beside each other, whoever has one"),
        ),
        (b"[digitpad]\ndownloads = maybe", "downloads is neither yes nor no, which counts as no"),
        (b"downloads = no", "(line 1: a [section] comes first); nothing of it counts, and downloads are off."),
        (b"[digitpad]\n\n???", "cannot be understood (line 3); nothing of it counts, and downloads are off."),
        (b"[digitpad]\nfolder = \xfc", "is not in UTF-8; nothing of it counts"),
        (b"\xff\xfe[", "is not in UTF-8; nothing of it counts"),
    ],
)
def test_what_is_wrong_is_one_sentence(content, problem):
    found = parse(PATH, content)
    assert problem in found.problem
    assert str(PATH) in found.problem
    assert found.problem.endswith(".")
    assert found.data_dir is None


def test_a_wrong_line_leaves_the_others_as_they_are():
    found = parse(PATH, b"[digitpad]\ndata-dir = x\ndownloads = no\n[window]\nzoom = 125\n")
    assert (found.downloads, found.defaults) == (False, {"window/zoom": "125"})


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("answer/lead", ["0", "0.3", "0.9"], ["0,3", "1", "-0.1", "nan", "much"]),
        ("window/appearance", ["system", "light", "dark"], ["pink", "Dark", ""]),
        ("window/zoom", ["100", "125", "200"], ["130", "0", "huge", "inf"]),
        ("samples/seat", ["0", "12", "9999"], ["zwölf", "10000", "-1", "1.5"]),
        ("tour/seen", ["yes", "No", "1"], ["perhaps", "2"]),
    ],
)
def test_a_value_is_in_force_or_it_is_said_that_it_is_not(name, right, wrong):
    section, key = name.split("/")
    for value in right:
        found = parse(PATH, f"[{section}]\n{key} = {value}\n".encode())
        assert (found.defaults, found.problem) == ({name: value}, "")
    for value in wrong:
        found = parse(PATH, f"[{section}]\n{key} = {value}\n".encode())
        assert found.defaults == {}
        assert f"{name} = {value} has no effect; it can be {policy.CHOICES[name]}." in found.problem


def test_what_can_be_decided_is_what_the_settings_know():
    assert policy.CHOICES["window/zoom"] == ", ".join(map(str, ZOOMS))
    assert policy.CHOICES["window/appearance"] == ", ".join(APPEARANCES)


def test_a_folder_that_is_none_is_not_replaced_by_another(machine, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    path = machine("[digitpad]\ndata-dir = Digitpad\n")
    with pytest.raises(DigitpadError, match=r"^There is no data folder\. Correct “"):
        paths.user_data_dir()
    assert paths.window_data_dir() == paths.NOWHERE
    assert main(["lesson", "list"]) == 2
    assert path.exists()
    assert not (tmp_path / "home").exists()


def test_nothing_can_be_made_nowhere():
    with pytest.raises(OSError, match=r".+"):
        paths.NOWHERE.mkdir(parents=True)
    assert not paths.NOWHERE.exists()


def test_the_window_says_that_nothing_can_be_saved(machine, tmp_path):
    """In a process of its own, where everything is that nobody may write to."""
    machine("[digitpad]\ndata-dir = /srv/%NOBODY_SET_THIS%\n")
    script = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox
from digitpad import app
from digitpad.cli import main as cli

create_window = app.create_window

def watched(*arguments, **options):
    window = create_window(*arguments, **options)

    def look():
        for box in window.findChildren(QMessageBox):
            print(box.text().encode("ascii", "replace").decode())
            box.close()
        window.workbench.settings.zoom = 125
        window.close()

    window.ready.connect(lambda: QTimer.singleShot(0, look))
    return window

app.create_window = watched
sys.exit(cli.main([]))
"""
    home = str(tmp_path / "home")
    environment = os.environ | {"XDG_DATA_HOME": home, "HOME": home, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0
    assert "there is no environment variable NOBODY_SET_THIS. Nothing can be saved until the file is" in done.stdout
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "home").exists()


def test_what_nobody_knows_is_remembered():
    assert parse(PATH, b"[digitpad]\ndownload = no\n[DEFAULT]\nx = 1\n[window]\nlayout = 3").unknown == (
        "digitpad/download", "default/x", "window/layout",
    )


def test_a_file_that_cannot_be_read_forbids_downloads(tmp_path):
    found = read(tmp_path)  # a folder
    assert (found.found, found.downloads) == (True, False)
    assert "cannot be read" in found.problem
    (tmp_path / "big.ini").write_bytes(b"[digitpad]\n" + b"; x\n" * 20_000)
    assert "is too big" in read(tmp_path / "big.ini").problem


LINES = st.sampled_from(
    ["[digitpad]", "[window]", "[", "[]", "]", "=", "data-dir = /x", "data-dir", " more", "\t", "downloads = no", ";",
     "zoom=%", "%(x)s = $", "data-dir = ${", "data-dir = %x%", "data-dir = ~", "data-dir = \0", "#", "é = ü",
     "[DEFAULT]"]
)


@given(
    st.binary(max_size=200)
    | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.lists(LINES | st.text(max_size=10), max_size=12).map(lambda lines: "\n".join(lines).encode("utf-8", "replace"))
)
def test_no_bytes_keep_the_program_from_starting(content):
    found = parse(PATH, content)
    assert found.found
    assert found.data_dir is None or found.data_dir.is_absolute()
    assert "\n" not in found.problem
    assert all(name.isprintable() for name in found.unknown)
    assert not found.defaults.keys() - set(policy.CHOICES)


# --- what it decides


def test_the_users_folder_is_the_one_that_was_decided(machine, tmp_path):
    machine(f"[digitpad]\ndata-dir = {tmp_path}/ours\n")
    assert paths.user_data_dir() == tmp_path / "ours"


def test_it_is_read_once(machine, tmp_path):
    path = machine("[digitpad]\ndownloads = no\n")
    assert not policy.current().downloads
    path.unlink()
    assert not policy.current().downloads


def test_nothing_is_downloaded_where_that_was_decided(machine, tmp_path):
    machine("[digitpad]\ndownloads = no\n")
    catalogue = Catalogue(tmp_path)
    assert all(not entry.download for entry in catalogue.published)
    with pytest.raises(DigitpadError, match="cannot be downloaded"):
        catalogue.download("mnist", lambda got, size: None, lambda: False)
    with pytest.raises(DigitpadError, match=r"^MNIST, all 70,000 digits: not on this computer yet; put mnist.npz into"):
        catalogue.load("mnist")
    with pytest.raises(DigitpadError, match=r"^Downloads are switched off on this computer"):
        fetch(DownloadSource("http://127.0.0.1:9/x", "", 1), tmp_path / "x", lambda got, size: None, lambda: False)


def test_defaults_are_for_who_has_not_chosen(machine, tmp_path):
    machine("[answer]\nlead = 0.3\n[window]\nzoom = 150\nappearance = dark\n[samples]\nseat = 12\n")
    settings = Settings(tmp_path)
    assert (settings.margin, settings.zoom, settings.appearance, settings.seat) == (0.3, 150, "dark", 12)
    settings.zoom, settings.seat = 100, None
    assert (settings.zoom, settings.seat) == (100, None)
    del settings
    again = Settings(tmp_path)
    assert (again.margin, again.zoom, again.seat) == (0.3, 100, None)


def test_a_default_that_makes_no_sense_counts_as_none(machine, tmp_path):
    machine("[window]\nzoom = huge\nappearance = pink\n")
    assert (Settings(tmp_path).zoom, Settings(tmp_path).appearance) == (100, "system")


def test_a_broken_file_is_one_line_and_the_command_works(machine, capsys):
    machine("???")
    assert main(["lesson", "list"]) == 0
    out, err = capsys.readouterr()
    assert out
    assert err.startswith("digitpad: “")
    assert err.count("\n") == 1


def test_a_start_without_such_a_file_imports_no_parser():
    script = "import sys; from digitpad.system import policy; policy.current(); print('configparser' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
