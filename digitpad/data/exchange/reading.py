"""Read labelled pictures from any file or folder; the content decides what it is, not the name."""

from pathlib import Path

from digitpad.data.exchange import idx, kaggle_csv, npz, png_folder
from digitpad.data.exchange.arrangement import Judge
from digitpad.data.exchange.import_candidate import ImportCandidate
from digitpad.data.exchange.plausibility import looked_at
from digitpad.data.idx import GZIP
from digitpad.data.untrusted_files import LIMIT, open_untrusted
from digitpad.errors import DigitpadError
from digitpad.translation import N_

# How files begin that people may take for labelled pictures, and what to say to them.
_OTHERS = (
    (
        (b"\x93NUMPY",),
        N_("“{name}” is a single NumPy array; save pictures and labels together with numpy.savez_compressed."),
    ),
    (
        (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"),
        N_("“{name}” is a pickle, which could run a program and is never opened; save it as .npz or CSV."),
    ),
    (
        (b"\x89PNG", b"\xff\xd8\xff"),
        N_("“{name}” is a single picture; choose the folder with one folder of PNG files for each class."),
    ),
    ((b"\x89HDF",), N_("“{name}” is an HDF5 file; save its pictures as .npz or CSV.")),
    ((b"MATLAB",), N_("“{name}” is a file of MATLAB's; save its pictures as .npz or CSV.")),
    ((b"PAR1",), N_("“{name}” is a Parquet file; save it as CSV.")),
)


def read_labelled(path: Path, limit: int = LIMIT, judge: Judge | None = None) -> ImportCandidate:
    """Read labelled pictures of another program: an npz, IDX or CSV file, or a folder of IDX or of PNG files.

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
        if idx.has_set(path):
            return idx.read(path, limit)
        if png_folder.has_classes(path):
            return png_folder.read(path, limit)
        raise DigitpadError(
            N_("“{name}” has neither IDX files nor folders of PNG files in it; choose a file, or another folder."),
            name=path.name,
        )
    with open_untrusted(path) as file:
        start = file.read(8)
    if not start:
        raise DigitpadError(N_("“{name}” is empty; choose another file."), name=path.name)
    if start.startswith(b"PK\x03\x04"):
        return npz.read(path, limit)
    unpacked = idx.start_of(path)
    if unpacked[:2] == b"\0\0":
        return idx.read(path, limit)
    if start.startswith(GZIP):
        raise DigitpadError(N_("“{name}” is gzipped, but no IDX file is in it; unpack it first."), name=path.name)
    for beginnings, sentence in _OTHERS:
        if start.startswith(beginnings):
            raise DigitpadError(sentence, name=path.name)
    return kaggle_csv.read(path, limit)
