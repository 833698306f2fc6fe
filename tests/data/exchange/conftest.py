"""Small sets of pictures that look like digits: paper all around, ink in the middle; and what any file must survive."""

import shutil
import tracemalloc

import numpy as np
import pytest
from helpers.labelled import CAP, LIMIT

from digitpad.data.digits import Dataset, Pictures
from digitpad.data.exchange.reading import read_labelled
from digitpad.errors import DigitpadError


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


@pytest.fixture(scope="module")
def survives(tmp_path_factory):
    """Whatever is in a file, there is an offer or one sentence, and no memory beyond the cap."""
    folder = tmp_path_factory.mktemp("fuzz")

    def survives(content, name="file", cap=CAP):
        """Read one file, or a folder of files by name."""
        path = folder / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            shutil.rmtree(path, ignore_errors=True)
            for inner, piece in content.items():
                (path / inner).parent.mkdir(parents=True, exist_ok=True)
                (path / inner).write_bytes(piece)
        tracemalloc.start()
        offer = sentence = None
        try:
            offer = read_labelled(path, limit=LIMIT, judge=lambda images: images[:, 0, 0] % 10)
        except DigitpadError as error:
            sentence = str(error)
        finally:
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        assert peak < cap
        if sentence is not None:
            assert sentence.startswith("“")
            assert sentence.endswith(".")
            assert sentence.isprintable()
        if offer is not None:
            assert len(offer.train)
            assert len(offer.test)
            assert 2 <= len(offer.class_names) <= 62
            assert len(set(offer.class_names)) == len(offer.class_names)
            assert max(offer.train.labels.max(), offer.test.labels.max()) < len(offer.class_names)
            assert len(offer) * 784 <= LIMIT
            assert len(offer.problems) == min(offer.bad, 5)
            assert all(sentence.replace("\N{NO-BREAK SPACE}", " ").isprintable() for sentence in offer.sentences())
            assert all(part.images.max(axis=(1, 2)).min() >= 16 for part in (offer.train, offer.test))
        return offer

    return survives
