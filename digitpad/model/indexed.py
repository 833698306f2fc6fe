"""Read the built-in network by file offsets, without a zip or HDF5 library, for a quick start.

A `.keras` file keeps every array whole and uncompressed. The record beside the built-in network says where each one
begins, so each is read straight into its place. Going through `keras_file`, as every file from elsewhere
must, takes 60 ms of the third of a second to the first window, h5py's import included.
"""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from digitpad.errors import DigitpadError
from digitpad.model.network import Network
from digitpad.model.spec import NetworkInfo, NetworkSpec, Shape
from digitpad.translation import N_

_FLOAT = np.dtype("<f4")


def find_offsets(content: bytes, network: Network) -> list[int]:
    """Where each array of a network begins in the file that holds it.

    Args:
        content: the file, as `keras_file.write_network` wrote it.
        network: what it holds.

    Raises:
        DigitpadError: an array is not in there as it is.
    """
    offsets = [content.find(array.astype(_FLOAT).tobytes()) for array in network.weights]
    if -1 in offsets:
        raise DigitpadError(N_("The file does not hold this network's numbers as they are."))
    return offsets


def read_indexed(path: Path, offsets: Sequence[int], spec: NetworkSpec, info: NetworkInfo) -> Network:
    """Read a network whose arrays begin at the given offsets. Only for the built-in network's file, which is known.

    Raises:
        DigitpadError: the file is missing or too short.
    """
    shapes = [shape for _, shapes in spec.weight_shapes() for shape in shapes]
    try:
        weights = [
            _read(path, shape, offset) for shape, offset in zip(shapes, offsets, strict=True)
        ]
    except (OSError, ValueError) as error:
        raise DigitpadError(N_("The built-in network is missing or damaged; install Digitpad again.")) from error
    return Network(spec, weights, info)


def _read(path: Path, shape: Shape, offset: int) -> npt.NDArray[np.float32]:
    array: npt.NDArray[np.float32] = np.fromfile(path, _FLOAT, math.prod(shape), offset=offset)
    if array.size != math.prod(shape):
        raise ValueError("the file is too short")
    array.resize(shape)  # in place, so that it owns its numbers and need not be copied
    array.flags.writeable = False
    return array
