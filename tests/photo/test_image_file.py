"""Every format that Pillow adds, and how each of them can be wrong."""

import struct
import sys

import numpy as np
import pytest
from helpers.picture_files import (
    DAMAGED,
    NOT_A_PICTURE,
    chunk,
    greys_apart,
    image_of,
    packed,
    png,
    prepared_digit,
    upright_stroke,
)
from PIL import Image

from digitpad.errors import DigitpadError
from digitpad.photo import photo
from digitpad.photo.image_file import MAX_PIXELS, decode, format_of

pytestmark = pytest.mark.slow


def stroke():
    return Image.fromarray(upright_stroke())


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
    "TIFF, 16 bits": packed(Image.fromarray(upright_stroke().astype(np.uint16) * 257), "TIFF"),
    "TIFF, colours": packed(stroke().convert("RGB"), "TIFF"),
    "TIFF, printed": packed(stroke().convert("CMYK"), "TIFF"),
    "TIFF, pages": packed(stroke(), "TIFF", save_all=True, append_images=[Image.new("L", (300, 300), 9)]),
    "JPEG, printed": packed(stroke().convert("CMYK"), "JPEG"),
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_every_format_is_read_its_first_frame_or_page_alone(read_digit, content, capfd):
    assert greys_apart(read_digit(content), prepared_digit(upright_stroke())) <= 6
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", [name for name in FILES if name != "TIFF, pages"])  # whose later pages are not read
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_every_format_is_refused_where_it_is_cut_off(read_digit, name, share, capfd):
    content = FILES[name]
    with pytest.raises(DigitpadError, match=DAMAGED):
        read_digit(content[: int(len(content) * share)])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", ["GIF", "WebP", "TIFF", "TIFF, LZW"])
def test_paper_may_be_transparent_in_every_format(read_digit, kind):
    image = Image.new("RGBA", (80, 100), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (35, 20, 45, 80))
    how = {"compression": "tiff_lzw"} if kind.endswith("LZW") else {"lossless": True} if kind == "WebP" else {}
    np.testing.assert_array_equal(read_digit(packed(image, kind[:4], **how)), prepared_digit(upright_stroke()))


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


def test_a_cameras_damaged_notes_do_not_matter(save_image):
    content = save_image(image_of(upright_stroke()), "JPG").read_bytes()
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
def test_numbers_that_are_no_grey_levels_are_refused(read_digit, form):
    with pytest.raises(DigitpadError, match=NOT_A_PICTURE):
        read_digit(packed(stroke().convert(form), "TIFF"))


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
