"""File work of the Runs page; every function runs in a background thread."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from digitpad.errors import DigitpadError
from digitpad.model.network import Network
from digitpad.system.files import is_file, write_atomically
from digitpad.training.run import Run
from digitpad.training.runs import Runs
from digitpad.translation import N_
from digitpad.ui.runs.runs_table import RunsTableRow


def read_rows(runs: Runs) -> tuple[RunsTableRow, ...]:
    """All runs, oldest first, and what is there of each."""
    return tuple(
        RunsTableRow(run, is_file(runs.network_path(run)), is_file(runs.checkpoint_path(run))) for run in runs.list()
    )


def read_networks(runs: Runs, chosen: Sequence[Run]) -> tuple[tuple[Run, Network], ...]:
    """The networks that these runs ended with.

    Raises:
        DigitpadError: one is missing or damaged.
    """
    from digitpad.model.keras_file import read_network

    found = []
    for run in chosen:
        try:
            found.append((run, read_network(runs.network_path(run))))
        except DigitpadError as error:
            raise DigitpadError(N_("“{title}”: {problem}"), title=run.title, problem=error) from error
    return tuple(found)


def write_csv(path: Path, runs: Sequence[Run]) -> None:
    """Write runs as a table."""
    from digitpad.training.runs_csv import to_csv

    write_atomically(path, to_csv(runs))


def picture_to_png(path: Path, picture: QImage) -> None:
    """Write a picture."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):  # type: ignore[call-overload] # the stubs want bytes, Qt takes text
        raise DigitpadError(N_("The curves could not be made into a picture; make the window larger and try again."))
    write_atomically(path, bytes(content.data()))
