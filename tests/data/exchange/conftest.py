"""Small sets of pictures that look like digits: paper all around, ink in the middle."""

import numpy as np
import pytest

from digitpad.data.digits import Dataset, Pictures


def pictures(count, classes, seed=0):
    images = np.zeros((count, 28, 28), np.uint8)
    images[:, 4:24, 4:24] = np.random.default_rng(seed).integers(0, 256, (count, 20, 20), np.uint8)
    images[:, 4, 4] = 255
    return Pictures(images, (np.arange(count) % classes).astype(np.uint8))


def dataset(names=tuple("0123456789"), train=40, test=20):
    return Dataset("ours", "Ours", names, pictures(train, len(names)), pictures(test, len(names), seed=1))


def csv_rows(part, names=tuple("0123456789")):
    return [
        ",".join([names[label], *map(str, image.reshape(-1).tolist())])
        for image, label in zip(part.images, part.labels.tolist(), strict=True)
    ]


@pytest.fixture
def ours():
    """Forty digits to learn from, twenty for the test."""
    return dataset()


@pytest.fixture
def rows(ours):
    """The forty as lines of CSV, the label first."""
    return csv_rows(ours.train)


@pytest.fixture
def written(tmp_path):
    """A file with the given lines or bytes."""

    def written(content, name="train.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else "".join(f"{line}\n" for line in content).encode())
        return path

    return written
