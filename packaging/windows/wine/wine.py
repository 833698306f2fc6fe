"""Windows as far as Wine is it: a drive C of its own, its registry, and programs that run on it."""

import os
import re
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

ENVIRONMENT = r"HKCU\Environment"
OVERRIDES = r"HKCU\Software\Wine\DllOverrides"
FONTS = r"HKCU\Software\Wine\Fonts\Replacements"
_LAST_WORDS_SECONDS = 2.0


class WineError(Exception):
    """A program on Wine that did not do what it was asked to; one sentence, with its last words."""


@dataclass(frozen=True)
class Done:
    """A program that has ended.

    Attributes:
        code: its exit code.
        output: what it wrote, both streams in one.
        seconds: how long it took.
    """

    code: int
    output: str
    seconds: float


def _read(stream: IO[bytes] | None, into: bytearray) -> None:
    assert stream is not None
    while chunk := os.read(stream.fileno(), 65_536):
        into += chunk


def as_text(told: bytes) -> str:
    """What a program wrote, in one of the two encodings that programs write in here."""
    try:
        text = told.decode("utf-8")
    except UnicodeDecodeError:
        text = told.decode("cp1252", "replace")
    return text.replace("\r\n", "\n")


class Wine:
    """One drive C; the folder `prefix` is all there is of it."""

    def __init__(self, prefix: Path, log: Path) -> None:
        self.prefix = prefix
        self.drive = prefix / "drive_c"
        self._log = log
        self._environment = {name: value for name, value in os.environ.items() if not name.startswith("QT_")} | {
            "WINEPREFIX": str(prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",  # nobody asks to install Mono and Gecko
            "USER": "root",
            "LC_ALL": "C.UTF-8",  # letters of any script in file names
        }

    def boot(self) -> None:
        """Make drive C if there is none."""
        if not (self.prefix / "system.reg").exists():
            self.prefix.parent.mkdir(parents=True, exist_ok=True)
            self._native("wineboot", "--init")
            self.wait()
            self._native("winecfg", "-v", "win10")
            self.wait()

    def wait(self) -> None:
        """Until the last program has ended and the registry is on disk."""
        self._native("wineserver", "-w")

    def end(self) -> None:
        """End all programs of this drive C."""
        with suppress(WineError):
            self._native("wineserver", "-k")

    def run(
        self, program: str, *words: str, folder: Path | None = None, timeout: float = 600, code: int | None = 0,
        **variables: str,
    ) -> Done:
        """Run a program to its end.

        Args:
            program: its path on Windows or its name.
            words: what is typed behind it.
            folder: where it runs.
            timeout: seconds.
            code: the exit code that is right; None if any is.
            variables: of its environment, but for QT_*, which Wine lets no program see: see `variable`.

        Raises:
            WineError: another exit code, or no end.
        """
        begun = time.monotonic()
        command = ["wine", program, *words]
        process = subprocess.Popen(
            command, env=self._environment | variables, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        told = bytearray()
        # Wine knows no files as streams, and its services may keep the end of a pipe for as long as they run.
        reader = threading.Thread(target=_read, args=(process.stdout, told), daemon=True)
        reader.start()
        try:
            ended = process.wait(timeout)
            reader.join(_LAST_WORDS_SECONDS)
        except subprocess.TimeoutExpired as late:
            process.kill()
            raise WineError(f"{program} {' '.join(words)} has not ended after {timeout:.0f} s.") from late
        finally:
            self._write(command, bytes(told))
        text = as_text(bytes(told))
        if code is not None and ended != code:
            last = [line for line in text.splitlines() if line.strip()][-1:] or ["it said nothing"]
            raise WineError(f"{program} {' '.join(words)} ended with {ended}, not with {code}: {last[0]}")
        return Done(ended, text, time.monotonic() - begun)

    def start(self, program: str, *words: str, **variables: str) -> subprocess.Popen[bytes]:
        """Start a program and leave it running."""
        return subprocess.Popen(
            ["wine", program, *words], env=self._environment | variables, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )

    def line(self, line: str, timeout: float = 600) -> Done:
        """Run a line as it would be typed; only in a batch file are /D= and _?= left without quotation marks."""
        # Beside the file its code, since one that a program gives to Linux has 8 bits.
        lines = ["@echo off", f'start /wait "" {line}', r">C:\code.txt echo %ERRORLEVEL%", ""]
        (self.drive / "line.cmd").write_bytes("\r\n".join(lines).encode())
        done = self.run("cmd", "/c", r"C:\line.cmd", timeout=timeout, code=None)
        return replace(done, code=int((self.drive / "code.txt").read_text(encoding="ascii")))

    def variable(self, name: str, value: str) -> None:
        """Set a variable of the environment for all programs that start from now on; none if `value` is empty."""
        if value:
            self.run("reg", "add", ENVIRONMENT, "/v", name, "/d", value, "/f")
        else:
            self.run("reg", "delete", ENVIRONMENT, "/v", name, "/f", code=None)

    def use_own(self, library: str) -> None:
        """Take a library of drive C in place of Wine's."""
        self.run("reg", "add", OVERRIDES, "/v", library, "/d", "native", "/f")

    def take_font(self, name: str, other: str) -> None:
        """Take a font that is there in place of one of Windows."""
        self.run("reg", "add", FONTS, "/v", name, "/d", other, "/f")

    def registry(self, key: str, name: str = "") -> str:
        """A value of the registry, as text; empty if there is none."""
        told = self.run("reg", "query", key, *(("/v", name) if name else ("/ve",)), code=None).output
        found = re.search(r"\sREG_\w+\s+(.*)", told)
        return found[1].strip() if found else ""

    def path(self, path: Path) -> str:
        """How Windows calls a file of this computer."""
        if path.is_relative_to(self.drive):
            return "C:\\" + "\\".join(path.relative_to(self.drive).parts)
        return "Z:" + str(path.absolute()).replace("/", "\\")

    def _native(self, *command: str) -> None:
        done = subprocess.run(
            command, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300,
            check=False,
        )
        if done.returncode:
            raise WineError(f"{' '.join(command)} ended with {done.returncode}.")

    def _write(self, command: Sequence[str], output: bytes) -> None:
        with self._log.open("ab") as log:
            log.write(b"$ " + " ".join(command).encode() + b"\n" + output + b"\n")
