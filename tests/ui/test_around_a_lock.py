"""Forty ways around what a lesson fixes, tried in the window."""

import gzip

import numpy as np
import pytest
from helpers.fiddling import all_entries, drop, drop_content, fiddle, keys, wheel
from helpers.labelled import IMAGES, LABELS, csv
from helpers.lessons import PLAN
from helpers.networks import tiny
from helpers.samples import DIGITS, some
from helpers.windows import find, opened
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QSpinBox

from digitpad.app import create_window
from digitpad.data.catalogue import Catalogue
from digitpad.lessons.package import to_bytes
from digitpad.model.keras_file import write_network
from digitpad.samples import digits_file
from digitpad.training.plan import TrainingPlan
from digitpad.ui.inside.inside_look import Neuron
from digitpad.ui.lesson_locking import FIXED
from digitpad.ui.settings.settings import Settings

STEPS = """version = 2
title = "Locked"
order = 1
look_for = "Look closely."
[[steps]]
title = "Once"
text = "Open the Examine page, or the Train page."
""" + PLAN

# In the window


@pytest.fixture
def locked(qtbot, data_dir):
    """The window in a lesson with these lines."""
    folder = data_dir / "lessons"
    folder.mkdir(parents=True)
    windows = []

    def open_window(lines, *, begin=True):
        (folder / "locked.toml").write_text(STEPS + lines, encoding="utf-8")
        context = opened(create_window(data_dir), qtbot, (1200, 800))
        window = context.__enter__()
        windows.append(context)
        window.show_page("lessons")
        qtbot.waitUntil(lambda: find(window, "lessonBox", QComboBox).findText("Locked") >= 0)
        box = find(window, "lessonBox", QComboBox)
        box.setCurrentIndex(box.findText("Locked"))
        if begin:
            QTest.mouseClick(find(window, "beginLessonButton"), Qt.MouseButton.LeftButton)
        assert window.workbench.locking.is_on is begin
        return window

    yield open_window
    for context in windows:
        context.__exit__(None, None, None)


@pytest.fixture
def files(tmp_path, picture):
    """One of each kind that may be opened."""
    network, digits, table = tmp_path / "other.keras", tmp_path / "ours.digits", tmp_path / "train.csv"
    write_network(network, tiny())
    digits_file.write(digits, DIGITS, some(3))
    table.write_bytes(csv(np.repeat(IMAGES, 3, axis=0), np.repeat(LABELS, 3)))
    (tmp_path / "folder").mkdir()
    packed = tmp_path / "train-images-idx3-ubyte.gz"
    packed.write_bytes(gzip.compress(b"\0" * 16))
    unknown = tmp_path / "file.unknown"
    unknown.write_bytes(picture.read_bytes())
    lesson = tmp_path / "other.digitlesson"
    lesson.write_bytes(to_bytes("other", STEPS.encode(), {}, Catalogue(tmp_path)))
    return [network, picture, digits, table, tmp_path / "folder", packed, unknown, lesson]


HARMLESS = {
    "Quit", "Leave the lesson", "Report…", "For teachers…", "Make this a lesson…",
    "Change a lesson of yours…", "Pack this lesson…",
    "Collect reports…",  "Clear", "Run step 1",
    "Projector view", "Second window", "Curves in the projector view", "Larger text",
    "Smaller text",
    "Digitpad help", "Take the tour", "Check this computer…", "Show log…", "Licences…", "About Digitpad",
}


def ways(window, files, digits_picture):
    """Forty ways and more around a lock, each with a name."""
    menus, tabs, pages = window.menus, window.tabs, window.pages
    for text in (
        "Ctrl+O", "Ctrl+Shift+O", "Ctrl+S", "Ctrl+Shift+S", "Ctrl+E", "Ctrl+I", "Ctrl+Shift+I", "Ctrl+Shift+E",
        "Ctrl+V", "Ctrl+,", "Ctrl+T", "Ctrl+Shift+C", "Ctrl+L", "Ctrl+R", "Alt+PgUp", "Alt+PgDown", "Ctrl+Return",
        "Ctrl+Tab", "Ctrl+Shift+Tab", "Ctrl+PgDown", "Ctrl+PgUp", *(f"Ctrl+{number}" for number in range(10)),
    ):
        yield text, lambda text=text: keys(window, text)
    for path in files:
        yield f"drop {path.name}", lambda path=path: drop(window, [path])
        yield f"hand over {path.name}", lambda path=path: window.opener.open_files([path])
    yield "drop all", lambda: drop(window, files)
    pixels, address = QMimeData(), QMimeData()
    pixels.setImageData(digits_picture)
    address.setText(str(files[0]))
    yield "drop pixels", lambda: drop_content(window, pixels)
    yield "drop an address", lambda: drop_content(window, address)
    yield "clipboard", lambda: (QApplication.clipboard().setImage(digits_picture), menus.paste.trigger())
    for menu in [action.menu() for action in window.menuBar().actions()]:
        for action in all_entries(menu):
            text = action.text().replace("&", "").split(" (")[0]
            if text not in HARMLESS and not text.startswith("How is this"):
                yield f"menu {action.text()}", action.trigger
    for name in tabs.names:
        yield f"show {name}", lambda name=name: window.show_page(name)
        yield f"front {name}", lambda name=name: tabs.setCurrentWidget(tabs.page(name))
    for place in range(tabs.count()):
        yield f"tab {place}", lambda place=place: QTest.mouseClick(
            tabs.bar, Qt.MouseButton.LeftButton, pos=tabs.bar.tabRect(place).center()
        )
    yield "wheel on the bar", lambda: [wheel(tabs.bar, -1) for _ in range(12)]
    yield "arrows on the bar", lambda: [QTest.keyClick(tabs.bar, Qt.Key.Key_Right) for _ in range(12)]
    for name in ("networkBox", "lessonBox", "labelBox", "learningRateBox", "epochsBox", "step1EpochsBox", "datasetBox",
                 "leadSlider", "oneMoreEpochButton", "liveLearningRateBox", "learnButton", "putLiveButton"):
        yield f"fiddle with {name}", lambda name=name: fiddle(find(window, name))
    yield "a digit's button", lambda: QTest.mouseClick(find(window, "label7"), Qt.MouseButton.LeftButton)
    yield "a link", lambda: pages.lessons.page_wanted.emit("Examine")
    yield "another link", lambda: pages.lessons.page_wanted.emit("Train")
    yield "a neuron under the bars", lambda: window.under_bars.neuron_chosen.emit(Neuron(0, 0))
    yield "the link to learning", window.drawing.labels.learning_wanted.emit
    yield "Train a network", pages.runs.training_wanted.emit
    yield "the tour", menus.tour.trigger
    yield "the session", lambda: window.workbench.session.start(TrainingPlan(learning_rate=0.5))
    yield "a plan in the form", lambda: pages.training.form.set_plan(TrainingPlan(learning_rate=0.5, epochs=9))
    yield "the page", pages.training.train


def leaks(window):
    """What is not as the lesson wants it."""
    workbench, found = window.workbench, []
    if not workbench.locking.shows(window.tabs.current_name):
        found.append(f"page {window.tabs.current_name}")
    if len(workbench.networks.entries) != 1:
        found.append("network")
    if workbench.is_training:
        found.append("run")
        workbench.session.stop()
    if dialogs := [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]:
        found += [f"dialog {each.objectName() or each.windowTitle()}" for each in dialogs]
        for each in dialogs:
            each.close()
    fixed = workbench.locking.of_plans
    form = window.pages.training.form.plan()
    found += [name for name, value in fixed.items() if getattr(form, name) != value]
    if find(window, "lessonBox", QComboBox).currentText() != "Locked":
        found.append("lesson")
    if window.pages.samples.collect.is_collecting:
        found.append("collecting")
    if find(window, "step1EpochsBox", QSpinBox).value() != 2:
        found.append("epochs of the step")
    if not window.drawing.canvas.ink:
        found.append("undone")
    if workbench.settings.margin != 0.4:
        found.append("margin")
    return found


LOCKS = {
    "two pages": """[steps.show]
pages = ["runs"]
controls = []
[steps.fixed]
lead = 0.4
learning_rate = 0.01
epochs = 2
""",
    "all pages": """[steps.show]
controls = []
[steps.fixed]
lead = 0.4
dataset = "mnist-5k"
learning_rate = 0.01
epochs = 2
hidden = [8]
""",
}


@pytest.mark.parametrize("lines", LOCKS.values(), ids=LOCKS)
def test_no_way_leads_around_a_lock(locked, lines, files, qtbot):
    window = locked(lines)
    window.drawing.canvas.set_ink(some(1)[0].ink)
    # A picture on the clipboard, and one of the fields in front.
    seven = QImage(str(files[1]))
    QApplication.clipboard().setImage(seven)
    tried, found = 0, {}
    for name, way in list(ways(window, files, seven)):
        way()
        QApplication.processEvents()
        QTest.qWait(1)
        tried += 1
        if leaked := leaks(window):
            found[name] = leaked
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)
    assert found == {}
    assert leaks(window) == []
    assert tried >= 40
    assert [path.name for path in (window.workbench.data_dir / "lessons").iterdir()] == ["locked.toml"]
    assert not window.workbench.samples.note


def test_without_the_lock_the_same_ways_lead_somewhere(locked, files, qtbot):
    window = locked(LOCKS["two pages"], begin=False)
    keys(window, "Ctrl+1")
    assert window.tabs.current_name == "training"
    drop(window, files[:1])
    qtbot.waitUntil(lambda: len(window.workbench.networks.entries) == 2)
    window.opener.open_files(files[1:2])
    qtbot.waitUntil(lambda: window.tabs.current_name == "photo")
    menus = [action.menu() for action in window.menuBar().actions()]
    assert {"Train", "Next page"} <= {action.text().replace("&", "") for menu in menus for action in all_entries(menu)}


def test_hidden_pages_are_in_no_bar_and_no_menu(locked):
    window = locked(LOCKS["two pages"])
    bar = window.tabs.bar
    assert [bar.accessibleTabName(place) for place in range(bar.count()) if bar.isTabVisible(place)] == [
        "Lessons", "Runs",
    ]  # fmt: skip
    shown = [action.text().replace("&", "") for action in window.menuBar().actions() if action.isVisible()]
    assert shown == ["File", "Edit", "View", "Runs", "Explore", "Lesson", "Help"]
    keys(window, "Ctrl+Tab")
    assert window.tabs.current_name == "runs"
    keys(window, "Ctrl+Tab")
    assert window.tabs.current_name == "lessons"


def test_what_is_fixed_says_so(locked):
    window = locked(LOCKS["all pages"])
    for name in ("learningRateBox", "hiddenLayersEdit", "datasetPanel", "networkBox", "labelRow", "leadSlider"):
        widget = find(window, name)
        assert (widget.isEnabled(), widget.toolTip()) == (False, FIXED), name
    for entry in (window.menus.open, window.menus.paste, window.drawing.undo, window.menus.preferences):
        assert (entry.isEnabled(), entry.toolTip(), entry.icon().isNull()) == (False, FIXED, False)
    assert find(window, "batchSizeBox").isEnabled()
    drop(window, [window.workbench.data_dir / "x.keras"])
    assert window.statusBar().currentMessage() == FIXED


def test_two_clicks_leave_a_lesson_and_bring_everything_back(locked):
    window = locked(LOCKS["two pages"])
    menu = next(action.menu() for action in window.menuBar().actions() if "Lesson" in action.text())
    entry = next(action for action in menu.actions() if action.text() == "&Leave the lesson")
    assert entry.isEnabled()
    entry.trigger()
    assert not window.workbench.locking.is_on
    assert all(window.tabs.bar.isTabVisible(place) for place in range(window.tabs.bar.count()))
    assert find(window, "learningRateBox").isEnabled()
    assert window.menus.open.isEnabled()
    assert window.menus.open.icon().isNull()
    assert not entry.isEnabled()
    assert find(window, "lessonLeft").text().startswith("You left this lesson before its end: 20")
    assert find(window, "lessonLeft").isVisible()


def ended_in_the_lesson(data_dir):
    """As the program leaves it that ends, or crashes, while the lesson is under way."""
    Settings(data_dir).lesson = "locked", 1


def test_a_lesson_goes_on_where_it_was_when_the_program_ended(data_dir, qtbot, files):
    (data_dir / "lessons").mkdir(parents=True)
    (data_dir / "lessons" / "locked.toml").write_text(STEPS + LOCKS["two pages"], encoding="utf-8")
    ended_in_the_lesson(data_dir)
    window = create_window(data_dir, pages_at_once=False)
    assert window.workbench.locking.is_on, "before anything is read"
    window.ready.connect(lambda: window.opener.open_files(files[:1]))
    with opened(window, qtbot):
        qtbot.waitUntil(lambda: find(window, "lessonBox", QComboBox).currentText() == "Locked")
        assert find(window, "lessonWhere").text() == "Step 1 of 1"
        assert [name for name in window.tabs.names if window.tabs.is_shown(name)] == ["lessons", "runs"]
        qtbot.waitUntil(lambda: not window.workbench.jobs.busy)
        assert len(window.workbench.networks.entries) == 1


def test_a_lesson_whose_file_is_gone_is_over(data_dir, qtbot):
    ended_in_the_lesson(data_dir)
    with opened(create_window(data_dir), qtbot) as window:
        qtbot.waitUntil(lambda: not window.workbench.locking.is_on)
        assert all(window.tabs.bar.isTabVisible(place) for place in range(window.tabs.bar.count()))
        assert Settings(data_dir).lesson == ("", 0)
