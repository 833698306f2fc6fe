"""The teacher's guide of a lesson as data: minutes, aims, words, answers, what pupils often think."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class TeachersGuide:
    """The teacher's side of a lesson; whatever is not said is empty.

    Attributes:
        minutes: how long it takes; 0 where nobody said.
        aims: what pupils can do afterwards.
        needs: what has to be there: paper, a dataset.
        vocabulary: the words that come up, each with what it means.
        wrong_ideas: what pupils often think, each with what to say then.
        answers: what is right or may be said, by the question's id.
        notes: paragraphs: how to go about it.
    """

    minutes: int = 0
    aims: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    vocabulary: Mapping[str, str] = field(default_factory=dict)
    wrong_ideas: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
