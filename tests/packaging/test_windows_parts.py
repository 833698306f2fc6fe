"""What Digitpad is tried with under Wine: pinned, looked at before it runs, and the same versions as everywhere."""

import re
import stat
import zipfile
from pathlib import Path

import machine
import parts
import pin
import pytest
import run
import source
import windows_python
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]


def pins(text):
    return {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}


def test_wheels_are_those_of_constraints_and_a_few_of_windows():
    """`python packaging/windows/wine/pin.py` writes the list anew."""
    wheels = pins(pin.WHEELS.read_text(encoding="utf-8"))
    constraints = pins(pin.CONSTRAINTS.read_text(encoding="utf-8"))
    elsewhere, here = (set(map(canonicalize_name, names)) for names in (pin.NOT_ON_WINDOWS, pin.ONLY_ON_WINDOWS))
    assert set(wheels) == set(constraints) - elsewhere | here
    assert {name: wheels[name] for name in set(wheels) - here} == {
        name: version for name, version in constraints.items() if name not in elsewhere
    }


def test_every_part_has_a_sum_and_whoever_signs_it():
    roots, others = parts.read()
    lines = [line for line in pin.WHEELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"\S+==\S+ --hash=sha256:[0-9a-f]{64}", line) for line in lines)
    assert all(re.fullmatch(r"[0-9a-f]{64}", part.sha256) for part in (roots, *others))
    assert all(part.signer for part in others)


def test_a_requirement_that_was_dropped_is_not_wanted():
    constraints = "# why\nnumpy==2.4.6\nruff==0.17.5\n"
    assert pin.wanted(constraints) == ["numpy==2.4.6", *sorted(pin.ONLY_ON_WINDOWS)]


def test_what_is_taken_out_of_a_wheel_and_where_it_goes():
    part = parts.Part("a", "1", "", "somebody", (("bin/*.pyd", "python/DLLs"), ("*/c.dll", "system")))
    names = ["bin/x.pyd", "bin/c.dll", "bin/other.txt", "x.pyd"]
    assert list(parts.taken(part, names)) == [("bin/x.pyd", "python/DLLs"), ("bin/c.dll", "system")]


@pytest.fixture
def signature(tmp_path, monkeypatch):
    """In the place of osslsigncode: what it says of any file."""

    def says(text):
        script = tmp_path / "osslsigncode"
        script.write_text(f"#!/bin/sh\ncat <<'END'\n{text}\nEND\n")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    return says


SIGNED = """\
Signer's certificate:
	------------------
	Signer #0:
		Subject: /C=US/O=Some Firm/CN=Some Firm
Timestamp Server Signature verification: ok
	Signer #0:
		Subject: /C=US/O=Clocks/CN=Time Stamps
Signature verification: ok
Number of verified signatures: 1
Succeeded"""


def test_a_valid_signature_of_the_right_one_is_let_through(signature):
    signature(SIGNED)
    parts.check_signature(Path("a.dll"), "Some Firm", Path("roots.pem"))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (SIGNED.replace("CN=Some Firm", "CN=Others"), r"a\.dll is signed by Others, not by Some Firm\."),
        (SIGNED.replace("Signature verification: ok", "Signature verification: failed"), "no valid signature"),
        (f"{SIGNED}\nSignature verification: failed", "no valid signature"),
        ("No signature found", "no valid signature"),
        ("", "no valid signature"),
    ],
    ids=["somebody else", "not valid", "one of two", "unsigned", "no word"],
)
def test_nothing_else_is(signature, said, sentence):
    signature(said)
    with pytest.raises(parts.PartError, match=sentence):
        parts.check_signature(Path("a.dll"), "Some Firm", Path("roots.pem"))


def test_a_wheel_with_another_sum_is_refused(tmp_path):
    part = parts.Part("some-part", "1.0", "0" * 64, "somebody", ())
    (tmp_path / "some_part-1.0-py3-none-win_amd64.whl").write_bytes(b"another one")
    with pytest.raises(parts.PartError, match=r"does not have the SHA-256 sum of parts\.toml"):
        parts.wheel_of(part, tmp_path)


def test_a_wheel_without_what_is_wanted_is_refused(tmp_path):
    part = parts.Part("some-part", "1.0", "", "somebody", (("*.dll", "python"),))
    wheel = tmp_path / "some_part-1.0-py3-none-win_amd64.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("readme.txt", "no library")
    with pytest.raises(parts.PartError, match="holds nothing of what"):
        parts.unpack(part, wheel, tmp_path / "drive", tmp_path / "roots.pem")
    assert not (tmp_path / "drive").exists()


OBJDUMP = """\
The Import Tables
	DLL Name: KERNEL32.dll
	vma:  Hint/Ord Member-Name Bound-To
	9989a6	    3  CreateFileW

	DLL Name: icuuc.dll
	vma:  Hint/Ord Member-Name Bound-To
	9989e8	  263  ucnv_open
	9989f4	  225  ucnv_close

[Ordinal/Name Pointer] Table
	[   0] PyAIter_Check
	[   1] Py_Main
	[   2] +base[   3]  0000 Py_IsNone

The rest
"""


def test_names_are_read_as_objdump_writes_them_then_and_now():
    assert windows_python.exported(OBJDUMP) == ["PyAIter_Check", "Py_Main", "Py_IsNone"]
    assert windows_python.imported(OBJDUMP, "icuuc.dll") == ["ucnv_open", "ucnv_close"]


def test_a_library_that_hands_all_names_on():
    told = windows_python.handing_on("python3.dll", "python311", ["Py_Main"])
    assert told == "LIBRARY python3.dll\nEXPORTS\n    Py_Main = python311.Py_Main\n"


def test_the_short_form_with_an_empty_cache_says_so_and_is_content(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DIGITPAD_WINDOWS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("sys.argv", ["run.py", "--quick"])
    assert run.main() == 0
    assert "Skipped: " in capsys.readouterr().out


def test_a_step_is_done_again_when_what_it_was_made_of_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "ROOT", tmp_path)
    one = machine.Machine(cache=tmp_path / "cache")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.py").write_text("a = 1")
    before = machine.digest([tmp_path / "folder"])
    one.done("step", before)
    assert one.is_done("step", machine.digest([tmp_path / "folder"]))
    (tmp_path / "folder" / "__pycache__").mkdir()
    (tmp_path / "folder" / "__pycache__" / "a.pyc").write_bytes(b"a")
    assert machine.digest([tmp_path / "folder"]) == before
    (tmp_path / "folder" / "a.py").write_text("a = 2")
    assert not one.is_done("step", machine.digest([tmp_path / "folder"]))
    one.undone("step")
    assert not one.is_done("step", before)


def test_a_step_that_fails_is_one_line_and_the_end(capsys):
    def fails(_):
        raise machine.StepError("It does not.")

    assert not run._went_well(None, "something", fails)
    assert re.fullmatch(r"FAILED +\d+ s  something: It does not\.\n", capsys.readouterr().out)
    assert run._went_well(None, "something", lambda _: "it does")


def test_rooms_that_are_tried_are_there():
    assert all((ROOT / "tests" / room).is_dir() for room in (*source.QUICK, *source.WINDOW))
