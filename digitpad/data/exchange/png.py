"""One small PNG file: written with zlib alone, read without a decoder that would have to be trusted.

`ink.photo` reads large pictures of all kinds through Qt; this room may not know Qt, and needs a thousandth of that.
"""

import struct
import zlib

import numpy as np
import numpy.typing as npt

from digitpad.data.exchange.shaping import GREY, LARGEST, SMALLEST, fits
from digitpad.errors import DigitpadError
from digitpad.photo.image_validation import checked

MAX_BYTES = 1 << 20
"""Of a file; 256 × 256 pixels in their longest form take half of it."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}

_Bytes = npt.NDArray[np.uint8]


def encode(greys: _Bytes) -> bytes:
    """A grey picture, (rows, columns) uint8 with 255 for white, as a PNG file."""
    height, width = greys.shape
    rows = np.zeros((height, width + 1), np.uint8)  # each row begins with the number of its filter: none
    rows[:, 1:] = greys
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows.tobytes(), 6)),
        (b"IEND", b""),
    )
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


class UnreadablePngError(Exception):
    """What is wrong with a picture, as the rest of a sentence."""


def decode(content: bytes) -> _Bytes:
    """Grey levels (rows, columns) of a PNG file; what shines through counts as white paper.

    Args:
        content: the whole file.

    Raises:
        NotReadable: it is no PNG, damaged, interlaced, or its sides are not 8 to 256 pixels.
    """
    if not content.startswith(_SIGNATURE):
        what = "is empty" if not content else "is a JPEG picture" if content[:3] == b"\xff\xd8\xff" else "is no picture"
        raise UnreadablePngError(f"{what}, expected PNG")
    if len(content) > 24 and not fits(*struct.unpack_from(">II", content, 16)):
        width, height = struct.unpack_from(">II", content, 16)
        raise UnreadablePngError(f"{width:,} × {height:,} pixels, expected {SMALLEST} to {LARGEST} a side")
    try:
        chunks = _chunks(checked(content, "")[0])
    except DigitpadError as error:
        raise UnreadablePngError("is damaged or incomplete") from error
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if interlaced:
        raise UnreadablePngError("is interlaced, which is not supported")
    bits = _CHANNELS[colour] * depth
    length = -(-width * bits // 8)
    raw = np.frombuffer(zlib.decompressobj().decompress(chunks[b"IDAT"]), np.uint8).reshape(height, 1 + length)
    samples = _samples(_unfiltered(raw, max(1, bits // 8)), width, depth, _CHANNELS[colour])
    return _greys(samples, depth, colour, chunks)


def _chunks(content: bytes) -> dict[bytes, bytes]:
    """Data by kind of a file that is known to be sound."""
    chunks: dict[bytes, bytes] = {}
    place = len(_SIGNATURE)
    while place < len(content):
        length, kind = struct.unpack_from(">I4s", content, place)
        chunks[kind] = chunks.get(kind, b"") + content[place + 8 : place + 8 + length]
        place += 12 + length
    return chunks


def _unfiltered(raw: _Bytes, step: int) -> _Bytes:
    """The bytes of each row, (rows, n), from those that differ from their neighbours' by what the filters say."""
    result = np.zeros((len(raw) + 1, raw.shape[1] - 1), np.uint8)
    for number, (kind, *line) in enumerate(raw.tolist(), start=1):
        above = result[number - 1]
        if kind == 0:
            result[number] = line
        elif kind == 2:
            result[number] = above + np.array(line, np.uint8)
        else:
            result[number] = _row(kind, line, above.tolist(), step)
    return result[1:]


def _row(kind: int, line: list[int], above: list[int], step: int) -> list[int]:
    """A row whose bytes depend on those to the left of them."""
    done = [0] * step
    corner = [0] * step + above
    for index, value in enumerate(line):
        left, up, up_left = done[index], above[index], corner[index]
        if kind == 1:
            guess = left
        elif kind == 3:
            guess = (left + up) // 2
        else:
            estimate = left + up - up_left
            guess = min((left, up, up_left), key=lambda near, estimate=estimate: abs(estimate - near))  # type: ignore[misc]
        done.append((value + guess) & 255)
    return done[step:]


def _samples(rows: _Bytes, width: int, depth: int, channels: int) -> npt.NDArray[np.uint16]:
    """(rows, columns, channels) of what is stored for each pixel."""
    if depth == 16:
        samples = rows.view(">u2").astype(np.uint16)
    elif depth == 8:
        samples = rows.astype(np.uint16)
    else:
        bits = np.unpackbits(rows, axis=1).reshape(len(rows), -1, depth)
        samples = (bits @ (1 << np.arange(depth)[::-1])).astype(np.uint16)
    return samples[:, : width * channels].reshape(len(rows), width, channels)


def _greys(
    samples: npt.NDArray[np.uint16], depth: int, colour: int, chunks: dict[bytes, bytes]
) -> _Bytes:
    full = (1 << depth) - 1
    transparent = chunks.get(b"tRNS", b"")
    if colour == 3:
        palette = np.full((256, 4), 255, np.uint8)
        entries = np.frombuffer(chunks[b"PLTE"], np.uint8).reshape(-1, 3)
        palette[: len(entries), :3] = entries
        palette[: len(transparent), 3] = np.frombuffer(transparent, np.uint8)
        levels = palette[samples[:, :, 0]] / 255
        colours, alpha = levels[:, :, :3], levels[:, :, 3]
    else:
        levels = samples / full
        colours = levels[:, :, :3] if colour in (2, 6) else levels[:, :, :1]
        alpha = levels[:, :, -1] if colour in (4, 6) else np.ones(levels.shape[:2])
        if transparent:  # one colour shines through
            key = np.frombuffer(transparent, ">u2")
            alpha = np.where((samples == key).all(axis=2), 0.0, 1.0)
    grey = colours @ GREY if colours.shape[2] == 3 else colours[:, :, 0]
    result: _Bytes = np.rint(255 * (grey * alpha + 1 - alpha)).astype(np.uint8)
    return result
