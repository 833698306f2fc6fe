"""Writes frames of a film for ever, over each other when the room is used up: `python film_killer.py FILE`.

The numbers of a frame are all its batch, so that whoever reads them knows what they must be.
"""

import sys
from pathlib import Path

import numpy as np

from digitpad.model.network import Network
from digitpad.model.spec import NetworkSpec
from digitpad.training import film
from digitpad.training.film_file import write_frame

SPEC = NetworkSpec.mlp((100,), "relu")
ROOM = 8


def main() -> None:
    film.MOST_FRAMES = ROOM
    path = Path(sys.argv[1])
    recorder = film.FilmRecorder(lambda place, frame: write_frame(path, place, frame))
    zeros = [np.zeros(shape, np.float32) for _, shapes in SPEC.weight_shapes() for shape in shapes]
    recorder.begin(SPEC, Network(SPEC, zeros).info, 0)
    for batch in range(60_000):
        recorder.take([np.full_like(each, batch) for each in zeros], 1, batch)
        if batch == ROOM:
            print("written over", flush=True)  # noqa: T201 - the parent process reads it


if __name__ == "__main__":
    main()
