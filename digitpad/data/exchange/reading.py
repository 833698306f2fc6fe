"""Read labelled pictures from any file or folder; the content decides what it is, not the name."""

from dataclasses import replace
from pathlib import Path

from digitpad.data.exchange import idx, kaggle_csv, npz, picture_folder
from digitpad.data.exchange.arrangement import Judge
from digitpad.data.exchange.folders import folders_in
from digitpad.data.exchange.import_candidate import ImportCandidate
from digitpad.data.exchange.kaggle_csv import UTF_16
from digitpad.data.exchange.other_formats import advice_on
from digitpad.data.exchange.plausibility import looked_at
from digitpad.data.idx import GZIP
from digitpad.data.untrusted_files import LIMIT, open_untrusted, short
from digitpad.errors import DigitpadError
from digitpad.translation import N_, _

_DEEPEST = 4  # folders in folders that are opened on the way to the pictures
_START = 1024


def read_labelled(path: Path, limit: int = LIMIT, judge: Judge | None = None) -> ImportCandidate:
    """Read labelled pictures of another program: an npz, IDX or CSV file, or a folder of IDX files or pictures.

    Nothing is unpickled. Each file is measured before a byte is allocated for what it claims; where it has more
    pictures than fit, the first ones are offered.

    Args:
        path: the file or folder.
        limit: the most bytes that the pictures may take, at 784 bytes each. About twice as much memory is needed
            in between, and a few megabytes.
        judge: reads digits, to find out whether pictures of digits are the right way up.

    Returns:
        What can be taken, and what is wrong with the rest. Nothing has been kept yet.

    Raises:
        DigitpadError: one sentence that says what it is instead.
    """
    return looked_at(_read(path, limit), judge)


def _read(path: Path, limit: int) -> ImportCandidate:
    if path.is_dir():
        folder = _inner(path)
        offer = _read_folder(folder, limit)
        if folder != path:
            note = _("The pictures are in the folder “{folder}” inside.").format(folder=short(folder.name))
            offer = replace(offer, source=path.name, notes=(note, *offer.notes))
        return offer
    with open_untrusted(path) as file:
        start = file.read(_START)
    if not start:
        raise DigitpadError(N_("“{name}” is empty; choose another file."), name=path.name)
    if start.startswith(b"PK\x03\x04"):
        return npz.read(path, limit)
    if start.startswith(GZIP):
        start = idx.start_of(path, _START) or idx.start_of(path)  # one that is cut off may have a few bytes
        if start[:2] != b"\0\0" and (not start or (advice_on(path, start) is None and not _may_be_text(start))):
            raise DigitpadError(
                N_("“{name}” is gzipped, but neither an IDX nor a CSV file is in it; unpack it first."), name=path.name
            )
    if start[:2] == b"\0\0":
        return idx.read(path, limit)
    if (sentence := advice_on(path, start)) is not None:
        raise DigitpadError(sentence, name=path.name)
    return kaggle_csv.read(path, limit)


def _read_folder(folder: Path, limit: int) -> ImportCandidate:
    if idx.has_set(folder):
        return idx.read(folder, limit)
    if folders_in(folder):
        return picture_folder.read(folder, limit)
    raise DigitpadError(
        N_("“{name}” has neither IDX files nor folders of pictures in it; choose a file, or another folder."),
        name=folder.name,
    )


def _inner(folder: Path) -> Path:
    """The folder that has the set in it: often a zip unpacks to a folder in a folder, torchvision's to `raw`."""
    for _depth in range(_DEEPEST):
        inner = folders_in(folder)
        if idx.has_set(folder) or picture_folder.is_in_parts(folder):
            break
        if "raw" in inner and idx.has_set(folder / "raw"):
            return folder / "raw"
        if len(inner) != 1 or not (idx.has_set(folder / inner[0]) or folders_in(folder / inner[0])):
            break
        folder = folder / inner[0]
    return folder


def _may_be_text(start: bytes) -> bool:
    return b"\0" not in start or start.startswith(UTF_16)
