from itertools import pairwise

import numpy as np
import pytest
from helpers.windows import shown
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from digitpad.ui.answer.probability_bars import ProbabilityBars
from digitpad.ui.widgets import theme

SEVEN = [0.01, 0.02, 0.0, 0.03, 0.0, 0.04, 0.0, 0.85, 0.02, 0.03]


@pytest.fixture
def bars(qtbot):
    bars = ProbabilityBars([str(digit) for digit in range(10)])
    bars.resize(300, 300)
    return shown(bars, qtbot)


def accent_pixels(image, rows):
    """How many pixels between two heights have the accent colour."""
    accent = QColor(theme.colours().accent).rgb()
    return sum(image.pixel(x, y) == accent for x in range(image.width()) for y in rows)


def test_the_property_gives_ten_numbers(bars):
    assert bars.property("probabilities") == [0.0] * 10
    bars.set_probabilities(SEVEN)
    assert bars.property("probabilities") == SEVEN
    bars.set_probabilities(None)
    assert bars.property("probabilities") == [0.0] * 10


def test_the_winner_is_the_longest_bar(bars):
    assert bars.winner is None
    bars.set_probabilities(SEVEN)
    assert bars.winner == 7


def test_the_winner_is_marked_by_colour_arrow_and_bold_text(bars):
    """In shades of grey too: the arrow stands where no other row has anything."""
    bars.set_probabilities(SEVEN)
    image = bars.grab().toImage()
    winning = range(7 * 30, 8 * 30)
    assert accent_pixels(image, winning) > 500
    assert accent_pixels(image, range(7 * 30)) == accent_pixels(image, range(8 * 30, 300)) == 0
    ground = image.pixel(1, 0)
    assert any(image.pixel(1, y) != ground for y in winning)
    assert all(image.pixel(1, y) == ground for y in range(7 * 30))


def test_where_nothing_is_the_answer_no_bar_is_marked(bars):
    bars.set_probabilities(SEVEN, sure=False)
    image = bars.grab().toImage()
    assert accent_pixels(image, range(300)) == 0
    assert all(image.pixel(1, y) == image.pixel(1, 0) for y in range(300)), "no arrow"
    assert bars.winner == 7
    bars.set_probabilities(SEVEN)
    assert accent_pixels(bars.grab().toImage(), range(300)) > 500


def test_the_scale_is_fixed_from_0_to_1(bars):
    def length(value):
        bars.set_probabilities([value] + [0.0] * 9)
        image, accent = bars.grab().toImage(), QColor(theme.colours().accent).rgb()
        # The arrow at the far left has the colour too.
        return sum(image.pixel(x, 15) == accent for x in range(20, image.width()))

    assert length(0.5) == pytest.approx(length(1.0) / 2, abs=3)
    assert length(0.25) == pytest.approx(length(1.0) / 4, abs=3)


def test_what_is_repainted_row_by_row_is_what_is_painted_at_once(qtbot):
    """On the window's own ground only what changed is painted: texts, ends of bars, another answer, none at all."""
    bars = ProbabilityBars([str(digit) for digit in range(9)] + ["Ankle boot, large"])
    bars.stand_on_window()
    bars.resize(300, 333)
    shown(bars, qtbot)
    random = np.random.default_rng(0)
    values = random.dirichlet(np.full(10, 0.3), 40)
    values[1::2] = values[::2] + random.normal(0, 1e-3, (20, 10)).clip(0, 1) * (random.random((20, 10)) < 0.3)
    values[7] = 0
    for number, row in enumerate(values):
        bars.set_probabilities(row.tolist() if number % 9 else None, sure=number % 5 != 0)
        QApplication.processEvents()
        seen = bars.screen().grabWindow(bars.winId()).toImage()
        whole = bars.grab().toImage()
        assert seen.convertToFormat(whole.format()) == whole, number


def test_any_part_that_is_uncovered_is_painted_whole(qtbot):
    """Below the last row too, where the bars have more room than they take."""
    bars = ProbabilityBars([str(digit) for digit in range(3)])
    bars.stand_on_window()
    bars.resize(240, 400)
    shown(bars, qtbot)
    bars.set_probabilities([0.2, 0.7, 0.1])
    QApplication.processEvents()
    whole = bars.grab().toImage()
    random = np.random.default_rng(0)
    for x, y, width, height in random.integers(0, (240, 400, 120, 300), (30, 4)).tolist():
        place = QRect(x, y, width + 1, height + 1) & bars.rect()
        cover = QWidget(bars)
        cover.setAutoFillBackground(True)
        cover.setGeometry(place)
        cover.show()
        QApplication.processEvents()
        cover.hide()
        QApplication.processEvents()
        seen = bars.screen().grabWindow(bars.winId()).toImage()
        assert seen.convertToFormat(whole.format()) == whole, place
        cover.deleteLater()


def test_values_that_look_alike_repaint_nothing(bars, qtbot):
    """And what does change repaints its own row alone."""
    areas = []

    class Watch(QObject):
        def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
            if event.type() is QEvent.Type.Paint:
                areas.append(event.region().boundingRect())
            return False

    bars.stand_on_window()
    bars.set_probabilities(SEVEN)
    QApplication.processEvents()
    watch = Watch()
    bars.installEventFilter(watch)
    bars.set_probabilities(SEVEN)
    bars.set_probabilities([0.01, 0.02, 0.0, 0.03, 0.0, 0.04, 0.0, 0.85, 0.02, 0.03])
    QApplication.processEvents()
    assert areas == []
    bars.set_probabilities([*SEVEN[:9], 0.04])
    qtbot.waitUntil(lambda: len(areas) == 1)
    assert QRect(0, 270, 300, 30).contains(areas[0])
    bars.removeEventFilter(watch)


def test_with_and_without_a_ground_the_bars_look_the_same(bars, qtbot):
    bars.set_probabilities(SEVEN)
    before = bars.grab().toImage()
    bars.stand_on_window()
    assert bars.grab().toImage() == before
    bars.set_probabilities(SEVEN, sure=False)
    doubtful = bars.grab().toImage()
    bars.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
    bars.resize(301, 300)
    bars.resize(300, 300)
    assert bars.grab().toImage() == doubtful


def test_an_empty_canvas_and_a_nearly_zero_bar_look_different(bars):
    """While nothing is drawn there are no values, rather than ten times 0.0 %."""
    empty = bars.grab().toImage()
    bars.set_probabilities([0.0] * 9 + [1e-9])
    assert bars.grab().toImage() != empty


def test_a_screen_reader_hears_the_three_most_probable(bars):
    assert bars.accessibleDescription() == "Nothing to show"
    bars.set_probabilities(SEVEN)
    assert bars.accessibleDescription().replace("\N{NO-BREAK SPACE}", " ") == "7 85.0 %, 5 4.0 %, 9 3.0 %"


def test_other_classes_start_empty(bars):
    bars.set_probabilities(SEVEN)
    bars.set_class_names(["T-shirt/top", "Trouser"])
    assert bars.class_names == ("T-shirt/top", "Trouser")
    assert bars.property("probabilities") == [0.0, 0.0]
    assert bars.winner is None


def test_the_same_classes_keep_their_bars(bars):
    """A network in training says its class names again and again; nothing flickers."""
    bars.set_probabilities(SEVEN)
    bars.set_class_names([str(digit) for digit in range(10)])
    assert bars.winner == 7


def test_long_names_ask_for_more_room(bars):
    narrow = bars.sizeHint().width(), bars.minimumSizeHint().width()
    bars.set_class_names(["T-shirt/top", *"123456789"])
    assert bars.sizeHint().width() > narrow[0]
    assert bars.minimumSizeHint().width() > narrow[1]
    bars.grab()


def test_the_smallest_size_still_has_a_line_for_every_class(bars):
    assert bars.minimumSizeHint().height() >= 10 * bars.fontMetrics().height()


def test_many_rows_get_thin_and_the_most_probable_keep_their_words(bars):
    least = bars.minimumSizeHint().height()
    assert bars.written == tuple(range(10))
    bars.set_class_names([f"{number}" for number in range(62)])
    assert bars.minimumSizeHint().height() == least
    values = [0.001] * 62
    values[40], values[41], values[20] = 0.6, 0.2, 0.1
    bars.set_probabilities(values)
    assert {40, 20} <= set(bars.written)
    assert 41 not in bars.written, "it would stand over the name of the first"
    line = bars.fontMetrics().height()
    assert all((b - a) * 300 / 62 > 0.9 * line for a, b in pairwise(bars.written))


def test_a_name_of_any_length_leaves_room_for_the_bars(bars):
    bars.set_class_names(["T-shirt/top", *"123456789"])
    usual = bars.minimumSizeHint().width(), bars.sizeHint().width()
    bars.set_class_names(["a name that somebody has written for its own sake", *"123456789"])
    em = bars.fontMetrics().height()
    assert bars.minimumSizeHint().width() <= usual[0] + em
    assert bars.sizeHint().width() <= usual[1] + 5 * em
    bars.set_probabilities([1.0] + [0.0] * 9)
    image, accent = bars.grab().toImage(), QColor(theme.colours().accent).rgb()
    assert sum(image.pixel(x, 15) == accent for x in range(20, image.width())) > 5 * em


def test_large_text_is_written_smaller_where_it_has_no_room(bars, qapp):
    usual = bars.minimumSizeHint().width()
    theme.apply(qapp, "light", 200)
    QApplication.processEvents()
    assert bars.minimumSizeHint().width() <= usual
    assert bars.comfortable_width > 1.8 * usual
    bars.set_probabilities(SEVEN)
    bars.resize(bars.comfortable_width, 800)
    large = ink(bars)
    bars.resize(bars.minimumSizeHint().width(), 800)
    small = ink(bars)
    assert 0 < small < 0.6 * large
    bars.resize(bars.width(), 250)  # too low for ten lines of the large text, and not of the small one
    assert bars.written == tuple(range(10))


def test_the_usual_text_is_not_written_smaller(bars):
    assert bars.minimumSizeHint().width() == bars.comfortable_width


def ink(bars):
    """How high the first name is, in pixels."""
    image = bars.grab().toImage()
    row, left = bars.height() // 10, round(bars.fontMetrics().height() * 0.3)
    columns = range(left, image.width() // 3)
    dark = [y for y in range(row) if any(QColor(image.pixel(x, y)).lightness() < 100 for x in columns)]
    return len(dark)
