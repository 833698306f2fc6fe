"""Somebody keeps a drawing, in a process of its own: `python samples_driver.py keep|look DATA_DIR`; JSON comes out."""

import sys
from pathlib import Path

from driving import PATIENCE, draw, show_page, tell, wait, wait_until
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.app import create_application, create_window


def show_gallery(window):
    """Click the tab of the page, and then that of the gallery."""
    show_page(window, "pages", "Samples")
    show_page(window, "samplesPages", "Gallery")
    model = window.pages.samples.gallery.model
    wait_until(lambda: model.rowCount() == 1, "the sample in the gallery")
    wait_until(lambda: not window.workbench.samples.busy, "the end of all work")
    image = model.image(0)
    tell(shown=model.index(0).data(), bytes=bytes(image.constBits()).hex(), note=window.workbench.samples.note)


def keep(window):
    """Draw, press 7, see it in the gallery, then stay until somebody kills the process."""
    draw(window, "7")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_7)
    show_gallery(window)
    wait(PATIENCE)


def main():
    app = create_application(["digitpad"])
    window = create_window(Path(sys.argv[2]))
    window.resize(1024, 600)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    {"keep": keep, "look": show_gallery}[sys.argv[1]](window)
    window.close()
    app.processEvents()


if __name__ == "__main__":
    main()
