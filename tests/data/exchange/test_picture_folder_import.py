"""Folders of pictures as people have them."""

import io
import struct
import sys
import zlib

import numpy as np
import pytest
from helpers.labelled import PNG
from helpers.systems import not_on_windows
from PIL import Image
from PySide6.QtGui import QImage

from digitpad.data.exchange import picture_file
from digitpad.data.exchange.classes import ordered
from digitpad.data.exchange.reading import read_labelled
from digitpad.errors import DigitpadError


def digit(value=0, paper=255, side=28):
    greys = np.full((side, side), paper, np.uint8)
    greys[side // 4 : side // 2, side // 3 : side // 2] = value
    return greys


@pytest.fixture
def folder(tmp_path):
    """Two classes of three pictures."""
    for name in "ab":
        (tmp_path / "set" / name).mkdir(parents=True)
        for number in range(3):
            (tmp_path / "set" / name / f"{number}.png").write_bytes(picture_file.encode(digit(number)))
    return tmp_path / "set"


def test_a_folder_a_class(folder):
    offer = read_labelled(folder)
    assert offer.class_names == ("a", "b")
    assert (len(offer.train), len(offer.test), offer.bad) == (4, 2, 0)
    np.testing.assert_array_equal(offer.train.images[1], 255 - digit(1))


def test_what_systems_leave_in_folders_is_passed_over(folder):
    for name in ("Thumbs.db", "a/Thumbs.db", "a/.DS_Store", ".DS_Store", "b/desktop.ini"):
        (folder / name).write_bytes(b"litter")
    (folder / ".hidden").mkdir()
    (folder / "empty").mkdir()
    offer = read_labelled(folder)
    assert offer.bad == 0
    assert offer.class_names == ("a", "b")


def test_what_is_no_picture_is_named(folder):
    (folder / "a" / "jpeg.png").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "a" / "drawing.svg").write_text("<svg/>")
    (folder / "a" / "cut.png").write_bytes(picture_file.encode(digit())[:-20])
    (folder / "a" / "huge.png").write_bytes(picture_file.encode(digit())[:16] + b"\0\0\x9c\x40" * 2 + bytes(9))
    (folder / "a" / "dot.png").write_bytes(picture_file.encode(np.zeros((1, 1), np.uint8)))
    (folder / "a" / "nested").mkdir()
    linked = sys.platform != "win32"  # links need rights there
    if linked:
        (folder / "a" / "loop").symlink_to(folder)
    (folder / "a" / "{0}.png").write_bytes(b"")
    (folder / "readme.txt").write_text("hello")
    offer = read_labelled(folder)
    assert (len(offer), offer.bad) == (6, 8 + linked)
    assert offer.problems == (
        "readme.txt: is in no folder of a class",
        "a/cut.png: is damaged or incomplete",
        "a/dot.png: 1 × 1 pixels, expected 8 to 2,048 a side",
        "a/drawing.svg: is SVG, expected a picture such as PNG or JPEG",
        "a/huge.png: 40,000 × 40,000 pixels, expected 8 to 2,048 a side",
    )


def test_parts_in_folders_of_their_own(tmp_path):
    for part, count in (("Train", 4), ("test", 2)):
        for name in ("10", "9"):
            (tmp_path / part / name).mkdir(parents=True)
            for number in range(count):
                (tmp_path / part / name / f"{number}.png").write_bytes(picture_file.encode(digit()))
    offer = read_labelled(tmp_path)
    assert (len(offer.train), len(offer.test)) == (8, 4)
    assert offer.class_names == ("9", "10")


def encoded(kind, pixels, **options):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "BMP", "GIF", "WEBP", "TIFF"])
@pytest.mark.parametrize("side", [28, 280, 700])
def test_other_kinds_and_sizes_of_pictures(folder, kind, side):
    large = np.kron(digit(), np.ones((side // 28, side // 28), np.uint8))
    for path in sorted(folder.rglob("*.png")):
        path.unlink()
        path.with_suffix(f".{kind.lower()}").write_bytes(encoded(kind, large))
    offer = read_labelled(folder)
    assert (len(offer), offer.bad, offer.kind) == (6, 0, "folders of pictures")
    assert np.abs(offer.train.images.astype(int) - (255 - digit())).max() < 40
    assert (side == 28) or f"Pictures of {side} × {side} pixels are made 28 × 28 by averaging areas." in offer.notes


@pytest.mark.parametrize("kind", ["JPEG", "BMP", "GIF", "WEBP", "TIFF"])
def test_pictures_of_other_kinds_that_are_cut_off_or_huge_are_named(folder, kind):
    (folder / "a" / "cut").write_bytes(encoded(kind, digit(side=64))[:-40])
    (folder / "a" / "long").write_bytes(encoded(kind, np.zeros((3_000, 8), np.uint8)))
    offer = read_labelled(folder)
    assert len(offer) == 6
    assert offer.problems == (
        "a/cut: is damaged or incomplete", "a/long: 8 × 3,000 pixels, expected 8 to 2,048 a side"
    )


def in_parts(folder, **counts):
    for part, count in counts.items():
        for label in "01":
            (folder / part / label).mkdir(parents=True)
            for number in range(count):
                (folder / part / label / f"{number} (1).jpg").write_bytes(encoded("JPEG", digit()))
    return folder


def test_pictures_for_the_validation_are_learnt_from_or_tested_on(tmp_path):
    offer = read_labelled(in_parts(tmp_path / "three", train=4, val=2, test=3))
    assert (len(offer.train), len(offer.test), offer.bad) == (12, 6, 0)
    assert any(note.startswith("The pictures in “val” are added to those to learn from") for note in offer.notes)
    offer = read_labelled(in_parts(tmp_path / "two", train=4, valid=2))
    assert (len(offer.train), len(offer.test)) == (8, 4)
    assert "The pictures in “valid” are the part for the test, since there is no other." in offer.notes


def test_a_set_is_found_in_a_folder_in_a_folder(tmp_path):
    in_parts(tmp_path / "digits" / "digits-main" / "set", train=4, test=2)
    (tmp_path / "digits" / "__MACOSX" / "digits-main").mkdir(parents=True)
    (tmp_path / "digits" / ".git").mkdir()
    (tmp_path / "digits" / "digits-main" / "README.md").write_text("digits")
    offer = read_labelled(tmp_path / "digits")
    assert (len(offer.train), len(offer.test), offer.bad) == (8, 4, 0)
    assert offer.source == "digits"
    assert "The pictures are in the folder “set” inside." in offer.notes


def test_a_few_digits_are_digits(folder):
    (folder / "a").rename(folder / "3")
    (folder / "b").rename(folder / "7")
    offer = read_labelled(folder)
    assert offer.class_names == tuple("0123456789")
    assert set(offer.train.labels.tolist()) == {3, 7}


def test_sizes_may_differ(folder):
    (folder / "a" / "large.png").write_bytes(picture_file.encode(digit(side=112)))
    (folder / "b" / "wide.png").write_bytes(picture_file.encode(digit(side=56)[:, :30]))
    offer = read_labelled(folder)
    assert len(offer) == 8
    assert offer.bad == 0
    assert any("112 × 112, 30 × 56 pixels are made 28 × 28" in note for note in offer.notes)
    large = offer.train.images[[image[27].max() == 0 and image[10, 10] == 255 for image in offer.train.images]]
    assert (255 - digit() == large).all(axis=(1, 2)).any()


def test_the_first_of_each_class_where_all_are_too_many(folder):
    for name in "cdefg":
        (folder / name).mkdir()
        (folder / name / "1.png").write_bytes(picture_file.encode(digit()))
    for number in range(3, 6):
        for name in "ab":
            (folder / name / f"{number}.png").write_bytes(picture_file.encode(digit()))
    offer = read_labelled(folder, limit=8 * 784)
    assert len(offer) == 8
    assert any("Of 17 files, 8 are taken" in note for note in offer.notes)


@not_on_windows("links need rights there")
def test_a_link_is_not_followed(folder):
    (folder / "a" / "link.png").symlink_to(folder / "b" / "0.png")
    assert read_labelled(folder).problems[0].startswith("a/link.png: is not a file")


def test_a_folder_without_classes_is_refused(tmp_path):
    (tmp_path / "one.png").write_bytes(picture_file.encode(digit()))
    with pytest.raises(DigitpadError, match="neither IDX files nor folders of pictures"):
        read_labelled(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(DigitpadError, match="no folders of pictures in it"):
        read_labelled(tmp_path)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.png").write_bytes(picture_file.encode(digit()))
    with pytest.raises(DigitpadError, match="one class only, “a”"):
        read_labelled(tmp_path)


def test_more_than_62_classes_are_refused(tmp_path):
    for number in range(63):
        (tmp_path / f"n{number}").mkdir()
        (tmp_path / f"n{number}" / "1.png").write_bytes(picture_file.encode(digit()))
    with pytest.raises(DigitpadError, match="has 63 folders of pictures; at most 62"):
        read_labelled(tmp_path)


FORMATS = [
    QImage.Format.Format_Mono, QImage.Format.Format_Indexed8, QImage.Format.Format_Grayscale8,
    QImage.Format.Format_Grayscale16, QImage.Format.Format_RGB32, QImage.Format.Format_ARGB32,
    QImage.Format.Format_RGBA64,
]


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_every_kind_of_png_is_read_as_qt_reads_it(tmp_path, format):
    random = np.random.default_rng(3)
    colours = np.kron(random.integers(0, 256, (7, 9, 4), np.uint8), np.ones((3, 4, 1), np.uint8))
    colours[..., 3] |= 0x80 if format is not QImage.Format.Format_ARGB32 else 0
    colours = np.ascontiguousarray(colours)
    image = QImage(colours.tobytes(), 36, 21, 36 * 4, QImage.Format.Format_RGBA8888).convertToFormat(format)
    assert image.save(str(tmp_path / "a.png"))
    ours = picture_file.decode((tmp_path / "a.png").read_bytes())
    assert ours.shape == (21, 36)
    read = QImage(str(tmp_path / "a.png")).convertToFormat(QImage.Format.Format_RGBA8888)
    pixels = np.frombuffer(read.constBits(), np.uint8).reshape(21, 36, 4) / 255
    theirs = pixels[..., :3] @ [0.299, 0.587, 0.114] * pixels[..., 3] + 1 - pixels[..., 3]
    assert np.abs(ours - 255 * theirs).max() <= 1.5
    assert ours.std() > 20


@pytest.mark.parametrize("filter", range(5))
@pytest.mark.parametrize("channels", [1, 3])
def test_every_filter_is_undone(filter, channels):
    """Filtered here by the formulas of the PNG specification."""
    random = np.random.default_rng(filter)
    rows = random.integers(0, 256, (9, 10 * channels))
    raw = []
    for y in range(9):
        line = [filter]
        for x in range(10 * channels):
            a = int(rows[y, x - channels]) if x >= channels else 0
            b = int(rows[y - 1, x]) if y else 0
            c = int(rows[y - 1, x - channels]) if y and x >= channels else 0
            p = a + b - c
            pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
            nearest = a if pa <= pb and pa <= pc else b if pb <= pc else c
            line.append((int(rows[y, x]) - (0, a, b, (a + b) // 2, nearest)[filter]) % 256)
        raw.append(line)
    kind = struct.pack(">IIBBBBB", 10, 9, 8, 0 if channels == 1 else 2, 0, 0, 0)
    chunks = (b"IHDR", kind), (b"IDAT", zlib.compress(np.array(raw, np.uint8).tobytes())), (b"IEND", b"")
    result = picture_file.decode(b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    ))  # fmt: skip
    expected = rows if channels == 1 else rows.reshape(9, 10, 3) @ [0.299, 0.587, 0.114]
    assert np.abs(result - expected).max() <= 0.51


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["10", "9", "a2", "a10"], ("9", "10", "a2", "a10")),
        (["x²", "x1", "²", "٣"], ("x1", "x²", "²", "٣")),
        (["1" * 5000, "2"], ("2", "1" * 5000)),
    ],
    ids=["numbers by their value", "digits that are no numbers", "very long"],
)
def test_folders_are_ordered_as_people_do(names, expected):
    assert ordered(names) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["0 (1)", "1"], tuple("0123456789")),
        (["3", "3 (1)", "4(12)"], tuple("0123456789")),
        (["cat (1)", "dog (1)"], ("cat", "dog")),
        (["cat (1)", "cat (2)"], ("cat (1)", "cat (2)")),
        (["(1)", "(2)"], ("(1)", "(2)")),
        (["(1)", "dog (1)"], ("(1)", "dog")),
    ],
)
def test_a_copy_of_a_folder_is_called_as_the_folder(tmp_path, names, expected):
    for name in names:
        for number in (1, 2):
            (tmp_path / "set" / name).mkdir(parents=True, exist_ok=True)
            (tmp_path / "set" / name / f"{number}.png").write_bytes(PNG)
    offer = read_labelled(tmp_path / "set")
    assert offer.class_names == expected
    assert len(offer) == 2 * len(names)
