"""Check a picture file byte by byte before a decoder reads it: format, size, damage.

Qt's decoders fill up what is missing in a cut-off JPEG or BMP file with grey, and the library behind its PNG decoder
prints to standard error by itself. So the file is checked first: which kind it is, and whether all of it is there.
"""

import math
import struct
import zlib
from collections.abc import Iterator

import numpy as np

from digitpad.errors import DigitpadError
from digitpad.translation import N_

MAX_PIXELS = 24_000_000
"""Of a PNG or BMP file, which is decoded as a whole, with up to eight bytes a pixel."""

MAX_PHOTO_PIXELS = 52_000_000
"""Of a JPEG file, which can be reduced while it is decoded: telephones take photos of up to 50 megapixels."""

_BLOCK = 2**20

_PNG, _JPEG, _BMP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM"
"""How the files begin."""

_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PNG_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PNG_WHOLE = ((0, 0, 1, 1),)
_PNG_INTERLACED = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)
)  # fmt: skip
"""First column, first row, step of columns, step of rows of each pass over the picture."""

_CUT_OFF = "is damaged or incomplete; copy it again."
_FOREIGN = "is not a picture that Digitpad can read; expected PNG, JPEG or BMP."
_LABELLED = "is not a picture; File > Import Pictures takes labelled pictures of other programs."


def checked(content: bytes, name: str) -> tuple[bytes, str]:
    """What may be given to a decoder, and the name of Qt's decoder for it.

    Args:
        content: the whole file.
        name: its name, for the sentence.

    Raises:
        DigitpadError: it is no PNG, JPEG or BMP, is cut off or damaged, or claims too many pixels.
    """
    try:
        if content.startswith(_PNG):
            return _checked_png(content), "png"
        if content.startswith(_JPEG):
            return _checked_jpeg(content), "jpeg"
        if content.startswith(_BMP):
            return _checked_bmp(content), "bmp"
    except (_RefusedError, struct.error, zlib.error) as error:
        reason = str(error) if isinstance(error, _RefusedError) else _CUT_OFF
        raise DigitpadError(N_("“{name}” {reason}"), name=name, reason=reason) from error
    raise DigitpadError(f"“{name}” {_LABELLED if may_be_labelled(name) else _FOREIGN}")


def is_picture(start: bytes) -> bool:
    """Whether a file that begins so is a picture, if all of it is as it should be."""
    return start.startswith((_PNG, _JPEG, _BMP))


def may_be_labelled(name: str) -> bool:
    """Whether a file of that name that is no picture may hold many of them, with labels."""
    return name.lower().endswith((".csv", ".npz", "-ubyte", "-ubyte.gz"))


class _RefusedError(Exception):
    """The rest of the sentence that begins with the file's name."""


def too_many_pixels(width: int, height: int, most: int) -> str | None:
    """What is wrong with a picture whose pixels would fill the memory; a small file can claim a huge one."""
    if width * height <= most:
        return None
    return (
        f"has {width:,} x {height:,} pixels, which is too many; make it smaller than {most // 1_000_000} megapixels."
    )


def _need(condition: bool) -> None:
    if not condition:
        raise _RefusedError(_CUT_OFF)


def _need_size(width: int, height: int) -> None:
    if (reason := too_many_pixels(width, height, MAX_PIXELS)) is not None:
        raise _RefusedError(reason)


def _checked_png(content: bytes) -> bytes:
    """The same picture with the chunks that make its pixels alone: no text, no colour profile."""
    chunks = list(_png_chunks(content))
    kinds = [kind for kind, _ in chunks]
    _need(bool(kinds) and kinds[0] == b"IHDR" and kinds[-1] == b"IEND" and kinds.count(b"IHDR") == 1)
    header = chunks[0][1]
    _need(len(header) == 13)
    width, height, depth, colour, compression, filtering, interlaced = struct.unpack(">IIBBBBB", header)
    _need(0 < width < 2**31 and 0 < height < 2**31 and depth in _PNG_DEPTHS.get(colour, ()))
    _need((compression, filtering) == (0, 0) and interlaced in (0, 1))
    _need_size(width, height)
    pixels = kinds.index(b"IDAT") if b"IDAT" in kinds else 0
    count = kinds.count(b"IDAT")
    _need(count > 0 and kinds[pixels : pixels + count] == [b"IDAT"] * count)
    palette = dict(chunks[1:pixels]).get(b"PLTE", b"")
    _need(len(palette) % 3 == 0 and len(palette) <= 3 << min(depth, 8) and (colour != 3 or bool(palette)))
    bits = _PNG_CHANNELS[colour] * depth
    _check_png_pixels(
        b"".join(data for kind, data in chunks if kind == b"IDAT"),
        _png_row_lengths(width, height, bits, _PNG_INTERLACED if interlaced else _PNG_WHOLE),
    )
    keep = [chunk for chunk in chunks if chunk[0] in (b"IHDR", b"IDAT", b"IEND")]
    if palette and colour == 3:
        keep.insert(1, (b"PLTE", palette))
    transparent = dict(chunks[1:pixels]).get(b"tRNS", b"")
    fits = len(transparent) <= len(palette) // 3 if colour == 3 else len(transparent) == {0: 2, 2: 6}.get(colour)
    if transparent and fits:
        keep.insert(-1 - count, (b"tRNS", transparent))
    return content[:8] + b"".join(map(_png_chunk, keep))


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and data of each chunk up to the end of the picture; damaged ones that make no pixels are left out."""
    place, kind = 8, b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, place)
        _need(place + 12 + length <= len(content))
        data = content[place + 8 : place + 8 + length]
        (crc,) = struct.unpack_from(">I", content, place + 8 + length)
        whole = crc == zlib.crc32(kind + data)
        _need(whole or bool(kind[0] & 0x20))  # a small first letter: the picture can be shown without it
        if whole:
            yield kind, data
        place += 12 + length


def _png_chunk(chunk: tuple[bytes, bytes]) -> bytes:
    kind, data = chunk
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png_row_lengths(
    width: int, height: int, bits: int, passes: tuple[tuple[int, int, int, int], ...]
) -> Iterator[tuple[int, int]]:
    """Number of rows and bytes of each row, its filter's number included, of every pass that is not empty."""
    for left, top, step_x, step_y in passes:
        columns, rows = math.ceil((width - left) / step_x), math.ceil((height - top) / step_y)
        if columns > 0 and rows > 0:
            yield rows, 1 + math.ceil(columns * bits / 8)


def _check_png_pixels(compressed: bytes, passes: Iterator[tuple[int, int]]) -> None:
    """Unpack block by block: exactly as many bytes as the header says, each row with a filter that exists."""
    lengths = np.concatenate([np.full(rows, length) for rows, length in passes])
    starts = np.concatenate(([0], np.cumsum(lengths)))
    unpack = zlib.decompressobj()
    place, total = 0, int(starts[-1])
    while place < total:
        block = np.frombuffer(unpack.decompress(compressed, _BLOCK), np.uint8)
        compressed = unpack.unconsumed_tail
        _need(len(block) > 0)
        first, last = np.searchsorted(starts[:-1], (place, place + len(block)))
        _need(int(block[starts[first:last] - place].max(initial=0)) <= 4)
        place += len(block)
    _need(place == total and not unpack.decompress(compressed, 1) and unpack.eof)


def _checked_jpeg(content: bytes) -> bytes:
    # Inside the pixels' data these two marks cannot occur, and a preview in the file's head comes before them.
    _need(content.rfind(b"\xff\xd9") > content.rfind(b"\xff\xda") > 0)
    return content


def _checked_bmp(content: bytes) -> bytes:
    start, header = struct.unpack_from("<II", content, 10)
    if header >= 40:
        width, height, _, bits, compression = struct.unpack_from("<iiHHI", content, 18)
        _need(width > 0 and height != 0)
        _need_size(width, abs(height))
        rows_fit = start + (width * bits + 31) // 32 * 4 * abs(height) <= len(content)
        _need(rows_fit or compression not in (0, 3))
    return content
