"""The Map page in the real window."""

import numpy as np
import pytest
from helpers.pen import Mouse
from helpers.samples import sample
from helpers.windows import click, find
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPlainTextEdit, QRadioButton

from digitpad.insight.neighbours import feature_index
from digitpad.insight.projection import place_among, principal_components
from digitpad.replay import bundled_drawings

DRAWINGS = dict(bundled_drawings())


@pytest.fixture
def page(small_window, qtbot):
    small_window.show_page("map")
    page = small_window.pages.map
    qtbot.waitUntil(lambda: page.view.count > 0 and "test pictures" in status(page))
    return page


def status(page):
    return find(page, "mapStatus", QLabel).text()


def test_a_page_that_nobody_sees_computes_nothing(small_window):
    assert small_window.pages.map.view.count == 0


def test_principal_components_are_those_of_the_test_pictures(small_window, page):
    dataset = small_window.workbench.catalogue.load(
        small_window.workbench.catalogue.closest("", small_window.workbench.recognizer.network.info.class_names)
    )
    index = feature_index(small_window.workbench.recognizer.network, dataset.test.images)
    np.testing.assert_allclose(page.view.places, principal_components(index.features).places)
    assert status(page) == f"{len(dataset.test):,} test pictures of “{dataset.title}”"


def test_the_drawing_is_where_its_neighbours_are(small_window, page, qtbot):
    seen = []
    original = page.view.show_drawing

    def watched(place):
        seen.append(place)
        original(place)

    page.view.show_drawing = watched
    Mouse(small_window.drawing.canvas).draw(DRAWINGS["7"])
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] is not None)
    picture = small_window.drawing.preview.picture
    qtbot.waitUntil(lambda: np.array_equal(seen[-1], place_among(page.view.places, page.index, picture)))


def test_a_click_asks_the_network_and_the_drawing_comes_back(small_window, page, qtbot):
    label = find(small_window, "subjectLabel", QLabel)
    page.view.chosen.emit(4)
    qtbot.waitUntil(lambda: label.text() == "Test picture 5")
    small_window.show_page("training")
    qtbot.waitUntil(lambda: label.text() == "Your drawing")


def test_our_own_digits_are_on_the_map_and_a_click_asks_about_them(small_window, page, qtbot):
    tests = page.view.count
    small_window.workbench.samples.change(
        lambda samples: samples.add_many([sample(number, number) for number in range(4)]),
        lambda __: None, lambda __: None,
    )  # fmt: skip
    qtbot.waitUntil(lambda: page.view.count == tests + 4)
    qtbot.waitUntil(lambda: status(page).endswith(", and 4 own digits, framed"))
    page.view.chosen.emit(tests + 2)
    label = find(small_window, "subjectLabel", QLabel)
    qtbot.waitUntil(lambda: label.text() == "Our digit 3")


def test_how_it_is_computed_has_formula_and_source(page, qtbot):
    click(page, "howMapPlanesButton")
    dialog = find(page.window(), "explanationDialog", QDialog)
    said = find(dialog, "explanationText", QPlainTextEdit).toPlainText()
    assert "1 ÷ (1 + distance²)" in said
    assert "Visualizing data using t-SNE" in said
    dialog.close()


def test_t_sne_goes_on_while_one_looks_and_ends_when_nobody_does(small_window, page, qtbot):
    find(page, "mapTsneButton", QRadioButton).click()
    qtbot.waitUntil(lambda: status(page) == "The pictures are being arranged…")
    small_window.show_page("training")
    small_window.show_page("map")
    qtbot.waitUntil(lambda: "test pictures" in status(page))
    box = find(page, "mapLayerBox", QComboBox)
    QTest.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: status(page) == "The pictures are being arranged…")
    small_window.show_page("training")


def test_a_word_that_has_no_room_is_a_short_one(page):
    choice = find(page, "mapComponentsButton", QRadioButton)
    page.resize(500, 500)
    assert choice.text() == "Principal components"
    page.resize(150, 500)
    assert choice.text() == "PCA"
    assert choice.accessibleName() == "Principal components"
