"""The texts of a lesson as HTML, for pages to read and print: every word of them is escaped."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from digitpad.lessons import markup
from digitpad.lessons.lesson_pictures import PaperPicture
from digitpad.lessons.lesson_text import TextBlock, TextList, TextPicture, TextRun, block
from digitpad.translation import _


def text_html(
    sources: Iterable[str], pictures: Mapping[str, PaperPicture], picture: Callable[[str], str] = str
) -> Iterator[str]:
    """The blocks of a text.

    Args:
        sources: as `lesson_text.sources` gives them.
        pictures: those that are there, by their names; the others are told in words.
        picture: makes of an element with a picture what stands in the page, for those that cannot show one within.
    """
    for source in sources:
        yield _block(block(source), pictures, picture)


def runs_html(runs: Iterable[TextRun]) -> str:
    """Words with their emphasis."""
    return "".join(map(_run, runs))


def _run(run: TextRun) -> str:
    inner = markup.text(run.text)
    inner = markup.element("em", inner) if run.emphasis else inner
    return markup.element("strong", inner) if run.strong else inner


def _block(each: TextBlock, pictures: Mapping[str, PaperPicture], picture: Callable[[str], str]) -> str:
    match each:
        case TextPicture():
            return _picture(each, pictures.get(each.file), picture)
        case TextList():
            inner = "".join(markup.element("li", runs_html(entry)) for entry in each.entries)
            if each.first is None:
                return markup.element("ul", inner)
            begins = {} if each.first == 1 else {"start": str(each.first)}
            return markup.element("ol", inner, **begins)
    return markup.element("p", runs_html(each.runs))


def _picture(told: TextPicture, found: PaperPicture | None, picture: Callable[[str], str]) -> str:
    if found is None:
        return markup.paragraph(_("A picture: {shows}").format(shows=told.shows), class_="faint")
    size = {"width": str(found.width), "height": str(found.height)}
    return markup.picture(picture(markup.element("img", "", **size, alt=told.shows, src=found.uri)))
