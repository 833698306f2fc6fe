"""The version resource of digitpad.exe: what Windows shows under Properties > Details, and virus scanners look for."""

import re

_RESOURCE = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS=0x40004, fileType=0x1,
                    subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('CompanyName', 'Digitpad developers'),
      StringStruct('FileDescription', 'Digitpad'),
      StringStruct('FileVersion', '{version}'),
      StringStruct('InternalName', 'digitpad'),
      StringStruct('LegalCopyright', 'Copyright (c) the Digitpad developers. MIT licence.'),
      StringStruct('OriginalFilename', 'digitpad.exe'),
      StringStruct('ProductName', 'Digitpad'),
      StringStruct('ProductVersion', '{version}')])]),
    VarFileInfo([VarStruct('Translation', [1033, 1200])])
  ]
)
"""


def numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers by which Windows compares versions: `0.1.0` and `0.1.0rc1` are both (0, 1, 0, 0).

    Raises:
        ValueError: the version does not begin with a number, has more than four or one above 65,535.
    """
    found = re.match(r"\d+(\.\d+){0,3}(?![\d.])", version)
    parts = [int(part) for part in found[0].split(".")] if found else []
    if not parts or max(parts) > 0xFFFF:
        raise ValueError(f"“{version}” is no version that Windows can compare.")
    first, second, third, fourth = (*parts, 0, 0, 0)[:4]
    return first, second, third, fourth


def resource(version: str) -> str:
    """The text of a file for PyInstaller's `EXE(version=...)`.

    Args:
        version: Digitpad's, such as `0.1.0`.

    Raises:
        ValueError: Windows cannot compare such a version.
    """
    return _RESOURCE.format(numbers=numbers(version), version=version)
