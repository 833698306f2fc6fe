"""Where cells stand in a strip."""

import numpy as np
import pytest
from helpers.networks import always, with_random_numbers

from digitpad.model.spec import NetworkInfo, NetworkSpec
from digitpad.ui.inside.compact_layout import compact_height, lay_out_compact
from digitpad.ui.inside.inside_look import look_inside


def look_at(sight_of, hidden, names=tuple("0123456789")):
    spec = NetworkSpec.mlp(hidden, "relu", classes=len(names))
    return look_inside(sight_of("3", with_random_numbers(spec, NetworkInfo(names))), None)


@pytest.mark.parametrize("hidden", [(), (16,), (300,), (1280, 704), (90,) * 3, (64,) * 7])
@pytest.mark.parametrize(("width", "em"), [(226, 17), (295, 17), (226, 34), (1800, 40)])
def test_nothing_overlaps_and_everything_is_inside(sight_of, hidden, width, em):
    look = look_at(sight_of, hidden)
    layout = lay_out_compact(look, width, em)
    assert layout.height == compact_height(len(hidden), look.sight.names, width, em)
    fields = [layout.picture, *(cell for layer in layout.layers for cell in layer.cells)]
    assert all(
        field.left() >= -1 and field.top() >= -0.1 and field.right() <= width + 1 and field.bottom() <= layout.height
        for field in fields
    )
    for number, first in enumerate(fields):
        assert not any(first.intersects(second) for second in fields[number + 1 :])
    assert all(layer.caption.isEmpty() for layer in layout.layers)
    assert [len(layer.units) + layer.more for layer in layout.layers] == [*hidden, 10]


def test_the_most_active_come_first_and_all_paths_end_at_a_cell(sight_of):
    look = look_at(sight_of, (1280, 704))
    layout = lay_out_compact(look, 226, 17)
    for number in (0, 1):
        values = np.abs(look.layers[number].values[0])
        shown = values[list(layout.layers[number].units)]
        assert shown.tolist() == sorted(shown, reverse=True)
    assert {term.source for term in look.paths.incoming} <= set(layout.layers[1].units)
    assert shown[0] == values.max()


@pytest.mark.parametrize("names", [
    tuple(map(str, range(62))), ("T-shirt or top", "Trouser", *"23456789"),
], ids=["many", "long"])
def test_where_names_have_no_room_outputs_are_small_cells(sight_of, names):
    layout = lay_out_compact(look_at(sight_of, (30,), names), 226, 17)
    cells = layout.layers[-1].cells
    assert len(cells) == len(names)
    assert {(cell.width(), cell.height()) for cell in cells} == {(cells[0].width(),) * 2}
    assert cells[0].height() < 17


def test_two_hidden_layers_leave_readable_bars_in_a_small_window():
    """The bars have 350 pixels there, and 221 are readable."""
    assert compact_height(2, tuple("0123456789"), 226, 17) < 350 - 221 - 8


def test_a_network_of_two_classes_has_two_outputs(sight_of):
    look = look_inside(sight_of("3", always([0.1, 0.9], names=("a", "b"))), None)
    assert len(lay_out_compact(look, 226, 17).layers[-1].cells) == 2
