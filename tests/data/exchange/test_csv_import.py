"""CSV as other programs write it, and as it should not be."""

import numpy as np
import pytest
from helpers.labelled import HEADER, refusal, same

from digitpad.data.exchange.import_candidate import BLACK_PAPER, DARK_PAPER, LIGHT_PAPER, WHITE_PAPER
from digitpad.data.exchange.reading import read_labelled


@pytest.mark.parametrize("header", [[HEADER], [], ["label," + ",".join(map(str, range(784)))], [",".join(["x"] * 785)]])
def test_kaggles_train_csv_with_a_header_or_without(ours, rows, written, header):
    offer = read_labelled(written([*header, *rows]))
    assert same(offer, ours.train)
    assert offer.is_whole
    assert offer.kind == "CSV"
    assert offer.class_names == tuple("0123456789")


def test_kaggles_test_csv_has_no_labels(rows, written):
    bare = [row.split(",", 1)[1] for row in rows]
    for lines in ([HEADER.removeprefix("label,"), *bare], bare):
        sentence = refusal(written(lines, "test.csv"))
        assert sentence.startswith("“test.csv” has no labels: 784 columns are pictures of 28 × 28 pixels alone;")


def test_a_test_csv_without_labels_beside_it_is_left_out(ours, rows, written):
    written([row.split(",", 1)[1] for row in rows], "test.csv")
    offer = read_labelled(written(rows))
    assert same(offer, ours.train)
    assert any("“test.csv” has no labels" in note for note in offer.notes)


def test_a_sister_with_labels_is_the_part_for_the_test(ours, rows, written):
    written(rows[:20], "mnist_test.csv")
    offer = read_labelled(written(rows, "mnist_train.csv"))
    np.testing.assert_array_equal(offer.train.images, ours.train.images)
    np.testing.assert_array_equal(offer.test.images, ours.train.images[:20])


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode(),
        lambda text: ("\ufeff" + text).encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: (text + "\n\n,,,\n").encode(),
        lambda text: text.replace("\n", ".0\n").encode(),
        lambda text: "\n".join(",".join(f'"{cell}"' for cell in row.split(",")) for row in text.split()).encode(),
    ],
    ids=["semicolon", "tab", "BOM", "UTF-16", "CRLF", "no last newline", "blank lines", "7.0", "quoted"],
)
@pytest.mark.parametrize("header", [HEADER + "\n", ""], ids=["header", "bare"])
def test_the_same_in_other_clothes(ours, rows, written, encode, header):
    offer = read_labelled(written(encode(header + "\n".join(rows) + "\n")))
    assert same(offer, ours.train)
    assert offer.is_whole


@pytest.mark.parametrize("header", [[",".join([*(f"p{index}" for index in range(784)), "label"])], []])
def test_the_label_may_be_last(ours, rows, written, header):
    turned = [",".join([*row.split(",")[1:], row.split(",")[0]]) for row in rows]
    offer = read_labelled(written([*header, *turned]))
    assert same(offer, ours.train)
    assert "The labels are in the last column." in offer.notes


@pytest.mark.parametrize(("delimiter", "comma"), [(",", "."), (";", ",")])
def test_values_from_0_to_1(ours, written, delimiter, comma):
    lines = [
        delimiter.join([str(label), *(f"{value / 255:.5f}".replace(".", comma) for value in image.reshape(-1))])
        for image, label in zip(ours.train.images, ours.train.labels, strict=True)
    ]
    assert same(read_labelled(written(lines)), ours.train)


def test_the_first_bad_rows_are_named_and_the_good_ones_offered(rows, written):
    cells = [row.split(",") for row in rows]
    cells[3][100] = ""
    cells[5][7] = "abc"
    cells[7] = cells[7][:-1]
    cells[9][0] = "seven"
    cells[11][0] = "10"
    cells[13][0] = "99"
    cells[15][20] = "300"
    cells[17].append("0")
    cells[19] = ["5", "x" * 200_000]
    offer = read_labelled(written([HEADER, *(",".join(row) for row in cells)]))
    assert (len(offer), offer.bad) == (31, 9)
    assert not offer.is_whole
    assert offer.problems == (
        "row 5: pixel 99 is empty",
        "row 7: pixel 6 is “abc”, not a number",
        "row 9: 783 pixels, expected 784",
        "row 11: the label is “seven”, not a whole number",
        "row 13: the label is 10, expected 0 to 9",
    )
    assert offer.class_names == tuple("0123456789")
    last = offer.sentences()[-6:]
    assert last == ("9 cannot be taken, the first of them:", *(f"  {line}" for line in offer.problems))


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "1e400", "-inf"])
def test_a_number_that_is_no_grey_is_refused(rows, written, value):
    rows[4] = rows[4].replace(",0,", f",{value},", 1)
    offer = read_labelled(written(rows))
    assert offer.bad == 1
    assert offer.problems[0].startswith("row 5: a pixel is ")


def test_a_stray_quote_spoils_one_row_only(rows, written):
    rows[4] = rows[4].replace(",0,", ',"0,', 1)
    offer = read_labelled(written(rows))
    assert (len(offer), offer.bad) == (39, 1)


def test_many_labels_are_classes_and_not_slips(rows, written):
    offer = read_labelled(written([f"{index % 20},{row.split(',', 1)[1]}" for index, row in enumerate(rows)]))
    assert offer.class_names == tuple(map(str, range(20)))
    assert offer.is_whole


def test_labels_may_be_names_in_any_order(ours, rows, written):
    names = ("Zoë", "b", "item 10", "item 9", "ä")
    lines = [f"{names[index % 5]},{row.split(',', 1)[1]}" for index, row in enumerate(rows)]
    offer = read_labelled(written([HEADER, *lines]))
    assert offer.class_names == ("Zoë", "b", "item 9", "item 10", "ä")
    first = np.flatnonzero((offer.train.images == ours.train.images[2]).all(axis=(1, 2)))
    assert offer.class_names[offer.train.labels[first[0]]] == "item 10"


def test_more_than_62_names_leave_the_rarest_out(rows, written):
    lines = [f"n{index % 70},{rows[index % 40].split(',', 1)[1]}" for index in range(132)]
    offer = read_labelled(written(lines))
    assert len(offer.class_names) == 62
    assert offer.bad == 8
    assert "of more than 62 classes" in offer.problems[0]


def test_every_tenth_of_a_class_is_kept_for_the_test(written, rows):
    by_class = sorted(rows * 7)
    first, second = read_labelled(written(by_class)), read_labelled(written(by_class))
    np.testing.assert_array_equal(first.test.images, second.test.images)
    assert np.bincount(first.test.labels).tolist() == [2] * 10
    assert np.bincount(first.train.labels).tolist() == [26] * 10
    assert first.notes[-1] == (
        "There is no part for the test, so 20 of the 280 pictures, some of each class, are kept for it."
    )
    few = read_labelled(written(rows[:15]))
    assert np.bincount(few.test.labels, minlength=10).tolist() == [1] * 5 + [0] * 5
    assert few.notes[-1].endswith("5 of the 15 pictures, some of each class that has more than one, are kept for it.")


def test_white_paper_is_turned_and_said(ours, rows, written):
    white = [
        ",".join([row.split(",")[0], *(str(255 - int(cell)) for cell in row.split(",")[1:])]) for row in rows
    ]
    offer = read_labelled(written(white))
    assert same(offer, ours.train)
    assert "white; the pictures are inverted" in offer.paper
    back = offer.inverted()
    np.testing.assert_array_equal(back.train.images, 255 - offer.train.images)
    assert "as you chose" in back.paper
    assert "black" in read_labelled(written(rows)).paper


@pytest.mark.parametrize(
    ("paper", "ink", "told", "first_corner"),
    [(150, 0, LIGHT_PAPER, 105), (255, 0, WHITE_PAPER, 0), (100, 255, DARK_PAPER, 100), (0, 255, BLACK_PAPER, 0)],
)
def test_only_one_thing_is_said_of_the_paper(written, paper, ink, told, first_corner):
    image = np.full((28, 28), paper)
    image[8:20, 10:14] = ink
    offer = read_labelled(written([",".join(map(str, [index % 2, *image.ravel()])) for index in range(20)]))
    assert offer.paper == told
    assert not any("paper" in note.lower() for note in offer.notes)
    assert offer.train.images[0, 0, 0] == first_corner


def test_classes_without_pictures_are_not_said_to_have_some(written, rows):
    three = read_labelled(written([row for row in rows if row[0] in "136"]))
    assert "12 pictures of 3 of 10 classes; " in three.summary()
    assert "12 pictures of 3 of 10 classes (1, 3, 6); " in three.sentences()[0]
    assert "40 pictures of 10 classes (0, 1, 2, 3, 4, 5, 6, 7, 8, 9); " in read_labelled(written(rows)).sentences()[0]


def test_other_sizes_are_made_28_by_28(written):
    images = np.zeros((20, 56, 56), int)
    images[:, 10:40, 20:30] = 200
    lines = [",".join([str(index % 10), *map(str, image.reshape(-1))]) for index, image in enumerate(images)]
    offer = read_labelled(written(lines))
    np.testing.assert_array_equal(offer.train.images[0], images[0, ::2, ::2])
    assert "Pictures of 56 × 56 pixels are made 28 × 28 by averaging areas." in offer.notes


def test_a_file_that_is_mostly_wrong_is_not_read_to_its_end(written):
    good = [",".join([str(label), *["0"] * 63, "9"]) for label in range(2)] * 4
    offer = read_labelled(written([*good, *(["1" + ",x" * 64] * 10_100), *good]))
    assert (len(offer), offer.bad) == (8, 10_000)
    assert any("is read to row 10,009 only" in note for note in offer.notes)


def test_what_is_too_much_is_not_read(rows, written):
    offer = read_labelled(written(rows), limit=25 * 784)
    assert len(offer) == 25
    assert any("Only the first 25 rows" in note for note in offer.notes)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty; choose another file"),
        (b"\n\n", "is empty"),
        (b"hello world\n", "has no rows"),
        (b"1,2,3\n4,5,6\n", "has rows of 3 columns"),
        (b"1" * 3_000_000, "longer than any picture's"),
        (b"a,b\0c\n", "is not text"),
        (HEADER.encode(), "has no rows"),
        ((HEADER + "\n7" + ",x" * 784 + "\n").encode(), "row 2: pixel 0 is “x”, not a number"),
        (("7" + ",0,9" * 392 + "\n").encode() * 9, "pictures of one class only, “7”"),
        ((("7" + ",0,9" * 392 + "\n") + ("8" + ",0,9" * 392 + "\n")).encode(), "one picture of each class only"),
        (b"\x80\x04\x95\x00", "is a pickle, which could run a program and is never opened"),
        (b"\x89PNG\r\n\x1a\n", "is a single picture"),
        (b"\x1f\x8b\x08\x00", "is gzipped, but neither an IDX nor a CSV file is in it"),
        (b"\x93NUMPY\x01\x00", "is a single NumPy array"),
    ],
)
def test_other_files_are_refused_in_words(written, content, says):
    assert says in refusal(written(content))


def test_a_file_that_is_not_there(tmp_path):
    assert "is not there" in refusal(tmp_path / "nowhere.csv")


def test_emnists_letters_have_their_names_beside_them(ours, written):
    lines = [
        ",".join(map(str, [label + 1, *image.T.reshape(-1).tolist()]))
        for image, label in zip(ours.train.images, ours.train.labels.tolist(), strict=True)
    ]
    path = written(lines, "emnist-letters-train.csv")
    assert read_labelled(path).class_names == tuple(map(str, range(11)))
    mapping = "".join(f"{n} {64 + n} {96 + n}\n" for n in range(1, 27))
    (path.parent / "emnist-letters-mapping.txt").write_text(mapping)
    offer = read_labelled(path)
    assert offer.class_names == tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert same(offer, ours.train)
