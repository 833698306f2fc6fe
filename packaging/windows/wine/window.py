"""Draw and train in Digitpad's window with a real mouse, on a screen that exists only for this."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import frozen
from machine import HERE, Machine, StepError, check
from windows_python import PYTHON

SEVEN = [(0.28, 0.22), (0.72, 0.22), (0.58, 0.45), (0.48, 0.65), (0.42, 0.82)]
"""A 7 as parts of the canvas."""

PARTS_USED = ("canvas", "trainButton")

SETTINGS = "look.ini"
"""The file on drive C that takes the place of the machine-wide settings."""

PATIENCE = 900.0
WINDOWS_SCALE = r"HKCU\Control Panel\Desktop"
"""Where Windows has its scale, 96 for 100 %."""


@contextmanager
def screen(size: str = "1600x1000") -> Iterator[str]:
    """A screen that nobody sees; its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as pipe:
                yield f":{pipe.readline().strip()}"
        finally:
            server.terminate()


@dataclass
class Hand:
    """A mouse on a screen, and an eye."""

    display: str

    def move(self, x: float, y: float) -> None:
        """To a place on the screen."""
        self._do("mousemove", str(round(x)), str(round(y)))

    def click(self, place: list[float]) -> None:
        """In the middle of a rectangle."""
        self.move(place[0] + place[2] / 2, place[1] + place[3] / 2)
        time.sleep(0.2)
        self._do("click", "1")

    def draw(self, place: list[float], points: list[tuple[float, float]]) -> None:
        """A line through points, each a part of a rectangle, with the button down and many small movements."""
        x, y, width, height = place
        side = min(width, height)
        at = [(x + a * side, y + b * side) for a, b in points]
        self.move(*at[0])
        self._do("mousedown", "1")
        for (x0, y0), (x1, y1) in pairwise(at):
            for step in range(1, 6):
                self.move(x0 + (x1 - x0) * step / 5, y0 + (y1 - y0) * step / 5)
                time.sleep(0.08)  # a busy Wine makes one movement of several
        self._do("mouseup", "1")

    def picture(self, file: Path) -> None:
        """What is on the screen."""
        file.unlink(missing_ok=True)
        subprocess.run(["scrot", str(file)], env=os.environ | {"DISPLAY": self.display}, check=True)

    def _do(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=os.environ | {"DISPLAY": self.display}, check=True)


@contextmanager
def running(machine: Machine, display: str, program: str, *words: str, **variables: str) -> Iterator[None]:
    """A program with a window on that screen; ended with all that is on drive C."""
    machine.wine.wait()
    machine.wine.variable("QT_QPA_PLATFORM", "")
    process = machine.wine.start(program, *words, DISPLAY=display, **variables)
    try:
        yield
    finally:
        machine.wine.end()
        process.wait(60)
        machine.wine.variable("QT_QPA_PLATFORM", "offscreen")


def told(file: Path) -> dict[str, Any]:
    """What the window says; nothing while it says nothing."""
    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    assert isinstance(facts, dict)
    return facts


def wait_for(file: Path, what: str, is_so: Any) -> dict[str, Any]:
    """Until the window says what it should.

    Raises:
        StepError: it has not for a long time.
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        facts = told(file)
        if facts and is_so(facts):
            return facts
        time.sleep(0.2)
    raise StepError(f"Waited {PATIENCE:.0f} s in vain for {what}.")


def wait_until_idle(file: Path) -> None:
    """Until the window writes as often as it should: while it makes its pages it sees only where a line ends.

    Raises:
        StepError: it is never idle.
    """
    deadline = time.monotonic() + PATIENCE
    quick = 0
    while quick < 10:
        if time.monotonic() > deadline:
            raise StepError("The window is never idle.")
        before = file.stat().st_mtime
        time.sleep(0.8)
        quick = quick + 1 if file.stat().st_mtime > before else 0


def use(machine: Machine) -> str:
    """The window out of the source: draw a 7, train two epochs, see answers; a picture of each."""
    data, file = fresh(machine, "window"), machine.wine.drive / "told.json"
    file.unlink(missing_ok=True)
    words = [machine.wine.path(HERE / "window_tells.py"), r"C:\told.json", "--data-dir", machine.wine.path(data)]
    settings = settle(machine, "light")
    begun = time.monotonic()
    with screen() as display, running(machine, display, PYTHON, *words, **settings):
        hand = Hand(display)
        facts = wait_for(file, "the window", lambda facts: facts["canvas"]["place"][2] > 100)
        seconds = time.monotonic() - begun
        wait_until_idle(file)
        facts = told(file)
        hand.draw(facts["canvas"]["place"], SEVEN)
        answer = wait_for(file, "a 7", lambda facts: facts["predictedDigit"]["says"] == "7")
        hand.picture(machine.out / "window-drawn.png")
        hand.click(answer["trainButton"]["place"])
        wait_for(file, "the training", lambda facts: facts["training"])
        wait_for(file, "its end", lambda facts: not facts["training"])
        trained = wait_for(file, "what became of it", lambda facts: "Finished" in facts["trainingStatus"]["says"])
        hand.picture(machine.out / "window-trained.png")
        check(trained["predictedDigit"]["says"] == "7", "The new network does not read the 7.")
    _places(machine).write_text(json.dumps({name: facts[name]["place"] for name in PARTS_USED}), encoding="utf-8")
    return f"the window after {seconds:.0f} s; {trained['trainingStatus']['says']}"


def use_frozen(machine: Machine) -> str:
    """The frozen window, which tells nothing: the same places; its run on disk says what became of it."""
    data = fresh(machine, "frozen")
    places = json.loads(_places(machine).read_text(encoding="utf-8"))
    settings = settle(machine, "light")
    begun = time.monotonic()
    with screen() as display, running(
        machine, display, frozen.DIGITPAD, "--data-dir", machine.wine.path(data), **settings
    ):
        hand = Hand(display)
        wait_for_window(display)
        seconds = time.monotonic() - begun
        time.sleep(30)  # until its pages stand
        hand.draw(places["canvas"], SEVEN)
        hand.click(places["trainButton"])
        run = finished_run(data)
        time.sleep(5)
        hand.picture(machine.out / "frozen-trained.png")
    machine.figures["window"] = f"{seconds:.1f} s"
    return f"the window after {machine.figures['window']}; {run['title']} is finished"


def finished_run(data: Path) -> dict[str, Any]:
    """What a run says of itself, when it is finished.

    Raises:
        StepError: there is none for a long time.
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for file in data.glob("runs/*/run.json"):
            if (run := told(file)).get("state") == "finished":
                return run
        time.sleep(1)
    raise StepError(f"Waited {PATIENCE:.0f} s in vain for the end of a run.")


def looks(machine: Machine) -> str:
    """Pictures of the frozen window, to be looked at: light, dark, and at 150 %."""
    for name, appearance, dots in (("light", "light", 96), ("dark", "dark", 96), ("150", "light", 144)):
        data = fresh(machine, f"look-{name}")
        settings = settle(machine, appearance)
        machine.wine.run("reg", "add", WINDOWS_SCALE, "/v", "LogPixels", "/t", "REG_DWORD", "/d", str(dots), "/f")
        with screen() as display, running(
            machine, display, frozen.DIGITPAD, "--data-dir", machine.wine.path(data), **settings
        ):
            wait_for_window(display)
            time.sleep(30)  # until its pages stand
            Hand(display).picture(machine.out / f"frozen-{name}.png")
    machine.wine.run("reg", "delete", WINDOWS_SCALE, "/v", "LogPixels", "/f")
    return f"frozen-light.png, frozen-dark.png and frozen-150.png in {machine.out}"


def settle(machine: Machine, appearance: str) -> dict[str, str]:
    """Decide how the window looks, without its tour; the variables of a program that has it so."""
    text = f"[window]\nappearance = {appearance}\n[tour]\nseen = yes\n"
    (machine.wine.drive / SETTINGS).write_text(text, encoding="utf-8")
    return {"DIGITPAD_CONFIG": f"C:\\{SETTINGS}"}


def wait_for_window(display: str) -> None:
    """Until Digitpad's window is on a screen.

    Raises:
        StepError: it never is.
    """
    deadline = time.monotonic() + PATIENCE
    search = ["xdotool", "search", "--onlyvisible", "--name", "Digitpad"]
    while time.monotonic() < deadline:
        if subprocess.run(search, env=os.environ | {"DISPLAY": display}, capture_output=True, check=False).stdout:
            return
        time.sleep(0.5)
    raise StepError("Digitpad's window is not there.")


def _places(machine: Machine) -> Path:
    return machine.cache / "places.json"


def fresh(machine: Machine, name: str) -> Path:
    """An empty data folder."""
    folder = machine.wine.drive / "data" / name
    shutil.rmtree(folder, ignore_errors=True)
    return folder
