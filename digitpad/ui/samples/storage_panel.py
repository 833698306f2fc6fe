"""The panel Stored: what is stored where, and a button that deletes all of it permanently."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from digitpad.system.frozen import outside
from digitpad.translation import N_, _, ngettext
from digitpad.ui.samples.store import SampleStore
from digitpad.ui.widgets.dialogs import ask_choice, show_problem
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, mark, named
from digitpad.ui.widgets.scrolled import scrolled_column

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from digitpad.samples.collection import SampleCollection

_WHAT = N_(
    "Of each drawing: its lines as you drew them, what it shows, the day, and the seat number if one is set. No name "
    "is stored, no time of day, and nothing is sent anywhere; a file that you share has the same and no more."
)
_BACKUPS = N_(
    "Digitpad makes backups by itself: once a day, and before anything is deleted or merged. Old ones go: the last of "
    "each day stays for a week, the last of each week for two months. A drawing that is deleted in the gallery is "
    "still in the backups; “Delete permanently” there takes it out of them."
)
_FOR_GOOD = N_(
    "“Delete everything” also removes the backups and overwrites what the file held. Nobody can undo that. Copies that "
    "you have shared are not reached."
)


@dataclass(frozen=True)
class StorageFacts:
    """Numbers of samples, backups and damaged files put aside."""

    samples: int
    backups: int
    asides: int

    @property
    def words(self) -> str:
        """All of them as an enumeration."""
        drawings = ngettext("{count:,} drawing", "{count:,} drawings", self.samples).format(count=self.samples)
        backups = ngettext("{count:,} backup", "{count:,} backups", self.backups).format(count=self.backups)
        if not self.asides:
            return _("{drawings} and {backups}").format(drawings=drawings, backups=backups)
        text = ngettext(
            "{drawings}, {backups} and {count:,} damaged file put aside",
            "{drawings}, {backups} and {count:,} damaged files put aside",
            self.asides,
        )
        return text.format(drawings=drawings, backups=backups, count=self.asides)


@guarded
class StoragePanel(QWidget):
    """A text with the number of files and their folder, and buttons to open and to erase them.

    Signals:
        everything_erased: all samples and backups were erased.
    """

    everything_erased = Signal()

    def __init__(self, store: SampleStore) -> None:
        super().__init__()
        self.setObjectName("samplesStorage")
        self._store = store
        self._facts = StorageFacts(0, 0, 0)
        self._where = named(Note(), "storageFacts", _("What is stored"), _("How much is stored, and in which file."))
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        folder = named(
            QPushButton(_("&Open the folder")), "openFolderButton", _("Open the folder"),
            _("Shows the folder with these files."),
        )
        folder.clicked.connect(lambda: self._open_folder())
        self._erase = named(
            QPushButton(_("&Delete everything…")), "eraseAllButton", _("Delete everything"),
            _("Deletes all drawings and all backups permanently, after a question."),
        )
        self._erase.setEnabled(False)  # until it is known what there is
        self._erase.clicked.connect(lambda: self._ask())
        buttons = FlowRow()
        buttons.add(folder)
        buttons.add(self._erase)
        inside = scrolled_column(self)
        for title, note in ((_("What is stored"), Note(_(_WHAT))), (_("Where"), self._where),
                            (_("Backups"), Note(_(_BACKUPS))),
                            (_("Deleting permanently"), Note(_(_FOR_GOOD)))):
            inside.addWidget(mark(Note(title), heading=True))
            inside.addWidget(note)
        inside.addWidget(buttons)
        inside.addStretch()
        store.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Count again, if the panel is visible."""
        if self.isVisible():
            self._store.look(partial(_facts, folder=self._store.data_dir), self._show, self._where.setText)

    def _show(self, facts: StorageFacts) -> None:
        self._facts = facts
        self._where.setText(
            _("{facts}, in the file “samples.db” and the folder “backups” in “{folder}”.")
            .format(facts=facts.words, folder=self._store.data_dir)
        )
        self._erase.setEnabled(bool(facts.samples or facts.backups or facts.asides))

    def _open_folder(self) -> None:
        with outside():
            shown = QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._store.data_dir)))
        if not shown:
            show_problem(
                self, _("Your digits"),
                _("This computer cannot show the folder “{folder}”.").format(folder=self._store.data_dir),
            )

    def _ask(self) -> None:
        role = QMessageBox.ButtonRole
        ask_choice(
            self,
            _("Delete everything?"),
            _("Delete {facts} permanently? Nothing can bring them back.")
            .format(facts=self._facts.words),
            (
                (_("Keep everything"), role.RejectRole, lambda: None),
                (_("Delete everything"), role.DestructiveRole, self._erase_all),
            ),
        )

    def _erase_all(self) -> None:
        self._store.change(
            lambda samples: samples.erase_all(), lambda __: self.everything_erased.emit(),
            lambda sentence: self._not_erased(sentence),
        )

    def _not_erased(self, sentence: str) -> None:
        show_problem(self, _("Not deleted"), sentence)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Count when the panel becomes visible."""
        super().showEvent(event)
        self.refresh()


def _facts(samples: SampleCollection, folder: Path) -> StorageFacts:
    """Count in the store's thread."""
    from digitpad.samples import repair
    from digitpad.samples.backups import Backups

    return StorageFacts(len(samples), len(Backups(folder).list()), len(repair.asides(folder)))
