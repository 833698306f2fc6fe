"""`digitpad data import`, `remove` and `export`: labelled pictures from and for other programs, in a terminal.

What they give is text; the command line prints it.
"""

import contextlib
import filecmp
from collections.abc import Callable
from pathlib import Path

from digitpad.bundled_network import read_digits
from digitpad.data.catalogue import Catalogue
from digitpad.data.dataset_info import DatasetInfo
from digitpad.data.exchange.reading import read_labelled
from digitpad.data.exchange.writing import write_labelled
from digitpad.errors import DigitpadError
from digitpad.translation import N_, _, ngettext


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
        DigitpadError: the file is something else, some rows are bad, the pictures are odd, or nothing can be written;
            nothing is kept then.
    """
    offer = read_labelled(path, judge=read_digits)
    if invert:
        offer = offer.inverted()
    for sentence in offer.sentences():
        tell(sentence)
    if offer.questions:
        raise DigitpadError(
            N_(
                "Nothing was imported, since “{name}” is odd; look at its pictures in the window with File > Import "
                "pictures and decide there."
            ),
            name=path.name,
        )
    if not (offer.is_whole or take_good_rows):
        raise DigitpadError(
            N_("Nothing was imported yet; to take the {count:,} good pictures, type the same with --yes."),
            count=len(offer),
        )
    whole = path.resolve()
    stem = whole.name if path.is_dir() else Path(whole.name.removesuffix(".gz")).stem
    entry = catalogue.import_offer(offer, title if title is not None else stem)
    if (twin := _twin(catalogue, entry)) is None:
        return _("Imported as “{name}”.").format(name=entry.name)
    return _(
        "Imported as “{name}”; the same pictures are here already as “{twin}” (“digitpad data remove {name}” deletes "
        "them again)."
    ).format(name=entry.name, twin=twin.name)


def list_imported(catalogue: Catalogue) -> tuple[str, ...]:
    """A line for each imported dataset, those that are damaged last; none where nothing was imported."""
    entries = [entry for entry in catalogue.entries() if entry.is_imported]
    return (*((_("Imported:"), *map(_line, entries)) if entries else ()), *catalogue.problems())


def remove(catalogue: Catalogue, name: str, is_sure: bool) -> str:
    """Delete an imported dataset if the user is sure, and say which.

    Raises:
        DigitpadError: there is none of that name, it was not imported, or its files cannot be deleted.
    """
    entry = catalogue.entry(name)
    if not entry.is_imported:
        raise DigitpadError(N_("{title}: only imported datasets can be removed."), title=entry.title)
    if not is_sure:
        hint = _("Nothing was changed; say --yes to delete it. Networks that learnt from it stay.")
        return f"{_line(entry)}\n{hint}"
    catalogue.remove(name)
    return _("“{name}” is deleted from this computer.").format(name=name)


def export(catalogue: Catalogue, name: str, kind: str, out: Path) -> str:
    """Write a dataset for other programs, and say where.

    Raises:
        DigitpadError: there is no such dataset or format, its data are not here, or nothing can be written.
    """
    files = write_labelled(catalogue.load(name), kind, out)
    return _("Saved as {files}.").format(files=", ".join(map(str, files)))


def _line(entry: DatasetInfo) -> str:
    classes = len(entry.class_names)
    text = ngettext("{name}: “{title}”, {count} class; {about}", "{name}: “{title}”, {count} classes; {about}", classes)
    return "  " + text.format(name=entry.name, title=entry.title, count=classes, about=entry.description)


def _twin(catalogue: Catalogue, entry: DatasetInfo) -> DatasetInfo | None:
    """Another imported dataset with the same pictures."""
    here = catalogue.find(entry.name)
    for other in catalogue.entries():
        there = catalogue.find(other.name) if other.is_imported and other.name != entry.name else None
        with contextlib.suppress(OSError):  # removed by somebody else meanwhile
            if here is not None and there is not None and filecmp.cmp(here, there, shallow=False):
                return other
    return None
