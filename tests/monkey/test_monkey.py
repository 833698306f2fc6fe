"""A monkey plays with the window, in several lives, with all guards of the tests; `make monkey` lets it for long."""

import gc
import os
import time
import traceback
from pathlib import Path
from random import Random

import pytest
from helpers.bait import furnish, lay
from helpers.catalogues import SmallCatalogue
from helpers.guards import no_stray_log_records, no_threads_left, no_widgets_left
from helpers.monkey import Monkey
from helpers.networks import tiny
from helpers.windows import opened
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from digitpad import bundled_network
from digitpad.ui.main_window import MainWindow
from digitpad.ui.workbench import Workbench

MINUTES = float(os.environ.get("MONKEY_MINUTES", "0"))
SEED = int(os.environ.get("MONKEY_SEED", "1"))
LOG = os.environ.get("MONKEY_LOG", os.devnull)
ACTIONS = 300
A_LIFE = 200
"""At most so many actions in one window."""

NOT_TAKEN = pytest.mark.qt_log_ignore(r"^(Keyboard|Mouse) event .*not accepted by receiving widget$", extend=True)
"""QTest says so where nobody wants a key or a click."""


class NoFileManager(QObject):
    """Takes what would be handed to the system's file manager."""

    @Slot(QUrl)
    def take(self, _url):
        pass


@pytest.fixture
def nothing_outside(tmp_path, monkeypatch, machine):
    """No network, no file manager, and dialogs that begin in an empty folder."""
    machine("[digitpad]\ndownloads = no\n")
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    handler = NoFileManager()
    QDesktopServices.setUrlHandler("file", handler, "take")
    yield
    QDesktopServices.unsetUrlHandler("file")
    QGuiApplication.clipboard().clear()  # what Python made must not outlive Python there


@NOT_TAKEN
@pytest.mark.usefixtures("nothing_outside")
@pytest.mark.timeout(0 if MINUTES else 300)
def test_a_monkey_breaks_nothing(tmp_path, qapp, qtbot, qtlog, stray_log):
    (scratch := tmp_path / "scratch").mkdir()
    bait = lay(tmp_path / "bait")
    furnish(tmp_path / "data 0")

    def problems():
        messages = [record for record in qtlog.records if not record.ignored and record.log_type_name != "QtDebugMsg"]
        errors = ("".join(traceback.format_exception(error)) for _, error, _ in thrown)
        return [*stray_log.told(), *errors, *(record.message for record in messages)]

    lives = Random(SEED)
    until = time.monotonic() + MINUTES * 60
    with Path(LOG).open("w", encoding="utf-8", buffering=1) as log, qtbot.captureExceptions() as thrown:
        monkey = Monkey(SEED, bait, scratch, lambda action: log.write(f"{action}\n"), problems)
        try:
            while not problems() and (time.monotonic() < until if MINUTES else monkey.count < ACTIONS):
                monkey.last.append("open a window")
                live(monkey, lives, tmp_path / f"data {lives.randrange(3)}", qtbot)
        except BaseException as error:
            error.add_note(story(monkey))
            raise
    assert not problems(), "\n".join([*problems(), story(monkey)])


@NOT_TAKEN
@pytest.mark.usefixtures("nothing_outside")
def test_it_stops_at_the_first_problem_and_tells_what_it_did_last(window, tmp_path):
    told = []
    monkey = Monkey(7, lay(tmp_path / "bait"), tmp_path, told.append, lambda: ["broken"] if len(told) >= 60 else [])
    monkey.play(window, 1_000)
    assert monkey.count == 60
    assert story(monkey).splitlines()[1:] == told[-50:]


def live(monkey, lives, data_dir, qtbot):
    """One window, from its opening to its closing, with nothing left behind."""
    with no_stray_log_records(), no_threads_left(), no_widgets_left():
        network = lives.choice((tiny, bundled_network.network))()
        workbench = Workbench(data_dir, network, "a.keras")
        workbench.catalogue = SmallCatalogue(data_dir)
        window = MainWindow(workbench)
        window.add_pages()
        with opened(window, qtbot):
            monkey.play(window, min(lives.randint(20, A_LIFE), A_LIFE if MINUTES else ACTIONS - monkey.count))
        del workbench, window
        gc.collect()


def story(monkey):
    lines = "\n".join(monkey.last)
    return f"MONKEY_SEED={SEED}, after {monkey.count} actions; the last of them:\n{lines}"
