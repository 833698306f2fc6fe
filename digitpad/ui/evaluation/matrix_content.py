"""What a confusion matrix shows: counts, or how two networks differ; in numbers, in words, and how it is coloured."""

from __future__ import annotations  # the types are for the reader, not for the start

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from digitpad.translation import _

if TYPE_CHECKING:
    import numpy.typing as npt

    from digitpad.evaluation.confusion import Cell, Confusion
    from digitpad.evaluation.share import Share

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, eq=False)
class MatrixContent:
    """The matrix of a network, or what a second one does otherwise.

    Rows are what it is, columns what the network says; row or column -1 is a head, and the last column is `?`.

    Attributes:
        first: of the network in use.
        second: of the network that it is compared with; None without one.
    """

    first: Confusion
    second: Confusion | None = None

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return len(self.first.class_names)

    @cached_property
    def numbers(self) -> npt.NDArray[np.int64]:
        """(classes, classes + 1) the counts; with two networks the second's minus the first's."""
        return self.first.counts if self.second is None else self.second.counts - self.first.counts

    @cached_property
    def wholes(self) -> list[int]:
        """How many pictures each row has."""
        wholes: list[int] = self.first.counts.sum(axis=1).tolist()
        return wholes

    def text(self, cell: Cell) -> str:
        """What stands in a cell; nothing for 0."""
        number = int(self.numbers[cell])
        if number == 0:
            return ""
        if self.second is None:
            return str(number)
        return f"+{number}" if number > 0 else f"{MINUS}{-number}"

    def strength(self, cell: Cell) -> float:
        """How strongly a cell is coloured, -1..1: below 0 as a mistake, above 0 as an improvement, 0 not at all.

        The square root of the number's share of its row: one mistake in a hundred can be seen, and half of all is
        still another colour than a tenth.
        """
        return self._strengths[cell[0]][cell[1]]

    @cached_property
    def _strengths(self) -> list[list[float]]:
        signs = -np.ones(self.numbers.shape)
        np.fill_diagonal(signs, 1.0 if self.second is not None else 0.0)
        signs[:, -1] = 0.0
        shares = signs * self.numbers / np.maximum(self.wholes, 1)[:, None]
        strengths: list[list[float]] = (np.sign(shares) * np.sqrt(np.minimum(1.0, np.abs(shares)))).tolist()
        return strengths

    def name(self, place: int) -> str:
        """What a row or column is called."""
        return "?" if place == self.classes else self.first.class_names[place]

    def end(self, place: int, *, of_row: bool) -> str:
        """The recall of a row or the precision of a column in percent; with two networks the change of it."""
        if place == self.classes:
            return ""
        first, second = self._shares(place, of_row)
        if first.value is None or (second is not None and second.value is None):
            return ""
        if second is None or second.value is None:
            return str(min(99, round(100 * first.value)) if first.value < 1 else 100)  # as `whole_percent` has it
        points = round(100 * (second.value - first.value))
        return f"+{points}" if points > 0 else f"{MINUS}{-points}" if points < 0 else "0"

    def cell_words(self, cell: Cell) -> str:
        """A cell in a sentence, or a head with what stands at the other end of it."""
        row, column = cell
        if row < 0 or column < 0:
            return self.end_words(max(row, column), of_row=column < 0)
        whole = self.wholes[row]
        facts = {"truth": self.name(row), "answer": self.name(column), "whole": whole,
                 "count": int(self.first.counts[cell])}
        if self.second is not None:
            text = (
                _("{truth} and the network is not sure: A {count:,} of {whole:,}, B {other:,}.")
                if column == self.classes else
                _("{truth} recognized as {answer}: A {count:,} of {whole:,}, B {other:,}.") if row == column else
                _("{truth} taken for {answer}: A {count:,} of {whole:,}, B {other:,}.")
            )
            return text.format(other=int(self.second.counts[cell]), **facts)
        text = (
            _("{truth} and the network is not sure: {count:,} of {whole:,}.") if column == self.classes else
            _("{truth} recognized as {answer}: {count:,} of {whole:,}.") if row == column else
            _("{truth} taken for {answer}: {count:,} of {whole:,}.")
        )
        return text.format(**facts)

    def end_words(self, place: int, *, of_row: bool) -> str:
        """The recall of a row or the precision of a column in a sentence."""
        if place == self.classes:
            return self._unanswered_words()
        first, second = self._shares(place, of_row)
        name = self.name(place)
        if not first.whole and (second is None or not second.whole):
            return (_("There are no pictures of “{name}”.") if of_row else _("Nothing is called “{name}”.")).format(
                name=name
            )
        if second is not None:
            text = (
                _("Of all pictures of “{name}”, A finds {share}, B {other} (recall).") if of_row else
                _("Of all answers “{name}”, {share} are right with A, {other} with B (precision).")
            )
            return text.format(name=name, share=first.message(), other=second.message())
        text = (
            _("Of all pictures of “{name}”, {share} are found (recall).") if of_row else
            _("Of all answers “{name}”, {share} are right (precision).")
        )
        return text.format(name=name, share=first.message())

    def summary(self) -> str:
        """The whole in a few sentences, for those who do not see it."""
        accuracy = self.first.accuracy
        if self.second is not None:
            text = _(
                "Rows: what it is. Columns: what the network says. Numbers: B minus A. Right: A {share}, B {other}."
            )
            return text.format(share=accuracy.message(), other=self.second.accuracy.message())
        text = _("Rows: what it is. Columns: what the network says. Right: {share}.")
        sentences = [text.format(share=accuracy.message())]
        if (worst := self._worst()) is not None:
            sentences.append(_("Most frequent mistake: {words}").format(words=self.cell_words(worst)))
        return " ".join(sentences)

    def _worst(self) -> Cell | None:
        mistakes = self.first.counts[:, :-1].copy()
        mistakes[range(self.classes), range(self.classes)] = 0
        row, column = divmod(int(mistakes.argmax()), self.classes)
        return (row, column) if mistakes[row, column] else None

    def _unanswered_words(self) -> str:
        first = self.first.unanswered
        if self.second is None:
            return _("Of all pictures, {share} are answered “?”.").format(share=first.message())
        return _("Of all pictures, A answers {share} with “?”, B {other}.").format(
            share=first.message(), other=self.second.unanswered.message()
        )

    def _shares(self, place: int, of_row: bool) -> tuple[Share, Share | None]:
        first, second = (
            None if table is None else (table.recall if of_row else table.precision)[place]
            for table in (self.first, self.second)
        )
        assert first is not None
        return first, second
