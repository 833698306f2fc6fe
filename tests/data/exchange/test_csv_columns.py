"""CSV with more columns than a label and pixels, and files that belong together."""

import gzip

import numpy as np
import pytest
from helpers.labelled import HEADER, refusal, same

from digitpad.data.exchange.reading import read_labelled


@pytest.mark.parametrize("title", ["", "Unnamed: 0", "id"])
def test_a_titled_index_is_dropped(ours, rows, written, title):
    lines = [f"{title},{HEADER}", *(f"{index},{row}" for index, row in enumerate(rows))]
    offer = read_labelled(written(lines))
    assert same(offer, ours.train)
    assert "Column 1 numbers the rows and is not taken for a pixel." in offer.notes


def test_an_index_without_a_title_is_dropped(ours, rows, written):
    numbered = [f"{index},{row}" for index, row in enumerate(rows)]
    for first in ([], ["," + ",".join(map(str, range(785)))]):
        offer = read_labelled(written([*first, *numbered]))
        assert same(offer, ours.train)
        assert offer.is_whole


@pytest.mark.parametrize("place", [1, 300, 783])
@pytest.mark.parametrize("index", [[], ["7"]], ids=["alone", "with an index"])
def test_a_titled_label_is_found_wherever_it_is(ours, rows, written, place, index):
    def moved(label, pixels):
        return ",".join([*index, *pixels[:place], label, *pixels[place:]])

    cells = [row.split(",") for row in [HEADER, *rows]]
    lines = [moved(cell[0], cell[1:]) for cell in cells]
    if index:
        lines[0] = "id" + lines[0].removeprefix("7")
    offer = read_labelled(written(lines))
    assert same(offer, ours.train)
    assert f"The labels are in column {place + 1 + len(index)}." in offer.notes


def test_gzipped_csv_with_its_sister(ours, rows, written):
    pack = lambda lines: gzip.compress("\n".join(lines).encode())  # noqa: E731 - short
    written(pack([HEADER, *rows[:20]]), "mnist_test.csv.gz")
    offer = read_labelled(written(pack([HEADER, *rows]), "mnist_train.csv.gz"))
    np.testing.assert_array_equal(offer.train.images, ours.train.images)
    assert len(offer.test) == 20
    assert "damaged or cannot be read" in refusal(written(pack(rows)[:-300], "cut.csv.gz"))


def test_a_copy_of_a_file_has_its_sister(rows, written):
    written(rows[:20], "mnist_test.csv")
    assert len(read_labelled(written(rows, "mnist_train (1).csv")).test) == 20
    written(rows[:30], "mnist_test (1).csv")
    assert len(read_labelled(written(rows, "mnist_train (1).csv")).test) == 30
