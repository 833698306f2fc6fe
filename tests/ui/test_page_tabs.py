"""The bar of pages: symbols and titles, as many as there is room for."""

import pytest
from helpers.windows import press, shown
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from digitpad.ui.page_tabs import PageTabs
from digitpad.ui.widgets import theme

TITLES = ("Train", "Lessons", "Samples", "Photo")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def tabs(qtbot):
    tabs = PageTabs()
    for title in TITLES:
        tabs.add_page(title.lower(), QWidget(), title, title.lower())
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.addWidget(tabs.bar)
    layout.addWidget(tabs)
    holder.resize(800, 300)
    shown(holder, qtbot)
    tabs.holder = holder
    return tabs


def words(tabs):
    return [tabs.bar.tabText(place) for place in range(tabs.bar.count())]


def test_titles_where_there_is_room_else_the_chosen_one_else_none(tabs):
    assert words(tabs) == list(TITLES)
    tabs.show_page("samples")
    tabs.holder.resize(300, 300)
    QApplication.processEvents()
    assert words(tabs) == ["", "", "Samples", ""]
    tabs.show_page("train")
    assert words(tabs) == ["Train", "", "", ""]
    tabs.holder.resize(190, 300)
    QApplication.processEvents()
    assert words(tabs) == ["", "", "", ""]
    tabs.holder.resize(800, 300)
    QApplication.processEvents()
    assert words(tabs) == list(TITLES)
    assert [tabs.bar.accessibleTabName(place) for place in range(4)] == list(TITLES)
    assert [tabs.bar.tabToolTip(place) for place in range(4)] == list(TITLES)


def test_all_titles_stand_there_as_soon_as_they_have_room(tabs):
    needed = tabs.bar.tabRect(3).right() + 1
    for room, count in ((needed + 8, 4), (needed - 1, 1)):
        tabs.holder.resize(tabs.holder.width() + room - tabs.bar.width(), 300)
        QApplication.processEvents()
        assert (tabs.bar.width(), sum(map(bool, words(tabs)))) == (room, count)
        assert tabs.bar.tabRect(3).right() < room


def test_nothing_is_cut_off_with_larger_text(tabs, qapp):
    tabs.holder.resize(420, 300)
    theme.apply(qapp, "light", 200)
    QApplication.processEvents()
    assert tabs.bar.tabRect(3).right() <= tabs.bar.width()


def test_a_symbol_follows_the_palette(tabs, qapp):
    light = tabs.bar.tabIcon(1).pixmap(QSize(24, 24)).toImage()
    theme.apply(qapp, "dark", 100)
    assert tabs.bar.tabIcon(1).pixmap(QSize(24, 24)).toImage() != light


def test_the_bar_and_the_page_in_front_agree(tabs):
    tabs.bar.setCurrentIndex(2)
    assert tabs.currentIndex() == 2
    tabs.show_page("lessons")
    assert tabs.bar.currentIndex() == 1
    tabs.turn(-2)
    assert tabs.currentIndex() == 3
    tabs.turn(1)
    assert tabs.currentIndex() == 0


def test_pages_by_key_also_from_the_canvas(window):
    window.drawing.canvas.setFocus()
    for place in range(window.tabs.count()):
        press(window.drawing.canvas, Qt.Key(Qt.Key.Key_0.value + (place + 1) % 10), CTRL)
        assert window.tabs.currentIndex() == place
    press(window.drawing.canvas, Qt.Key.Key_Tab, CTRL)
    assert window.tabs.currentIndex() == 0
    press(window.drawing.canvas, Qt.Key.Key_PageDown, CTRL)
    assert window.tabs.currentIndex() == 1
    press(window.drawing.canvas, Qt.Key.Key_PageUp, CTRL)
    press(window.drawing.canvas, Qt.Key.Key_Backtab, CTRL | SHIFT)
    assert window.tabs.currentIndex() == window.tabs.count() - 1


def test_the_menu_view_has_every_page_and_marks_the_one_in_front(window):
    pages = next(action for action in window.menuBar().actions() if action.text() == "&View").menu().actions()
    titles = [window.tabs.tabText(place) for place in range(window.tabs.count())]
    entries = [action for action in pages if action.text() in titles]
    assert [entry.text() for entry in entries] == titles
    entries[3].trigger()
    assert window.tabs.currentIndex() == 3
    window.tabs.setCurrentIndex(1)
    assert [entry.isChecked() for entry in entries] == [place == 1 for place in range(len(entries))]


def test_a_page_by_its_name(tabs):
    assert tabs.page(tabs.names[1]) is tabs.widget(1)
