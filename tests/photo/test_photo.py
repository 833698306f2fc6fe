import struct
import tracemalloc

import numpy as np
import pytest
from helpers.photos import image_of as photo_image
from helpers.photos import painted, photographed
from helpers.picture_files import file_digit, greys_apart, image_of, only_picture, prepared_digit, upright_stroke
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter

from digitpad import bundled_network
from digitpad.errors import DigitpadError
from digitpad.ink.raster import rasterize
from digitpad.model.keras_file import read_network
from digitpad.photo import photo
from digitpad.photo.image_file import decode
from digitpad.photo.photo import MAX_FILE_BYTES, read_photo
from digitpad.replay import bundled_drawings

pytestmark = pytest.mark.slow

def pixels_of(image):
    """As the window hands over what Qt has decoded."""
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


def test_a_stroke_by_hand():
    """60 x 10 becomes 20 high, of the usual pen's width, and stands in the middle to the nearest pixel."""
    picture = prepared_digit(upright_stroke())
    assert (picture.shape, picture.dtype) == ((28, 28), np.uint8)
    rows, columns = np.nonzero(picture > 127)
    assert (rows.min(), rows.max()) == (4, 23)
    assert 12 <= columns.min() <= columns.max() <= 15
    assert 1.5 <= picture[14].sum() / 255 <= 3


@pytest.mark.parametrize(("paper", "ink"), [(0, 255), (255, 0), (200, 90), (90, 200), (120, 140), (255, 231)])
def test_any_ink_on_any_paper_gives_the_same_picture(paper, ink):
    if abs(paper - ink) < 24:
        assert not prepared_digit(upright_stroke(paper, ink)).any()
    else:
        np.testing.assert_array_equal(prepared_digit(upright_stroke(paper, ink)), prepared_digit(upright_stroke()))


@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (50, 1), (300, 200)])
@pytest.mark.parametrize("grey", [0, 77, 255])
def test_paper_alone_is_an_empty_picture(shape, grey):
    assert not prepared_digit(np.full(shape, grey, np.uint8)).any()


@pytest.mark.parametrize("shape", [(1, 3), (3, 1), (1, 2), (2, 2), (1, 10_000), (5000, 2)])
def test_odd_shapes_are_prepared(shape):
    greys = np.zeros(shape, np.uint8)
    greys.flat[greys.size // 2] = 255
    assert prepared_digit(greys).max() in (0, 255)


def test_a_thin_line_in_a_big_picture_is_not_lost():
    greys = np.full((2000, 1500), 255, np.uint8)
    greys[300:1700, 700] = 0
    greys[300, 300:1100] = 0
    picture = prepared_digit(greys)
    assert picture.max() == 255
    assert np.count_nonzero(picture) >= 30


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_any_greys_are_prepared(height, width, seed):
    _, pictures = photo.prepare(np.random.default_rng(seed).integers(0, 256, (height, width), np.uint8))
    assert all((picture.shape, picture.dtype) == ((28, 28), np.uint8) for picture in pictures)


@pytest.mark.parametrize("form", ["png", "bmp"])
def test_an_enlarged_picture_comes_back_and_gets_the_same_answer(form, save_image):
    network = read_network(bundled_network.network_path())
    for label, ink in bundled_drawings():
        picture = rasterize(ink)
        large = np.kron(picture, np.ones((10, 10), np.uint8))
        back = file_digit(save_image(image_of(255 - large), form))
        # Not the very same: a file's digit is placed by whole pixels, and its faint edge is paper.
        shifts = [np.roll(back, (dy, dx), (0, 1)) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
        assert max(np.corrcoef(shifted.ravel(), picture.ravel())[0, 1] for shifted in shifts) > 0.9
        answers = network.probabilities(np.stack([picture, back]))
        assert answers.argmax(axis=1).tolist() == [int(label)] * 2


@pytest.mark.parametrize("form", ["JPG", "BMP", "PNG"])
def test_the_content_says_what_a_file_is_and_not_its_name(form, save_image):
    path = save_image(image_of(upright_stroke()), form, "picture.png")
    assert greys_apart(file_digit(path), prepared_digit(upright_stroke())) <= 6


def test_a_photo_is_turned_as_the_camera_was_held(save_image):
    """EXIF orientation 6: the top of the scene is at the right of what is stored."""
    upright = painted([(dict(bundled_drawings())["4"], 200, 100, 220)], 12)
    greys = photographed(upright)
    jpeg = save_image(photo_image(np.rot90(greys)), "JPG")
    content = jpeg.read_bytes()
    tiff = b"MM\0*\0\0\0\x08" + b"\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + bytes(4)
    exif = b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff
    jpeg.write_bytes(content[:2] + exif + content[2:])
    turned = read_photo(jpeg)
    assert turned.pixels.shape == (*greys.shape, 4)
    assert greys_apart(turned.pictures[0], prepared_digit(greys)) <= 60


@pytest.mark.parametrize("ink", ["white", "black", "yellow"])
def test_ink_of_any_colour_on_nothing(save_image, ink):
    image = QImage(80, 100, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    painter.fillRect(35, 20, 10, 60, QColor(ink))
    painter.end()
    assert greys_apart(file_digit(save_image(image, "PNG")), prepared_digit(upright_stroke())) <= 1


def test_bytes_and_pictures_without_a_file_are_looked_at_as_closely(save_image):
    content = save_image(image_of(upright_stroke()), "PNG").read_bytes()
    np.testing.assert_array_equal(photo.decode_photo(content, "It").pictures[0], prepared_digit(upright_stroke()))
    with pytest.raises(DigitpadError, match=r"^“It” is damaged"):
        photo.decode_photo(content[:-20], "It")
    with pytest.raises(DigitpadError, match=r"^“It” is too big"):
        photo.decode_photo(bytes(MAX_FILE_BYTES + 1), "It")
    with pytest.raises(DigitpadError, match=r"^“It” is empty"):
        photo.photo_of(np.zeros((0, 0, 4), np.uint8), "It")
    with pytest.raises(DigitpadError, match="too many"):
        photo.photo_of(np.broadcast_to(np.uint8(0), (52_000_001, 1, 4)), "It")


@pytest.mark.parametrize(("width", "height"), [(5712, 4284), (8064, 6048), (52_000, 1000)])
def test_photos_of_todays_telephones_are_read_without_decoding_all_their_pixels(save_image, width, height):
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.fillRect(width // 2, height // 5, height // 10, height * 3 // 5, QColor("black"))
    painter.end()
    path = save_image(image, "JPG")
    tracemalloc.start()
    pixels = decode(path.read_bytes(), "It", 1000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert max(pixels.shape) == 1000
    assert pixels.shape[1] / pixels.shape[0] == pytest.approx(width / height, rel=0.02)
    assert peak < 3 * width * height
    assert greys_apart(file_digit(path), only_picture(photo.photo_of(pixels_of(image), "It").pictures)) <= 40
