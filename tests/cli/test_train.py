"""`digitpad train`: short runs, and all that is refused before one begins."""

import json

import numpy as np
import pytest

from digitpad import __version__
from digitpad.cli.main import main
from digitpad.data.dataset_info import SOURCES, published_entries
from digitpad.model.keras_file import read_network
from digitpad.training.plan import HIDDEN_ACTIVATIONS, OPTIMIZERS, SCHEDULES


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


def test_a_network_that_is_not_kept_is_not_lost_without_a_word(capsys, data_dir):
    assert main(["--data-dir", str(data_dir), "train", "--epochs", "1", "--hidden", "", "--batch-size", "500"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "The network was not saved; to save it, type the same with --out FILE.keras."
    ]
    assert not data_dir.exists()


@pytest.mark.parametrize(
    ("option", "table"),
    [("activation", HIDDEN_ACTIVATIONS), ("optimizer", OPTIMIZERS), ("schedule", SCHEDULES),
     ("dataset", [entry.name for entry in published_entries(SOURCES)])],
)
def test_help_names_what_can_be_chosen_and_so_does_the_refusal(option, table, capsys, untrained, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    with pytest.raises(SystemExit):
        main(["train", "--help"])
    words = capsys.readouterr().out.split()
    start = words.index("options:")
    start = words.index(f"--{option}", start)
    assert " ".join(words[start:]).startswith(f"--{option} NAME one of {', '.join(table)}")
    assert ", ".join(table) in untrained(f"--{option}", "nonsense")


def test_help_and_refusal_name_our_own_digits(capsys, untrained, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")  # or a line ends inside a name
    with pytest.raises(SystemExit):
        main(["train", "--help"])
    own = "our-digits, mnist-and-ours-50"
    assert own in " ".join(capsys.readouterr().out.split())
    assert own in untrained("--dataset", "nonsense")


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
        ("--averaging", ["-0.1", "1", "nan"], "The averaging of the weights is "),
        ("--validation-share", ["-0.1", "0.51", "nan"], "The validation share is "),
        ("--seed", ["-1", "4294967296", "9" * 400], "The seed is "),
        ("--out", ["net.h5", "net", "net.keras.zip"], "“net"),
    ],
)
def test_a_value_out_of_range_is_refused(option, values, says, untrained):
    for value in values:
        assert untrained(f"{option}={value}").startswith(says), value


def test_a_comma_begins_decimals_as_in_the_window(untrained):
    assert untrained("--learning-rate", "10,5").startswith("The learning rate is 10.5;")
    assert untrained("--dropout=-0,1").startswith("The dropout is -0.1;")


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


def test_a_place_that_cannot_be_written_to_is_found_out_first(untrained, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    out, bad = tmp_path / "net.keras", tmp_path / "file" / "net.keras"
    assert "“net.keras” could not be saved in" in untrained("--out", bad)
    assert "“net.keras” could not be saved in" in untrained("--out", out, "--record", bad)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


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
