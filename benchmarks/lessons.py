"""The reports of a class of thirty, with drawings and thirty curves each: how long it takes to put them together."""

import statistics
import tempfile
import time
from datetime import datetime
from pathlib import Path

from digitpad.data.catalogue import Catalogue
from digitpad.lessons.collected import collect
from digitpad.lessons.collected_pages import collected_csv, collected_html
from digitpad.lessons.lesson import Lesson
from digitpad.lessons.reading import parse_lesson
from digitpad.lessons.report import report_html
from digitpad.lessons.state import Drawn, LessonState, Reading
from digitpad.replay import bundled_drawings
from digitpad.training.epoch import Epoch, Score
from digitpad.training.plan import TrainingPlan
from digitpad.training.run import FINISHED, Run

PUPILS, STEPS, RUNS, EPOCHS, ROUNDS = 30, 5, 6, 100, 7
LIMIT = 2.0
"""Seconds that a teacher waits for the table."""

NOW = datetime(2026, 11, 30, 10, 0)
DIGITS = tuple("0123456789")
STEP = """
[[steps]]
title = "Once more"
text = "Run it."
[[steps.ask]]
id = "guess-{number}"
kind = "guess"
text = "How many will be right?"
of = "test"
[[steps.ask]]
id = "drawn-{number}"
kind = "drawing"
text = "Draw a 4 that it reads as a 9."
[steps.check]
test = ">= 0.9"
runs = ">= 3"
fair_test = "learning_rate"
"""


def main() -> None:
    """Print the figures."""
    text = 'version = 2\ntitle = "Thirty"\nlook_for = "Look."\n' + "".join(
        STEP.format(number=number) for number in range(STEPS)
    )
    lesson = parse_lesson(text, Path("thirty.toml"), Catalogue(Path()))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for pupil in range(PUPILS):
            page = report_html(lesson, _done(lesson, pupil), f"Pupil {pupil}", NOW.date())
            (folder / f"{pupil}.html").write_text(page, encoding="utf-8")
        size = sum(file.stat().st_size for file in folder.iterdir()) / PUPILS / 1000
        times = []
        for __ in range(ROUNDS):
            begin = time.perf_counter()
            lessons, problems = collect(folder)
            collected_html(lessons, problems)
            collected_csv(lessons)
            times.append(time.perf_counter() - begin)
    print(f"{PUPILS} reports of {size:.0f} KB, median of {ROUNDS}")
    print(f"{'read, page and table':<32} {statistics.median(times) * 1000:8.1f} ms (at most {LIMIT * 1000:.0f})")


def _done(lesson: Lesson, pupil: int) -> LessonState:
    state = LessonState(lesson.name, NOW)
    history = tuple(Epoch(number, Score(1 / number, 0.9), None, 0.5) for number in range(1, EPOCHS + 1))
    for step in range(1, STEPS + 1):
        state = state.with_answer(step, f"guess-{step - 1}", float(pupil * 3), NOW)
        drawn = Drawn(dict(bundled_drawings())["4"], Reading("9", 0.8))
        state = state.with_answer(step, f"drawn-{step - 1}", drawn, NOW)
        for number in range(RUNS):
            plan = TrainingPlan(learning_rate=0.001 * (number + 1), epochs=EPOCHS)
            title = f"Run {number}"
            run = Run(f"{step}-{number}", title, plan, FINISHED, history, Score(0.3, 0.9), class_names=DIGITS)
            state = state.with_run(step, run)
    return state


if __name__ == "__main__":
    main()
