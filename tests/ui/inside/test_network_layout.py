"""Where cells stand, and which neurons have one."""

import numpy as np
import pytest

from digitpad.ui.inside.inside_look import Neuron, look_inside
from digitpad.ui.inside.network_layout import MOST_CELLS, lay_out, shown_units


@pytest.fixture
def look(built_in, sight_of):
    return look_inside(sight_of("3", built_in), Neuron(1, 5))


@pytest.mark.parametrize("width", [150, 380, 900])
@pytest.mark.parametrize("em", [17, 34])
def test_nothing_overlaps_and_everything_is_inside(look, width, em):
    layout = lay_out(look, width, em)
    cells = [cell for layer in layout.layers for cell in layer.cells]
    assert all(cell.left() >= -1 and cell.right() <= width + 1 and cell.bottom() <= layout.height for cell in cells)
    for layer in layout.layers:
        places = {(round(cell.left(), 3), round(cell.top(), 3)) for cell in layer.cells}
        assert len(places) == len(layer.units)
    bottoms = [layout.picture.bottom(), *(max(cell.bottom() for cell in layer.cells) for layer in layout.layers)]
    tops = [layer.caption.top() for layer in layout.layers]
    assert all(top > bottom for top, bottom in zip(tops, bottoms, strict=False))


def test_ten_outputs_are_one_row_in_the_narrowest_page(look):
    outputs = lay_out(look, 365, 17).layers[-1].cells
    assert len({cell.top() for cell in outputs}) == 1


def test_of_many_the_most_active_and_those_on_the_paths(look):
    for layer in (0, 1):
        units = shown_units(look, layer)
        values = np.abs(look.layers[layer].values[0])
        assert len(units) == len(set(units)) == MOST_CELLS
        assert [values[unit] for unit in units] == sorted(values[list(units)], reverse=True)
        most_active = set(np.argsort(-values, kind="stable")[:MOST_CELLS].tolist())
        on_paths = {5} if layer else {term.source for term in look.paths.incoming}
        assert on_paths <= set(units)
        assert set(units) - on_paths <= most_active
    assert lay_out(look, 400, 17).layers[0].more == 1280 - MOST_CELLS


def test_few_stand_by_number(look):
    assert shown_units(look, 2) == tuple(range(10))


def test_a_pixel_is_in_the_picture(look):
    layout = lay_out(look, 400, 17)
    assert layout.picture.contains(layout.pixel(0))
    assert layout.picture.contains(layout.pixel(783))
    assert layout.pixel(28).y() > layout.pixel(27).y()
