"""Titles as names of files."""

from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.system.file_names import file_name, is_device


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Run 1 (earlier)", "Run 1 (earlier)"),
        ("/etc/x", "-etc-x"),
        ("../../x", "-..-x"),
        ("SGD/Adam: 500", "SGD-Adam- 500"),
        ("Which one?", "Which one-"),
        ("C:\\x", "C-x"),
        ("Zoë's 学生", "Zoë's 学生"),
        ("a\nb", "a-b"),
        (" .. ", "network"),
        ("", "network"),
        ("nul", "_nul"),
        ("CON", "_CON"),
        ("conout$.x", "_conout$.x"),
        ("Com¹", "_Com¹"),
        ("control", "control"),
        ("com10", "com10"),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_title_becomes_a_name(title, expected):
    assert file_name(title, "network") == expected


@given(st.text(max_size=80))
def test_every_title_becomes_one_name_in_the_same_folder(title):
    name = file_name(title, "network")
    assert 0 < len(name) <= 61
    assert (Path("folder") / f"{name}.keras").parent == Path("folder")
    assert PureWindowsPath("folder", f"{name}.keras").parent == PureWindowsPath("folder")
    assert not PureWindowsPath(f"{name}.keras").is_reserved()
    assert not is_device(name)
