"""Formats of labelled pictures that Digitpad does not read: each is called by its name, with advice."""

import re
from collections.abc import Collection
from pathlib import Path

from digitpad.translation import N_

_PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".webp", ".gif", ".tif", ".tiff")

PICKLE = N_("“{name}” is a pickle, which could run a program and is never opened; save it as .npz or CSV.")
_TEACHABLE_MACHINE = N_(
    "“{name}” is a project of Teachable Machine; download the samples of each class there, and unpack them into one "
    "folder for each class."
)
_EXCEL = N_("“{name}” is an Excel workbook; save its sheet as CSV.")

# How files begin that people may take for labelled pictures.
_STARTS = (
    (
        (b"\x93NUMPY",),
        N_("“{name}” is a single NumPy array; save pictures and labels together with numpy.savez_compressed."),
    ),
    ((b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"), PICKLE),
    (
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"),
        N_("“{name}” is a single picture; choose the folder with one folder of pictures for each class."),
    ),
    ((b"\x89HDF",), N_("“{name}” is an HDF5 file; save its pictures as .npz or CSV.")),
    ((b"MATLAB",), N_("“{name}” is a file of MATLAB's; save its pictures as .npz or CSV.")),
    ((b"PAR1",), N_("“{name}” is a Parquet file; save it as CSV.")),
    ((b"\xd0\xcf\x11\xe0",), _EXCEL),
)
_TEXTS = (
    (
        re.compile(rb"(?:\s|%[^\n]*\n)*@relation\b", re.IGNORECASE),
        N_("“{name}” is an ARFF file of Weka's; save it as CSV."),
    ),
    (
        re.compile(rb"[^\s,;:]+(?: +\d+:[^\s,;:]+){2,}"),
        N_("“{name}” is in the sparse format of LIBSVM; save it as CSV, with a label and all pixels in each row."),
    ),
)


def advice_on(path: Path, start: bytes) -> str | None:
    """What to say of a file that begins so, if its format is known; a sentence with a place for its `name`."""
    for beginnings, sentence in _STARTS:
        if start.startswith(beginnings):
            return sentence
    for pattern, sentence in _TEXTS:
        if pattern.match(start):
            return sentence
    return PICKLE if path.suffix.lower() in (".pkl", ".pickle") else None


def advice_on_zip(path: Path, members: Collection[str]) -> str | None:
    """What to say of a zip with these files in it, if it is no .npz file; a sentence with a place for its `name`."""
    names = {name.lower() for name in members if not name.endswith("/") and not name.lower().startswith("__macosx/")}
    if any(name.startswith("xl/") for name in names):
        return _EXCEL
    if any(name.rpartition("/")[2] == "data.pkl" for name in names):
        return PICKLE
    has_pictures = any(name.endswith(_PICTURES) for name in names)
    if path.suffix.lower() == ".tm" or {"metadata.json", "model.json"} <= names:
        return _TEACHABLE_MACHINE
    if "manifest.json" in names:
        return _TEACHABLE_MACHINE if has_pictures else (
            N_("“{name}” is not an .npz file but seems to be a Digitpad collection; merge it instead.")
        )
    if has_pictures:
        return N_("“{name}” is a zip of pictures; unpack it and choose the folder.")
    if any(name.endswith(".csv") for name in names):
        return N_("“{name}” is a zip of CSV files; unpack it and choose one of them.")
    if any("-ubyte" in name for name in names):
        return N_("“{name}” is a zip of IDX files; unpack it and choose the folder.")
    return None
