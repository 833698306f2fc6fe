"""Write labelled pictures for other programs: npz, IDX, CSV, folders of PNG files."""

import os
from pathlib import Path

from digitpad.data.digits import Dataset
from digitpad.data.exchange import idx, kaggle_csv, npz, picture_folder
from digitpad.errors import DigitpadError, reason_of
from digitpad.system.file_names import why_refused
from digitpad.translation import N_

FORMATS = ("npz", "idx", "csv", "png")

_UNUSABLE = N_("“{name}” cannot be used ({reason}); choose another folder.")


def write_labelled(dataset: Dataset, kind: str, path: Path) -> tuple[Path, ...]:
    """Write a dataset, all of it or nothing; of the two CSV files the first alone if the disk is full at the second.

    Args:
        dataset: what to write.
        kind: one of `FORMATS`: `npz` in Keras' layout, `idx` as MNIST's four files in a folder, `csv` in Kaggle's
            layout as `NAME_train.csv` and `NAME_test.csv`, `png` as folders of dark ink on white paper.
        path: the file, or for `idx` and `png` the folder, which must not exist yet or be empty.

    Returns:
        The files or the folder that were written.

    Raises:
        DigitpadError: there is no such format, the folder is in use, or it cannot be written.
    """
    if kind in ("idx", "png"):
        _require_free(path)
        (idx if kind == "idx" else picture_folder).write(path, dataset)
        return (path,)
    if kind == "csv":
        return kaggle_csv.write(path, dataset)
    if kind == "npz":
        npz.write(path, dataset)
        return (path,)
    raise DigitpadError(
        N_("There is no format “{kind}”; choose one of: {formats}."), kind=kind, formats=", ".join(FORMATS)
    )


def _require_free(folder: Path) -> None:
    try:
        if (reason := why_refused(folder)) is not None:
            raise DigitpadError(_UNUSABLE, name=folder.name, reason=reason)
        real = Path(os.path.realpath(folder))
        if os.path.ismount(real):  # which another folder cannot take the place of
            raise DigitpadError(N_("“{folder}” is a whole drive; choose a new folder on it."), folder=folder)
        is_free = not real.exists() or (real.is_dir() and not any(real.iterdir()))
    except (OSError, ValueError) as error:
        raise DigitpadError(_UNUSABLE, name=folder.name, reason=reason_of(error)) from error
    if not is_free:
        raise DigitpadError(
            N_("“{name}” is there already; choose a folder that is empty or does not exist yet."), name=folder.name
        )
