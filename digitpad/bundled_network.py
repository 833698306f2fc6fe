"""The built-in network, the record of how it was made, and example drawings."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from digitpad.errors import DigitpadError
from digitpad.ink.stroke import Ink, parse_ink
from digitpad.model.indexed import read_indexed
from digitpad.model.network import Network
from digitpad.model.spec import NetworkInfo, NetworkSpec
from digitpad.system import assets
from digitpad.translation import N_

NETWORK_NAME = "digitpad.keras"


def network_path() -> Path:
    """The network's file."""
    return assets.folder() / "models" / NETWORK_NAME


def record() -> dict[str, Any]:
    """The record beside it: plan, result, versions, class names, and where its weights are in the file."""
    try:
        value = json.loads(network_path().with_suffix(".json").read_bytes())
    except (OSError, ValueError) as error:
        raise DigitpadError(N_("The built-in network is missing or damaged; install Digitpad again.")) from error
    assert isinstance(value, dict)
    return value


def network() -> Network:
    """The built-in network, read the fast way."""
    facts = record()
    plan, names = facts["plan"], tuple(facts["class_names"])
    info = NetworkInfo(names, plan["dataset"], facts["result"]["test"]["accuracy"], plan)
    spec = NetworkSpec.mlp(tuple(plan["hidden"]), plan["activation"], len(names), plan["dropout"])
    return read_indexed(network_path(), facts["offsets"], spec, info)


def read_digits(pictures: npt.NDArray[np.uint8]) -> npt.NDArray[np.intp]:
    """The digits that the built-in network sees in pictures (n, 28, 28), light ink on black."""
    answers: npt.NDArray[np.intp] = network().probabilities(pictures).argmax(axis=1)
    return answers


def bundled_drawings() -> list[tuple[str, Ink]]:
    """The included drawings with their labels, one of each digit, in canvas units."""
    try:
        lines = (assets.folder() / "drawings" / "digits.jsonl").read_text(encoding="utf-8").splitlines()
        return [(str(json.loads(line)["label"]), parse_ink(line)) for line in lines]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise DigitpadError(N_("The included drawings are missing or damaged; install Digitpad again.")) from error
