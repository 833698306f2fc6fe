"""Layouts that were once taken without a word, and wrong: black pictures, numbers of rows as labels, turned digits."""

import io

import numpy as np
import pytest
from helpers.labelled import refusal
from PIL import Image

from digitpad.bundled_network import read_digits
from digitpad.data.catalogue import Catalogue
from digitpad.data.digits import Pictures
from digitpad.data.exchange.import_candidate import BLACK_PAPER, ImportCandidate
from digitpad.data.exchange.plausibility import looked_at
from digitpad.data.exchange.reading import read_labelled


@pytest.fixture(scope="module")
def digits(tmp_path_factory):
    """Two hundred of MNIST's digits, in turn."""
    return Catalogue(tmp_path_factory.mktemp("none")).load("mnist-5k").train.take(np.arange(200))


def lines(part, images=None):
    images = part.images if images is None else images
    return [
        ",".join(map(str, [label, *image.reshape(-1).tolist()]))
        for image, label in zip(images, part.labels.tolist(), strict=True)
    ]


def small(images):
    """8 × 8 pixels from 0 to 16, as scikit-learn's digits are."""
    means = np.pad(images, ((0, 0), (2, 2), (2, 2))).reshape(-1, 8, 4, 8, 4).mean(axis=(2, 4)) / 255
    return np.rint((means / means.max()) * 16).astype(int)


def brightest(offer):
    return max(offer.train.images.max(), offer.test.images.max())


def saved_npz(path, images, labels):
    np.savez(path, x=images, y=labels)
    return path


# How bright ink is


def test_full_ink_of_16_is_full_ink(digits, written, tmp_path):
    images = small(digits.images)
    for path in (
        written(lines(digits, images), "digits.csv"),
        saved_npz(tmp_path / "a.npz", images.astype(np.float64), digits.labels),
        saved_npz(tmp_path / "b.npz", images.astype(np.uint8), digits.labels),
    ):
        offer = read_labelled(path)
        assert brightest(offer) == 255
        assert 0.05 < offer.train.images.mean() / 255 < 0.3
        assert "The brightest pixel is 16; all pictures are scaled so that it becomes 255." in offer.notes
        assert not offer.questions
        assert offer.is_whole


@pytest.mark.parametrize("full", [2, 16, 63, 100, 127, 1000, 1023, 4095, 65_535])
def test_any_other_full_scale_is_found(digits, tmp_path, full):
    images = np.rint(digits.images * (full / 255))
    offer = read_labelled(saved_npz(tmp_path / "a.npz", images, digits.labels))
    assert brightest(offer) >= 249
    assert sum("scaled" in note for note in offer.notes) == 1
    read = np.concatenate([offer.train.images, offer.test.images]).mean()
    assert abs(read / digits.images.mean() - 1) < 0.1


def test_one_faint_picture_does_not_scale_the_others(digits, tmp_path):
    images = digits.images.copy()
    images[0] //= 8
    offer = read_labelled(saved_npz(tmp_path / "a.npz", images, digits.labels))
    np.testing.assert_array_equal(offer.train.images[0], images[0])
    np.testing.assert_array_equal(offer.train.images[1], digits.images[1])


def test_pale_ink_on_white_becomes_light(digits, tmp_path):
    images = 255 - digits.images // 4
    offer = read_labelled(saved_npz(tmp_path / "a.npz", images, digits.labels))
    assert brightest(offer) == 255
    assert any("all pictures are scaled" in note for note in offer.notes)


def test_dark_pictures_among_a_few_light_ones_are_asked_about(digits, tmp_path):
    images = digits.images // 10
    images[5, 14, 14] = 255
    offer = read_labelled(saved_npz(tmp_path / "a.npz", images, digits.labels))
    assert any("Most pictures are dark" in question for question in offer.questions)


def test_blank_pictures_are_counted_and_left_out(digits, tmp_path):
    images = digits.images.copy()
    images[10:17] = 0
    offer = read_labelled(saved_npz(tmp_path / "a.npz", images, digits.labels))
    assert len(offer) == 193
    assert "7 pictures are blank, paper without ink, and left out." in offer.notes
    sentence = refusal(saved_npz(tmp_path / "b.npz", images * 0, digits.labels))
    assert "has blank pictures only, without any ink" in sentence


# Ink and paper


def png(pixels):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def folder_of(path, part, content):
    for number, (image, label) in enumerate(zip(part.images, part.labels.tolist(), strict=True)):
        (path / str(label)).mkdir(parents=True, exist_ok=True)
        (path / str(label) / f"{number:03}.png").write_bytes(content(number, image))
    return path


@pytest.mark.parametrize("ink", [0, 255])
def test_ink_on_a_transparent_ground_is_ink(digits, tmp_path, ink):
    def content(number, image):
        return png(np.stack([np.full_like(image, ink)] * 3 + [image], axis=-1))

    offer = read_labelled(folder_of(tmp_path / "set", digits, content))
    assert len(offer) == len(digits)
    ours = sorted(image.tobytes() for image in digits.images)
    assert sorted(image.tobytes() for part in (offer.train, offer.test) for image in part.images) == ours


def test_each_picture_has_its_own_paper(digits, tmp_path):
    offer = read_labelled(
        folder_of(tmp_path / "set", digits, lambda number, image: png(image if number % 3 == 0 else 255 - image))
    )
    assert "The paper is white in 133 pictures and black in 67; each is taken by its own border" in offer.paper
    ours = sorted(image.tobytes() for image in digits.images)
    assert sorted(image.tobytes() for part in (offer.train, offer.test) for image in part.images) == ours


def test_light_borders_among_grey_ones_are_asked_about(digits, tmp_path):
    images = np.where(np.arange(200)[:, None, None] % 3, 100 + digits.images // 2, 255 - digits.images)
    offer = read_labelled(saved_npz(tmp_path / "a.npz", images.astype(np.uint8), digits.labels))
    assert any("of the pictures the border is light" in question for question in offer.questions)


def test_clothes_that_reach_the_border_are_not_turned(shared):
    offer = read_labelled(shared / "fashion-mnist", limit=784 * 10_000)
    assert offer.paper == BLACK_PAPER
    assert not offer.questions


# What are labels?


def test_numbers_of_rows_beside_labels_are_no_labels(digits, written):
    header = ",".join(["label", *(f"pixel{index}" for index in range(784))])
    unlabelled = [f"{index + 1},{row.split(',', 1)[1]}" for index, row in enumerate(lines(digits))]
    for first in ([header.replace("label", "id")], []):
        written([*first, *unlabelled], "test.csv")
        offer = read_labelled(written([header, *lines(digits)]))
        assert len(offer) == len(digits)
        assert offer.class_names == tuple("0123456789")
        assert any(note.startswith("“test.csv” is left out. “test.csv” has no labels:") for note in offer.notes)
    assert "the column beside the pixels numbers the rows" in refusal(written(unlabelled, "alone.csv"))


def test_numbers_in_any_order_are_no_labels_either(digits, written):
    numbers = np.random.default_rng(0).permutation(200) * 7
    rows = [f"{number},{row.split(',', 1)[1]}" for number, row in zip(numbers, lines(digits), strict=True)]
    assert "has no labels" in refusal(written(rows))


def test_classes_of_the_test_alone_are_asked_about(digits, tmp_path):
    few = digits.labels < 8
    np.savez(tmp_path / "a.npz", x_train=digits.images[few], y_train=digits.labels[few],
             x_test=digits.images, y_test=digits.labels)
    questions = read_labelled(tmp_path / "a.npz").questions
    assert questions == (
        "The part for the test has 2 classes that the other part has no pictures of, such as: 8, 9.",
    )


def test_one_label_for_nearly_all_is_asked_about(digits, tmp_path):
    labels = np.where(np.arange(200) < 190, 0, digits.labels)
    questions = read_labelled(saved_npz(tmp_path / "a.npz", digits.images, labels)).questions
    assert any(question.startswith("Of 200 pictures, 19") for question in questions)


# Which way up?


def test_emnist_as_csv_is_turned_back(digits, written):
    offer = read_labelled(
        written(lines(digits, digits.images.swapaxes(1, 2)), "emnist-digits-train.csv"), judge=read_digits
    )
    assert "EMNIST's files have rows and columns changed over; they are changed back." in offer.notes
    np.testing.assert_array_equal(offer.train.images[0], digits.images[0])
    assert not offer.questions


@pytest.mark.parametrize(
    ("turn", "says"),
    [
        (lambda images: images.swapaxes(1, 2), "with rows and columns swapped."),
        (lambda images: np.rot90(images, -1, (1, 2)), "turned to the left."),
        (lambda images: np.rot90(images, 1, (1, 2)), "turned to the right."),
        (lambda images: images[:, :, ::-1], "with left and right swapped."),
        (lambda images: 255 - images, "with ink and paper swapped."),
    ],
    ids=["transposed", "right", "left", "mirrored", "inverted"],
)
def test_turned_digits_are_found_and_asked_about(digits, turn, says):
    turned = Pictures(np.ascontiguousarray(turn(digits.images)), digits.labels)
    offer = looked_at(ImportCandidate("a", "CSV", tuple("0123456789"), turned, turned, BLACK_PAPER), read_digits)
    assert offer.better is not None
    assert offer.better.sentence.endswith(says)
    assert offer.better.sentence in offer.questions
    np.testing.assert_array_equal(offer.corrected().train.images, digits.images)
    assert offer.corrected().better is None


def test_signs_that_are_no_digits_are_only_mentioned(digits, tmp_path):
    labels = (digits.labels + 3) % 10
    offer = read_labelled(saved_npz(tmp_path / "a.npz", digits.images, labels), judge=read_digits)
    assert "perhaps they are other signs than its digits." in offer.notes[1]
    assert not offer.questions


def test_digits_the_right_way_up_are_said_to_be_read(digits, tmp_path):
    offer = read_labelled(saved_npz(tmp_path / "a.npz", digits.images, digits.labels), judge=read_digits)
    said = "The built-in network gets {}\N{NO-BREAK SPACE}% of these digits right."
    assert offer.notes[1] in {said.format(share) for share in (99, 100)}
    assert offer.notes[0].startswith("Ink covers 1")
    assert not offer.questions
