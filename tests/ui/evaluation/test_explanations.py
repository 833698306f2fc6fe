"""Every part of the page has its formula and its source."""

import pytest

from digitpad.ui.evaluation.explanations import ENDURANCE, MATRIX, SURENESS


@pytest.mark.parametrize(
    ("paragraphs", "source"), [(MATRIX, "McNemar"), (ENDURANCE, "Hendrycks"), (SURENESS, "Guo")]
)
def test_each_has_its_formula_and_its_source(paragraphs, source):
    assert source in "\n\n".join(paragraphs)
