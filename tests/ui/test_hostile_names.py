"""Names from anywhere are shown as they are: no HTML, no file that they name is opened, no letters turned around."""

import json
import sys

import numpy as np
import pytest
from helpers.lessons import PLAN as PLAN_TOML
from helpers.networks import always
from helpers.pen import Mouse
from helpers.runs import add_run
from helpers.samples import some
from helpers.windows import dialog, find, opened, shown
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QHelpEvent, QImage
from PySide6.QtGui import Qt as QtText
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QTableWidgetItem,
    QTabWidget,
    QToolTip,
    QWidget,
)

from digitpad.data.digits import Dataset, Pictures
from digitpad.data.exchange.npz import write as write_npz
from digitpad.data.exchange.reading import read_labelled
from digitpad.model.keras_file import write_network
from digitpad.replay import bundled_drawings
from digitpad.samples import digits_file
from digitpad.samples.collection import SampleCollection
from digitpad.training.runs import Runs
from digitpad.ui.answer.probability_bars import ProbabilityBars
from digitpad.ui.main_window import MainWindow
from digitpad.ui.widgets.dialogs import ask_choice, show_problem
from digitpad.ui.widgets.elided_label import ElidedLabel, ShrinkingLabel
from digitpad.ui.widgets.helpers import Note, allow, named
from digitpad.ui.widgets.plain_text import PlainLabel, set_tip, tip

IMAGE = '<img src="/some/file">'
NAMES = (IMAGE, "<b>x</b>", "a&b", "&lt;i&gt;", "<u>", "<table><tr>")
TURNED = "\u202egpj.7"
LESSON = '''
title = '<img src="/some/file"> {turned}'
order = 1
look_for = "Look for <b>x</b> {turned}"
[[steps]]
title = '<img src="/some/file">'
text = "Read <b>x</b> {turned}"
''' + PLAN_TOML

ON_WINDOWS = sys.platform == "win32"
"""Where no file can be called so."""

LEGEND = "<span style="
"""How the only text begins that is HTML: lines in colours, in words of ours alone."""

def tips(parent):
    """Every tip below a widget: of widgets, actions, and what is in lists and tables."""
    for each in (parent, *parent.findChildren(QWidget)):
        yield each.toolTip()
        if isinstance(each, QAbstractItemView) and (model := each.model()) is not None:
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    yield model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or ""
    for action in parent.findChildren(QAction):
        yield action.toolTip()


def see_plain(parent):
    """Nothing below a widget would be shown as HTML that came from elsewhere, and nothing turns letters around."""
    for label in parent.findChildren(QLabel):
        is_plain = label.textFormat() is Qt.TextFormat.PlainText or not QtText.mightBeRichText(label.text())
        assert is_plain or label.text().startswith(LEGEND), label.text()
        assert TURNED[0] not in label.text()
    for text in tips(parent):
        assert not QtText.mightBeRichText(text) or "<" not in text.replace("<p>", "").replace("</p>", ""), text
        assert TURNED[0] not in text
    for box in parent.findChildren(QComboBox):
        assert TURNED[0] not in "".join(box.itemText(place) for place in range(box.count()))


# One label, one tip, one box


@pytest.mark.parametrize("kind", [PlainLabel, Note, ElidedLabel])
@pytest.mark.parametrize("name", [*NAMES, TURNED])
def test_labels_show_what_they_are_given(qtbot, kind, name):
    for label in (kind(name), kind()):
        qtbot.addWidget(label)
        label.setText(name)
        assert label.text() == name.replace(TURNED[0], "?")
        see_plain(label)


@pytest.mark.parametrize("name", [*NAMES, "plain", "1 < 2", "two\nlines"])
def test_a_tip_says_what_it_is_given(qtbot, name):
    """As the label of tips shows it."""
    label = QLabel(tip(f"This is a {name}"))
    qtbot.addWidget(label)
    said = label.text()
    if QtText.mightBeRichText(said):
        said = said.removeprefix("<p>").removesuffix("</p>")
        assert "<" not in said
        said = said.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert said == f"This is a {name}"


def test_tips_of_everything_are_plain(qtbot):
    button, action, cell = named(QPushButton(), "x", "x", IMAGE), QAction(), QTableWidgetItem()
    qtbot.addWidget(button)
    for each in (action, cell):
        set_tip(each, IMAGE)
    assert button.toolTip() == action.toolTip() == cell.toolTip() == tip(IMAGE)
    assert "<img" not in button.toolTip()
    allow(button, "Not <b>x</b> now.")
    assert button.toolTip() == tip("Not <b>x</b> now.")
    allow(button)
    assert button.toolTip() == tip(IMAGE), "not escaped twice"
    set_tip(button, TURNED)
    assert button.toolTip() == "?gpj.7"


def test_boxes_are_plain(qtbot):
    parent = shown(QWidget(), qtbot)
    yes = ("Yes", QMessageBox.ButtonRole.AcceptRole, lambda: None)
    for box in (
        show_problem(parent, "Problem", f"{IMAGE} {TURNED}"), ask_choice(parent, "?", f"{IMAGE} {TURNED}", (yes,))
    ):
        assert box.text() == f"{IMAGE} ?gpj.7"
        assert box.textFormat() is Qt.TextFormat.PlainText
        see_plain(box)
        box.close()


def red(widget):
    """How many of its pixels are."""
    image = widget.grab().toImage()
    return sum(
        image.pixelColor(x, y) == QColor("#ff0000") for x in range(image.width()) for y in range(image.height())
    )


def test_a_picture_that_a_class_is_called_after_is_not_opened(qtbot, tmp_path):
    path = tmp_path / "a.png"
    picture = QImage(20, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("#ff0000"))
    assert picture.save(str(path))
    name = f'<img src="{path}">'
    rich, label = QLabel(name), ShrinkingLabel()
    label.setText(name)
    qtbot.addWidget(rich)
    qtbot.addWidget(label)
    assert red(rich) == 400, "Qt does, when it is let"
    assert red(label) == 0
    bars = ProbabilityBars([name, "b"])
    bars.set_probabilities([0.9, 0.1])
    bars.resize(200, 100)
    shown(bars, qtbot)
    at = QPoint(30, 4)
    QApplication.sendEvent(bars, QHelpEvent(QHelpEvent.Type.ToolTip, at, bars.mapToGlobal(at)))
    (shown_tip,) = [each for each in QApplication.topLevelWidgets() if each.metaObject().className() == "QTipLabel"]
    assert QToolTip.text() == tip(f"{name}: 90.0\N{NO-BREAK SPACE}%")
    assert red(shown_tip) == red(bars) == 0
    QToolTip.hideText()


# The whole window


def pictures(count):
    images = np.full((count, 28, 28), 255, np.uint8)
    images[:, 8:20, 8:20] = np.random.default_rng(count).integers(0, 200, (count, 12, 12), np.uint8)
    return Pictures(images, (np.arange(count) % len(NAMES)).astype(np.uint8))


def offer(tmp_path):
    """Labelled pictures of another program."""
    path = tmp_path / "pictures.npz"
    write_npz(path, Dataset("x", "x", NAMES, pictures(60), pictures(30)))
    return read_labelled(path)


@pytest.fixture
def network():
    return always([0.5, 0.46, *[0.01] * 4], NAMES)


@pytest.fixture
def hostile(qtbot, data_dir, tmp_path, make_workbench, catalogue, network):
    """A window in whose data folder everything is called by such names, with such a network in use."""
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(24, names=NAMES))
    runs = Runs(data_dir / "runs")
    for title in (IMAGE, "<b>x</b>"):
        run = add_run(runs, title, network, dataset="<b>x</b>")
        row = data_dir / "runs" / run.name / "run.json"
        row.write_text(json.dumps(json.loads(row.read_bytes()) | {"sentence": f"{IMAGE} {TURNED}"}))
    (data_dir / "lessons").mkdir()
    (data_dir / "lessons" / "mine.toml").write_text(LESSON.format(turned=TURNED), encoding="utf-8")
    (data_dir / "lessons" / "broken.toml").write_text(f'title = "<b>x</b> {TURNED}"', encoding="utf-8")
    catalogue.import_offer(offer(tmp_path), f"{IMAGE} 1")
    window = MainWindow(make_workbench())
    window.add_pages()
    with opened(window, qtbot) as window:
        yield window


def settle(window, qtbot):
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy and not window.workbench.samples.busy)


def test_every_page_shows_names_as_they_are(hostile, network, qtbot, tmp_path):
    path = tmp_path / ("x.keras" if ON_WINDOWS else f"<b>x<u>&a [*]{TURNED}\n.keras")
    write_network(path, network)
    hostile.files.open(path)
    settle(hostile, qtbot)
    Mouse(hostile.drawing.canvas).draw(dict(bundled_drawings())["8"])
    qtbot.waitUntil(lambda: find(hostile, "predictedDigit", QLabel).text() == "?")
    title = hostile.workbench.networks.current.title
    assert title == path.name.replace(TURNED[0], "?").replace("\n", "?")
    assert hostile.windowTitle() == f"{title.replace('[*]', '[*][*]')}[*] – Digitpad"
    assert title.replace("&", "&&") in [action.text() for action in hostile.findChildren(QAction)]
    for name in ("training", "lessons", "samples", "examine", "photo", "why", "inside", "preparation", "map", "runs"):
        hostile.show_page(name)
        for tabs in hostile.tabs.currentWidget().findChildren(QTabWidget):
            for place in range(tabs.count()):
                tabs.setCurrentIndex(place)
                settle(hostile, qtbot)
                see_plain(hostile)
        settle(hostile, qtbot)
        see_plain(hostile)
    assert hostile.pages.samples.gallery.model.rowCount() == 24
    box = find(hostile, "lessonBox", QComboBox)
    box.setCurrentIndex(box.findText(f"{IMAGE} ?gpj.7"))
    assert "Read <b>x</b> ?gpj.7" in [label.text() for label in hostile.pages.lessons.findChildren(QLabel)]
    see_plain(hostile)
    table = hostile.pages.runs.table
    assert [table.item(row, 0).text() for row in range(table.rowCount())] == ["<b>x</b>", IMAGE]
    table.selectAll()
    see_plain(hostile)


def test_every_question_shows_names_as_they_are(hostile, network, qtbot, tmp_path):
    hostile.workbench.networks.taken_from_run(network, IMAGE, "run")
    hostile.files.ask_to_save(hostile.workbench.networks.current, lambda: None)
    box = dialog(hostile, "questionDialog", qtbot)
    assert IMAGE in box.text()
    see_plain(box)
    box.close()
    hostile.show_page("runs")
    settle(hostile, qtbot)
    hostile.pages.runs.table.selectRow(0)
    find(hostile, "deleteRunButton", QPushButton).click()
    box = dialog(hostile, "questionDialog", qtbot)
    assert "<b>x</b>" in box.text()
    see_plain(box)
    box.close()


@pytest.mark.parametrize("suffix", [".keras", ".png", ".digits"])
def test_a_file_that_is_refused_is_called_as_it_is(hostile, qtbot, tmp_path, suffix):
    path = tmp_path / ("x" if ON_WINDOWS else f"<b>x{TURNED}")
    path = path.with_name(path.name + suffix)
    path.write_bytes(b"nothing")
    hostile.opener.open_files([path])
    box = dialog(hostile, "problemDialog", qtbot)
    assert path.name.replace(TURNED[0], "?") in box.text()
    see_plain(box)
    box.close()


def test_what_is_taken_in_shows_names_as_they_are(hostile, qtbot, tmp_path):
    folder = tmp_path / ("x" if ON_WINDOWS else f"<b>x<u>{TURNED}")
    folder.mkdir()
    write_npz(folder / "y.npz", Dataset("x", "x", NAMES, pictures(60), pictures(30)))
    hostile.show_page("training")
    exchange = hostile.pages.training.form.dataset.exchange
    exchange.look_into(folder / "y.npz")
    qtbot.waitUntil(lambda: any(each.isVisible() for each in hostile.findChildren(QDialog, "importDialog")))
    (preview,) = hostile.findChildren(QDialog, "importDialog")
    assert any(label.text().startswith("<b>x</b>: ") for label in preview.findChildren(QLabel))
    see_plain(preview)
    preview.reject()
    digits_file.write(folder / "z.digits", NAMES, some(12, 100, names=NAMES))
    hostile.opener.open_files([folder / "z.digits"])
    qtbot.waitUntil(lambda: any(each.isVisible() for each in hostile.findChildren(QDialog, "mergeDialog")))
    (merge,) = hostile.findChildren(QDialog, "mergeDialog")
    assert any(label.text().startswith("<b>x</b>: ") for label in merge.findChildren(QLabel))
    see_plain(merge)
    merge.reject()
    settle(hostile, qtbot)
