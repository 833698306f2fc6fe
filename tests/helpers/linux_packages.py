"""Commands of Linux: found, run without anything of this person's, and looked at for complaints."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

LINUX = Path(__file__).resolve().parents[2] / "packaging" / "linux"


def tool(name: str) -> str:
    """A program that CI has and other computers may lack."""
    if (path := shutil.which(name)) is None:
        assert "CI" not in os.environ, f"{name} is missing"
        pytest.skip(f"{name} is not here")
    return path


def run(*command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment: Mapping[str, str] = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "XZ_LEVEL": "0", **variables}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100)


def done(*command: str | Path, **variables: str) -> str:
    """Standard output of a command that must succeed and complain about nothing."""
    finished = run(*command, **variables)
    assert finished.returncode == 0, finished.stderr
    assert finished.stderr == ""
    return finished.stdout


def tree(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}
