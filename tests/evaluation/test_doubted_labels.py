"""The list of doubtful labels: what is in it stays, and what cannot be read is left alone."""

import pytest

from digitpad.errors import DigitpadError
from digitpad.evaluation.doubted_labels import NAME, change_doubt, read_doubts

ONE, TWO = "0" * 16, "0123456789abcdef"


def test_each_set_has_a_list_of_its_own(data_dir):
    assert read_doubts(data_dir, "mnist") == frozenset()
    assert change_doubt(data_dir, "mnist", ONE, True) == {ONE}
    assert change_doubt(data_dir, "mnist", TWO, True) == {ONE, TWO}
    assert change_doubt(data_dir, "our-digits", TWO, True) == {TWO}
    assert change_doubt(data_dir, "mnist", ONE, False) == {TWO}
    assert change_doubt(data_dir, "mnist", ONE, False) == {TWO}
    assert (read_doubts(data_dir, "mnist"), read_doubts(data_dir, "our-digits")) == ({TWO}, {TWO})
    assert [path.name for path in data_dir.iterdir()] == [NAME]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"mnist": 3}', b'{"mnist": ["x"]}', b'{"mnist": [3]}', b"[" * 100_000, b"\xff"]
)
def test_a_damaged_list_is_refused_and_left_as_it_is(data_dir, content):
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / NAME).write_bytes(content)
    with pytest.raises(DigitpadError, match=r"is damaged or cannot be read, .*move it elsewhere\."):
        read_doubts(data_dir, "mnist")
    with pytest.raises(DigitpadError, match="is damaged"):
        change_doubt(data_dir, "mnist", ONE, True)
    assert (data_dir / NAME).read_bytes() == content
