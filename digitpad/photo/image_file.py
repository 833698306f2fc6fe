"""Decode picture files with Pillow, within our own caps: PNG, JPEG, BMP, GIF, WebP and TIFF.

Pillow is imported when the first picture comes. The content decides what a file is, not its name.
"""

from __future__ import annotations  # Pillow is named in signatures but imported only when needed

import contextlib
import io
import math
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from digitpad.errors import DigitpadError
from digitpad.photo.area import area_means
from digitpad.system.streams import silent_libraries
from digitpad.translation import N_

if TYPE_CHECKING:
    from PIL import Image

Pixels = npt.NDArray[np.uint8]
"""(rows, columns, 4): red, green, blue, and how opaque each pixel is."""

MAX_PIXELS = 24_000_000
"""Of a picture that is decoded as a whole, with four bytes a pixel."""

MAX_PHOTO_PIXELS = 52_000_000
"""Of a JPEG file, which can be reduced while it is decoded: telephones take photos of up to 50 megapixels."""

GREY = np.array([0.299, 0.587, 0.114], np.float32)
"""What red, green and blue add to a grey, by ITU-R BT.601, as most programs have it."""

START = 1024
"""So many bytes of a file say what it is."""

_STARTS = {
    "PNG": rb"\x89PNG\r\n\x1a\n", "JPEG": rb"\xff\xd8\xff", "BMP": rb"BM", "GIF": rb"GIF8[79]a",
    "WEBP": rb"RIFF....WEBP", "TIFF": rb"II\*\0|MM\0\*", "PDF": rb"%PDF-",
    "SVG": rb"(?:\xef\xbb\xbf)?\s*<(?:svg\b|[?!].*?<svg\b)",
    "AVIF": rb"....ftyp(?:....){0,16}avi[fs]", "HEIC": rb"....ftyp(?:....){0,16}(?:hei[cmsx]|hev[cmsx]|mif1|msf1)",
}  # fmt: skip
_ADVICE = {
    "AVIF": N_("“{name}” is an AVIF picture, which Digitpad cannot read; save or export it as JPEG."),
    "HEIC": N_(
        "“{name}” is a HEIC photo, which Digitpad cannot read; share or export it as JPEG. On an iPhone, Settings > "
        "Camera > Formats > Most Compatible takes the next photos as JPEG."
    ),
    "PDF": N_("“{name}” is a PDF document and not a picture; save its page as PNG or JPEG."),
    "SVG": N_("“{name}” is an SVG drawing and not a photo; export it as PNG."),
}
_DAMAGED = N_("“{name}” is damaged or incomplete; copy it again.")
_FOREIGN = N_("“{name}” is not a picture that Digitpad can read; expected PNG, JPEG, BMP, GIF, WebP or TIFF.")
_LABELLED = N_("“{name}” is not a picture; File > Import pictures takes labelled pictures of other programs.")

_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PNG_PASSES = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2), (0, 0, 1, 1)
)  # fmt: skip
"""First column, first row, step of columns, step of rows of each pass over the picture; the last where it is one."""

_BLOCK = 2**20

_SHINES_THROUGH, _LIGHT = 128, 170
"""A pixel less opaque than this shows the paper; ink lighter than this is light ink."""


def format_of(start: bytes) -> str | None:
    """What a file is that begins with these `START` bytes: a picture, or something whose advice we know."""
    return next((kind for kind, pattern in _STARTS.items() if re.match(pattern, start[:START], re.DOTALL)), None)


def may_be_labelled(name: str) -> bool:
    """Whether a file of that name that is no picture may hold many of them, with labels."""
    return name.lower().endswith((".csv", ".csv.gz", ".npz", "-ubyte", "-ubyte.gz"))


def decode(content: bytes, name: str, longest: int) -> Pixels:
    """Decode a picture file: its first frame or page, upright, reduced to this longest side.

    Args:
        content: the whole file.
        name: its name, for the sentence.
        longest: pixels.

    Raises:
        DigitpadError: it is no picture, is cut off or damaged, or claims too many pixels.
    """
    kind = format_of(content)
    if kind is None:
        raise DigitpadError(_LABELLED if may_be_labelled(name) else _FOREIGN, name=name)
    if kind in _ADVICE:
        raise DigitpadError(_ADVICE[kind], name=name)
    try:
        if kind == "PNG":
            content = _sound_png(content, name)
        _need(_has_end(content, kind))
        with silent_libraries() if kind == "TIFF" else contextlib.nullcontext():
            return _decoded(content, kind, name, longest)
    except DigitpadError:
        raise
    except Exception as error:  # what Pillow raises where a file lies has no bounds
        raise DigitpadError(_DAMAGED, name=name) from error


def size_of(content: bytes) -> tuple[int, int] | None:
    """Width and height that a picture file claims, before anything is decoded; None where it is no sound picture."""
    kind = format_of(content)
    if kind is None or kind in _ADVICE:
        return None
    if kind == "PNG":
        return struct.unpack_from(">II", content, 16) if len(content) >= 24 else None
    try:
        with silent_libraries() if kind == "TIFF" else contextlib.nullcontext():
            return _opened(content, kind).size
    except Exception:  # noqa: BLE001 - what Pillow raises where a file lies has no bounds
        return None


def as_png(content: bytes, name: str, longest: int) -> bytes:
    """A picture file as a PNG file of pixels alone, with at most so many along its longer side.

    A PNG that is small enough stays packed as it is: on every computer the same bytes.

    Raises:
        DigitpadError: as `decode` says.
    """
    from PIL import Image

    pixels = decode(content, name, longest)
    if format_of(content) == "PNG" and max(size_of(content) or (longest + 1,)) <= longest:
        return _sound_png(content, name)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def encode_png(greys: Pixels) -> bytes:
    """A grey picture, (rows, columns) uint8, as a PNG file."""
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(greys).save(file, "PNG")
    return file.getvalue()


def reduced(image: Image.Image | Pixels, longest: int) -> Pixels:
    """The picture with at most so many pixels along its longer side, each the mean of the area that falls on it."""
    from PIL import Image

    if not isinstance(image, Image.Image):
        image = Image.fromarray(image)
    size = _size_within(image.size, longest)
    if size != image.size:
        image = image.reduce(max(1, max(image.size) // (2 * longest)))
        bands = [area_means(np.asarray(band), size[1], size[0]) for band in image.convert("RGBa").split()]
        image = Image.merge("RGBa", [Image.fromarray(band) for band in bands])
    return np.array(image.convert("RGBA"))


def paper_under(pixels: Pixels) -> int:
    """The grey of the paper that a picture was meant for: white, but black under ink so light that it would vanish."""
    opaque = pixels[..., 3]
    if opaque.min() >= _SHINES_THROUGH or not opaque.any():
        return 255
    return 0 if float(np.average(pixels[..., :3] @ GREY, weights=opaque)) > _LIGHT else 255


def greys_on(pixels: Pixels, paper: int) -> npt.NDArray[np.uint8]:
    """Grey levels (rows, columns) of a picture that lies on paper of this grey."""
    opaque = pixels[..., 3] / np.float32(255)
    result: npt.NDArray[np.uint8] = np.rint(pixels[..., :3] @ GREY * opaque + paper * (1 - opaque)).astype(np.uint8)
    return result


def colours_on(pixels: Pixels, paper: int) -> npt.NDArray[np.uint8]:
    """Colours (rows, columns, 3) of a picture that lies on paper of this grey."""
    opaque = pixels[..., 3:] / np.float32(255)
    result: npt.NDArray[np.uint8] = np.rint(pixels[..., :3] * opaque + paper * (1 - opaque)).astype(np.uint8)
    return result


def reject_many_pixels(pixels: int, most: int, name: str) -> None:
    """Refuse a picture that would fill the memory; a small file can claim a huge one.

    Raises:
        DigitpadError: it has more than `most` pixels.
    """
    if pixels > most:
        raise DigitpadError(
            N_("“{name}” has more than {megapixels} megapixels, which is too many; make it smaller."),
            name=name,
            megapixels=most // 1_000_000,
        )


def _opened(content: bytes, kind: str) -> Image.Image:
    # Pillow would look for these two among all the formats that it knows, if they were not imported.
    from PIL import Image, TiffImagePlugin, WebPImagePlugin  # noqa: F401 - see above

    # Pillow warns from this on; that stops it before it allocates anything. What else it warns of is damage.
    Image.MAX_IMAGE_PIXELS = MAX_PHOTO_PIXELS
    warnings.filterwarnings("ignore", module=r"PIL\.")
    warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
    return Image.open(io.BytesIO(content), formats=(kind,))


def _decoded(content: bytes, kind: str, name: str, longest: int) -> Pixels:
    from PIL import Image

    most = MAX_PHOTO_PIXELS if kind == "JPEG" else MAX_PIXELS
    try:
        image = _opened(content, kind)
        reject_many_pixels(math.prod(image.size), most, name)
        image.draft(None, _size_within(image.size, 2 * longest))  # what JPEG can reduce while it is decoded
        image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        reject_many_pixels(most + 1, most, name)
    orientation = 1
    with contextlib.suppress(Exception):  # a photo is a photo, whatever the camera's notes are like
        orientation = image.getexif().get(0x0112, 1)
    if kind == "PNG" and image.mode in ("L", "RGB", "I;16") and "transparency" in image.info:
        # The colour that shines through, as it is in the file; Pillow compares it with pixels of eight bits.
        depth, key = content[24], np.array(image.info["transparency"])
        image.info["transparency"] = (key >> 8 if depth == 16 else key * 255 // ((1 << depth) - 1)).tolist()
    if image.mode.startswith("I;16"):
        image, notes = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8)), image.info
        image.info = notes
    if image.mode in ("I", "F", "LAB"):
        raise DigitpadError(_FOREIGN, name=name)
    return _upright(reduced(image.convert("RGBA" if image.has_transparency_data else "RGB"), longest), orientation)


def _size_within(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """The size that a picture is reduced to; one that fits is left as it is."""
    scale = min(1, longest / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _upright(pixels: Pixels, orientation: int) -> Pixels:
    """Turned as the camera was held: EXIF counts 4 ways to mirror a picture, then the same with rows for columns."""
    if orientation in (5, 6, 7, 8):
        pixels = pixels.swapaxes(0, 1)
    rows, columns = orientation in (3, 4, 7, 8), orientation in (2, 3, 6, 7)
    return np.ascontiguousarray(pixels[:: -1 if rows else 1, :: -1 if columns else 1])


# What Pillow lets pass


def _need(condition: bool) -> None:
    if not condition:
        raise ValueError("damaged")


def _has_end(content: bytes, kind: str) -> bool:
    if kind == "JPEG":
        # Inside the pixels' data these two marks cannot occur, and a preview in the file's head comes before them.
        return content.rfind(b"\xff\xd9") > content.rfind(b"\xff\xda") > 0
    return kind != "GIF" or content.rstrip(b"\0").endswith(b";")


def _sound_png(content: bytes, name: str) -> bytes:
    """The same picture with the chunks that make its pixels alone: no text, no colour profile.

    Pillow accepts a second header, rows that are missing or too many, and a picture without its palette or its end.
    """
    chunks = list(_png_chunks(content))
    kinds = [kind for kind, _ in chunks]
    count, first = kinds.count(b"IDAT"), kinds.index(b"IDAT")
    _need(kinds[0] == b"IHDR" and kinds.count(b"IHDR") == 1 and kinds[first : first + count] == [b"IDAT"] * count)
    before = {kind: chunk[8:-4] for kind, chunk in chunks[:first]}
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", before[b"IHDR"])
    reject_many_pixels(width * height, MAX_PIXELS, name)
    passes = [(-(-(width - left) // wide), -(-(height - top) // high))
              for left, top, wide, high in (_PNG_PASSES[:7] if interlaced else _PNG_PASSES[7:])]  # fmt: skip
    bits = _PNG_CHANNELS[colour] * depth
    size = sum(rows * (1 + -(-columns * bits // 8)) for columns, rows in passes if columns > 0 and rows > 0)
    _need(_unpacks_to(b"".join(chunk[8:-4] for kind, chunk in chunks if kind == b"IDAT"), size))
    keep = {b"IHDR", b"IDAT", b"IEND"}
    if colour == 3:
        palette = before[b"PLTE"]
        _need(0 < len(palette) <= 3 << depth and len(palette) % 3 == 0)
        keep.add(b"PLTE")
    if 0 < len(before.get(b"tRNS", b"")) in {0: (2,), 2: (6,), 3: range(257)}.get(colour, ()):
        keep.add(b"tRNS")
    return content[:8] + b"".join(chunk for kind, chunk in chunks if kind in keep)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and bytes of each chunk up to the end of the picture; damaged ones that make no pixels are left out."""
    place, kind = 8, b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, place)
        chunk = content[place : place + 12 + length]
        whole = len(chunk) == 12 + length and struct.unpack(">I", chunk[-4:])[0] == zlib.crc32(chunk[4:-4])
        _need(whole or bool(kind[0] & 0x20))  # a small first letter: the picture can be shown without it
        if whole:
            yield kind, chunk
        place += len(chunk)


def _unpacks_to(packed: bytes, size: int) -> bool:
    """Whether so many bytes come out and no more; unpacked block by block."""
    unpack = zlib.decompressobj()
    while size > 0 and (block := unpack.decompress(packed, _BLOCK)):
        size -= len(block)
        packed = unpack.unconsumed_tail
    return size == 0 and not unpack.decompress(packed, 1) and unpack.eof
