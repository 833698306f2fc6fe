"""Theme: palettes for light and dark, colours of series and bars, text size, distances."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLayout

from digitpad.translation import N_

BASE_POINT_SIZE = 10.5
GRID = 8
"""Distances are multiples of this many pixels."""
PAGE_MARGIN = 3 * GRID // 2
"""Around a page of the window."""
DIALOG_MARGIN = 2 * GRID
"""Around a window of its own."""

# Okabe and Ito, "Color Universal Design" (2008): told apart by people with any kind of colour vision.
BLUE, ORANGE, GREEN, VERMILION, SKY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9"

L = TypeVar("L", bound=QLayout)


class Colours(NamedTuple):
    """The colours of one appearance, as `#rrggbb`."""

    window: str
    surface: str
    text: str
    faint: str
    line: str
    accent: str
    on_accent: str
    bar: str
    training: str
    validation: str
    test: str
    problem: str


LIGHT = Colours(
    window="#F3F4F6", surface="#FFFFFF", text="#1B1F24", faint="#5B6470", line="#D0D5DC", accent=BLUE,
    on_accent="#FFFFFF", bar="#A9B4C0", training=BLUE, validation=VERMILION,
    test=GREEN, problem="#B3261E",
)
DARK = Colours(
    window="#1D2025", surface="#282C33", text="#ECEFF3", faint="#A7B0BC", line="#454C57", accent=SKY,
    on_accent="#10151B", bar="#5E6875", training=SKY, validation=ORANGE,
    test=GREEN, problem="#FF9F93",
)

APPEARANCES = {"system": N_("Same as system"), "light": N_("Light"), "dark": N_("Dark")}


class _Paper:
    """Whether something is being painted on paper."""

    on_paper = False


@contextmanager
def on_paper() -> Iterator[None]:
    """While this lasts, what is painted with `colours` is painted for paper, however dark the window is."""
    _Paper.on_paper = True
    try:
        yield
    finally:
        _Paper.on_paper = False


def colours() -> Colours:
    """The colours in use, found from the application's palette."""
    return LIGHT if _Paper.on_paper else _of_palette(QGuiApplication.palette().cacheKey())


@functools.lru_cache(maxsize=1)
def _of_palette(_key: int) -> Colours:
    """Looked at once a palette: every paint asks."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window) else LIGHT


def apply(app: QApplication, appearance: str, zoom: float) -> None:
    """Dress the application.

    Args:
        app: the application.
        appearance: a key of `APPEARANCES`.
        zoom: size of text and symbols in percent, from 100.
    """
    system_is_dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    dark = appearance == "dark" or (appearance == "system" and system_is_dark)
    chosen = DARK if dark else LIGHT
    font = app.font()
    font.setPointSizeF(BASE_POINT_SIZE * zoom / 100)
    style_sheet = _style_sheet(chosen)
    if font == app.font() and style_sheet == app.styleSheet():
        return  # every widget would be dressed again for nothing
    app.setPalette(_palette(chosen))
    for kind in ("QRadioButton", "QCheckBox", "QSlider"):
        app.setPalette(_outlined(chosen), kind)  # type: ignore[arg-type] # the stubs want bytes, Qt takes text
    if not app.styleSheet():
        app.setStyleSheet(style_sheet)  # with the first one Qt takes the desktop's own fonts, for menus, tips and more
    app.setFont(font)
    app.setStyleSheet(style_sheet)


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, colour in (
        ((role.Window, role.Button, role.AlternateBase), c.window),
        ((role.Base, role.ToolTipBase), c.surface),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), c.text),
        ((role.PlaceholderText,), c.faint),
        ((role.Mid, role.Dark), c.line),
        ((role.Highlight, role.Link, role.Accent), c.accent),
        ((role.HighlightedText,), c.on_accent),
    ):
        for each in roles:
            palette.setColor(each, QColor(colour))
    disabled = QColor(c.faint)
    disabled.setAlphaF(0.6)
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, disabled)
    return palette


def _outlined(c: Colours) -> QPalette:
    """For what is ticked or moved: Fusion makes its outline a darker window, which nobody sees on a dark page."""
    palette = _palette(c)
    palette.setColor(QPalette.ColorRole.Window, QColor(c.faint).lighter(120))
    return palette


def _style_sheet(c: Colours) -> str:
    """The few things that a palette cannot say.

    Boxes with arrows are left to Fusion: a style sheet that touches them must draw them whole. Scroll bars are not,
    since Fusion's groove is lighter than its handle on a dark page, so that full looks empty.
    """
    handle = _blend(c.faint, c.window, 0.75)
    return (  # untranslated: rules for Qt, which no person reads
        f"""
    QPushButton, QToolButton {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: 5px; padding: 5px 12px;
    }}
    QToolButton {{ padding: 5px; }}
    QPushButton:hover:enabled, QToolButton:hover:enabled {{ border-color: {c.accent}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {c.window}; }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {c.accent}; padding: 4px 11px; }}
    QToolButton:focus {{ padding: 4px; }}
    QPushButton:disabled, QToolButton:disabled {{ background: {c.window}; color: {_blend(c.faint, c.window)}; }}
    QPushButton[primary="true"]:enabled {{
        background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; font-weight: 600;
    }}
    QPushButton[primary="true"]:enabled:focus {{ border: 2px solid {c.text}; }}
    QLineEdit[wrong="true"] {{
        background: {c.surface}; border: 2px solid {c.problem}; border-radius: 3px; padding: 1px 3px;
    }}
    QProgressBar {{
        background: {c.window}; border: 1px solid {c.line}; border-radius: 5px; text-align: center;
        min-height: 1.7em; color: {c.text};
    }}
    QProgressBar::chunk {{ background: {_blend(c.accent, c.surface, 0.45)}; border-radius: 3px; }}
    QTabWidget::pane {{ border: 1px solid {c.line}; border-radius: 6px; background: {c.surface}; top: -1px; }}
    QTabBar::tab {{
        background: transparent; border: 1px solid transparent; padding: 6px 4px; color: {c.faint};
        border-top-left-radius: 6px; border-top-right-radius: 6px;
    }}
    QTabBar::tab:selected {{
        background: {c.surface}; color: {c.text}; border-color: {c.line}; border-bottom-color: {c.surface};
    }}
    QTabBar::tab:hover:!selected {{ color: {c.text}; }}
    QTabBar::tab:focus {{ border-color: {c.accent}; }}
    QTabBar QToolButton {{ padding: 0; }}
    QScrollBar, QAbstractScrollArea::corner {{ background: {c.window}; border: none; }}
    QScrollBar:vertical {{ width: 0.9em; }}
    QScrollBar:horizontal {{ height: 0.9em; }}
    QScrollBar::handle {{ background: {handle}; border-radius: 3px; margin: 3px; }}
    QScrollBar::handle:hover {{ background: {c.faint}; }}
    QScrollBar::handle:vertical {{ min-height: 2em; }}
    QScrollBar::handle:horizontal {{ min-width: 2em; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
    QLabel[faint="true"] {{ color: {c.faint}; }}
    QLabel[problem="true"] {{ color: {c.problem}; }}
    QLabel[heading="true"] {{ font-weight: 600; }}
    QFrame[hint="true"] {{
        background: {c.surface}; border: 1px solid {c.line}; border-left: 3px solid {c.accent}; border-radius: 4px;
    }}
    QSplitter::handle {{ background: transparent; }}
    QSplitter::handle:hover {{ background: {c.line}; }}
    QMenuBar {{ background: {c.window}; }}
    QMenuBar::item {{ padding: 4px 6px; background: transparent; }}
    QMenuBar::item:selected {{ background: {c.line}; border-radius: 4px; }}
    QMenu {{ background: {c.surface}; border: 1px solid {c.line}; padding: 4px; }}
    QMenu::item {{ padding: 5px 26px 5px 20px; }}
    QMenu::item:selected {{ background: {c.accent}; color: {c.on_accent}; border-radius: 3px; }}
    QMenu::item:disabled {{ color: {_blend(c.faint, c.surface)}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
    QStatusBar QLabel {{ color: {c.faint}; margin: 0 10px; }}
    QStatusBar::item {{ border: none; }}
    QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line}; padding: 4px; }}
    """
    )


def _blend(colour: str, ground: str, share: float = 0.6) -> str:
    """A colour laid over a ground with the given share, as `#rrggbb`."""
    over, under = QColor(colour), QColor(ground)
    pairs = ((over.red(), under.red()), (over.green(), under.green()), (over.blue(), under.blue()))
    return QColor(*(round(a * share + b * (1 - share)) for a, b in pairs)).name()


def spaced(layout: L, margins: int | tuple[int, int, int, int] = 0, gap: int | None = GRID) -> L:
    """Give a layout its distances, in pixels.

    Args:
        layout: any kind.
        margins: what stays free around it: the same on all sides, or left, top, right and bottom.
        gap: what stays free between its widgets; None leaves that to the style.
    """
    layout.setContentsMargins(*((margins,) * 4 if isinstance(margins, int) else margins))
    if gap is not None:
        layout.setSpacing(gap)
    return layout
