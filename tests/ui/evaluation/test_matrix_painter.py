"""What is painted: colours by share, numbers where there is room, frames around what is selected."""

import pytest
from helpers.evaluations import evaluation, random_evaluation
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from digitpad.evaluation.confusion import confusion
from digitpad.ui.evaluation.matrix_content import MatrixContent
from digitpad.ui.evaluation.matrix_layout import laid_out
from digitpad.ui.evaluation.matrix_painter import Marks, ground, paint_matrix
from digitpad.ui.widgets import theme

LABELS = [0] * 10 + [1] * 10
SMALL = MatrixContent(confusion(evaluation(LABELS, [0] * 5 + [1] * 5 + [1] * 9 + [2], 3)))


def painted(content, side=400, marks=None):
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.colours().surface))
    layout = laid_out(side, side, content.classes, (20, 20), 17)
    painter = QPainter(image)
    paint_matrix(painter, content, layout, QFont(), *(() if marks is None else (marks,)))
    painter.end()
    return image, layout


def lightness(image, place):
    """From 0, black, to 255 on average: what is left of it in print without colour."""
    points = [(x, y) for x in range(place.left(), place.right()) for y in range(place.top(), place.bottom())]
    return sum(image.pixelColor(*point).lightness() for point in points) / len(points)


def test_the_larger_the_share_the_stronger_the_colour_also_without_colour(qapp):
    few, many = ground(SMALL, (1, 2)), ground(SMALL, (0, 1))
    assert many.lightness() < few.lightness() < ground(SMALL, (0, 2)).lightness()
    assert many.red() > many.blue()


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_a_number_can_be_read_on_the_strongest_colour(qapp, appearance):
    theme.apply(qapp, appearance, 100)
    worst = MatrixContent(confusion(evaluation([0] * 9, [1] * 9, 2)))

    def luminance(colour):
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
                 for part in (colour.redF(), colour.greenF(), colour.blueF())]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    below, above = sorted((luminance(ground(worst, (0, 1))), luminance(QColor(theme.colours().text))))
    assert (above + 0.05) / (below + 0.05) > 3  # WCAG 2, large text


def test_a_number_stands_in_its_cell_and_none_in_an_empty_one(qapp):
    image, layout = painted(SMALL)
    inside = layout.cell(0, 0).adjusted(4, 4, -4, -4)
    colours = {image.pixelColor(x, y).name() for x in range(inside.left(), inside.right())
               for y in range(inside.top(), inside.bottom())}
    empty = layout.cell(0, 2).adjusted(4, 4, -4, -4)
    nothing = {image.pixelColor(x, y).name() for x in range(empty.left(), empty.right())
               for y in range(empty.top(), empty.bottom())}
    assert len(colours) > 1
    assert len(nothing) == 1


def test_cells_too_small_for_numbers_have_none(qapp):
    image, layout = painted(MatrixContent(confusion(random_evaluation(62, 4000))), 420)
    inside = layout.cell(5, 5).adjusted(1, 1, -1, -1)
    colours = {image.pixelColor(x, y).name() for x in range(inside.left(), inside.right() + 1)
               for y in range(inside.top(), inside.bottom() + 1)}
    assert len(colours) == 1


def test_selected_partly_selected_and_the_keyboards_cell_can_be_told_apart(qapp):
    cell = (0, 1)
    images = [
        painted(SMALL, marks=marks)[0] for marks in (
            Marks(), Marks(frozenset([cell])), Marks(frozenset(), frozenset([cell])), Marks(cursor=cell)
        )
    ]
    assert all(one != other for number, one in enumerate(images) for other in images[:number])


def test_the_axes_are_named(qapp):
    """In the strip of titles there is ink, above the columns and left of the rows."""
    image, layout = painted(SMALL)
    above = layout.cell(0, 0)
    above.setRect(layout.left, 1, 100, layout.title - 2)
    left = layout.cell(0, 0)
    left.setRect(1, layout.top, layout.title - 2, layout.height * 3)
    paper = QColor(theme.colours().surface).lightness()
    assert lightness(image, above) < paper
    assert lightness(image, left) < paper
