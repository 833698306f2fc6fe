"""`digitpad recognize`: read digits from pictures and ink files without a window."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from digitpad import bundled_network
from digitpad.cli.networks import open_network
from digitpad.errors import DigitpadError, reason_of
from digitpad.formatting import percent
from digitpad.ink.raster import Picture, rasterize
from digitpad.ink.segment import split_ink
from digitpad.ink.stroke import Ink, parse_ink
from digitpad.model.answer import NOTHING_DRAWN, decide, has_digit_classes
from digitpad.model.network import Network
from digitpad.photo.image_file import START, format_of, may_be_labelled
from digitpad.translation import N_, _

if TYPE_CHECKING:
    from digitpad.photo.photo import Photo

_MAX_INK_BYTES = 32 * 2**20
_LINE = '{"strokes": [[[x, y], ...], ...]}'


def recognize(
    files: Sequence[Path], network_path: Path | None, *, as_json: bool, turn: int | None = None,
    say: Callable[[str], None] = lambda sentence: None,
) -> Iterator[str]:  # fmt: skip
    """A line for every picture and every drawing in the files.

    Args:
        files: pictures, or ink.
        network_path: another network than the built-in one.
        as_json: whether a line is an object.
        turn: degrees to the right that pictures are turned by; None where their digits say it.
        say: is told what was left out or is in doubt, in whole sentences.

    Raises:
        DigitpadError: a file or the network cannot be read; the lines before it have been given.
    """
    network = open_network(network_path or bundled_network.network_path(), say)
    splits = has_digit_classes(network.info.class_names)
    for name, pictures in _pictures(files, turn, say, splits=splits):
        yield _json_line(network, name, pictures) if as_json else _line(network, name, pictures)


def _line(network: Network, name: str, pictures: Sequence[Picture]) -> str:
    """The answers joined, how sure the network is of the least sure one, and the name."""
    if not pictures:
        return f"{NOTHING_DRAWN.text}  {'':>7}  {name}"
    digits = [network.probabilities(picture[None])[0] for picture in pictures]
    text = "".join(decide(each, network.info.class_names).text for each in digits)
    return f"{text}  {percent(min(float(each.max()) for each in digits)):>7}  {name}"


def _json_line(network: Network, name: str, pictures: Sequence[Picture]) -> str:
    """One object: `answer` and `probabilities`; where there are several digits, `digits` with those of each."""
    names = network.info.class_names
    digits = []
    for picture in pictures:
        probabilities = network.probabilities(picture[None])[0]
        by_name = dict(zip(names, probabilities.tolist(), strict=True))
        digits.append({"answer": decide(probabilities, names).text, "probabilities": by_name})
    if not digits:
        return json.dumps({"input": name, "answer": NOTHING_DRAWN.text, "probabilities": None})
    if len(digits) == 1:
        return json.dumps({"input": name, **digits[0]})
    return json.dumps({"input": name, "answer": "".join(str(each["answer"]) for each in digits), "digits": digits})


def _pictures(
    files: Sequence[Path], turn: int | None, say: Callable[[str], None], *, splits: bool
) -> Iterator[tuple[str, tuple[Picture, ...]]]:
    """Name and 28 x 28 pictures of everything in the files: of a photo's digits, or of a drawing's in each line."""
    for path in chain.from_iterable(map(_meant, files)):
        if not _is_ink(path):
            photo = _photo(path, turn, splits=splits)
            for note in photo.notes:
                say(_("“{name}”: {note}").format(name=path.name, note=note))
            yield str(path), photo.pictures
            continue
        for number, ink in _drawings(path):
            parts = split_ink(ink) if splits else (ink,) if ink else ()
            yield f"{path}:{number}", tuple(map(rasterize, parts))


def _meant(path: Path) -> Sequence[Path]:
    """The files that `*.png` stands for: other shells say them one by one, but that of Windows says it as it is."""
    if sys.platform != "win32" or not any(sign in path.name for sign in "*?"):
        return (path,)
    return sorted(path.parent.glob(path.name)) or (path,)


def _photo(path: Path, turn: int | None, *, splits: bool) -> "Photo":
    """A picture's digits; turned as is asked, or upright as far as the built-in network can tell."""
    from digitpad.photo.photo import read_photo
    from digitpad.photo.turning import upright

    photo = read_photo(path, turn or 0)
    return upright(photo, bundled_network.network().probabilities) if turn is None and splits else photo


def _drawings(path: Path) -> Iterator[tuple[int, Ink]]:
    """Number and drawing of each line that is not empty."""
    if path.stat().st_size > _MAX_INK_BYTES:
        raise DigitpadError(
            N_("“{name}” is too big for ink: at most {limit} MB."), name=path.name, limit=_MAX_INK_BYTES >> 20
        )
    try:
        # Not splitlines: it would also cut at line breaks of other scripts inside of a text.
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise DigitpadError(N_("“{name}” is neither a picture nor ink as JSON lines."), name=path.name) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            ink = parse_ink(line)
        except DigitpadError as error:
            raise DigitpadError(
                N_("“{name}”, line {number}: {error}"), name=path.name, number=number, error=error
            ) from error
        yield number, ink


def _is_ink(path: Path) -> bool:
    """Whether a file begins as ink does; else it is empty or begins as a picture."""
    try:
        if path.is_dir():
            raise DigitpadError(
                N_("“{path}” is a folder; name the files in it, such as “{path_2}”."), path=path, path_2=path / "*.png"
            )
        with path.open("rb") as file:
            start = file.read(START)
    except OSError as error:
        raise DigitpadError(N_("“{path}” cannot be read ({reason})."), path=path, reason=reason_of(error)) from error
    if start.lstrip().startswith(b"{"):
        return True
    if start and format_of(start) is None:
        if may_be_labelled(path.name):
            raise DigitpadError(
                N_("“{name}” is not a picture or ink; “digitpad data import” takes labelled pictures."), name=path.name
            )
        raise DigitpadError(
            N_("“{name}” is not a picture or ink; expected a picture such as PNG or JPEG, or JSON lines {line}."),
            name=path.name, line=_LINE,
        )  # fmt: skip
    return False
