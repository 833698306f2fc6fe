"""Nothing is passed on without its licence."""

import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def licences(packaging_module):
    return packaging_module(".", "licences")


@pytest.fixture
def package(tmp_path):
    """Make an installed package out of a few files."""

    def make(files, metadata="License-Expression: MIT"):
        information = tmp_path / "toy-1.0.dist-info"
        information.mkdir()
        for name, content in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content)
        (information / "METADATA").write_text(f"Metadata-Version: 2.4\nName: toy\nVersion: 1.0\n{metadata}\n")
        (information / "RECORD").write_text("".join(f"{name},,\n" for name in files))
        return importlib.metadata.Distribution.at(information)

    return make


def test_all_that_digitpad_needs_is_in_the_list_and_nothing_of_the_workshop(licences):
    names = {distribution.name.lower().replace("-", "_") for distribution in licences.runtime_packages()}
    assert {"numpy", "keras", "h5py", "pyside6_essentials", "shiboken6", "protobuf", "pillow"} <= names
    assert names & {"tensorflow", "tensorflow_cpu"}
    assert not names & {"pytest", "mypy", "ruff", "hypothesis", "digitpad", "torch"}


def test_the_whole_text(licences):
    text = licences.text()
    for passage in (
        "GNU LESSER GENERAL PUBLIC LICENSE",  # Qt
        "GNU GENERAL PUBLIC LICENSE",  # which that one builds on
        "may be replaced by versions of\none's own",
        "https://download.qt.io/official_releases/qt/",
        "PYTHON SOFTWARE FOUNDATION LICENSE",
        "GCC RUNTIME LIBRARY EXCEPTION",  # libgfortran, in NumPy's wheel
        "OpenBLAS",
        "Joerg Behrens",  # libaec, in h5py's
        "cjdict.txt",  # ICU, in Qt's: TensorFlow's list has it
        "The HDF Group",
        "== Astunparse",  # the beginning of TensorFlow's own list
        "Creative Commons Attribution-ShareAlike 3.0",  # MNIST
        "Zalando SE",
        "an exception that lets programs packed\nwith it be passed on",  # PyInstaller
    ):
        assert passage.lower() in text.lower(), passage


def test_a_text_that_several_share_stands_once(licences):
    parts = [licences.Part(name, "1", "MIT", ("Some licence.\n",)) for name in ("first", "second")]
    assert list(licences._grouped(parts)) == ["first, second\n-------------\n", "Some licence.\n"]


def test_a_package_without_a_text_stops_the_build(licences, package):
    with pytest.raises(licences.LicenceMissingError, match=r"toy 1\.0"):
        licences.package_part(package({"toy/code.py": "pass"}))


@pytest.mark.parametrize("place", ["toy-1.0.dist-info/licenses/lzf/anything.txt", "toy-1.0.dist-info/LICENSE.txt",
                                   "toy/COPYING", "toy/THIRD_PARTY_NOTICES.txt"])
def test_where_wheels_keep_their_licences(licences, package, place):
    part = licences.package_part(package({place: "Be nice.\n"}))
    assert part.texts == ("Be nice.\n",)
    assert part.licence == "MIT"


@pytest.mark.parametrize("place", ["toy/licence.py", "toy/include/other/LICENSE", "toy/_vendor/LICENSE"])
def test_what_only_looks_like_a_licence(licences, package, place):
    with pytest.raises(licences.LicenceMissingError):
        licences.package_part(package({place: "import os"}))


def test_a_licence_that_is_only_a_classifier_is_named(licences, package):
    distribution = package({"toy/LICENSE": "Text"}, "Classifier: License :: OSI Approved :: BSD License")
    assert licences.package_part(distribution).licence == "BSD License"


@pytest.mark.skipif(not Path("/var/lib/dpkg/status").exists(), reason="not a Debian")
def test_libraries_of_the_system_bring_the_copyright_file_of_their_package(licences):
    library = next(Path("/").glob("usr/lib/*-linux-gnu/libz.so.1"))
    (part,) = licences.system_parts([library, str(library), ROOT / "assets" / "LICENSES.md"])
    assert part.name == "zlib1g"
    assert "Mark Adler" in part.texts[0]


@pytest.mark.skipif(not Path("/var/lib/dpkg/status").exists(), reason="not a Debian")
def test_what_debians_copyright_files_only_point_to_comes_along(licences):
    library = next(Path("/").glob("usr/lib/*-linux-gnu/libglib-2.0.so.0"))
    (part,) = licences.system_parts([library])
    assert "common-licenses/LGPL-2.1" in part.texts[0]
    assert any("GNU LESSER GENERAL PUBLIC LICENSE\n                       Version 2.1" in text for text in part.texts)


def test_a_library_of_nobody_stops_the_build(licences, monkeypatch):
    monkeypatch.setattr(licences, "_dpkg", _unknown)
    with pytest.raises(licences.LicenceMissingError, match="libnobody"):
        licences.system_parts([Path("/usr/lib/libnobody.so.1")])


def _unknown(*arguments):
    raise subprocess.CalledProcessError(1, "dpkg-query")


@pytest.mark.parametrize(
    "module", ["licences", "frozen/contents", "frozen/stand_ins", "windows/version_info", "macos/info"]
)
def test_on_windows_what_build_spec_needs_is_imported(module):
    """A path in a pattern has backslashes there, which mean something else."""
    script = f"""
import pathlib, sys
pathlib.PurePath.__format__ = lambda path, _: str(pathlib.PureWindowsPath(path))
assert f"{{pathlib.Path('/usr/x')}}" == r"\\usr\\x"
sys.path.insert(0, {str((ROOT / "packaging" / module).parent)!r})
import {Path(module).name}
"""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "packaging" / "frozen")))}
    subprocess.run([sys.executable, "-c", script], check=True, env=environment)
