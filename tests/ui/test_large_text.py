"""Text of twice the size in the smallest window: whatever happens in it, it fits a screen of 1024 x 600 pixels."""

import pytest
from helpers.main_window import trained
from helpers.networks import always
from helpers.pen import Mouse
from helpers.runs import add_run
from helpers.windows import click, find, opened
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QTabWidget

from digitpad.replay import bundled_drawings
from digitpad.ui.main_window import MainWindow
from digitpad.ui.widgets import theme

DRAWINGS = dict(bundled_drawings())
CLOTHES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")
SMALL = (1024, 600)


class Largest(QObject):
    """Notes how large the window ever became."""

    def __init__(self, window):
        super().__init__(window)
        self.size = (0, 0)
        window.installEventFilter(self)

    def eventFilter(self, watched, event):  # noqa: N802 - a name of Qt
        if event.type() is QEvent.Type.Resize:
            self.size = tuple(max(pair) for pair in zip(self.size, event.size().toTuple(), strict=True))
        return False


@pytest.fixture
def window(qtbot, make_workbench):
    window = MainWindow(make_workbench())
    window.workbench.settings.zoom = 200
    window.add_pages()
    window.pages.training.form.hidden.setText("16")
    with opened(window, qtbot, size=SMALL) as window:
        window.largest = Largest(window)
        yield window


@pytest.fixture
def settled(window, qtbot):
    """Wait until nothing is read, and every layout has asked for another one."""

    def settled():
        qtbot.waitUntil(lambda: not window.workbench.jobs.busy)
        for _ in range(5):
            QApplication.processEvents()

    return settled


def fits(window):
    """Whether it could be as small as that, is so, and was never larger."""
    least = window.minimumSizeHint().toTuple()
    return (
        least[0] <= SMALL[0] and least[1] <= SMALL[1] and window.size().toTuple() == SMALL
        and window.largest.size in ((0, 0), SMALL)
    )


def pages(window, settled):
    """Every page and every tab in it, one after the other."""
    for name in window.tabs.names:
        window.show_page(name)
        settled()
        yield name
        for tabs in window.tabs.page(name).findChildren(QTabWidget):
            for place in range(tabs.count()):
                tabs.setCurrentIndex(place)
                settled()
                yield f"{name}, {tabs.tabText(place)}"


def test_every_page_and_every_tab(window, settled):
    assert [page for page in pages(window, settled) if not fits(window)] == []
    Mouse(window.drawing.canvas).draw(DRAWINGS["3"])
    assert [page for page in pages(window, settled) if not fits(window)] == []


def test_the_canvas_is_the_heart_in_the_smallest_window_too(window, settled):
    """It had 169 pixels beside a caption of three lines."""
    settled()
    assert window.drawing.canvas.width() >= 240


def test_a_title_bar_has_room_on_the_smallest_screen_too(window, settled):
    settled()
    assert window.minimumSizeHint().height() <= SMALL[1] - 28
    window.resize(SMALL[0], window.minimumSizeHint().height())
    settled()
    assert len(window.answer.bars.written) == 10


def test_nothing_of_the_two_answers_on_the_page_prepare_is_cut_off(window, settled):
    Mouse(window.drawing.canvas).draw(DRAWINGS["3"])
    window.show_page("preparation")
    settled()
    page = window.pages.preparation
    for side in (page.raw, page.prepared):
        metrics = QFontMetrics(side.column.bars.font())
        # Arrow, digit, gaps and the longest value leave the bar more than half a line's height.
        around = metrics.horizontalAdvance("0 100 %") + 2 * metrics.height()
        assert side.column.bars.width() - around >= metrics.height() / 2
        assert side.column.bars.font().pointSizeF() >= theme.BASE_POINT_SIZE
        assert not side.column.sentence.visibleRegion().isEmpty()
    said = find(page, "preparationVerdict")
    room = said.fontMetrics().boundingRect(QRect(0, 0, said.width(), 999), Qt.TextFlag.TextWordWrap, said.text())
    assert said.parentWidget().height() >= said.height() >= room.height()


def test_long_names_on_the_page_prepare_have_the_whole_width(window, settled):
    window.workbench.networks.trained(always([0.91] + [0.01] * 9, CLOTHES))
    Mouse(window.drawing.canvas).draw(DRAWINGS["3"])
    window.show_page("preparation")
    settled()
    raw, prepared = window.pages.preparation.raw, window.pages.preparation.prepared
    assert prepared.y() > raw.geometry().bottom()
    assert raw.column.bars.font().pointSizeF() > 1.5 * theme.BASE_POINT_SIZE


def test_every_menu_has_room(window, settled):
    """Help was behind an arrow."""
    settled()
    bar = window.menuBar()
    places = [bar.actionGeometry(action) for action in bar.actions()]
    assert all(place.width() > 0 and place.right() < SMALL[0] for place in places)


def test_while_digits_are_collected(window, settled):
    window.show_page("samples")
    settled()
    click(window, "collectButton")
    for _ in range(2):
        Mouse(window.drawing.canvas).draw(DRAWINGS["3"])
        settled()
        click(window, "nextDigitButton")  # which asks, or saves
        settled()
        assert fits(window)
    assert [page for page in pages(window, settled) if not fits(window)] == []
    assert find(window, "canvas").visibleRegion().boundingRect().height() >= 170
    for name in ("nextDigitButton", "skipDigitButton", "stopCollectingButton", "preview", "undoButton"):
        control = find(window, name)
        place = control.rect().translated(control.mapTo(window, QPoint(0, 0)))
        assert not control.isVisible() or window.rect().contains(place), name


def test_while_a_run_goes_on_and_after_it(window, settled, qtbot):
    trained(window, qtbot)
    settled()
    assert fits(window)
    find(window, "epochsBox").setValue(1000)
    click(window, "trainButton")
    qtbot.waitUntil(lambda: window.workbench.session.progress.epoch >= 2)
    for name in window.tabs.names:
        window.show_page(name)
        QApplication.processEvents()
        assert fits(window), name
    window.workbench.session.stop()
    qtbot.waitUntil(lambda: not window.workbench.is_training)


@pytest.mark.parametrize("names", [tuple("0123456789"), CLOTHES], ids=["digits", "clothes"])
def test_while_two_networks_answer(window, settled, qtbot, names):
    runs = window.workbench.runs
    for title in ("First", "Second"):
        add_run(runs, title, always([0.1] * 10, names))
    window.show_page("runs")
    settled()
    window.pages.runs.table.selectAll()
    click(window, "compareButton")
    settled()
    assert window.answer.is_comparing
    Mouse(window.drawing.canvas).draw(DRAWINGS["3"])
    assert [page for page in pages(window, settled) if not fits(window)] == []
    window.show_page("runs")
    click(window, "endCompareButton")
    settled()
    assert fits(window)


def test_while_the_network_in_use_tells_clothes_apart(window, settled):
    window.workbench.networks.trained(always([0.1] * 10, CLOTHES))
    assert [page for page in pages(window, settled) if not fits(window)] == []


def test_while_a_photo_is_open(window, settled, qtbot):
    window.show_page("photo")
    settled()
    seen = []
    window.workbench.recognizer.recognized.connect(seen.append)
    click(window, "examplePhotoButton")
    qtbot.waitUntil(lambda: bool(seen) and len(seen[-1].digits) > 1)
    assert [page for page in pages(window, settled) if not fits(window)] == []


def test_in_the_tour_and_back_from_the_projector_view(window, settled):
    window.start_tour()
    settled()
    assert fits(window)
    window.help.end_tour()
    window.show_projector()
    settled()
    window.show_projector()
    window.resize(*SMALL)
    settled()
    assert window.size().toTuple() == SMALL
