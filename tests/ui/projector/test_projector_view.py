"""View > Projector view: what an audience sees, on three sizes of screen."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from helpers.networks import always
from helpers.progress import end, in_epoch, tell
from helpers.windows import find, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from digitpad.replay import bundled_drawings
from digitpad.ui.training.live_curves import LiveCurves
from digitpad.ui.widgets.picture_view import PictureView

SEVEN = dict(bundled_drawings())["7"]
TESTS = Path(__file__).parents[2]


@pytest.fixture
def projected(window):
    press(window, Qt.Key.Key_F11)
    QApplication.processEvents()
    yield window
    end(window.workbench.session)


def picture(window):
    return find(window, "preview", PictureView)


def test_the_picture_is_large_and_live(projected, mouse, qtbot):
    assert projected.answer.isAncestorOf(picture(projected))
    assert picture(projected).width() > 28 * 4
    mouse.draw(SEVEN)
    qtbot.waitUntil(lambda: bool(picture(projected).picture.any()))
    press(projected, Qt.Key.Key_F11)
    assert projected.drawing.isAncestorOf(picture(projected))
    QApplication.processEvents()
    assert picture(projected).isVisible()
    assert np.count_nonzero(picture(projected).picture) > 50


def test_how_far_a_run_is_is_said_while_there_is_one(projected):
    line = find(projected, "runLine")
    assert not line.isVisible()
    tell(projected.workbench.session, in_epoch(2))
    assert line.isVisible()
    assert line.text() == "Epoch 2 of 6, 0:42 left"
    end(projected.workbench.session)
    assert not line.isVisible()


def test_curves_are_a_choice_and_there_when_there_is_a_run(projected):
    (curves,) = projected.answer.findChildren(LiveCurves)
    press(projected, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert projected.menus.curves.isChecked()
    assert not curves.isVisible(), "there is nothing in them"
    tell(projected.workbench.session, in_epoch(2))
    assert curves.isVisible()
    press(projected, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert not curves.isVisible()
    press(projected, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert curves.isVisible()
    press(projected, Qt.Key.Key_Escape)
    assert not curves.isVisible()
    assert not find(projected, "runLine").isVisible()


def test_two_networks_that_are_compared_need_the_room(projected):
    projected.answer.compare("One", "Two", ("0", "1"))
    projected.comparison.changed.emit(True)
    assert projected.drawing.isAncestorOf(picture(projected))
    projected.answer.end_comparison()
    projected.comparison.changed.emit(False)
    assert projected.answer.isAncestorOf(picture(projected))


def test_long_names_fit_beside_the_picture(projected, qtbot):
    names = ("Ankle boot", "T-shirt/top", "Trouser")
    projected.workbench.networks.opened(always([0.1, 0.2, 0.7], names=names), Path("clothes.keras"))
    digit, large = find(projected, "predictedDigit"), find(projected, "projectorPicture")

    def apart():
        right, left = digit.mapTo(projected, digit.rect().topRight()), large.mapTo(projected, large.rect().topLeft())
        return right.x() < left.x() and digit.visibleRegion().boundingRect() == digit.rect()

    qtbot.waitUntil(apart)


SIZES = """
import json, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from helpers.progress import end, in_epoch, tell
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from digitpad.app import create_application, create_window
from digitpad.replay import bundled_drawings, draw

app = create_application(["digitpad"])
window = create_window(Path({data!r}))
window.resize(1024, 600)
window.show()
draw(window.drawing.canvas, dict(bundled_drawings())["7"])
window.menus.projector.trigger()
window.menus.curves.setChecked({curves})
tell(window.workbench.session, in_epoch(3))
for _ in range(200):
    QTest.qWait(20)
    cut = [
        each.objectName() for each in window.findChildren(QWidget)
        if each.isVisible() and each.window() is window and each.objectName()
        and each.visibleRegion().boundingRect() != each.rect()
        and each.objectName() != "projectorPicture"  # covered by the picture in it, which is looked at, too
    ]
    if not cut and window.drawing.canvas.width() >= {canvas}:
        break
found = {{"size": window.size().toTuple(), "points": window.answer.bars.font().pointSizeF(), "cut": cut,
         "written": len(window.answer.bars.written), "canvas": window.drawing.canvas.width(),
         "picture": window.drawing.preview.width()}}
end(window.workbench.session)
window.close()
print(json.dumps(found))
"""


@pytest.mark.parametrize("curves", [False, True])
@pytest.mark.parametrize(
    ("size", "points", "canvas"), [((1024, 600), 12.8, 400), ((1366, 768), 17.07, 550), ((1920, 1080), 24, 800)]
)
def test_nothing_is_cut_on_screens_of_three_sizes(size, points, canvas, curves, tmp_path):
    """In a process of its own, whose platform has such a screen."""
    screen = {"name": "one", "x": 0, "y": 0, "width": size[0], "height": size[1], "logicalDpi": 96,
              "logicalBaseDpi": 96, "dpr": 1}
    (tmp_path / "screens.json").write_text(json.dumps({"screens": [screen]}))
    script = SIZES.format(tests=str(TESTS), data=str(tmp_path / "data"), curves=curves, canvas=canvas)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen:configfile=screens.json"},
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["size"] == list(size)
    assert found["points"] == pytest.approx(points, abs=0.01)
    assert found["cut"] == []
    assert found["written"] == 10
    assert found["canvas"] >= canvas
    assert found["picture"] >= (5 if curves else 7) * 28
