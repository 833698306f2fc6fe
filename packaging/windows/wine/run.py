"""Try Digitpad on Windows, as far as Wine is Windows: `make test-windows`, or `python packaging/windows/wine/run.py`.

Each step says in one line what it was, how long it took and what came of it; the first that fails ends the run. All
that is fetched and made lies in ~/.cache/digitpad-windows (or where DIGITPAD_WINDOWS_CACHE says), with log.txt of all
programs that ran, so that a second run is quick. Nothing of it is shipped: releases come from a real Windows.
"""

import argparse
import sys
import time
from collections.abc import Callable

import frozen
import installers
import source
import window
from machine import Machine, StepError
from parts import PartError
from wine import WineError

Step = tuple[str, Callable[[Machine], str]]

PREPARE: list[Step] = [
    ("fetch the parts and look at their sums", source.fetch),
    ("put a Windows Python together, look at signatures", source.assemble),
]
QUICK: list[Step] = [
    *PREPARE,
    ("--version and --check", source.commands),
    ("--self-test", source.self_test),
    ("tests of the quick rooms", source.quick_rooms),
]
ALL: list[Step] = [
    *QUICK,
    ("demo", source.demo),
    ("the window: a real mouse draws and trains", window.use),
    ("tests of the window's rooms, off screen", source.window_rooms),
    ("freeze", frozen.freeze),
    ("nothing that was left out is missed", frozen.nothing_is_missed),
    ("frozen: --version, --check, --self-test", frozen.self_test),
    ("frozen: demo", frozen.demo),
    ("frozen: its tests", frozen.frozen_rooms),
    ("frozen: a real mouse draws and trains", window.use_frozen),
    ("frozen: the window light, dark and at 150 %", window.looks),
    ("make the setup.exe", installers.make_setup),
    ("setup.exe for everybody", installers.for_everybody),
    ("setup.exe for one user", installers.for_one_user),
    ("make the .msi", installers.make_msi),
    (".msi", installers.by_msi),
]


def main() -> int:
    """Go through the steps that are asked for; 1 if one fails."""
    parser = argparse.ArgumentParser(description="Try Digitpad on Windows, as far as Wine is Windows.")
    parser.add_argument("--quick", action="store_true", help="from source only, and nothing at all with an empty cache")
    parser.add_argument("--only", metavar="WORDS", help="only steps with these words in their names")
    arguments = parser.parse_args()
    machine = Machine()
    if arguments.quick and not source.is_warm(machine):
        print(f"Skipped: {machine.cache} has no Windows Python yet; “make test-windows” makes one.")
        return 0
    steps = QUICK if arguments.quick else ALL
    try:
        went_well = all(_went_well(machine, name, step) for name, step in steps
                        if not arguments.only or arguments.only in name)  # fmt: skip
    finally:
        machine.wine.end()
    for name, figure in machine.figures.items():
        print(f"    {name:12} {figure}")
    print("OK: under Wine; a real Windows has not been asked." if went_well else f"See {machine.cache / 'log.txt'}.")
    return 0 if went_well else 1


def _went_well(machine: Machine, name: str, step: Callable[[Machine], str]) -> bool:
    begun = time.monotonic()
    try:
        word, told = "ok", step(machine)
    except (PartError, StepError, WineError) as error:
        word, told = "FAILED", str(error)
    print(f"{word:6} {time.monotonic() - begun:6.0f} s  {name}: {told}", flush=True)
    return word == "ok"


if __name__ == "__main__":
    sys.exit(main())
