"""The film of a run: what its network was at some moments of the training, small enough to keep."""

import mmap
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt

from digitpad.model.network import Network
from digitpad.model.spec import NetworkInfo, NetworkSpec

Halves = npt.NDArray[np.float16]

HEADER = struct.Struct("<8sIIQI")
"""What a frame has before its numbers in a file: magic, number, epoch, batch, checksum."""

MOST_BYTES = 32 * 2**20
MOST_FRAMES = 200
FEWEST_FRAMES = 4
"""What a film may take, in memory and in its file; a network so large that fewer fit has no film."""

_EVERY_EPOCH = 10
"""Up to this one, every epoch's end is a moment."""

_SIZE_BITS, _INFINITE = np.uint16(0x7FFF), 0x7C00
"""The bits of a float16 without its sign, and from where on they are an infinity or no number."""

_AT_ONCE = getattr(mmap, "MAP_POPULATE", 0)
"""Where the system has it, a frame's memory comes in one go and not page by page, which takes twice as long."""


@dataclass(frozen=True, eq=False)
class Frame:
    """The network at one moment.

    Attributes:
        number: its place in the schedule, from 0; those of frames that were thinned out are missing.
        epoch: the epoch that was under way or had just ended, from 1; 0 before the first step.
        batch: how many batches had been learnt from since the run began.
        numbers: (parameters,) float16, all weights in Keras' order; read-only.
    """

    number: int
    epoch: int
    batch: int
    numbers: Halves


@dataclass(frozen=True, eq=False)
class Film:
    """The frames of a run.

    Attributes:
        spec: the structure of its network.
        info: what is known about it.
        frames: in the order of time.
    """

    spec: NetworkSpec
    info: NetworkInfo
    frames: tuple[Frame, ...] = ()

    def network(self, frame: Frame) -> Network:
        """The network of a frame.

        Its weights are rounded to 11 bits; the answers of the network that they were taken from differ by less than
        0.001.
        """
        weights, start = [], 0
        for __, shapes in self.spec.weight_shapes():
            for shape in shapes:
                stop = start + int(np.prod(shape))
                weights.append(frame.numbers[start:stop].reshape(shape))
                start = stop
        return Network(self.spec, weights, self.info)


def first_moments(batches: int) -> tuple[int, ...]:
    """After how many batches of the first epoch there is a frame: 0, 1, 2, 5, 10, 20, 50 ... and below `batches`.

    Ends of epochs are moments, too: `is_moment`.
    """
    steps = (factor * 10**power for power in count() for factor in (1, 2, 5))
    found = [0]
    while (step := next(steps)) < batches:
        found.append(step)
    return tuple(found)


def is_moment(epoch: int) -> bool:
    """Whether there is a frame after this epoch, counted from 1.

    After each of the first ten, every 2nd up to 20, every 5th up to 50, every 10th up to 100, every 20th up to 200, and
    so on: what a network learns in a step is the less, the more steps it has behind it.
    """
    if epoch <= _EVERY_EPOCH:
        return True
    tens: int = 10 ** (len(str(epoch - 1)) - 1)
    step = tens // (5 if epoch <= 2 * tens else 2 if epoch <= 5 * tens else 1)
    return epoch % step == 0


def room(parameters: int) -> int:
    """How many frames of a network of so many numbers are kept at most; 0 where it is too large for a film."""
    fitting = min(MOST_FRAMES, MOST_BYTES // (HEADER.size + 2 * parameters))
    return fitting if fitting >= FEWEST_FRAMES else 0


def first_to_go(numbers: Sequence[int]) -> int:
    """Which frame makes room for another, by the frames' numbers.

    Every second frame goes, the oldest first; when all of those are gone, every second of what is left. So the whole
    run stays covered, and the network that had learnt nothing, number 0, never goes.
    """
    return min((number for number in numbers if number), key=lambda number: (number & -number, number))


class FilmRecorder:
    """Takes the frames of one run, in the thread that trains.

    Args:
        keep: writes a frame at a place, counted from 0, over what was there; None where nothing is kept on disk.
        kept: the frames of a run that goes on, by their places.
    """

    def __init__(
        self, keep: Callable[[int, Frame], None] | None = None, kept: Mapping[int, Frame] | None = None
    ) -> None:
        self._keep = keep
        self._places = dict(kept or {})
        self._free: list[int] = []
        self._room = 0
        self._next = 0
        self._film: Film | None = None

    @property
    def film(self) -> Film | None:
        """The film so far; it never changes. None before the run has begun, and where the network is too large."""
        return self._film

    def begin(self, spec: NetworkSpec, info: NetworkInfo, epochs: int) -> None:
        """The run begins, or goes on.

        Args:
            spec: the structure of its network.
            info: what is known about it.
            epochs: how many are done; what was kept of later ones is forgotten, since they come again.
        """
        self._room = room(spec.parameter_count)
        if not self._room:
            return
        again = {place: frame for place, frame in self._places.items() if frame.epoch > epochs}
        self._places = {
            place: frame for place, frame in self._places.items() if place not in again and place < self._room
        }
        self._next = max((frame.number for frame in self._places.values()), default=-1) + 1
        # What comes again is written over what was there.
        places = sorted((place for place in again if place < self._room), key=lambda place: again[place].number)
        self._free = [*places, *(place for place in range(self._room) if place not in again | self._places)]
        self._film = Film(spec, info, self._frames())

    def take(self, weights: Sequence[npt.NDArray[Any]], epoch: int, batch: int) -> None:
        """One frame more, of these weights; none where a number is beyond float16, as just before a run explodes."""
        if self._film is None:
            return
        numbers = np.frombuffer(_own_memory(2 * self._film.spec.parameter_count), np.float16)
        start = 0
        with np.errstate(over="ignore"):
            for each in weights:
                numbers[start : start + each.size] = each.reshape(-1)
                start += each.size
        # Several times as fast as NumPy's own test of such numbers.
        if (numbers.view(np.uint16) & _SIZE_BITS).max(initial=0) >= _INFINITE:
            return
        numbers.flags.writeable = False
        frame = Frame(self._next, epoch, batch, numbers)
        self._next += 1
        place = self._place()
        self._places[place] = frame
        self._film = replace(self._film, frames=self._frames())
        if self._keep is not None:
            self._keep(place, frame)

    def _place(self) -> int:
        if self._free:
            return self._free.pop(0)
        number = first_to_go([frame.number for frame in self._places.values()])
        return next(place for place, frame in self._places.items() if frame.number == number)

    def _frames(self) -> tuple[Frame, ...]:
        return tuple(sorted(self._places.values(), key=lambda frame: frame.number))


def _own_memory(size: int) -> mmap.mmap:
    """So many bytes that are not on the heap.

    There, among the large blocks that every checkpoint takes and gives back, what stays would cost the checkpoints.
    """
    if not _AT_ONCE:
        return mmap.mmap(-1, size)
    return mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | _AT_ONCE)
