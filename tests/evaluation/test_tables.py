"""Tables that are read again, with the figures worked out by hand."""

import csv
import io

import numpy as np
from helpers.evaluations import evaluation

from digitpad.evaluation.confusion import confusion
from digitpad.evaluation.coverage import CoverageCurve
from digitpad.evaluation.damage import Damage
from digitpad.evaluation.endurance import EndurancePoint
from digitpad.evaluation.share import Share
from digitpad.evaluation.tables import confusion_rows, coverage_rows, endurance_rows, to_csv

LABELS = [0, 0, 0, 0, 1]
ONE = confusion(evaluation(LABELS, [0, 0, 0, 1, 1], 3))


def read(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8"))))


def test_a_matrix_has_recall_precision_and_accuracy():
    assert read(to_csv(confusion_rows({"=One": ONE}))) == [
        ["network", "class", "0", "1", "2", "?", "recall"],
        ["'=One", "0", "3", "1", "0", "0", "0.75"],
        ["'=One", "1", "0", "1", "0", "0", "1.0"],
        ["'=One", "2", "0", "0", "0", "0", ""],
        ["'=One", "precision", "1.0", "0.5", "", "", "0.8"],
    ]


def test_two_networks_are_below_each_other():
    rows = read(to_csv(confusion_rows({"One": ONE, "Other": ONE})))
    assert [row[0] for row in rows] == ["network", *["One"] * 4, *["Other"] * 4]
    assert rows[1][1:] == rows[5][1:]


def test_the_points_of_a_curve():
    points = [EndurancePoint(Damage.TURN, -20.0, (Share(3, 4), Share(0, 4)))]
    assert read(to_csv(endurance_rows(("One", "Other"), points)))[1:] == [
        ["One", "turn", "-20.0", "3", "4", "0.75"], ["Other", "turn", "-20.0", "0", "4", "0.0"]
    ]


def test_the_leads():
    curve = CoverageCurve(np.array([0.0, 0.01]), np.array([5, 4]), np.array([3, 3]), 5)
    assert read(to_csv(coverage_rows(curve)))[1:] == [["0.0", "5", "3", "5"], ["0.01", "4", "3", "5"]]


def test_half_a_character_in_a_name_does_not_matter():
    assert to_csv([["\ud800"]]) == b"?\r\n"
