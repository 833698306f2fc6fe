"""Import labelled pictures after a preview, export datasets, remove imported ones."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from digitpad.system.files import is_file
from digitpad.translation import N_, _, ngettext
from digitpad.ui.background.jobs import CLOSE_MILLISECONDS, Jobs
from digitpad.ui.widgets.dialogs import ask_choice
from digitpad.ui.widgets.file_dialogs import choose_file, choose_folder, folder_used_last, open_dialog, target_dialog
from digitpad.ui.widgets.helpers import named

if TYPE_CHECKING:
    from digitpad.data.catalogue import Catalogue
    from digitpad.data.dataset_info import DatasetInfo
    from digitpad.data.exchange.import_candidate import ImportCandidate
    from digitpad.data.exchange.import_preview import ImportPreview

# The dialogs, and what reads pictures, are imported when they are needed.

_READABLE = N_("Labelled pictures (*.npz *.csv *.txt *.gz *ubyte*);;All files (*)")
_FORMATS = {
    N_("NumPy arrays in Keras’ layout (*.npz)"): "npz",
    N_("CSV in Kaggle’s layout (*.csv)"): "csv",
    N_("A folder of IDX files, as MNIST is published (*)"): "idx",
    N_("A folder of PNG files for each class (*)"): "png",
}
_SUFFIXES = ("npz", "csv")
"""Formats that are files; the others are folders."""


class DatasetImportExport(QObject):
    """The buttons Import and Remove, the menu's Import and Export, and what they do.

    Args:
        catalogue: the datasets.
        page: the widget that has the buttons; dialogs stand before it.

    Signals:
        message: what is going on or became of it in one sentence, and whether that is a problem.
        imported: the dataset of that name was imported.
        removed: the dataset of that name was removed.
    """

    message = Signal(str, bool)
    imported = Signal(str)
    removed = Signal(str)

    def __init__(self, catalogue: Catalogue, page: QWidget) -> None:
        super().__init__(page)
        self._catalogue = catalogue
        self._page = page
        self._jobs = Jobs(self)  # their own thread: a large file must not hold up the start of a run
        self._stopped = False
        self.load = named(
            QPushButton(_("Import pictures")), "importPicturesButton", _("Import pictures"),
            _("Take labelled pictures of another program as a dataset; shows them first."),
        )
        menu = QMenu(self.load)
        menu.addAction(_("A &file…"), self.choose_file)
        menu.addAction(_("A f&older…"), self.choose_folder)
        self.load.setMenu(menu)
        self.remove = named(
            QPushButton(_("Remove…")), "removeDatasetButton", _("Remove the dataset"),
            _("Delete the imported dataset from this computer, after a question."),
        )
        self.remove.hide()

    def stop(self, milliseconds: int = CLOSE_MILLISECONDS) -> bool:
        """Finish the job under way, for closing the window; whether it did in time. What it found nobody is shown."""
        self._stopped = True
        return self._jobs.close(milliseconds)

    # Import

    def choose_file(self) -> None:
        """Ask for a file and look at what is in it."""
        choose_file(
            self._page, _("Import pictures: npz, CSV or IDX"), folder_used_last(), self.look_into, _(_READABLE)
        )

    def choose_folder(self) -> None:
        """Ask for a folder and look at what is in it."""
        title = _("Import the IDX files or pictures of a folder")
        choose_folder(self._page, title, folder_used_last(), self.look_into)

    def look_into(self, path: Path) -> None:
        """Read a file or folder in the background, then show what was found; nothing is kept yet."""
        self._start(_("Reading {file}…").format(file=path.name), partial(_read, path), self._offer)

    def _offer(self, found: ImportPreview) -> None:
        if self._stopped:
            return
        from digitpad.ui.datasets.import_dialog import ImportDialog

        self.message.emit("", False)
        dialog = ImportDialog(found, self._page)
        dialog.accepted.connect(
            lambda: self._keep(found.offer, dialog.title, corrected=dialog.is_corrected, swapped=dialog.is_swapped)
        )
        dialog.open()

    def _keep(self, offer: ImportCandidate, title: str, *, corrected: bool, swapped: bool) -> None:
        count = len(offer)
        self._start(
            ngettext("Saving {count:,} picture…", "Saving {count:,} pictures…", count).format(count=count),
            partial(_keep, self._catalogue, offer, title, corrected, swapped),
            lambda entry: self.imported.emit(entry.name),
        )

    # Remove

    def ask_to_remove(self, entry: DatasetInfo) -> None:
        """Ask, and delete an imported dataset in the background."""
        from PySide6.QtWidgets import QMessageBox

        role = QMessageBox.ButtonRole
        ask_choice(
            self._page,
            _("Remove the dataset?"),
            _("“{title}” will be deleted from this computer. Networks that learnt from it stay.").format(
                title=entry.title
            ),
            (
                (_("Keep it"), role.RejectRole, lambda: None),
                (_("Remove"), role.DestructiveRole, lambda: self._remove(entry.name)),
            ),
        )

    def _remove(self, name: str) -> None:
        self._start(_("Removing…"), partial(_remove, self._catalogue, name), lambda __: self.removed.emit(name))

    # Export

    def choose_target(self, entry: DatasetInfo) -> None:
        """Ask where a dataset is to go and in which format, and write it there."""
        formats = {_(text): kind for text, kind in _FORMATS.items()}
        title = _("Export “{title}”").format(title=entry.title)
        dialog = target_dialog(self._page, title, folder_used_last() / entry.name, ";;".join(formats))

        def kind() -> str:
            return formats.get(dialog.selectedNameFilter(), "npz")

        def chosen_format() -> None:  # the question before a file is replaced is about the whole name
            dialog.setDefaultSuffix(kind() if kind() in _SUFFIXES else "")

        dialog.filterSelected.connect(chosen_format)
        chosen_format()
        open_dialog(dialog, lambda path: self._export_unless_there(entry, kind(), path))

    def _export_unless_there(self, entry: DatasetInfo, kind: str, path: Path) -> None:
        """CSV becomes two files, about which the file dialog did not ask."""
        if path.suffix[1:].lower() in _SUFFIXES:
            kind = path.suffix[1:].lower()  # what is typed in full is meant
        there = [file.name for file in _csv_files(path) if is_file(file)] if kind == "csv" else []
        if not there:
            self.export(entry.name, kind, path)
            return
        from PySide6.QtWidgets import QMessageBox

        role = QMessageBox.ButtonRole
        ask_choice(
            self._page,
            _("Replace the files?"),
            _name_files(there, N_("“{file}” exists already. Replace it?"),
                        N_("“{file}” and “{second}” exist already. Replace them?")),
            (
                (_("Cancel"), role.RejectRole, lambda: None),
                (_("Replace"), role.AcceptRole, lambda: self.export(entry.name, kind, path)),
            ),
        )

    def export(self, name: str, kind: str, path: Path) -> None:
        """Write a dataset in the background, in one of the formats of `data.exchange.writing`."""
        folder = path.parent.name or path.parent
        one = N_("Saved as “{file}” in “{folder}”.")
        two = N_("Saved as “{file}” and “{second}” in “{folder}”.")
        self._start(
            _("Writing {file}…").format(file=path.name),
            partial(_export, self._catalogue, name, kind, path),
            lambda files: self.message.emit(_name_files(files, one, two, folder=folder), False),
        )

    # One thing at a time

    def _start(self, sentence: str, work: Callable[[], object], done: Callable[..., None]) -> None:
        if self._jobs.busy:
            self.message.emit(_("Another file is being read or written; try again in a moment."), True)
            return
        self.message.emit(sentence, False)
        self._jobs.start(work, done, lambda problem: self.message.emit(problem, True))


def _name_files(files: list[str], one: str, two: str, **facts: object) -> str:
    """A sentence about one file or two files."""
    sentence = one if len(files) == 1 else two
    return _(sentence).format(file=files[0], second=files[-1], **facts)


def _csv_files(path: Path) -> tuple[Path, Path]:
    from digitpad.data.exchange.kaggle_csv import files_of

    return files_of(path)


# In the background


def _read(path: Path) -> ImportPreview:
    from digitpad.bundled_network import read_digits
    from digitpad.data.exchange.import_preview import preview_import
    from digitpad.data.exchange.reading import read_labelled

    whole = path.resolve()
    title = whole.name if path.is_dir() else Path(whole.name.removesuffix(".gz")).stem
    return preview_import(read_labelled(path, judge=read_digits), title)


def _keep(catalogue: Catalogue, offer: ImportCandidate, title: str, corrected: bool, swapped: bool) -> DatasetInfo:
    offer = offer.corrected() if corrected else offer
    return catalogue.import_offer(offer.inverted() if swapped else offer, title)


def _remove(catalogue: Catalogue, name: str) -> None:
    catalogue.remove(name)
    catalogue.entries()  # looked up here, so that the window need not


def _export(catalogue: Catalogue, name: str, kind: str, path: Path) -> list[str]:
    from digitpad.data.exchange.writing import write_labelled

    return [file.name for file in write_labelled(catalogue.load(name), kind, path)]
