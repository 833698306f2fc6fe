"""Decide whether the labels of a CSV file are numbers or names."""

from collections.abc import Sequence

from digitpad.data.exchange.classes import MAX_CLASSES, ordered, tidy, why_no_label, why_no_name
from digitpad.data.exchange.csv_layout import is_number
from digitpad.data.untrusted_files import short
from digitpad.translation import _

MOST_LABELS = 255
"""Different texts in the column of labels that are told apart, mistakes included."""

_LARGEST_NUMBER = 1e6  # what is beyond needs no name of its own to be refused


class Labels:
    """The texts found in the column of labels, each with a number of its own."""

    def __init__(self) -> None:
        self._keys: dict[str, int] = {}

    def key(self, text: str) -> int:
        """The number of a text, the same for `7` and `7.0`.

        Raises:
            ValueError: what is wrong with it.
        """
        text = tidy(text)
        if not text:
            raise ValueError(_("the label is empty"))
        if is_number(text):
            if not float(text).is_integer() or abs(float(text)) > _LARGEST_NUMBER:
                sentence = _("the label is {label}, expected a whole number from 0 to {highest}")
                raise ValueError(sentence.format(label=short(text), highest=MAX_CLASSES - 1))
            text = str(int(float(text)))
        elif (reason := why_no_name(text)) is not None:
            raise ValueError(reason)
        if text not in self._keys and len(self._keys) == MOST_LABELS:
            sentence = _("the label is “{label}”, after {most} others")
            raise ValueError(sentence.format(label=short(text), most=MOST_LABELS))
        return self._keys.setdefault(text, len(self._keys))

    def meaning(self, counts: Sequence[int]) -> tuple[list[int | str], tuple[str, ...] | None]:
        """What each number stands for.

        Args:
            counts: how many rows have each.

        Returns:
            For each number the label, or why rows with it cannot be taken; and the names of the classes, or None
            where labels are numbers by themselves.
        """
        texts = list(self._keys)
        numeric = sum(count for text, count in zip(texts, counts, strict=False) if is_number(text))
        if 2 * numeric >= sum(counts):
            return [_number(text) for text in texts], None
        kept = sorted(texts, key=lambda text: -counts[self._keys[text]])[:MAX_CLASSES]
        names = ordered([text for text in kept if counts[self._keys[text]]])
        rare = _("the label is “{label}”; of more than {most} classes, this one has the fewest rows")
        return [
            names.index(text) if text in names else rare.format(label=text, most=MAX_CLASSES) for text in texts
        ], names


def _number(text: str) -> int | str:
    if not is_number(text):
        return _("the label is “{label}”, not a whole number").format(label=text)
    return int(text) if 0 <= int(text) < MAX_CLASSES else why_no_label(short(text), MAX_CLASSES - 1)
