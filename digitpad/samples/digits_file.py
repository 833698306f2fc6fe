"""`.digits` files: samples of one class set to give to others (docs/digits-format.md).

A file from elsewhere is measured before it is believed: its size, its list of members and what they claim to unpack
to must fit the limits before a byte is allocated, and it is read line by line.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from digitpad.data.untrusted_files import zip_directory_size
from digitpad.errors import DigitpadError, reason_of
from digitpad.formatting import printable
from digitpad.ink.stroke import parse_ink
from digitpad.samples.sample import MAX_INK_BYTES, Sample, check_class_names
from digitpad.system.damaged_files import DAMAGED_FILE_ERRORS
from digitpad.system.files import write_atomically
from digitpad.translation import N_, N_plural, Plural, _

SUFFIX = ".digits"
FORMAT, VERSION = "digitpad digits", 1  # untranslated: stands in the file
MAX_FILE = 64 * 2**20
MAX_UNPACKED = 128 * 2**20
MAX_SAMPLES = 50_000
_MANIFEST, _SAMPLES = "manifest.json", "samples.jsonl"
_MAX_MANIFEST = 1 << 20
_MAX_LINE = MAX_INK_BYTES + 1_000
_MAX_DIRECTORY = 4096  # bytes of the list of two members; Digitpad's has 113
_MAX_RATIO = 200  # ink packs to a third or a quarter; deflate can reach 1,032
_SMALL = 1 << 20  # bytes that may be packed in any ratio


@dataclass(frozen=True)
class Content:
    """What is in a `.digits` file.

    Attributes:
        class_names: its class set.
        samples: all of them, each id once.
        twice: how many were left out since a sample of the same id had come before.
    """

    class_names: tuple[str, ...]
    samples: tuple[Sample, ...]
    twice: int = 0


def to_bytes(class_names: tuple[str, ...], samples: Iterable[Sample]) -> bytes:
    """The content of a file; the same samples give the same bytes.

    Raises:
        DigitpadError: a sample has another class set, there is none, or there are too many for one file.
    """
    check_class_names(class_names)
    counts, days, lines = [0] * len(class_names), set(), io.BytesIO()
    for sample in samples:
        if sample.class_names != class_names:
            raise DigitpadError(N_("One file holds samples of one class set only; export the others by themselves."))
        counts[sample.label] += 1
        days.add(sample.day)
        lines.write(_line(sample).encode() + b"\n")
    if not sum(counts):
        raise DigitpadError(N_("There are no samples to export."))
    if sum(counts) > MAX_SAMPLES or lines.tell() > MAX_UNPACKED:
        raise DigitpadError(
            N_("These are too many samples for one file: at most {limit:,}; export fewer."), limit=MAX_SAMPLES
        )
    manifest = {
        "format": FORMAT, "version": VERSION, "classes": class_names, "samples": sum(counts), "counts": counts,
        "days": sorted(days),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        # A member's date is that of the format's beginning: nothing says at what time somebody exported.
        for name, content in (
            (_MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False).encode()), (_SAMPLES, lines.getvalue())
        ):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    if buffer.tell() > MAX_FILE:
        raise DigitpadError(
            N_("These are too many samples for one file of {limit} MB; export fewer."), limit=MAX_FILE >> 20
        )
    return buffer.getvalue()


def write(path: Path, class_names: tuple[str, ...], samples: Iterable[Sample]) -> None:
    """Export samples, all or nothing.

    Raises:
        DigitpadError: as `to_bytes`, or the file cannot be written.
    """
    write_atomically(path, to_bytes(class_names, samples))


def read(path: Path, room: int = MAX_UNPACKED) -> Content:
    """Read a file of samples without trusting it.

    Args:
        path: the file.
        room: the most bytes that it may unpack to.

    Raises:
        DigitpadError: one sentence that names the file and says what is wrong with it.
    """
    try:
        # Asked before it is opened: a named pipe would never answer.
        if not path.is_file():
            raise _refusal(path, N_("“{name}” is not there or is not a file; choose another one."))
        with path.open("rb") as file:
            return _read(path, file, room)
    except DAMAGED_FILE_ERRORS as error:
        raise _damaged(path, error) from error


def parse(content: bytes, name: str, room: int = MAX_UNPACKED) -> Content:
    """The same for what is in a file of that name, for those that come within other files."""
    path = Path(name)
    try:
        return _read(path, io.BytesIO(content), room)
    except DAMAGED_FILE_ERRORS as error:
        raise _damaged(path, error) from error


def _read(path: Path, file: IO[bytes], room: int) -> Content:
    _check_directory(path, file)
    with zipfile.ZipFile(file) as archive:
        _check_members(path, archive, room)
        return _content(path, archive)


def _damaged(path: Path, error: BaseException) -> DigitpadError:
    return _refusal(
        path, N_("“{name}” is damaged or cannot be read ({reason}); copy it again or choose another."),
        reason=_short(reason_of(error)),
    )


def _line(sample: Sample) -> str:
    """One sample; without its first four keys, it is the ink itself."""
    facts = {"id": sample.id, "label": sample.label, "seat": sample.seat, "day": sample.day}
    return json.dumps(facts, separators=(",", ":"))[:-1] + "," + sample.ink_json[1:]


def _check_directory(path: Path, file: IO[bytes]) -> None:
    """Refuse a zip that is too large, or whose list of members is long."""
    start = file.read(4)
    if not start:
        raise _refusal(path, N_("“{name}” is empty; copy it again."))
    if start != b"PK\x03\x04":
        raise _refusal(path, N_("“{name}” is not a .digits file; choose one that Digitpad exported."))
    size = file.seek(0, 2)
    if size > MAX_FILE:
        raise _refusal(
            path, N_("“{name}” has {size:,.0f} MB, too many for Digitpad; the limit is {limit} MB."),
            size=size / 1e6, limit=MAX_FILE >> 20,
        )
    directory = zip_directory_size(file)
    if directory is None:
        raise _refusal(path, N_("“{name}” is incomplete; copy it again."))
    if directory > _MAX_DIRECTORY:
        raise _refusal(path, N_("“{name}” is an archive of another kind; choose one that Digitpad exported."))


def _check_members(path: Path, archive: zipfile.ZipFile, room: int) -> None:
    members = archive.infolist()
    if sorted(member.filename for member in members) != [_MANIFEST, _SAMPLES]:
        raise _refusal(
            path, N_("“{name}” is a zip, but holds other files than a .digits file; choose one that Digitpad exported.")
        )
    for member in members:
        if member.flag_bits & 1:
            raise _refusal(path, N_("“{name}” is encrypted; export it again without a password."))
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _refusal(path, N_("“{name}” is packed in an unusual way; export it again with Digitpad."))
        limit = _MAX_MANIFEST if member.filename == _MANIFEST else room
        if member.file_size > limit or member.file_size > max(_SMALL, _MAX_RATIO * member.compress_size):
            raise _refusal(
                path, N_("“{name}” unpacks to {size:,.1f} MB of {file}, too many for Digitpad; export fewer samples."),
                size=member.file_size / 1e6, file=member.filename,
            )


def _content(path: Path, archive: zipfile.ZipFile) -> Content:
    with archive.open(_MANIFEST) as stream:
        class_names, count = _manifest(path, stream.read(_MAX_MANIFEST))
    samples: dict[str, Sample] = {}
    lines = 0
    with archive.open(_SAMPLES) as stream:
        for number, line in enumerate(_lines(path, stream), start=1):
            sample = _sample(path, number, line, class_names)
            samples.setdefault(sample.id, sample)
            lines = number
    if lines != count:
        raise _refusal(
            path,
            N_plural(
                "“{name}” has {count:,} sample, but its manifest says {expected:,}; export it again.",
                "“{name}” has {count:,} samples, but its manifest says {expected:,}; export it again.",
            ),
            count=lines, expected=count,
        )
    return Content(class_names, tuple(samples.values()), lines - len(samples))


def _manifest(path: Path, content: bytes) -> tuple[tuple[str, ...], int]:
    """The class set, and how many samples there are to be."""
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError):
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise _refusal(path, N_("“{name}” has no manifest of a .digits file; choose one that Digitpad exported."))
    version, names, count = (manifest.get(key) for key in ("version", "classes", "samples"))
    if type(version) is not int or version < 1:
        raise _refusal(path, N_("“{name}” does not say its version; export it again."))
    if version > VERSION:
        raise _refusal(path, N_("“{name}” comes from a newer Digitpad; install that one here as well."))
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise _refusal(path, N_("“{name}” does not name its classes; export it again."))
    if type(count) is not int or not 1 <= count <= MAX_SAMPLES:
        raise _refusal(
            path, N_("“{name}” says an impossible number of samples; 1 to {limit:,} are expected."), limit=MAX_SAMPLES
        )
    try:
        check_class_names(tuple(names))
    except DigitpadError as error:
        raise _refusal(
            path, N_("“{name}” has unusable class names; export it again. {reason}"), reason=error
        ) from error
    return tuple(names), count


def _lines(path: Path, stream: IO[bytes]) -> Iterator[bytes]:
    """The lines, none of them longer than a sample can be and not more of them than are allowed."""
    for _number in range(MAX_SAMPLES + 1):
        line = stream.readline(_MAX_LINE + 1)
        if not line:
            return
        if len(line) > _MAX_LINE:
            raise _refusal(path, N_("“{name}” has a line that is too long for a drawing; export it again."))
        yield line
    raise _refusal(path, N_("“{name}” has more than {limit:,} samples; export fewer."), limit=MAX_SAMPLES)


def _sample(path: Path, number: int, line: bytes, class_names: tuple[str, ...]) -> Sample:
    try:
        values: Any = json.loads(line)
        if not isinstance(values, dict):
            raise ValueError("not an object")
        identity, label, seat, day = (values.get(key) for key in ("id", "label", "seat", "day"))
        if not isinstance(identity, str) or type(label) is not int or not isinstance(day, str) or not (
            seat is None or type(seat) is int
        ):
            raise ValueError("keys are missing or of another kind")
        # Written anew: what is kept is ink and nothing else that the line may hold.
        ink = parse_ink(line.decode())
        if not ink:
            raise ValueError("nothing is drawn")
        return Sample(identity, ink.to_json(), label, class_names, seat, day)
    except (ValueError, RecursionError, DigitpadError) as error:
        reason = str(error) if isinstance(error, DigitpadError) else _("It is not one of Digitpad's lines.")
        raise _refusal(
            path, N_("“{name}” has a sample that cannot be used in line {line}; export it again. {reason}"),
            line=number, reason=_short(reason),
        ) from error


def _refusal(path: Path, sentence: str | Plural, **facts: object) -> DigitpadError:
    return DigitpadError(sentence, name=_short(path.name), **facts)


def _short(text: str) -> str:
    return printable(text, 100)
