"""`make lesson-spans`: whether the checks and expected figures of the lessons on board hold, whatever the seed.

Every step that has something to run is run as the lesson has it, with seeds 1 to 3, on the whole dataset and on the
included one that stands in where it is missing, on one processor core and on two. The table has the lowest and the
highest figure beside what the lesson asks for and what its guide tells the teacher. Whole datasets are looked for in
../shared/data; where they are absent, their runs are skipped and said so. Takes the better part of an hour.

    python -m scripts.lesson_spans [--cores 1 2] [--only LESSON ...] [--seeds 1 2 3]
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from digitpad.cli.lesson import aligned
from digitpad.data.catalogue import Catalogue
from digitpad.lessons.checks import OF_ONE_RUN, BoundCheck
from digitpad.lessons.lesson import PARTS, Lesson, Span, Step
from digitpad.lessons.reading import load_lessons
from digitpad.system import assets
from digitpad.training.plan import TrainingPlan
from scripts.lessons import SHARED

WHOLE = ("mnist.npz", "fashion-mnist")
SEEDS = (1, 2, 3)
_HEADINGS = ("", "dataset", "figure", "lowest", "highest", "asked for", "expected", "")


@dataclass(frozen=True)
class Case:
    """A step on one of its datasets: what is run, and what should come out.

    Attributes:
        lesson: the lesson's name.
        number: of the step, from 1.
        step: as it is where only that dataset is.
    """

    lesson: str
    number: int
    step: Step


def main(arguments: list[str]) -> int:
    """Run everything and print the table; 1 where a figure is not as the lesson says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cores", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--seeds", type=int, nargs="+", default=list(SEEDS))
    parser.add_argument("--only", nargs="+", default=[], metavar="LESSON")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)  # what a process of its own does
    chosen = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        catalogue = _with_shared(Path(folder))
        lessons, problems = load_lessons([assets.folder() / "lessons"], catalogue)
        cases = [case for case in _cases(lessons, catalogue) if not chosen.only or case.lesson in chosen.only]
        if chosen.measure:
            _measure(cases, catalogue, chosen.seeds)
            return 0
        asked = [*("--seeds", *map(str, chosen.seeds)), *(("--only", *chosen.only) if chosen.only else ())]
        measured = {cores: _on(cores, asked) for cores in _there(chosen.cores)}
    lines, failures = _table(cases, measured)
    print(aligned([_HEADINGS, *lines]))
    print(f"{failures} figures are not as the lessons say." if failures else "Every figure is as the lessons say.")
    return 1 if failures or problems else 0


def _with_shared(data_dir: Path) -> Catalogue:
    """The datasets on board and the whole ones of ../shared, as far as they are there."""
    datasets = data_dir / "datasets"
    datasets.mkdir()
    for name in WHOLE:
        if (SHARED / name).exists():
            (datasets / name).symlink_to(SHARED / name)
        else:
            print(f"{name} is not in {SHARED}: what needs it is skipped.", file=sys.stderr)
    return Catalogue(data_dir)


def _cases(lessons: Iterable[Lesson], catalogue: Catalogue) -> Iterator[Case]:
    """All steps that have something to run, on their dataset where it is here, and on what stands in for it."""
    nothing = Catalogue(assets.folder())
    for lesson in lessons:
        for number, step in enumerate(lesson.steps, start=1):
            if step.plan is None:
                continue
            if catalogue.find(step.plan.dataset) is not None:
                yield Case(lesson.name, number, step)
            if (instead := step.here(nothing)) is not step:
                yield Case(lesson.name, number, instead)


def _there(wanted: Iterable[int]) -> Iterator[int]:
    """The numbers of cores that this computer has and lets us choose."""
    mine = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
    for cores in wanted:
        if cores <= mine:
            yield cores
        else:
            print(f"{cores} cores cannot be chosen on this computer: skipped.", file=sys.stderr)


def _on(cores: int, arguments: Iterable[str]) -> dict[str, list[dict[str, float]]]:
    """What the runs give on so many cores. TensorFlow counts them when it is loaded, so that takes another process."""
    print(f"{cores} of the processor's cores:", file=sys.stderr, flush=True)
    mine = sorted(os.sched_getaffinity(0))[:cores]
    done = subprocess.run(
        [sys.executable, "-m", "scripts.lesson_spans", "--measure", *arguments], check=True, text=True,
        stdout=subprocess.PIPE, preexec_fn=lambda: os.sched_setaffinity(0, mine),
    )  # fmt: skip
    results: dict[str, list[dict[str, float]]] = json.loads(done.stdout)
    return results


def _measure(cases: Iterable[Case], catalogue: Catalogue, seeds: Iterable[int]) -> None:
    """Run every plan once for each seed; what came out goes to the standard output as JSON."""
    from digitpad.training.runtime import load_tensorflow

    load_tensorflow()
    from digitpad.training.trainer import train

    results: dict[str, list[dict[str, float]]] = {}
    for case in cases:
        assert case.step.plan is not None
        key = _key(case.step.plan)
        if key in results:
            continue
        results[key] = []
        for seed in seeds:
            print(f"  {case.lesson} {case.number}, seed {seed}", file=sys.stderr, flush=True)
            plan = case.step.plan.replace(seed=seed)
            outcome = train(plan, catalogue.load(plan.dataset), lambda _: None, test_every_epoch=True)
            figures: dict[str, float] = {"seconds": sum(epoch.seconds for epoch in outcome.history)}
            for epoch in outcome.history:
                for part in PARTS:
                    score = getattr(epoch, "training" if part == "train" else part)
                    if score is not None:
                        figures[f"{part} {epoch.number}"] = score.accuracy
            results[key].append(figures)
    print(json.dumps(results))


def _key(plan: TrainingPlan) -> str:
    return repr(plan.replace(seed=0))


def _table(
    cases: Iterable[Case], measured: dict[int, dict[str, list[dict[str, float]]]]
) -> tuple[list[tuple[str, ...]], int]:
    """The lines of the table, and how many figures are not as the lesson says."""
    lines: list[tuple[str, ...]] = []
    failures = 0
    for case in cases:
        assert case.step.plan is not None
        lines.append((f"{case.lesson} {case.number}: {case.step.title}", *[""] * 7))
        for cores, results in measured.items():
            for figure, asked, expected in _wanted(case.step):
                values = [_value(figure, run) for run in results[_key(case.step.plan)]]
                holds = all(each.holds(value) for each in asked for value in values)
                within = expected is None or all(expected.low <= round(value, 3) <= expected.high for value in values)
                failures += not (holds and within)
                lines.append((
                    f"  {cores} of the cores", case.step.plan.dataset, figure,
                    *(_shown(figure, end) for end in (min(values), max(values))),
                    ", ".join(f"{'>=' if each.at_least else '<='} {each.bound:g}" for each in asked),
                    "" if expected is None else expected.shown(), "" if holds and within else "!",
                ))  # fmt: skip
    return lines, failures


def _wanted(step: Step) -> Iterator[tuple[str, list[BoundCheck], Span | None]]:
    """The figures to look at: those that are checked at the end of the run, those that are expected, the time."""
    assert step.plan is not None
    checks = [check for check in step.checks if isinstance(check, BoundCheck) and check.name in OF_ONE_RUN]
    expected = {
        f"{part} {each.epoch}": span
        for each in step.expected for part in PARTS if (span := getattr(each, part)) is not None
    }  # fmt: skip
    last = {f"{check.name} {step.plan.epochs}": check.name for check in checks if check.name in PARTS}
    others = [check.name for check in checks if check.name not in PARTS]
    for figure in dict.fromkeys((*expected, *last, f"test {step.plan.epochs}", *others, "seconds")):
        name = last.get(figure, figure)
        yield figure, [check for check in checks if check.name == name], expected.get(figure)


def _shown(figure: str, value: float) -> str:
    return f"{value:.1f}" if figure == "seconds" else f"{100 * value:.1f} %"


def _value(figure: str, run: dict[str, float]) -> float:
    if figure != "gap":
        return run[figure]
    last = max(int(name.split()[1]) for name in run if name.startswith("train "))
    return run[f"train {last}"] - run[f"test {last}"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
