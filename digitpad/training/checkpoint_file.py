"""The checkpoint of a run as a file: history, changes and every number to go on from, in one NumPy archive."""

import dataclasses
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from digitpad.errors import DigitpadError
from digitpad.system.damaged_files import DAMAGED_FILE_ERRORS
from digitpad.training.live_changes import changes_from_json
from digitpad.training.run import Checkpoint, history_from_json

DAMAGED_CHECKPOINT_ERRORS = (
    *DAMAGED_FILE_ERRORS, LookupError, TypeError, AttributeError, ArithmeticError, SyntaxError, DigitpadError
)
"""What reading one that is damaged raises: its container, NumPy's headers, and the JSON in it."""

_HISTORY, _CHANGES, _ARRAY = "history", "changes", "array:"


def checkpoint_to_bytes(checkpoint: Checkpoint) -> bytes:
    """The whole file. The history goes with the numbers: between it and the run's row there may be a power cut."""
    arrays: dict[str, Any] = {f"{_ARRAY}{name}": array for name, array in checkpoint.arrays.items()}
    arrays[_HISTORY] = _to_array(checkpoint.history)
    arrays[_CHANGES] = _to_array(checkpoint.changes)
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def read_checkpoint_file(path: Path) -> Checkpoint:
    """What `checkpoint_to_bytes` made.

    Raises:
        Exception: one of `DAMAGED_CHECKPOINT_ERRORS`; it is missing, damaged, or something else.
    """
    # Opened here, since NumPy leaves a file open that is cut short.
    with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    history = history_from_json(_from_array(arrays.pop(_HISTORY)))
    # Older checkpoints have none.
    changes = changes_from_json(_from_array(arrays.pop(_CHANGES)) if _CHANGES in arrays else ())
    return Checkpoint(history, {name.removeprefix(_ARRAY): array for name, array in arrays.items()}, changes)


def _to_array(items: Iterable[Any]) -> npt.NDArray[np.uint8]:
    """Dataclasses as JSON in an array, so that they are in the same file as the numbers."""
    return np.frombuffer(json.dumps([dataclasses.asdict(item) for item in items]).encode(), np.uint8)


def _from_array(array: npt.NDArray[Any]) -> Any:
    return json.loads(array.tobytes())
