"""`.digitlesson` files: a lesson with its pictures, networks and digits, to hand around (docs/lessons.md).

A file from elsewhere is measured before it is believed: its size, its list of members and what they claim to unpack to
must fit the limits before a byte is allocated. Nothing is written while it is read, and every member goes through the
reader of its kind.
"""

import io
import stat
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from digitpad.data.catalogue import Catalogue
from digitpad.data.untrusted_files import read_up_to, zip_directory_size
from digitpad.errors import DigitpadError, reason_of
from digitpad.formatting import printable
from digitpad.lessons import lesson_pictures
from digitpad.lessons.lesson import Lesson
from digitpad.lessons.reading import MAX_BYTES, lesson_from_bytes
from digitpad.model.keras_file import parse_network
from digitpad.samples import digits_file
from digitpad.system.damaged_files import DAMAGED_FILE_ERRORS
from digitpad.translation import N_

MB = 2**20
SUFFIX = ".digitlesson"
MAX_FILE = 64 * MB
MAX_UNPACKED = 128 * MB
MAX_FILES = 32
"""Besides the lesson itself."""

_MAX_BYTES = {
    ".toml": MAX_BYTES, ".keras": MAX_FILE, digits_file.SUFFIX: MAX_FILE,
    **dict.fromkeys(lesson_pictures.ENDINGS, lesson_pictures.MAX_BYTES),
}  # fmt: skip
_MAX_DIRECTORY = (MAX_FILES + 1) * 512  # bytes of the list of members; a name has at most 60 characters and an ending
_MAX_RATIO = 200  # text and ink pack to a quarter; deflate can reach 1,032
_SMALL = 1 << 16  # bytes that may be packed in any ratio


@dataclass(frozen=True)
class LessonPackage:
    """What is in a `.digitlesson` file.

    Attributes:
        lesson: as its text has it.
        text: the TOML file.
        files: the contents of the others, by their names.
    """

    lesson: Lesson
    text: bytes
    files: Mapping[str, bytes]


def read_package(path: Path, catalogue: Catalogue) -> LessonPackage:
    """Read a lesson that somebody handed around, without trusting it.

    Args:
        path: the file.
        catalogue: the datasets that plans may name.

    Raises:
        DigitpadError: one sentence that names the file and says what is wrong with it.
    """
    try:
        # Asked before it is opened: a named pipe would never answer.
        if not path.is_file():
            _refuse(path, N_("“{name}” is not there or is not a file; choose another one."))
        with path.open("rb") as file:
            content = bytes(read_up_to(file, MAX_FILE + 1))
    except DAMAGED_FILE_ERRORS as error:
        raise _damaged(path, error) from error
    return parse_package(content, path, catalogue)


def parse_package(content: bytes, path: Path, catalogue: Catalogue) -> LessonPackage:
    """The same for the content of a file; `path` is only named."""
    try:
        _check_archive(path, content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            name = _check_members(path, members)
            files = {member.filename: _member(archive, member) for member in members}
    except DAMAGED_FILE_ERRORS as error:
        raise _damaged(path, error) from error
    text = files.pop(name)
    try:
        lesson = lesson_from_bytes(text, Path(name), catalogue)
        for other, inner in files.items():
            _check_file(other, inner)
        lesson_pictures.require_pictures(lesson, files)
    except DigitpadError as error:
        raise DigitpadError(
            N_("“{name}” has something in it that cannot be used. {error}"), name=_short(path.name),
            error=printable(str(error)),
        ) from error
    return LessonPackage(lesson, text, files)


def to_bytes(name: str, text: bytes, files: Mapping[str, bytes], catalogue: Catalogue) -> bytes:
    """The content of a file; the same lesson gives the same bytes.

    Args:
        name: of the lesson.
        text: its TOML file.
        files: the contents of the others, by their names.
        catalogue: the datasets that plans may name.

    Raises:
        DigitpadError: it would not be opened again, for this reason.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        # A member's date is that of the format's beginning: nothing says at what time somebody packed it.
        for each, content in {f"{name}.toml": text, **dict(sorted(files.items()))}.items():
            archive.writestr(zipfile.ZipInfo(each), content, zipfile.ZIP_DEFLATED)
    parse_package(buffer.getvalue(), Path(f"{name}{SUFFIX}"), catalogue)
    return buffer.getvalue()


def same_name(name: str) -> str:
    """What names have in common that some system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _check_archive(path: Path, content: bytes) -> None:
    """Refuse a zip that is too large, or whose list of members is long, before an object is made of each."""
    if not content:
        _refuse(path, N_("“{name}” is empty; copy it again."))
    if not content.startswith(b"PK\x03\x04"):
        _refuse(path, N_("“{name}” is not a lesson that Digitpad packed; choose another file."))
    if len(content) > MAX_FILE:
        _refuse(path, N_("“{name}” is too big for a lesson; the limit is {limit} MB."), limit=MAX_FILE // MB)
    directory = zip_directory_size(io.BytesIO(content))
    if directory is None:
        _refuse(path, N_("“{name}” is incomplete; copy it again."))
    if directory > _MAX_DIRECTORY:
        _refuse(path, N_("“{name}” has too many files in it for a lesson: at most {most}."), most=MAX_FILES)


def _check_members(path: Path, members: Sequence[zipfile.ZipInfo]) -> str:
    """Refuse what does not belong in a lesson by its name, kind or size; the name of the lesson's text."""
    if len(members) > MAX_FILES + 1:
        _refuse(path, N_("“{name}” has too many files in it for a lesson: at most {most}."), most=MAX_FILES)
    for member in members:
        # orig_filename is the name as it stands in the archive, before zipfile makes it presentable.
        name, suffix = member.orig_filename, lesson_pictures.ending(member.orig_filename)
        if name != member.filename or suffix not in _MAX_BYTES or not lesson_pictures.is_plain(name) or _is_odd(member):
            _refuse(path, N_("“{name}” holds “{file}”, which does not belong in a lesson."), file=_short(name))
        if member.flag_bits & 1:
            _refuse(path, N_("“{name}” is encrypted; have it packed again without a password."))
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            _refuse(path, N_("“{name}” is packed in an unusual way; have it packed by Digitpad."))
        if member.file_size > min(_MAX_BYTES[suffix], max(_SMALL, _MAX_RATIO * member.compress_size)):
            _refuse(path, N_("“{name}” holds “{file}”, which is too big for a lesson."), file=_short(name))
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        _refuse(path, N_("“{name}” unpacks to more than {limit} MB."), limit=MAX_UNPACKED // MB)
    if len({same_name(member.filename) for member in members}) != len(members):
        _refuse(path, N_("“{name}” holds two files of one name."))
    texts = [member.filename for member in members if lesson_pictures.ending(member.filename) == ".toml"]
    if len(texts) != 1:
        _refuse(path, N_("“{name}” does not hold exactly one lesson, a file ending in .toml."))
    return texts[0]


def _is_odd(member: zipfile.ZipInfo) -> bool:
    """Whether it is a link, a folder, or something else that is no file."""
    mode = member.external_attr >> 16
    return stat.S_IFMT(mode) not in (0, stat.S_IFREG)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as stream:
        content = bytes(read_up_to(stream, member.file_size + 1))
    if len(content) != member.file_size:
        raise zipfile.BadZipFile(member.filename)
    return content


def _check_file(name: str, content: bytes) -> None:
    """Have a picture, a network or digits read by the reader of its kind.

    Raises:
        DigitpadError: it is not what its name says, or is damaged.
    """
    match lesson_pictures.ending(name):
        case ".keras":
            try:
                parse_network(content)
            except DigitpadError as error:
                raise DigitpadError(N_("“{name}” cannot be opened: {error}"), name=_short(name), error=error) from error
        case digits_file.SUFFIX:
            digits_file.parse(content, name)
        case __:
            lesson_pictures.check_content(content, name)


def _refuse(path: Path, sentence: str, **facts: object) -> NoReturn:
    raise DigitpadError(sentence, name=_short(path.name), **facts)


def _damaged(path: Path, error: BaseException) -> DigitpadError:
    return DigitpadError(
        N_("“{name}” is damaged or cannot be read ({reason}); copy it again or choose another."),
        name=_short(path.name), reason=_short(reason_of(error)),
    )


def _short(text: str) -> str:
    return printable(text, 100)
