"""Pages about lessons on paper: laid out by Qt's rich text, for a PDF file or a printer."""

from __future__ import annotations  # what writes the files is imported by those who write one

import base64
import re
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import QFont, QImage, QPagedPaintDevice, QPageSize, QPainter, QPdfWriter, QTextDocument

# Not where it is used: that may be the jobs' thread, which imports nothing of Qt (decision 6).
from PySide6.QtSvg import QSvgRenderer

_MARGIN_MILLIMETRES = 16
_SCALE = 4
"""Pixels of a drawing for each of a screen: paper is finer."""

DOTS_AN_INCH = 96
_PNG = re.compile(r' src="data:image/png;base64,([A-Za-z0-9+/=]+)"')
_SIZE = re.compile(r'<(?:svg|img) width="([0-9.]+)" height="([0-9.]+)"')
_SPACE = ' xmlns="http://www.w3.org/2000/svg"'
"""A page knows what an SVG within it is; alone it has to say so."""

PagesHtml = Callable[[Callable[[str], str]], str]
"""Makes a page, given what makes of an SVG or a picture what stands in it: such as `report.report_html`."""


def to_pdf(title: str, make: PagesHtml, paper: str) -> bytes:
    """A PDF file.

    Args:
        title: of the file.
        make: makes the page.
        paper: one of `markup.PAPERS`.
    """
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setResolution(DOTS_AN_INCH)
    use_paper(writer, paper)
    print_document(document_of(make), writer)
    return bytes(content.data())


def use_paper(device: QPagedPaintDevice, paper: str) -> None:
    """Have a file or a printer take one of `markup.PAPERS`, with our margins."""
    device.setPageSize(page_size(paper))
    device.setPageMargins(QMarginsF(*(_MARGIN_MILLIMETRES,) * 4))


def print_document(document: QTextDocument, device: QPagedPaintDevice) -> None:
    """Put a document on the pages of a file or a printer, whatever paper that has."""
    # As large as the paper between its margins; else Qt adds margins and numbers of its own.
    document.setPageSize(QSizeF(device.pageLayout().paintRectPixels(DOTS_AN_INCH).size()))
    document.print_(device)


def page_size(paper: str) -> QPageSize:
    """The size of one of `markup.PAPERS`."""
    return QPageSize(QPageSize.PageSizeId.Letter if paper == "Letter" else QPageSize.PageSizeId.A4)


def document_of(make: PagesHtml) -> QTextDocument:
    """A page as a document, with its drawings and pictures."""
    document = QTextDocument()
    document.setDefaultFont(QFont(document.defaultFont().families(), 10))
    document.setDocumentMargin(0)
    drawings: list[str] = []

    def picture(element: str) -> str:
        found = _SIZE.match(element)
        if found is None:
            return ""
        drawings.append(element)
        return f'<img src="drawing:{len(drawings)}" width="{found[1]}" height="{found[2]}">'

    html = make(picture)
    # Set before the text, which is laid out by their sizes.
    for number, element in enumerate(drawings, start=1):
        image = _within(element) or _image(element)
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"drawing:{number}"), image)
    document.setHtml(html)
    return document


def _within(element: str) -> QImage | None:
    """The picture that an element of HTML has in it; None where it is a drawing."""
    found = _PNG.search(element)
    return None if found is None else QImage.fromData(base64.b64decode(found[1]))


def _image(svg: str) -> QImage:
    renderer = QSvgRenderer(svg.replace("<svg", f"<svg{_SPACE}", 1).encode())
    image = QImage(renderer.defaultSize() * _SCALE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    return image
