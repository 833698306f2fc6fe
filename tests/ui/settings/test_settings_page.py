
import pytest
from helpers.windows import find, shown, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QSlider

from digitpad.ui.settings.settings import ZOOMS, Settings
from digitpad.ui.settings.settings_page import SettingsPage
from digitpad.ui.widgets.theme import APPEARANCES


@pytest.fixture
def settings(data_dir):
    return Settings(data_dir)


@pytest.fixture
def page(qtbot, settings):
    page = SettingsPage(settings)
    page.resize(420, 500)
    return shown(page, qtbot)


def choose(box, text):
    """With the keys, as somebody without a mouse would."""
    box.setFocus()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def test_it_shows_what_is_set(page, settings):
    settings.margin, settings.appearance, settings.zoom = 0.45, "dark", 175
    assert find(page, "leadSlider", QSlider).value() == 45
    assert "45 %" in texts(page)
    assert find(page, "appearanceBox", QComboBox).currentData() == "dark"
    assert find(page, "zoomBox", QComboBox).currentData() == 175


def test_the_slider_sets_the_lead(page, settings):
    slider = find(page, "leadSlider", QSlider)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert settings.margin == 0
    assert "0 %" in texts(page)
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert settings.margin == 0.1
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert settings.margin == 0.11


def test_the_boxes_offer_everything_and_set_it(page, settings):
    appearance, zoom = find(page, "appearanceBox", QComboBox), find(page, "zoomBox", QComboBox)
    assert [appearance.itemData(index) for index in range(appearance.count())] == list(APPEARANCES)
    assert [zoom.itemData(index) for index in range(zoom.count())] == list(ZOOMS)
    choose(appearance, "Dark")
    assert settings.appearance == "dark"
    choose(zoom, "150")
    assert settings.zoom == 150


def test_every_control_has_a_label_with_a_key(page):
    buddies = {label.buddy().objectName() for label in page.findChildren(QLabel) if label.buddy()}
    assert buddies == {"leadSlider", "appearanceBox", "zoomBox"}


def test_it_says_that_nothing_leaves_the_computer(page):
    assert "Nothing that is drawn here leaves this computer." in texts(page)


@pytest.mark.parametrize(("downloads", "says"), [("yes", "only when you press Download"), ("no", "never uses the net")])
def test_what_is_said_about_the_network_is_true(
    machine, downloads, says, data_dir, qtbot
):
    machine(f"[digitpad]\ndownloads = {downloads}\n")
    page = shown(SettingsPage(Settings(data_dir)), qtbot)
    assert says in texts(page)
