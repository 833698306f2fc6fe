"""The command line as people type it; every mistake is one line on standard error and exit code 2."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from digitpad import __version__, cli, onboard, paths
from digitpad.cli import main
from digitpad.ink.raster import rasterize
from digitpad.model.keras_file import read_network, write_network
from digitpad.model.spec import NetworkInfo
from digitpad.replay import bundled_drawings

DRAWINGS = paths.assets() / "drawings" / "digits.jsonl"


@pytest.fixture
def run(capsys):
    """Type a command; gives what it printed. It must succeed without a word on standard error."""

    def run(*words):
        assert main([str(word) for word in words]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return out

    return run


@pytest.fixture
def refused(capsys):
    """Type a command that cannot work; gives its one line."""

    def refused(*words):
        assert main([str(word) for word in words]) == 2
        out, err = capsys.readouterr()
        assert err.startswith("digitpad: ")
        assert err.endswith("\n")
        assert err.count("\n") == 1
        assert err[:-1].isprintable()
        assert out == ""
        return err.removeprefix("digitpad: ").rstrip()

    return refused


@pytest.fixture
def picture(tmp_path):
    """A drawing of the 7 on board as a PNG file, dark on light."""
    greys = np.kron(255 - rasterize(dict(bundled_drawings())["7"]), np.ones((8, 8), np.uint8))
    path = tmp_path / "seven.png"
    assert QImage(greys.tobytes(), 224, 224, 224, QImage.Format.Format_Grayscale8).save(str(path))
    return path


def test_version(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr() == (f"digitpad {__version__}\n", "")


@pytest.mark.parametrize("words", [["--help"], ["train", "--help"], ["recognize", "--help"], ["model", "--help"]])
def test_help(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("usage: digitpad")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["paint"], "invalid choice: 'paint'"),
        (["recognize"], "required: FILE"),
        (["model"], "required: ACTION"),
        (["model", "info"], "required: FILE.keras"),
        (["train", "--epochs", "many"], "invalid int value: 'many'"),
        (["train", "--learning-rate", "fast"], "invalid float value: 'fast'"),
        (["train", "--speed", "9"], "unrecognized arguments: --speed 9"),
        (["--data-dir"], "expected one argument"),
    ],
)
def test_what_is_no_command_is_explained(words, says, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err.splitlines()[-1]


def test_without_a_display_the_window_says_so(refused, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert refused("--data-dir", "somewhere") == (
        "There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set). "
        "Type “digitpad demo” to see it work without one."
    )


@pytest.fixture
def opens(monkeypatch):
    """Type something that opens the window; gives the files that it opens with, and the data folder."""
    asked = []
    monkeypatch.setattr("digitpad.app.run", lambda data_dir, files: asked.append((data_dir, files)) or 0)
    monkeypatch.setattr("digitpad.display.why_no_window", lambda: None)

    def opens(*words):
        assert main([str(word) for word in words]) == 0
        (found,) = asked
        asked.clear()
        return found

    return opens


def test_the_window_opens_with_files(opens, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert opens() == (None, [])
    assert opens("net.keras") == (None, [tmp_path / "net.keras"])
    assert opens("a b.png", "/x/our.digits") == (None, [tmp_path / "a b.png", Path("/x/our.digits")])
    assert opens("--data-dir", "train", "net.keras") == (Path("train"), [tmp_path / "net.keras"])
    assert opens("--data", "train", "net.keras") == (Path("train"), [tmp_path / "net.keras"])
    assert opens("--data-dir=x", "net.keras") == (Path("x"), [tmp_path / "net.keras"])
    assert opens("net.keras", "--data-dir", "x") == (Path("x"), [tmp_path / "net.keras"])
    assert opens("--", "-net.keras") == (None, [tmp_path / "-net.keras"])


def test_a_file_called_like_a_command_needs_a_folder_before_it(opens, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("train", "paint"):
        (tmp_path / name).write_bytes(b"")
    assert opens("./train") == (None, [tmp_path / "train"])
    assert opens("net.keras", "train") == (None, [tmp_path / "net.keras", tmp_path / "train"])
    assert opens("paint") == (None, [tmp_path / "paint"])
    assert cli._parse(["train"]).run is cli._train
    assert cli._parse(["--data-dir", "net.keras", "train"]).run is cli._train


def test_options_that_files_do_not_have_are_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["net.keras", "--fast"])
    assert ended.value.code == 2
    assert "unrecognized arguments: --fast" in capsys.readouterr().err


def test_ctrl_c_ends_quietly(monkeypatch, capsys):
    def interrupted(_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_recognize", interrupted)
    assert main(["recognize", "x"]) == 130
    assert capsys.readouterr() == ("", "")


# --- recognize


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
    network = read_network(onboard.network_path())
    names = tuple("abcdefghij")
    other = tmp_path / "Zoë 学生.keras"
    write_network(other, network.with_info(type(network.info)(names)))
    assert run("recognize", "--network", other, picture).startswith("h  ")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.png", b"", "“x.png” is empty"),
        ("x.png", b"no picture at all", "“x.png” is not a picture"),
        ("x.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "“x.png” is damaged"),
        ("x.jpg", b"\xff\xd8\xff\xe0" + bytes(50), "“x.jpg” is damaged"),
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


@pytest.mark.parametrize("command", [["recognize"], ["recognize", "--network", "NOTHING"], ["model", "info"]])
def test_a_missing_file_is_named(command, refused, tmp_path):
    missing = tmp_path / "missing.file"
    words = [str(tmp_path / "other.keras") if word == "NOTHING" else word for word in command]
    assert "No such file" in refused(*words, missing)


def test_a_folder_is_no_file(refused, tmp_path):
    assert "directory" in refused("recognize", tmp_path)
    refused("model", "info", tmp_path)


@pytest.mark.parametrize("command", [["model", "info"], ["recognize", DRAWINGS, "--network"]])
def test_a_hostile_network_is_refused(command, refused, tmp_path):
    """A Lambda layer with program code; nothing is run, one line is said."""
    config = json.loads(zipfile.ZipFile(onboard.network_path()).read("config.json"))
    config["config"]["layers"][-1] = {"class_name": "Lambda", "module": "keras.layers", "config": {"function": "x"}}
    path = tmp_path / "hostile.keras"
    with zipfile.ZipFile(onboard.network_path()) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, json.dumps(config) if name == "config.json" else old.read(name))
    assert "program code" in refused(*command, path)
    path.write_bytes(b"text")
    assert "hostile.keras" in refused(*command, path)


# --- model info


def test_model_info_for_people(run):
    text = run("model", "info", onboard.network_path())
    lines = dict(line.split(":", 1) for line in text.splitlines() if not line.startswith(" "))
    assert lines["network"].strip() == "784-1280-704-10"
    assert lines["parameters"].strip() == "1913674"
    assert lines["classes"].strip() == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9"
    assert lines["dataset"].strip() == "handwriting"
    assert text.count("Dense(") == 3


def test_model_info_as_json(run):
    facts = json.loads(run("model", "info", "--json", onboard.network_path()))
    assert facts["network"] == "784-1280-704-10"
    assert facts["test accuracy"] == onboard.record()["result"]["test"]["accuracy"]
    assert (facts["plan"]["dataset"], facts["plan"]["hidden"]) == ("handwriting", [1280, 704])


def test_model_info_of_a_network_without_a_past(run, tiny_network, tmp_path):
    path = tmp_path / "tiny.keras"
    write_network(path, tiny_network)
    assert "dataset:        -\ntest accuracy:  -\nplan:           -\n" in run("model", "info", path)


# --- train


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """One short run, told apart by its files and what it printed."""
    folder = tmp_path_factory.mktemp("trained")
    out, record = folder / "Zoë" / "net.keras", folder / "net.json"
    command = [
        "--data-dir", str(folder / "data"), "train", "--epochs", "1", "--hidden", "16", "--batch-size", "64",
        "--learning-rate", "0.01", "--out", str(out), "--record", str(record),
    ]  # fmt: skip
    return command, out, record


def test_train_teaches_saves_and_records(trained, capsys, run, picture):
    command, out, record = trained
    assert main(command) == 0
    said, progress = capsys.readouterr()
    sentence, saved = said.splitlines()
    assert sentence.startswith("Finished after 1 epoch: ")
    assert saved == f"Saved as {out}."
    assert [line for line in progress.splitlines() if line.startswith("epoch   1: loss ")]

    network = read_network(out)
    assert str(network.spec) == "784-16-10"
    assert network.info.test_accuracy > 0.75
    facts = json.loads(record.read_text(encoding="utf-8"))
    assert (facts["plan"]["hidden"], facts["plan"]["epochs"], facts["plan"]["learning_rate"]) == ([16], 1, 0.01)
    assert facts["plan"] == network.info.recipe
    assert facts["result"]["test"]["accuracy"] == network.info.test_accuracy
    assert len(facts["result"]["epochs"]) == 1
    assert facts["versions"]["digitpad"] == __version__
    assert not (out.parent.parent / "data").exists()
    run("recognize", "--network", out, picture)


def test_a_recipe_is_followed_and_can_be_changed(trained, capsys, tmp_path):
    """The recorded plan of one run makes the same network again; an option beside it changes that one setting."""
    _, out, record = trained
    again, other = tmp_path / "again.keras", tmp_path / "other.keras"
    assert main(["train", "--recipe", str(record), "--out", str(again)]) == 0
    for old, new in zip(read_network(out).weights, read_network(again).weights, strict=True):
        np.testing.assert_array_equal(old, new)
    assert main(["train", "--recipe", str(record), "--hidden", "", "--augment", "--out", str(other)]) == 0
    network = read_network(other)
    assert str(network.spec) == "784-10"
    assert network.info.recipe["learning_rate"] == 0.01
    assert network.info.recipe["augmentation"]["rotation"] > 0
    capsys.readouterr()


@pytest.fixture
def untrained(refused, monkeypatch):
    """A command that must be refused before TensorFlow is even looked for."""

    def started():
        raise AssertionError("it began to load TensorFlow")

    monkeypatch.setattr("digitpad.training.runtime.load_tensorflow", started)
    return lambda *words: refused("train", *words)


@pytest.mark.parametrize(
    ("option", "values", "says"),
    [
        ("--dataset", ["letters", ""], "There is no dataset “"),
        ("--hidden", ["x", "0", "5000", "1,,2", "-3", "1.5"], "Hidden layers: expected"),
        ("--hidden", [",".join(["9"] * 19), "9" * 400], "Hidden layers: expected"),
        ("--hidden", ["4096,4096"], "The network has 20,"),
        ("--activation", ["gelu", "softmax", ""], "The activation is “"),
        ("--optimizer", ["lion", "Adam"], "The optimizer is “"),
        ("--learning-rate", ["0", "-1", "11", "nan", "inf", "1e-400"], "The learning rate is "),
        ("--schedule", ["linear"], "The schedule is “linear”; expected one of constant, cosine."),
        ("--batch-size", ["0", "-1", "4097", "9" * 400], "The batch size is "),
        ("--epochs", ["0", "-1", "1001", "9" * 400], "The number of epochs is "),
        ("--dropout", ["-0.1", "0.91", "nan", "1"], "The dropout is "),
        ("--label-smoothing", ["-0.1", "0.51", "inf"], "The label smoothing is "),
        ("--averaging", ["-0.1", "1", "nan"], "The averaging is "),
        ("--validation-share", ["-0.1", "0.51", "nan"], "The validation share is "),
        ("--seed", ["-1", "4294967296", "9" * 400], "The seed is "),
        ("--out", ["net.h5", "net", "net.keras.zip"], "“net"),
    ],
)
def test_a_value_out_of_range_is_refused(option, values, says, untrained):
    for value in values:
        assert untrained(f"{option}={value}").startswith(says), value


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "“recipe.json” is not a recipe: expected JSON with a “plan”."),
        (b"{", "“recipe.json” is not a recipe"),
        (b"\xff\xfe", "“recipe.json” is not a recipe"),
        (b"[" * 100_000, "“recipe.json” is not a recipe"),
        (b"[]", "“recipe.json” is not a recipe"),
        (b'{"plan": 7}', "“recipe.json” is not a recipe"),
        (b'{"hidden": [9]}', "“recipe.json” is not a recipe"),
        (b'{"plan": {"speed": 9}}', "The plan has unknown settings: speed."),
        (b'{"plan": {"hidden": 9}}', "Hidden layers: expected"),
        (b'{"plan": {"epochs": "many"}}', "The number of epochs is not a whole number"),
        (b'{"plan": {"epochs": 1.5}}', "The number of epochs is not a whole number"),
        (b'{"plan": {"batch_size": true}}', "The batch size is not a whole number"),
        (b'{"plan": {"dataset": ["mnist"]}}', "The dataset is not a name."),
        (b'{"plan": {"hidden": [Infinity]}}', "Hidden layers: expected"),
        (b'{"plan": {"augmentation": {"blur": 1}}}', "The plan cannot be read"),
        (b'{"plan": {"augmentation": {"rotation": 1e999}}}', "The rotation is inf"),
    ],
    ids=lambda value: value[:30].decode(errors="replace") if isinstance(value, bytes) else "",
)
def test_a_bad_recipe_is_refused(content, says, untrained, tmp_path):
    path = tmp_path / "recipe.json"
    path.write_bytes(content)
    assert untrained("--recipe", path).startswith(says)


def test_a_missing_recipe_is_refused(untrained, tmp_path):
    assert "nothing.json" in untrained("--recipe", tmp_path / "nothing.json")


def test_handwriting_needs_pen_digits_and_nothing_else_takes_them(untrained, tmp_path):
    assert "--pens" in untrained("--dataset", "handwriting")
    assert "--pens is for the dataset handwriting" in untrained("--pens", tmp_path / "pens.jsonl")


def test_data_that_are_not_here_are_never_downloaded(refused, data_dir):
    sentence = refused("--data-dir", data_dir, "train", "--dataset", "mnist")
    assert sentence.startswith("MNIST, all 70,000 digits: not on this computer yet")
    assert str(data_dir / "datasets") in sentence


def test_a_computer_that_cannot_train_says_why(refused, monkeypatch):
    monkeypatch.setattr("digitpad.training.runtime.why_not_trainable", lambda: "This processor is too old.")
    assert refused("train") == "This processor is too old."


def test_a_place_that_cannot_be_written_is_told(refused, tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_bytes(b"")
    out = tmp_path / "file" / "net.keras"
    assert main(["train", "--epochs", "1", "--hidden", "", "--out", str(out)]) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("digitpad: “net.keras” could not be saved")


# --- in a process of its own


def digitpad(*words, **variables):
    command = [sys.executable, "-W", "error", "-m", "digitpad", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, env=os.environ | variables)


def test_recognizing_loads_neither_tensorflow_nor_widgets(picture):
    """And a damaged picture is one line there too: the libraries behind Qt print nothing by themselves."""
    damaged = picture.with_name("damaged.png")
    damaged.write_bytes(picture.read_bytes()[:-30])
    script = """
import sys
from digitpad.cli import main
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


def test_a_terminal_without_unicode_gets_every_line():
    done = digitpad("recognize", DRAWINGS, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"0  ")
    assert done.stdout.count(b"\\xa0%") == 10


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_is_no_error(unbuffered):
    """As in `digitpad ... | head`."""
    environment = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    command = [sys.executable, "-m", "digitpad", "recognize", DRAWINGS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.fixture
def number(tmp_path):
    """42 as ink, the drawings on board side by side."""
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
    network = read_network(onboard.network_path())
    other = tmp_path / "letters.keras"
    write_network(other, network.with_info(NetworkInfo(tuple("abcdefghij"))))
    (line,) = run("recognize", "--json", "--network", other, number).splitlines()
    assert set(json.loads(line)) == {"input", "answer", "probabilities"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that Windows has not")
def test_a_crash_of_a_library_says_where() -> None:
    script = """
import contextlib, os, signal
from digitpad.cli import main
with contextlib.suppress(SystemExit):
    main(["--version"])
os.kill(os.getpid(), signal.SIGSEGV)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGSEGV
    assert done.stderr.startswith("Fatal Python error: Segmentation fault")
    assert 'File "<string>", line 6' in done.stderr
