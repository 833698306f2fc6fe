"""`digitpad data import` and `data export`: labelled pictures from and for other programs, in a terminal.

What they give is text; the command line prints it.
"""

from collections.abc import Callable
from pathlib import Path

from digitpad.data.catalogue import Catalogue
from digitpad.data.exchange.reading import read_labelled
from digitpad.data.exchange.writing import write_labelled
from digitpad.errors import DigitpadError


def import_(
    catalogue: Catalogue,
    path: Path,
    tell: Callable[[str], None],
    title: str | None = None,
    take_good_rows: bool = False,
    invert: bool = False,
) -> str:
    """Look at a file or folder, say what is in it, and keep its pictures unless some of them are bad.

    Args:
        catalogue: where the pictures go.
        path: the file or folder.
        tell: called with each line about what was found, before anything is kept.
        title: what to call the dataset; the file's name by default.
        take_good_rows: keep the good pictures though others are bad.
        invert: change ink and paper over, where they were taken for each other.

    Returns:
        What came of it.

    Raises:
        DigitpadError: the file is something else, some rows are bad, or nothing can be written; nothing is kept then.
    """
    offer = read_labelled(path)
    if invert:
        offer = offer.inverted()
    for sentence in offer.sentences():
        tell(sentence)
    if not (offer.is_whole or take_good_rows):
        raise DigitpadError(
            f"Nothing was imported yet; to take the {len(offer):,} good pictures, type the same with --yes."
        )
    whole = path.resolve()
    entry = catalogue.import_offer(offer, title if title is not None else whole.name if path.is_dir() else whole.stem)
    return f"Imported as “{entry.name}”."


def export(catalogue: Catalogue, name: str, kind: str, out: Path) -> str:
    """Write a dataset for other programs, and say where.

    Raises:
        DigitpadError: there is no such dataset or format, its data are not here, or nothing can be written.
    """
    files = write_labelled(catalogue.load(name), kind, out)
    return f"Saved as {' and '.join(map(str, files))}."
