"""A window that shows a page, saves it as HTML or PDF, and has it printed."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QVBoxLayout

from digitpad.lessons.markup import PAPERS
from digitpad.system import paths
from digitpad.system.files import write_atomically
from digitpad.translation import N_, _
from digitpad.ui.lessons.paper import document_of, to_pdf
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.dialogs import bring_to_front, show_problem
from digitpad.ui.widgets.file_dialogs import choose_target
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import faint_label, named

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from digitpad.ui.background.jobs import Jobs
    from digitpad.ui.lessons.paper import PagesHtml

_HTML, _PDF = N_("Web page (*.html)"), N_("PDF (*.pdf)")
_MOST_ZOOM = 12


class PageDialog(QDialog):
    """Beside the main window, which goes on working.

    Args:
        name: the beginning of the object names in it.
        title: of the window.
        file: the name that is proposed for a file, without its ending.
        jobs: where files are written.
        parent: the main window.

    Attributes:
        file: that name.
    """

    def __init__(self, name: str, title: str, file: str, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Dialog")
        self.setAccessibleName(title)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.file, self._jobs, self._zoom = file, jobs, 0
        self._make: PagesHtml = lambda __: ""
        self.preview = named(
            QTextBrowser(), f"{name}Preview", _("Preview"), _("The page as it will be saved and printed.")
        )
        self.preview.setOpenLinks(False)
        paper = self.preview.palette()  # paper is white, whatever the window looks like
        for role, colour in (
            (QPalette.ColorRole.Base, theme.LIGHT.surface), (QPalette.ColorRole.Text, theme.LIGHT.text),
        ):
            paper.setColor(role, QColor(colour))
        self.preview.setPalette(paper)
        self.told = named(faint_label(""), f"{name}Told", _("Result"), _("What became of saving."))
        self.buttons = FlowRow()
        for suffix, text, tip in (
            ("html", _("Save as &web page…"), _("One file that needs nothing else and opens in any browser.")),
            ("pdf", _("Save as &PDF…"), _("One file for printing.")),
        ):
            self.add_button(f"{name}{suffix.title()}Button", text, tip, partial(self._save, suffix))
        self.add_button(
            f"{name}PrintButton", _("Pre&view and print…"), _("Shows the pages as they come out of a printer."),
            self.preview_pages,
        )
        self.add_button(f"{name}LargerButton", _("Larger &text"), _("For the projector."), partial(self._larger, 1))
        self.add_button(f"{name}SmallerButton", _("&Smaller text"), _("Takes less room."), partial(self._larger, -1))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*(2 * theme.GRID,) * 4)
        self.column.setSpacing(theme.GRID)
        self.column.addWidget(self.preview, 1)
        self.column.addWidget(self.told)
        self.column.addWidget(self.buttons)
        em, room = self.fontMetrics().height(), parent.screen().availableSize()
        self.resize(min(em * 44, room.width() - 80), min(em * 40, room.height() - 80))

    def add_button(self, name: str, text: str, tip: str, act: Callable[[], None]) -> QPushButton:
        """Append a button."""
        button = named(QPushButton(text), name, text.replace("&", "").removesuffix("…"), tip)
        button.setAutoDefault(False)  # Enter in a field presses none
        button.clicked.connect(lambda: act())
        self.buttons.add(button)
        return button

    @property
    def page(self) -> str:
        """The page as HTML."""
        return self._make(str)

    def show_page(self, make: PagesHtml) -> None:
        """Show another page; the place in it stays."""
        bar = self.preview.verticalScrollBar()
        at = bar.value()
        self._make = make
        document = document_of(make)
        document.setDocumentMargin(2 * theme.GRID)
        document.setParent(self.preview)  # as long as it is shown
        self.preview.setDocument(document)
        self.preview.zoomIn(self._zoom)
        bar.setValue(at)

    def ask_and_write(self, make: Callable[[], bytes], suffix: str, kind: str) -> None:
        """Ask for a file; make what goes there and write it in the background. Where it is, is told below the page."""

        def write(path: Path) -> None:
            self._jobs.start(lambda: write_atomically(path, make()), partial(self._saved, path), self._failed)

        start = paths.where_dialogs_begin() / f"{self.file}.{suffix}"
        choose_target(self, _("Save"), start, write, kind, suffix)

    def _save(self, suffix: str) -> None:
        make = self._make  # as the page is now
        if suffix == "pdf":
            self.ask_and_write(partial(to_pdf, self.windowTitle(), make, self.paper), suffix, _(_PDF))
        else:
            self.ask_and_write(lambda: make(str).encode("utf-8", errors="replace"), suffix, _(_HTML))

    def preview_pages(self) -> None:
        """Show the page as it is now on paper, from where it can be printed."""
        from digitpad.ui.lessons.print_preview import PrintPreview

        bring_to_front(PrintPreview(self.windowTitle(), self._make, self.paper, self._jobs, self))

    @property
    def paper(self) -> str:
        """What printers have here, one of `markup.PAPERS`."""
        from PySide6.QtCore import QLocale

        # Where lengths are measured in inches, paper is Letter.
        system = QLocale.system().measurementSystem()
        return PAPERS[system is QLocale.MeasurementSystem.ImperialUSSystem]

    def _saved(self, path: Path, __: object) -> None:
        self.told.setText(_("Saved as {file}.").format(file=path))

    def _failed(self, sentence: str) -> None:
        show_problem(self, _("Not saved"), sentence)

    def _larger(self, steps: int) -> None:
        zoom = min(_MOST_ZOOM, max(0, self._zoom + 2 * steps))
        self.preview.zoomIn(zoom - self._zoom)
        self._zoom = zoom
