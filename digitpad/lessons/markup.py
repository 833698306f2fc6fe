"""Pages of HTML that need nothing else: no script, no address, no file beside them.

The same pages are shown by a browser and by Qt's rich text, which knows little of style sheets: so tables lay out.
Functions that take text escape it; those that take `inner` are given what the others made.
"""

import functools
import html
from collections.abc import Iterable, Sequence

from digitpad.formatting import visible
from digitpad.system import assets

PAPERS = ("A4", "Letter")  # untranslated: names of papers

_PAGE = "<!DOCTYPE html>\n<html><head>{head}</head><body>{inner}{after}</body></html>\n"  # untranslated: markup
_ON_PAPER = "@page {{ size: {paper}; margin: 18mm; }}"  # untranslated: a style sheet
_EMPTY = ("meta", "br", "img")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser must refuse whatever else gets into the page."""

_WITH_PICTURES = "; img-src data:"


def text(written: str) -> str:
    """A text that nobody has checked, as HTML."""
    return html.escape(visible(written))


def element(name: str, inner: str, **attributes: str) -> str:
    """An element around what is HTML already; `class_` stands for the attribute `class`, `a_b` for `a-b`."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(value)}"' for key, value in attributes.items()
    )
    return f"<{name}{given}>" if name in _EMPTY else f"<{name}{given}>{inner}</{name}>"


def heading(level: int, written: str) -> str:
    """A heading."""
    return element(f"h{level}", text(written))


def paragraph(written: str, **attributes: str) -> str:
    """A paragraph."""
    return element("p", text(written), **attributes)


def items(written: Iterable[str], *, numbered: bool = False) -> str:
    """A list of texts; nothing for none."""
    inner = "".join(element("li", text(each)) for each in written)
    return element("ol" if numbered else "ul", inner) if inner else ""


def figures(head: Sequence[str], rows: Iterable[Sequence[str]], texts: int = 1) -> str:
    """A table of texts with a heading.

    Args:
        head: of the columns.
        rows: as long as the heading.
        texts: how many columns, from the left, are words; the others are numbers.
    """
    first = element("tr", "".join(element("th", text(each)) for each in head))
    others = "".join(
        element("tr", "".join(
            element("td", text(each), class_="text") if column < texts else element("td", text(each), align="right")
            for column, each in enumerate(row)
        ))
        for row in rows
    )  # fmt: skip
    return element("table", first + others, class_="figures", cellspacing="0", border="1")


def lines(count: int) -> str:
    """Empty lines to write on."""
    row = element("tr", element("td", "&nbsp;", height="28"))
    return element("table", row * count, class_="lines", width="100%", cellspacing="0")


@functools.cache
def _style() -> str:
    return (assets.folder() / "lessons" / "page.css").read_text(encoding="utf-8")


def picture(inner: str) -> str:
    """A paragraph of nothing but a picture."""
    return element("p", inner, class_="picture")


def page(
    title: str, inner: str, paper: str = PAPERS[0], after: str = "", *, with_pictures: bool = False
) -> str:
    """A whole page.

    Args:
        title: of the window that shows it.
        inner: what is seen.
        paper: one of `PAPERS`, on which it is printed.
        after: what is not seen.
        with_pictures: whether a browser may show pictures that are within the page.
    """
    allowed = f"{_POLICY}{_WITH_PICTURES}" if with_pictures else _POLICY
    policy = element("meta", "", http_equiv="Content-Security-Policy", content=allowed)
    style = element("style", f"{_style()}{_ON_PAPER.format(paper=paper)}")
    head = f'<meta charset="utf-8">{policy}{element("title", text(title))}{style}'
    return _PAGE.format(head=head, inner=inner, after=after)
