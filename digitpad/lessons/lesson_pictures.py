"""The pictures of a lesson: which may be shown, and reading them from the folder beside its file.

Names come from a file that anybody may have written: nothing but a plain file in that very folder is ever opened.
"""

import base64
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from digitpad.data.untrusted_files import read_up_to
from digitpad.errors import DigitpadError, reason_of
from digitpad.formatting import printable
from digitpad.lessons.lesson import Lesson
from digitpad.lessons.lesson_text import TextPicture, pictures
from digitpad.photo import image_file
from digitpad.system.file_names import file_name
from digitpad.system.files import is_file
from digitpad.translation import N_

ENDINGS = (".png", ".jpg", ".jpeg", ".webp")
MAX_BYTES = 8 * 2**20
LONGEST = 1600
"""Pixels of the longer side that a picture is reduced to for the window."""

_KINDS = ("PNG", "JPEG", "WEBP")
_PREVIEW = 64  # pixels of the longest side that a picture is decoded to, to see whether it can be
_LONGEST_ON_PAPER = 1000
_WIDTH_ON_PAPER, _HEIGHT_ON_PAPER = 600, 420
_PAPER = 255  # the grey under pictures that shine through


@dataclass(frozen=True)
class PaperPicture:
    """A picture for a page of HTML.

    Attributes:
        uri: the picture itself, as an address that holds all of it.
        width: in pixels of the page.
        height: the same.
    """

    uri: str
    width: int
    height: int


def ending(name: str) -> str:
    """The ending of a file's name, in small letters."""
    return PurePosixPath(name).suffix.lower()


def is_plain(name: str) -> bool:
    """Whether a name is one that every system accepts, and none of a path, of a device or hidden."""
    stem = name[: -len(ending(name))]
    return file_name(stem, "") == stem != "" and "." not in stem and stem.isprintable()


def check_name(picture: TextPicture) -> None:
    """Refuse what is no name of a picture beside the lesson, or has no words.

    Raises:
        DigitpadError: in one sentence.
    """
    if ending(picture.file) not in ENDINGS or not is_plain(picture.file):
        raise DigitpadError(
            N_("“{name}” is no name of a picture beside the lesson: PNG, JPEG or WebP, with no folder or address."),
            name=_short(picture.file),
        )
    if not picture.shows:
        raise DigitpadError(
            N_("Between the brackets before “{name}” there are no words that say what the picture shows."),
            name=_short(picture.file),
        )


def check_content(content: bytes, name: str) -> None:
    """Refuse what is not a picture as PNG, JPEG or WebP, or is damaged, or has too many bytes or pixels.

    Raises:
        DigitpadError: in one sentence.
    """
    _decoded(content, name, _PREVIEW)


def read_picture(folder: Path | None, picture: TextPicture, longest: int = LONGEST) -> image_file.Pixels:
    """A picture from the folder beside the lesson. In the jobs' thread.

    Args:
        folder: which; None where the lesson has none.
        picture: which, with the name that stands in the text.
        longest: pixels that the longer side is reduced to.

    Returns:
        (rows, columns, 3) uint8, on white paper where it shines through.

    Raises:
        DigitpadError: it is not there, lies elsewhere, or is not what it should be.
    """
    pixels = _decoded(_content(folder, picture), picture.file, longest)
    return image_file.colours_on(pixels, _PAPER)


def pictures_of(lesson: Lesson) -> Iterator[TextPicture]:
    """All that the texts of a lesson show."""
    for text in (*lesson.look_for, *(step.text for step in lesson.steps)):
        yield from pictures(text)


def check_pictures(lesson: Lesson) -> None:
    """Look whether all pictures of a lesson are in the folder beside it, and can be shown.

    Raises:
        DigitpadError: the first that cannot.
    """
    for picture in pictures_of(lesson):
        read_picture(lesson.folder, picture, _PREVIEW)


def require_pictures(lesson: Lesson, names: Collection[str]) -> None:
    """Refuse a lesson that shows other pictures than these.

    Raises:
        DigitpadError: the first that is not among them.
    """
    for picture in pictures_of(lesson):
        if picture.file not in names:
            raise _missing(picture.file)


def paper_pictures(lesson: Lesson) -> Mapping[str, PaperPicture]:
    """The pictures of a lesson for a page, by their names; one that cannot be read is left out, and its words stay."""
    found: dict[str, PaperPicture] = {}
    for picture in pictures_of(lesson):
        if picture.file not in found:
            try:
                png = image_file.as_png(_content(lesson.folder, picture), picture.file, _LONGEST_ON_PAPER)
            except DigitpadError:
                continue
            width, height = image_file.size_of(png) or (1, 1)
            scale = min(1, _WIDTH_ON_PAPER / width, _HEIGHT_ON_PAPER / height)
            found[picture.file] = PaperPicture(
                f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}",
                max(1, round(width * scale)), max(1, round(height * scale)),
            )  # fmt: skip
    return found


def _content(folder: Path | None, picture: TextPicture) -> bytes:
    check_name(picture)
    if folder is None:
        raise _missing(picture.file)
    path = folder / picture.file
    try:
        # A pipe would never answer, and a link may lead anywhere.
        if path.is_symlink() or not is_file(path) or path.resolve().parent != folder.resolve():
            raise _missing(picture.file)
        with path.open("rb") as file:
            content = bytes(read_up_to(file, MAX_BYTES + 1))
    except OSError as error:
        raise DigitpadError(
            N_("The picture “{name}” cannot be read ({reason})."), name=_short(picture.file), reason=reason_of(error)
        ) from error
    if len(content) > MAX_BYTES:
        raise DigitpadError(
            N_("The picture “{name}” is too big for a lesson: at most {most} MB."),
            name=_short(picture.file), most=MAX_BYTES >> 20,
        )
    if image_file.format_of(content) not in _KINDS:
        raise _no_picture(picture.file)
    return content


def _decoded(content: bytes, name: str, longest: int) -> image_file.Pixels:
    if image_file.format_of(content) not in _KINDS:
        raise _no_picture(name)
    return image_file.decode(content, name, longest)


def _no_picture(name: str) -> DigitpadError:
    return DigitpadError(N_("“{name}” is not a picture as PNG, JPEG or WebP."), name=_short(name))


def _missing(name: str) -> DigitpadError:
    return DigitpadError(
        N_("The picture “{name}” is not in the folder of the lesson, which has the lesson's name."), name=_short(name)
    )


def _short(text: str) -> str:
    return printable(text, 100)
