"""A printer is put to work."""

import re
import zlib
from datetime import date

import pytest
from helpers.lessons import complete_lesson, worked_through
from PySide6.QtPrintSupport import QPrinter

from digitpad.errors import DigitpadError
from digitpad.lessons.report import report_html
from digitpad.ui.lessons.paper import to_pdf
from digitpad.ui.lessons.printers import preview_printer, print_page, printer_to_ask_about, printers_here


def report(picture):
    return report_html(complete_lesson(), worked_through(), "Zoë", date(2026, 11, 30), picture=picture)


def drawn(content):
    """What is drawn on the pages of a PDF file glyph by glyph, its fonts, and the maps from glyphs to letters."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    return [zlib.decompressobj().decompress(each) for each in streams if each[:1] == b"x"]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_printer_draws_what_stands_in_the_pdf(qapp, tmp_path, paper):
    printer = preview_printer(paper)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_page(report, printer)
    printed, saved = drawn((tmp_path / "printed.pdf").read_bytes()), drawn(to_pdf("How fast?", report, paper))
    assert printed == saved
    assert len(printed) > 2


def test_a_fine_printer_has_as_many_pages(qapp, tmp_path):
    printer = printer_to_ask_about("How fast?", "A4")
    assert printer.docName() == "How fast?"
    assert printer.resolution() > 300
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_page(report, printer)
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/MediaBox") == 2


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told(qapp, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    printer = preview_printer("A4")
    printer.setOutputFileName(str(tmp_path / "file" / "printed.pdf"))
    with pytest.raises(DigitpadError, match="did not take the page"):
        print_page(report, printer)


def test_printers_have_names(qapp):
    assert all(printers_here())
