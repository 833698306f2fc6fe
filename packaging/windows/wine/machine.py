"""What all steps share: where things lie, the Wine they run on, and what is done already."""

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from windows_python import PYTHON
from wine import Wine

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).resolve().parent

_NOT_READ = {"__pycache__", ".pytest_cache"}


class StepError(Exception):
    """Digitpad did not do what it should; one sentence."""


def default_cache() -> Path:
    """Where it all lies between two runs: out of the checkout, which `make clean` empties."""
    named = os.environ.get("DIGITPAD_WINDOWS_CACHE")
    usual = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "digitpad-windows"
    return Path(named) if named else usual


@dataclass
class Machine:
    """One Windows to try Digitpad on.

    Attributes:
        cache: the folder of all that is kept between two runs.
        figures: what was measured, by name, as people read it.
    """

    cache: Path = field(default_factory=default_cache)
    figures: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for folder in (self.wheels, self.out):
            folder.mkdir(parents=True, exist_ok=True)
        self.wine = Wine(self.cache / "prefix", self.cache / "log.txt")

    @property
    def wheels(self) -> Path:
        """What was fetched."""
        return self.cache / "wheels"

    @property
    def out(self) -> Path:
        """Installers and screenshots."""
        return self.cache / "out"

    @property
    def frozen(self) -> Path:
        """What PyInstaller has made."""
        return self.wine.drive / "freeze" / "dist" / "digitpad"

    def python(self, *words: str, folder: Path | None = None, timeout: float = 900) -> str:
        """Run the Windows Python; what it wrote."""
        # Only the streams are in UTF-8: files are read as on any Windows.
        return self.wine.run(PYTHON, *words, folder=folder or self.wine.drive, timeout=timeout,
                             PYTHONIOENCODING="utf-8", PYTHONDONTWRITEBYTECODE="1").output  # fmt: skip

    def is_done(self, step: str, inputs: str) -> bool:
        """Whether a step was done with the same inputs, which need not be done again."""
        stamp = self.cache / f"{step}.stamp"
        return stamp.is_file() and stamp.read_text(encoding="utf-8") == inputs

    def done(self, step: str, inputs: str) -> None:
        """Remember that a step was done."""
        (self.cache / f"{step}.stamp").write_text(inputs, encoding="utf-8")

    def undone(self, step: str) -> None:
        """Forget it, before its result is touched."""
        (self.cache / f"{step}.stamp").unlink(missing_ok=True)


def digest(paths: Iterable[Path]) -> str:
    """The SHA-256 sum of files and of all files in folders, with their names."""
    total = hashlib.sha256()
    for path in paths:
        files = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
        for file in files:
            if not _NOT_READ & set(file.parts):
                total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def version() -> str:
    """Digitpad's, as its source says."""
    found = re.search(r'^__version__ = "(.+)"$', (ROOT / "digitpad" / "__init__.py").read_text(encoding="utf-8"), re.M)
    assert found
    return found[1]


def check(right: object, sentence: str) -> None:
    """See that something is as it should be.

    Raises:
        StepError: it is not.
    """
    if not right:
        raise StepError(sentence)
