"""File dialogs that do not stop the window, used with the keyboard."""

from pathlib import Path

import pytest
from helpers.windows import file_dialog, shown
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from digitpad.ui.widgets.file_dialogs import choose_file, choose_files, choose_folder, choose_target, folder_used_last


@pytest.fixture
def page(qtbot):
    return shown(QWidget(), qtbot)


@pytest.fixture
def chosen():
    return []


def test_a_file_is_chosen(page, chosen, tmp_path):
    path = tmp_path / "Zoë 学生.csv"
    path.write_text("1")
    with file_dialog(path):
        choose_file(page, "Open", tmp_path, chosen.append, "Tables (*.csv)")
    assert chosen == [path]


def test_several_files_come_as_a_list(page, chosen, tmp_path):
    path = tmp_path / "a.digits"
    path.write_text("1")
    with file_dialog(path):
        choose_files(page, "Merge", tmp_path, chosen.append, "Digits (*.digits)")
    assert chosen == [[path]]


def test_a_folder_is_chosen(page, chosen, tmp_path):
    folder = tmp_path / "class 7"
    folder.mkdir()
    with file_dialog(folder):
        choose_folder(page, "Open a folder", tmp_path, chosen.append)
    assert chosen == [folder]


def test_nothing_is_chosen_with_escape(page, chosen, tmp_path):
    with file_dialog(None):
        choose_file(page, "Open", tmp_path, chosen.append)
    assert chosen == []


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_missing_suffix_is_added_before_the_question_about_the_file(page, chosen, tmp_path, overwrite):
    path = tmp_path / "runs.csv"
    path.write_text("the work of a term")
    with file_dialog(path.with_suffix(""), overwrite=overwrite):
        choose_target(page, "Export", tmp_path / "new.csv", chosen.append, "Tables (*.csv)", "csv")
    assert chosen == ([path] if overwrite else [])


def test_the_window_goes_on_meanwhile(page, chosen, tmp_path, qtbot):
    ticks = []
    timer = QTimer(page, interval=1)
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start()
    with file_dialog(None):
        choose_file(page, "Open", tmp_path, chosen.append)
        assert ticks == [], "it came back at once"
    assert ticks


def test_every_dialog_begins_where_something_was_chosen_last(page, chosen, tmp_path, qtbot):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.csv").write_text("1")
    with file_dialog(tmp_path / "a" / "x.csv"):
        choose_file(page, "Open", folder_used_last(), chosen.append)
    assert folder_used_last() == tmp_path / "a"
    with file_dialog(None):
        choose_files(page, "Open", tmp_path / "b", chosen.append)
    assert folder_used_last() == tmp_path / "a", "nothing was chosen"
    choose_folder(page, "Import", folder_used_last(), chosen.append)
    dialog = page.findChild(QFileDialog)
    assert Path(dialog.directory().absolutePath()) == tmp_path / "a"
    dialog.reject()
    with file_dialog(tmp_path / "b" / "new.csv"):
        choose_target(page, "Export", folder_used_last() / "new.csv", chosen.append, "Tables (*.csv)", "csv")
    assert folder_used_last() == tmp_path / "b"
