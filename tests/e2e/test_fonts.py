"""The first window on a desktop that has fonts of its own for menus and tools, as Windows and KDE have."""

import json
import subprocess
import sys

DESKTOP = """\
[General]
font=Sans,9,-1,5,50,0,0,0,0,0
menuFont=Sans,7,-1,5,50,0,0,0,0,0
toolBarFont=Sans,7,-1,5,50,0,0,0,0,0
"""
SCRIPT = """
import json
from PySide6.QtWidgets import QLabel, QListWidget, QMenu, QMenuBar, QMessageBox, QStatusBar, QToolButton, QToolTip
from digitpad.app import create_application
from digitpad.ui.widgets import theme

def sizes(label):
    widgets = [kind() for kind in (QLabel, QListWidget, QMenu, QMenuBar, QMessageBox, QStatusBar, QToolButton)]
    found = {"QToolTip": QToolTip.font().pointSizeF()}
    for widget in widgets:
        widget.ensurePolished()
        found[type(widget).__name__] = widget.font().pointSizeF()
    print(json.dumps([label, found]))

app = create_application(["digitpad"])
sizes("undressed")
for zoom in (150, 100):
    theme.apply(app, "light", zoom)
    sizes(theme.BASE_POINT_SIZE * zoom / 100)
"""


def test_all_text_is_as_large_as_the_zoom_says_from_the_beginning(on_screen, tmp_path):
    """Qt takes the desktop's fonts again with the first style sheet, so ours is set after that."""
    (tmp_path / "kdeglobals").write_text(DESKTOP, encoding="utf-8")
    kde = {
        "XDG_CONFIG_HOME": str(tmp_path), "XDG_CURRENT_DESKTOP": "KDE", "KDE_FULL_SESSION": "true",
        "KDE_SESSION_VERSION": "5", "QT_QPA_PLATFORMTHEME": "kde",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=on_screen | kde, capture_output=True, text=True, check=True
    )
    (undressed, before), *dressed = map(json.loads, done.stdout.splitlines())
    assert (undressed, before["QMenu"], before["QToolButton"]) == ("undressed", 7.0, 7.0)  # there is a font to lose
    assert len(dressed) == 2
    for size, found in dressed:
        assert found == dict.fromkeys(before, size)
