import importlib
import os
from pathlib import Path

import pytest

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
