"""Read and write Keras' `.keras` files without Keras; hostile and damaged files are refused.

A `.keras` file is a zip archive of three members; Digitpad adds a fourth, which Keras leaves alone. Files come
from colleagues, forums and sticks: a file is measured before it is believed, nothing in it is ever executed or
unpickled, and nothing is written anywhere while it is read.
"""

import io
import json
import os
import stat
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from digitpad.errors import DigitpadError, reason_of
from digitpad.limits import MAX_NAME
from digitpad.model.keras_config import config_from_spec, parse_json, spec_from_config
from digitpad.model.keras_layers import Json, shown
from digitpad.model.keras_weights import read_weights, weights_to_bytes
from digitpad.model.network import Network
from digitpad.model.spec import PIXEL_KINDS, PIXELS, NetworkInfo
from digitpad.system.damaged_files import DAMAGED_FILE_ERRORS
from digitpad.system.files import write_atomically
from digitpad.translation import N_

MB = 1024 * 1024
MAX_FILE = 64 * MB

_METADATA, _CONFIG, _WEIGHTS, _INFO = "metadata.json", "config.json", "model.weights.h5", "digitpad.json"
_LIMITS = {_METADATA: MB // 16, _CONFIG: MB // 4, _WEIGHTS: 64 * MB, _INFO: MB // 16}
_OLD_FORMAT = N_("Old model format (.h5): not supported, for safety; save the model as .keras in Keras 3.")

_ZIP_START, _ZIP_ENTRY, _ZIP_END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_HDF5_START = b"\x89HDF\r\n\x1a\n"

def parse_network(content: bytes) -> Network:
    """A network from what is in a file, for those that come within other files.

    Raises:
        DigitpadError: a few words what is wrong with it, as in `read_network`.
    """
    return _from_bytes(content)


def read_network(path: Path) -> Network:
    """Open a network that Digitpad or Keras 3 has saved.

    Args:
        path: a `.keras` file, of whatever origin.

    Returns:
        The network, with class names and origin where Digitpad wrote them.

    Raises:
        DigitpadError: the file cannot be read, is something else, is damaged, too big, or holds a network that
            Digitpad cannot run.
    """
    try:
        return _from_bytes(_content(path))
    except DigitpadError as error:
        raise DigitpadError(N_("“{name}” cannot be opened: {error}"), name=shown(path.name), error=error) from error


def write_network(path: Path, network: Network) -> None:
    """Save a network so that Digitpad and `keras.saving.load_model` open it; all of it or nothing.

    Args:
        path: where to; by custom its name ends in `.keras`, and Keras insists on that.
        network: what to save.

    Raises:
        DigitpadError: the facts about the network are no JSON or too long, or the file cannot be written.
    """
    write_atomically(path, to_bytes(network))


def to_bytes(network: Network) -> bytes:
    """The content of the file that `write_network` writes; the same network gives the same bytes.

    Raises:
        DigitpadError: the facts about the network are no JSON or too long.
    """
    config = config_from_spec(network.spec)
    _, groups = spec_from_config(config)
    remaining = iter(network.weights)
    weights = [[next(remaining) for _ in shapes] for _, shapes in network.spec.weight_shapes()]
    # A fixed date: two files differ only where their networks do.
    metadata = {"keras_version": "3.15.1", "date_saved": "1980-01-01@00:00:00"}
    members = {
        _METADATA: json.dumps(metadata).encode(),
        _CONFIG: json.dumps(config).encode(),
        _WEIGHTS: weights_to_bytes(groups, weights),
        _INFO: _info_to_bytes(network.info),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def _content(path: Path) -> bytes:
    """The bytes of a file that can be a network by its name, kind and size."""
    if path.suffix.lower() in (".h5", ".hdf5"):
        raise DigitpadError(_OLD_FORMAT)
    if path.suffix.lower() in (".pkl", ".pickle", ".joblib"):
        raise DigitpadError(N_("A pickle can hold program code, which is not run; choose a .keras file."))
    try:
        # Asked before it is opened: opening a named pipe waits for ever.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise DigitpadError(N_("This is a folder (a SavedModel?); save the model as one .keras file in Keras."))
        if not stat.S_ISREG(mode):
            raise DigitpadError(N_("This is not a file; choose a file ending in .keras."))
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_FILE:
                raise DigitpadError(
                    N_("The file has {size:,.1f} MB, which is too big for Digitpad (limit {limit} MB)."),
                    size=size / MB,
                    limit=MAX_FILE // MB,
                )
            return file.read(size)
    except (OSError, ValueError) as error:
        raise DigitpadError(
            N_("The system says “{reason}”; choose another file."), reason=shown(reason_of(error))
        ) from error


def _from_bytes(content: bytes) -> Network:
    if not content:
        raise DigitpadError(N_("The file is empty, so there is no model in it."))
    if content.startswith(_HDF5_START):
        raise DigitpadError(_OLD_FORMAT)
    if not content.startswith(_ZIP_START):
        raise DigitpadError(N_("This is not a Digitpad model; choose a .keras file saved by Digitpad or Keras."))
    if _ZIP_END not in content:
        raise DigitpadError(N_("This file is incomplete; copy it again."))
    # The list of members is counted before zipfile builds an object for each.
    if content.count(_ZIP_ENTRY) > 100:
        raise DigitpadError(N_("This is an archive of many files and not a Digitpad model."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_members(archive.infolist())
            members = {info.filename: _member(archive, info) for info in archive.infolist()}
    except DAMAGED_FILE_ERRORS as error:
        raise DigitpadError(N_("This file is damaged; copy it again.")) from error
    return _from_members(members)


def _check_members(infos: Sequence[zipfile.ZipInfo]) -> None:
    # orig_filename is the name as it stands in the archive, before zipfile makes it presentable.
    names = [info.orig_filename for info in infos]
    missing = [name for name in (_METADATA, _CONFIG, _WEIGHTS) if name not in names]
    if missing:
        raise DigitpadError(N_("This is not a Digitpad model; the archive has no {missing} in it."), missing=missing[0])
    for info in infos:
        if info.orig_filename not in _LIMITS or names.count(info.orig_filename) > 1:
            raise DigitpadError(
                N_("The archive contains “{member}”, which does not belong in a model; expected {limit}, each once."),
                member=shown(info.orig_filename),
                limit=", ".join(_LIMITS),
            )
        # Archives made on Windows have no file type here, those made elsewhere that of a regular file.
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise DigitpadError(
                N_("The archive contains {filename} as a link or folder; expected a file."), filename=info.filename
            )
        if info.flag_bits & 0x1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DigitpadError(N_("The archive is encrypted or packed as Keras never does; save the model again."))
        _check_size(info.filename, info.file_size)


def _check_size(name: str, size: int) -> None:
    if size > _LIMITS[name]:
        raise DigitpadError(
            N_("Its part {name} has {size:,.0f} KB, which is too big for Digitpad (limit {limit:,} KB)."),
            name=name,
            size=size / 1024,
            limit=_LIMITS[name] // 1024,
        )


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Unpack one member, up to the size that it declares; more than that is damage, whatever comes out."""
    with archive.open(info) as stream:
        content = stream.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise zipfile.BadZipFile(info.filename)
    return content


def _from_members(members: dict[str, bytes]) -> Network:
    version = parse_json(members[_METADATA], _METADATA).get("keras_version")
    if not str(version).startswith("3."):
        raise DigitpadError(
            N_("It was saved by Keras {version}; expected Keras 3, so save it there."), version=shown(version)
        )
    spec, groups = spec_from_config(parse_json(members[_CONFIG], _CONFIG))
    shapes = [shapes for _, shapes in spec.weight_shapes()]
    weights = read_weights(members[_WEIGHTS], groups, shapes)
    info = _info_from(parse_json(members[_INFO], _INFO)) if _INFO in members else None
    network = Network(spec, weights, info)
    _check_answers(network)
    return network


def _check_answers(network: Network) -> None:
    """Numbers that are finite one by one can still overflow together, on paper or on ink."""
    extremes = np.stack([np.zeros(PIXELS, np.uint8), np.full(PIXELS, 255, np.uint8)])
    with np.errstate(all="ignore"):
        sums = network.probabilities(extremes).sum(axis=1)
    if not np.allclose(sums, 1, atol=1e-3):
        raise DigitpadError(N_("The model's numbers are broken (its answers are not finite); train it again."))


def _info_to_bytes(info: NetworkInfo) -> bytes:
    facts = {
        "class_names": list(info.class_names),
        "dataset": info.dataset,
        "test_accuracy": info.test_accuracy,
        "recipe": info.recipe,
        "pixels": info.pixels,
    }
    try:
        content = json.dumps(facts, allow_nan=False, indent=1).encode()
    except (TypeError, ValueError) as error:
        raise DigitpadError(N_("The facts about the network cannot be saved ({error})."), error=error) from error
    # What is saved must be opened again.
    _check_size(_INFO, len(content))
    _info_from(parse_json(content, _INFO))
    return content


def _info_from(facts: Json) -> NetworkInfo:
    names, dataset = facts.get("class_names"), facts.get("dataset", "")
    accuracy, recipe = facts.get("test_accuracy"), facts.get("recipe", {})
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        raise _broken_fact(N_("In its part {part}, class_names is not a list of names; copy the file again."))
    if max(map(len, names), default=0) > MAX_NAME:
        raise _broken_fact(
            N_("In its part {part}, class_names has a name of more than {most} characters; copy the file again.")
        )
    if not isinstance(dataset, str) or len(dataset) > MAX_NAME:
        raise _broken_fact(
            N_("In its part {part}, dataset is not a text of at most {most} characters; copy the file again.")
        )
    if not all(map(str.isprintable, (*names, dataset))):  # what they say to a terminal would steer it
        raise _broken_fact(
            N_("In its part {part}, a name has characters that cannot be printed; copy the file again.")
        )
    if accuracy is not None and (type(accuracy) not in (int, float) or not 0 <= accuracy <= 1):
        raise _broken_fact(N_("In its part {part}, test_accuracy is not a number from 0 to 1; copy the file again."))
    if not isinstance(recipe, dict):
        raise _broken_fact(N_("In its part {part}, recipe is not an object; copy the file again."))
    pixels = facts.get("pixels", PIXEL_KINDS[0])
    if not isinstance(pixels, str) or pixels not in PIXEL_KINDS:
        raise _broken_fact(N_("In its part {part}, pixels is not one of {kinds}; copy the file again."))
    return NetworkInfo(tuple(names), dataset, accuracy, recipe, pixels)


def _broken_fact(key: str) -> DigitpadError:
    return DigitpadError(key, part=_INFO, most=MAX_NAME, kinds=", ".join(PIXEL_KINDS))
