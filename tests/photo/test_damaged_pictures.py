"""A file that is damaged, huge or no picture at all is refused in one sentence, before anything is unpacked."""

import struct
import zlib

import numpy as np
import pytest
from helpers.picture_files import (
    DAMAGED,
    NOT_A_PICTURE,
    SIGNATURE,
    chunk,
    file_digit,
    grey_png,
    header,
    image_of,
    packed,
    png,
    prepared_digit,
    upright_stroke,
)
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from digitpad.errors import DigitpadError
from digitpad.photo import photo
from digitpad.photo.photo import MAX_FILE_BYTES

pytestmark = pytest.mark.slow

GOOD = grey_png(upright_stroke())
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
    "unknown depth": grey_png(upright_stroke(), depth=7),
    "unknown colour": grey_png(upright_stroke(), colour=5),
    "unknown interlacing": grey_png(upright_stroke(), interlaced=2),
    "palette missing": grey_png(upright_stroke(), colour=3),
    "palette too long": grey_png(upright_stroke(), colour=3, extra=chunk(b"PLTE", bytes(3 * 257))),
    "header twice": SIGNATURE + header(80, 100) + GOOD[8:],
    "header last": SIGNATURE + chunk(b"IDAT") + header(80, 100) + chunk(b"IEND"),
    "short header": SIGNATURE + chunk(b"IHDR", b"\0\0") + chunk(b"IEND"),
}


@pytest.mark.parametrize("content", BAD_PNG.values(), ids=BAD_PNG.keys())
def test_a_damaged_png_is_refused_and_no_library_prints_about_it(read_digit, content, capfd):
    with pytest.raises(DigitpadError, match=f"^“picture.png” {DAMAGED}.$"):
        read_digit(content)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("form", ["JPG", "BMP"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_that_is_cut_off_is_refused(form, share, save_image, read_digit, capfd):
    """A lenient decoder would fill the rest with grey and read some digit."""
    whole = save_image(image_of(upright_stroke()), form).read_bytes()
    with pytest.raises(DigitpadError, match=DAMAGED):
        read_digit(whole[: int(len(whole) * share)])
    assert capfd.readouterr() == ("", "")


def test_a_jpeg_with_more_behind_its_end_is_read(save_image, read_digit):
    """Cameras do that."""
    whole = save_image(image_of(upright_stroke()), "JPG").read_bytes()
    np.testing.assert_array_equal(read_digit(whole + b"trailer" + bytes(100)), read_digit(whole))


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
def test_what_is_no_picture_is_refused_in_one_sentence(read_digit, content, words, capfd):
    with pytest.raises(DigitpadError, match=words) as refused:
        read_digit(content)
    sentence = str(refused.value)
    assert sentence.startswith("“picture.png” ")
    assert sentence.endswith(".")
    assert sentence.isprintable()
    assert capfd.readouterr() == ("", "")


def test_a_small_file_of_very_many_pixels_is_refused_before_it_is_unpacked(read_digit):
    bomb = zlib.compress(bytes(50_000_000), 9)
    content = SIGNATURE + header(7_000, 7_000) + chunk(b"IDAT", bomb) + chunk(b"IEND")
    assert len(content) < 60_000
    with pytest.raises(DigitpadError, match="more than 24 megapixels"):
        read_digit(content)


def test_more_pixels_than_the_header_says_are_not_unpacked(read_digit):
    content = SIGNATURE + header(10, 10) + chunk(b"IDAT", zlib.compress(bytes(100_000_000), 9)) + chunk(b"IEND")
    with pytest.raises(DigitpadError, match=DAMAGED):
        read_digit(content)


def test_a_file_that_is_too_big_is_not_opened(tmp_path):
    path = tmp_path / "big.png"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(DigitpadError, match=r"“big\.png” is too big: 33 MB; expected at most 32 MB"):
        file_digit(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(DigitpadError, match=r"“nothing.png” cannot be read \(No such file"):
        file_digit(tmp_path / "nothing.png")
    with pytest.raises(DigitpadError, match=f"^“{tmp_path.name}” is a folder; choose a picture in it.$"):
        file_digit(tmp_path)


@pytest.mark.parametrize("name", ["rows.CSV", "set.npz", "train-images-idx3-ubyte", "t10k-images-idx3-ubyte.gz"])
def test_labelled_pictures_are_shown_their_way(read_digit, name):
    with pytest.raises(DigitpadError) as refused:
        read_digit(b"7,0,0", name)
    assert str(refused.value) == (
        f"“{name}” is not a picture; File > Import pictures takes labelled pictures of other programs."
    )


@pytest.mark.parametrize("name", ["Zoë Müller 学生.png", "100%.png", "a%20b.png", "#?.png", ":x.png"])
def test_any_name_will_do(read_digit, name):
    np.testing.assert_array_equal(read_digit(GOOD, name), prepared_digit(upright_stroke()))


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    """Whole files to damage at random: damage in the middle gets further than noise does."""
    folder = tmp_path_factory.mktemp("seeds")
    for form in ("JPG", "BMP"):
        assert image_of(upright_stroke()[::5, ::5]).save(str(folder / form), form)
    small = upright_stroke()[::5, ::5]
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
