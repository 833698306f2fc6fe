"""What Keras' files are made of, and the refusals of such files."""

import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digitpad.errors import DigitpadError
from digitpad.model.keras_file import read_network

CONFIG, WEIGHTS = "config.json", "model.weights.h5"
Archive = Callable[..., bytes]
"""Packs named members: the fixture `archive_of`."""


def keras_object(module: str | None, class_name: str, config: Any, **rest: Any) -> Any:
    """An object as Keras writes it into a description."""
    return {"module": module, "class_name": class_name, "config": config, **rest}


def one_sentence(refusal: BaseException, name: str) -> str:
    """The sentence of a refusal to open the file of that name, after looking at its form."""
    sentence = str(refusal)
    assert sentence.startswith(f"“{name}” cannot be opened: "), sentence
    assert len(sentence) < 400, sentence
    assert "\n" not in sentence, sentence
    return sentence


def measured(path: Path) -> tuple[str, float, float]:
    """The refusal, its seconds and the MB that Python took for it at most."""
    started = time.process_time()  # whatever else this machine does
    with pytest.raises(DigitpadError) as refusal:
        read_network(path)
    seconds = time.process_time() - started
    tracemalloc.start()
    try:
        with pytest.raises(DigitpadError):
            read_network(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return one_sentence(refusal.value, path.name), seconds, peak / 2**20
