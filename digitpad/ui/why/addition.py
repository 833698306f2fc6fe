"""Write a sum with two decimals so that what is shown adds up, in spite of rounding."""

from collections.abc import Sequence

from digitpad.formatting import with_minus

DIGITS = 2


def added_up(parts: Sequence[float], total: float) -> tuple[str, ...]:
    """The parts and then the total, each with its sign and two decimals, so that they add up as shown.

    What is lost by rounding is put where it is smallest against the part: to the largest one. That is at most half a
    unit of the last digit a part, and what the parts miss the total by.
    """
    unit = 10.0**-DIGITS
    shown = [round(part / unit) for part in parts]
    whole = round(total / unit)
    if shown:
        largest = max(range(len(parts)), key=lambda place: abs(parts[place]))
        shown[largest] += whole - sum(shown)
    return tuple(signed(value * unit) for value in (*shown, whole))


def signed(value: float, digits: int = DIGITS) -> str:
    """A number with its sign in front, a real minus; what rounds to nothing has none."""
    text = f"{value:+.{digits}f}"
    if not text.strip("+-0."):
        text = text[1:]
    return with_minus(text)
