"""EMNIST was published with rows and columns changed over, as IDX and as CSV files alike."""

from pathlib import Path

from digitpad.translation import N_

EMNIST_TURNED = N_("EMNIST's files have rows and columns changed over; they are changed back.")


def is_emnist(path: Path) -> bool:
    """Whether a file is one of EMNIST's, by its name: nothing in it says so."""
    return path.name.lower().startswith("emnist-")
