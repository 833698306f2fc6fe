"""Make assets/datasets/NAME-test-1k.npz: 1,000 pictures of the test part of MNIST or Fashion-MNIST, 100 a class.

    python -m scripts.make_test_pictures mnist ../shared/data/mnist.npz
    python -m scripts.make_test_pictures fashion-mnist ../shared/data/fashion-mnist

No network that comes with Digitpad, and none that a user trains, learns from them. Running it again gives the same
files, byte for byte.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np

from digitpad.data import fashion
from digitpad.data.formats import read_npz
from scripts.excerpts import FOLDER, SEED, to_npz

EACH = 100  # pictures of each class
SHA256 = {
    "mnist": "c3f9adf9c66efb572b1f9326c3a511b45910c7173b97be66ceceeeeaef6b802b",
    "fashion-mnist": "9f1ec356a747bfe4ebab3cfb722d3694c9ca737e2570f6f90cf31d7b6fd689d4",
}
"""Of the 10,000 test pictures and then their labels, unpacked."""


def main() -> None:
    """Write one of the files and say what it is."""
    parser = argparse.ArgumentParser(description="Make a NAME-test-1k.npz, which is bundled with Digitpad.")
    parser.add_argument("name", choices=SHA256)
    parser.add_argument("source", type=Path, help="Keras' mnist.npz, or the folder with Fashion-MNIST's four files")
    parser.add_argument("--out", type=Path, help="the file to write")
    arguments = parser.parse_args()
    read = read_npz if arguments.name == "mnist" else fashion.read
    test = read(arguments.source)[1]
    found = hashlib.sha256(test.images.tobytes() + test.labels.tobytes()).hexdigest()
    if found != SHA256[arguments.name]:
        raise SystemExit(f"These are not the published test pictures (SHA-256 {found}).")
    random = np.random.RandomState(SEED)  # its numbers are promised to stay the same in later NumPy versions
    chosen = [random.permutation(np.flatnonzero(test.labels == label))[:EACH] for label in range(10)]
    rows = random.permutation(np.concatenate(chosen))
    content = to_npz({"x_test": test.images[rows], "y_test": test.labels[rows]})
    target = arguments.out or FOLDER / f"{arguments.name}-test-1k.npz"
    target.write_bytes(content)
    print(f"{target.name}: {len(content):,} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
