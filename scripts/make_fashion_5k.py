"""Make assets/datasets/fashion-5k.npz from the training part of Fashion-MNIST.

    python -m scripts.make_fashion_5k [FOLDER]

The folder has the four IDX files, gzipped or not; without an argument it is that of Debian's package
`dataset-fashion-mnist`. Running it again gives the same file, byte for byte.
"""

import hashlib
from pathlib import Path

from digitpad.data import fashion
from digitpad.errors import DigitpadError
from scripts.excerpts import Bytes, run

SHA256 = "16d82e2b505296aa2b78bd5ea0992634f30419a4c97def7c907d154a35ac6157"
"""Of the 60,000 pictures and then the 60,000 labels, unpacked: the same however a folder packs them."""


def read(folder: Path | None) -> tuple[Bytes, Bytes]:
    """All pictures of the training part and their labels."""
    try:
        train, _ = fashion.read(folder or fashion.DEBIAN)
    except DigitpadError as error:
        raise SystemExit(str(error)) from error
    found = hashlib.sha256(train.images.tobytes() + train.labels.tobytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"These are not the pictures that Digitpad's clothes were made from (SHA-256 {found}).")
    return train.images, train.labels


if __name__ == "__main__":
    run("fashion-5k", "FOLDER", "the four IDX files; else those of Debian's package", read)
