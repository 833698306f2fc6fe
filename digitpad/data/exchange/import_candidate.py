"""Labelled pictures of another program, read and checked but not kept yet."""

from dataclasses import dataclass, replace

import numpy as np

from digitpad.data.digits import Dataset, Pictures
from digitpad.data.exchange.arrangement import INVERTED, Better
from digitpad.translation import N_, _, ngettext

WHITE_PAPER = N_("The paper is white; the pictures are inverted, so that ink is light on dark as in MNIST.")
BLACK_PAPER = N_("The paper is black, as in MNIST; the pictures are taken as they are.")
LIGHT_PAPER = N_("The paper is grey, rather light; the pictures are inverted: look whether ink is light on dark now.")
DARK_PAPER = N_(
    "The paper is grey, rather dark; the pictures are taken as they are: look whether ink is light on dark."
)
TURNED = N_("Ink and paper are changed over, as you chose.")

_NAMES_TOLD = 10


@dataclass(frozen=True)
class ImportCandidate:
    """Pictures that are fit to be taken, and what became of the rest.

    Attributes:
        source: the name of the file or folder.
        kind: what it is, such as `CSV`.
        class_names: one name a class, in the order of the labels; 2 to 62.
        train: the part to learn from, at least one picture.
        test: the part for the test, at least one picture.
        paper: one sentence: whether the paper was white, black or something between, and what was done about it.
        notes: one sentence each for whatever else was done to the pictures.
        problems: one line each for the first few rows that cannot be taken, such as
            `row 17: 783 pixels, expected 784`.
        bad: how many rows cannot be taken.
        oddities: one sentence each for what a look at the result finds odd; only a person can tell whether it is right.
        better: a way to turn the pictures in which far more digits are read, if there is one.
    """

    source: str
    kind: str
    class_names: tuple[str, ...]
    train: Pictures
    test: Pictures
    paper: str
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    bad: int = 0
    oddities: tuple[str, ...] = ()
    better: Better | None = None

    def __len__(self) -> int:
        return len(self.train) + len(self.test)

    @property
    def is_whole(self) -> bool:
        """Whether nothing in the file had to be left out for being wrong."""
        return not self.bad

    @property
    def questions(self) -> tuple[str, ...]:
        """What somebody must look at before the pictures are taken."""
        return (*self.oddities, self.better.sentence) if self.better is not None else self.oddities

    def summary(self, *, with_names: bool = False) -> str:
        """What was found, in one sentence, perhaps with the names of the first classes that have pictures."""
        labels = np.union1d(self.train.labels, self.test.labels).tolist()
        used, count = len(labels), len(self.class_names)
        if used == count:
            classes = ngettext("{count} class", "{count} classes", count).format(count=count)
        else:
            classes = ngettext("{used} of {count} class", "{used} of {count} classes", count).format(
                used=used, count=count
            )
        if with_names:
            names = ", ".join(self.class_names[label] for label in labels[:_NAMES_TOLD])
            classes = f"{classes} ({names}{'…' if used > _NAMES_TOLD else ''})"
        return ngettext(
            "{source}: {kind}, {count:,} picture of {classes}; {train:,} to learn from, {test:,} for the test.",
            "{source}: {kind}, {count:,} pictures of {classes}; {train:,} to learn from, {test:,} for the test.",
            len(self),
        ).format(
            source=self.source, kind=self.kind, count=len(self), classes=classes, train=len(self.train),
            test=len(self.test),
        )

    def sentences(self) -> tuple[str, ...]:
        """What to tell the user before anything is taken, one line each; the bad rows come last."""
        lines = [self.summary(with_names=True), self.paper, *self.notes]
        lines += [_("Odd: {sentence}").format(sentence=question) for question in self.questions]
        if self.bad:
            title = ngettext("{count:,} cannot be taken:", "{count:,} cannot be taken, the first of them:", self.bad)
            lines += [title.format(count=self.bad), *(f"  {problem}" for problem in self.problems)]
        return tuple(lines)

    def inverted(self) -> "ImportCandidate":
        """The same with ink and paper changed over, where they were taken for each other."""
        train, test = (
            Pictures(np.subtract(255, part.images), part.labels) for part in (self.train, self.test)
        )
        better = self.better if self.better is not None and self.better.way != INVERTED else None
        return replace(self, train=train, test=test, paper=_(TURNED), better=better)

    def corrected(self) -> "ImportCandidate":
        """The same, turned the way in which far more digits are read, where there is one."""
        if self.better is None:
            return self
        return replace(self, train=self.better.turned(self.train), test=self.better.turned(self.test), better=None)

    def dataset(self, name: str, title: str) -> Dataset:
        """As a dataset of that name."""
        return Dataset(name, title, self.class_names, self.train, self.test)
