import csv
import io

import pytest
from helpers.runs import NAMES, history
from hypothesis import given
from hypothesis import strategies as st

from digitpad.training.epoch import Score
from digitpad.training.live_changes import Change
from digitpad.training.plan import GENTLE, TrainingPlan
from digitpad.training.run import FINISHED, Run
from digitpad.training.runs_csv import to_csv

RUN = Run(
    "2026-11-21-093015", "Zoë, “first”", TrainingPlan(hidden=(500, 500), learning_rate=0.01, augmentation=GENTLE),
    FINISHED, history(3), Score(0.25, 0.875), "Finished after 3 epochs.", NAMES,
    (Change("learning_rate", 2, 9, 0.5), Change("dropout", 3, 1, 0.2)),
)


def read(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_a_row_has_every_setting_and_every_figure():
    (row,) = read(to_csv([RUN]))
    assert row["title"] == "Zoë, “first”"
    assert row["started"] == "2026-11-21 09:30"
    assert row["layers"] == "784-500-500-10"
    assert row["hidden"] == "500, 500"
    assert (row["learning_rate"], row["optimizer"], row["batch_size"]) == ("0.01", "adam", "32")
    assert (row["augmentation_rotation"], row["augmentation_noise"]) == ("10.0", "0.0")
    assert (row["epochs"], row["epochs_done"], row["seconds"]) == ("5", "3", "4.5")
    assert (row["test_loss"], row["test_accuracy"]) == ("0.25", "0.875")
    assert float(row["validation_accuracy"]) == pytest.approx(0.45)
    assert float(row["training_accuracy"]) == pytest.approx(0.9)
    assert row["changes"] == "learning rate: 0.5 from batch 9 of epoch 2; dropout: 0.2 from epoch 3"
    assert set(TrainingPlan().to_json()) - {"augmentation"} <= set(row)


def test_a_run_without_figures_has_empty_cells():
    (row,) = read(to_csv([Run("x", "x", TrainingPlan())]))
    assert row["test_accuracy"] == row["validation_loss"] == row["training_loss"] == ""
    assert row["epochs_done"] == "0"


def test_no_runs_are_a_line_of_headings():
    content = to_csv([])
    assert read(content) == []
    assert content.startswith(b"run,title,started,state,")


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\u00a0=1", "=cmd|' /C calc'!A0"])
def test_no_title_becomes_a_formula(title):
    (row,) = read(to_csv([Run("x", title, TrainingPlan(dataset=title))]))
    assert row["title"] == f"'{title}"
    assert row["dataset"] == f"'{title}"


def test_an_ordinary_title_is_left_alone():
    (row,) = read(to_csv([Run("x", "5 = 5", TrainingPlan())]))
    assert row["title"] == "5 = 5"


@given(st.lists(st.text(st.characters(exclude_characters="\0")), max_size=4))
def test_any_titles_are_read_back_row_by_row(titles):
    rows = read(to_csv([Run("x", title, TrainingPlan()) for title in titles]))
    assert len(rows) == len(titles)
    for row, title in zip(rows, titles, strict=True):
        shown = title.encode("utf-8", errors="replace").decode("utf-8")
        assert row["title"] in (shown, f"'{shown}")
        assert not row["title"].lstrip().startswith(("=", "+", "-", "@"))
