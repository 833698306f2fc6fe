"""What the page of runs reads and writes in the background."""

import csv

import pytest
from helpers.networks import always
from helpers.runs import NAMES, add_run
from PySide6.QtGui import QColor, QImage

from digitpad.errors import DigitpadError
from digitpad.training.plan import TrainingPlan
from digitpad.training.runs import Runs
from digitpad.ui.runs.runs_files import picture_to_png, read_networks, read_rows, write_csv


def test_of_each_run_is_told_what_there_is_of_it(runs):
    plain, faster, _deep = runs.list()
    runs.network_path(plain).unlink()
    runs.checkpoint_path(faster).unlink()
    runs.rename(runs.begin(TrainingPlan(), NAMES), "Begun")
    assert [(row.run.title, row.has_network, row.has_checkpoint) for row in read_rows(runs)] == [
        ("Plain", False, True), ("Faster", True, False), ("Deep", True, True), ("Begun", False, False),
    ]


def test_networks_come_with_their_runs_in_the_order_asked_for(data_dir):
    runs = Runs(data_dir / "runs")
    chosen = [add_run(runs, names[0], always([0.5, 0.5], names)) for names in (("a", "b"), ("c", "d"))]
    found = read_networks(runs, chosen[::-1])
    assert [(run.title, network.info.class_names) for run, network in found] == [("c", ("c", "d")), ("a", ("a", "b"))]


def test_a_network_that_is_gone_is_told_by_the_title_of_its_run(runs):
    chosen = runs.list()[:2]
    runs.network_path(chosen[1]).unlink()
    with pytest.raises(DigitpadError, match=r"^“Faster”: "):
        read_networks(runs, chosen)


def test_a_table_has_a_row_a_run_and_takes_the_place_of_an_older_one(runs, tmp_path):
    path = tmp_path / "runs.csv"
    path.write_text("mine", encoding="utf-8")
    write_csv(path, runs.list()[1:])
    with path.open(encoding="utf-8", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file)] == ["Faster", "Deep"]
    assert [each.name for each in tmp_path.iterdir() if each.suffix != ".csv" and each.is_file()] == []


def test_a_picture_is_written_and_an_empty_one_is_refused_in_words(qapp, tmp_path):
    picture = QImage(7, 5, QImage.Format.Format_RGB32)
    picture.fill(QColor("#e69f00"))
    picture_to_png(tmp_path / "curves.png", picture)
    assert QImage(str(tmp_path / "curves.png")).pixelColor(6, 4) == QColor("#e69f00")
    with pytest.raises(DigitpadError, match="make the window larger"):
        picture_to_png(tmp_path / "none.png", QImage())
    assert not (tmp_path / "none.png").exists()
