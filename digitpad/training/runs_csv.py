"""Runs as a table for a spreadsheet: one row a run, every setting and every figure a column."""

import csv
import dataclasses
import io
from collections.abc import Iterable
from typing import Any

from digitpad.system.spreadsheet import cell
from digitpad.training.epoch import Score
from digitpad.training.plan import Augmentation, TrainingPlan
from digitpad.training.run import Run
from digitpad.training.settings_text import changes_text


def to_csv(runs: Iterable[Run]) -> bytes:
    """The file, UTF-8, with a line of headings.

    Numbers are written in full. A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    rows = [_row(run) for run in runs]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=_HEADINGS)
    writer.writeheader()
    writer.writerows({name: cell(value) for name, value in row.items()} for row in rows)
    # A lone surrogate is legal in JSON and in a title, but not in UTF-8.
    return text.getvalue().encode("utf-8", errors="replace")


def _row(run: Run) -> dict[str, Any]:
    last = run.history[-1] if run.history else None
    plan = {name: getattr(run.plan, name) for name in _SETTINGS}
    bends = {f"augmentation_{name}": value for name, value in vars(run.plan.augmentation).items()}
    return (
        {"run": run.name, "title": run.title, "started": run.started, "state": run.state, "layers": run.layers}
        | plan
        | {"hidden": ", ".join(map(str, run.plan.hidden))}
        | bends
        | {"epochs_done": len(run.history)}
        | _scores("training", last.training if last else None)
        | _scores("validation", run.validation)
        | _scores("test", run.test)
        | {"seconds": sum(epoch.seconds for epoch in run.history)}
        | {"changes": changes_text(run.changes), "remark": run.sentence}
    )


def _scores(part: str, score: Score | None) -> dict[str, float | None]:
    return {
        f"{part}_loss": score.loss if score else None,
        f"{part}_accuracy": score.accuracy if score else None,
    }


_SETTINGS = [field.name for field in dataclasses.fields(TrainingPlan) if field.name != "augmentation"]
_HEADINGS = list(_row(Run("", "", TrainingPlan(augmentation=Augmentation()))))
