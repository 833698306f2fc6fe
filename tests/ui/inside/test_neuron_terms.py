"""The sum of a neuron is written down as the network has it."""

import numpy as np
import pytest
from helpers.windows import shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.insight.layers import unit_layers
from digitpad.insight.neuron import neuron_sum
from digitpad.ui.inside.neuron_terms import NeuronTerms, exact_text, neuron_text, short_text, source_text


def number(text):
    return float(text.replace("−", "-"))


@pytest.mark.parametrize(("layer", "unit"), [(0, 3), (1, 700), (2, 9)])
def test_the_table_adds_up_to_the_total_that_the_network_has(qapp, built_in, sight_of, layer, unit):
    sight = sight_of("3", built_in)
    found = neuron_sum(unit_layers(built_in, sight.picture)[layer], unit)
    table = NeuronTerms()
    table.show_sum(found, layer)
    assert table.property("total") == found.total
    rows = [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())]
    assert len(rows) == len(found.terms) + 3
    *terms, others, bias, total = rows
    assert others[0] == f"{found.others:,} others"
    assert np.float32(number(total[3])) == np.float32(found.total)  # not a bit is lost
    assert sum(number(row[3]) for row in (*terms, others, bias)) == pytest.approx(found.total, abs=1e-3)
    for row, term in zip(terms, found.terms, strict=True):
        assert number(row[1]) * number(row[2]) == pytest.approx(number(row[3]), rel=2e-5)
        row_number, column = divmod(term.source, 28)
        expected = f"Pixel {row_number + 1}, {column + 1}" if layer == 0 else f"Neuron {term.source}"
        assert row[0] == expected


def test_a_row_is_clicked_and_marked(qtbot, built_in, sight_of):
    found = neuron_sum(unit_layers(built_in, sight_of("3", built_in).picture)[1], 5)
    table = NeuronTerms()
    table.resize(500, 400)
    table.show_sum(found, 1)
    shown(table, qtbot)
    chosen = []
    table.source_chosen.connect(chosen.append)
    for row in (3, len(found.terms)):  # and all others together, which are none to choose
        place = table.visualItemRect(table.item(row, 1)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    source = found.terms[3].source
    assert chosen == [source]
    table.show_sum(found, 1, source)
    marked = [table.item(row, 0).text() for row in range(table.rowCount())]
    assert [text for text in marked if text.startswith("▸")] == [f"▸ Neuron {source}"]


def test_neurons_are_called_by_layer_and_outputs_by_class():
    assert neuron_text(1, 5) == "Neuron 5 of layer 2"
    assert neuron_text(1, 1, ("cat", "dog")) == "The output “dog”"
    assert source_text(0, 29) == "Pixel 2, 2"


@pytest.mark.parametrize("value", [0.1, -1 / 3, 1e-7, 123456.789, 0.0])
def test_exact_text_tells_every_32_bit_number_from_the_others(value):
    assert np.float32(number(exact_text(value))) == np.float32(value)


def test_short_text_has_six_digits():
    assert short_text(-1 / 3) == "−0.333333"
