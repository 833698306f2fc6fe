"""The film of a run as a file: places of one size, one frame each, written over one by one.

    magic       8 bytes   DPFILM01
    number      uint32    place in the schedule
    epoch       uint32
    batch       uint64
    checksum    uint32    CRC-32 of everything else of the frame
    weights     float16   as many as the network has numbers

All little-endian. The run's row says which network it is, so the size of a frame is known before the file is opened. A
program that is killed in the middle of a frame leaves one whose checksum is wrong: it is passed over, like everything
else that is no frame.
"""

import os
import zlib
from pathlib import Path

import numpy as np

from digitpad.training.film import HEADER, Frame, room

_MAGIC = b"DPFILM01"
_MOST_EPOCHS, _MOST_BATCHES = 10**9, 10**15
"""No run has more."""


def frame_to_bytes(frame: Frame) -> bytes:
    """One place of the file."""
    return b"".join(_parts(frame))


def _parts(frame: Frame) -> tuple[bytes, memoryview]:
    """Header and numbers; the numbers are megabytes, and nobody needs a copy of them."""
    numbers = frame.numbers.astype("<f2", copy=False).data.cast("B")
    facts = (_MAGIC, frame.number, frame.epoch, frame.batch)
    return HEADER.pack(*facts, _checksum(HEADER.pack(*facts, 0), numbers)), numbers


def frame_from_bytes(content: bytes) -> Frame | None:
    """What `frame_to_bytes` made; None of anything else."""
    head, body = content[: HEADER.size], content[HEADER.size :]
    if len(head) < HEADER.size or len(body) % 2:
        return None
    magic, number, epoch, batch, checksum = HEADER.unpack(head)
    if magic != _MAGIC or checksum != _checksum(HEADER.pack(magic, number, epoch, batch, 0), body):
        return None
    numbers = np.frombuffer(body, "<f2").astype(np.float16, copy=False)
    if epoch > _MOST_EPOCHS or batch > _MOST_BATCHES or not np.isfinite(numbers).all():
        return None
    return Frame(number, epoch, batch, numbers)


def _checksum(head: bytes, body: bytes | memoryview) -> int:
    return zlib.crc32(body, zlib.crc32(head))


def write_frame(path: Path, place: int, frame: Frame) -> None:
    """Write a frame at a place, counted from 0, over what was there.

    Not flushed to the disk: what a power cut takes is a picture of the way, and the checkpoint has the run.

    Raises:
        OSError: the folder is missing or read-only, or the disk is full.
    """
    parts = _parts(frame)
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o666), "r+b", buffering=0) as file:
        file.seek(place * sum(map(len, parts)))
        for part in parts:
            rest = memoryview(part)
            while rest:
                rest = rest[file.write(rest):]


def read_frames(path: Path, parameters: int) -> dict[int, Frame]:
    """The frames of a network of so many numbers, by their places; at most as many as a film may have.

    Raises:
        OSError: there is no such file, or it cannot be read.
    """
    size = HEADER.size + 2 * parameters
    frames: dict[int, Frame] = {}
    with path.open("rb") as file:
        for place in range(room(parameters)):
            if (frame := frame_from_bytes(file.read(size))) is not None:
                frames[place] = frame
    return _consistent(frames)


def _consistent(frames: dict[int, Frame]) -> dict[int, Frame]:
    """Without those that could not have come after the one before."""
    result: dict[int, Frame] = {}
    number, epoch, batch = -1, 0, -1
    for place, frame in sorted(frames.items(), key=lambda item: item[1].number):
        if frame.number > number and frame.epoch >= epoch and frame.batch > batch:
            result[place] = frame
            number, epoch, batch = frame.number, frame.epoch, frame.batch
    return result
