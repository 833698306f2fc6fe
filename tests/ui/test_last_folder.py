"""Where file dialogs begin after a restart, with real dialogs in real windows."""

from pathlib import Path

import pytest
from helpers.windows import delete, file_dialog, opened
from PySide6.QtWidgets import QFileDialog

from digitpad.ui.main_window import MainWindow
from digitpad.ui.settings.settings import Settings
from digitpad.ui.widgets.file_dialogs import LastUse, folder_used_last


@pytest.fixture
def start(make_workbench, qtbot):
    """Start the program anew, as often as wanted."""

    def begin():
        LastUse.folder = None
        window = MainWindow(make_workbench())
        window.add_pages()
        return opened(window, qtbot)

    return begin


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "Zoë, 7b"
    folder.mkdir()
    (folder / "x.txt").write_text("no lesson")
    return folder


def begins_at(window):
    """The folder in which File > Open begins."""
    window.menus.open.trigger()
    dialog = window.findChild(QFileDialog)
    place = Path(dialog.directory().absolutePath())
    delete(dialog)
    return place


def test_dialogs_begin_after_a_restart_where_something_was_chosen_before(start, folder, qtbot):
    with start() as window:
        first = begins_at(window)
        assert first != folder
        with file_dialog(folder / "x.txt"):
            window.menus.open.trigger()
        assert begins_at(window) == folder
    with start() as window:
        qtbot.waitUntil(lambda: LastUse.folder is not None)
        assert begins_at(window) == folder


def test_a_folder_that_is_gone_is_passed_over(start, folder, data_dir, qtbot):
    Settings(data_dir).last_folder = folder / "gone"
    with start() as window:
        first = begins_at(window)
        assert window.workbench.last_folder.close()
        qtbot.wait(50)
        assert begins_at(window) == first
        assert "gone" not in str(first)


def test_what_is_chosen_meanwhile_counts(start, folder, data_dir, qtbot):
    Settings(data_dir).last_folder = folder
    with start() as window:
        LastUse.folder = folder.parent
        assert window.workbench.last_folder.close()
        qtbot.wait(50)
        assert folder_used_last() == folder.parent


def test_a_folder_whose_name_is_no_text_is_not_kept(start, data_dir):
    with start():
        LastUse.folder = Path("/tmp/\udcff")
    assert Settings(data_dir).last_folder is None


@pytest.mark.parametrize("value", ["", "relative/folder", "a, b"])
def test_what_is_no_folder_is_none(data_dir, value):
    data_dir.mkdir(parents=True)
    (data_dir / "digitpad.ini").write_text(f"[files]\nlast-folder={value}\n", encoding="utf-8")
    assert Settings(data_dir).last_folder is None
