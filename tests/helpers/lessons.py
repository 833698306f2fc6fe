"""Lessons as files and what was done in them, for those who read them."""

from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from digitpad.data.catalogue import Catalogue
from digitpad.ink.stroke import Ink
from digitpad.lessons.lesson import Lesson
from digitpad.lessons.reading import parse_lesson
from digitpad.lessons.state import Drawn, LessonState, Reading
from digitpad.training.epoch import Epoch, Score
from digitpad.training.plan import TrainingPlan
from digitpad.training.run import FINISHED, Run

PLAN = """[steps.plan]
dataset = "mnist-5k"
hidden = [8]
activation = "relu"
optimizer = "adam"
learning_rate = 0.01
batch_size = 32
epochs = 2
"""
"""A step's plan that takes a blink; more settings may follow it."""

COMPLETE = f'''version = 2
title = "How fast?"
order = 3
look_for = """
The first
paragraph.

The second."""

[guide]
minutes = 30
aims = ["Say what the learning rate does."]
needs = ["Paper."]
notes = """
Begin with paper.

End with the curves."""

[guide.vocabulary]
epoch = "Every training picture once."
"learning rate" = "How far each step goes."

[guide.wrong_ideas]
"Faster is better." = "Try 1.0 and look."

[guide.answers]
why = "Because it jumps to and fro."

[[steps]]
title = "Guess"
text = "Guess, then run it."

[steps.show]
pages = ["examine"]
controls = ["train", "undo"]

[steps.fixed]
epochs = 2
hidden = [8]
lead = 0.2

{PLAN}
[[steps.ask]]
id = "how-many"
kind = "guess"
text = "How many of the test pictures will be right?"
of = "test"
hints = ["There are ten classes.", "More than half."]

[[steps.ask]]
id = "better"
kind = "guess"
text = "Will it be better than before?"
choices = ["yes", "no"]
answer = "yes"

[steps.check]
test = ">= 0.8"
gap = "<= 0.2"
parameters = "<= 10000"
runs = ">= 2"
fair_test = "learning_rate"

[[steps]]
title = "Fool it"
text = "Nothing to run."

[[steps.ask]]
id = "which"
kind = "choice"
text = "Which is safest?"
choices = ["0", "1"]
answer = "1"

[[steps.ask]]
id = "layers"
kind = "number"
text = "How many layers?"
low = 0
high = 10
answer = 2
tolerance = 1

[[steps.ask]]
id = "why"
kind = "text"
text = "Why?"

[[steps.ask]]
id = "fooled"
kind = "drawing"
text = "Draw a 4 that it reads as a 9."
shows = 4
read_as = 9

[[steps.ask]]
id = "worst"
kind = "pick"
text = "Pick the worst one."
of = "picture"

[steps.check]
read = {{ digit = 7, at_least = 0.9 }}
misread = true
samples = ">= 10"
seconds = "<= 60"
'''
"""A lesson that has something of everything but a fallback."""


def ended_run(name: str = "one", epochs: int = 2, test: float | None = 0.9, **more: Any) -> Run:
    """A run that was right in 90 % of its training pictures after its first epoch, and in 5 % more after each other.

    Args:
        name: the run's.
        epochs: how many it had, of half a second each.
        test: its accuracy on test pictures.
        more: fields of `Run`, or settings of its plan.
    """
    fields: dict[str, Any] = {"state": FINISHED, "title": f"Run {name}", "class_names": tuple("0123456789")}
    fields |= {key: more.pop(key) for key in list(more) if key in Run.__dataclass_fields__}
    settings: dict[str, Any] = {"hidden": (8,), "epochs": max(1, epochs), "validation_share": 0.0} | more
    plan = TrainingPlan(**settings)
    history = tuple(
        Epoch(number, Score(1 / number, min(1.0, 0.85 + number * 0.05)), None, 0.5) for number in range(1, epochs + 1)
    )
    return Run(name=name, plan=plan, history=history, test=None if test is None else Score(0.3, test), **fields)


def complete_lesson() -> Lesson:
    """`COMPLETE`, read."""
    return parse_lesson(COMPLETE, Path("how-fast.toml"), Catalogue(Path("nowhere")))


def worked_through(name: str = "how-fast", guess: float = 70.0, which: str = "1") -> LessonState:
    """What somebody did in `complete_lesson`, at ten o'clock in the morning: all of it but what is picked.

    Args:
        name: the lesson's.
        guess: how many of the test pictures would be right, in percent.
        which: the answer to the second step's first question.
    """
    now = datetime(2026, 11, 30, 10, 0)
    ink = Ink.of([[(10, 10), (30, 40), (12, 44)], [(40, 5)]])
    return (
        LessonState(name, now)
        .with_answer(1, "how-many", guess, now).with_answer(1, "better", "yes", now).with_hint(1, "how-many")
        .with_run(1, ended_run("a", epochs=3)).with_run(1, ended_run("b", learning_rate=0.1, epochs=3))
        .with_answer(2, "which", which, now).with_answer(2, "layers", 3.0, now)
        .with_answer(2, "why", "It jumps <to> & fro.", now)
        .with_answer(2, "fooled", Drawn(ink, Reading("9", 0.8)), now)
        .with_leaving(now).with_return(now.replace(minute=7)).with_leaving(now.replace(minute=30))
    )  # fmt: skip


class SeenPage(HTMLParser):
    """What a browser shows of a page, and what it is made of.

    Attributes:
        words: every text that is seen, with plain blanks.
        tags: of all elements, in order.
        attributes: the names of all attributes.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self._hidden = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """The parser calls this."""
        self.tags.append(tag)
        self.attributes |= {name for name, __ in attrs}
        self._hidden = tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        """The parser calls this."""
        if data.strip() and not self._hidden:
            self.words.append(data.strip().replace("\N{NO-BREAK SPACE}", " "))


def seen_words(page: str) -> list[str]:
    """Every text that is seen of a page."""
    return SeenPage(page).words
