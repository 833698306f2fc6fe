"""Titles as names of files."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.system.file_names import file_name, is_device, why_refused


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


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("what?.keras", "Windows does not allow “?” in names"),
        (r"C:\runs\a*b.keras", "Windows does not allow “*” in names"),
        (r"C:\new <folder>\my.keras", "Windows does not allow “<” in names"),
        ("my.keras:hidden", "Windows does not allow “:” in names"),  # would be a stream of a file “my.keras”
        ('say "a".keras', "Windows does not allow “\"” in names"),
        ("a\0b.keras", "Windows does not allow “�” in names"),
        ("a\nb.keras", "Windows does not allow “�” in names"),
        ("CON", "“CON” is the name of a device on Windows"),
        ("nul.keras", "“nul.keras” is the name of a device on Windows"),
        (r"D:\aux\my.keras", "“aux” is the name of a device on Windows"),
        ("com1.tar.gz", "“com1.tar.gz” is the name of a device on Windows"),
        ("my.keras.", "on Windows no name ends with a dot or a blank"),
        ("my.keras ", "on Windows no name ends with a dot or a blank"),
        ("a" * 250 + ".keras", "the name is too long"),
        ("🦒" * 125 + ".keras", "the name is too long"),  # two units each
    ],
)
def test_why_windows_refuses_a_name(path, why):
    assert str(why_refused(PureWindowsPath(path))) == why
    assert why_refused(PurePosixPath(path)) is None


@pytest.mark.parametrize(
    "path",
    [
        "my.keras",
        r"C:\Users\Zoë Müller\学生\my.keras",
        r"E:\x.keras",
        r"\\server\share\class 7b\my.keras",
        r"\\?\C:\very long\my.keras",
        r"..\my.keras",
        r".\my.keras",
        r"C:my.keras",
        "console.keras",
        ".hidden",
        "a" * 249 + ".keras",
        "🦒" * 124 + ".keras",
    ],
)
def test_what_windows_takes(path):
    assert why_refused(PureWindowsPath(path)) is None


@given(st.text(max_size=80))
def test_a_name_made_out_of_a_title_is_never_refused(title):
    assert why_refused(PureWindowsPath(f"{file_name(title, 'network')}.keras")) is None
