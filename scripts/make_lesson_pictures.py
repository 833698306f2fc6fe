"""Make the pictures of the lessons on board, of data on board: assets/lessons/first-contact/digits.png.

    python -m scripts.make_lesson_pictures

Running it again gives the same pixels; how they are packed depends on the library.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from digitpad.photo.image_file import encode_png
from scripts.excerpts import FOLDER

LESSONS = FOLDER.parent / "lessons"
DIGITS = LESSONS / "first-contact" / "digits.png"
_TIMES, _GAP, _ROWS = 2, 6, 2  # pixels for each of a digit's; white pixels around it; digits of each class


def main() -> None:
    """Write them and say how large they are."""
    write(DIGITS, digits())


def write(file: Path, greys: npt.NDArray[np.uint8]) -> None:
    """One picture into its file."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(encode_png(greys))
    print(f"{file.name}: {greys.shape[1]} x {greys.shape[0]} pixels, {file.stat().st_size:,} bytes")


def digits() -> npt.NDArray[np.uint8]:
    """Digits to train with that come with Digitpad, two of each class, dark on white: (rows, columns) uint8."""
    with np.load(FOLDER / "mnist-5k.npz", allow_pickle=False) as arrays:
        images, labels = arrays["x_train"], arrays["y_train"]
    first = [np.flatnonzero(labels == label)[:_ROWS] for label in range(10)]
    return np.vstack([np.hstack([_framed(images[rows[row]]) for rows in first]) for row in range(_ROWS)])


def _framed(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    return np.pad(255 - picture.repeat(_TIMES, 0).repeat(_TIMES, 1), _GAP, constant_values=255)


if __name__ == "__main__":
    main()
