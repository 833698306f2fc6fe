"""Read and write the files in the folder of one training run: its row, its film, and those that others make.

run.json         what a row shows; replaced as a whole after every epoch
checkpoint.npz   everything needed to go on after that epoch
network.keras    the network that the run ended with
film.bin         what it was on the way
"""

import json
from collections.abc import Mapping
from pathlib import Path

from digitpad.errors import DigitpadError, reason_of
from digitpad.model.spec import NetworkInfo, NetworkSpec
from digitpad.system.files import write_atomically
from digitpad.training import film_file
from digitpad.training.film import Film, Frame
from digitpad.training.run import Run, run_from_json
from digitpad.translation import N_

ROW, CHECKPOINT, NETWORK, FILM = "run.json", "checkpoint.npz", "network.keras", "film.bin"
_MAX_ROW_BYTES = 4 * 2**20


def make(folder: Path, stamp: str) -> str:
    """Make a folder in that of all runs, and say its name: the stamp, with a number where several have the same.

    Raises:
        DigitpadError: there is no room or no right to write.
    """
    name, number = stamp, 1
    while True:
        try:
            (folder / name).mkdir(parents=True)
        except FileExistsError as error:
            if not folder.is_dir():  # a file stands where the folder should be
                raise DigitpadError(
                    N_("“{folder}” is not a folder, so this run cannot be kept."), folder=folder
                ) from error
            number += 1
            name = f"{stamp}-{number}"
        except OSError as error:
            raise DigitpadError(
                N_("No run can be kept in “{folder}” ({reason})."), folder=folder, reason=reason_of(error)
            ) from error
        else:
            return name


def write(folder: Path, name: str, content: bytes) -> None:
    """Replace a file as a whole, in a folder that is there: one that was moved away is not made again."""
    write_atomically(folder / name, content, make_folder=False)


def write_row(folder: Path, run: Run) -> None:
    """Replace the row."""
    write(folder, ROW, json.dumps(run.to_json(), indent=1).encode())


def read_row(folder: Path) -> Run | None:
    """The row, or None when its file is missing or is not one; other rows are not harmed by it."""
    try:
        path = folder / ROW
        if path.stat().st_size > _MAX_ROW_BYTES:
            return None
        return run_from_json(folder.name, json.loads(path.read_bytes()))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError,
            DigitpadError):
        return None


def require_file(folder: Path, run: Run, name: str, size: int | None = None) -> None:
    """Find out whether a file of a run is there under its name, and has this size.

    Raises:
        DigitpadError: it does not; a stick was pulled, or somebody moved or deleted the folder.
    """
    path = folder / name
    try:
        if path.is_file() and size in (None, path.stat().st_size):
            return
    except OSError:
        pass
    raise DigitpadError(
        N_("“{title}” is no longer in “{folder}”; plug the stick in again or put the folder back."),
        title=run.title, folder=folder.parent,
    )


def keep_frame(folder: Path, run: Run, place: int, frame: Frame) -> None:
    """Write one frame of the run's film at a place, over what was there.

    Raises:
        DigitpadError: the disk takes nothing.
    """
    try:
        film_file.write_frame(folder / FILM, place, frame)
    except OSError as error:
        raise DigitpadError(
            N_("The film of “{title}” cannot be kept ({reason})."), title=run.title, reason=reason_of(error)
        ) from error


def read_frames(folder: Path, run: Run) -> dict[int, Frame]:
    """What can be read of the run's film, by its places; nothing where there is none."""
    spec = _spec(run)
    try:
        return {} if spec is None else film_file.read_frames(folder / FILM, spec.parameter_count)
    except OSError:
        return {}


def film(run: Run, frames: Mapping[int, Frame]) -> Film | None:
    """The film of these frames of a run; None where there are none."""
    spec, plan = _spec(run), run.plan
    if spec is None or not frames:
        return None
    info = NetworkInfo(run.class_names, plan.dataset, None, plan.to_json(), plan.pixels)
    return Film(spec, info, tuple(sorted(frames.values(), key=lambda frame: frame.number)))


def _spec(run: Run) -> NetworkSpec | None:
    """The structure of a run's network; None where a row was changed into one of no network."""
    try:
        return run.plan.spec(len(run.class_names))
    except DigitpadError:
        return None
