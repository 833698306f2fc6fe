"""The markup of a lesson's texts: paragraphs, emphasis, lists and pictures; any text is some, and none is ever HTML.

The source of a block is what stands in the file, with one line for a paragraph, for each entry of a list, and for a
picture. Texts are kept as such sources, and taken apart where they are shown.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_MARKER = re.compile(r"(?:[-*]|(?P<number>[0-9]{1,3})[.)])(?: (?P<words>.*)|$)")
_PICTURE = re.compile(r"!\[(?P<shows>[^\[\]]*)\]\((?P<file>[^()]*)\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PIECES = re.compile(r"\\[!-/:-@\[-`{-~]|\*+|[^\\*]+|\\")
_BLANK_LINE = "\n\n"


@dataclass(frozen=True)
class TextRun:
    """Words that look the same."""

    text: str
    emphasis: bool = False
    strong: bool = False


@dataclass(frozen=True)
class TextParagraph:
    """Words below each other where they do not fit into a line."""

    runs: tuple[TextRun, ...]


@dataclass(frozen=True)
class TextList:
    """Entries below each other.

    Attributes:
        entries: their words; an entry may be empty.
        first: the number of the first one; None where they have bullets.
    """

    entries: tuple[tuple[TextRun, ...], ...]
    first: int | None = None


@dataclass(frozen=True)
class TextPicture:
    """A picture that lies beside the lesson.

    Attributes:
        shows: what it shows, in words.
        file: its name as it was written, which nobody has checked.
    """

    shows: str
    file: str


TextBlock = TextParagraph | TextList | TextPicture


def sources(text: str) -> tuple[str, ...]:
    """The blocks of a text as they were written, in their order; joined with empty lines between they give the same.

    A blank line ends a block. A list may begin right after a paragraph, a numbered one only with 1: a line may as well
    begin with a year.
    """
    found: list[list[list[str]]] = []  # blocks of lines of words
    kind = ""  # of the block that still grows: "words", "bullets" or "numbers"
    for line in text.split("\n"):
        words = " ".join(line.split())
        marked = _MARKER.fullmatch(words)
        if not words or _PICTURE.fullmatch(words):
            kind = ""
            if words:
                found.append([[words]])
        elif marked and not (kind == "words" and marked["number"] not in (None, "1")):
            wanted = "bullets" if marked["number"] is None else "numbers"
            if kind != wanted:
                found.append([])
            kind = wanted
            found[-1].append([words])
        elif kind:
            found[-1][-1].append(words)
        else:
            kind = "words"
            found.append([[words]])
    return tuple("\n".join(map(" ".join, lines)) for lines in found)


def normal(text: str) -> str:
    """The text as it is kept: the sources of its blocks with empty lines between."""
    return _BLANK_LINE.join(sources(text))


def literal(paragraph: str) -> str:
    """The source of a paragraph that shows all these words as they are, on one line."""
    source = re.sub(r"[\\*]", r"\\\g<0>", " ".join(paragraph.split()))
    return re.sub(r"^(?=-(?: |$))|^(?:!|[0-9]{1,3})(?=\[|[.)](?: |$))", r"\g<0>\\", source)


def blocks(text: str) -> tuple[TextBlock, ...]:
    """A text taken apart; any text can be."""
    return tuple(map(block, sources(text)))


@functools.lru_cache(maxsize=512)
def block(source: str) -> TextBlock:
    """A block taken apart.

    Args:
        source: one of those that `sources` gives.
    """
    if (picture := _PICTURE.fullmatch(source)) is not None:
        return TextPicture(_unescaped(picture["shows"]).strip(), _unescaped(picture["file"]).strip())
    entries = [_MARKER.fullmatch(line) for line in source.split("\n")]
    if entries[0] is None:
        return TextParagraph(_runs(source))
    first = entries[0]["number"]
    return TextList(
        tuple(_runs((entry and entry["words"]) or "") for entry in entries), None if first is None else int(first)
    )


def plain(text: str) -> str:
    """What a text says, without its markup: lines for the entries of lists, and what pictures show."""
    return _BLANK_LINE.join("\n".join(_lines(each)) for each in blocks(text))


def words(runs: Iterable[TextRun]) -> str:
    """What they say."""
    return "".join(run.text for run in runs)


def count(text: str) -> int:
    """How many paragraphs, entries of lists and pictures a text has."""
    return sum(source.count("\n") + 1 for source in sources(text))


def pictures(text: str) -> tuple[TextPicture, ...]:
    """Those that a text shows, in its order."""
    return tuple(each for each in blocks(text) if isinstance(each, TextPicture))


def _lines(each: TextBlock) -> Iterator[str]:
    match each:
        case TextPicture():
            yield each.shows
        case TextList():
            yield from map(words, each.entries)
        case _:
            yield words(each.runs)


def _unescaped(source: str) -> str:
    return _ESCAPED.sub(r"\1", source)


@dataclass
class _Marks:
    """Which stars of a text are marks, found in one pass; of each length, one at most waits for its end."""

    pieces: list[str] = field(default_factory=list)
    waiting: list[tuple[int, int]] = field(default_factory=list)  # how many stars, and which piece they are
    changes: dict[int, int] = field(default_factory=dict)  # at a piece that is a mark: its stars, with a sign

    def open(self, stars: int) -> None:
        """Stars that words follow; those of that length which wait still are none then."""
        for length in (2, 1) if stars == 3 else (stars,):
            self.waiting = [each for each in self.waiting if each[0] != length]
            self.waiting.append((length, len(self.pieces)))
            self.pieces.append("*" * length)

    def close(self, stars: int) -> bool:
        """Stars that follow words; False where nothing waits for them."""
        left = stars
        while (fitting := [place for place, each in enumerate(self.waiting) if each[0] <= left]) != []:
            length, begin = self.waiting[fitting[-1]]
            del self.waiting[fitting[-1] :]
            self.changes[begin], self.changes[len(self.pieces)] = length, -length
            self.pieces[begin] = ""
            self.pieces.append("")
            left -= length
        if left < stars and left:
            self.pieces.append("*" * left)
        return left < stars


def _runs(source: str) -> tuple[TextRun, ...]:
    """Words in emphasis have a star before and after them, strong ones two; between blanks or in words it is a star."""
    marks = _Marks()
    for found in _PIECES.finditer(source):
        piece = found[0]
        if not 1 <= len(piece) <= 3 or piece.strip("*"):
            marks.pieces.append(_unescaped(piece))
            continue
        before, after = source[max(0, found.start() - 1) : found.start()], source[found.end() : found.end() + 1]
        ends = before.strip() != "" and not after.isalnum() and marks.close(len(piece))
        if not ends and after.strip() and not before.isalnum():
            marks.open(len(piece))
        elif not ends:
            marks.pieces.append(piece)
    runs: list[TextRun] = []
    emphasis = strong = False
    for place, piece in enumerate(marks.pieces):
        change = marks.changes.get(place, 0)
        emphasis, strong = (change > 0 if abs(change) == 1 else emphasis), (change > 0 if abs(change) == 2 else strong)
        if piece and runs and (runs[-1].emphasis, runs[-1].strong) == (emphasis, strong):
            runs[-1] = TextRun(runs[-1].text + piece, emphasis, strong)
        elif piece:
            runs.append(TextRun(piece, emphasis, strong))
    return tuple(runs)
