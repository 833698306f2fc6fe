"""The pages as they come out of a printer: a preview, the paper, and Print."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QComboBox, QDialog, QPushButton, QVBoxLayout

from digitpad.lessons.markup import PAPERS
from digitpad.translation import _, ngettext
from digitpad.ui.lessons.paper import document_of, print_document, use_paper
from digitpad.ui.lessons.printers import preview_printer, print_page, printer_to_ask_about, printers_here
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.dialogs import show_problem
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import faint_label, mark, named
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from digitpad.ui.background.jobs import Jobs
    from digitpad.ui.lessons.paper import PagesHtml


class PrintPreview(QDialog):
    """Beside the window that it came from, which goes on working. It is laid out without asking any printer.

    Args:
        title: of the page, and of the print in the queue.
        make: makes the page.
        paper: the one of `markup.PAPERS` to begin with.
        jobs: where printers are asked and used.
        parent: the window that it came from.
        find_printers: what the printers here are called; in the jobs' thread.
    """

    def __init__(
        self, title: str, make: PagesHtml, paper: str, jobs: Jobs, parent: QWidget,
        find_printers: Callable[[], Sequence[str]] = printers_here,
    ) -> None:
        super().__init__(parent)
        words = _("Preview: {title}").format(title=title)
        self.setObjectName("printPreviewDialog")
        self.setAccessibleName(words)
        self.setWindowTitle(words)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._title, self._make, self._jobs, self._find = title, make, jobs, find_printers
        self._printer = preview_printer(paper)  # as long as the preview, which does not keep it
        self._document = document_of(make)
        self._pages = named(
            QPrintPreviewWidget(self._printer), "printPages", _("Pages"), _("The pages as they are printed.")
        )
        self._pages.paintRequested.connect(self._paint)
        self._paper = named(QComboBox(), "printPaperBox", _("Paper"), _("What lies in the printer."))
        self._paper.addItems(PAPERS)  # names that are the same everywhere
        self._paper.setCurrentText(paper)
        label = PlainLabel(_("P&aper"))
        label.setBuddy(self._paper)
        self._told = named(
            faint_label(""), "printTold", _("Result"), _("How many pages there are, and what became of printing.")
        )
        row = FlowRow()
        self._print = self._button(
            "printButton", _("&Print…"), _("Asks which printer, how many copies and which pages."), self._find_printers
        )
        mark(self._print, primary=True)
        row.add(self._print)
        row.add_pair(label, self._paper)
        for name, text, tip, act in (
            ("printLargerButton", _("&Larger"), _("Shows the pages larger."), self._pages.zoomIn),
            ("printSmallerButton", _("&Smaller"), _("Shows the pages smaller."), self._pages.zoomOut),
            ("printWidthButton", _("As &wide as the window"), _("A page fills the width."), self._pages.fitToWidth),
            ("printWholeButton", _("Wh&ole page"), _("A page is seen as a whole."), self._pages.fitInView),
        ):
            row.add(self._button(name, text, tip, act))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(2 * theme.GRID,) * 4)
        column.setSpacing(theme.GRID)
        column.addWidget(self._pages, 1)
        column.addWidget(self._told)
        column.addWidget(row)
        em, room = self.fontMetrics().height(), parent.screen().availableSize()
        self.resize(min(em * 44, room.width() - 80), min(em * 48, room.height() - 80))
        self._paper.currentTextChanged.connect(self._use_paper)
        self._pages.fitToWidth()
        self._pages.updatePreview()
        self._tell_pages()

    def _button(self, name: str, text: str, tip: str, act: Callable[[], object]) -> QPushButton:
        button = named(QPushButton(text), name, text.replace("&", "").removesuffix("…"), tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        return button

    def _paint(self, printer: QPrinter) -> None:
        print_document(self._document, printer)

    def _tell_pages(self) -> None:
        count = self._pages.pageCount()
        self._told.setText(ngettext("{count} page", "{count} pages", count).format(count=count))

    def _use_paper(self, paper: str) -> None:
        use_paper(self._printer, paper)
        self._pages.updatePreview()
        self._tell_pages()

    # Printing

    def _find_printers(self) -> None:
        self._jobs.start(self._find, self._ask, self._failed)

    def _ask(self, printers: Sequence[str]) -> None:
        if not printers:
            self._told.setText(
                _("This computer has no printer: save the page as PDF, and print that where there is one.")
            )
            return
        printer = printer_to_ask_about(self._title, self._paper.currentText())
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(partial(self._start, printer))
        QDialog.open(dialog)  # QPrintDialog has another `open` in its place

    def _start(self, printer: QPrinter, result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            self._told.setText(_("Printing…"))
            self._jobs.start(partial(print_page, self._make, printer), self._printed, self._failed)

    def _printed(self, __: None) -> None:
        self._told.setText(_("Handed to the printer."))

    def _failed(self, sentence: str) -> None:
        self._tell_pages()
        show_problem(self, _("Not printed"), sentence)
