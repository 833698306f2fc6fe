"""The command line as people type it; every mistake is one line on standard error and exit code 2."""

import json
import re
import sys
import zipfile
from pathlib import Path

import pytest
from helpers.systems import DRIVE

from digitpad import __version__, bundled_network
from digitpad.cli import main as cli
from digitpad.cli import train_parser
from digitpad.cli.main import main
from digitpad.system import assets

DRAWINGS = assets.folder() / "drawings" / "digits.jsonl"


def test_version(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr() == (f"digitpad {__version__}\n", "")


@pytest.mark.parametrize("words", [["--help"], ["train", "--help"], ["recognize", "--help"], ["model", "--help"]])
def test_help(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("usage: digitpad")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["paint"], "invalid choice: 'paint'"),
        (["recognize"], "required: FILE"),
        (["model", "info"], "required: FILE.keras"),
        (["train", "--epochs", "many"], "argument --epochs: “many” is not a whole number (see digitpad train --help)."),
        (["train", "--epochs", "1,5"], "“1,5” is not a whole number"),
        (["train", "--learning-rate", "fast"], "argument --learning-rate: “fast” is not a number"),
        (["train", "--learning-rate", "1,000.5"], "“1,000.5” is not a number"),
        (["lesson", "run", "x", "--step", "two"], "“two” is not a whole number (see digitpad lesson run --help)."),
        (["data", "paint"], "choose from 'list', 'export'"),
        (["train", "--speed", "9\n9"], "unrecognized arguments: --speed 9?9"),
        (["train", "--speed", "9"], "unrecognized arguments: --speed 9"),
        (["--data-dir"], "expected one argument"),
        (["x" * 300], "invalid choice: 'xxx"),
    ],
)
def test_what_is_no_command_is_explained(words, says, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("digitpad: ")
    assert err.count("\n") == 1
    assert says in err


@pytest.mark.parametrize(
    ("command", "actions"),
    [("lesson", "list | run"), ("data", "list | export | merge | import | remove"), ("model", "info | export")],
)
def test_a_command_that_has_actions_names_them(command, actions, refused):
    assert refused(command).startswith(f"Say what is to be done: digitpad {command} {actions}")


@pytest.mark.parametrize("words", [["net.keras"], ["train"], ["data", "list"], ["recognize", DRAWINGS]])
@pytest.mark.parametrize("option", ["--check", "--self-test"])
def test_what_is_done_instead_of_the_window_is_done_alone(option, words, refused):
    assert refused(option, *words) == (
        f"{option} is done without opening files and without a command; type it alone."
    )


def test_only_one_thing_is_done_instead_of_the_window(refused):
    assert refused("--check", "--self-test") == "--self-test and --check are two things to do; type one of them."
    assert refused("--self-test", "--json") == "--json belongs to --check or behind a command."


def test_without_a_display_the_window_says_so(refused, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert refused("--data-dir", "somewhere") == (
        "There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set). "
        "Type “digitpad demo” to see it work without one."
    )


@pytest.fixture
def opens(monkeypatch):
    """Type something that opens the window; gives the files that it opens with, and the data folder."""
    asked = []
    monkeypatch.setattr("digitpad.app.run", lambda data_dir, files: asked.append((data_dir, files)) or 0)
    monkeypatch.setattr("digitpad.system.display.why_no_window", lambda: None)

    def opens(*words):
        assert main([str(word) for word in words]) == 0
        (found,) = asked
        asked.clear()
        return found

    return opens


def test_the_window_opens_with_files(opens, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ours = f"{DRIVE}/x/our.digits"
    assert opens() == (None, [])
    assert opens("net.keras") == (None, [tmp_path / "net.keras"])
    assert opens("a b.png", ours) == (None, [tmp_path / "a b.png", Path(ours)])
    assert opens("--data-dir", "train", "net.keras") == (Path("train"), [tmp_path / "net.keras"])
    assert opens("--data", "train", "net.keras") == (Path("train"), [tmp_path / "net.keras"])
    assert opens("--data-dir=x", "net.keras") == (Path("x"), [tmp_path / "net.keras"])
    assert opens("net.keras", "--data-dir", "x") == (Path("x"), [tmp_path / "net.keras"])
    assert opens("--", "-net.keras") == (None, [tmp_path / "-net.keras"])


def test_a_file_called_like_a_command_needs_a_folder_before_it(opens, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("train", "paint"):
        (tmp_path / name).write_bytes(b"")
    assert opens("./train") == (None, [tmp_path / "train"])
    assert opens("net.keras", "train") == (None, [tmp_path / "net.keras", tmp_path / "train"])
    assert opens("paint") == (None, [tmp_path / "paint"])
    assert cli._parse(["train"]).run is train_parser._run
    assert cli._parse(["--data-dir", "net.keras", "train"]).run is train_parser._run


@pytest.mark.parametrize("words", [[], ["--check"], ["data", "list"], ["lesson", "list"]])
def test_an_account_without_a_home_is_told_where_to_say_a_folder(words, refused, monkeypatch):
    def homeless():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("digitpad.system.display.why_no_window", lambda: None)
    assert refused(*words) == (
        "This account has no home folder; say with --data-dir DIR where everything is to be kept."
    )


def test_options_that_files_do_not_have_are_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["net.keras", "--fast"])
    assert ended.value.code == 2
    assert "unrecognized arguments: --fast" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [[], ["train"], ["data", "list"], ["data", "merge", "x"], ["data", "export", "--out", "x.digits"], ["demo"],
     ["data", "import", "x"], ["lesson", "list"], ["lesson", "run", "x"], ["recognize", "x"], ["model", "info", "x"],
     ["net.keras"]],
)
def test_a_file_is_no_data_folder(words, refused, tmp_path, monkeypatch):
    monkeypatch.setattr("digitpad.app.run", lambda *_: pytest.fail("the window opened"))
    file = tmp_path / "notes.txt"
    file.write_bytes(b"")
    for place in (file, file / "below" / "it"):
        said = refused("--data-dir", place, *words)
        assert said == f"“{file}” is a file; --data-dir expects a folder, which need not exist yet."


@pytest.mark.usefixtures("qapp")
def test_a_report_about_this_computer_tells_of_it_itself(capsys, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_bytes(b"")
    assert main(["--data-dir", str(file), "--check"]) == 2
    out, err = capsys.readouterr()
    assert "problem  Data folder" in out
    assert "look at:" in err


def test_the_demo_finds_out_first_whether_its_picture_can_be_written(refused, tmp_path, monkeypatch):
    monkeypatch.setattr("digitpad.replay.bundled_drawings", lambda: pytest.fail("it began"))
    monkeypatch.setattr("digitpad.cli.demo.bundled_drawings", lambda: pytest.fail("it began"))
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder.png").mkdir()
    for place in (tmp_path / "folder.png", tmp_path / "file" / "x.png"):
        assert f"“{place.name}” could not be saved in “{place.parent}”" in refused("demo", "--screenshot", place)
    for place in (tmp_path / "a.txt", tmp_path / "a"):
        assert refused("demo", "--screenshot", place) == (
            f"“{place}” does not end in .png; the picture of the window is saved as PNG."
        )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder.png"]


def test_ctrl_c_ends_quietly(monkeypatch, capsys):
    def interrupted(_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_recognize", interrupted)
    assert main(["recognize", "x"]) == 130
    assert capsys.readouterr() == ("", "")


# --- files


@pytest.mark.parametrize("command", [["recognize"], ["recognize", "--network", "NOTHING"], ["model", "info"]])
def test_a_missing_file_is_named(command, refused, tmp_path):
    missing = tmp_path / "missing.file"
    words = [str(tmp_path / "other.keras") if word == "NOTHING" else word for word in command]
    assert re.search("No such file|not found|cannot find", refused(*words, missing)), "in the words of the system"


def test_a_folder_is_no_file(refused, tmp_path):
    assert refused("recognize", tmp_path) == (
        f"“{tmp_path}” is a folder; name the files in it, such as “{tmp_path / '*.png'}”."
    )
    refused("model", "info", tmp_path)


@pytest.mark.parametrize("command", [["model", "info"], ["recognize", DRAWINGS, "--network"]])
def test_a_hostile_network_is_refused(command, refused, tmp_path):
    """A Lambda layer with program code; nothing is run, one line is said."""
    config = json.loads(zipfile.ZipFile(bundled_network.network_path()).read("config.json"))
    config["config"]["layers"][-1] = {"class_name": "Lambda", "module": "keras.layers", "config": {"function": "x"}}
    path = tmp_path / "hostile.keras"
    with zipfile.ZipFile(bundled_network.network_path()) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, json.dumps(config) if name == "config.json" else old.read(name))
    assert "program code" in refused(*command, path)
    path.write_bytes(b"text")
    assert "hostile.keras" in refused(*command, path)
