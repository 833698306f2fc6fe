"""A page is previewed on paper and printed."""

import sys
from datetime import date

import pytest
from helpers.lessons import complete_lesson, worked_through
from helpers.windows import click, dialog, find
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrintPreviewWidget
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from digitpad.lessons.report import report_html
from digitpad.ui.lessons.paper import to_pdf
from digitpad.ui.lessons.print_preview import PrintPreview


def report(picture):
    return report_html(complete_lesson(), worked_through(), "Zoë", date(2026, 11, 30), picture=picture)


@pytest.fixture
def preview(qtbot, jobs):
    """A preview that believes in one printer; gives a function, so that a test can take that away."""
    around = QWidget()
    qtbot.addWidget(around)

    def show(*printers, make=report):
        window = PrintPreview("How fast?", make, "A4", jobs, around, lambda: printers)
        with qtbot.waitActive(window):
            window.show()
        return window

    yield show
    around.close()


def told(window):
    return find(window, "printTold", QLabel).text()



def test_the_preview_has_the_pages_of_the_pdf(preview):
    window = preview()
    assert find(window, "printPages", QPrintPreviewWidget).pageCount() == to_pdf("", report, "A4").count(b"/MediaBox")
    assert told(window) == "2 pages"


def test_the_page_is_white_with_words_on_it(preview, qtbot):
    window = preview()
    click(window, "printWholeButton")
    image = find(window, "printPages", QPrintPreviewWidget).grab().toImage()
    colours = {image.pixelColor(x, y).lightness() for x in range(0, image.width(), 2) for y in range(image.height())}
    assert 255 in colours
    assert min(colours) < 100


def test_another_paper_lays_it_out_anew(preview, qtbot):
    window = preview()
    pages = find(window, "printPages", QPrintPreviewWidget)
    before = pages.grab().toImage()
    find(window, "printPaperBox", QComboBox).setFocus()
    QTest.keyClick(find(window, "printPaperBox", QComboBox), Qt.Key.Key_Down)
    assert find(window, "printPaperBox", QComboBox).currentText() == "Letter"
    assert pages.grab().toImage() != before


def test_larger_smaller_and_as_wide_as_the_window(preview):
    window = preview()
    pages = find(window, "printPages", QPrintPreviewWidget)
    at_first = pages.zoomFactor()
    click(window, "printLargerButton")
    assert pages.zoomFactor() > at_first
    click(window, "printWholeButton")
    whole = pages.zoomFactor()
    click(window, "printSmallerButton")
    assert pages.zoomFactor() < whole < at_first
    click(window, "printWidthButton")
    assert pages.zoomFactor() == pytest.approx(at_first, rel=0.05)


def test_without_a_printer_it_says_so(preview, qtbot):
    window = preview()
    click(window, "printButton")
    sentence = "This computer has no printer: save the page as PDF, and print that where there is one."
    qtbot.waitUntil(lambda: told(window) == sentence)
    assert not window.findChildren(QPrintDialog)


def dialog_of_printers(window, qtbot):
    qtbot.waitUntil(lambda: len(window.findChildren(QPrintDialog)) == 1)
    (asked,) = window.findChildren(QPrintDialog)
    return asked


def type_file(asked, file):
    """Type where a print goes; the button that begins it."""
    name = find(asked, "filename", QLineEdit)
    name.selectAll()
    QTest.keyClicks(name, str(file))
    (button,) = [each for each in asked.findChildren(QPushButton) if each.text() == "&Print"]
    return button


linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems have a print dialog of their own")


@linux
def test_it_is_printed_as_the_pdf_is(preview, qtbot, tmp_path):
    """Through the dialog that everybody knows, and what Qt has for a printer where there is none."""
    window, file = preview("Room 12"), tmp_path / "printed.pdf"
    click(window, "printButton")
    button = type_file(dialog_of_printers(window, qtbot), file)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: told(window) == "Handed to the printer.")
    content = file.read_bytes()
    assert content.count(b"/MediaBox") == 2
    assert content.count(b"/FontFile2") == to_pdf("How fast?", report, "A4").count(b"/FontFile2") > 0


@linux
def test_a_dialog_that_is_cancelled_prints_nothing(preview, qtbot):
    window = preview("Room 12")
    click(window, "printButton")
    QTest.keyClick(dialog_of_printers(window, qtbot), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(QPrintDialog))
    assert told(window) == "2 pages"


@linux
@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told(preview, qtbot, tmp_path):
    stick = tmp_path / "stick"

    def pulled_out(picture):
        """The page, once the stick is gone that it is printed to."""
        if stick.is_dir():
            stick.rmdir()
        return report(picture)

    window = preview("Room 12", make=pulled_out)
    stick.mkdir()
    click(window, "printButton")
    button = type_file(dialog_of_printers(window, qtbot), stick / "printed.pdf")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    box = dialog(window, "problemDialog", qtbot)
    assert "did not take the page" in box.text()
    box.close()
