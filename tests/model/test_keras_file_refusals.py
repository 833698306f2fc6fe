"""Files that must not open: each is refused in one sentence, quickly, without a trace outside.

The numbers are the cases of the project's list of bad inputs.
"""

import copy
import io
import json
import os
import pickle
import re
import stat
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.model.keras_file import read_network, to_bytes
from digitpad.model.network import Network
from digitpad.model.spec import BatchNormalization, Dense, Flatten, NetworkSpec, Rescaling

CONFIG, WEIGHTS = "config.json", "model.weights.h5"
SPEC = NetworkSpec(
    (Rescaling(1 / 255), Flatten(), Dense(3, "relu"), BatchNormalization(), Dense(10, "softmax")), (28, 28, 1)
)

Archive = Callable[..., bytes]


@pytest.fixture(scope="module")
def valid(random_network: Callable[..., Network]) -> bytes:
    return to_bytes(random_network(SPEC))


@pytest.fixture(scope="module")
def members(valid: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(valid)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def refused(tmp_path: Path) -> Callable[..., str]:
    """Opens bytes as a file and gives the sentence of the refusal, after looking for traces."""

    def refuse(content: bytes, name: str = "given.keras") -> str:
        (tmp_path / name).write_bytes(content)
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(DigitpadError) as refusal:
            read_network(tmp_path / name)
        assert sorted(tmp_path.rglob("*")) == before
        return one_sentence(refusal.value, name)

    return refuse


def one_sentence(refusal: BaseException, name: str) -> str:
    sentence = str(refusal)
    assert sentence.startswith(f"“{name}” cannot be opened: ")
    assert len(sentence) < 400
    assert "\n" not in sentence
    return sentence


@pytest.fixture
def with_config(members: dict[str, bytes], archive_of: Archive) -> Callable[[Any], bytes]:
    return lambda config: archive_of({**members, CONFIG: json.dumps(config).encode()})


@pytest.fixture
def config(members: dict[str, bytes]) -> Any:
    return json.loads(members[CONFIG])


# --- 1 to 4, 10: not a file of this kind, or not whole


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        pytest.param(b"", "given.keras", "The file is empty, so there is no model in it.", id="1 empty"),
        pytest.param(b"Dear Sir", "given.keras", "This is not a Digitpad model", id="3 text"),
        pytest.param(b"\x89PNG\r\n\x1a\n" * 9, "given.keras", "This is not a Digitpad model", id="3 picture"),
        pytest.param(pickle.dumps([1]), "given.keras", "This is not a Digitpad model", id="3 pickle"),
        pytest.param(b"PK\x03\x04", "given.keras", "This file is incomplete; copy it again.", id="2 only a start"),
        pytest.param(b"", "given.h5", "Old model format (.h5): not supported, for safety", id="10 name .h5"),
        pytest.param(b"", "given.HDF5", "Old model format (.h5): not supported, for safety", id="10 name .hdf5"),
        pytest.param(b"\x89HDF\r\n\x1a\n", "given.keras", "Old model format (.h5)", id="10 renamed"),
        pytest.param(pickle.dumps([1]), "given.pkl", "pickle can hold program code", id="pickle"),
    ],
)
def test_other_kinds_of_files(content: bytes, name: str, words: str, refused: Callable[..., str]) -> None:
    assert words in refused(content, name)


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_2_truncated(share: float, valid: bytes, refused: Callable[..., str]) -> None:
    assert "This file is incomplete; copy it again." in refused(valid[: int(len(valid) * share)])


@pytest.mark.parametrize("member", ["metadata.json", CONFIG, WEIGHTS, "digitpad.json"])
def test_4_flipped_byte(
    member: str, valid: bytes, members: dict[str, bytes], refused: Callable[..., str]
) -> None:
    place = valid.index(members[member]) + len(members[member]) // 2
    assert "This file is damaged" in refused(valid[:place] + bytes([valid[place] ^ 1]) + valid[place + 1 :])


not_on_windows = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        pytest.param(lambda path: path.mkdir(), "This is a folder (a SavedModel?)", id="folder"),
        pytest.param(lambda path: None, "choose another file", id="missing"),
        pytest.param(lambda path: os.mkfifo(path), "This is not a file", id="pipe", marks=not_on_windows),
        pytest.param(
            lambda path: path.symlink_to("/dev/zero"), "This is not a file", id="device", marks=not_on_windows
        ),
        pytest.param(
            lambda path: path.symlink_to(path), "choose another file", id="circle", marks=not_on_windows
        ),
    ],
)
def test_what_is_no_file(make: Callable[[Path], object], words: str, tmp_path: Path) -> None:
    make(tmp_path / "given.keras")
    with pytest.raises(DigitpadError) as refusal:
        read_network(tmp_path / "given.keras")
    assert words in one_sentence(refusal.value, "given.keras")


def test_a_name_from_a_foreign_system_stands_in_the_sentence_as_one_line(tmp_path: Path) -> None:
    with pytest.raises(DigitpadError) as refusal:
        read_network(tmp_path / "a\nb\0c.keras")
    one_sentence(refusal.value, "a?b?c.keras")


# --- 5, 6: too big


def measured(path: Path) -> tuple[str, float, float]:
    """The refusal, its seconds and the MB that Python took for it at most."""
    started = time.perf_counter()
    with pytest.raises(DigitpadError) as refusal:
        read_network(path)
    seconds = time.perf_counter() - started
    tracemalloc.start()
    try:
        with pytest.raises(DigitpadError):
            read_network(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return one_sentence(refusal.value, path.name), seconds, peak / 2**20


def test_file_over_the_limit_is_not_even_read(tmp_path: Path, valid: bytes) -> None:
    with (tmp_path / "given.keras").open("wb") as file:
        file.write(valid)
        file.truncate(10 * 2**30)
    sentence, seconds, memory = measured(tmp_path / "given.keras")
    assert "10,240.0 MB, which is too big for Digitpad (limit 64 MB)" in sentence
    assert seconds < 0.5
    assert memory < 1


@pytest.mark.parametrize("member", ["metadata.json", CONFIG, "digitpad.json", WEIGHTS])
@pytest.mark.parametrize("lying", [False, True], ids=["honest", "lying about its size"])
def test_5_bomb(
    member: str, lying: bool, tmp_path: Path, members: dict[str, bytes], archive_of: Archive
) -> None:
    size = 100 * 2**20
    content = archive_of({**members, member: b" " * size}, zipfile.ZIP_DEFLATED)
    if lying:
        content = content.replace(struct.pack("<L", size), struct.pack("<L", 1000))
    (tmp_path / "given.keras").write_bytes(content)
    sentence, seconds, memory = measured(tmp_path / "given.keras")
    assert ("damaged" if lying else f"{member} has 102,400 KB, which is too big for Digitpad") in sentence
    assert seconds < 1
    assert memory < 50


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
    text: str, tmp_path: Path, members: dict[str, bytes], archive_of: Archive
) -> None:
    (tmp_path / "given.keras").write_bytes(archive_of({**members, CONFIG: text.encode()}))
    _, seconds, memory = measured(tmp_path / "given.keras")
    assert seconds < 1
    assert memory < 50


def test_archive_of_many_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "given.keras", "w") as archive:
        for number in range(20_000):
            archive.writestr(zipfile.ZipInfo(str(number)), b"")
    sentence, seconds, memory = measured(tmp_path / "given.keras")
    assert "archive of many files" in sentence
    assert seconds < 0.5
    assert memory < 10


def dense(units: int, name: str = "dense") -> Any:
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
    layers: list[Any], words: str, config: Any, with_config: Callable[[Any], bytes], tmp_path: Path
) -> None:
    config["config"]["layers"][3:] = layers
    (tmp_path / "given.keras").write_bytes(with_config(config))
    sentence, seconds, memory = measured(tmp_path / "given.keras")
    assert words in sentence
    assert seconds < 1
    assert memory < 50


# --- 7: program code


def keras_object(module: str | None, class_name: str, config: Any, **rest: Any) -> Any:
    return {"module": module, "class_name": class_name, "config": config, **rest}


def code(canary: Path) -> dict[str, Any]:
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
    name: str, tmp_path: Path, config: Any, with_config: Callable[[Any], bytes], refused: Callable[..., str]
) -> None:
    canary = tmp_path / "canary"
    config["config"]["layers"].append(code(canary)[name])
    assert "This model contains program code; Digitpad does not run it" in refused(with_config(config))
    assert not canary.exists()


class Touch:
    """A pickle of it creates a file when it is loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return Path.touch, (self.path,)


@pytest.mark.parametrize("name", ["given.pkl", "given.keras"])
def test_7_pickle_is_not_unpickled(name: str, tmp_path: Path, refused: Callable[..., str]) -> None:
    canary = tmp_path / "canary"
    refused(pickle.dumps(Touch(canary)), name)
    assert not canary.exists()


def test_7_real_lambda_of_keras(
    tmp_path: Path, keras: Any, saved_by_keras: Callable[[Any, Path], Path]
) -> None:
    model = keras.Sequential([keras.Input((784,)), keras.layers.Lambda(lambda x: x), keras.layers.Dense(10)])
    model.build((None, 784))
    path = saved_by_keras(model, tmp_path / "given.keras")
    with pytest.raises(DigitpadError, match="program code"):
        read_network(path)


# --- 8: names


@pytest.mark.parametrize(
    "name", ["../../x", "/etc/x", "C:\\x", "..\\x", "assets/x", "config.json/", "x.py", "config.json\0.txt"]
)
def test_8_member_names(
    name: str, members: dict[str, bytes], archive_of: Archive, refused: Callable[..., str]
) -> None:
    # zipfile makes names presentable when it writes them, so an ordinary one is exchanged afterwards.
    stand_in = "q" * len(name)
    content = archive_of({**members, stand_in: b"x"}).replace(stand_in.encode(), name.encode())
    assert "which does not belong in a model" in refused(content)


@pytest.mark.parametrize("name", [CONFIG, WEIGHTS])
@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")  # zipfile says so to the test that writes it
def test_8_duplicate_members(name: str, valid: bytes, refused: Callable[..., str]) -> None:
    buffer = io.BytesIO(valid)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(name, b"another")
    assert "each once" in refused(buffer.getvalue())


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR])
def test_8_members_that_are_no_files(kind: int, members: dict[str, bytes], refused: Callable[..., str]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (kind | 0o644) << 16 if name == CONFIG else 0
            archive.writestr(info, content)
    assert "as a link or folder" in refused(buffer.getvalue())


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_compression(
    compression: int, members: dict[str, bytes], archive_of: Archive, refused: Callable[..., str]
) -> None:
    assert "packed as Keras never does" in refused(archive_of(members, compression))


def test_encrypted(valid: bytes, refused: Callable[..., str]) -> None:
    content = bytearray(valid)
    for place in re.finditer(b"PK\x01\x02", valid):
        content[place.start() + 8] |= 1
    assert "encrypted" in refused(bytes(content))


@pytest.mark.parametrize("missing", ["metadata.json", CONFIG, WEIGHTS])
def test_missing_member(
    missing: str, members: dict[str, bytes], archive_of: Archive, refused: Callable[..., str]
) -> None:
    rest = {name: content for name, content in members.items() if name != missing}
    assert f"This is not a Digitpad model; the archive has no {missing}" in refused(archive_of(rest))


@pytest.mark.parametrize("name", ["../../x", "/etc/passwd", "C:\\x", "a/b", "..", "a\nb", 7])
@pytest.mark.parametrize("of", ["a layer", "the network"])
def test_8_layer_names(
    name: Any, of: str, config: Any, with_config: Callable[[Any], bytes], refused: Callable[..., str]
) -> None:
    owner = config["config"] if of == "the network" else config["config"]["layers"][2]["config"]
    owner["name"] = name
    assert "looks like a place on the disk" in refused(with_config(config))


# --- 9: weights that are not plainly there


def exchange(file: h5py.File, **options: Any) -> None:
    """Put something else in the place of the first kernel."""
    del file["layers/dense/vars/0"]
    file.create_dataset("layers/dense/vars/0", **options)


def hard_link_in_a_circle(file: h5py.File, secret: Path) -> None:
    file["layers/dense/again"] = file["layers"]


def external_link(file: h5py.File, secret: Path) -> None:
    del file["layers/dense/vars/0"]
    file["layers/dense/vars/0"] = h5py.ExternalLink(str(secret), "kernel")


def external_group(file: h5py.File, secret: Path) -> None:
    del file["layers/dense"]
    file["layers/dense"] = h5py.ExternalLink(str(secret), "dense")


def external_link_among_the_optimizers_numbers(file: h5py.File, secret: Path) -> None:
    file["optimizer/vars/0"] = h5py.ExternalLink(str(secret), "kernel")


def soft_link(file: h5py.File, secret: Path) -> None:
    file.move("layers/dense/vars/0", "kernel")
    file["layers/dense/vars/0"] = h5py.SoftLink("/kernel")


def external_storage(file: h5py.File, secret: Path) -> None:
    exchange(file, shape=(784, 3), dtype="f4", external=[(str(secret), 0, 784 * 3 * 4)])


def virtual(file: h5py.File, secret: Path) -> None:
    layout = h5py.VirtualLayout((784, 3), "f4")
    layout[:] = h5py.VirtualSource(str(secret), "kernel", (784, 3))
    del file["layers/dense/vars/0"]
    file.create_virtual_dataset("layers/dense/vars/0", layout)


def declares_too_much(file: h5py.File, secret: Path) -> None:
    exchange(file, shape=(10**6, 10**6), dtype="f4")


def declares_too_much_in_chunks(file: h5py.File, secret: Path) -> None:
    exchange(file, shape=(10**6, 10**6), dtype="f4", chunks=(1000, 1000), compression="gzip")


def large_chunks_behind_a_small_shape(file: h5py.File, secret: Path) -> None:
    exchange(file, shape=(784, 3), maxshape=(None, None), dtype="f4", chunks=(10**4, 10**4), compression="gzip")


def wrong_shape(file: h5py.File, secret: Path) -> None:
    exchange(file, data=np.zeros((3, 784), np.float32))


def nothing_there(file: h5py.File, secret: Path) -> None:
    exchange(file, dtype="f4", data=None, shape=None)


def whole_numbers(file: h5py.File, secret: Path) -> None:
    exchange(file, data=np.zeros((784, 3), np.int32))


def texts(file: h5py.File, secret: Path) -> None:
    exchange(file, shape=(784, 3), dtype=h5py.string_dtype())


def references(file: h5py.File, secret: Path) -> None:
    exchange(file, shape=(784, 3), dtype=h5py.ref_dtype)


def group_for_array(file: h5py.File, secret: Path) -> None:
    del file["layers/dense/vars/0"]
    file.create_group("layers/dense/vars/0")


def array_for_group(file: h5py.File, secret: Path) -> None:
    del file["layers/dense/vars"]
    file["layers/dense/vars"] = np.arange(2)


def type_for_array(file: h5py.File, secret: Path) -> None:
    del file["layers/dense/vars/0"]
    file["layers/dense/vars/0"] = np.dtype("f4")


def missing_layer(file: h5py.File, secret: Path) -> None:
    del file["layers/dense_1"]


def missing_layers(file: h5py.File, secret: Path) -> None:
    del file["layers"]


def missing_bias(file: h5py.File, secret: Path) -> None:
    del file["layers/dense/vars/1"]


def one_array_more(file: h5py.File, secret: Path) -> None:
    file["layers/flatten/vars/0"] = np.zeros(3, np.float32)


def crowd(file: h5py.File, secret: Path) -> None:
    for number in range(3000):
        file.create_group(f"crowd/{number}")


WEIGHT_FAULTS: list[tuple[Callable[[h5py.File, Path], None], str]] = [
    (external_link, "a link to another place"),
    (external_group, "a link to another place"),
    (external_link_among_the_optimizers_numbers, "a link to another place"),
    (soft_link, "a link to another place"),
    (external_storage, "not stored as Keras stores them"),
    (virtual, "not stored as Keras stores them"),
    (declares_too_much, "declares 1,000,000,000,000 numbers but does not hold them"),
    (declares_too_much_in_chunks, "not stored as Keras stores them"),
    (large_chunks_behind_a_small_shape, "not stored as Keras stores them"),
    (type_for_array, "not stored as Keras stores them"),
    (hard_link_in_a_circle, "far too many parts"),
    (crowd, "far too many parts"),
    (wrong_shape, "do not fit its layers"),
    (group_for_array, "do not fit its layers"),
    (array_for_group, "do not fit its layers"),
    (missing_layer, "do not fit its layers"),
    (missing_layers, "do not fit its layers"),
    (missing_bias, "do not fit its layers"),
    (one_array_more, "do not fit its layers"),
    (whole_numbers, "expected floating-point numbers"),
    (texts, "expected floating-point numbers"),
    (references, "expected floating-point numbers"),
    (nothing_there, "do not fit its layers"),
]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file of somebody else's that would make a fine kernel, if it were read."""
    path = tmp_path / "secret.h5"
    with h5py.File(path, "w") as file:
        file["kernel"] = np.ones((784, 3), np.float32)
        file["dense/vars/0"], file["dense/vars/1"] = np.ones((784, 3), np.float32), np.ones(3, np.float32)
    return path


@pytest.mark.parametrize(("spoil", "words"), WEIGHT_FAULTS, ids=[spoil.__name__ for spoil, _ in WEIGHT_FAULTS])
def test_9_weights(
    spoil: Callable[[h5py.File, Path], None],
    words: str,
    members: dict[str, bytes],
    archive_of: Archive,
    secret: Path,
    tmp_path: Path,
) -> None:
    buffer = io.BytesIO(members[WEIGHTS])
    with h5py.File(buffer, "r+") as file:
        spoil(file, secret)
    (tmp_path / "given.keras").write_bytes(archive_of({**members, WEIGHTS: buffer.getvalue()}))
    sentence, seconds, memory = measured(tmp_path / "given.keras")
    assert words in sentence
    assert "secret" not in sentence
    assert seconds < 1
    assert memory < 50


@pytest.mark.parametrize("content", [b"", b"\x89HDF\r\n\x1a\n", b"\x89HDF\r\n\x1a\n" + bytes(9999), b"noise" * 999])
def test_9_weights_that_are_no_hdf5(
    content: bytes, members: dict[str, bytes], archive_of: Archive, refused: Callable[..., str]
) -> None:
    assert "damaged in the numbers of its network" in refused(archive_of({**members, WEIGHTS: content}))


# --- 11: networks for something else


def put(where: str, value: Any) -> Callable[[Any], None]:
    """Change one place of config.json; `where` is a path such as `config.layers.2.config.units`."""

    def change(config: Any) -> None:
        *path, last = [int(part) if part.isdigit() else part for part in where.split(".")]
        for part in path:
            config = config[part]
        config[last] = value

    return change


INPUT, RESCALING, FLATTEN, DENSE, NORM = (f"config.layers.{number}.config" for number in range(5))


def layer(class_name: str, **options: Any) -> Callable[[Any], None]:
    """Put another layer in the place of the first Dense."""
    return put("config.layers.3", keras_object("keras.layers", class_name, options))


CONFIG_FAULTS: dict[str, tuple[Callable[[Any], object], str]] = {
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
    change: Callable[[Any], object],
    words: str,
    config: Any,
    with_config: Callable[[Any], bytes],
    refused: Callable[..., str],
) -> None:
    change(config)
    assert words in refused(with_config(config))


@pytest.mark.parametrize("version", ["2.15.0", "1.0", None, 3, "x" * 9999])
def test_11_other_versions_of_keras(
    version: Any, members: dict[str, bytes], archive_of: Archive, refused: Callable[..., str]
) -> None:
    metadata = json.dumps({"keras_version": version}).encode()
    assert "expected Keras 3" in refused(archive_of({**members, "metadata.json": metadata}))


@pytest.mark.parametrize("shape", ["two inputs", "two outputs", "branch", "layer used twice", "dropout always on"])
def test_11_networks_that_branch(
    shape: str, tmp_path: Path, keras: Any, saved_by_keras: Callable[[Any, Path], Path]
) -> None:
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


# --- 12: numbers that are none


KERNEL, BIAS, VARIANCE = "layers/dense/vars/0", "layers/dense_1/vars/1", "layers/batch_normalization/vars/3"


@pytest.mark.parametrize(
    ("place", "value"),
    [
        pytest.param(KERNEL, np.nan, id="not a number"),
        pytest.param(BIAS, np.inf, id="infinite"),
        pytest.param(VARIANCE, -np.inf, id="minus infinite"),
        pytest.param(KERNEL, 1e300, id="too large for float32"),
        pytest.param(KERNEL, 3e38, id="overflows on ink"),
        pytest.param(VARIANCE, -1.0, id="variance below zero"),
    ],
)
def test_12_broken_numbers(
    place: str, value: float, members: dict[str, bytes], archive_of: Archive, refused: Callable[..., str]
) -> None:
    buffer = io.BytesIO(members[WEIGHTS])
    with h5py.File(buffer, "r+") as file:
        shape = file[place].shape
        del file[place]
        file[place] = np.full(shape, value)
    sentence = refused(archive_of({**members, WEIGHTS: buffer.getvalue()}))
    assert "numbers are broken" in sentence
    assert "train it again" in sentence


# --- whatever else


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutants")


def assert_opens_or_is_refused(content: bytes, folder: Path) -> None:
    (folder / "given.keras").write_bytes(content)
    try:
        network = read_network(folder / "given.keras")
    except DigitpadError as refusal:
        one_sentence(refusal, "given.keras")
    else:
        answer = network.probabilities(np.zeros((1, 784), np.uint8))
        assert answer.shape == (1, network.spec.classes)


edits = st.lists(
    st.tuples(st.sampled_from(["flip", "cut", "insert"]), st.floats(0, 1), st.binary(min_size=1, max_size=8)),
    min_size=1,
    max_size=4,
)


def edited(content: bytes, changes: list[tuple[str, float, bytes]]) -> bytes:
    for kind, where, some in changes:
        place = int(where * len(content))
        match kind:
            case "flip":
                content = content[:place] + some + content[place + len(some) :]
            case "cut":
                content = content[:place] + content[place + 256 * some[0] :]
            case "insert":
                content = content[:place] + some + content[place:]
    return content


@settings(max_examples=300, deadline=None)
@given(changes=edits)
def test_any_damage_to_a_file_is_survived(changes: list[Any], valid: bytes, folder: Path) -> None:
    assert_opens_or_is_refused(edited(valid, changes), folder)


@settings(max_examples=300, deadline=None)
@given(member=st.sampled_from([CONFIG, WEIGHTS, "metadata.json", "digitpad.json"]), changes=edits)
def test_any_damage_under_a_right_checksum_is_survived(
    member: str, changes: list[Any], members: dict[str, bytes], archive_of: Archive, folder: Path
) -> None:
    assert_opens_or_is_refused(archive_of({**members, member: edited(members[member], changes)}), folder)


names = st.sampled_from(["Dense", "InputLayer", "Flatten", "ReLU", "Softmax", "keras.layers", "softmax", "leaky_relu"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | names,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9) | names, inner, max_size=4),
    max_leaves=6,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON value, as a container and a key."""
    pairs: list[tuple[Any, Any]] = []
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        pairs += [(value, key), *places(value[key])]
    return pairs


@settings(max_examples=300, deadline=None)
@given(data=st.data(), count=st.integers(1, 3))
def test_any_description_is_survived(
    data: st.DataObject, count: int, members: dict[str, bytes], archive_of: Archive, folder: Path
) -> None:
    config = json.loads(members[CONFIG])
    for _ in range(count):
        container, key = data.draw(st.sampled_from(places(config)))
        match data.draw(st.sampled_from(["replace", "delete", "copy"])):
            case "replace":
                container[key] = data.draw(json_values)
            case "delete":
                del container[key]
            case "copy":
                source, other = data.draw(st.sampled_from(places(config)))
                container[key] = copy.deepcopy(source[other])
        if not places(config):
            break
    assert_opens_or_is_refused(archive_of({**members, CONFIG: json.dumps(config).encode()}), folder)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200) | json_values.map(json.dumps))
@example(text="[")
@example(text="\ufeff{}")
@example(text='{"class_name": "Sequential", "class_name": []}')
def test_any_text_as_description_is_survived(
    text: str, members: dict[str, bytes], archive_of: Archive, folder: Path
) -> None:
    assert_opens_or_is_refused(archive_of({**members, CONFIG: text.encode("utf-8", "surrogatepass")}), folder)
