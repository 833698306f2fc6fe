"""Rows of the report on a computer, which tell nobody's name, and which replace each other."""

import getpass
from pathlib import Path

import pytest

from digitpad.computer_report import Check, CheckVerdict, Report, without_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“/home/zoe/Documents” is full", "“~/Documents” is full"),
        ("“/home/zoe”", "“~”"),
        ("“/home/zoely/x”", "“/home/zoely/x”"),
        ("“/srv/pupils/zoe/Digitpad”", "“/srv/pupils/…/Digitpad”"),
        ("“S:\\zoe\\Digitpad” and “S:\\x\\zoe”", "“S:\\…\\Digitpad” and “S:\\x\\…”"),
        ("“/srv/pupils/z.mueller”", "“/srv/pupils/…”"),
        ("“/srv/pupils/zxmueller”", "“/srv/pupils/zxmueller”"),
    ],
)
def test_no_name_is_in_it(text, expected, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: Path("/home/zoe"))
    monkeypatch.setattr(getpass, "getuser", lambda: "z.mueller")
    found = without_names(Check("Data folder", CheckVerdict.NOTE, text, text))
    assert (found.sentence, found.advice) == (expected, expected)


def test_another_row_of_the_same_name_takes_its_place():
    first, second = Check("Trial", CheckVerdict.NOTE, "Under way."), Check("Trial", CheckVerdict.PROBLEM, "No memory.")
    report = Report((Check("Disk", CheckVerdict.FINE, "10 GB free."),)).with_check(first)
    assert report.problems == ()
    assert report.with_check(second).problems == (second,)
    assert len(report.with_check(second).checks) == 2
