"""Colours that can be told apart and read, sizes that follow the zoom."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QCheckBox, QRadioButton, QScrollBar, QTabWidget, QToolButton, QVBoxLayout, QWidget

from digitpad.ui.widgets import theme


def luminance(colour):
    """Relative luminance as the Web Content Accessibility Guidelines define it."""
    def linear(share):
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_text_can_be_read(colours):
    """4.5 to 1 is what the guidelines ask of text, 3 to 1 of what is drawn."""
    for ground in (colours.window, colours.surface):
        for text in (colours.text, colours.faint, colours.problem):
            assert contrast(text, ground) >= 4.5
        for drawn in (colours.accent, colours.training, colours.validation):
            assert contrast(drawn, ground) >= 3
    assert contrast(colours.on_accent, colours.accent) >= 4.5


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_colour_is_one(colours):
    for value in colours:
        assert QColor(value).name().upper() == value.upper()


@pytest.mark.parametrize(("appearance", "expected"), [("light", theme.LIGHT), ("dark", theme.DARK)])
def test_a_fixed_appearance_is_used(qapp, appearance, expected):
    theme.apply(qapp, appearance, 100)
    assert theme.colours() is expected
    palette = qapp.palette()
    assert palette.color(QPalette.ColorRole.Text) == QColor(expected.text)
    assert palette.color(QPalette.ColorRole.Base) == QColor(expected.surface)
    assert expected.accent in qapp.styleSheet()


def test_like_the_system_follows_the_system(qapp):
    """The off-screen platform has no opinion, which counts as light."""
    theme.apply(qapp, "dark", 100)
    theme.apply(qapp, "system", 100)
    assert theme.colours() is theme.LIGHT


@pytest.mark.parametrize("zoom", [100, 125, 200])
def test_text_is_never_below_ten_points(qapp, zoom):
    theme.apply(qapp, "light", zoom)
    assert qapp.font().pointSizeF() == pytest.approx(theme.BASE_POINT_SIZE * zoom / 100)
    assert qapp.font().pointSizeF() >= 10


def picture_of(widget, qtbot):
    """What a widget looks like on the page around it."""
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(widget.size())
    widget.setParent(page)
    widget.show()
    return page.grab().toImage()


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_the_handle_of_a_scroll_bar_stands_out_and_its_groove_does_not(
    qtbot, qapp, appearance
):
    theme.apply(qapp, appearance, 100)
    bar = QScrollBar(Qt.Orientation.Vertical)
    bar.setRange(0, 100)
    bar.setPageStep(50)
    bar.resize(bar.sizeHint().width(), 300)
    picture = picture_of(bar, qtbot)
    handle, groove = (picture.pixelColor(picture.width() // 2, y).name() for y in (50, 280))
    for ground in (theme.colours().window, theme.colours().surface):
        assert contrast(handle, ground) >= 3 > 1.5 >= contrast(groove, ground)


@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize("kind", [QRadioButton, QCheckBox])
def test_what_is_not_ticked_has_an_outline(
    qtbot, qapp, appearance, kind
):
    theme.apply(qapp, appearance, 100)
    button = kind()
    button.resize(button.sizeHint())
    picture = picture_of(button, qtbot)
    middle = picture.height() // 2
    across = [picture.pixelColor(x, middle).name() for x in range(picture.width())]
    for ground in (theme.colours().window, theme.colours().surface):
        assert max(contrast(colour, ground) for colour in across) >= 3


def test_the_arrows_beside_too_many_tabs_can_be_seen(qtbot, qapp):
    theme.apply(qapp, "light", 100)
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    for number in range(20):
        tabs.addTab(QWidget(), f"Page {number}")
    tabs.resize(300, 200)
    tabs.show()
    arrow = tabs.tabBar().findChildren(QToolButton)[1]
    picture = arrow.grab().toImage()
    inner = picture.copy(picture.rect().adjusted(3, 3, -3, -3))
    dark = [
        QPoint(x, y) for x in range(inner.width()) for y in range(inner.height())
        if contrast(inner.pixelColor(x, y).name(), theme.LIGHT.surface) >= 4.5
    ]
    height = max(point.y() for point in dark) - min(point.y() for point in dark)
    assert height >= arrow.fontMetrics().height() * 0.3


@pytest.mark.parametrize(("margins", "expected"), [(0, (0, 0, 0, 0)), (5, (5, 5, 5, 5)), ((1, 2, 3, 4), (1, 2, 3, 4))])
def test_a_layout_gets_its_distances(qapp, margins, expected):
    layout = QVBoxLayout()
    assert theme.spaced(layout, margins, 7) is layout
    found = layout.contentsMargins()
    assert (found.left(), found.top(), found.right(), found.bottom()) == expected
    assert layout.spacing() == 7


def test_a_gap_can_be_left_to_the_style(qapp):
    usual = QVBoxLayout().spacing()
    assert theme.spaced(QVBoxLayout(), gap=None).spacing() == usual != theme.spaced(QVBoxLayout()).spacing()
