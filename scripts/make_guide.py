"""`make guide`: the teacher's guide and the pupils' sheets of every lesson on board, into docs/guide.

For each lesson a guide, and a sheet for A4 and for Letter, as pages that a browser shows and prints. They are made from
the lessons' files alone. With `--check` nothing is written, and the exit code is 1 where docs/guide differs.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from digitpad.data.catalogue import Catalogue
from digitpad.lessons import markup
from digitpad.lessons.lesson import Lesson
from digitpad.lessons.lesson_pictures import paper_pictures
from digitpad.lessons.reading import load_lessons
from digitpad.lessons.sheet import guide_html, sheet_html
from digitpad.system import assets

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "guide"


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them."""
    lessons, problems = load_lessons([assets.folder() / "lessons"], Catalogue(ROOT / "nowhere"))
    for problem in problems:
        print(problem, file=sys.stderr)
    made = pages(lessons)
    if "--check" in arguments:
        differing = differences(FOLDER, made)
        print("\n".join(differing) or f"{len(made)} pages are as the lessons say.")
        return 1 if differing or problems else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.html"):
        old.unlink()
    for name, page in made.items():
        (FOLDER / name).write_text(page, encoding="utf-8", newline="\n")
    print(f"{len(made)} pages in {FOLDER}")
    return 1 if problems else 0


def pages(lessons: tuple[Lesson, ...]) -> dict[str, str]:
    """The pages by the names of their files."""
    made = dict(page for lesson in lessons for page in _of(lesson))
    links = [
        f'<a href="{name}">{markup.text(words)}</a>'
        for lesson in lessons
        for name, words in (
            (f"{lesson.name}.html", f"{lesson.title}: guide"), (f"{lesson.name}-sheet.html", "sheet, A4"),
            (f"{lesson.name}-sheet-letter.html", "sheet, Letter"),
        )
    ]  # fmt: skip
    rows = "".join(
        f"<tr>{''.join(f'<td>{link}</td>' for link in links[start : start + 3])}</tr>"
        for start in range(0, len(links), 3)
    )
    made["index.html"] = markup.page("For teachers", f"<h1>For teachers</h1><table>{rows}</table>")
    return made


def _of(lesson: Lesson) -> Iterator[tuple[str, str]]:
    a4, letter = markup.PAPERS
    pictures = paper_pictures(lesson)
    yield f"{lesson.name}.html", guide_html(lesson, a4, pictures=pictures)
    yield f"{lesson.name}-sheet.html", sheet_html(lesson, a4, pictures=pictures)
    yield f"{lesson.name}-sheet-letter.html", sheet_html(lesson, letter, pictures=pictures)


def differences(folder: Path, made: dict[str, str]) -> list[str]:
    """What a folder has otherwise than the lessons say, one line for each file."""
    there = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.html")}
    return [
        f"{name}: {'missing' if name not in there else 'no lesson has it' if name not in made else 'differs'}"
        for name in sorted({*there, *made})
        if there.get(name) != made.get(name)
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
