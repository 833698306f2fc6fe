"""Networks whose pixels are in doubt, in a terminal: one sentence beside the answers."""

import json

import numpy as np
import pytest
from helpers.networks import wants

from digitpad.cli.main import main
from digitpad.ink.raster import rasterize
from digitpad.model.keras_file import read_network, write_network
from digitpad.model.layers import RAW
from digitpad.replay import bundled_drawings

BEGINNING = "digitpad: “homework.keras” is given pixels from 0 to 255: so it gets 9"


@pytest.fixture
def homework(tmp_path):
    write_network(tmp_path / "homework.keras", wants(255))
    return tmp_path / "homework.keras"


@pytest.fixture
def said(capsys):
    """What a command prints, and what it says beside it."""

    def said(*words):
        assert main([str(word) for word in words]) == 0
        captured = capsys.readouterr()
        return captured.out, captured.err

    return said


def test_recognize_gives_the_pixels_that_were_learnt_from(homework, picture, said):
    output, beside = said("recognize", "--network", homework, picture)
    assert output.startswith("7  ")
    assert beside.startswith(BEGINNING)
    assert beside.count("\n") == 1


def test_model_info_says_it_too(homework, said):
    output, beside = said("model", "info", "--json", homework)
    assert json.loads(output)["layers"][0] == repr(RAW)
    assert beside.startswith(BEGINNING)


def test_an_export_answers_as_the_window_does(homework, tmp_path, said):
    output, beside = said("model", "export", homework, "--out", tmp_path)
    assert beside.startswith(BEGINNING)
    digit = rasterize(bundled_drawings()[7][1])[None]
    exported = read_network(tmp_path / "homework for Python" / "network.keras")
    assert exported.spec.layers[0] == RAW
    assert exported.probabilities(digit).argmax() == 7
    assert np.allclose(exported.probabilities(digit), wants(255).with_rescaling(RAW).probabilities(digit))
    assert "WANTS_BYTES = True" in (tmp_path / "homework for Python" / "recognize.py").read_text(encoding="utf-8")
    assert "Exported" in output


def test_nothing_is_said_of_others(tmp_path, picture, said):
    write_network(tmp_path / "homework.keras", wants(1))
    output, beside = said("recognize", "--network", tmp_path / "homework.keras", picture)
    assert output.startswith("7  ")
    assert beside == ""
