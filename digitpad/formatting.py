"""Format numbers and text for people: percent, time left, text from files made printable."""

import math
import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but for tab and new line
    "\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # what breaks lines, turns the direction, or joins
    "\ud800-\udfff]"  # halves of characters
)


def printable(text: str, longest: int | None = None, instead: str = "?") -> str:
    """Text that nobody has checked, fit to stand in a sentence: no control characters, and no longer than allowed.

    Args:
        text: from a file, a server or the command line.
        longest: at most so many characters, the last an ellipsis where some are left out; None for any number.
        instead: stands for each character that cannot be shown.
    """
    if longest is not None and len(text) > longest:
        text = text[: longest - 1] + "…"
    return "".join(character if character.isprintable() else instead for character in text)


def visible(text: str) -> str:
    """Text for the window, perhaps of several lines, without what cannot be seen but turns or hides other characters.

    Unlike `printable` it leaves spaces that do not break a line as they are.
    """
    return text if text.isprintable() else _UNSEEN.sub("?", text)


def percent(share: float) -> str:
    """A share with one digit after the point: `98.3 %`.

    Rounding never makes a nearly certain answer a certain one.
    """
    shown = min(share, 0.999) if share < 1 else 1.0
    return f"{shown * 100:.1f}\N{NO-BREAK SPACE}%"


def whole_percent(share: float) -> str:
    """A share where room is short: `98 %`; a nearly certain answer is no certain one here either."""
    shown = min(share, 0.99) if share < 1 else 1.0
    return f"{shown * 100:.0f}\N{NO-BREAK SPACE}%"


def with_minus(number: str) -> str:
    """A number that was written with a hyphen, with a minus sign, which is as wide and as high as a plus sign."""
    return number.replace("-", "\N{MINUS SIGN}")


def time_left(seconds: float) -> str:
    """Seconds as a clock shows them: `0:07`, `12:30`, `1:02:05`."""
    whole = max(0, math.ceil(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"
