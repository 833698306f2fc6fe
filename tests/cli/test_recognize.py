"""`digitpad recognize`: pictures and drawings are read in a terminal."""

import json
import subprocess
import sys

import numpy as np
import pytest
from helpers.photos import image_of, number_photo
from PySide6.QtGui import QImage

from digitpad import bundled_network
from digitpad.cli.main import main
from digitpad.model.keras_file import read_network, write_network
from digitpad.model.spec import NetworkInfo
from digitpad.replay import bundled_drawings
from digitpad.system import assets

DRAWINGS = assets.folder() / "drawings" / "digits.jsonl"


def test_every_drawing_on_board_is_read_right(run):
    lines = run("recognize", DRAWINGS).splitlines()
    assert [line[0] for line in lines] == [label for label, _ in bundled_drawings()]
    for number, line in enumerate(lines, start=1):
        answer, share, sign, name = line.split()
        assert answer.isdecimal()
        assert 50 < float(share) <= 100
        assert sign == "%"
        assert name == f"{DRAWINGS}:{number}"


def test_a_picture_is_read(run, picture):
    assert run("recognize", picture).startswith("7  ")


def test_on_windows_a_pattern_stands_for_its_files(run, refused, picture, tmp_path, monkeypatch):
    """Its command line does not say the files one by one."""
    for name in ("b.png", "a.png"):
        (tmp_path / name).write_bytes(picture.read_bytes())
    picture.unlink()
    pattern = tmp_path / "*.png"
    monkeypatch.setattr(sys, "platform", "linux")
    assert "cannot be read" in refused("recognize", pattern)  # a name like any other
    monkeypatch.setattr(sys, "platform", "win32")
    lines = run("recognize", pattern).splitlines()
    assert [(line[0], line.rpartition("  ")[2]) for line in lines] == [
        ("7", str(tmp_path / "a.png")), ("7", str(tmp_path / "b.png"))
    ]
    assert "cannot be read" in refused("recognize", tmp_path / "c?.png")


def test_several_files_in_their_order(run, picture, tmp_path):
    blank = tmp_path / "blank.png"
    image = QImage(30, 30, QImage.Format.Format_Grayscale8)
    image.fill(255)
    assert image.save(str(blank))
    lines = run("recognize", picture, blank, DRAWINGS).splitlines()
    assert len(lines) == 12
    assert lines[0][0] == "7"
    assert lines[1] == f"?           {blank}"


def test_json_has_all_probabilities(run, picture, tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.write_text('\n{"strokes": []}\n\n', encoding="utf-8")
    first, second = map(json.loads, run("recognize", "--json", picture, empty).splitlines())
    assert first["input"] == str(picture)
    assert first["answer"] == "7"
    assert list(first["probabilities"]) == list("0123456789")
    assert sum(first["probabilities"].values()) == pytest.approx(1, abs=1e-5)
    assert max(first["probabilities"], key=first["probabilities"].get) == "7"
    assert second == {"input": f"{empty}:2", "answer": "?", "probabilities": None}


def test_another_network_may_answer(run, picture, tmp_path):
    network = read_network(bundled_network.network_path())
    names = tuple("abcdefghij")
    other = tmp_path / "Zoë 学生.keras"
    write_network(other, network.with_info(type(network.info)(names)))
    assert run("recognize", "--network", other, picture).startswith("h  ")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.png", b"", "“x.png” is empty"),
        ("x.png", b"no picture at all", "“x.png” is not a picture or ink; expected a picture such as PNG or JPEG, or "),
        ("x.jsonl", b"[[1, 2]]", "“x.jsonl” is not a picture or ink; expected a picture such as PNG or JPEG, or "),
        ("x.csv", b"7,0,0", "“x.csv” is not a picture or ink; “digitpad data import” takes labelled pictures."),
        ("x.npz", b"PK\3\4", "“x.npz” is not a picture or ink; “digitpad data import” takes labelled pictures."),
        ("x.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "“x.png” is damaged"),
        ("x.jpg", b"\xff\xd8\xff\xe0" + bytes(50), "“x.jpg” is damaged"),
        ("x.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "“x.jpg” is a HEIC photo, which Digitpad cannot read"),
        ("x.png", b"<svg/>", "“x.png” is an SVG drawing and not a photo; export it as PNG."),
        ("x.jsonl", b'{"strokes": 7}', "“x.jsonl”, line 1: This is not ink"),
        ("x.jsonl", b'{"strokes": []\n', "“x.jsonl”, line 1: This is not ink"),
        ("x.jsonl", b'{"strokes": "\xff"}', "“x.jsonl” is neither a picture nor ink"),
        ("x.jsonl", b"{" * 100_000, "“x.jsonl”, line 1: This is not ink"),
    ],
)
def test_what_cannot_be_recognized_is_refused(name, content, says, refused, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    assert refused("recognize", path).startswith(says)


def test_ink_of_a_hundred_megabytes_is_refused(refused, tmp_path):
    path = tmp_path / "big.jsonl"
    with path.open("wb") as file:
        file.write(b'{"strokes":')
        file.truncate(100_000_000)
    assert refused("recognize", path) == "“big.jsonl” is too big for ink: at most 32 MB."


def test_the_line_of_a_bad_drawing_is_told(tmp_path, capsys):
    path = tmp_path / "drawings.jsonl"
    good = DRAWINGS.read_text(encoding="utf-8").splitlines()[3]
    path.write_text(f'{good}\n\n{{"strokes": [[[1]]]}}\n', encoding="utf-8")
    assert main(["recognize", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out.startswith("3  ")
    assert err == "digitpad: “drawings.jsonl”, line 3: Stroke 1 of the drawing has a point that is not [x, y].\n"


def test_other_line_breaks_inside_of_a_text_end_no_line(run, tmp_path):
    path = tmp_path / "drawings.jsonl"
    good = DRAWINGS.read_text(encoding="utf-8").splitlines()[3]
    path.write_text(good.replace("{", '{"by": "a\u2028b\x85c", ', 1) + "\r\n", encoding="utf-8", newline="")
    assert run("recognize", path).startswith("3  ")


def test_recognizing_loads_neither_tensorflow_nor_widgets(picture):
    """And a damaged picture is one line there too: the libraries behind Pillow print nothing by themselves."""
    damaged = picture.with_name("damaged.png")
    damaged.write_bytes(picture.read_bytes()[:-30])
    script = """
import sys
from digitpad.cli.main import main
code = main(sys.argv[1:])
heavy = {"tensorflow", "keras", "PySide6.QtWidgets"} & set(sys.modules)
print(code, sorted(heavy))
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, "recognize", DRAWINGS, picture, damaged],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "2 []"
    assert len(done.stdout.splitlines()) == 12
    assert done.stderr == "digitpad: “damaged.png” is damaged or incomplete; copy it again.\n"


# --- several digits


@pytest.fixture
def number(tmp_path):
    """42 as ink, the included drawings side by side."""
    drawings = dict(bundled_drawings())
    four, two = ([stroke.tolist() for stroke in drawings[label].strokes] for label in "42")
    two = [[[x + 900, y] for x, y in stroke] for stroke in two]
    path = tmp_path / "number.jsonl"
    path.write_text(json.dumps({"strokes": [*four, *two]}) + "\n", encoding="utf-8")
    return path


def test_several_digits_are_answered_together(run, number):
    assert run("recognize", number).startswith("42  ")
    (line,) = run("recognize", "--json", number).splitlines()
    told = json.loads(line)
    assert told["answer"] == "42"
    assert [digit["answer"] for digit in told["digits"]] == ["4", "2"]
    assert [max(digit["probabilities"], key=digit["probabilities"].get) for digit in told["digits"]] == ["4", "2"]


def test_a_network_for_other_things_takes_a_drawing_as_one(run, number, tmp_path):
    network = read_network(bundled_network.network_path())
    other = tmp_path / "letters.keras"
    write_network(other, network.with_info(NetworkInfo(tuple("abcdefghij"))))
    (line,) = run("recognize", "--json", "--network", other, number).splitlines()
    assert set(json.loads(line)) == {"input", "answer", "probabilities"}


# --- photos: turned, and what is said about them


@pytest.fixture
def sideways(tmp_path):
    """A number on paper, its top at the left."""
    image = image_of(np.ascontiguousarray(np.rot90(number_photo("2754"))))
    path = tmp_path / "sideways.png"
    assert image.save(str(path))
    return path


def test_a_photo_on_its_side_is_turned_and_it_is_said_beside_the_answer(sideways, capsys):
    assert main(["recognize", str(sideways)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("2754  ")
    assert err == (
        "digitpad: “sideways.png”: The photo was turned by 90 degrees to the right, "
        "since its digits are read much better so.\n"
    )


def test_a_photo_is_turned_as_asked(sideways, capsys):
    assert main(["recognize", "--turn", "90", str(sideways)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("2754  ")
    assert err == ""
    assert main(["recognize", "--turn", "0", str(sideways)]) == 0
    out, err = capsys.readouterr()
    assert not out.startswith("2754")
    assert err == ""
