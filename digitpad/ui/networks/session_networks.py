"""The networks of this session: the one in use, where it is saved, and earlier ones."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from digitpad.formatting import visible
from digitpad.model.network import Network
from digitpad.translation import _

if TYPE_CHECKING:
    from digitpad.training.run import Run

MOST_ENTRIES = 50
"""So many networks stay in memory; beyond, the oldest go that are on disk as well."""


@dataclass(eq=False)
class SessionNetwork:
    """One network of this session.

    Attributes:
        title: what people call it.
        network: its numbers.
        path: its file; None for the built-in one and for one that was never saved.
        unsaved: whether closing asks about it, since it would be lost.
        run: the name of the run that keeps it on disk, from where it can be put in use again.
    """

    title: str
    network: Network
    path: Path | None = None
    unsaved: bool = False
    run: str | None = None

    @property
    def listed(self) -> str:
        """What a list of networks says."""
        return _("{title} (not saved)").format(title=self.title) if self.unsaved else self.title


class SessionNetworks(QObject):
    """The networks of this session, one of which is in use. Training again loses none of them.

    Signals:
        changed: another network is in use, or its file or modified mark is another now.
    """

    changed = Signal()

    def __init__(self, network: Network, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = [SessionNetwork(title, network)]
        self._current = self._before = self._entries[0]
        self._moment: SessionNetwork | None = None  # never another than the one in use
        self._trained = 0

    @property
    def current(self) -> SessionNetwork:
        """The network in use."""
        return self._current

    @property
    def shows_moment(self) -> bool:
        """Whether a moment of a run's film is in use."""
        return self._moment is not None

    @property
    def entries(self) -> tuple[SessionNetwork, ...]:
        """The networks since the start, oldest first: all that would be lost, and the newest of the others."""
        return tuple(self._entries)

    @property
    def runs(self) -> frozenset[str]:
        """The names of the runs that are believed to keep networks on disk."""
        return frozenset(entry.run for entry in self._entries if entry.run is not None)

    @property
    def unsaved(self) -> tuple[SessionNetwork, ...]:
        """Those that closing asks about."""
        return tuple(entry for entry in self._entries if entry.unsaved)

    def opened(self, network: Network, path: Path) -> None:
        """A file was read."""
        self._add(SessionNetwork(_title_of(path), network, path))

    def taken_from_run(self, network: Network, title: str, run: str) -> None:
        """A run's network was read; Save asks for a file of its own, since the run's file belongs to the run."""
        for entry in self._entries:
            if entry.run == run:
                # Trained for more epochs or renamed since.
                entry.network, entry.title = network, title
                self.select(entry)
                return
        self._add(SessionNetwork(title, network, run=run))

    def trained(self, network: Network, run: "Run | None" = None) -> None:
        """A run ended.

        Args:
            network: what it ended with.
            run: the row that keeps the network on disk, if one does: it is not lost, and is called as its row is.
        """
        if run is None:
            self._trained += 1
            self._add(SessionNetwork(_("Network {number}").format(number=self._trained), network, unsaved=True))
            return
        for entry in self._entries:
            if entry.run == run.name:
                # The run went on, and its row keeps the newer network now. The earlier one goes with the session:
                # a question about “Run 1 (earlier)” would sound as if Run 1 were lost.
                entry.title, entry.run = _("{title} (earlier)").format(title=entry.title), None
        self._add(SessionNetwork(run.title, network, run=run.name))

    def tested(self, network: Network) -> None:
        """The network of a stopped run was tested, and its facts say so now."""
        for entry in self._entries:
            if entry.network.has_weights_of(network) and entry.network.info != network.info:
                entry.network = network
                self.changed.emit()

    def changed_copy(self, network: Network, title: str) -> None:
        """A changed copy of a network is to be used; no file has it yet."""
        self._add(SessionNetwork(title, network, unsaved=True))

    def show_moment(self, network: Network, title: str) -> None:
        """A moment of a run's film is to be used. It is in the list until anything else is used."""
        if self._moment is None:
            self._before, self._moment = self._current, SessionNetwork(title, network)
            self._entries.append(self._moment)
        else:
            self._moment.network, self._moment.title = network, title
        self.select(self._moment)

    def end_moment(self) -> None:
        """What was in use before is to be used again."""
        if self._moment is not None:
            self.select(self._before)

    def keep_moment(self) -> None:
        """The moment in use stays in the list, since its film goes."""
        self._moment = None

    def run_deleted(self, run: "Run") -> None:
        """A run was deleted for good; if its network is in use it is still wanted, and nothing keeps it any more."""
        for entry in self._entries:
            if entry.run == run.name:
                entry.run, entry.unsaved = None, entry is self._current
                self.changed.emit()

    def found(self, runs: Collection[str]) -> None:
        """Somebody has looked which of `runs` are on disk: of these; the networks of the others are unsaved."""
        for entry in self._entries:
            if entry.run is not None and entry.unsaved is (entry.run in runs):
                entry.unsaved = not entry.unsaved
                self.changed.emit()

    def saved(self, entry: SessionNetwork, path: Path) -> None:
        """A network was written to a file."""
        if entry is self._moment:
            self.keep_moment()
        entry.title, entry.path, entry.unsaved, entry.run = _title_of(path), path, False, None
        self.changed.emit()

    def discard(self, entry: SessionNetwork) -> None:
        """The user said that this network may be lost."""
        entry.unsaved, entry.run = False, None  # which is not looked for again
        self.changed.emit()

    def select(self, entry: SessionNetwork) -> None:
        """Use one of the session's networks."""
        if self._moment not in (None, entry):
            self._entries.remove(self._moment)
            self._moment = None
        if entry not in self._entries:  # a moment that somebody remembers
            self._entries.append(entry)
        self._current = entry
        self.changed.emit()

    def _add(self, entry: SessionNetwork) -> None:
        self._entries.append(entry)
        self.select(entry)
        on_disk = [each for each in self._entries[1:] if not each.unsaved]  # the first was there when the session began
        for old in on_disk[:-MOST_ENTRIES]:
            self._entries.remove(old)


def _title_of(path: Path) -> str:
    return visible(path.name.replace("\n", "?"))
