"""`make lessons`: every lesson on the whole of its data, compared with what plain Keras gave.

Test pictures are counted only at the end of a run. A figure for an earlier epoch of a plan is therefore that of a
shorter run: same seed, constant learning rate, so it is the same run until then (but for rounding, where only the
longer one is worth compiling).
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from digitpad.cli.lesson import aligned, train_plan
from digitpad.data.catalogue import Catalogue
from digitpad.lessons.lesson import Step
from digitpad.lessons.reading import folders, load_lessons
from digitpad.lessons.table import ResultRow, rows
from digitpad.samples.own_datasets import full_catalogue
from digitpad.training.plan import TrainingPlan

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
TOLERANCE = 0.03
WIDE_TOLERANCE = {("capacity-and-optimizer", 1): 0.08, ("capacity-and-optimizer", 2): 0.08}
"""By lesson and step: one epoch of plain gradient descent ends on a steep slope, where luck counts."""

_HEADINGS = ("", "lecture", "plain Keras", "this run", "difference", "allowed")


def main() -> int:
    """Run everything and print the table; 1 if a figure is too far off."""
    needed = ("mnist.npz", "fashion-mnist")
    if missing := [name for name in needed if not (SHARED / name).exists()]:
        print(f"{', '.join(missing)} not found in {SHARED}; put the data there.", file=sys.stderr)
        return 1
    with TemporaryDirectory() as folder:
        datasets = Path(folder) / "datasets"
        datasets.mkdir()
        for name in needed:
            (datasets / name).symlink_to(SHARED / name)
        return run_all(Path(folder))


def run_all(data_dir: Path) -> int:
    """Every lesson, with the datasets of a data folder."""
    catalogue = full_catalogue(data_dir)
    lessons, problems = load_lessons(folders(data_dir), catalogue)
    for problem in problems:
        print(problem, file=sys.stderr)
    done: dict[TrainingPlan, dict[tuple[int, str], float]] = {}
    lines: list[tuple[str, ...]] = [_HEADINGS]
    failures = len(problems)
    for lesson in lessons:
        lines.append((lesson.title, *[""] * 5))
        for number, step in enumerate(lesson.steps, start=1):
            print(f"{lesson.title}: {number}. {step.title}", file=sys.stderr, flush=True)
            allowed = WIDE_TOLERANCE.get((lesson.name, number), TOLERANCE)
            lines.append((f"  {number}. {step.title}", *[""] * 5))
            for row in rows(step, measure_all(step, catalogue, done)):
                cells, failed = compare(row, allowed)
                lines.append(cells)
                failures += failed
    print(aligned(lines))
    print(f"{failures} figures are too far off." if failures else "Every figure is as near as it should be.")
    return 1 if failures else 0


def measure_all(
    step: Step, catalogue: Catalogue, done: dict[TrainingPlan, dict[tuple[int, str], float]]
) -> dict[tuple[int, str], float]:
    """The run of a step, and a shorter one for every figure of an earlier epoch; none is run twice."""
    measured: dict[tuple[int, str], float] = {}
    if step.plan is None:
        return measured
    for epochs in sorted({step.plan.epochs} | {figures.epoch for figures in (*step.keras, *step.lecture)}):
        plan = step.plan.replace(epochs=epochs)
        if plan not in done:
            done[plan] = dict(train_plan(plan, catalogue.load(plan.dataset)))
        measured |= done[plan]
    return measured


def compare(row: ResultRow, allowed: float) -> tuple[tuple[str, ...], bool]:
    """The cells of a row, and whether its figure is too far off."""
    what, *figures = row.cells()
    if row.keras is None:
        return (f"     {what}", *figures, "", ""), False
    if row.difference is None:
        return (f"     {what}", *figures, "missing", f"{allowed:.2f}"), True
    failed = abs(row.difference) > allowed
    return (f"     {what}", *figures, f"{row.difference:+.3f}{' !' if failed else ''}", f"{allowed:.2f}"), failed


if __name__ == "__main__":
    sys.exit(main())
