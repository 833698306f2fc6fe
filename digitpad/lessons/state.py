"""What somebody has done in a lesson, as data: answers, runs, hints that were opened, and when the lesson was left."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from digitpad.ink.stroke import Ink
from digitpad.lessons.questions import MAX_HINTS
from digitpad.training.run import FINISHED, STOPPED, Run

MAX_RUNS = 30
"""Of a step; the oldest go first, but for the very first, which says what came before it."""

MAX_LEAVINGS, MAX_SAMPLES = 200, 1_000_000
MAX_ANSWER = 2000
"""Characters of a text."""


@dataclass(frozen=True)
class Reading:
    """What the network said of a drawing.

    Attributes:
        answer: the most probable class.
        share: how probable, 0..1.
    """

    answer: str
    share: float


@dataclass(frozen=True)
class Drawn:
    """A drawing as an answer.

    Attributes:
        ink: what was drawn.
        reading: what the network said of it when it was given; None where none did.
    """

    ink: Ink
    reading: Reading | None = None


@dataclass(frozen=True)
class Picked:
    """Something picked on another page, in words, such as `Test picture 812: a 7 that says 1`."""

    words: str


AnswerValue = str | float | Drawn | Picked
"""A choice or a text; a number; a drawing; something picked."""


@dataclass(frozen=True)
class Given:
    """An answer.

    Attributes:
        value: what was given.
        at: when, by the clock of the computer.
        runs_before: how many runs of the step had begun by then; a guess is one where that is 0.
    """

    value: AnswerValue
    at: datetime
    runs_before: int


@dataclass(frozen=True)
class Leaving:
    """A time during which the lesson was left, and everything could be changed.

    Attributes:
        left: when.
        back: until when; None where nobody came back.
    """

    left: datetime
    back: datetime | None = None


@dataclass(frozen=True)
class StepState:
    """What was done in a step.

    Attributes:
        answers: by the question's id.
        hints: how many were opened, by the question's id.
        runs: rows of the runs of this step, the oldest first; also the one under way.
        samples: how many drawings were saved.
        reached: the names of checks that were fulfilled once and stay so, whatever is drawn next.
    """

    answers: Mapping[str, Given] = field(default_factory=dict)
    hints: Mapping[str, int] = field(default_factory=dict)
    runs: tuple[Run, ...] = ()
    samples: int = 0
    reached: frozenset[str] = frozenset()

    @property
    def ended(self) -> tuple[Run, ...]:
        """The runs that have a result."""
        return tuple(run for run in self.runs if run.state in (FINISHED, STOPPED) and run.history)


@dataclass(frozen=True)
class LessonState:
    """What was done in a lesson. It is never changed: each of the `with_` methods gives another one.

    Attributes:
        lesson: the lesson's name.
        started: when it was begun.
        step: the number of the step in front, from 1.
        steps: by their numbers, those in which something was done.
        left: when the lesson was left, in order.
    """

    lesson: str
    started: datetime
    step: int = 1
    steps: Mapping[int, StepState] = field(default_factory=dict)
    left: tuple[Leaving, ...] = ()

    def of(self, number: int) -> StepState:
        """What was done in the step of that number."""
        return self.steps.get(number, StepState())

    @property
    def is_left(self) -> bool:
        """Whether the lesson is left at this moment."""
        return bool(self.left) and self.left[-1].back is None

    def with_step_in_front(self, number: int) -> "LessonState":
        """Another step is looked at."""
        return replace(self, step=number)

    def with_answer(self, number: int, question: str, value: AnswerValue, now: datetime) -> "LessonState":
        """A question of a step is answered, or answered anew."""
        step = self.of(number)
        if isinstance(value, str):
            value = value[:MAX_ANSWER]
        elif isinstance(value, int):
            value = float(value)
        given = Given(value, now, len(step.runs))
        return self._with(number, replace(step, answers={**step.answers, question: given}))

    def with_hint(self, number: int, question: str) -> "LessonState":
        """One hint more is opened."""
        step = self.of(number)
        opened = min(MAX_HINTS, step.hints.get(question, 0) + 1)
        return self._with(number, replace(step, hints={**step.hints, question: opened}))

    def with_run(self, number: int, run: Run) -> "LessonState":
        """A run of a step has begun, or its row is another one now."""
        step = self.of(number)
        if any(each.name == run.name for each in step.runs):
            runs = tuple(run if each.name == run.name else each for each in step.runs)
        else:
            runs = (*step.runs, run)
        return self._with(number, replace(step, runs=(*runs[:1], *runs[1:][1 - MAX_RUNS :])))

    def with_sample(self, number: int, count: int = 1) -> "LessonState":
        """Drawings were saved, or with a negative number taken back."""
        step = self.of(number)
        return self._with(number, replace(step, samples=min(MAX_SAMPLES, max(0, step.samples + count))))

    def with_reached(self, number: int, checks: frozenset[str]) -> "LessonState":
        """Checks, by their names, were fulfilled."""
        step = self.of(number)
        return self._with(number, replace(step, reached=step.reached | checks))

    def with_leaving(self, now: datetime) -> "LessonState":
        """The lesson is left."""
        return self if self.is_left else replace(self, left=(*self.left, Leaving(now))[-MAX_LEAVINGS:])

    def with_return(self, now: datetime) -> "LessonState":
        """Somebody comes back to it."""
        return replace(self, left=(*self.left[:-1], replace(self.left[-1], back=now))) if self.is_left else self

    def _with(self, number: int, step: StepState) -> "LessonState":
        return replace(self, steps={**self.steps, number: step})
