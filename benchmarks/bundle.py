"""The frozen program: its size against a naive build of the same imports, its package's size, and its start.

The naive build is what PyInstaller makes of `digitpad/__main__.py` and the assets without `build.spec`, out of the same
environment, made in the same run. The start is timed from outside, the same way for the frozen program and for the
source: on a screen of its own (Xvfb), whose memory is watched until the window's picture is in it.
"""

import itertools
import mmap
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.screen import ROOT

ROUNDS = 9
APP = ROOT / "dist" / "digitpad"
PYTHON = ROOT / "build" / "venv" / "bin" / "python"

_WIDTH, _HEIGHT = 1366, 768
_PATIENCE = 60.0
_COLOURS = 20
"""A painted window has more; an empty one, or a screen without any, has one or two."""


def size_on_disk(folder: Path) -> int:
    """The bytes that a folder takes up on the disk, whole blocks, as `du` counts them."""
    return sum(path.lstat().st_blocks * 512 for path in itertools.chain([folder], folder.rglob("*")))


def naive_build(folder: Path) -> Path:
    """Freeze the program without `build.spec`; the folder that PyInstaller made."""
    command: list[str | Path] = [
        PYTHON, "-m", "PyInstaller", "--log-level", "ERROR", "--noconfirm", "--onedir", "--name", "digitpad",
        "--paths", ROOT, "--add-data", f"{ROOT / 'assets'}:digitpad/assets", "--distpath", folder / "dist",
        "--workpath", folder / "work", "--specpath", folder, ROOT / "digitpad" / "__main__.py",
    ]  # fmt: skip
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return folder / "dist" / "digitpad"


@contextmanager
def watched_screen(folder: Path) -> Iterator[tuple[str, mmap.mmap]]:
    """A new screen: its name, and the memory with its picture."""
    reading, writing = os.pipe()
    screen = f"{_WIDTH}x{_HEIGHT}x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-fbdir", str(folder), "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        try:
            with (folder / "Xvfb_screen0").open("rb") as picture:
                yield f":{number}", mmap.mmap(picture.fileno(), 0, access=mmap.ACCESS_READ)
        finally:
            server.terminate()


def seconds_to_window(command: list[str], folder: Path) -> float:
    """Start a program on a screen of its own; the seconds until its window is painted. It is ended then."""
    (folder / "screen").mkdir(exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with watched_screen(folder / "screen") as (display, picture):
        environment |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        began = time.monotonic()
        with subprocess.Popen([*command, "--data-dir", str(folder / "data")], env=environment, cwd=ROOT) as process:
            try:
                while not _is_painted(picture):
                    if process.poll() is not None or time.monotonic() - began > _PATIENCE:
                        sys.exit(f"{command[0]} did not open its window.")
                    time.sleep(0.002)
                return time.monotonic() - began
            finally:
                process.kill()


def _is_painted(picture: mmap.mmap) -> bool:
    """Whether the middle of the screen shows a window; four bytes a pixel, the lines are at the file's end."""
    line = _WIDTH * 4
    pixels = memoryview(picture)[len(picture) - _HEIGHT * line :].cast("I")
    seen = {pixels[y * _WIDTH + x] for y in range(150, 450, 3) for x in range(100, 900, 3)}
    pixels.release()
    return len(seen) > _COLOURS


def main() -> None:
    """Print the figures."""
    if not (APP / "digitpad").exists():
        print("The frozen program is not there, so there are no figures of it; make it with: make app")
        return
    if shutil.which("Xvfb") is None:
        sys.exit("There is no Xvfb. Install it with: sudo apt-get install xvfb")
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        ours, naive = size_on_disk(APP), size_on_disk(naive_build(Path(folder)))
        print("The frozen program")
        print(f"  folder on disk, naive build          {naive / 2**20:7,.0f} MiB")
        print(f"  folder on disk, build.spec           {ours / 2**20:7,.0f} MiB")
        print(f"  ratio                                {ours / naive:7.1%}   (at most 68 %)")
    for package in sorted([*(ROOT / "dist").glob("*.deb"), *(ROOT / "dist").glob("*.run")]):
        limit = "   (at most 180 MB)" if package.suffix == ".deb" else ""
        print(f"  {package.name:<36} {package.stat().st_size / 1e6:7.1f} MB{limit}")
    source: list[float] = []
    frozen: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS + 1):
            source.append(seconds_to_window([str(PYTHON), "-m", "digitpad"], Path(folder)))
            frozen.append(seconds_to_window([str(APP / "digitpad")], Path(folder)))
    # The first round compiles and fills the disk cache.
    from_source, from_bundle = median(source[1:]), median(frozen[1:])
    print(f"  start to painted window, source      {from_source * 1000:7.0f} ms (median of {ROUNDS})")
    print(f"  start to painted window, frozen      {from_bundle * 1000:7.0f} ms")
    print(f"  ratio                                {from_bundle / from_source:7.2f}   (at most 1.5)")


if __name__ == "__main__":
    main()
