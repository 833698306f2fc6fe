"""Texts that a spreadsheet would compute are shown instead."""

import pytest

from digitpad.system.spreadsheet import cell


@pytest.mark.parametrize(
    ("value", "written"),
    [("=1+1", "'=1+1"), ("  +a", "'  +a"), ("-", "'-"), ("@x", "'@x"), ("＝1", "'＝1"), ("a=b", "a=b"), ("a\0b", "ab"),
     (-3, -3), (0.5, 0.5), (None, None), ("", "")],
)  # fmt: skip
def test_a_cell(value, written):
    assert cell(value) == written
