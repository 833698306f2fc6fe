"""Make the icons of all three systems from assets/icons/digitpad.svg: `python packaging/icons.py`.

Those of Windows and macOS are containers of PNG pictures. The files are kept in the repository, so that a build needs
no screen.
"""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
DRAWING = HERE.parent / "assets" / "icons" / "digitpad.svg"

ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
LINUX_SIZES = (48, 64, 128, 256)
# Apple's names for the sizes; the first two are for screens with two pixels to a point.
ICNS_SIZES = {b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic13": 256, b"ic08": 256, b"ic14": 512, b"ic09": 512,
              b"ic10": 1024}  # fmt: skip
ICNS_SCALE = 0.89  # Apple's icons leave a tenth of the square empty on every side; our drawing leaves a twentieth


def png(size: int, scale: float = 1.0) -> bytes:
    """The drawing as a square picture of `size` pixels, transparent around it."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    side = size * scale
    QSvgRenderer(str(DRAWING)).render(painter, QRectF((size - side) / 2, (size - side) / 2, side, side))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs want bytes, Qt takes text
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon of PNG pictures by their sizes, 256 at most (Windows Vista and later)."""
    entries, offset = b"", 6 + 16 * len(pictures)
    for size, picture in pictures.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures.values())


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """An icon for macOS of PNG pictures by Apple's names for their sizes."""
    chunks = b"".join(name + struct.pack(">I", 8 + len(picture)) + picture for name, picture in pictures.items())
    return b"icns" + struct.pack(">I", 8 + len(chunks)) + chunks


def main() -> None:
    """Write them all."""
    application = QGuiApplication(["icons", "-platform", "offscreen"])
    (HERE / "windows" / "digitpad.ico").write_bytes(ico({size: png(size) for size in ICO_SIZES}))
    (HERE / "macos" / "digitpad.icns").write_bytes(
        icns({name: png(size, ICNS_SCALE) for name, size in ICNS_SIZES.items()})
    )
    for size in LINUX_SIZES:
        folder = HERE / "linux" / "share" / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        (folder / "digitpad.png").write_bytes(png(size))
    del application


if __name__ == "__main__":
    main()
