"""How the window's room is divided: in columns, with the pages below, without pages, and by hand."""

import pytest
from helpers.windows import find, opened, press
from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitterHandle

from digitpad.app import create_window
from digitpad.ui.window_layout import Columns, columns, is_stacked


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (968, 600, Columns(328, 226, 600)),
        (484, 400, Columns(164, 113, 400)),  # half of it
        (1968, 2000 - 200, Columns(748, 346, 1800)),  # 1000 more: 0.42 and 0.12 of them
        (1968, 600, Columns(400, 346, 600)),  # no room for a higher canvas
        (600, 1000, Columns(324, 276, 524)),  # stacked: 0.54 of the width
        (1000, 1000, Columns(420, 580, 620)),  # stacked: 0.42 of the height
    ],
)
def test_how_the_room_is_divided(width, height, expected):
    assert columns(width, height, 200) == expected


def test_without_pages_the_canvas_takes_what_the_bars_leave():
    assert columns(1900, 1000, 200, pages=False) == Columns(800, 1100, 1000)
    assert columns(1000, 1000, 200, pages=False) == Columns(620, 380, 1000)


def test_what_is_stacked():
    assert is_stacked(960, 990)
    assert is_stacked(1000, 1700)
    assert not is_stacked(1000, 500)
    assert not is_stacked(1000, 700)


def settled(qtbot):
    qtbot.wait(20)  # for the layouts


@pytest.mark.parametrize(
    ("size", "canvas"),
    [((1024, 600), 328), ((1600, 1000), 560), ((1920, 1080), 700), ((3840, 2160), 1400)],
)
def test_the_canvas_is_the_heart_of_the_window(window, size, canvas, qtbot):
    window.resize(*size)
    settled(qtbot)
    assert window.size().toTuple() == size
    assert window.drawing.canvas.width() == window.drawing.canvas.height() >= canvas
    assert window.answer.width() >= 226
    assert window.tabs.width() >= 414


@pytest.mark.parametrize("size", [(960, 1080), (1080, 1920)])
def test_in_a_narrow_window_the_pages_are_below(window, size, qtbot):
    window.resize(*size)
    settled(qtbot)
    assert window.size().toTuple() == size
    bar, canvas = window.tabs.bar, window.drawing.canvas
    top = {part: part.mapTo(window, QPoint(0, 0)).y() for part in (canvas, bar, window.tabs)}
    assert top[canvas] + canvas.height() < top[bar] < top[window.tabs]
    assert window.tabs.width() > 0.9 * size[0]
    window.resize(1024, 600)
    settled(qtbot)
    assert bar.mapTo(window, QPoint(0, 0)).y() < canvas.mapTo(window, QPoint(0, 0)).y()
    assert window.tabs.mapTo(window, QPoint(0, 0)).x() > window.answer.mapTo(window, QPoint(0, 0)).x()


@pytest.mark.parametrize("zoom", [125, 150, 175, 200])
def test_large_text_fits_a_small_window(window, zoom, qtbot):
    window.workbench.settings.zoom = zoom
    window.resize(1024, 600)
    settled(qtbot)
    assert window.size().toTuple() == (1024, 600)
    for name in ("canvas", "preview", "clearButton", "predictedDigit", "probabilityBars", "networkBox", "trainButton"):
        control = find(window, name)
        place = control.rect().translated(control.mapTo(window, control.rect().topLeft()))
        assert window.rect().contains(place), name
        assert control.visibleRegion().boundingRect() == control.rect(), name
    assert window.tabs.bar.tabRect(window.tabs.count() - 1).right() < window.tabs.bar.width()


def drag(window, splitter_place, by):
    handle = [each for each in window.findChildren(QSplitterHandle) if each.isVisible()][splitter_place]
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(handle, middle + QPoint(by, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle + QPoint(by, 0))
    QApplication.processEvents()


def test_what_was_moved_by_hand_stays_and_is_there_again(window, data_dir, qtbot):
    window.resize(1600, 1000)
    settled(qtbot)
    before = window.drawing.width()
    for place in (0, 1):
        drag(window, place, -80)
    moved = window.drawing.width()
    assert moved < before
    window.resize(1200, 1000)
    settled(qtbot)
    assert window.drawing.width() / moved == pytest.approx(1200 / 1600, abs=0.04)
    window.resize(1600, 1000)
    settled(qtbot)
    assert window.drawing.width() == pytest.approx(moved, abs=3)
    window.close()
    with opened(create_window(data_dir), qtbot, size=(1600, 1000)) as again:
        settled(qtbot)
        assert again.drawing.width() == pytest.approx(moved, abs=3)


@pytest.mark.parametrize(
    "state", [b"", b"?", b"[]", b'{"columns": 3}', b'{"columns": [0.1, "x", 2]}', b'{"columns": [5, 5, 5]}']
)
def test_a_state_that_is_damaged_is_passed_over(window, state, qtbot):
    layout = window.centralWidget()
    before = layout.state()
    layout.restore(QByteArray(state))
    assert layout.state() == before


def test_f11_and_back_keeps_a_maximised_window_maximised(window):
    window.setWindowState(Qt.WindowState.WindowMaximized)
    press(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    press(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()
    assert window.isMaximized()


def test_in_large_text_the_bars_get_what_they_need_from_the_canvas_first(window, qtbot):
    window.workbench.settings.zoom = 125
    window.resize(1024, 600)
    settled(qtbot)
    widths = []
    for _ in range(2):
        alone = window.drawing.width(), window.answer.width()
        window.answer.compare("first", "second", window.answer.bars.class_names)
        window.comparison.changed.emit(True)
        settled(qtbot)
        assert window.answer.width() >= window.answer.sizeHint().width() > alone[1]
        assert window.drawing.width() < alone[0]
        window.answer.end_comparison()
        window.comparison.changed.emit(False)
        settled(qtbot)
        widths.append((window.drawing.width(), window.answer.width(), window.tabs.width()))
    assert widths[0] == widths[1], "nothing is left of it"


@pytest.mark.parametrize(("size", "is_below"), [((640, 960), True), ((960, 1080), False), ((1024, 600), False)])
def test_the_projector_view_on_an_upright_screen_has_the_answer_below_the_canvas(window, qtbot, size, is_below):
    """It had half the screen empty, and how sure the network is was cut off beside the picture."""
    window.resize(700, 600)
    press(window, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: window.size() == window.screen().size())
    window.resize(*size)
    canvas, bars = window.drawing.canvas, window.answer.bars

    def below():
        return bars.mapTo(window, QPoint(0, 0)).y() > canvas.mapTo(window, canvas.rect().bottomLeft()).y()

    qtbot.waitUntil(lambda: below() is is_below)
    said = find(window, "answerSentence")
    assert said.width() >= said.fontMetrics().horizontalAdvance("99.3 %")
    press(window, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: window.tabs.isVisible() and bars.mapTo(window, QPoint(0, 0)).x() > canvas.width())
