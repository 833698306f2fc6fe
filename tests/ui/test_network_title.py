"""The name of the network in use: in the title, above the bars and in the menu, also while one is trained."""

import pytest
from helpers.main_window import bars, long_run, trained
from helpers.pen import Mouse
from helpers.windows import click, find, texts
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from digitpad.replay import bundled_drawings

DRAWINGS = dict(bundled_drawings())


def action(window, text):
    return next(each for each in window.findChildren(QAction) if each.text().replace("&", "") == text)


def test_a_trained_network_is_under_the_pen_and_called_as_its_run(small_window, qtbot):
    assert small_window.windowTitle() == "tiny.keras[*] – Digitpad"
    assert not small_window.isWindowModified()
    before = small_window.workbench.recognizer.network
    trained(small_window, qtbot)
    assert small_window.workbench.recognizer.network is small_window.workbench.networks.current.network is not before
    assert small_window.windowTitle() == "Run 1[*] – Digitpad"
    assert not small_window.isWindowModified()
    box = find(small_window, "networkBox", QComboBox)
    assert box.currentText() == "Run 1"
    assert "test accuracy" in find(small_window, "networkFacts").text()
    QTest.keyClick(box, Qt.Key.Key_Home)  # back to the one before, in one step
    assert small_window.workbench.recognizer.network is before


@pytest.mark.usefixtures("nothing_is_kept")
def test_a_trained_network_that_no_run_keeps_is_not_saved(small_window, qtbot):
    trained(small_window, qtbot)
    assert "This run is not kept on disk" in texts(small_window)
    assert small_window.windowTitle() == "Network 1[*] – Digitpad"
    assert small_window.isWindowModified()
    assert action(small_window, "Network 1 (not saved)").isChecked()


def test_the_bars_answer_with_the_network_as_it_is_now(small_window, qtbot):
    """The same drawing, read again and again while the network learns."""
    Mouse(small_window.drawing.canvas).draw(DRAWINGS["3"])
    seen = set()
    networks = []
    small_window.workbench.recognizer.recognized.connect(lambda _: seen.add(tuple(bars(small_window))))
    small_window.workbench.session.snapshot.connect(networks.append)
    long_run(small_window, qtbot)
    qtbot.waitUntil(lambda: len(networks) >= 3 and len(seen) >= 3)
    box = find(small_window, "networkBox", QComboBox)
    assert (box.currentText(), box.isEnabled()) == ("Network in training", False)
    click(small_window, "stopButton")
    qtbot.waitUntil(lambda: not small_window.workbench.is_training)
    assert (box.currentText(), box.isEnabled()) == ("Run 1", True)
