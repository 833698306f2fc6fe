"""Files with charts, read again: light on the darkest screen, with lines as lines."""

import xml.etree.ElementTree as ElementTree

import pytest
from helpers.evaluations import random_evaluation
from helpers.windows import shown
from PySide6.QtGui import QColor, QImage

from digitpad.evaluation.confusion import confusion
from digitpad.ui.evaluation.charts import Chart, to_pdf, to_png, to_svg
from digitpad.ui.evaluation.confusion_matrix import ConfusionMatrix
from digitpad.ui.evaluation.matrix_content import MatrixContent
from digitpad.ui.widgets import theme


@pytest.fixture
def chart(qtbot, qapp):
    theme.apply(qapp, "dark", 100)
    matrix = ConfusionMatrix()
    matrix.resize(400, 320)
    matrix.show_content(MatrixContent(confusion(random_evaluation(), 0.4)))
    return Chart("Of <b>these</b>", shown(matrix, qtbot))


def test_a_picture_has_all_charts_on_white_paper(chart):
    image = QImage.fromData(to_png([chart, chart]))
    assert image.width() == 2 * 400
    assert image.height() > 2 * 2 * 320
    corners = [image.pixelColor(x, y) for x in (0, image.width() - 1) for y in (0, image.height() - 1)]
    assert corners == [QColor(theme.LIGHT.surface)] * 4
    dark = theme.DARK
    assert theme.colours() is dark


def test_a_drawing_is_made_of_lines_and_text(chart):
    root = ElementTree.fromstring(to_svg([chart]))
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert {"svg", "text"} <= kinds
    assert "image" not in kinds
    said = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert "Of <b>these</b>" in "".join(filter(None, said))
    counts = chart.widget.property("counts")
    assert str(counts[0][0]) in said
    assert root.get("viewBox").split() == ["0", "0", "400", root.get("viewBox").split()[3]]


def test_a_report_has_as_many_pages_as_it_needs(chart):
    few, many = (to_pdf("A network", ["One sentence.", "", "Another."], [chart] * count) for count in (1, 6))
    assert few.startswith(b"%PDF-")
    assert few.rstrip().endswith(b"%%EOF")
    assert few.count(b"/Type /Page\n") == 1
    assert many.count(b"/Type /Page\n") > 1


def test_a_report_without_charts_is_one(qapp):
    assert to_pdf("Nothing", [], []).startswith(b"%PDF-")
