"""What the scripts that make the bundled datasets share: choosing the pictures and packing them."""

import argparse
import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "datasets"
EACH = 500  # pictures of each class
HELD_OUT = 100  # of them
SEED = 5000

Bytes = npt.NDArray[np.uint8]


def split(images: Bytes, labels: Bytes) -> dict[str, Bytes]:
    """500 pictures of every class in Keras' layout: 100 of each held out, both parts in random order."""
    # Not default_rng: only RandomState's numbers are promised to stay the same in later NumPy versions.
    random = np.random.RandomState(SEED)
    chosen = [random.permutation(np.flatnonzero(labels == label))[:EACH] for label in range(10)]
    test = random.permutation(np.concatenate([rows[:HELD_OUT] for rows in chosen]))
    train = random.permutation(np.concatenate([rows[HELD_OUT:] for rows in chosen]))
    return {"x_train": images[train], "y_train": labels[train], "x_test": images[test], "y_test": labels[test]}


def to_npz(arrays: dict[str, Bytes]) -> bytes:
    """What numpy.savez_compressed writes, without the date in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for key, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, array, allow_pickle=False)
            info = zipfile.ZipInfo(f"{key}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 3  # the same on every system
            archive.writestr(info, member.getvalue(), zipfile.ZIP_DEFLATED, compresslevel=9)
    return buffer.getvalue()


def run(name: str, argument: str, explanation: str, read: Callable[[Path | None], tuple[Bytes, Bytes]]) -> None:
    """The whole of such a script: write the file and say what it is.

    Args:
        name: of the dataset.
        argument: what the optional argument is called.
        explanation: what it is for.
        read: gives all pictures and labels, from the argument or from where they usually are.
    """
    parser = argparse.ArgumentParser(description=f"Make {name}.npz, which is bundled with Digitpad.")
    parser.add_argument("source", nargs="?", metavar=argument, type=Path, help=explanation)
    parser.add_argument("--out", type=Path, default=FOLDER / f"{name}.npz", help="the file to write")
    arguments = parser.parse_args()
    content = to_npz(split(*read(arguments.source)))
    arguments.out.write_bytes(content)
    print(f"{arguments.out.name}: {len(content):,} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")
