"""Look whether what was left out is missed: `python packaging/windows/check_imports.py dist/digitpad`, on Windows.

Windows loads a library only together with all those that it names. So nothing that was kept may name one that
`packaging/frozen/contents.py` leaves out of the wheels. The release workflow runs it with the Python that has frozen
the program; `pefile` comes with PyInstaller there.
"""

import argparse
import importlib.metadata
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "frozen"))

import contents  # by folder: `packaging` is the name of a library

_LIBRARIES = {".dll", ".pyd"}


def left_out() -> set[str]:
    """The names, in small letters, of all libraries in the wheels installed here that stay out of the bundle."""
    paths = (path for wheel in importlib.metadata.distributions() for path in wheel.files or ())
    return {path.name.lower() for path in paths
            if path.suffix.lower() in _LIBRARIES and contents.is_left_out(path.as_posix())}


def missed(folder: Path, without: Iterable[str]) -> list[str]:
    """What is named in a bundle and is not there, as one line each.

    Args:
        folder: the bundle.
        without: the names of what was left out, in small letters.
    """
    kept = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _LIBRARIES | {".exe"}]
    gone = set(without) - {path.name.lower() for path in kept}
    return [f"{path.relative_to(folder).as_posix()} needs {name}" for path in kept for name in imports(path)
            if name.lower() in gone]


def imports(library: Path) -> list[str]:
    """The libraries that one names, without those that it loads only when it comes to it."""
    import pefile

    with pefile.PE(str(library), fast_load=True) as parsed:
        parsed.parse_data_directories(
            directories=[pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]], import_dllnames_only=True
        )
        return [entry.dll.decode() for entry in getattr(parsed, "DIRECTORY_ENTRY_IMPORT", ())]


def main() -> int:
    """Say what is missed; 1 if anything is."""
    parser = argparse.ArgumentParser(description="Look whether what was left out of the frozen program is missed.")
    parser.add_argument("folder", type=Path, help="what PyInstaller has made, dist/digitpad")
    found = missed(parser.parse_args().folder, left_out())
    print("\n".join(found) or "Nothing that was left out is missed.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
