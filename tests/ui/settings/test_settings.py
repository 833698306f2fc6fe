
import pytest
from PySide6.QtCore import QByteArray

from digitpad.model.answer import DEFAULT_MARGIN
from digitpad.ui.settings.settings import Settings


def write(data_dir, text):
    data_dir.mkdir(parents=True)
    (data_dir / "digitpad.ini").write_text(text, encoding="utf-8")
    return Settings(data_dir)


def test_defaults_and_no_file_until_something_is_chosen(data_dir):
    settings = Settings(data_dir)
    assert (settings.margin, settings.appearance, settings.zoom) == (DEFAULT_MARGIN, "system", 100)
    assert settings.layout("window").isEmpty()
    assert not data_dir.exists()


def test_choices_are_kept_in_the_data_folder(data_dir):
    settings = Settings(data_dir)
    settings.margin, settings.appearance, settings.zoom = 0.35, "dark", 150
    settings.set_layout("splitter", QByteArray(b"abc"))
    del settings
    assert (data_dir / "digitpad.ini").is_file()
    again = Settings(data_dir)
    assert (again.margin, again.appearance, again.zoom) == (0.35, "dark", 150)
    assert again.layout("splitter").data() == b"abc"


def test_whether_the_network_stands_under_the_bars_is_kept(data_dir):
    settings = Settings(data_dir)
    assert not settings.network_strip
    settings.network_strip = True
    assert Settings(data_dir).network_strip
    Settings(data_dir).network_strip = False
    assert not Settings(data_dir).network_strip


def test_a_change_is_told_once(data_dir, qtbot):
    settings = Settings(data_dir)
    with qtbot.waitSignal(settings.changed):
        settings.zoom = 125
    with qtbot.assertNotEmitted(settings.changed):
        settings.zoom = 125


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[answer]\nlead=often\n[window]\nappearance=pink\nzoom=huge\n", (DEFAULT_MARGIN, "system", 100)),
        ("[answer]\nlead=-3\n[window]\nzoom=-1\n", (0.0, "system", 100)),
        ("[answer]\nlead=1e9\n[window]\nzoom=1e9\n", (0.9, "system", 200)),
        ("[answer]\nlead=nan\n[window]\nzoom=nan\n", (0.0, "system", 100)),
        ("[window]\nzoom=160\nappearance=dark, light\n", (DEFAULT_MARGIN, "system", 150)),
        ("\0\0\0not an ini file at all", (DEFAULT_MARGIN, "system", 100)),
    ],
)
def test_a_file_with_nonsense_counts_as_defaults(
    data_dir, text, expected
):
    settings = write(data_dir, text)
    assert (settings.margin, settings.appearance, settings.zoom) == expected


def test_a_layout_that_is_none_is_empty(data_dir):
    assert write(data_dir, "[layout]\nwindow=3\n").layout("window").isEmpty()


@pytest.mark.parametrize(
    ("text", "seat"),
    [("12", 12), ("0", None), ("-3", None), ("10000", None), ("nan", None), ("1e99", None), ("x", None)],
)
def test_a_seat_is_a_number_or_none(data_dir, text, seat):
    assert write(data_dir, f"[samples]\nseat={text}\n").seat == seat


def test_a_seat_is_kept(data_dir):
    settings = Settings(data_dir)
    assert settings.seat is None
    settings.seat = 12
    assert Settings(data_dir).seat == 12
    settings.seat = None
    assert Settings(data_dir).seat is None
