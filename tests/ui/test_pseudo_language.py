"""The window in a language that nobody speaks: no page takes a sentence for the name of something."""

import gettext

import pytest
from helpers.windows import find, opened
from PySide6.QtWidgets import QTabWidget, QWidget

from digitpad.app import create_window
from digitpad.translation import speaking
from scripts import pseudo_language


@pytest.fixture
def window(qtbot, data_dir, tmp_path):
    with pseudo_language.build(tmp_path / "locale").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    with speaking(catalogue), opened(create_window(data_dir), qtbot) as window:
        yield window


def test_every_page_opens(window):
    pages = find(window, "pages", QTabWidget)
    for index in range(pages.count()):
        pages.setCurrentIndex(index)
        assert pages.currentWidget().isVisible()
        assert pages.tabText(index).startswith("⟦") or pages.tabToolTip(index).startswith("⟦")


def test_pictures_of_the_test_set_are_judged(window, qtbot):
    pages = find(window, "pages", QTabWidget)
    verdict = find(window, "testVerdict", QWidget)
    pages.setCurrentIndex(next(i for i in range(pages.count()) if pages.widget(i).isAncestorOf(verdict)))
    qtbot.waitUntil(lambda: verdict.text().startswith("⟦"))
