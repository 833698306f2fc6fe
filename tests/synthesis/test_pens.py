import contextlib
import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.synthesis import pens
from digitpad.synthesis.pens import TEST_WRITERS, read_pens

LINE = {"label": 7, "writer": 3, "strokes": [[[0, 0], [6, 0], [2, 8]]]}


def file_of(folder, text, name="pens.jsonl"):
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


@pytest.mark.parametrize("name", ["pens.jsonl", "pens.jsonl.gz"])
def test_every_line_is_a_drawing(tmp_path, name):
    first, second = read_pens(file_of(tmp_path, f"{json.dumps(LINE)}\n\n{json.dumps(LINE | {'label': 0})}\n", name))
    assert (first.label, first.writer, second.label) == (7, 3, 0)
    assert first.ink.strokes[0].tolist() == [[0, 0], [6, 0], [2, 8]]


@pytest.mark.parametrize(
    "line",
    [
        "nonsense", "[]", '{"label": 1}', json.dumps(LINE | {"label": 10}), json.dumps(LINE | {"label": "7"}),
        json.dumps(LINE | {"label": True}), json.dumps(LINE | {"writer": None}),
        json.dumps(LINE | {"strokes": [[[0]]]}),
    ],
)  # fmt: skip
def test_a_line_that_is_no_labelled_drawing_is_named(tmp_path, line):
    with pytest.raises(DigitpadError, match=r"“pens\.jsonl”, line 2: "):
        read_pens(file_of(tmp_path, f"{json.dumps(LINE)}\n{line}\n"))


def test_a_file_that_is_cut_off_or_not_there_is_refused(tmp_path):
    whole = file_of(tmp_path, (json.dumps(LINE) + "\n") * 100, "pens.jsonl.gz")
    damaged = file_of(tmp_path, "", "damaged.jsonl.gz")
    damaged.write_bytes(whole.read_bytes()[:12] + b"\xff" * 50)
    whole.write_bytes(whole.read_bytes()[:-10])
    for path in (whole, damaged, tmp_path / "none.jsonl", file_of(tmp_path, "x", "no.gz").with_suffix(".jsonl")):
        with pytest.raises(DigitpadError, match=path.name):
            read_pens(path)


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(pens, "MAX_BYTES", 1000)
    with pytest.raises(DigitpadError, match="too big"):
        read_pens(file_of(tmp_path, "\n" * 1001, "pens.jsonl.gz"))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "pens.jsonl"
    path.write_bytes(content)
    with contextlib.suppress(DigitpadError):
        read_pens(path)


def test_the_writers_of_the_test_are_six_of_thirty(shared):
    drawings = read_pens(shared / "pen-strokes.jsonl.gz")
    writers = {drawing.writer for drawing in drawings}
    assert len(drawings) == 7494
    assert len(writers) == 30
    assert len(TEST_WRITERS & writers) == 6
