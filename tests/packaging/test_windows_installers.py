"""Windows' installers, compiled around a stand-in folder. `packaging/windows/test_under_wine.sh` also runs them."""

import re
import shutil
import struct
import subprocess
import sys
import uuid
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from digitpad import __version__

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = ROOT / "packaging" / "windows"
LONG_NAME = "libscipy_openblas64_-860d95b1c38e637ce4509f5fa24fbf2a.dll"

needs_makensis = pytest.mark.skipif(not shutil.which("makensis"), reason="apt install nsis")
needs_wixl = pytest.mark.skipif(not shutil.which("wixl"), reason="apt install wixl msitools")


@pytest.fixture
def building(packaging_module):
    return packaging_module("windows", "build_installers")


@pytest.fixture
def folder(tmp_path):
    """In the place of what PyInstaller makes on Windows."""
    top = tmp_path / "digitpad"
    (top / "_internal" / "numpy.libs").mkdir(parents=True)
    (top / "digitpad.exe").write_bytes(b"MZ program")
    (top / "_internal" / "base_library.zip").write_bytes(b"zip")
    (top / "_internal" / "numpy.libs" / LONG_NAME).write_bytes(b"MZ library")
    return top


def build(*arguments):
    return subprocess.run([sys.executable, WINDOWS / "build_installers.py", *map(str, arguments)], capture_output=True,
                          text=True, timeout=120)  # fmt: skip


def rows(msi_file, table):
    exported = subprocess.run(["msiinfo", "export", msi_file, table], check=True, capture_output=True, text=True)
    return [line.split("\t") for line in exported.stdout.splitlines()[3:]]


# the version resource and the icon of digitpad.exe


@pytest.mark.parametrize(
    ("version", "expected"),
    [("0.1.0", (0, 1, 0, 0)), ("1.2.3.4", (1, 2, 3, 4)), ("2", (2, 0, 0, 0)), ("0.2.0rc1", (0, 2, 0, 0))],
)
def test_windows_compares_four_numbers(packaging_module, version, expected):
    assert packaging_module("windows", "version_info").numbers(version) == expected


@pytest.mark.parametrize("version", ["", "next", "1.2.3.4.5", "70000.1", "v1"])
def test_a_version_that_windows_cannot_compare_is_refused(packaging_module, version):
    with pytest.raises(ValueError, match="Windows"):
        packaging_module("windows", "version_info").numbers(version)


def test_the_version_resource_is_what_pyinstaller_reads(packaging_module):
    """PyInstaller evaluates the text with its own classes, which need Windows; ours only remember."""

    def remember(kind):
        return lambda *values, **named: (kind, values, named)

    kinds = ("VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "StringStruct", "VarFileInfo",
             "VarStruct")
    text = packaging_module("windows", "version_info").resource("0.1.0")
    assert text.isascii()
    _, _, named = eval(text, {kind: remember(kind) for kind in kinds})
    assert named["ffi"][2]["filevers"] == (0, 1, 0, 0)
    (table,) = named["kids"][0][1][0]
    strings = {values[0]: values[1] for _, values, _ in table[1][1]}
    assert strings["ProductName"] == "Digitpad"
    assert strings["FileVersion"] == strings["ProductVersion"] == "0.1.0"
    assert strings["CompanyName"] == "Digitpad developers"


def test_the_manifest_asks_for_long_paths_and_for_any_letters():
    spec = (ROOT / "build.spec").read_text(encoding="utf-8")
    (name,) = re.findall(r'manifest=str\(here / "packaging" / "windows" / "([\w.]+)"\)', spec)
    root = ET.parse(WINDOWS / name).getroot()
    first, third = "{urn:schemas-microsoft-com:asm.v1}", "{urn:schemas-microsoft-com:asm.v3}"
    assert (root.tag, root.get("manifestVersion")) == (f"{first}assembly", "1.0")
    settings = {each.tag: each.text for each in root.find(f"{third}application/{third}windowsSettings")}
    years = "{http://schemas.microsoft.com/SMI/%d/WindowsSettings}%s"
    assert settings == {years % (2016, "longPathAware"): "true", years % (2019, "activeCodePage"): "UTF-8"}
    (level,) = root.iter(f"{third}requestedExecutionLevel")
    assert level.get("level") == "asInvoker"  # never as administrator
    (system,) = root.iter("{urn:schemas-microsoft-com:compatibility.v1}supportedOS")
    assert system.get("Id") == "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"  # else Windows says that it is an older one
    (controls,) = root.iter(f"{first}assemblyIdentity")
    assert (controls.get("name"), controls.get("version")) == ("Microsoft.Windows.Common-Controls", "6.0.0.0")


def test_the_icon_holds_a_picture_of_every_size():
    content = (WINDOWS / "digitpad.ico").read_bytes()
    reserved, kind, count = struct.unpack("<HHH", content[:6])
    assert (reserved, kind) == (0, 1)
    sizes = []
    for entry in range(count):
        width, height, *_, length, start = struct.unpack("<BBBBHHII", content[6 + 16 * entry : 22 + 16 * entry])
        picture = content[start : start + length]
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack(">II", picture[16:24]) == (width or 256, height or 256)
        sizes.append(width or 256)
    assert {16, 32, 48, 256} <= set(sizes)


def test_the_icons_show_the_drawing_of_today(packaging_module, qapp):
    """When that changes, `python packaging/icons.py` makes them again."""
    icons = packaging_module(".", "icons")
    content = (WINDOWS / "digitpad.ico").read_bytes()
    kept, made = (pixels(picture) for picture in (content[content.rindex(b"\x89PNG") :], icons.png(256)))
    assert np.abs(kept - made).max() < 32, "processors round the edges of shapes differently, by very little"


def pixels(png):
    image = QImage.fromData(png).convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(image.constBits(), np.uint8).astype(int)


# what can be seen before anything is compiled


def test_the_version_is_read_without_importing_digitpad(building):
    assert building.version_of_source() == __version__


@pytest.mark.parametrize("version", ["0.2.0rc1", "0.2.0.dev3", "1.2.3.4", "0.2.0+local", "next", ""])
def test_only_a_final_version_is_packed(folder, version):
    result = build(folder, "--out", folder.parent, "--version", version)
    assert result.returncode == 2
    assert result.stderr == f"“{version}” is no final version such as 1.2.3, and Windows would take it for one.\n"
    assert list(folder.parent.iterdir()) == [folder]


def test_todays_version_can_be_packed(building):
    building.check_version(__version__)


def test_a_folder_that_was_not_made_on_windows_is_refused(tmp_path):
    result = build(tmp_path, "--out", tmp_path / "dist")
    assert result.returncode == 2
    assert "digitpad.exe" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_path_that_windows_cannot_open_is_refused(building, folder):
    deep = folder / "_internal" / ("x" * 120)
    deep.mkdir()
    longest = 259 - len("C:\\Program Files\\Digitpad\\_internal\\") - 120 - 1
    (deep / ("y" * longest)).touch()
    assert building.size(folder) == 10 + 3 + 10
    (deep / ("y" * (longest + 1))).touch()
    with pytest.raises(building.UnpackableError, match="260 characters"):
        building.size(folder)


def test_a_name_that_an_msi_cannot_hold_is_refused(building, folder):
    (folder / "_internal" / "Größe.txt").touch()
    with pytest.raises(building.UnpackableError, match="Größe"):
        building.size(folder)


def test_more_than_an_installer_holds_is_refused(building, folder, monkeypatch):
    monkeypatch.setattr(building, "LARGEST", 22)
    with pytest.raises(building.UnpackableError, match="23 bytes"):
        building.size(folder)


@needs_makensis
def test_everything_that_windows_runs_is_signed_before_it_is_packed(folder, fake_commands, monkeypatch):
    fake_commands("sign-here")
    monkeypatch.setenv("DIGITPAD_SIGN", "sign-here --as school")
    build(folder, "--out", folder.parent, "--only", "exe")
    library, program, uninstaller, setup = fake_commands.calls()
    assert library == ["sign-here", "--as", "school", str(folder / "_internal" / "numpy.libs" / LONG_NAME)]
    assert program[-1] == str(folder / "digitpad.exe")
    assert uninstaller[:3] == ["sign-here", "--as", "school"]  # a scratch file that makensis is about to pack
    assert setup[-1] == str(folder.parent / f"Digitpad-{__version__}-windows-x64-setup.exe")


# the setup.exe


@needs_makensis
def test_the_setup_compiles_without_a_warning(folder, tmp_path):
    result = build(folder, "--out", tmp_path / "dist", "--only", "exe")
    assert (result.returncode, result.stderr) == (0, "")
    content = (tmp_path / "dist" / f"Digitpad-{__version__}-windows-x64-setup.exe").read_bytes()
    header = struct.unpack("<I", content[0x3C:0x40])[0]
    assert content[header : header + 4] == b"PE\0\0"
    assert struct.unpack("<H", content[header + 4 : header + 6]) == (0x8664,), "64 bit"
    assert "Digitpad developers".encode("utf-16-le") in content


def test_every_key_of_the_registry_is_in_the_hive_of_who_installs():
    """SHCTX is that of all users or of one; HKLM and HKCR are only read."""
    script = (WINDOWS / "digitpad.nsi").read_text()
    written = re.findall(r"^\s*(?:WriteReg\w+|DeleteReg\w+)(?: /ifempty)? (\w+)", script, re.MULTILINE)
    assert len(written) > 15
    assert set(written) == {"SHCTX"}


def test_nobody_is_asked_in_silent_mode():
    """A message box without /SD waits for a click that never comes."""
    script = re.sub(r"\\\n\s*", "", (WINDOWS / "digitpad.nsi").read_text())
    boxes = [line for line in script.splitlines() if "MessageBox" in line]
    assert boxes
    assert all("/SD" in line for line in boxes)


# the .msi


@needs_wixl
def test_the_msi_is_for_the_whole_machine_and_replaces_older_ones(folder, tmp_path, packaging_module):
    assert build(folder, "--out", tmp_path, "--only", "msi", "--version", "1.2.3").returncode == 0
    made = tmp_path / "Digitpad-1.2.3-windows-x64.msi"
    properties = dict(row[:2] for row in rows(made, "Property"))
    assert properties["ALLUSERS"] == "1"
    assert properties["ProductVersion"] == "1.2.3"
    assert properties["ProductCode"] == packaging_module("windows", "msi").product_code("1.2.3")
    # Without this, a file that is newer on disk is neither replaced nor left when the old Digitpad goes.
    assert properties["REINSTALLMODE"] == "amus"
    older, newer = (dict(zip(("code", "from", "to"), row[:3], strict=True)) for row in rows(made, "Upgrade"))
    assert older["code"] == newer["code"] == properties["UpgradeCode"] == "{6F0B5D3E-3F5B-5D0B-9A57-0C6F2F0F9A41}"
    assert (older["to"], newer["from"]) == ("1.2.3", "1.2.3")


@needs_wixl
def test_every_file_is_in_the_msi(folder, tmp_path):
    build(folder, "--out", tmp_path, "--only", "msi", "--version", "1.2.3")
    made = tmp_path / "Digitpad-1.2.3-windows-x64.msi"
    subprocess.run(["msiextract", "--directory", tmp_path / "out", made], check=True, capture_output=True)
    (place,) = (tmp_path / "out").rglob("Digitpad")
    there = {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    assert there == {path.relative_to(folder).as_posix(): path.read_bytes()
                     for path in folder.rglob("*") if path.is_file()}  # fmt: skip


def test_a_file_is_the_same_component_in_the_next_version(packaging_module, folder):
    msi = packaging_module("windows", "msi")

    def components(version, numbers):
        wix = ET.fromstring(msi.source(folder, version, numbers, WINDOWS / "digitpad.ico", folder))
        return {element.attrib["Guid"] for element in wix.iter("{http://schemas.microsoft.com/wix/2006/wi}Component")}

    first, second = components("1.0.0", (1, 0, 0, 0)), components("1.1.0", (1, 1, 0, 0))
    assert first == second
    assert len(first) == 5
    assert all(str(uuid.UUID(identity)).upper() == identity.strip("{}") for identity in first)
    assert msi.product_code("1.0.0") != msi.product_code("1.1.0")


def test_an_msi_leaves_keras_files_with_the_program_that_has_them(packaging_module, folder):
    text = packaging_module("windows", "msi").source(folder, "1.0.0", (1, 0, 0, 0), WINDOWS / "digitpad.ico", folder)
    entries = [element.attrib for element in ET.fromstring(text).iter() if element.tag.endswith("RegistryValue")]
    names = {entry["Key"]: entry.get("Name", "") for entry in entries}
    assert r"Software\Classes\.keras" not in names
    assert names[r"Software\Classes\.keras\OpenWithProgids"] == "Digitpad.keras"


@needs_wixl
def test_an_msi_leaves_digits_files_with_the_program_that_has_them(folder, tmp_path):
    build(folder, "--out", tmp_path, "--only", "msi", "--version", "1.2.3")
    made = tmp_path / "Digitpad-1.2.3-windows-x64.msi"
    conditions = {row[0]: row[4] for row in rows(made, "Component")}
    assert conditions.pop("OpensDigits") == 'NOT DIGITS OR DIGITS = "Digitpad.digits"'
    assert set(conditions.values()) == {""}
    assert ["Digits", "0", ".digits", "", "2"] in rows(made, "RegLocator")  # 0: HKEY_CLASSES_ROOT
    assert ["DIGITS", "Digits"] in rows(made, "AppSearch")
    written = [row for row in rows(made, "Registry") if row[2] == r"Software\Classes\.digits"]
    assert [row[3:] for row in written] == [["", "Digitpad.digits", "OpensDigits"]]


@needs_wixl
def test_an_msi_refuses_an_old_windows(folder, tmp_path):
    build(folder, "--out", tmp_path, "--only", "msi", "--version", "1.2.3")
    conditions = dict(rows(tmp_path / "Digitpad-1.2.3-windows-x64.msi", "LaunchCondition"))
    assert conditions['Installed OR (WINDOWS AND NOT WINDOWS << "#6")'].startswith("Digitpad needs Windows 10")


# the test under Wine


def test_the_wine_test_is_a_script_without_slips():
    subprocess.run(["bash", "-n", WINDOWS / "test_under_wine.sh"], check=True)
