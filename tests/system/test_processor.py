import shutil
import subprocess
import sys

import pytest

from digitpad.system import processor
from digitpad.system.processor import lacks_avx


@pytest.fixture
def without_numpys_table(monkeypatch, tmp_path):
    """Only /proc/cpuinfo can be asked; gives the way to write it."""
    file = tmp_path / "cpuinfo"
    monkeypatch.setattr(processor, "_numpy_features", dict)
    monkeypatch.setattr(processor, "_CPUINFO", file)
    return file.write_bytes


def test_numpy_has_the_table():
    """Where it is no public name; a version that keeps it elsewhere fails here first."""
    assert {"AVX", "SSE2"} <= processor._numpy_features().keys()


@pytest.mark.parametrize(
    ("features", "lacks"),
    [
        ({"SSE2": True, "AVX": True, "NEON": False}, False),
        ({"SSE2": True, "AVX": False, "NEON": False}, True),
        ({"SSE2": False, "AVX": False, "NEON": True}, False),
    ],
    ids=["with AVX", "without AVX", "another family"],
)
def test_numpys_answer_goes_before_cpuinfo(without_numpys_table, monkeypatch, features, lacks):
    without_numpys_table(b"flags\t\t: fpu sse2\n" if not lacks else b"flags\t\t: fpu sse2 avx\n")
    monkeypatch.setattr(processor, "_numpy_features", lambda: features)
    assert lacks_avx() is lacks


@pytest.mark.parametrize(
    "text",
    [
        b"processor\t: 0\nflags\t\t: fpu sse sse2 avx avx2\n",
        b"Processor\t: AArch64\nFeatures\t: fp asimd\n",
        b"\xff\xfe",
        b"",
    ],
    ids=["with AVX", "another family", "noise", "nothing"],
)
def test_cpuinfo_of_a_processor_that_may_do(without_numpys_table, text):
    without_numpys_table(text)
    assert not lacks_avx()


def test_cpuinfo_without_avx(without_numpys_table):
    without_numpys_table(b"processor\t: 0\nflags\t\t: fpu sse sse2 avx_of_another_kind\n")
    assert lacks_avx()


def test_a_processor_that_nobody_can_ask_may_do(without_numpys_table):
    assert not lacks_avx()


@pytest.mark.skipif(shutil.which("qemu-x86_64-static") is None, reason="needs qemu-user-static")
@pytest.mark.parametrize(("model", "lacks"), [("Nehalem", True), ("Haswell", False)])
def test_an_emulated_processor_is_believed_more_than_the_machine_outside(model, lacks):
    script = "from digitpad.system.processor import lacks_avx; print(lacks_avx())"
    done = subprocess.run(
        ["qemu-x86_64-static", "-cpu", model, sys.executable, "-c", script],
        capture_output=True, text=True, check=True,
    )
    assert done.stdout == f"{lacks}\n"
