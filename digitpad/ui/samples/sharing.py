"""Export samples as one `.digits` file, and add such files of others after a preview."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from digitpad.ink.raster import Picture, rasterize
from digitpad.translation import N_, _, ngettext
from digitpad.ui.samples.merge_dialog import MergeDialog
from digitpad.ui.samples.store import SampleStore
from digitpad.ui.widgets.dialogs import show_problem
from digitpad.ui.widgets.file_dialogs import choose_files, choose_folder, choose_target, folder_used_last
from digitpad.ui.widgets.helpers import named

if TYPE_CHECKING:
    from digitpad.samples.collection import SampleCollection
    from digitpad.samples.merge import MergePreview

_FILTER = N_("Digits (*.digits)")
_THUMBNAILS = 24


@dataclass(frozen=True)
class MergeCandidate:
    """Samples that could be added, with pictures of the first ones."""

    preview: MergePreview
    pictures: tuple[Picture, ...]


class Sharing(QObject):
    """The buttons Share and Add with their dialogs and background work.

    Args:
        store: the collection.
        page: the page that shows the buttons; parent of the dialogs.

    Signals:
        message: the result in one sentence.
    """

    message = Signal(str)

    def __init__(self, store: SampleStore, page: QWidget) -> None:
        super().__init__(page)
        self._store = store
        self._page = page
        self._names: tuple[str, ...] = ()
        self._seats: tuple[int, ...] = ()
        self.share = named(
            QPushButton(_("Sha&re…")), "shareButton", _("Share"),
            _("Saves all drawings of this class set as one file for others; it has no names and no times."),
        )
        self.share.setEnabled(False)  # until it is known what there is
        self.share.clicked.connect(lambda: self._choose_target())
        self.merge = named(
            QPushButton(_("Add fi&les…")), "mergeButton", _("Add other people’s digits"),
            _("Adds the drawings of files that others have shared; shows them first."),
        )
        menu = QMenu(self.merge)
        menu.addAction(_("&Files…"), self._choose_files)
        menu.addAction(_("F&older or USB stick…"), self._choose_folder)
        self.merge.setMenu(menu)

    def set_content(self, names: tuple[str, ...], count: int, seats: tuple[int, ...]) -> None:
        """Share the drawings of this class set, of which there are so many, made at these seats (0 for none)."""
        self._names, self._seats = names, seats
        self.share.setEnabled(count > 0)

    def export(self, path: Path) -> None:
        """Write the drawings of the class set to a file, in the background."""
        self._store.look(
            partial(_export, names=self._names, path=path),
            lambda count: self.message.emit(
                ngettext(
                    "{count:,} drawing saved as “{name}”.", "{count:,} drawings saved as “{name}”.", count
                ).format(count=count, name=path.name)
            ),
            self._problem(_("Not shared")),
        )

    def look_into(self, paths: Sequence[Path]) -> None:
        """Look at files or folders in the background, then show what is in them."""
        self._store.look(
            partial(_look_into, paths=tuple(paths)), self._offer, self._problem(_("Nothing to add"))
        )

    def _offer(self, offer: MergeCandidate) -> None:
        dialog = MergeDialog(offer.preview, offer.pictures, self._page)
        dialog.accepted.connect(lambda: self._add(offer.preview, seats=dialog.seats))
        dialog.open()

    def _add(self, preview: MergePreview, *, seats: bool) -> None:
        self._store.change(
            partial(_take_in, preview=preview, seats=seats),
            lambda count: self.message.emit(
                ngettext("{count:,} drawing added.", "{count:,} drawings added.", count).format(count=count)
            ),
            self._problem(_("Nothing was added")),
        )

    def _problem(self, title: str) -> Callable[[str], None]:
        def failed(sentence: str) -> None:
            show_problem(self._page, title, sentence)

        return failed

    def _choose_target(self) -> None:
        start = folder_used_last() / _file_name(self._seats)
        choose_target(self._page, _("Share your digits"), start, self.export, _(_FILTER), "digits")

    def _choose_files(self) -> None:
        start = folder_used_last()
        choose_files(self._page, _("Add other people’s digits"), start, self.look_into, _(_FILTER))

    def _choose_folder(self) -> None:
        start, look = folder_used_last(), lambda folder: self.look_into([folder])
        choose_folder(self._page, _("Add all files of a folder"), start, look)


def _file_name(seats: tuple[int, ...]) -> str:
    """What a file with drawings of these seats is called, so that those of a class lie beside each other."""
    if len(seats) > 1:
        return "class.digits"
    return f"seat-{seats[0]:02d}.digits" if any(seats) else "our.digits"


# In the store's thread


def _export(samples: SampleCollection, names: tuple[str, ...], path: Path) -> int:
    from digitpad.samples import digits_file

    ids = samples.collection(names).ids
    digits_file.write(path, names, samples.samples(ids))
    return len(ids)


def _look_into(samples: SampleCollection, paths: tuple[Path, ...]) -> MergeCandidate:
    from digitpad.samples import merge

    preview = merge.preview(samples, paths)
    return MergeCandidate(preview, tuple(rasterize(sample.ink) for sample in preview.first(_THUMBNAILS)))


def _take_in(samples: SampleCollection, preview: MergePreview, seats: bool) -> int:
    from digitpad.samples import merge

    return merge.merge(samples, preview, seat_for_each_file=seats)
