"""Colours that can be told apart and read, sizes that follow the zoom."""


import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from digitpad.ui import theme


def luminance(colour: str) -> float:
    """Relative luminance as the Web Content Accessibility Guidelines define it."""
    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_text_can_be_read(colours: theme.Colours) -> None:
    """4.5 to 1 is what the guidelines ask of text, 3 to 1 of what is drawn."""
    for ground in (colours.window, colours.surface):
        for text in (colours.text, colours.faint, colours.problem):
            assert contrast(text, ground) >= 4.5
        for drawn in (colours.accent, colours.training, colours.validation):
            assert contrast(drawn, ground) >= 3
    assert contrast(colours.on_accent, colours.accent) >= 4.5


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_colour_is_one(colours: theme.Colours) -> None:
    for value in colours:
        assert QColor(value).name().upper() == value.upper()


@pytest.mark.parametrize(("appearance", "expected"), [("light", theme.LIGHT), ("dark", theme.DARK)])
def test_a_fixed_appearance_is_used(qapp: QApplication, appearance: str, expected: theme.Colours) -> None:
    theme.apply(qapp, appearance, 100)
    assert theme.colours() is expected
    palette = qapp.palette()
    assert palette.color(QPalette.ColorRole.Text) == QColor(expected.text)
    assert palette.color(QPalette.ColorRole.Base) == QColor(expected.surface)
    assert expected.accent in qapp.styleSheet()


def test_like_the_system_follows_the_system(qapp: QApplication) -> None:
    """The off-screen platform has no opinion, which counts as light."""
    theme.apply(qapp, "dark", 100)
    theme.apply(qapp, "system", 100)
    assert theme.colours() is theme.LIGHT


@pytest.mark.parametrize("zoom", [100, 125, 200])
def test_text_is_never_below_ten_points(qapp: QApplication, zoom: int) -> None:
    theme.apply(qapp, "light", zoom)
    assert qapp.font().pointSizeF() == pytest.approx(theme.BASE_POINT_SIZE * zoom / 100)
    assert qapp.font().pointSizeF() >= 10
