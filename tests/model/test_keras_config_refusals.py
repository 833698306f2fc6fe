"""Descriptions of networks that must not open: each is refused in one sentence, quickly, and nothing in it is run.

The numbers are the cases of the project's list of bad inputs.
"""

import json
from pathlib import Path

import pytest
from helpers.keras_files import CONFIG, keras_object, measured, one_sentence

from digitpad.errors import DigitpadError
from digitpad.model.keras_file import read_network

pytestmark = pytest.mark.slow

# --- 5, 6: too big


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 200_000, id="brackets"),
        pytest.param('{"a":' * 40_000, id="objects"),
        pytest.param("[" * 100_000 + "]" * 100_000, id="closed brackets"),
        pytest.param('"' + '\\"' * 100_000, id="quotation marks"),
        pytest.param('"' * 200_000, id="empty texts"),
        pytest.param("9" * 200_000, id="digits"),
        pytest.param('{"config": {"layers": [' + "{}," * 60_000 + "{}]}}", id="layers"),
    ],
)
def test_5_description_that_is_small_and_hard_to_read(
    text, tmp_path, members, archive_of
):
    (tmp_path / "given.keras").write_bytes(archive_of({**members, CONFIG: text.encode()}))
    _, seconds, memory = measured(tmp_path / "given.keras")
    assert seconds < 1
    assert memory < 50


def dense(units, name="dense"):
    return {"module": "keras.layers", "class_name": "Dense", "config": {"name": name, "units": units}}


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        pytest.param([dense(2_000_000)], "2,000,000 units, which is too big for Digitpad (limit", id="wide"),
        pytest.param([dense(10**30)], "expected a whole number", id="absurd"),
        pytest.param([dense(4096)] * 6, "parameters, which is too big for Digitpad (limit", id="deep and wide"),
        pytest.param([dense(10)] * 1000, "1,002 layers, which is too big for Digitpad (limit", id="deep"),
        pytest.param([dense(10)] * 10_000, "config.json has", id="10,000 layers"),
    ],
)
def test_6_network_too_big(
    layers, words, config, with_config, tmp_path
):
    config["config"]["layers"][3:] = layers
    (tmp_path / "given.keras").write_bytes(with_config(config))
    sentence, seconds, memory = measured(tmp_path / "given.keras")
    assert words in sentence
    assert seconds < 1
    assert memory < 50


# --- 7: program code


def code(canary):
    """Layers that would touch the canary when Keras, of some version, builds or calls them."""
    lambda_ = {"class_name": "__lambda__", "config": {"value": f"exec(open({str(canary)!r}, 'w'))"}}
    return {
        "Lambda": keras_object("keras.layers", "Lambda", {"name": "lambda", "function": lambda_}),
        "TFSMLayer": keras_object("keras.layers", "TFSMLayer", {"filepath": str(canary)}),
        "own class": keras_object(None, "Mine", {"name": "mine"}, registered_name="Custom>Mine"),
        "own class named like ours": keras_object(
            "keras.layers", "Dense", {"units": 10}, registered_name="Custom>Dense"
        ),
        "any module": keras_object("os", "system", f"touch {canary}"),
        "any function": keras_object("builtins", "exec", f"open({str(canary)!r}, 'w')"),
        "activation that is code": keras_object("keras.layers", "Dense", {"units": 10, "activation": lambda_}),
        "activation of their own": keras_object(
            "keras.layers",
            "Dense",
            {"units": 10, "activation": keras_object("builtins", "function", "mine", registered_name="function")},
        ),
        "download as initializer": keras_object(
            "keras.layers",
            "Dense",
            {"units": 10, "kernel_initializer": keras_object("keras.utils", "get_file", {"origin": str(canary)})},
        ),
        "unlock in passing": keras_object(
            "keras.layers",
            "Dense",
            {"units": 10, "extra": keras_object("keras.config", "enable_unsafe_deserialization", {})},
        ),
    }


@pytest.mark.parametrize("name", code(Path("canary")))
def test_7_program_code(
    name, tmp_path, config, with_config, refused
):
    canary = tmp_path / "canary"
    config["config"]["layers"].append(code(canary)[name])
    assert "This model contains program code; Digitpad does not run it" in refused(with_config(config))
    assert not canary.exists()


def test_7_real_lambda_of_keras(
    tmp_path, keras, saved_by_keras
):
    model = keras.Sequential([keras.Input((784,)), keras.layers.Lambda(lambda x: x), keras.layers.Dense(10)])
    model.build((None, 784))
    path = saved_by_keras(model, tmp_path / "given.keras")
    with pytest.raises(DigitpadError, match="program code"):
        read_network(path)


# --- 8: names


@pytest.mark.parametrize("name", ["../../x", "/etc/passwd", "C:\\x", "a/b", "..", "a\nb", 7])
@pytest.mark.parametrize("of", ["a layer", "the network"])
def test_8_layer_names(
    name, of, config, with_config, refused
):
    owner = config["config"] if of == "the network" else config["config"]["layers"][2]["config"]
    owner["name"] = name
    assert "looks like a place on the disk" in refused(with_config(config))


# --- 11: networks for something else


def put(where, value):
    """Change one place of config.json; `where` is a path such as `config.layers.2.config.units`."""

    def change(config):
        *path, last = [int(part) if part.isdigit() else part for part in where.split(".")]
        for part in path:
            config = config[part]
        config[last] = value

    return change


INPUT, RESCALING, FLATTEN, DENSE, NORM = (f"config.layers.{number}.config" for number in range(5))


def layer(class_name, **options):
    """Put another layer in the place of the first Dense."""
    return put("config.layers.3", keras_object("keras.layers", class_name, options))


CONFIG_FAULTS = {
    "colour pictures": (put(f"{INPUT}.batch_shape", [None, 32, 32, 3]), "shape [32, 32, 3]; expected 28x28"),
    "any size": (put(f"{INPUT}.batch_shape", [None, None, None, 1]), "[None, None, 1]; expected 28x28"),
    "shape as a text": (put(f"{INPUT}.batch_shape", "28x28"), "expected 28x28"),
    "long shape": (put(f"{INPUT}.batch_shape", list(range(9999))), "expected 28x28"),
    "no shape": (put(INPUT, {}), "shape None; expected 28x28"),
    "two inputs": (put("config.layers.1.class_name", "InputLayer"), "several inputs; expected one picture of 28x28"),
    "one class": (put("config.layers.5.config.units", 1), "1 outputs; Digitpad shows 2 to 62 classes"),
    "many classes": (put("config.layers.5.config.units", 63), "63 outputs"),
    "no input": (lambda config: config["config"]["layers"].pop(0), "does not say what it takes in"),
    "no layers": (put("config.layers", []), "does not say what it takes in"),
    "layers as a text": (put("config.layers", "Dense"), "damaged at “layers”"),
    "layer as a number": (put("config.layers.2", 7), "damaged at “layers”"),
    "options as a number": (put(FLATTEN, 7), "damaged at “config”"),
    "no network": (put("class_name", "Dense"), "It holds a Dense and not a network"),
    "class as a list": (put("class_name", ["Sequential"]), "not a network"),
    "Dense before Flatten": (lambda config: config["config"]["layers"].pop(2), "put a Flatten before it"),
    "convolution": (layer("Conv2D"), "Digitpad can't use this kind of layer: Conv2D"),
    "network in a network": (layer("Sequential"), "contains another network"),
    "class with a long name": (layer("x" * 9999), "can't use this kind of layer"),
    "class as an object": (put("config.layers.3.class_name", {}), "can't use this kind of layer"),
    "unknown activation": (put(f"{DENSE}.activation", "mish"), "cannot use the activation “mish”; it knows linear"),
    "layer as activation": (
        put(f"{DENSE}.activation", keras_object("keras.layers", "PReLU", {})), "this kind of layer: PReLU"
    ),
    "activation as a list": (put(f"{DENSE}.activation", ["relu"]), "cannot use the activation"),
    "units missing": (lambda config: config["config"]["layers"][3]["config"].pop("units"), "expected a whole number"),
    "units yes": (put(f"{DENSE}.units", True), "units = True; expected a whole number"),
    "units and a half": (put(f"{DENSE}.units", 2.5), "units = 2.5; expected a whole number"),
    "units minus one": (put(f"{DENSE}.units", -1), "-1 units"),
    "bias perhaps": (put(f"{DENSE}.use_bias", "perhaps"), "expected true or false"),
    "quantized": (put(f"{DENSE}.quantization_config", {"bits": 8}), "quantization_config"),
    "scale as a list": (put(f"{RESCALING}.scale", [1, 2]), "scale = [1, 2]; expected a number"),
    "scale infinite": (put(f"{RESCALING}.scale", float("inf")), "damaged"),
    "scale absurd": (put(f"{RESCALING}.scale", 1e300), "expected a number"),
    "channels first": (put(f"{FLATTEN}.data_format", "channels_first"), "data_format = channels_first"),
    "normalized over another axis": (put(f"{NORM}.axis", 2), "axis = 2"),
    "renormalized": (put(f"{NORM}.renorm", True), "renorm = True"),
    "ReLU with a ceiling": (layer("ReLU", name="six", max_value=6.0), "“six” has max_value = 6.0"),
    "ReLU with a threshold": (layer("ReLU", threshold=0.5), "threshold = 0.5"),
    "softmax over another axis": (layer("Softmax", axis=0), "axis = 0"),
    "Reshape with many axes": (layer("Reshape", target_shape=[1] * 9999), "9,999 dimensions"),
    "Reshape with a text": (layer("Reshape", target_shape=["784"]), "expected a whole number"),
    "Reshape that loses pixels": (layer("Reshape", target_shape=[783]), "cannot turn"),
}


@pytest.mark.parametrize(("change", "words"), CONFIG_FAULTS.values(), ids=CONFIG_FAULTS.keys())
def test_11_other_networks(
    change,
    words,
    config,
    with_config,
    refused,
):
    change(config)
    assert words in refused(with_config(config))


@pytest.mark.parametrize("version", ["2.15.0", "1.0", None, 3, "x" * 9999])
def test_11_other_versions_of_keras(
    version, members, archive_of, refused
):
    metadata = json.dumps({"keras_version": version}).encode()
    assert "expected Keras 3" in refused(archive_of({**members, "metadata.json": metadata}))


@pytest.mark.parametrize("shape", ["two inputs", "two outputs", "branch", "layer used twice", "dropout always on"])
def test_11_networks_that_branch(
    shape, tmp_path, keras, saved_by_keras
):
    pixels, more = keras.Input((784,)), keras.Input((784,))
    hidden, output = keras.layers.Dense(784), keras.layers.Dense(10)
    inputs, outputs = {
        "two inputs": ([pixels, more], output(keras.layers.Add()([pixels, more]))),
        "two outputs": (pixels, [output(pixels), hidden(pixels)]),
        "branch": (pixels, output(keras.layers.Add()([pixels, hidden(pixels)]))),
        "layer used twice": (pixels, output(hidden(hidden(pixels)))),
        "dropout always on": (pixels, output(keras.layers.Dropout(0.5)(hidden(pixels), training=True))),
    }[shape]
    model = keras.Model(inputs, outputs)
    path = saved_by_keras(model, tmp_path / "given.keras")
    with pytest.raises(DigitpadError) as refusal:
        read_network(path)
    assert "expected a chain of layers with one input of 28x28" in one_sentence(refusal.value, "given.keras")
