"""The printers of this computer: whether there are any, and one put to work."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

# Imported by whoever previews a page, in the window's thread: the jobs' thread imports nothing of Qt (decision 6).
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from digitpad.errors import DigitpadError
from digitpad.translation import N_
from digitpad.ui.lessons.paper import DOTS_AN_INCH, document_of, print_document, use_paper

if TYPE_CHECKING:
    from digitpad.ui.lessons.paper import PagesHtml


def printers_here() -> list[str]:
    """What the printers of this computer are called. A server of printers may take its time: in the jobs' thread."""
    return QPrinterInfo.availablePrinterNames()


def preview_printer(paper: str) -> QPrinter:
    """What a preview is laid out for: a file, so that no printer is asked for anything.

    Args:
        paper: one of `markup.PAPERS`.
    """
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(DOTS_AN_INCH)
    use_paper(printer, paper)
    return printer


def printer_to_ask_about(title: str, paper: str) -> QPrinter:
    """The printer that is used by default, for a dialog that lets another one be chosen.

    Args:
        title: what the print is called in the queue.
        paper: one of `markup.PAPERS`.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    use_paper(printer, paper)
    return printer


def print_page(make: PagesHtml, printer: QPrinter) -> None:
    """Print a page. In the jobs' thread.

    Raises:
        DigitpadError: the printer does not take it.
    """
    if printer.isValid():
        print_document(document_of(make), printer)
    if not printer.isValid() or printer.printerState() is QPrinter.PrinterState.Error:
        raise DigitpadError(
            N_("The printer “{name}” did not take the page; save a PDF and print that."), name=printer.printerName()
        )
