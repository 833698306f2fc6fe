"""What is exported runs by itself: a fresh process with NumPy and Keras, and nothing of Digitpad."""

import json
import os
import runpy
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from helpers.networks import tiny
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad import bundled_network
from digitpad.errors import DigitpadError
from digitpad.export_python import DRAWING, NETWORK, SCRIPT, export_for_python, script
from digitpad.ink.raster import rasterize
from digitpad.ink.stroke import Ink
from digitpad.model.keras_file import read_network
from digitpad.model.layers import Dense, Flatten
from digitpad.model.network import Network
from digitpad.model.spec import NetworkSpec
from digitpad.replay import bundled_drawings
from digitpad.synthesis.transform import resampled
from digitpad.system import assets

BUNDLED = [ink for _, ink in bundled_drawings()]
SHIPPED = runpy.run_path(str(assets.folder() / "python" / SCRIPT))

def numbers(output):
    """What was printed for each drawing."""
    lines = [line.rpartition(": ") for line in output.splitlines()]
    return [[float(share) for _, _, share in lines[start : start + 10]] for start in range(0, len(lines), 10)]


def run(folder, *command):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"TF_CPP_MIN_LOG_LEVEL": "3", "KERAS_BACKEND": "tensorflow"}
    done = subprocess.run(
        [sys.executable, "-P", *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_plain_keras_prints_the_same_ten_numbers(tmp_path):
    network = bundled_network.network()
    folder = export_for_python(network, "digitpad.keras", BUNDLED[3], tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == [DRAWING, NETWORK, SCRIPT]
    for number, ink in enumerate(BUNDLED):
        strokes = [stroke.tolist() for stroke in ink.strokes]
        (folder / f"{number}.json").write_text(json.dumps({"strokes": strokes}), encoding="utf-8")
    expected = network.probabilities(np.stack([rasterize(ink) for ink in BUNDLED]))
    # All in one process: importing Keras takes seconds.
    loop = "import runpy, sys\nfor drawing in sys.argv[1:]:\n    sys.argv = ['', 'network.keras', drawing]\n"
    loop += "    runpy.run_path('recognize.py', run_name='__main__')\n"
    loop += "assert not [name for name in sys.modules if name.startswith('digitpad')]"
    found = numbers(run(folder, "-c", loop, *(f"{number}.json" for number in range(10))))
    assert np.abs(np.array(found) - expected).max() < 1e-5
    assert np.abs(np.array(numbers(run(folder, SCRIPT))) - expected[3]).max() < 1e-5


NUMBER = st.floats(-1e6, 1e6, allow_nan=False)
STROKES = st.lists(st.lists(st.tuples(NUMBER, NUMBER), max_size=20), max_size=5)


@settings(max_examples=150)
@given(STROKES)
def test_its_pictures_are_ours_to_the_byte(strokes):
    assert np.array_equal(SHIPPED["picture"](strokes), rasterize(Ink.of(strokes)))


@pytest.mark.parametrize("points", [2, 10, 400, 3_000, 20_000])
def test_also_of_drawings_with_few_or_very_many_points(points):
    for ink in BUNDLED[:3]:
        other = resampled(ink, points)
        assert np.array_equal(SHIPPED["picture"](other.strokes), rasterize(other))


class Plain:
    """Stands in for a Keras model: gives what it is given."""

    def __init__(self, *shape):
        self.input_shape = (None, *shape)
        self.got = None

    def predict(self, x, verbose):
        self.got = x
        return np.array([[0.0, np.log(3.0)]] * len(x))


def facts(network, tmp_path):
    path = tmp_path / "script.py"
    path.write_text(script(network), encoding="utf-8")
    return runpy.run_path(str(path))


def test_the_script_knows_how_the_network_wants_its_pixels(tmp_path):
    grey = np.full((1, 28, 28), 200, np.uint8)
    ours = tiny()
    lines = facts(ours, tmp_path)
    model = Plain(28, 28)
    answers = lines["probabilities"](model, grey)
    assert model.got.shape == (1, 28, 28)
    assert model.got.max() == 200
    assert answers.tolist() == [[0.0, np.log(3.0)]]
    spec = NetworkSpec((Flatten(), Dense(10, "linear")), (28, 28, 1))
    bare = Network(spec, [np.zeros((784, 10)), np.zeros(10)])
    cut = facts(bare.with_info(replace(bare.info, pixels="black and white")), tmp_path)
    model = Plain(28, 28, 1)
    answers = cut["probabilities"](model, grey)
    assert model.got.shape == (1, 28, 28, 1)
    assert model.got.max() == 1.0
    assert np.allclose(answers, [[0.25, 0.75]])


def test_names_of_classes_are_only_ever_text(tmp_path):
    names = ('"; import os #', "it's", "\\", "日", *map(str, range(6)))
    network = tiny()
    assert facts(network.with_info(replace(network.info, class_names=names)), tmp_path)["CLASS_NAMES"] == names


def test_without_a_drawing_there_is_one_from_on_board(tmp_path):
    folder = export_for_python(tiny(), "Run 1", Ink(), tmp_path)
    assert json.loads((folder / DRAWING).read_text(encoding="utf-8"))["strokes"]
    assert np.array_equal(read_network(folder / NETWORK).weights[0], tiny().weights[0])


def test_nothing_is_ever_replaced(tmp_path):
    titles = ["Run 1", "Run 1.keras", 'a/b\\c:*?"<>|\0', "..", "x" * 300]
    folders = [export_for_python(tiny(), title, Ink(), tmp_path).name for title in titles]
    assert folders == [
        "Run 1 for Python", "Run 1 for Python 2", "a-b-c- for Python", "Network for Python", "x" * 60 + " for Python"
    ]


def test_a_place_that_cannot_be_written_to_is_named(tmp_path):
    with pytest.raises(DigitpadError, match=r"No folder can be made in “.*gone”"):
        export_for_python(tiny(), "Run 1", Ink(), tmp_path / "gone")


def test_a_half_written_folder_is_taken_away(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "folder", lambda: tmp_path / "gone")
    with pytest.raises(DigitpadError, match="install Digitpad again"):
        export_for_python(tiny(), "Run 1", Ink(), tmp_path)
    assert list(tmp_path.iterdir()) == []
