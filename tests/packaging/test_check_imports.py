"""Nothing that the frozen program keeps may name a library that it leaves out; with a stand-in for what reads those."""

import sys
from importlib.metadata import PackagePath
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest


class ParsedLibrary:
    """In the place of pefile.PE, around a file that holds the names alone, one a line."""

    def __init__(self, name, fast_load):
        self.names = Path(name).read_text(encoding="utf-8").split()

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        pass

    def parse_data_directories(self, directories, import_dllnames_only):
        if self.names:  # as in the real one, there is no list where nothing is named
            self.DIRECTORY_ENTRY_IMPORT = [SimpleNamespace(dll=name.encode()) for name in self.names]


@pytest.fixture
def checking(packaging_module, monkeypatch):
    pefile = ModuleType("pefile")
    pefile.PE = ParsedLibrary
    pefile.DIRECTORY_ENTRY = {"IMAGE_DIRECTORY_ENTRY_IMPORT": 1}
    monkeypatch.setitem(sys.modules, "pefile", pefile)
    return packaging_module("windows", "check_imports")


@pytest.fixture
def bundle(tmp_path):
    def write(**libraries):
        for name, names in libraries.items():
            path = tmp_path / "digitpad" / "_internal" / "PySide6" / f"{name}.dll"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(names))
        return tmp_path / "digitpad"

    return write


def test_a_library_that_names_what_was_left_out_is_found(checking, bundle):
    folder = bundle(Qt6Core=(), Qt6Gui=("KERNEL32.dll", "Qt6Core.dll"), Qt6Pdf=("Qt6Core.dll", "Qt6Network.dll"))
    (folder / "notes.txt").write_text("Qt6Network.dll")
    assert checking.missed(folder, {"qt6network.dll"}) == ["_internal/PySide6/Qt6Pdf.dll needs Qt6Network.dll"]


def test_what_lies_elsewhere_in_the_bundle_is_not_missed(checking, bundle):
    folder = bundle(Qt6Core=("MSVCP140.dll",))
    (folder / "_internal" / "msvcp140.dll").write_text("")
    assert checking.missed(folder, {"msvcp140.dll"}) == []


def test_what_the_wheels_have_and_the_bundle_has_not(checking, monkeypatch):
    wheels = [
        ["PySide6/Qt6Core.dll", "PySide6/Qt6Network.dll", "PySide6/opengl32sw.DLL"],
        ["tensorflow/include/header.h", "tensorflow/lite/_Pywrap.pyd"],
    ]
    wheels = [SimpleNamespace(files=[PackagePath(name) for name in names]) for names in wheels]
    wheels.append(SimpleNamespace(files=None))
    monkeypatch.setattr(checking.importlib.metadata, "distributions", lambda: wheels)
    assert checking.left_out() == {"qt6network.dll", "opengl32sw.dll", "_pywrap.pyd"}


@pytest.mark.parametrize(("names", "code"), [(["Qt6Core.dll"], 0), (["Qt6Network.dll"], 1)])
def test_the_workflow_ends_where_something_is_missed(names, code, checking, bundle, monkeypatch, capsys):
    monkeypatch.setattr(checking, "left_out", lambda: {"qt6network.dll"})
    monkeypatch.setattr(sys, "argv", ["check_imports.py", str(bundle(Qt6Core=(), Qt6Gui=names))])
    assert checking.main() == code
    assert ("Qt6Gui.dll needs Qt6Network.dll" in capsys.readouterr().out) == (code == 1)
