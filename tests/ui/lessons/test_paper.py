"""Pages about lessons on paper."""

import re
import zlib
from datetime import date

import pytest
from helpers.lessons import complete_lesson, worked_through
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextDocument

from digitpad.lessons.report import report_html
from digitpad.lessons.sheet import guide_html, sheet_html
from digitpad.ui.lessons.paper import document_of, page_size, to_pdf

LESSON = complete_lesson()


def report(picture):
    return report_html(LESSON, worked_through(), "Zoë", date(2026, 11, 30), picture=picture)


def drawings(document):
    """The pictures in a document, as sizes on the page."""
    found = []
    block = document.begin()
    while block.isValid():
        for each in block:
            form = each.fragment().charFormat().toImageFormat()
            if form.isValid():
                image = document.resource(QTextDocument.ResourceType.ImageResource.value, form.name())
                assert not image.isNull()
                assert any(image.pixelColor(x, y) != image.pixelColor(0, 0) for x in range(image.width())
                           for y in range(0, image.height(), 7))  # fmt: skip
                found.append((form.width(), form.height()))
        block = block.next()
    return found


def test_a_report_has_its_words_and_its_drawings(qapp):
    document = document_of(report)
    said = document.toPlainText().replace("\N{NO-BREAK SPACE}", " ")
    assert "Guess: 70 %. Result: 90 %." in said
    assert "Left the lesson at 10:30 and did not come back." in said
    assert "It jumps <to> & fro." in said
    assert "default-src" not in said
    assert drawings(document) == [(340, 190), (340, 190), (140, 140)]


def test_the_sheet_has_room_to_draw(qapp):
    document = document_of(lambda picture: sheet_html(LESSON, picture=picture))
    assert drawings(document) == [(190, 190)]


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_a_pdf_file_has_pages_of_that_paper(qapp, paper, size):
    content = to_pdf("How fast?", lambda __: guide_html(LESSON, paper), paper)
    assert content.startswith(b"%PDF-")
    boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", content)
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {size}
    assert page_size(paper).id().name == paper


def test_no_page_is_empty(qapp):
    document = document_of(report)
    document.setPageSize(QSizeF(672, 1002))
    assert document.pageCount() == to_pdf("How fast?", report, "A4").count(b"/MediaBox") == 2


def test_the_words_of_a_pdf_file_are_text(qapp):
    """Not a picture of it: fonts are within, and glyphs are shown by them."""
    content = to_pdf("How fast?", report, "A4")
    assert b"/Type /Font" in content
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    inflated = b"".join(zlib.decompressobj().decompress(each) for each in streams if each[:1] == b"x")
    assert len(re.findall(rb"\bTj\b|\bTJ\b", inflated)) > 20
