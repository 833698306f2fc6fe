"""Keras' `model.weights.h5` to arrays and back.

HDF5 can point to other files, other places and data that is computed on the fly, and can declare more numbers
than any computer holds. A file is walked and measured first; only then is anything read from it.
"""

import io
from collections.abc import Sequence
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt

from digitpad.errors import DigitpadError
from digitpad.model.spec import Shape
from digitpad.system.damaged_files import DAMAGED_FILE_ERRORS
from digitpad.translation import N_

# A network of 40 layers with the optimizer's state has some 500 objects.
MAX_OBJECTS = 2000

# What h5py raises on a damaged file, depending on where the damage is.
_DAMAGE = (*DAMAGED_FILE_ERRORS, LookupError, TypeError, AttributeError)


def read_weights(
    data: bytes, groups: Sequence[str], shapes: Sequence[tuple[Shape, ...]]
) -> list[npt.NDArray[Any]]:
    """Read the weights of known layers; whatever else the file holds, such as the optimizer's state, is left.

    Args:
        data: the content of `model.weights.h5`.
        groups: the name of each layer's group under `layers`.
        shapes: the shapes of each layer's weights, computed from the description of the network.

    Returns:
        The arrays, layer after layer, in the order of `shapes`.

    Raises:
        DigitpadError: the file is damaged, holds links or anything else that Keras does not write there, or its
            numbers do not fit the shapes.
    """
    try:
        with h5py.File(io.BytesIO(data), "r") as file:
            _check_objects(file, len(data))
            datasets = [
                dataset
                for group, expected in zip(groups, shapes, strict=True)
                for dataset in _datasets(file, group, expected)
            ]
            return [dataset[()] for dataset in datasets]
    except _DAMAGE as error:
        raise DigitpadError(N_("This file is damaged in the numbers of its network; copy it again.")) from error


def weights_to_bytes(groups: Sequence[str], weights: Sequence[Sequence[npt.NDArray[Any]]]) -> bytes:
    """Write weights as Keras does.

    Args:
        groups: the name of each layer's group under `layers`.
        weights: the arrays of each layer.

    Returns:
        The content of `model.weights.h5`.
    """
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        file.create_group("vars")
        for group, arrays in zip(groups, weights, strict=True):
            store = file.create_group(f"layers/{group}/vars")
            for index, array in enumerate(arrays):
                store.create_dataset(str(index), data=array)
    return buffer.getvalue()


def _check_objects(file: h5py.File, size: int) -> None:
    """Refuse links out of the tree and numbers that are not plainly there, in whatever corner of the file."""
    pending: list[h5py.Group] = [file]
    objects = 0
    while pending:
        group = pending.pop()
        # Counted before they are listed; it also ends a walk through groups that contain each other.
        objects += len(group)
        if objects > MAX_OBJECTS:
            raise DigitpadError(N_("The numbers of its network are kept in far too many parts, so it is refused."))
        for name in group:
            if type(group.get(name, getlink=True)) is not h5py.HardLink:
                raise DigitpadError(N_("The numbers of its network are a link to another place, so it is refused."))
            item = group[name]
            if isinstance(item, h5py.Group):
                pending.append(item)
            else:
                _check_storage(item, size)


def _check_storage(item: object, size: int) -> None:
    # Keras writes neither chunks nor compression; plain numbers take their room in the file, so no bomb fits.
    if not isinstance(item, h5py.Dataset) or item.external or item.is_virtual or item.chunks:
        raise DigitpadError(N_("The numbers of its network are not stored as Keras stores them, so it is refused."))
    if item.nbytes > size:
        raise DigitpadError(N_("It declares {size:,} numbers but does not hold them; copy it again."), size=item.size)


def _datasets(file: h5py.File, group: str, expected: tuple[Shape, ...]) -> list[h5py.Dataset]:
    path = f"layers/{group}/vars"
    store = file.get(path, {})
    names = [str(index) for index in range(len(expected))]
    if isinstance(store, h5py.Dataset) or sorted(store) != names:
        raise DigitpadError(
            N_("Its numbers do not fit its layers: expected {count} arrays in “{path}”."), count=len(names), path=path
        )
    datasets = [store[name] for name in names]
    for dataset, shape in zip(datasets, expected, strict=True):
        if not isinstance(dataset, h5py.Dataset) or dataset.shape != shape:
            found = getattr(dataset, "shape", "a group")
            raise DigitpadError(
                N_("Its numbers do not fit its layers: expected shape {shape} in “{path}”, found {found}."),
                shape=shape,
                path=path,
                found=found,
            )
        if dataset.dtype not in (np.float16, np.float32, np.float64):
            raise DigitpadError(
                N_("Its numbers in “{path}” have the type {type}; expected floating-point numbers."),
                path=path,
                type=dataset.dtype,
            )
    return datasets
