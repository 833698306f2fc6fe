"""Put a lesson that was handed around among the teacher's own, and pack one that is there.

`NAME.toml` is the lesson; its pictures, networks and digits lie in a folder `NAME` beside it.
"""

import contextlib
import itertools
import shutil
from collections.abc import Iterable
from pathlib import Path

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError, reason_of
from digitpad.lessons.package import MAX_FILE, MAX_FILES, LessonPackage, same_name, to_bytes
from digitpad.lessons.reading import MAX_BYTES, folders
from digitpad.system.files import is_file, write_atomically
from digitpad.translation import N_


def install_lesson(package: LessonPackage, data_dir: Path) -> Path:
    """Put a lesson into the data folder; its TOML file there.

    No other lesson is replaced: where its name is taken, it gets a number. One that is there already with the same
    content is not put there again.

    Raises:
        DigitpadError: it cannot be written; then nothing of it stays.
    """
    own = folders(data_dir)[-1]
    taken = {same_name(name) for folder in folders(data_dir) for name in _stems(folder)}
    try:
        own.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_saved(package.lesson.name, error) from error
    for number in itertools.count(1):
        name = package.lesson.name if number == 1 else f"{package.lesson.name[:50].rstrip(' .')} {number}"
        file, beside = own / f"{name}.toml", own / name
        if same_name(name) in taken:
            if _holds(file, beside, package):
                return file
            continue
        try:
            beside.mkdir()  # of two programs that want a name only one gets it
        except FileExistsError:
            continue
        except OSError as error:
            raise _not_saved(name, error) from error
        break
    try:
        for other, content in package.files.items():
            write_atomically(beside / other, content)
        write_atomically(file, package.text)  # last: a lesson is seen when all of it is there
    except DigitpadError:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    if not package.files:
        with contextlib.suppress(OSError):
            beside.rmdir()
    return file


def pack_lesson(name: str, data_dir: Path, catalogue: Catalogue) -> bytes:
    """A lesson that is on this computer, with what lies in the folder of its name, as a `.digitlesson` file.

    Raises:
        DigitpadError: something of it cannot be read, or does not belong in a lesson.
    """
    places = [folder for folder in folders(data_dir) if is_file(folder / f"{name}.toml")]
    if not places:
        raise DigitpadError(N_("There is no lesson “{name}” on this computer."), name=name)
    try:
        beside = places[0] / name
        others = sorted(beside.iterdir()) if beside.is_dir() else []
        files = {path.name: _content(path, MAX_FILE) for path in others[: MAX_FILES + 1]}
        text = _content(places[0] / f"{name}.toml", MAX_BYTES)
    except OSError as error:
        raise DigitpadError(
            N_("The lesson “{name}” cannot be read ({reason})."), name=name, reason=reason_of(error)
        ) from error
    return to_bytes(name, text, files, catalogue)


def _stems(folder: Path) -> Iterable[str]:
    """The names that are taken in a folder, by lessons and by folders of theirs."""
    try:
        return [path.stem if path.suffix.lower() == ".toml" else path.name for path in folder.iterdir()]
    except OSError:
        return []  # it is not there yet; what else is wrong with it, writing says


def _not_saved(name: str, error: OSError) -> DigitpadError:
    return DigitpadError(N_("The lesson “{name}” could not be saved ({reason})."), name=name, reason=reason_of(error))


def _holds(file: Path, beside: Path, package: LessonPackage) -> bool:
    """Whether a lesson that is there is the same."""
    try:
        if not is_file(file) or _content(file, MAX_BYTES) != package.text:
            return False
        names = {path.name for path in beside.iterdir()} if beside.is_dir() else set()
        return names == set(package.files) and all(
            _content(beside / name, MAX_FILE) == content for name, content in package.files.items()
        )
    except OSError:
        return False


def _content(path: Path, most: int) -> bytes:
    """What is in a file, or one byte more than is allowed of it.

    Raises:
        OSError: it is no file, or cannot be read.
    """
    if not is_file(path):  # a pipe would never answer
        raise OSError(path.name)
    with path.open("rb") as stream:
        return stream.read(most + 1)
