"""The log file: what is written, what never is, and that it keeps nobody from working."""

import logging
import sys
import threading

import pytest
from helpers.windows_files import as_on_windows, needs_proc

from digitpad.cli.main import main
from digitpad.errors import DigitpadError
from digitpad.system import log_file
from digitpad.translation import N_

_log = logging.getLogger("digitpad.test")


@pytest.fixture
def path(tmp_path):
    yield tmp_path / "digitpad.log"
    log_file.stop()


def written(path):
    log_file.stop()
    return path.read_text(encoding="utf-8")


def test_no_file_before_there_is_something_to_log(path):
    log_file.start(path)
    log_file.stop()
    assert not path.exists()


def test_a_cause_is_kept_with_its_traceback_and_without_names(path):
    log_file.start(path)
    try:
        try:
            open("/nowhere/Zoe.png")  # noqa: PTH123, SIM115 - it fails
        except OSError as error:
            raise DigitpadError(N_("“{name}” has {size} bytes ({why})."), name="Zoe", size=7, why=error) from error
    except DigitpadError as error:
        _log.info("refused", exc_info=error)
    text = written(path)
    assert text.splitlines()[0].endswith(sys.platform)
    assert "INFO digitpad.test: refused" in text
    assert "FileNotFoundError: No such file or directory" in text
    assert "DigitpadError: “…” has 7 bytes (No such file or directory)." in text
    assert text.count("test_log_file.py") == 2
    assert "Zoe.png\n" not in text
    assert "“Zoe”" not in text


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("invalid literal: 'Zoe'"), "invalid literal: '…'"),
        (KeyError("Zoe"), "'…'"),
        (TypeError("'NoneType' is not callable"), "'NoneType' is not callable"),
        (DigitpadError(N_("{size:,} for {name:,}"), size=1, name="Zoe"), "{size:,} for {name:,}"),
    ],
)
def test_what_an_error_says(error, said):
    assert log_file.described(error) == said


def test_debug_raises_the_level_and_prints(path, capsys):
    _log.debug("before")
    log_file.start(path, debug=True)
    _log.debug("now")
    assert "DEBUG digitpad.test: now" in written(path)
    assert capsys.readouterr().err == "now\n"
    assert not _log.isEnabledFor(logging.INFO)  # as it was


def test_it_does_not_grow_for_ever(path, monkeypatch):
    monkeypatch.setattr(log_file, "MAX_BYTES", 200)
    log_file.start(path)
    for number in range(20):
        _log.info("record %s", number)
    assert "record 19" in written(path)
    assert path.stat().st_size <= 200
    assert [each.name for each in sorted(path.parent.iterdir())] == ["digitpad.log", "digitpad.log.1"]


@needs_proc
def test_on_windows_a_log_that_another_window_has_open_loses_nothing(path, monkeypatch):
    monkeypatch.setattr(log_file, "MAX_BYTES", 200)
    path.write_text("of the other window\n", encoding="utf-8")
    with path.open("a", encoding="utf-8"), as_on_windows():
        log_file.start(path)
        for number in range(20):
            _log.info("record %s", number)
        text = written(path)
    assert text.startswith("of the other window\n")
    assert [line.rpartition(": ")[2] for line in text.splitlines()[2:]] == [f"record {each}" for each in range(20)]


@pytest.mark.parametrize("makes_folder", [True, False])
def test_a_folder_is_made_only_where_it_may_be(tmp_path, makes_folder):
    log_file.start(tmp_path / "new" / "digitpad.log", makes_folder=makes_folder)
    _log.info("something")
    log_file.stop()
    assert (tmp_path / "new").exists() is makes_folder


@pytest.mark.parametrize("makes_folder", [True, False])
def test_a_log_that_cannot_be_written_keeps_nobody_from_working(tmp_path, makes_folder, capsys):
    (tmp_path / "file").touch()
    (tmp_path / "digitpad.log").mkdir()
    for path in (tmp_path / "file" / "digitpad.log", tmp_path / "digitpad.log"):
        log_file.start(path, makes_folder=makes_folder)
        _log.info("lost")
        log_file.stop()
    assert capsys.readouterr().err == ""


def test_a_thread_that_fails_is_in_it(path, stray_log, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    log_file.start(path)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    assert "ZeroDivisionError: division by zero" in written(path)
    stray_log.take("unexpected error")


def test_a_command_that_is_refused(data_dir, refused):
    data_dir.mkdir(parents=True)
    refused("--data-dir", data_dir, "recognize", "Zoe.png")
    text = (data_dir / "digitpad.log").read_text(encoding="utf-8")
    assert "digitpad.errors.DigitpadError: " in text
    assert "FileNotFoundError" in text


def test_a_command_that_is_refused_makes_no_folder(data_dir, refused):
    refused("--data-dir", data_dir, "recognize", "nothing.png")
    assert not data_dir.exists()


def test_an_unexpected_error_of_a_command(data_dir, stray_log, monkeypatch, capsys):
    data_dir.mkdir(parents=True)
    monkeypatch.setattr("digitpad.cli.lesson_parser._lessons", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        main(["--data-dir", str(data_dir), "lesson", "list"])
    assert "ERROR digitpad.system.log_file: unexpected error" in (data_dir / "digitpad.log").read_text()
    assert capsys.readouterr().err == ""  # Python says it
    stray_log.take("unexpected error")
