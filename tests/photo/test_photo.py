import io
import math
import struct
import sys
import tracemalloc
import zlib

import numpy as np
import pytest
from helpers.photos import image_of as photo_image
from helpers.photos import painted, photographed
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtGui import QColor, QImage, QPainter

from digitpad import bundled_network
from digitpad.errors import DigitpadError
from digitpad.ink.raster import rasterize
from digitpad.model.keras_file import read_network
from digitpad.photo import photo
from digitpad.photo.image_file import MAX_PIXELS, decode, format_of
from digitpad.photo.photo import MAX_FILE_BYTES, read_photo
from digitpad.replay import bundled_drawings

pytestmark = pytest.mark.slow

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def only(pictures):
    """The one digit, or an empty picture where there is none."""
    assert len(pictures) <= 1
    return pictures[0] if pictures else np.zeros((28, 28), np.uint8)


def pixels_of(image):
    """As the window hands over what Qt has decoded."""
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


def packed(image, form, **how):
    """The bytes of a file by Pillow."""
    file = io.BytesIO()
    image.save(file, form, **how)
    return file.getvalue()


def prepare(greys):
    return only(photo.prepare(greys)[1])


def read_picture(path):
    return only(read_photo(path).pictures)


def chunk(kind, data=b""):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def header(width, height, depth=8, colour=0, interlaced=0):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))


def png(rows, width, height, *, extra=b"", **how):
    """A PNG file of rows that begin with their filter's number, by the specification alone."""
    pixels = chunk(b"IDAT", zlib.compress(b"".join(rows)))
    return SIGNATURE + header(width, height, **how) + extra + pixels + chunk(b"IEND")


def grey_png(greys, **how):
    return png([b"\0" + row.tobytes() for row in greys], greys.shape[1], greys.shape[0], **how)


def one(paper=255, ink=0):
    """An upright stroke, 60 x 10 in a picture of 100 x 80."""
    greys = np.full((100, 80), paper, np.uint8)
    greys[20:80, 35:45] = ink
    return greys


def image_of(greys):
    height, width = greys.shape
    return QImage(greys.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()


def grey_levels_apart(first, second):
    return int(np.abs(first.astype(int) - second).max())


@pytest.fixture
def read(tmp_path):
    def read(content, name="picture.png"):
        path = tmp_path / name
        path.write_bytes(content)
        return read_picture(path)

    return read


@pytest.fixture
def saved(tmp_path):
    def saved(image, form, name=None):
        path = tmp_path / (name or f"picture.{form.lower()}")
        assert image.save(str(path), form)
        return path

    return saved


def test_a_stroke_by_hand():
    """60 x 10 becomes 20 high, of the usual pen's width, and stands in the middle to the nearest pixel."""
    picture = prepare(one())
    assert (picture.shape, picture.dtype) == ((28, 28), np.uint8)
    rows, columns = np.nonzero(picture > 127)
    assert (rows.min(), rows.max()) == (4, 23)
    assert 12 <= columns.min() <= columns.max() <= 15
    assert 1.5 <= picture[14].sum() / 255 <= 3


@pytest.mark.parametrize(("paper", "ink"), [(0, 255), (255, 0), (200, 90), (90, 200), (120, 140), (255, 231)])
def test_any_ink_on_any_paper_gives_the_same_picture(paper, ink):
    if abs(paper - ink) < 24:
        assert not prepare(one(paper, ink)).any()
    else:
        np.testing.assert_array_equal(prepare(one(paper, ink)), prepare(one()))


@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (50, 1), (300, 200)])
@pytest.mark.parametrize("grey", [0, 77, 255])
def test_paper_alone_is_an_empty_picture(shape, grey):
    assert not prepare(np.full(shape, grey, np.uint8)).any()


@pytest.mark.parametrize("shape", [(1, 3), (3, 1), (1, 2), (2, 2), (1, 10_000), (5000, 2)])
def test_odd_shapes_are_prepared(shape):
    greys = np.zeros(shape, np.uint8)
    greys.flat[greys.size // 2] = 255
    assert prepare(greys).max() in (0, 255)


def test_a_thin_line_in_a_big_picture_is_not_lost():
    greys = np.full((2000, 1500), 255, np.uint8)
    greys[300:1700, 700] = 0
    greys[300, 300:1100] = 0
    picture = prepare(greys)
    assert picture.max() == 255
    assert np.count_nonzero(picture) >= 30


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_any_greys_are_prepared(height, width, seed):
    _, pictures = photo.prepare(np.random.default_rng(seed).integers(0, 256, (height, width), np.uint8))
    assert all((picture.shape, picture.dtype) == ((28, 28), np.uint8) for picture in pictures)


@pytest.mark.parametrize("form", ["png", "bmp"])
def test_an_enlarged_picture_comes_back_and_gets_the_same_answer(form, saved):
    network = read_network(bundled_network.network_path())
    for label, ink in bundled_drawings():
        picture = rasterize(ink)
        large = np.kron(picture, np.ones((10, 10), np.uint8))
        back = read_picture(saved(image_of(255 - large), form))
        # Not the very same: a file's digit is placed by whole pixels, and its faint edge is paper.
        shifts = [np.roll(back, (dy, dx), (0, 1)) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
        assert max(np.corrcoef(shifted.ravel(), picture.ravel())[0, 1] for shifted in shifts) > 0.9
        answers = network.probabilities(np.stack([picture, back]))
        assert answers.argmax(axis=1).tolist() == [int(label)] * 2


@pytest.mark.parametrize("form", ["JPG", "BMP", "PNG"])
def test_the_content_says_what_a_file_is_and_not_its_name(form, saved):
    path = saved(image_of(one()), form, "picture.png")
    assert grey_levels_apart(read_picture(path), prepare(one())) <= 6


@pytest.mark.parametrize(
    "form",
    [
        QImage.Format.Format_Mono,
        QImage.Format.Format_Indexed8,
        QImage.Format.Format_RGB888,
        QImage.Format.Format_ARGB32,
        QImage.Format.Format_Grayscale16,
        QImage.Format.Format_RGBA64,
    ],
    ids=lambda form: form.name,
)
def test_every_kind_of_png_is_read(form, saved):
    image = image_of(one()).convertToFormat(form)
    assert grey_levels_apart(read_picture(saved(image, "PNG")), prepare(one())) <= 1


def test_an_interlaced_png_is_read(read):
    greys = one()[::2, ::3]
    rows = []
    for left, top, step_x, step_y in (
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)
    ):  # fmt: skip
        rows += [b"\0" + row.tobytes() for row in greys[top::step_y, left::step_x]]
    height, width = greys.shape
    np.testing.assert_array_equal(read(png(rows, width, height, interlaced=1)), prepare(greys))


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_a_tiny_interlaced_png_is_read(read, size):
    """Most of its seven passes are empty."""
    rows = []
    for left, top, step_x, step_y in (
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)
    ):  # fmt: skip
        columns = math.ceil(max(size - left, 0) / step_x)
        rows += [b"\0" + b"\xff" * columns] * (math.ceil(max(size - top, 0) / step_y) if columns else 0)
    assert not read(png(rows, size, size, interlaced=1)).any()


def test_paper_may_be_transparent(saved):
    image = QImage(80, 100, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    painter.fillRect(35, 20, 10, 60, QColor("black"))
    painter.end()
    np.testing.assert_array_equal(read_picture(saved(image, "PNG")), prepare(one()))


def test_one_transparent_colour_is_paper_too(read):
    """Black with black transparent and ink of grey 1: nearly white paper, so a digit of full contrast."""
    np.testing.assert_array_equal(read(grey_png(one(0, 1), extra=chunk(b"tRNS", b"\0\0"))), prepare(one()))


def test_a_palette_is_followed(read):
    rows = [b"\0" + row.tobytes() for row in (one() == 0).astype(np.uint8)]
    palette = chunk(b"PLTE", b"\x20\x20\x20" + b"\xff\xff\x00")
    np.testing.assert_array_equal(read(png(rows, 80, 100, colour=3, extra=palette)), prepare(one(0, 255)))


@pytest.mark.parametrize(
    "extra",
    [
        chunk(b"tEXt", b"Comment\0hello"),
        chunk(b"iCCP", b"x\0\0not a profile"),
        chunk(b"tRNS", b"far too long"),
        chunk(b"gAMA", b"\0"),
        chunk(b"tEXt", b"damaged")[:-1] + b"\0",
        chunk(b"PLTE", b"\0\0\0"),
    ],
    ids=["text", "colour profile", "transparency", "gamma", "wrong sum", "a palette for nothing"],
)
def test_what_makes_no_pixels_does_no_harm(read, extra, capfd):
    np.testing.assert_array_equal(read(grey_png(one(), extra=extra)), prepare(one()))
    assert capfd.readouterr() == ("", "")


GOOD = grey_png(one())
NOT_A_PICTURE = "is not a picture that Digitpad can read; expected PNG, JPEG, BMP, GIF, WebP or TIFF"
DAMAGED = "is damaged or incomplete; copy it again"
BAD_PNG = {
    "first half": GOOD[: len(GOOD) // 2],
    "signature alone": SIGNATURE,
    "cut off in the header": GOOD[:20],
    "cut off before the end": GOOD[:-12],
    "flipped bit": GOOD[:60] + bytes([GOOD[60] ^ 4]) + GOOD[61:],
    "chunk longer than the file": SIGNATURE + header(80, 100) + b"\x7f\xff\xff\xfftEXt",
    "chunk longer than a chunk": SIGNATURE + header(80, 100) + b"\xff\xff\xff\xfftEXt",
    "no pixels": SIGNATURE + header(80, 100) + chunk(b"IEND"),
    "too few pixels": png([b"\0" + bytes(80)] * 99, 80, 100),
    "too many pixels": png([b"\0" + bytes(80)] * 101, 80, 100),
    "pixels that are not packed": SIGNATURE + header(80, 100) + chunk(b"IDAT", b"pixels") + chunk(b"IEND"),
    "pixels in two places": b"".join(
        (SIGNATURE, header(1, 1), chunk(b"IDAT"), chunk(b"tEXt"), chunk(b"IDAT"), chunk(b"IEND"))
    ),
    "unknown filter": png([b"\5" + bytes(80)] * 100, 80, 100),
    "unknown filter, interlaced": png([b"\7\0"], 1, 1, interlaced=1),
    "no width": png([], 0, 100),
    "no height": png([], 80, 0),
    "unknown depth": grey_png(one(), depth=7),
    "unknown colour": grey_png(one(), colour=5),
    "unknown interlacing": grey_png(one(), interlaced=2),
    "palette missing": grey_png(one(), colour=3),
    "palette too long": grey_png(one(), colour=3, extra=chunk(b"PLTE", bytes(3 * 257))),
    "header twice": SIGNATURE + header(80, 100) + GOOD[8:],
    "header last": SIGNATURE + chunk(b"IDAT") + header(80, 100) + chunk(b"IEND"),
    "short header": SIGNATURE + chunk(b"IHDR", b"\0\0") + chunk(b"IEND"),
}


@pytest.mark.parametrize("content", BAD_PNG.values(), ids=BAD_PNG.keys())
def test_a_damaged_png_is_refused_and_no_library_prints_about_it(read, content, capfd):
    with pytest.raises(DigitpadError, match=f"^“picture.png” {DAMAGED}.$"):
        read(content)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("form", ["JPG", "BMP"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_that_is_cut_off_is_refused(form, share, saved, read, capfd):
    """A lenient decoder would fill the rest with grey and read some digit."""
    whole = saved(image_of(one()), form).read_bytes()
    with pytest.raises(DigitpadError, match=DAMAGED):
        read(whole[: int(len(whole) * share)])
    assert capfd.readouterr() == ("", "")


def test_a_jpeg_with_more_behind_its_end_is_read(saved, read):
    """Cameras do that."""
    whole = saved(image_of(one()), "JPG").read_bytes()
    np.testing.assert_array_equal(read(whole + b"trailer" + bytes(100)), read(whole))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"1", NOT_A_PICTURE),
        (b"a digit, in words\n" * 100, NOT_A_PICTURE),
        (b"PK\x03\x04" + bytes(100), NOT_A_PICTURE),
        (b"GIF89a" + bytes(100), DAMAGED),
        (b"II*\0" + bytes(100), DAMAGED),
        (b"MM\0*" + bytes(100), DAMAGED),
        (b"RIFF\x64\0\0\0WEBPVP8L" + bytes(100), DAMAGED),
        (b'<svg xmlns="http://www.w3.org/2000/svg" height="9"><image href="file:///x"/></svg>', "is an SVG drawing"),
        (b'<?xml version="1.0"?>\n<!-- by hand -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', "is an SVG drawing"),
        (b"<?xml version='1.0'?><html></html>", NOT_A_PICTURE),
        (b"%PDF-1.7\n%", "is a PDF document and not a picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40), "is a HEIC photo, .* Most Compatible"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + bytes(40), "is a HEIC photo"),
        (b"\0\0\0\x1cftypavif\0\0\0\0mif1miafavif" + bytes(40), "is an AVIF picture"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf" + bytes(40), "is an AVIF picture"),
        (b"\0\0\0\x18ftypisom\0\0\x02\0isommp41" + bytes(40), NOT_A_PICTURE),
        (b"BM", DAMAGED),
        (b"BM" + bytes(100), DAMAGED),
        (b"\xff\xd8\xff\xd9", DAMAGED),
        (b"\xff\xd8\xff\xda\0\0\xff\xd9", DAMAGED),
        (png([], 40_000, 40_000), "has more than 24 megapixels, which is too many; make it smaller"),
        (png([], 2**31 - 1, 2**31 - 1), "too many"),
        (png([b"\0"], 2**31, 1), "too many"),
        (b"BM" + struct.pack("<IIIIiiHHI", 0, 0, 54, 40, 40_000, -40_000, 1, 24, 0) + bytes(24), "more than 24 mega"),
        (
            bytes.fromhex("ffd8 ffc0 000b 08 9c40 9c40 01 01 11 00 ffda 0008 01 01 00 00 3f 00 ffd9"),
            "more than 52 megapixels",
        ),
    ],
    ids=lambda value: repr(value[:12]) if isinstance(value, bytes) else "",
)
def test_what_is_no_picture_is_refused_in_one_sentence(read, content, words, capfd):
    with pytest.raises(DigitpadError, match=words) as refused:
        read(content)
    sentence = str(refused.value)
    assert sentence.startswith("“picture.png” ")
    assert sentence.endswith(".")
    assert sentence.isprintable()
    assert capfd.readouterr() == ("", "")


def test_a_small_file_of_very_many_pixels_is_refused_before_it_is_unpacked(read):
    bomb = zlib.compress(bytes(50_000_000), 9)
    content = SIGNATURE + header(7_000, 7_000) + chunk(b"IDAT", bomb) + chunk(b"IEND")
    assert len(content) < 60_000
    with pytest.raises(DigitpadError, match="more than 24 megapixels"):
        read(content)


def test_more_pixels_than_the_header_says_are_not_unpacked(read):
    content = SIGNATURE + header(10, 10) + chunk(b"IDAT", zlib.compress(bytes(100_000_000), 9)) + chunk(b"IEND")
    with pytest.raises(DigitpadError, match=DAMAGED):
        read(content)


def test_a_file_that_is_too_big_is_not_opened(tmp_path):
    path = tmp_path / "big.png"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(DigitpadError, match=r"“big\.png” is too big: 33 MB; expected at most 32 MB"):
        read_picture(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(DigitpadError, match=r"“nothing.png” cannot be read \(No such file"):
        read_picture(tmp_path / "nothing.png")
    with pytest.raises(DigitpadError, match=f"^“{tmp_path.name}” is a folder; choose a picture in it.$"):
        read_picture(tmp_path)


@pytest.mark.parametrize("name", ["rows.CSV", "set.npz", "train-images-idx3-ubyte", "t10k-images-idx3-ubyte.gz"])
def test_labelled_pictures_are_shown_their_way(read, name):
    with pytest.raises(DigitpadError) as refused:
        read(b"7,0,0", name)
    assert str(refused.value) == (
        f"“{name}” is not a picture; File > Import pictures takes labelled pictures of other programs."
    )


@pytest.mark.parametrize("name", ["Zoë Müller 学生.png", "100%.png", "a%20b.png", "#?.png", ":x.png"])
def test_any_name_will_do(read, name):
    np.testing.assert_array_equal(read(GOOD, name), prepare(one()))


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    """Whole files to damage at random: damage in the middle gets further than noise does."""
    folder = tmp_path_factory.mktemp("seeds")
    for form in ("JPG", "BMP"):
        assert image_of(one()[::5, ::5]).save(str(folder / form), form)
    small = one()[::5, ::5]
    rows = [b"\0" + bytes(5)] * 9
    seeds = [grey_png(small), *(path.read_bytes() for path in sorted(folder.iterdir())), png(rows, 5, 9, interlaced=0)]
    image = Image.fromarray(small)
    seeds += [packed(image, form) for form in ("GIF", "WEBP", "TIFF")]
    return [*seeds, packed(image, "TIFF", compression="tiff_lzw"), packed(image, "TIFF", compression="jpeg")]


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    which=st.integers(0, 8),
    damage=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=6),
    noise=st.binary(max_size=60),
    end=st.integers(1, 2000),
)
@example(which=0, damage=[], noise=b"", end=2000)
def test_any_bytes_are_a_picture_or_refused(seeds, capfd, which, damage, noise, end):
    content = bytearray(seeds[which])
    for place, value in damage:
        content[place % len(content)] = value
    for body in (bytes(content[:end]), bytes(content[:end]) + noise, content[:3] + noise, noise):
        try:
            pictures = photo.decode_photo(bytes(body), "picture.png").pictures
        except DigitpadError:
            continue
        assert all((picture.shape, picture.dtype) == ((28, 28), np.uint8) for picture in pictures)
    assert capfd.readouterr() == ("", "")


def test_a_photo_is_turned_as_the_camera_was_held(saved):
    """EXIF orientation 6: the top of the scene is at the right of what is stored."""
    upright = painted([(dict(bundled_drawings())["4"], 200, 100, 220)], 12)
    greys = photographed(upright)
    jpeg = saved(photo_image(np.rot90(greys)), "JPG")
    content = jpeg.read_bytes()
    tiff = b"MM\0*\0\0\0\x08" + b"\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + bytes(4)
    exif = b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff
    jpeg.write_bytes(content[:2] + exif + content[2:])
    turned = read_photo(jpeg)
    assert turned.pixels.shape == (*greys.shape, 4)
    assert grey_levels_apart(turned.pictures[0], prepare(greys)) <= 60


@pytest.mark.parametrize("ink", ["white", "black", "yellow"])
def test_ink_of_any_colour_on_nothing(saved, ink):
    image = QImage(80, 100, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    painter.fillRect(35, 20, 10, 60, QColor(ink))
    painter.end()
    assert grey_levels_apart(read_picture(saved(image, "PNG")), prepare(one())) <= 1


def test_bytes_and_pictures_without_a_file_are_looked_at_as_closely(saved):
    content = saved(image_of(one()), "PNG").read_bytes()
    np.testing.assert_array_equal(photo.decode_photo(content, "It").pictures[0], prepare(one()))
    with pytest.raises(DigitpadError, match=r"^“It” is damaged"):
        photo.decode_photo(content[:-20], "It")
    with pytest.raises(DigitpadError, match=r"^“It” is too big"):
        photo.decode_photo(bytes(MAX_FILE_BYTES + 1), "It")
    with pytest.raises(DigitpadError, match=r"^“It” is empty"):
        photo.photo_of(np.zeros((0, 0, 4), np.uint8), "It")
    with pytest.raises(DigitpadError, match="too many"):
        photo.photo_of(np.broadcast_to(np.uint8(0), (52_000_001, 1, 4)), "It")


@pytest.mark.parametrize(("width", "height"), [(5712, 4284), (8064, 6048), (52_000, 1000)])
def test_photos_of_todays_telephones_are_read_without_decoding_all_their_pixels(saved, width, height):
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.fillRect(width // 2, height // 5, height // 10, height * 3 // 5, QColor("black"))
    painter.end()
    path = saved(image, "JPG")
    tracemalloc.start()
    pixels = decode(path.read_bytes(), "It", 1000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert max(pixels.shape) == 1000
    assert pixels.shape[1] / pixels.shape[0] == pytest.approx(width / height, rel=0.02)
    assert peak < 3 * width * height
    assert grey_levels_apart(read_picture(path), only(photo.photo_of(pixels_of(image), "It").pictures)) <= 40


# --- the formats that Pillow adds, and how each of them can be wrong


def stroke():
    return Image.fromarray(one())


FILES = {
    "GIF": packed(stroke(), "GIF"),
    "GIF, animated": packed(stroke(), "GIF", save_all=True, append_images=[Image.new("L", (80, 100), 9)] * 3),
    "WebP": packed(stroke(), "WEBP", lossless=True),
    "WebP, lossy": packed(stroke(), "WEBP", quality=90),
    "WebP, animated": packed(
        stroke().convert("RGB"), "WEBP", lossless=True, save_all=True, append_images=[Image.new("RGB", (80, 100))]
    ),
    "TIFF": packed(stroke(), "TIFF"),
    "TIFF, LZW": packed(stroke(), "TIFF", compression="tiff_lzw"),
    "TIFF, deflated": packed(stroke(), "TIFF", compression="tiff_adobe_deflate"),
    "TIFF, a fax": packed(stroke().convert("1"), "TIFF", compression="group4"),
    "TIFF, JPEG": packed(stroke(), "TIFF", compression="jpeg"),
    "TIFF, 16 bits": packed(Image.fromarray(one().astype(np.uint16) * 257), "TIFF"),
    "TIFF, colours": packed(stroke().convert("RGB"), "TIFF"),
    "TIFF, printed": packed(stroke().convert("CMYK"), "TIFF"),
    "TIFF, pages": packed(stroke(), "TIFF", save_all=True, append_images=[Image.new("L", (300, 300), 9)]),
    "JPEG, printed": packed(stroke().convert("CMYK"), "JPEG"),
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_every_format_is_read_its_first_frame_or_page_alone(read, content, capfd):
    assert grey_levels_apart(read(content), prepare(one())) <= 6
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", [name for name in FILES if name != "TIFF, pages"])  # whose later pages are not read
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_every_format_is_refused_where_it_is_cut_off(read, name, share, capfd):
    content = FILES[name]
    with pytest.raises(DigitpadError, match=DAMAGED):
        read(content[: int(len(content) * share)])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", ["GIF", "WebP", "TIFF", "TIFF, LZW"])
def test_paper_may_be_transparent_in_every_format(read, kind):
    image = Image.new("RGBA", (80, 100), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (35, 20, 45, 80))
    how = {"compression": "tiff_lzw"} if kind.endswith("LZW") else {"lossless": True} if kind == "WebP" else {}
    np.testing.assert_array_equal(read(packed(image, kind[:4], **how)), prepare(one()))


@pytest.mark.parametrize("depth", [1, 2, 4, 8, 16])
def test_one_transparent_grey_of_any_depth_is_paper(depth):
    """A column of each grey there is (of some, where there are many); the second is transparent."""
    greys = np.unique(np.linspace(0, 2**depth - 1, 16).astype(int))
    bits = (greys[:, None] >> np.arange(depth)[::-1]) & 1
    row = b"\0" + np.packbits(bits.astype(np.uint8)).tobytes()
    key = chunk(b"tRNS", struct.pack(">H", greys[1]))
    pixels = decode(png([row] * 3, len(greys), 3, depth=depth, extra=key), "It", 100)
    assert (pixels[0, :, 3] == np.where(np.arange(len(greys)) == 1, 0, 255)).all()
    assert np.abs(pixels[0, :, 0] - greys / (2**depth - 1) * 255)[pixels[0, :, 3] > 0].max() <= 1


@pytest.mark.parametrize("form", ["JPEG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_upright(form, orientation):
    """The corners of what is seen are stored where the EXIF standard says; 2 and up are mirrored or turned."""
    seen = np.zeros((32, 48), np.uint8)
    seen[:16, :16], seen[:16, 32:], seen[16:, :16] = 255, 160, 80
    undo = {
        1: lambda a: a, 2: np.fliplr, 3: lambda a: np.rot90(a, 2), 4: np.flipud, 5: np.transpose,
        6: lambda a: np.rot90(a, 1), 7: lambda a: np.rot90(a.T, 2), 8: lambda a: np.rot90(a, -1),
    }[orientation]  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = packed(Image.fromarray(np.ascontiguousarray(undo(seen))).convert("RGB"), form, exif=exif, quality=95)
    pixels = decode(content, "It", 100)
    assert pixels.shape == (32, 48, 4)
    assert np.abs(pixels[8::16, 8::16, 0].astype(int) - seen[8::16, 8::16]).max() <= 12


def test_a_cameras_damaged_notes_do_not_matter(saved):
    content = saved(image_of(one()), "JPG").read_bytes()
    notes = b"\xff\xe1" + struct.pack(">H", 30) + b"Exif\0\0" + b"MM\0*\xff\xff\xff\xff" + bytes(14)
    photo.decode_photo(content[:2] + notes + content[2:], "It")


def gif(width, height, frame=None):
    """The head of a GIF file, with a frame that may be larger than its canvas."""
    box = struct.pack("<4H", 0, 0, *(frame or (width, height)))
    # Replaced by its background, for which Pillow makes a picture as soon as it opens the file.
    control = b"!\xf9\4\x08\0\0\0\0"
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0" + bytes(6) + control + b"," + box + b"\0\2\0;"


def tiff(width, height, *more):
    tags = sorted([(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
                   (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, width * height % 2**32), *more])
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + b"".join(
        struct.pack("<HHII", *tag) for tag in tags) + bytes(4)  # fmt: skip


BOMBS = {
    "PNG": png([], 6_000, 5_000),
    "BMP": b"BM" + struct.pack("<IIIIiiHHI", 0, 0, 54, 40, 6_000, 5_000, 1, 24, 0) + bytes(24),
    "GIF": gif(6_000, 5_000),
    "GIF, vast": gif(65_535, 65_535),
    "GIF, frame beyond the canvas": gif(10, 10, (6_000, 5_000)),
    "GIF, vast frame beyond the canvas": gif(10, 10, (65_535, 65_535)),
    "WebP": packed(Image.new("RGB", (6_000, 5_000)), "WEBP", lossless=True, method=0),
    "TIFF": tiff(6_000, 5_000),
    "TIFF, vast": tiff(2**31, 2**31),
    "TIFF, vast tiles": tiff(6_000, 5_000, (322, 4, 1, 2**20), (323, 4, 1, 2**20), (324, 4, 1, 8), (325, 4, 1, 9)),
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS.keys())
def test_a_claim_of_many_pixels_is_refused_before_they_have_memory(content):
    decode(FILES["WebP"], "It", 100)  # Pillow is there
    assert MAX_PIXELS < 30_000_000
    before = memory()
    with pytest.raises(DigitpadError, match=r"^“It” has more than (24|52) megapixels, which is too many"):
        decode(content, "It", 1000)
    assert memory() - before < 40


def test_large_tiles_of_a_small_picture_are_refused():
    before = memory()
    with pytest.raises(DigitpadError):
        decode(tiff(100, 100, (322, 4, 1, 2**20), (323, 4, 1, 2**20), (324, 4, 1, 8), (325, 4, 1, 9)), "It", 1000)
    assert memory() - before < 40


def memory():
    """The most MB that this process has had; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.parametrize("form", ["I", "F"])
def test_numbers_that_are_no_grey_levels_are_refused(read, form):
    with pytest.raises(DigitpadError, match=NOT_A_PICTURE):
        read(packed(stroke().convert(form), "TIFF"))


def test_the_start_of_a_file_says_what_it_is():
    assert [format_of(content[:40]) for content in FILES.values()] == [
        {"WebP": "WEBP"}.get(name.partition(",")[0], name.partition(",")[0]) for name in FILES
    ]
    assert format_of(b"") is None


def test_what_shines_through_does_not_colour_a_reduced_picture():
    """A third of an edge of black on nothing stays black, whatever the colour of nothing is."""
    image = Image.new("RGBA", (3000, 3000), (255, 255, 255, 0))
    image.paste((0, 0, 0, 255), (1001, 0, 2000, 3000))
    pixels = decode(packed(image, "PNG", compress_level=1), "It", 1000)
    assert pixels.shape == (1000, 1000, 4)
    edge = pixels[500, 333]
    assert edge.tolist() == [0, 0, 0, 85]
