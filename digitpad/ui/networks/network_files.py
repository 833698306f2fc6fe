"""Open and save networks: dialogs, background jobs, and the question before one is lost."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from digitpad.model.network import Network
from digitpad.translation import N_, _
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.networks.session_networks import SessionNetwork, SessionNetworks
from digitpad.ui.widgets.dialogs import ask_choice, show_problem
from digitpad.ui.widgets.file_dialogs import choose_file, choose_target, folder_used_last

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from digitpad.evaluation.pixel_range import PixelRange

# The dialogs are imported when they are shown.

_FILTER = N_("Keras networks (*.keras)")
_SUFFIX = ".keras"


class NetworkFiles(QObject):
    """Open, Save and Save As for a document."""

    def __init__(self, document: SessionNetworks, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._jobs = jobs
        self._window = window
        self._saving: set[SessionNetwork] = set()  # Enter held down on Save starts one job

    def choose_and_open(self) -> None:
        """Ask for a file and open it."""
        choose_file(self._window, _("Open a network"), self._folder(), self.open, _(_FILTER))

    def open(self, path: Path) -> None:
        """Read a network in the background and put it in use, after a question where its pixels are in doubt."""
        self._jobs.start(
            partial(_read, path),
            lambda found: self._opened(path, *found),
            lambda sentence: self._problem(_("This network cannot be opened"), sentence),
        )

    def _opened(self, path: Path, network: Network, doubt: PixelRange | None) -> None:
        if doubt is None:
            self._document.opened(network, path)
            return
        from PySide6.QtWidgets import QMessageBox

        from digitpad.evaluation.pixel_range import chosen

        def take(*, raw: bool) -> None:
            self._document.opened(chosen(network, raw=raw), path)

        role = QMessageBox.ButtonRole
        ask_choice(
            self._window,
            _("Which pixels?"),
            doubt.question(path.name),
            (
                (_("0 to 255"), role.AcceptRole, partial(take, raw=True)),
                (_("0 to 1"), role.RejectRole, partial(take, raw=False)),
            ),
        )

    def save(self, entry: SessionNetwork | None = None, then: Callable[[], None] | None = None) -> None:
        """Write a network (the one in use if none is given) to its file, asking for one if it has none."""
        entry = entry or self._document.current
        if entry.path is None:
            self.save_as(entry, then)
        else:
            self.write(entry, entry.path, then)

    def save_as(self, entry: SessionNetwork | None = None, then: Callable[[], None] | None = None) -> None:
        """Ask for a file and write a network to it."""
        from digitpad.system.file_names import file_name

        entry = entry or self._document.current
        proposed = entry.path.name if entry.path else file_name(entry.title.removesuffix(_SUFFIX), "network") + _SUFFIX
        title = _("Save “{title}”").format(title=entry.title)
        write = partial(self._write_unless_there, entry, then)
        choose_target(self._window, title, self._folder() / proposed, write, _(_FILTER), suffix="")

    def _write_unless_there(self, entry: SessionNetwork, then: Callable[[], None] | None, path: Path) -> None:
        """Add what is missing of the name, about which the file dialog did not ask."""
        from digitpad.system.files import is_file

        if path.suffix == _SUFFIX:
            self.write(entry, path, then)
            return
        path = path.with_name(path.name + _SUFFIX)
        if not is_file(path):
            self.write(entry, path, then)
            return
        from PySide6.QtWidgets import QMessageBox

        role = QMessageBox.ButtonRole
        ask_choice(
            self._window,
            _("Replace the file?"),
            _("“{name}” exists already. Replace it?").format(name=path.name),
            (
                (_("Cancel"), role.RejectRole, lambda: None),
                (_("Replace"), role.AcceptRole, lambda: self.write(entry, path, then)),
            ),
        )

    def write(self, entry: SessionNetwork, path: Path, then: Callable[[], None] | None = None) -> None:
        """Write a network in the background; then mark it saved and go on with `then`."""
        if entry in self._saving:
            return
        self._saving.add(entry)
        network = entry.network

        def saved(__: None) -> None:
            self._saving.discard(entry)
            self._document.saved(entry, path)
            if then is not None:
                then()

        def failed(sentence: str) -> None:
            self._saving.discard(entry)
            self._problem(_("This network was not saved"), sentence)

        self._jobs.start(partial(_write, path, network), saved, failed)

    def ask_to_save(self, entry: SessionNetwork, then: Callable[[], None]) -> None:
        """Ask what is to become of an unsaved network, and go on with `then` unless the user cancels."""

        def discard() -> None:
            self._document.discard(entry)
            then()

        from PySide6.QtWidgets import QMessageBox

        role = QMessageBox.ButtonRole
        ask_choice(
            self._window,
            _("Save the network?"),
            _("“{title}” was trained and is not saved. It will be lost unless you save it.").format(title=entry.title),
            (
                (_("Save…"), role.AcceptRole, lambda: self.save(entry, then)),
                (_("Do not save"), role.DestructiveRole, discard),
                (_("Cancel"), role.RejectRole, lambda: None),
            ),
        )

    def _problem(self, title: str, sentence: str) -> None:
        show_problem(self._window, title, sentence)

    def _folder(self) -> Path:
        path = self._document.current.path
        return path.parent if path is not None else folder_used_last()


# h5py and the rest of what reads and writes files are imported by the first job, not at every start.


def _read(path: Path) -> tuple[Network, PixelRange | None]:
    from digitpad.evaluation.pixel_range import doubt_about
    from digitpad.model.keras_file import read_network

    network = read_network(path)
    return network, doubt_about(network)


def _write(path: Path, network: Network) -> None:
    from digitpad.model.keras_file import write_network

    write_network(path, network)
