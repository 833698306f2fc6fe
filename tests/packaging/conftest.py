import importlib
import os
import shutil
from pathlib import Path

import pytest
from helpers.linux_packages import LINUX, done, tool

from digitpad import __version__

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def packaging_module(monkeypatch):
    """Import a module as build.spec does: by its folder, because a library is called `packaging` too."""

    def load(folder, name):
        monkeypatch.syspath_prepend(str(ROOT / "packaging" / folder))
        return importlib.import_module(name)

    return load


@pytest.fixture
def fake_commands(tmp_path, monkeypatch):
    """Put commands on the path that only write down how they were called; gives the list of their calls."""
    folder, log = tmp_path / "commands", tmp_path / "calls.txt"
    folder.mkdir()

    def make(*names):
        for name in names:
            script = folder / name
            script.write_text(f'#!/bin/sh\nfor argument; do printf "\\t%s" "$argument"; done '
                              f'| sed "s|^|{name}|" >> "{log}"; echo >> "{log}"\n')
            script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    make.calls = lambda: [line.split("\t") for line in log.read_text().splitlines()] if log.exists() else []
    return make


@pytest.fixture(scope="session")
def stand_in(tmp_path_factory):
    """A folder like the frozen program's; the program in it is `sleep`, which takes no libraries but the C library."""
    folder = tmp_path_factory.mktemp("made") / "digitpad"
    data = folder / "_internal" / "digitpad" / "assets"
    data.mkdir(parents=True)
    (data / "é 1.txt").write_text("a file with a name of more than ASCII")
    (data / "é 1.txt").chmod(0o777)  # as a careless build may leave it
    (folder / "_internal" / "liblink.so").symlink_to("digitpad/assets")
    shutil.copy(tool("sleep"), folder / "digitpad")
    return folder


@pytest.fixture(scope="session")
def built(stand_in, tmp_path_factory):
    """The folder with both packages."""
    out = tmp_path_factory.mktemp("dist")
    for name in ("objdump", "xz", "ar", "gzip"):
        tool(name)
    for script in ("build_deb.sh", "build_run.sh"):
        done("sh", LINUX / script, stand_in, out)
    return out


@pytest.fixture(scope="session")
def deb(built):
    return built / f"digitpad_{__version__}_amd64.deb"


@pytest.fixture(scope="session")
def installer(built):
    return built / f"Digitpad-{__version__}-linux-x86_64.run"
