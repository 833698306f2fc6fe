"""`digitpad model`: what is in a network file, and the file for Python."""

import dataclasses
import json

import pytest

from digitpad import bundled_network
from digitpad.formatting import percent
from digitpad.model.keras_file import read_network, write_network


def test_model_info_for_people(run):
    text = run("model", "info", bundled_network.network_path())
    lines = dict(line.split(":", 1) for line in text.splitlines() if not line.startswith(" "))
    assert lines["network"].strip() == "784-1280-704-10"
    assert lines["parameters"].strip() == "1,913,674"
    assert lines["classes"].strip() == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9"
    assert lines["dataset"].strip() == "handwriting"
    assert lines["test accuracy"].strip() == percent(bundled_network.record()["result"]["test"]["accuracy"])
    assert text.count("Dense(") == 3
    plan = [line.strip() for line in text.partition("plan:")[2].splitlines()]
    assert plan[:5] == [
        "dataset: handwriting", "hidden layers: 1280-704", "activation: ReLU", "optimizer: Adam",
        "learning rate: 0.0012",
    ]
    assert plan[-1].startswith("augmentation: rotation 8 + ")


@pytest.mark.parametrize(
    ("recipe", "told"),
    [
        ({"epochs": 3, "hidden": []}, ["hidden layers: none", "number of epochs: 3"]),
        ({"speed": 9}, ['{"speed": 9}']),
        ({"hidden": "\x1b[31m", "epochs": [9]}, ['{"hidden": "\\u001b[31m", "epochs": [9]}']),
    ],
)
def test_model_info_tells_the_settings_that_are_in_the_file(recipe, told, run, tiny_network, tmp_path):
    path = tmp_path / "tiny.keras"
    write_network(path, tiny_network.with_info(dataclasses.replace(tiny_network.info, recipe=recipe)))
    plan = run("model", "info", path).partition("plan:")[2]
    assert [line.strip() for line in plan.splitlines()] == told


def test_model_info_as_json(run):
    facts = json.loads(run("model", "info", "--json", bundled_network.network_path()))
    assert facts["network"] == "784-1280-704-10"
    assert facts["test accuracy"] == bundled_network.record()["result"]["test"]["accuracy"]
    assert (facts["plan"]["dataset"], facts["plan"]["hidden"]) == ("handwriting", [1280, 704])


def test_model_info_of_a_network_without_a_past(run, tiny_network, tmp_path):
    path = tmp_path / "tiny.keras"
    write_network(path, tiny_network)
    assert "dataset:        -\ntest accuracy:  -\nplan:           -\n" in run("model", "info", path)


def test_model_export(run, tiny_network, tmp_path):
    path = tmp_path / "Zoë.keras"
    write_network(path, tiny_network)
    folder = tmp_path / "Zoë for Python"
    assert run("model", "export", path, "--out", tmp_path) == f"Exported: run recognize.py in “{folder}”.\n"
    assert sorted(file.name for file in folder.iterdir()) == ["drawing.json", "network.keras", "recognize.py"]
    assert read_network(folder / "network.keras").spec == tiny_network.spec


def test_model_export_goes_here_by_default(run, tiny_network, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_network(tmp_path / "net.keras", tiny_network)
    run("model", "export", "net.keras")
    assert (tmp_path / "net for Python" / "recognize.py").is_file()


def test_model_export_refuses_what_is_no_network_and_no_folder(refused, tiny_network, tmp_path):
    text = tmp_path / "text.keras"
    text.write_text("text")
    assert "“text.keras”" in refused("model", "export", text, "--out", tmp_path)
    write_network(tmp_path / "net.keras", tiny_network)
    assert "nowhere" in refused("model", "export", tmp_path / "net.keras", "--out", tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
