"""Networks opened and saved from the window: what was there before is never lost."""

import json
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
from helpers.networks import always, tiny, wants
from helpers.windows import answer, dialog, file_dialog, find, press
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox

from digitpad.ink.raster import rasterize
from digitpad.model.keras_file import read_network, to_bytes, write_network
from digitpad.replay import bundled_drawings
from digitpad.system import assets

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PICTURES = np.random.default_rng(0).integers(0, 256, (5, 28, 28), np.uint8)


@pytest.fixture
def window(small_window):
    return small_window


@pytest.fixture
def trained(window):
    """An unsaved network in use."""
    window.workbench.networks.trained(always([0.91] + [0.01] * 9))
    return window.workbench.networks.current


def wait_for_jobs(window, qtbot):
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)


def same(path, entry):
    return bool((read_network(path).probabilities(PICTURES) == entry.network.probabilities(PICTURES)).all())


def problem(window, qtbot):
    """What the problem dialog says; it is closed."""
    box = dialog(window, "problemDialog", qtbot)
    text = box.text()
    answer(box, "OK")
    return text


# Save


def test_save_as_asks_for_a_place_and_takes_the_mark_away(
    window, trained, tmp_path, qtbot
):
    path = tmp_path / "Zoë's 学生.keras"
    with file_dialog(path):
        press(window, Qt.Key.Key_S, CTRL, SHIFT)
    wait_for_jobs(window, qtbot)
    assert same(path, trained)
    assert (trained.title, trained.path, trained.unsaved) == (path.name, path, False)
    assert not window.isWindowModified()
    assert window.windowTitle().startswith(path.name)


@pytest.mark.parametrize(
    ("title", "expected"),
    [("/etc/x", "-etc-x.keras"), ("SGD/Adam: 500", "SGD-Adam- 500.keras"), ("nul", "_nul.keras"), ("?", "-.keras")],
)
def test_what_is_proposed_is_a_name_in_the_folder_whatever_the_network_is_called(
    window, tmp_path, title, expected, monkeypatch
):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    window.workbench.networks.taken_from_run(tiny(), title, "run-1")
    seen = []

    def look():
        top = QApplication.activeModalWidget()
        assert isinstance(top, QFileDialog)
        seen.append(Path(top.directory().path()) / find(top, "fileNameEdit", QLineEdit).text())

    QTimer.singleShot(10, look)
    with file_dialog(None):
        press(window, Qt.Key.Key_S, CTRL, SHIFT)
    assert seen == [tmp_path / expected]


def test_save_asks_only_the_first_time(
    window, trained, tmp_path, qtbot
):
    path = tmp_path / "seven.keras"
    with file_dialog(path):
        press(window, Qt.Key.Key_S, CTRL)
    wait_for_jobs(window, qtbot)
    path.write_bytes(b"")
    press(window, Qt.Key.Key_S, CTRL)
    wait_for_jobs(window, qtbot)
    assert same(path, trained)


def test_a_name_without_an_ending_gets_one(
    window, trained, tmp_path, qtbot
):
    with file_dialog(tmp_path / "class 7.b"):
        press(window, Qt.Key.Key_S, CTRL, SHIFT)
    wait_for_jobs(window, qtbot)
    assert same(tmp_path / "class 7.b.keras", trained)


def test_an_existing_file_is_replaced_only_after_a_question(
    window, trained, tmp_path, qtbot
):
    path = tmp_path / "ours.keras"
    path.write_bytes(b"the work of a term")
    with file_dialog(path, overwrite=False):
        press(window, Qt.Key.Key_S, CTRL, SHIFT)
    wait_for_jobs(window, qtbot)
    assert path.read_bytes() == b"the work of a term"
    assert trained.unsaved
    with file_dialog(path, overwrite=True):
        press(window, Qt.Key.Key_S, CTRL, SHIFT)
    wait_for_jobs(window, qtbot)
    assert same(path, trained)


@pytest.mark.parametrize("replace", [False, True])
def test_a_name_whose_ending_makes_it_an_existing_file_is_asked_about_too(
    window, trained, tmp_path, qtbot, replace
):
    path = tmp_path / "ours.keras"
    path.write_bytes(b"the work of a term")
    with file_dialog(tmp_path / "ours"):
        press(window, Qt.Key.Key_S, CTRL, SHIFT)
    answer(dialog(window, "questionDialog", qtbot), "Replace" if replace else "Cancel")
    wait_for_jobs(window, qtbot)
    assert trained.unsaved is not replace
    assert replace or path.read_bytes() == b"the work of a term"
    assert not replace or same(path, trained)


def test_a_dialog_that_is_cancelled_saves_nothing(window, trained, tmp_path):
    with file_dialog(None):
        press(window, Qt.Key.Key_S, CTRL)
    assert trained.unsaved
    assert not window.workbench.jobs.busy


def test_save_held_down_writes_once(window, trained, tmp_path, qtbot):
    done = []
    for number in range(20):
        window.files.write(trained, tmp_path / "once.keras", lambda number=number: done.append(number))
    wait_for_jobs(window, qtbot)
    assert done == [0]
    assert same(tmp_path / "once.keras", trained)


def test_a_place_that_cannot_be_written_is_a_problem_and_the_network_stays_unsaved(
    window, trained, tmp_path, qtbot
):
    """Also afterwards it can be saved somewhere else."""
    folder = tmp_path / "a folder.keras"
    folder.mkdir()
    window.files.write(trained, folder)
    assert "a folder.keras" in problem(window, qtbot)
    assert trained.unsaved
    assert trained.path is None
    assert list(folder.iterdir()) == []
    window.files.write(trained, tmp_path / "good.keras")
    wait_for_jobs(window, qtbot)
    assert not trained.unsaved


def test_the_file_that_was_opened_can_be_saved_over(window, tmp_path, qtbot):
    path = tmp_path / "tiny.keras"
    write_network(path, tiny())
    window.opener.open_network(path)
    wait_for_jobs(window, qtbot)
    press(window, Qt.Key.Key_S, CTRL)
    wait_for_jobs(window, qtbot)
    assert same(path, window.workbench.networks.current)


# Open


def test_open_puts_the_network_under_the_pen(window, tmp_path, qtbot):
    path = tmp_path / "onboard.keras"
    shutil.copy(assets.folder() / "models" / "digitpad.keras", path)
    with file_dialog(path):
        press(window, Qt.Key.Key_O, CTRL)
    wait_for_jobs(window, qtbot)
    assert window.workbench.networks.current.path == path
    assert window.workbench.recognizer.network is window.workbench.networks.current.network
    assert window.windowTitle().startswith("onboard.keras")
    assert not window.isWindowModified()


@pytest.fixture
def opening(window, tmp_path, qtbot):
    """The question about a network that has learnt from pixels 0..255 and does not say so."""
    write_network(tmp_path / "homework.keras", wants(255))
    window.opener.open_network(tmp_path / "homework.keras")
    return dialog(window, "questionDialog", qtbot)


@pytest.mark.parametrize("how", ["0 to 255", "0 to 1", "Enter", "Escape"])
def test_pixels_that_are_in_doubt_are_asked_about_once(window, opening, tmp_path, qtbot, how):
    """What is chosen holds for the bars, for what is saved, and for whoever opens that."""
    networks, before = window.workbench.networks, window.workbench.networks.current
    assert opening.text().startswith("“homework.keras” does not say which pixels it wants. It gets 9")
    assert [button.text().replace("&", "") for button in opening.buttons()] == ["0 to 255", "0 to 1"]
    assert networks.current is before
    if how in ("Enter", "Escape"):
        QTest.keyClick(opening, Qt.Key.Key_Return if how == "Enter" else Qt.Key.Key_Escape)
    else:
        answer(opening, how)
    raw = how in ("0 to 255", "Enter")
    assert networks.current.path == tmp_path / "homework.keras"
    assert window.workbench.recognizer.network is networks.current.network
    digit = rasterize(bundled_drawings()[7][1])
    shares = window.workbench.recognizer.network.probabilities(digit[None])[0]
    assert bool(shares[7] > 0.9) is raw
    press(window, Qt.Key.Key_S, CTRL)
    wait_for_jobs(window, qtbot)
    window.opener.open_network(tmp_path / "homework.keras")
    wait_for_jobs(window, qtbot)
    qtbot.waitUntil(lambda: not [box for box in window.findChildren(QMessageBox) if box.isVisible()])
    np.testing.assert_array_equal(networks.current.network.probabilities(digit[None])[0], shares)


def test_a_network_that_says_which_pixels_it_wants_is_not_asked_about(window, tmp_path, qtbot):
    write_network(tmp_path / "homework.keras", wants(1))
    window.opener.open_network(tmp_path / "homework.keras")
    wait_for_jobs(window, qtbot)
    assert window.workbench.networks.current.path == tmp_path / "homework.keras"
    assert not window.findChildren(QMessageBox)


def damaged(path, kind):
    whole = to_bytes(tiny())
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "half":
        path.write_bytes(whole[: len(whole) // 2])
    elif kind == "text":
        path.write_text("Dear class,")
    elif kind == "code":
        with zipfile.ZipFile(path, "w") as archive:
            layers = [{"module": "keras.layers", "class_name": "Lambda", "config": {}}]
            archive.writestr("config.json", json.dumps({"class_name": "Sequential", "config": {"layers": layers}}))
            archive.writestr("metadata.json", "{}")
            archive.writestr("model.weights.h5", b"")
    elif kind == "folder":
        path.mkdir()
    # else: not there at all


@pytest.mark.parametrize("kind", ["empty", "half", "text", "code", "folder", "missing"])
def test_a_file_that_is_no_network_is_one_sentence_and_nothing_changes(
    window, tmp_path, qtbot, kind
):
    networks, recognizer = window.workbench.networks, window.workbench.recognizer
    before = networks.current, networks.entries, window.windowTitle(), recognizer.network
    path = tmp_path / "homework.keras"
    damaged(path, kind)
    window.opener.open_network(path)
    sentence = problem(window, qtbot)
    assert len(sentence) > 20
    assert "Traceback" not in sentence
    assert "\n" not in sentence
    assert (networks.current, networks.entries, window.windowTitle(), recognizer.network) == before
    qtbot.waitUntil(lambda: not window.findChildren(QMessageBox))


# The question before something is lost


@pytest.fixture
def went_on():
    return []


def test_saving_goes_on_after_the_file_is_written(
    window, trained, went_on, tmp_path, qtbot
):
    window.files.ask_to_save(trained, lambda: went_on.append(trained.unsaved))
    with file_dialog(tmp_path / "kept.keras"):
        answer(dialog(window, "questionDialog", qtbot), "Save…")
    wait_for_jobs(window, qtbot)
    assert went_on == [False]
    assert same(tmp_path / "kept.keras", trained)


def test_a_save_that_fails_does_not_go_on(
    window, trained, went_on, tmp_path, qtbot
):
    folder = tmp_path / "a folder.keras"
    folder.mkdir()
    window.files.write(trained, folder, lambda: went_on.append(True))
    problem(window, qtbot)
    assert went_on == []


def test_not_saving_goes_on_at_once(
    window, trained, went_on, qtbot
):
    window.files.ask_to_save(trained, lambda: went_on.append(True))
    answer(dialog(window, "questionDialog", qtbot), "Do not save")
    assert went_on == [True]
    assert not trained.unsaved


@pytest.mark.parametrize("how", ["Cancel", "Escape", "the file dialog"])
def test_cancel_stops_everything(
    window, trained, went_on, qtbot, how
):
    window.files.ask_to_save(trained, lambda: went_on.append(True))
    box = dialog(window, "questionDialog", qtbot)
    if how == "Cancel":
        answer(box, "Cancel")
    elif how == "Escape":
        QTest.keyClick(box, Qt.Key.Key_Escape)
    else:
        with file_dialog(None):
            answer(box, "Save…")
    assert went_on == []
    assert trained.unsaved
