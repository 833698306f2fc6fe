"""The window as a whole, with the network on board where a digit is read, with a tiny one where one is trained."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from helpers.catalogues import SmallCatalogue
from helpers.networks import always
from helpers.pen import Mouse, burst
from helpers.windows import answer, click, dialog, find, opened, press, texts
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QSlider,
    QSpinBox,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from digitpad.app import create_window
from digitpad.errors import DigitpadError
from digitpad.ink.raster import rasterize
from digitpad.ink.stroke import Ink
from digitpad.model.keras_file import read_network, write_network
from digitpad.model.network import Network
from digitpad.replay import bundled_drawings, draw
from digitpad.training.runs import Runs
from digitpad.ui import theme
from digitpad.ui.canvas import Canvas
from digitpad.ui.live import Recognition
from digitpad.ui.main_window import MainWindow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PATIENCE = 60_000
LINE = [(500.0, 100.0), (500.0, 900.0)]
DRAWINGS = dict(bundled_drawings())

CONTROLS = (
    "canvas", "preview", "probabilityBars", "predictedDigit", "clearButton", "undoButton", "redoButton", "pages",
    "datasetBox", "hiddenLayersEdit", "activationBox", "optimizerBox", "learningRateBox", "batchSizeBox", "epochsBox",
    "trainButton", "stopButton", "epochProgress", "trainingProgress", "trainingStatus",
)
"""The names that tests, screen readers and schools rely on."""


@pytest.fixture
def mouse(canvas: Canvas) -> Mouse:
    return Mouse(canvas)


def digit(window: MainWindow) -> str:
    return find(window, "predictedDigit", QLabel).text()


def bars(window: MainWindow) -> list[float]:
    return list(find(window, "probabilityBars").property("probabilities"))


def wait_for_jobs(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._jobs.busy)


def action(window: MainWindow, text: str) -> QAction:
    return next(each for each in window.findChildren(QAction) if each.text().replace("&", "") == text)


def show_settings(window: MainWindow) -> None:
    """Put the page in front that has the slider."""
    pages = find(window, "pages", QTabWidget)
    slider = find(window, "leadSlider")
    pages.setCurrentIndex(next(index for index in range(pages.count()) if pages.widget(index).isAncestorOf(slider)))


# Names


@pytest.mark.parametrize("name", CONTROLS)
def test_every_control_has_its_name_and_says_what_it_is(window: MainWindow, name: str) -> None:
    control = find(window, name)
    assert control.accessibleName()
    # A tip on the canvas would cover the drawing; the pages have their titles.
    assert control.toolTip().endswith(".") or name in ("canvas", "pages")


def test_everything_with_a_name_of_its_own_says_what_it_is(window: MainWindow) -> None:
    """Also on the pages that are not in front. Qt names the parts of its own widgets in its own ways."""
    named = [widget for widget in window.findChildren(QWidget) if widget.accessibleName() and widget.objectName()]
    assert len(named) > len(CONTROLS)
    for control in named:
        name = control.objectName()
        parts = ("canvas", "pages", "samplesPages", "ScrollLeftButton", "ScrollRightButton")
        untold = name in parts or name.endswith(("Page", "Panel"))
        assert control.toolTip().endswith(".") or untold, name


def test_the_tab_key_visits_every_control_and_comes_back(window: MainWindow) -> None:
    window.pad.canvas.setFocus()
    visited = [QApplication.focusWidget()]
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is visited[0]:
            break
        visited.append(QApplication.focusWidget())
    names = {widget.objectName() for widget in visited}
    assert {"canvas", "datasetBox", "hiddenLayersEdit", "activationBox", "optimizerBox", "learningRateBox",
            "batchSizeBox", "epochsBox", "trainButton"} <= names


def test_every_entry_of_the_menus_does_something_by_a_key(window: MainWindow) -> None:
    keys = [
        (entry.text(), entry.shortcut().toString())
        for menu in window.menuBar().findChildren(QMenu) for entry in menu.actions()
        if not entry.isSeparator() and entry.menu() is None and not entry.text().startswith("digitpad.keras")
    ]
    assert len(keys) > 10
    assert all(key for _, key in keys), keys
    assert len({key for _, key in keys}) == len(keys)


# The pen and the answer


def test_an_empty_canvas_is_answered_with_nothing(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.wait(10)
    assert bars(window) == [0.0] * 10
    assert digit(window) == "?"
    assert "Nothing drawn yet" in texts(window)


@pytest.mark.parametrize("label", DRAWINGS)
def test_a_drawn_digit_is_read(window: MainWindow, mouse: Mouse, qtbot: QtBot, label: str) -> None:
    mouse.draw(DRAWINGS[label])
    qtbot.waitUntil(lambda: digit(window) == label)
    picture = rasterize(window.pad.canvas.ink)
    assert (window.pad.preview.picture == picture).all()
    expected = window.document.current.network.probabilities(picture[None])[0]
    assert bars(window) == pytest.approx(expected.tolist(), abs=1e-7)
    assert window.answer.bars.winner == int(label)


def test_the_bars_answer_while_the_line_is_growing(window: MainWindow, mouse: Mouse, qtbot: QtBot) -> None:
    seen = set()
    points = [(float(x), float(y)) for x, y in DRAWINGS["2"].strokes[0]]
    mouse.press(points[0])
    for point in points[1:]:
        mouse.move(point)
        QApplication.processEvents()
        seen.add(tuple(bars(window)))
    assert len(seen) > len(points) / 2
    mouse.release(points[-1])


def test_five_hundred_fast_strokes_are_answered_once(window: MainWindow, qtbot: QtBot) -> None:
    answers: list[Recognition] = []
    window.recognizer.recognized.connect(answers.append)
    random = np.random.default_rng(0)
    burst(window.pad.canvas, random.uniform(0, 990, (500, 3, 2)).tolist())
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    qtbot.wait(20)
    assert len(answers) <= 3
    assert (answers[-1].picture == rasterize(window.pad.canvas.ink)).all()


def test_undo_redo_and_clear_by_key(window: MainWindow, mouse: Mouse, qtbot: QtBot) -> None:
    ink = DRAWINGS["4"]
    mouse.draw(ink)
    count = len(window.pad.canvas.ink.strokes)
    qtbot.waitUntil(lambda: digit(window) == "4")
    press(window, Qt.Key.Key_Z, CTRL)
    assert len(window.pad.canvas.ink.strokes) == count - 1
    press(window, Qt.Key.Key_Z, CTRL, SHIFT)
    assert len(window.pad.canvas.ink.strokes) == count
    press(window, Qt.Key.Key_Delete)
    assert not window.pad.canvas.ink
    qtbot.waitUntil(lambda: bars(window) == [0.0] * 10 and digit(window) == "?")
    press(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: digit(window) == "4")


def test_keys_in_a_text_field_belong_to_the_text(window: MainWindow, mouse: Mouse) -> None:
    mouse.stroke(LINE)
    edit = find(window, "hiddenLayersEdit", QLineEdit)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    assert edit.text() == ""
    QTest.keyClick(edit, Qt.Key.Key_Z, CTRL)
    assert edit.text() == "128"
    assert window.pad.canvas.ink


def test_a_dialog_in_mid_stroke_loses_no_ink(
    window: MainWindow, mouse: Mouse, tmp_path: Path, qtbot: QtBot
) -> None:
    """A file that cannot be opened says so while somebody is drawing; the button comes up over the dialog."""
    mouse.press(LINE[0])
    mouse.move(LINE[1])
    window.open_network(tmp_path / "gone.keras")
    box = dialog(window, "problemDialog", qtbot)
    mouse.release(LINE[1])
    answer(box, "OK")
    qtbot.waitUntil(lambda: not window.findChildren(QMessageBox))
    mouse.stroke([(200, 200), (800, 200)])
    assert [len(stroke) for stroke in window.pad.canvas.ink.strokes] == [2, 2]


def test_two_close_classes_are_a_question_mark_until_the_setting_allows_less(
    window: MainWindow, mouse: Mouse, qtbot: QtBot
) -> None:
    window.document.opened(always([0.5, 0.4] + [0.0125] * 8), Path("close.keras"))
    mouse.stroke(LINE)
    qtbot.waitUntil(lambda: bars(window)[0] == pytest.approx(0.5, abs=1e-5))
    assert digit(window) == "?"
    assert "Not sure: 0 or 1" in texts(window)
    show_settings(window)
    slider = find(window, "leadSlider", QSlider)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: digit(window) == "0")
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: digit(window) == "?")


def test_moving_the_lead_dresses_nothing_anew(window: MainWindow) -> None:
    """Polishing every widget at each step of the slider would hold up the pen."""

    class Styles(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.changes = 0

        def eventFilter(self, watched: QObject, event: object) -> bool:  # noqa: N802
            self.changes += event.type().name in ("StyleChange", "PaletteChange", "FontChange")  # type: ignore[attr-defined]
            return False

    styles = Styles()
    window.pad.canvas.installEventFilter(styles)
    find(window, "leadSlider", QSlider).setValue(77)
    assert styles.changes == 0


def test_names_out_of_a_file_are_shown_not_obeyed(window: MainWindow, mouse: Mouse, qtbot: QtBot) -> None:
    """A file may call its classes whatever it likes; nothing of it is markup, and `&` is no underline."""
    hostile = "<img src=x>"
    window.document.opened(always([0.98, 0.02], [hostile, "b"]), Path("a&b <i>.keras"))
    mouse.stroke(LINE)
    qtbot.waitUntil(lambda: digit(window) == hostile)
    for label in window.findChildren(QLabel):
        if hostile in label.text() or "<i>" in label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
    session = next(menu for menu in window.findChildren(QMenu) if menu.title() == "&Networks of this session")
    assert session.actions()[-1].text() == "a&&b <i>.keras"


# Training and the pen


@pytest.fixture
def form(small_window: MainWindow) -> QWidget:
    return small_window.training.form


def long_run(window: MainWindow, qtbot: QtBot) -> None:
    """Press Train, and come back in the second of a thousand epochs."""
    find(window, "epochsBox", QSpinBox).setValue(1000)
    epochs: list[int] = []
    window.training.progressed.connect(lambda progress: epochs.append(progress.epoch))
    click(window, "trainButton")
    qtbot.waitUntil(lambda: bool(epochs) and epochs[-1] >= 2, timeout=PATIENCE)


def trained(window: MainWindow, qtbot: QtBot) -> None:
    """One short run to its end."""
    find(window, "epochsBox", QSpinBox).setValue(1)
    click(window, "trainButton")
    qtbot.waitUntil(lambda: not window.is_training, timeout=PATIENCE)


def test_a_trained_network_is_under_the_pen_and_called_as_its_run(small_window: MainWindow, qtbot: QtBot) -> None:
    assert small_window.windowTitle() == "tiny.keras[*] – Digitpad"
    assert not small_window.isWindowModified()
    before = small_window.recognizer.network
    trained(small_window, qtbot)
    assert small_window.recognizer.network is small_window.document.current.network is not before
    assert small_window.windowTitle() == "Run 1[*] – Digitpad"
    assert not small_window.isWindowModified()
    assert "Network: Run 1, " in texts(small_window)


@pytest.fixture
def nothing_is_kept(data_dir: Path) -> None:
    """A disk that lets nobody write where the runs should be."""
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "runs").write_bytes(b"")


@pytest.mark.usefixtures("nothing_is_kept")
def test_a_trained_network_that_no_run_keeps_is_not_saved(small_window: MainWindow, qtbot: QtBot) -> None:
    trained(small_window, qtbot)
    assert "This run is not kept on disk" in texts(small_window)
    assert small_window.windowTitle() == "Network 1[*] – Digitpad"
    assert small_window.isWindowModified()
    assert action(small_window, "Network 1 (not saved)").isChecked()


def test_the_bars_answer_with_the_network_as_it_is_now(small_window: MainWindow, qtbot: QtBot) -> None:
    """The same drawing, read again and again while the network learns."""
    Mouse(small_window.pad.canvas).draw(DRAWINGS["3"])
    seen: set[tuple[float, ...]] = set()
    networks: list[Network] = []
    small_window.recognizer.recognized.connect(lambda _: seen.add(tuple(bars(small_window))))
    small_window.training.snapshot.connect(networks.append)
    long_run(small_window, qtbot)
    qtbot.waitUntil(lambda: len(networks) >= 3 and len(seen) >= 3, timeout=PATIENCE)
    click(small_window, "stopButton")
    qtbot.waitUntil(lambda: not small_window.is_training, timeout=PATIENCE)


def test_drawing_goes_on_while_it_trains(small_window: MainWindow, qtbot: QtBot) -> None:
    long_run(small_window, qtbot)
    mouse = Mouse(small_window.pad.canvas)
    for label in ("1", "8"):
        press(small_window, Qt.Key.Key_Delete)
        answers: list[Recognition] = []
        small_window.recognizer.recognized.connect(answers.append)
        mouse.draw(DRAWINGS[label])
        picture = rasterize(small_window.pad.canvas.ink)
        qtbot.waitUntil(lambda answers=answers, picture=picture: (answers[-1].picture == picture).all())
        assert sum(bars(small_window)) == pytest.approx(1, abs=1e-4)
    assert small_window.is_training


def test_the_status_bar_says_how_far_the_run_is(small_window: MainWindow, qtbot: QtBot) -> None:
    bar = small_window.statusBar()
    # Without the checks after every epoch, which take turns with the epoch's own line.
    find(small_window, "validationShareBox", QDoubleSpinBox).setValue(0)
    long_run(small_window, qtbot)
    qtbot.waitUntil(lambda: "of 1000" in texts(bar) and " left" in texts(bar), timeout=PATIENCE)
    small_window.training.stop()
    qtbot.waitUntil(lambda: not small_window.is_training, timeout=PATIENCE)
    assert "of 1000" not in texts(bar)


def test_a_failed_run_gives_the_network_back(
    small_window: MainWindow, catalogue: SmallCatalogue, qtbot: QtBot
) -> None:
    before = small_window.document.current
    small_window.training.snapshot.emit(always([0.1] * 10))
    catalogue.error = DigitpadError("The pictures are gone; install Digitpad again.")
    click(small_window, "trainButton")
    qtbot.waitUntil(lambda: not small_window.is_training, timeout=PATIENCE)
    assert small_window.recognizer.network is before.network
    assert small_window.document.current is before
    assert "The pictures are gone; install Digitpad again." in texts(small_window)


def test_train_and_stop_have_keys(small_window: MainWindow, catalogue: SmallCatalogue, qtbot: QtBot) -> None:
    catalogue.gate.clear()
    press(small_window, Qt.Key.Key_T, CTRL)
    assert small_window.is_training
    press(small_window, Qt.Key.Key_Period, CTRL)
    assert not small_window.is_training
    catalogue.gate.set()


def test_training_again_loses_no_network(small_window: MainWindow, qtbot: QtBot) -> None:
    trained(small_window, qtbot)
    first = small_window.document.current
    trained(small_window, qtbot)
    assert [entry.title for entry in small_window.document.entries] == ["tiny.keras", "Run 1", "Run 2"]
    action(small_window, "Run 1").trigger()
    assert small_window.document.current is first
    assert small_window.recognizer.network is first.network
    assert small_window.windowTitle().startswith("Run 1")


def test_a_run_that_goes_on_leaves_its_earlier_network_in_the_session(
    small_window: MainWindow, data_dir: Path, qtbot: QtBot
) -> None:
    """The row keeps the newer one only, so the earlier one would be lost."""
    trained(small_window, qtbot)
    first = small_window.document.current
    (run,) = Runs(data_dir / "runs").list()
    assert small_window.training.go_on(run, more_epochs=1)
    qtbot.waitUntil(lambda: not small_window.is_training, timeout=PATIENCE)
    assert [entry.title for entry in small_window.document.entries] == ["tiny.keras", "Run 1 (earlier)", "Run 1"]
    assert small_window.document.unsaved == (first,)


# Opening another network in the middle of a run


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.keras"
    write_network(path, always([0.91] + [0.01] * 9))
    return path


def test_opening_in_the_middle_of_a_run_asks_and_then_shows_what_was_opened(
    small_window: MainWindow, other: Path, qtbot: QtBot
) -> None:
    long_run(small_window, qtbot)
    small_window.open_network(other)
    box = dialog(small_window, "questionDialog", qtbot)
    assert small_window.is_training
    answer(box, "Stop and open")
    qtbot.waitUntil(lambda: not small_window.is_training, timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(small_window.document.entries) == 3)
    wait_for_jobs(small_window, qtbot)
    assert small_window.document.current.path == other
    assert [entry.title for entry in small_window.document.entries] == ["tiny.keras", "Run 1", other.name]


def test_a_run_may_be_kept_instead_of_opening(small_window: MainWindow, other: Path, qtbot: QtBot) -> None:
    long_run(small_window, qtbot)
    small_window.open_network(other)
    answer(dialog(small_window, "questionDialog", qtbot), "Keep training")
    assert small_window.is_training
    assert len(small_window.document.entries) == 1


# Closing


@pytest.fixture
def unsaved(small_window: MainWindow) -> MainWindow:
    small_window.document.trained(always([0.91] + [0.01] * 9))
    return small_window


def test_a_window_with_nothing_to_lose_closes_at_once(small_window: MainWindow) -> None:
    assert small_window.close()
    assert small_window.isHidden()
    assert not small_window.findChildren(QMessageBox)


def test_cancel_keeps_the_window_and_the_network(unsaved: MainWindow, qtbot: QtBot) -> None:
    assert not unsaved.close()
    box = dialog(unsaved, "questionDialog", qtbot)
    assert "Network 1" in box.text()
    answer(box, "Cancel")
    qtbot.waitUntil(lambda: not unsaved.findChildren(QMessageBox))
    assert unsaved.isVisible()
    assert unsaved.document.unsaved


def test_not_saving_closes(unsaved: MainWindow, qtbot: QtBot) -> None:
    press(unsaved, Qt.Key.Key_Q, CTRL)
    answer(dialog(unsaved, "questionDialog", qtbot), "Do not save")
    qtbot.waitUntil(unsaved.isHidden)


def test_every_unsaved_network_is_asked_about(unsaved: MainWindow, qtbot: QtBot) -> None:
    unsaved.document.trained(always([0.01] * 9 + [0.91]))
    unsaved.close()
    for title in ("Network 2", "Network 1"):
        box = dialog(unsaved, "questionDialog", qtbot)
        assert title in box.text()
        answer(box, "Do not save")
        assert unsaved.isVisible() is (title == "Network 2")
    qtbot.waitUntil(unsaved.isHidden)


def test_closing_twice_asks_once(unsaved: MainWindow, qtbot: QtBot) -> None:
    """The taskbar can close a window whose question is open."""
    unsaved.close()
    unsaved.close()
    answer(dialog(unsaved, "questionDialog", qtbot), "Cancel")
    assert unsaved.isVisible()


@pytest.mark.usefixtures("nothing_is_kept")
def test_closing_again_while_the_run_is_being_stopped(small_window: MainWindow, qtbot: QtBot) -> None:
    long_run(small_window, qtbot)
    small_window.close()
    answer(dialog(small_window, "questionDialog", qtbot), "Stop and close")
    small_window.close()
    qtbot.waitUntil(lambda: not small_window.is_training, timeout=PATIENCE)
    answer(dialog(small_window, "questionDialog", qtbot), "Cancel")
    qtbot.waitUntil(lambda: not small_window.findChildren(QMessageBox))
    assert small_window.isVisible()


def test_closing_in_the_middle_of_a_run_can_be_taken_back(small_window: MainWindow, qtbot: QtBot) -> None:
    long_run(small_window, qtbot)
    assert not small_window.close()
    answer(dialog(small_window, "questionDialog", qtbot), "Keep training")
    qtbot.wait(50)
    assert small_window.isVisible()
    assert small_window.is_training


def test_what_a_run_keeps_is_not_asked_about(small_window: MainWindow, qtbot: QtBot) -> None:
    """It can be put under the pen from the page Runs after the next start."""
    trained(small_window, qtbot)
    trained(small_window, qtbot)
    assert small_window.close()
    assert small_window.isHidden()


def test_closing_in_the_middle_of_a_run_stops_it_and_keeps_what_it_learnt(
    small_window: MainWindow, data_dir: Path, qtbot: QtBot
) -> None:
    long_run(small_window, qtbot)
    small_window.close()
    box = dialog(small_window, "questionDialog", qtbot)
    assert "What it has learnt so far is kept." in box.text()
    answer(box, "Stop and close")
    qtbot.waitUntil(small_window.isHidden, timeout=PATIENCE)
    runs = Runs(data_dir / "runs")
    (run,) = runs.list()
    network = small_window.document.current.network
    kept = read_network(runs.network_path(run))
    assert all((one == other).all() for one, other in zip(kept.weights, network.weights, strict=True))


@pytest.mark.usefixtures("nothing_is_kept")
def test_closing_in_the_middle_of_a_run_that_is_not_kept_asks_about_what_it_learnt(
    small_window: MainWindow, qtbot: QtBot
) -> None:
    long_run(small_window, qtbot)
    small_window.close()
    answer(dialog(small_window, "questionDialog", qtbot), "Stop and close")
    qtbot.waitUntil(lambda: not small_window.is_training, timeout=PATIENCE)
    box = dialog(small_window, "questionDialog", qtbot)
    assert "“Network 1” was trained and is not saved" in box.text()
    answer(box, "Do not save")
    qtbot.waitUntil(small_window.isHidden)


def test_closing_while_tensorflow_loads(small_window: MainWindow, catalogue: SmallCatalogue, qtbot: QtBot) -> None:
    catalogue.gate.clear()
    click(small_window, "trainButton")
    qtbot.waitUntil(lambda: catalogue.reads == 1)
    small_window.close()
    box = dialog(small_window, "questionDialog", qtbot)
    # Closing waits for the thread, so somebody else has to open the gate.
    opener = threading.Timer(0.1, catalogue.gate.set)
    opener.start()
    answer(box, "Stop and close")
    qtbot.waitUntil(small_window.isHidden, timeout=PATIENCE)
    opener.join()


def test_a_run_that_ends_while_the_question_is_open(
    small_window: MainWindow, catalogue: SmallCatalogue, qtbot: QtBot
) -> None:
    catalogue.gate.clear()
    find(small_window, "epochsBox", QSpinBox).setValue(1)
    click(small_window, "trainButton")
    small_window.close()
    box = dialog(small_window, "questionDialog", qtbot)
    catalogue.gate.set()
    qtbot.waitUntil(lambda: not small_window.is_training, timeout=PATIENCE)
    answer(box, "Stop and close")
    qtbot.waitUntil(small_window.isHidden)


# Appearance


def test_settings_survive_a_restart(window: MainWindow, data_dir: Path, qtbot: QtBot) -> None:
    show_settings(window)
    find(window, "leadSlider", QSlider).setValue(45)
    for name, key in (("appearanceBox", Qt.Key.Key_End), ("zoomBox", Qt.Key.Key_Down)):
        QTest.keyClick(find(window, name, QComboBox), key)
    window.resize(window.width(), 666)
    window.close()
    with opened(create_window(data_dir), qtbot, size=None) as again:
        assert find(again, "leadSlider", QSlider).value() == 45
        assert find(again, "appearanceBox", QComboBox).currentData() == "dark"
        assert find(again, "zoomBox", QComboBox).currentData() == 125
        assert theme.colours() is theme.DARK
        assert QApplication.font().pointSizeF() == pytest.approx(1.25 * theme.BASE_POINT_SIZE)
        assert again.height() == 666


def test_the_appearance_changes_at_once(window: MainWindow) -> None:
    box = find(window, "appearanceBox", QComboBox)
    show_settings(window)
    for key, colours in ((Qt.Key.Key_End, theme.DARK), (Qt.Key.Key_Up, theme.LIGHT)):
        QTest.keyClick(box, key)
        image = window.grab().toImage()
        assert image.pixelColor(3, 300) == QColor(colours.window)
        place = window.pad.canvas.mapTo(window, window.pad.canvas.rect().center()) / 1
        assert image.pixelColor(place.x(), place.y() - 100) == QColor(colours.surface)


def test_the_text_size_by_key_has_two_ends(window: MainWindow) -> None:
    sizes = []
    for _ in range(6):
        press(window, Qt.Key.Key_Plus, CTRL)
        sizes.append(round(QApplication.font().pointSizeF() / theme.BASE_POINT_SIZE, 2))
    assert sizes == [1.25, 1.5, 1.75, 2, 2, 2]
    for _ in range(6):
        press(window, Qt.Key.Key_Minus, CTRL)
    assert QApplication.font().pointSizeF() == theme.BASE_POINT_SIZE


def test_f11_shows_pen_and_bars_alone_and_large(window: MainWindow, mouse: Mouse, qtbot: QtBot) -> None:
    pages = find(window, "pages", QTabWidget)
    text = window.answer.bars.font().pointSizeF()
    press(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert not pages.isVisible()
    assert not window.menuBar().isVisible()
    assert window.answer.bars.font().pointSizeF() > 1.5 * text
    mouse.draw(DRAWINGS["7"])
    qtbot.waitUntil(lambda: digit(window) == "7")
    press(window, Qt.Key.Key_Z, CTRL)
    assert window.pad.canvas.ink != DRAWINGS["7"]
    press(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()
    assert pages.isVisible()
    assert window.menuBar().isVisible()
    assert window.answer.bars.font().pointSizeF() == text


def test_the_text_size_and_f11_together(window: MainWindow) -> None:
    """For a projector both are wanted, in either order, and F11 again gives back what was."""
    plain = window.answer.bars.font().pointSizeF()
    press(window, Qt.Key.Key_F11)
    alone = window.answer.bars.font().pointSizeF()
    press(window, Qt.Key.Key_Plus, CTRL)
    assert window.answer.bars.font().pointSizeF() == pytest.approx(1.25 * alone)
    press(window, Qt.Key.Key_F11)
    assert window.answer.bars.font().pointSizeF() == pytest.approx(1.25 * plain)
    press(window, Qt.Key.Key_Plus, CTRL)
    assert window.answer.bars.font().pointSizeF() == pytest.approx(1.5 * plain)


@pytest.mark.parametrize(("size", "zoom"), [((1024, 600), 100), ((1920, 1080), 100), ((1920, 1080), 200)])
def test_what_matters_is_on_the_screen(window: MainWindow, size: tuple[int, int], zoom: int, qtbot: QtBot) -> None:
    window._settings.zoom = zoom
    window.resize(*size)
    qtbot.wait(20)
    assert window.size().toTuple() == size
    for name in ("canvas", "preview", "clearButton", "predictedDigit", "probabilityBars", "trainButton", "stopButton",
                 "epochProgress", "trainingProgress", "trainingStatus"):
        control = find(window, name)
        place = control.rect().translated(control.mapTo(window, control.rect().topLeft()))
        assert window.rect().contains(place), f"{name} is cut off: {place}"
        assert control.visibleRegion().boundingRect() == control.rect(), f"{name} is covered or cut off"
    assert window.pad.canvas.width() >= 300 * size[1] / 600 * (1 if zoom == 100 else 0.5)


def test_about_says_what_it_is_made_of(window: MainWindow) -> None:
    said: list[str] = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            said.append(box.text())
            box.accept()
        else:
            QTimer.singleShot(10, read)

    read()
    press(window, Qt.Key.Key_F1)
    assert "MIT licence" in said[0]
    assert "TensorFlow" in said[0]


def test_ink_from_elsewhere_is_answered_like_any_other(window: MainWindow, qtbot: QtBot) -> None:
    window.pad.canvas.set_ink(DRAWINGS["5"])
    qtbot.waitUntil(lambda: digit(window) == "5")
    window.pad.canvas.set_ink(Ink())
    qtbot.waitUntil(lambda: digit(window) == "?")


@pytest.fixture
def hurried(data_dir: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """As the command line opens it: the pages follow the first paint."""
    window = create_window(data_dir, pages_at_once=False)
    assert not window.findChildren(QSpinBox)
    with opened(window, qtbot) as window:
        yield window


def test_pages_follow_the_first_paint(hurried: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: find(hurried, "pages", QTabWidget).count() > 0)
    count = find(hurried, "pages", QTabWidget).count()
    assert find(hurried, "trainButton").isVisible()
    hurried.add_pages()
    assert find(hurried, "pages", QTabWidget).count() == count


def test_the_picture_is_shown_as_the_network_receives_it(window: MainWindow, qtbot: QtBot) -> None:
    """A network that takes black and white gets black and white, and everybody can see it."""
    draw(window.pad.canvas, dict(bundled_drawings())["3"])
    qtbot.waitUntil(lambda: bool(window.pad.preview.picture.any()))
    grey = window.pad.preview.picture
    assert len(np.unique(grey)) > 2
    network = window.document.current.network
    window.document.trained(network.with_info(replace(network.info, pixels="black and white")))
    qtbot.waitUntil(lambda: len(np.unique(window.pad.preview.picture)) == 2)
    assert np.array_equal(window.pad.preview.picture == 255, grey > 127)


def test_the_drawing_takes_over_when_the_test_page_is_left(window: MainWindow, qtbot: QtBot) -> None:
    draw(window.pad.canvas, dict(bundled_drawings())["3"])
    qtbot.waitUntil(lambda: bool(window.pad.preview.picture.any()))
    drawn = window.pad.preview.picture
    window._pages.setCurrentWidget(window.pictures)
    qtbot.waitUntil(lambda: not np.array_equal(window.pad.preview.picture, drawn), timeout=20_000)
    shown = window.pad.preview.picture
    window._pages.setCurrentWidget(window.training)
    qtbot.waitUntil(lambda: np.array_equal(window.pad.preview.picture, drawn))
    window._pages.setCurrentWidget(window.pictures)
    qtbot.waitUntil(lambda: np.array_equal(window.pad.preview.picture, shown))
