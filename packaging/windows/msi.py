"""The description of Digitpad.msi in WiX's language, which `wixl` of msitools compiles (also on Linux).

For schools that install through Group Policy, Intune or SCCM: per machine, silent, without a question. Every file is a
component of its own with an identity made from its path, so that Windows Installer counts it as the same file in the
next version.
"""

import hashlib
import os
import uuid
import xml.etree.ElementTree as ET
from pathlib import Path

# Never to be changed: by it Windows Installer knows an older Digitpad and replaces it.
UPGRADE_CODE = uuid.UUID("6f0b5d3e-3f5b-5d0b-9a57-0c6f2f0f9a41")

_TYPES = (
    (".digits", "Digitpad drawings"), (".digitlesson", "Digitpad lesson"), (".keras", "Keras network")
)  # fmt: skip

# wixl has no conditions of components, so this is asked of the finished .msi: another program keeps its .digits.
LEAVE_DIGITS = """\
UPDATE Component SET Condition = 'NOT DIGITS OR DIGITS = "Digitpad.digits"' WHERE Component = 'OpensDigits'"""

_SOFTWARE = r"Software\Digitpad"
_CLASSES = r"Software\Classes"


def product_code(version: str) -> str:
    """By this Windows, Intune and `msiexec /x` know one version, such as {0D9B...}; the same at every build of it."""
    return _guid(f"product {version}")


def source(folder: Path, version: str, numbers: tuple[int, int, int, int], icon: Path, base: Path) -> str:
    """The WiX source of an installer for everything in a folder.

    Args:
        folder: the frozen program, with digitpad.exe in it.
        version: as people read it.
        numbers: by which Windows Installer compares versions; it looks at the first three.
        icon: digitpad.ico.
        base: the folder that the source will lie in; wixl takes no absolute paths.
    """
    wix = ET.Element("Wix", xmlns="http://schemas.microsoft.com/wix/2006/wi")
    product = ET.SubElement(
        wix, "Product", Id=product_code(version), Name="Digitpad", Language="1033", Manufacturer="Digitpad developers",
        Version=".".join(map(str, numbers[:3])), UpgradeCode=_braces(UPGRADE_CODE),
    )  # fmt: skip
    ET.SubElement(
        product, "Package", InstallerVersion="500", Compressed="yes", InstallScope="perMachine",
        Description=f"Digitpad {version}",
    )  # fmt: skip
    ET.SubElement(product, "MajorUpgrade", DowngradeErrorMessage="A newer Digitpad is already installed.")
    ET.SubElement(product, "Media", Id="1", Cabinet="digitpad.cab", EmbedCab="yes")
    ET.SubElement(product, "Icon", Id="digitpad.ico", SourceFile=os.path.relpath(icon, base))
    ET.SubElement(product, "Property", Id="ARPPRODUCTICON", Value="digitpad.ico")
    ET.SubElement(product, "Property", Id="ARPNOMODIFY", Value="1")
    # Whatever versions files say they have: a newer one on disk would be left alone, and go with the old Digitpad.
    ET.SubElement(product, "Property", Id="REINSTALLMODE", Value="amus")
    _refuse_beside_the_exe(product)
    _refuse_an_old_windows(product)
    _look_who_opens_digits(product)

    top = ET.SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = ET.SubElement(top, "Directory", Id="ProgramFiles64Folder")
    place = ET.SubElement(programs, "Directory", Id="INSTALLDIR", Name="Digitpad")
    ET.SubElement(top, "Directory", Id="ProgramMenuFolder")
    components = [_registry(place, version), _opens_digits(place), *_files(place, folder, folder, base)]

    feature = ET.SubElement(product, "Feature", Id="Digitpad", Title="Digitpad", Level="1")
    for component in components:
        ET.SubElement(feature, "ComponentRef", Id=component)
    ET.indent(wix)
    return ET.tostring(wix, encoding="unicode", xml_declaration=True)


def _refuse_beside_the_exe(product: ET.Element) -> None:
    """Both installers keep the same folder and keys, so a Digitpad from the .exe has to go first."""
    found = ET.SubElement(product, "Property", Id="FROMEXE")
    ET.SubElement(
        found, "RegistrySearch", Id="FromExe", Root="HKLM", Name="QuietUninstallString", Type="raw",
        Key=r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Digitpad", Win64="yes",
    )  # fmt: skip
    sentence = "Digitpad was installed from its setup.exe: remove that first, drawings and networks are kept."
    ET.SubElement(product, "Condition", Message=sentence).text = "Installed OR NOT FROMEXE"


def _refuse_an_old_windows(product: ET.Element) -> None:
    """Windows Installer takes Windows 10 and 11 for 8.1, so the registry is asked, which has this number since 10."""
    found = ET.SubElement(product, "Property", Id="WINDOWS")
    ET.SubElement(
        found, "RegistrySearch", Id="Windows", Root="HKLM", Name="CurrentMajorVersionNumber", Type="raw",
        Key=r"Software\Microsoft\Windows NT\CurrentVersion", Win64="yes",
    )  # fmt: skip
    # A number is read as "#10"; << asks how a text begins.
    condition = ET.SubElement(product, "Condition", Message="Digitpad needs Windows 10 or later, 64 bit.")
    condition.text = 'Installed OR (WINDOWS AND NOT WINDOWS << "#6")'


def _look_who_opens_digits(product: ET.Element) -> None:
    found = ET.SubElement(product, "Property", Id="DIGITS")
    ET.SubElement(found, "RegistrySearch", Id="Digits", Root="HKCR", Key=".digits", Name="", Type="raw")


def _opens_digits(place: ET.Element) -> str:
    """That Digitpad opens .digits files, as a component that stays out where another program does: `LEAVE_DIGITS`."""
    component = _component(place, "OpensDigits", "opens digits")
    ET.SubElement(
        component, "RegistryValue", Root="HKLM", Key=rf"{_CLASSES}\.digits", Type="string", Value="Digitpad.digits",
        KeyPath="yes",
    )  # fmt: skip
    return component.attrib["Id"]


def _files(parent: ET.Element, folder: Path, top: Path, base: Path) -> list[str]:
    """Add what is in a folder and below; the identities of the components."""
    components = []
    for path in sorted(folder.iterdir()):
        name = path.relative_to(top).as_posix()
        if path.is_dir():
            directory = ET.SubElement(parent, "Directory", Id=f"d{_short(name)}", Name=path.name)
            components += _files(directory, path, top, base)
        else:
            component = _component(parent, f"c{_short(name)}", f"file {name}")
            source_file = os.path.relpath(path, base)
            ET.SubElement(component, "File", Id=f"f{_short(name)}", Name=path.name, Source=source_file, KeyPath="yes")
            components.append(component.attrib["Id"])
    return components


def _registry(place: ET.Element, version: str) -> str:
    """What the registry says of Digitpad, with the start menu, as one component."""
    component = _component(place, "Registry", "registry")
    program = "[INSTALLDIR]digitpad.exe"
    entries = [
        (_SOFTWARE, "InstallLocation", "[INSTALLDIR]"),
        (_SOFTWARE, "Version", version),
        (_SOFTWARE, "Installer", "msi"),
    ]
    for ending, meaning in _TYPES:
        kind = rf"{_CLASSES}\Digitpad{ending}"
        entries += [
            (kind, "", meaning),
            (rf"{kind}\DefaultIcon", "", f"{program},0"),
            (rf"{kind}\shell\open\command", "", f'"{program}" "%1"'),
            # One of the choices under "Open with": such files may belong to another program.
            (rf"{_CLASSES}\{ending}\OpenWithProgids", f"Digitpad{ending}", ""),
        ]
    entries.append((rf"{_CLASSES}\.digitlesson", "", "Digitpad.digitlesson"))  # no other program has such files
    for number, (key, name, value) in enumerate(entries):
        entry = ET.SubElement(component, "RegistryValue", Root="HKLM", Key=key, Type="string", Value=value)
        if name:
            entry.set("Name", name)
        if number == 0:
            entry.set("KeyPath", "yes")
    ET.SubElement(
        component, "Shortcut", Id="StartMenu", Directory="ProgramMenuFolder", Name="Digitpad", Target=program,
        Description="Draw a digit, watch a neural network answer", WorkingDirectory="INSTALLDIR", Icon="digitpad.ico",
    )  # fmt: skip
    return component.attrib["Id"]


def _component(parent: ET.Element, identity: str, name: str) -> ET.Element:
    return ET.SubElement(parent, "Component", Id=identity, Guid=_guid(name), Win64="yes")


def _short(name: str) -> str:
    """An identity for the tables of an MSI, which allow letters and digits but no paths."""
    return hashlib.sha256(name.encode()).hexdigest()[:24]


def _guid(name: str) -> str:
    return _braces(uuid.uuid5(UPGRADE_CODE, name))


def _braces(identity: uuid.UUID) -> str:
    return f"{{{str(identity).upper()}}}"
