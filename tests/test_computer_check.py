"""What is told about a computer, and that it is so."""

import getpass
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from digitpad import __version__, bundled_network, computer_check
from digitpad.cli.main import main
from digitpad.computer_check import examine
from digitpad.computer_report import CheckVerdict, Screen
from digitpad.system import assets, memory, processor
from digitpad.system.display import NO_LIBRARY
from digitpad.system.screens import smallest_screen
from digitpad.translation import Message

FINE, NOTE, PROBLEM = CheckVerdict.FINE, CheckVerdict.NOTE, CheckVerdict.PROBLEM
GIB = 2**30
LARGE = Screen(1366, 768, 1.0)


@pytest.fixture
def row(data_dir):
    """Look, and give one row."""

    def row(name, screen=LARGE):
        (found,) = (check for check in examine(data_dir, screen).checks if check.name == name)
        assert found.verdict is not FINE or not found.advice
        return found.verdict, found.sentence

    return row


def test_all_is_well_here(data_dir):
    report = examine(data_dir, LARGE)
    assert [check.name for check in report.checks] == [
        "Program", "System", "Processor", "Memory", "Disk", "Data folder", "Screen", "Recognising", "Datasets",
        "TensorFlow", "Machine-wide settings",
    ]
    assert report.problems == ()
    assert report.sentence() == "Drawing, recognising, training and saving will work on this computer."
    assert report.text().startswith(report.sentence())
    assert __version__ in report.text()


def test_nothing_is_left_behind(tmp_path):
    examine(tmp_path)
    examine(tmp_path / "not" / "there")
    assert list(tmp_path.iterdir()) == []


def test_a_processor_without_avx(row, monkeypatch):
    assert row("Processor")[0] is FINE
    monkeypatch.setattr(processor, "lacks_avx", lambda: True)
    verdict, sentence = row("Processor")
    assert verdict is PROBLEM
    assert "without AVX" in sentence


@pytest.mark.parametrize(
    ("size", "verdict"),
    [(GIB, PROBLEM), (1.9 * GIB, NOTE), (3.7 * GIB, FINE), (8 * GIB, FINE), (None, NOTE)],
)
def test_memory(size, verdict, row, monkeypatch):
    monkeypatch.setattr(memory, "total_bytes", lambda: size)
    assert row("Memory")[0] is verdict


@pytest.mark.parametrize(("free", "verdict"), [(5e6, PROBLEM), (5e8, NOTE), (5e9, FINE)])
def test_disk(free, verdict, row, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(1e12, 1e12 - free, free))
    assert row("Disk")[0] is verdict


def test_a_data_folder_that_cannot_be_written_to(row, data_dir):
    assert row("Data folder")[0] is FINE
    data_dir.parent.mkdir(parents=True)
    data_dir.write_bytes(b"a file where the folder should be")
    verdict, sentence = row("Data folder")
    assert verdict is PROBLEM
    assert "cannot be written to (Not a directory)" in sentence


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do everything")
def test_a_data_folder_that_is_somebody_elses(row, data_dir):
    data_dir.mkdir(parents=True)
    data_dir.chmod(0o555)
    assert row("Data folder")[0] is PROBLEM


def test_a_program_folder_that_cannot_be_written_to_is_fine(data_dir, monkeypatch):
    """Nothing is written beside the program, so nobody asks whether that works."""
    written = []
    real = computer_check.scratch_file
    monkeypatch.setattr(computer_check, "scratch_file", lambda folder: written.append(folder) or real(folder))
    data_dir.mkdir(parents=True)
    examine(data_dir, LARGE)
    assert written == [data_dir]


@pytest.mark.parametrize(
    ("screen", "verdict"),
    [(Screen(1024, 600, 1), FINE), (Screen(1023, 600, 1), NOTE), (Screen(1024, 599, 1), NOTE),
     (Screen(960, 540, 2), NOTE)],
)
def test_screens(screen, verdict, row):
    found, sentence = row("Screen", screen)
    assert found is verdict
    assert sentence.startswith(f"{screen.width} × {screen.height} at {screen.scale * 100:.0f}\N{NO-BREAK SPACE}%")


def test_no_screen_at_all(row, monkeypatch):
    monkeypatch.setattr(computer_check, "why_no_window", lambda: Message("There is none."))
    assert row("Screen", None) == (NOTE, "There is none.")


def test_off_screen_there_is_no_screen_to_look_at(row, qapp):
    assert smallest_screen() is None
    found, sentence = row("Screen", None)
    assert found is NOTE
    assert sentence.startswith("Not looked at")


def test_a_network_on_board_that_is_damaged_or_reads_badly(row, monkeypatch, tmp_path):
    drawings = bundled_network.bundled_drawings()
    monkeypatch.setattr(
        bundled_network, "bundled_drawings", lambda: [(str(9 - int(label)), ink) for label, ink in drawings]
    )
    verdict, sentence = row("Recognising")
    assert verdict is PROBLEM
    assert "gets 0 of the 10" in sentence
    monkeypatch.undo()
    monkeypatch.setattr(bundled_network, "network_path", lambda: tmp_path / "nothing.keras")
    assert row("Recognising")[0] is PROBLEM


def test_drawings_that_are_missing_or_damaged(row, monkeypatch, tmp_path):
    shutil.copytree(assets.folder() / "models", tmp_path / "models")
    monkeypatch.setattr(assets, "folder", lambda: tmp_path)
    assert row("Recognising") == (PROBLEM, "The included drawings are missing or damaged; install Digitpad again.")
    (tmp_path / "drawings").mkdir()
    (tmp_path / "drawings" / "digits.jsonl").write_bytes(b"[]\n")
    assert row("Recognising")[0] is PROBLEM


def test_datasets_that_are_missing_or_damaged(row, monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "folder", lambda: tmp_path)
    verdict, sentence = row("Datasets")
    assert verdict is PROBLEM
    assert "MNIST, 5,000 digits" in sentence
    assert "Fashion-MNIST, 5,000 clothes" in sentence
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "mnist-5k.npz").write_bytes(b"nothing")
    assert "mnist-5k.npz" in row("Datasets")[1]


def test_without_tensorflow(row, monkeypatch):
    monkeypatch.setattr(computer_check.importlib.util, "find_spec", lambda _name: None)
    assert row("TensorFlow")[0] is PROBLEM


def test_looking_loads_neither_tensorflow_nor_widgets():
    script = """
import sys
from pathlib import Path
from digitpad.computer_check import examine
examine(Path("/"))
print(sorted({"tensorflow", "keras", "PySide6.QtWidgets"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.parametrize(
    ("content", "verdict", "says"),
    [
        ("[digitpad]\ndownloads = no\ndata-dir = /srv/x\n[window]\nzoom = 150\n", FINE,
         "Downloads are switched off. The data folder is “/srv/x”. In force: window/zoom = 150."),
        ("[digitpad]\ndownload = no\n", NOTE, "Downloads are allowed. Unknown, so not in force: digitpad/download."),
        ("downloads = no\n", NOTE, "cannot be understood (line 1"),
        ("[window]\nzoom = 130\nappearance = dark\n", NOTE,
         "In force: window/appearance = dark. In “{path}”, window/zoom = 130 has no effect; it can be 100, 125, 150, "),
        ("[samples]\nseat = zwölf\n", NOTE, "samples/seat = zwölf has no effect; it can be 0–9999."),
    ],
)
def test_what_was_decided_for_all_is_told(content, verdict, says, machine, row):
    path = machine(content)
    found, sentence = row("Machine-wide settings")
    assert found is verdict
    assert says.format(path=path) in sentence
    assert str(path) in sentence


def test_that_nothing_was_decided_is_told(row):
    verdict, sentence = row("Machine-wide settings")
    assert verdict is FINE
    assert "Downloads are allowed." in sentence


@pytest.mark.parametrize("error", [KeyError(12_345), OSError("No username set"), ImportError("No module named 'pwd'")])
def test_accounts_without_a_home_or_a_name(error, monkeypatch, data_dir):
    def nobody():
        raise error

    def homeless():
        raise RuntimeError

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert examine(data_dir).problems == ()
    monkeypatch.setattr(Path, "home", homeless)
    assert examine(data_dir).problems == ()


# --- memory


def test_memory_is_the_smallest_that_is_allowed(monkeypatch, tmp_path):
    installed = memory._installed()
    assert installed > GIB
    monkeypatch.setattr(memory, "_address_space", lambda: None)
    monkeypatch.setattr(memory, "_CGROUP", tmp_path / "memory.max")
    assert memory.total_bytes() == installed
    (tmp_path / "memory.max").write_text("max\n")
    assert memory.total_bytes() == installed
    (tmp_path / "memory.max").write_text("1000000\n")
    assert memory.total_bytes() == 1_000_000


# --- the command


def test_the_command_prints_the_report(capsys, data_dir):
    assert main(["--data-dir", str(data_dir), "--check"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("Drawing, recognising, training and saving will work on this computer.\n\nOK       Program")


def test_over_ssh_the_missing_screen_is_said_and_the_rest_decides(capsys, data_dir, monkeypatch):
    monkeypatch.setattr(computer_check, "why_no_window", lambda: Message("There is no display to open a window on."))
    assert main(["--data-dir", str(data_dir), "--check"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "note     Screen                 There is no display to open a window on.\n" in out
    assert "→ Check the screen in a session that has one." in out


def test_a_data_folder_that_cannot_be_filled_in_is_a_problem(capsys, machine, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    machine("[digitpad]\ndata-dir = /srv/%NOBODY_SET_THIS%\n")
    assert main(["--check"]) == 2
    out, err = capsys.readouterr()
    assert "there is no environment variable NOBODY_SET_THIS. Nothing is saved, here or anywhere else.\n" in out
    assert err.endswith("look at: Data folder.\n")
    assert not (tmp_path / "home").exists()


def test_a_problem_is_exit_code_2_and_one_line(capsys, data_dir, monkeypatch):
    monkeypatch.setattr(computer_check, "why_no_window", lambda: Message(NO_LIBRARY))
    assert main(["--data-dir", str(data_dir), "--check"]) == 2
    out, err = capsys.readouterr()
    assert f"\nproblem  Screen                 {NO_LIBRARY}\n" in out
    assert err == "digitpad: Not everything will work on this computer; look at: Screen.\n"


def test_as_json(capsys, data_dir):
    assert main(["--check", "--json", "--data-dir", str(data_dir)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["works"] is True
    assert told["checks"][0] == {
        "name": "Program", "verdict": "OK", "advice": "",
        "sentence": examine(data_dir).checks[0].sentence,
    }


def test_json_alone_is_nothing(capsys):
    assert main(["--json"]) == 2
    assert capsys.readouterr().err.startswith("digitpad: --json belongs to --check")
