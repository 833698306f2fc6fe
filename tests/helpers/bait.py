"""Files that a monkey drops, opens and pastes: some good, most hostile."""

import json
import os
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage

from digitpad.data.digits import Dataset, Pictures
from digitpad.data.exchange.npz import write as write_npz
from digitpad.ink.raster import rasterize
from digitpad.model.keras_file import write_network
from digitpad.replay import bundled_drawings
from digitpad.samples import digits_file
from digitpad.training.runs import Runs
from helpers.networks import always, tiny
from helpers.runs import add_run
from helpers.samples import DIGITS, LETTERS, fill, some

_HOSTILE_NAME = "<img src=x> %1 {0} &amp; \u202egnp"



def lay(folder: Path) -> list[Path]:
    """Make the files; their paths, and some at which there is nothing that can be read."""
    folder.mkdir(parents=True)
    write_network(folder / "good.keras", tiny())
    write_network(folder / "letters.keras", always([0.2, 0.3, 0.5], LETTERS))
    write_network(folder / f"{_HOSTILE_NAME}.keras", always([0.2, 0.3, 0.5], ["<b>a</b>", "&b", "c" * 20]))
    digits_file.write(folder / "good.digits", DIGITS, some(12))
    digits_file.write(folder / "letters.digits", LETTERS, some(6, names=LETTERS))
    greys = 255 - rasterize(dict(bundled_drawings())["7"])
    _write_picture(np.kron(greys, np.ones((8, 8), np.uint8)), folder / "seven.png")
    _write_picture(greys, folder / "small.bmp")
    _write_picture(np.zeros((1, 5_000), np.uint8), folder / "line.png")
    _write_picture(np.random.default_rng(1).integers(0, 255, (300, 400), np.uint8), folder / "noise.png")
    images = np.stack([rasterize(ink) for _, ink in bundled_drawings()] * 4)
    labels = np.array([int(name) for name, _ in bundled_drawings()] * 4, np.uint8)
    part = Pictures(images, labels)
    write_npz(folder / "some.npz", Dataset("some", "Some", DIGITS, part, part))
    (folder / "table.csv").write_text("label,pixel0\n1,2\n\x00,�\n")
    for name in ("good.keras", "good.digits", "seven.png", "some.npz"):
        _damage(folder / name)
    for name in ("empty.keras", "empty.digits", "empty.png", "empty.npz", "empty.csv", "empty"):
        (folder / name).touch()
    (folder / "folder.keras").mkdir()
    (folder / "folder.png").mkdir()
    if hasattr(os, "mkfifo"):
        for name in ("pipe.png", "pipe.keras", "pipe.digits", "pipe.npz"):
            os.mkfifo(folder / name)  # whoever opens it waits for a writer that never comes
    return [*sorted(folder.iterdir()), folder, folder / "missing.png", folder / "missing.keras", folder / ("x" * 300)]


def furnish(data_dir: Path) -> None:
    """Fill a data folder with runs and samples as somebody might have left them."""
    runs = Runs(data_dir / "runs")
    add_run(runs, "Run 1", tiny())
    add_run(runs, _HOSTILE_NAME, always([0.2, 0.3, 0.5], LETTERS), hidden=(16, 16), learning_rate=0.1)
    wrongs: tuple[object, ...] = (1e308, -1, 5e-324, "x", None, [], 10**400)
    for number, wrong in enumerate(wrongs):
        run = add_run(runs, f"Broken {number}", tiny())
        row = data_dir / "runs" / run.name / "run.json"
        content = json.loads(row.read_text())
        content["history"][number % 3] = wrong
        row.write_text(json.dumps(_spoiled(content, wrong) if number % 2 else content))
    fill(data_dir, 30)


def _spoiled(value: object, wrong: object) -> object:
    """The same, but every number in it is something else."""
    if isinstance(value, dict):
        return {key: _spoiled(each, wrong) for key, each in value.items()}
    if isinstance(value, list):
        return [_spoiled(each, wrong) for each in value]
    return wrong if isinstance(value, float) else value


def _write_picture(greys: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]", path: Path) -> None:
    height, width = greys.shape
    image = QImage(greys.tobytes(), width, height, width, QImage.Format.Format_Grayscale8)
    assert image.save(str(path)), path


def _damage(path: Path) -> None:
    content = path.read_bytes()
    path.with_name(f"cut-{path.name}").write_bytes(content[: len(content) // 2])
    changed = bytearray(content)
    for place in range(11, len(changed), 97):
        changed[place] ^= 0xFF
    path.with_name(f"changed-{path.name}").write_bytes(changed)
