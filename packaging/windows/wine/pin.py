"""Write wheels.txt anew out of constraints.txt: `python packaging/windows/wine/pin.py`.

Which wheels for Windows pip takes for the versions of `constraints.txt`, with their SHA-256 sums, so that the next
fetch can be no other ones. Run it when `constraints.txt` changes.
"""

import hashlib
import re
import tempfile
from pathlib import Path

import parts

HERE = Path(__file__).resolve().parent
CONSTRAINTS = HERE.parents[2] / "constraints.txt"
WHEELS = HERE / "wheels.txt"

NOT_ON_WINDOWS = {
    "tensorflow_cpu": "Linux' name of it",
    "mlxtend": "makes a file of assets once",
    "ruff": "looks at the source, which is the same everywhere",
    **dict.fromkeys(("mypy", "mypy_extensions", "librt", "ast_serialize"), "looks at the source"),
}
ONLY_ON_WINDOWS = {
    "colorama": "pytest's colours",
    "pefile": "PyInstaller reads libraries with it",
    "pywin32-ctypes": "PyInstaller writes resources with it",
    "tzdata": "where the system has no list of time zones",
    "wheel": "what TensorFlow depends on names it, and the licences of all that comes along are collected by name",
}


def wanted(constraints: str) -> list[str]:
    """What to fetch, as pip reads it: pinned, but for what only Windows needs."""
    pins = [line for line in constraints.splitlines() if line and not line.startswith("#")]
    return [pin for pin in pins if pin.split("==")[0] not in NOT_ON_WINDOWS] + sorted(ONLY_ON_WINDOWS)


def pinned(wheel: Path) -> str:
    """A line of wheels.txt."""
    name, version = wheel.name.split("-")[:2]
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def main() -> None:
    """Fetch them into a folder that goes again, and write their sums down."""
    with tempfile.TemporaryDirectory() as scratch:
        parts.download(wanted(CONSTRAINTS.read_text(encoding="utf-8")), Path(scratch))
        lines = sorted(map(pinned, Path(scratch).glob("*.whl")), key=str.lower)
    head = re.match(r"(#.*\n)*", WHEELS.read_text(encoding="utf-8") if WHEELS.exists() else "")
    WHEELS.write_text((head[0] if head else "") + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} wheels")


if __name__ == "__main__":
    main()
