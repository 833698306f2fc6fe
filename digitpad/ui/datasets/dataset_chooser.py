"""Choose a dataset, download it, or add it from a file."""

import threading
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.data.catalogue import Catalogue
from digitpad.data.dataset_info import OWN, DatasetInfo, mix_name, own_dataset_info
from digitpad.translation import N_, _
from digitpad.ui.background.jobs import CLOSE_MILLISECONDS, Jobs
from digitpad.ui.background.throttle import Latest
from digitpad.ui.datasets.dataset_import_export import DatasetImportExport
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.file_dialogs import choose_file, choose_folder, folder_used_last
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import faint_label, mark, named
from digitpad.ui.widgets.number_fields import share_box
from digitpad.ui.widgets.plain_text import PlainLabel
from digitpad.ui.widgets.progress_line import ProgressLine

_MIX = "mix"
"""Stands in the list for all mixes of MNIST and our digits; the share makes one of them."""

_OURS = ((OWN, N_("Our digits")), (_MIX, N_("MNIST and ours")))


@guarded
class DatasetChooser(QWidget):
    """A list of datasets; below it, for one whose pictures are missing, two ways to get them.

    The pupils' own digits are in the list as soon as there are enough of them, alone and mixed with MNIST's.

    Signals:
        changed: another dataset was chosen, or the chosen one became available.
    """

    changed = Signal()
    _received = Signal(object)

    def __init__(self, catalogue: Catalogue, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("datasetPanel")
        self.setAccessibleName(_("Dataset"))
        self._catalogue = catalogue
        self._jobs = jobs
        self._downloads = Jobs(self)  # their own thread: saving a network must not wait for the network
        self._cancelled = threading.Event()
        self._available = {entry.name: catalogue.find(entry.name) is not None for entry in catalogue.published}
        self.box = named(
            QComboBox(), "datasetBox", _("Dataset"), _("The pictures that the network learns from and is examined on.")
        )
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self._fill(catalogue.published)
        self.share = named(
            share_box(0.5, 0.95), "ownShareBox", _("Share of our digits"),
            _("How much of what is learnt from are our digits, which come again and again; the rest is MNIST's."),
        )
        self.share.setMinimum(0.05)
        self._share_label = PlainLabel(_("Share of ours"))
        self._share_label.setBuddy(self.share)
        self._note = faint_label("")
        self._download = named(
            QPushButton(_("Download")), "downloadButton", _("Download the dataset"),
            _("Fetch the pictures from where Keras itself gets them; nothing else is sent or received."),
        )
        self._open = QPushButton()
        self._bar = named(ProgressLine(), "downloadProgress", _("Download"), _("How much has arrived."))
        self._cancel = named(QPushButton(_("Cancel")), "cancelDownloadButton", _("Cancel the download"),
            _("Stop the download."))
        layout = theme.spaced(QVBoxLayout(self), gap=4)
        layout.addWidget(self.box)
        mix = QHBoxLayout()
        mix.addWidget(self._share_label)
        mix.addWidget(self.share, 1)
        layout.addLayout(mix)
        layout.addWidget(self._note)
        buttons = QHBoxLayout()
        for widget in (self._download, self._open, self._bar, self._cancel):
            buttons.addWidget(widget)
        buttons.addStretch()
        layout.addLayout(buttons)
        self.exchange = DatasetImportExport(catalogue, self)
        exchange = QHBoxLayout()
        exchange.addWidget(self.exchange.load)
        exchange.addWidget(self.exchange.remove)
        exchange.addStretch()
        layout.addLayout(exchange)
        self.box.currentIndexChanged.connect(self._chosen)
        self.share.valueChanged.connect(self._chosen)
        self.share.edited.connect(self.changed)
        self._download.clicked.connect(self._start_download)
        self._open.clicked.connect(self._pick_file)
        self._cancel.clicked.connect(self.cancel)
        self._progress = Latest(self._show_received, parent=self)
        self._received.connect(self._progress.offer)
        self.exchange.message.connect(self._show_message)
        self.exchange.imported.connect(self._imported)
        self.exchange.removed.connect(lambda __: self._refill(self.name))
        self.exchange.remove.clicked.connect(lambda: self.exchange.ask_to_remove(self._entry))
        self._downloading = False
        self.show_state()
        self._jobs.start(catalogue.problems, self._looked, self._failed)

    @property
    def name(self) -> str:
        """The chosen dataset's name in the catalogue."""
        return mix_name(self.share.value()) if self._is_mix else str(self.box.currentData())

    def set_name(self, name: str) -> None:
        """Choose a dataset; one that is not in the list leaves the choice as it is."""
        if (place := self.box.findData(name)) < 0 and (own := own_dataset_info(name)) is not None:
            place = self.box.findData(_MIX)
            if place >= 0:
                self.share.setValue(own.own_share)
        if place >= 0:
            self.box.setCurrentIndex(place)

    @property
    def is_available(self) -> bool:
        """Whether its pictures are on this computer."""
        return self._is_mix or self._available[self.name]

    @property
    def _entry(self) -> DatasetInfo:
        """What is chosen; the catalogue may know already that it was removed, before the list is told."""
        return own_dataset_info(self.name) or self._listed[self.name]

    @property
    def _is_mix(self) -> bool:
        return bool(self.box.currentData() == _MIX)

    def showEvent(self, event: QShowEvent) -> None:
        """Digits of ours may have come, or gone, since it was last seen."""
        super().showEvent(event)
        offer = self._offer_own_digits
        self._jobs.start(self._catalogue.has_enough_own_samples, offer, lambda __: offer(False))

    def _offer_own_digits(self, offered: bool) -> None:
        if offered == (self.box.findData(OWN) >= 0):
            return
        self._available[OWN] = offered
        for name, title in _OURS:
            if offered:
                self.box.addItem(title, name)
            else:
                self.box.removeItem(self.box.findData(name))

    def _fill(self, entries: Iterable[DatasetInfo]) -> None:
        self._listed = {entry.name: entry for entry in entries}
        for entry in self._listed.values():
            self.box.addItem(entry.title, entry.name)

    def _looked(self, problems: tuple[str, ...]) -> None:
        """The imported datasets have been looked up: no file is read in this thread."""
        if any(entry.is_imported for entry in self._catalogue.entries()):
            self._refill(self.name)
        if problems:
            self._show_message(" ".join(problems), problem=True)

    def _imported(self, name: str) -> None:
        """Choose what was imported, unless a run or a download is under way with what is chosen."""
        if self.box.isEnabled():
            self._refill(name)
        else:
            self._refill(self.name)
            title = self._listed[name].title
            self._show_message(_("“{title}” is in the list of datasets now.").format(title=title), problem=False)

    def _refill(self, choice: str) -> None:
        """Imported datasets came or went; the first one is chosen where the one that is wanted has gone."""
        entries = self._catalogue.entries()
        self._available.update({entry.name: True for entry in entries if entry.is_imported})
        with QSignalBlocker(self.box):
            self.box.clear()
            self._fill(entries)
            if self._available.get(OWN):
                for name, title in _OURS:
                    self.box.addItem(title, name)
            self.set_name(choice)
        self._chosen()

    def export(self) -> None:
        """Ask where the chosen dataset is to go, and in which format."""
        self.exchange.choose_target(self._entry)

    def cancel(self) -> None:
        """Cancel a download, if one is under way."""
        self._cancelled.set()

    def stop(self, milliseconds: int = CLOSE_MILLISECONDS) -> bool:
        """Cancel a download and finish what is read or written, for closing the window; whether that is done."""
        self.cancel()
        return all([self._downloads.close(milliseconds), self.exchange.stop(milliseconds)])

    def add_file(self, path: Path) -> None:
        """Check a file, or a folder where the data are files of one, in the background and take it over."""
        name = self.name
        self._note.setText(_("Checking {name}…").format(name=path.name))
        self._jobs.start(lambda: self._catalogue.add_file(name, path), lambda __: self._arrived(name), self._failed)

    def _chosen(self) -> None:
        self.show_state()
        self.changed.emit()

    def _start_download(self) -> None:
        name = self.name
        self._cancelled.clear()
        self._downloading = True
        self._bar.setRange(0, 0)
        self.show_state()
        self._downloads.start(
            lambda: self._catalogue.download(
                name, lambda got, size: self._received.emit((got, size)), self._cancelled.is_set
            ),
            lambda __: self._arrived(name),
            self._failed,
        )

    def _show_received(self, received: tuple[int, int]) -> None:
        got, size = received
        self._bar.setRange(0, max(size, 1))
        self._bar.setValue(got)

    def _pick_file(self) -> None:
        entry = self._entry
        start = folder_used_last()
        if entry.in_folder:
            title = _("Open the folder with the files of {title}").format(title=entry.title)
            choose_folder(self, title, start, self.add_file)
        else:
            choose_file(self, _("Open a dataset"), start, self.add_file, _("MNIST as Keras keeps it (*.npz)"))

    def _arrived(self, name: str) -> None:
        self._downloading = False
        self._available[name] = True
        self.show_state()
        self.changed.emit()

    def _failed(self, sentence: str) -> None:
        self._downloading = False
        self._show_message(sentence, problem=True)

    def _show_message(self, sentence: str, problem: bool) -> None:
        """In the place where the chosen dataset is described, which an empty sentence brings back."""
        self.show_state()
        if sentence:
            mark(self._note, problem=problem).setText(sentence)

    def _name_open_button(self, *, folder: bool) -> None:
        if folder:
            text, spoken = _("Open folder…"), _("Open a dataset folder")
            tip = _("Take the pictures from a folder on this computer or on a stick.")
        else:
            text, spoken = _("Open file…"), _("Open a dataset file")
            tip = _("Take the pictures from a file on this computer or on a stick.")
        self._open.setText(text)
        named(self._open, "openDatasetButton", spoken, tip)

    def show_state(self) -> None:
        """Say what the chosen dataset is, and what can be done about it."""
        missing = not self.is_available
        entry = self._entry
        self._name_open_button(folder=entry.in_folder)
        self._share_label.setVisible(self._is_mix)
        self.share.setVisible(self._is_mix)
        self.share.setEnabled(self._is_mix)  # what is typed in it counts only then
        mark(self._note, problem=False)
        if self._downloading:
            self._note.setText(_("Downloading; it is checked before it is used."))
        elif missing and entry.download:
            self._note.setText(
                _("Not on this computer yet: {download_size:.0f} MB to download.").format(
                    download_size=entry.download_size / 1000000.0
                )
            )
        elif missing:
            self._note.setText(
                _("Not on this computer yet, and downloads are switched off here: open it from a stick.")
            )
        else:
            self._note.setText(entry.description)
        self.box.setEnabled(not self._downloading)
        self.exchange.remove.setVisible(entry.is_imported)
        for widget in (self._bar, self._cancel):
            widget.setVisible(self._downloading)
        self._open.setVisible(missing and not self._downloading)
        self._download.setVisible(missing and not self._downloading and bool(entry.download))
