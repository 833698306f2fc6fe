"""The tour: at the first start and from the menu, and in nobody's way."""

import subprocess
import sys

import pytest
from helpers.main_window import digit
from helpers.windows import click, find, opened, press
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from digitpad import bundled_network
from digitpad.app import create_window
from digitpad.replay import bundled_drawings
from digitpad.ui.help.tour import WORDS
from digitpad.ui.settings.settings import Settings

SEVEN = dict(bundled_drawings())["7"]


def callouts(window):
    QApplication.processEvents()
    return [each for each in window.findChildren(QWidget, "callout") if each.isVisible()]


def words(window):
    (callout,) = callouts(window)
    return find(callout, "calloutText", QLabel).text()


def rect(widget, window):
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("size", [(1024, 600), (1600, 1000), (1080, 1920)])
def test_it_points_at_one_part_after_the_other_and_covers_no_canvas(window, size):
    window.resize(*size)
    window.show_page("runs")
    window.menus.tour.trigger()
    said = []
    for _ in WORDS:
        QApplication.processEvents()
        said.append(words(window))
        (callout,) = callouts(window)
        assert window.rect().adjusted(-12, -12, 12, 12).contains(callout.geometry())
        assert not callout.geometry().intersects(rect(window.drawing.canvas, window))
        click(window, "calloutNext")
    assert said == list(WORDS.values())
    assert callouts(window) == []
    assert window.tabs.current_name == "training"


def test_one_draws_and_gets_answers_meanwhile(window, mouse, qtbot):
    window.greet()
    mouse.draw(SEVEN)
    qtbot.waitUntil(lambda: digit(window) == "7")
    assert len(callouts(window)) == 1
    press(window, Qt.Key.Key_Escape)
    assert callouts(window) == []
    assert len(window.drawing.canvas.ink.strokes) == len(SEVEN.strokes)


def test_skip_gives_the_focus_back_to_the_canvas(window):
    window.menus.tour.trigger()
    assert window.focusWidget().objectName() == "calloutNext"
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert words(window) == WORDS["bars"]
    click(window, "calloutSkip")
    assert callouts(window) == []
    assert window.drawing.canvas.hasFocus()


def test_it_follows_the_window(window, qtbot):
    window.menus.tour.trigger()
    click(window, "calloutNext")
    window.resize(1600, 1000)
    qtbot.waitUntil(
        lambda: callouts(window)[0].geometry().left() == rect(window.answer.bars, window).right() + 1
    )


def test_it_is_shown_once_and_again_on_demand(window, data_dir, qtbot):
    assert not Settings(data_dir).tour_seen
    window.greet()
    assert len(callouts(window)) == 1
    window.close()
    with opened(create_window(data_dir), qtbot) as again:
        again.greet()
        assert callouts(again) == []
        again.menus.tour.trigger()
        again.menus.tour.trigger()
        assert words(again) == WORDS["canvas"]


def test_a_window_alone_shows_no_tour(window):
    assert callouts(window) == []


def test_an_administrator_can_switch_it_off(machine, data_dir):
    machine("[tour]\nseen = yes\n")
    assert Settings(data_dir).tour_seen


def test_the_projector_view_ends_it_and_it_ends_the_projector_view(window):
    window.menus.tour.trigger()
    press(window, Qt.Key.Key_F11)
    assert callouts(window) == []
    window.menus.tour.trigger()
    assert not window.isFullScreen()
    assert words(window) == WORDS["canvas"]


@pytest.mark.parametrize("with_file", [False, True])
def test_the_program_shows_it_at_the_first_start_but_not_for_a_file(with_file, data_dir):
    """In a process of its own."""
    files = [str(bundled_network.network_path())] if with_file else []
    script = f"""
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from digitpad import app
from digitpad.cli import main as cli

create_window = app.create_window

def watched(*arguments, **options):
    window = create_window(*arguments, **options)

    def look():
        print(len(window.findChildren(QWidget, "callout")))
        window.close()

    window.ready.connect(lambda: QTimer.singleShot(0, look))
    return window

app.create_window = watched
sys.exit(cli.main(["--data-dir", {str(data_dir)!r}, *{files!r}]))
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == (f"{int(not with_file)}\n", "", 0)
