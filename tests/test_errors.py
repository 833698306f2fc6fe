"""What the program says of what others say."""

import errno
import os
import zlib

import pytest

from digitpad.errors import reason_of


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/somewhere"), os.strerror(errno.ENOSPC)),
        (OSError("timed out"), "timed out"),
        (ValueError("embedded null byte"), "embedded null byte"),
        (MemoryError(), "MemoryError"),
        (zlib.error("Error -3"), "Error -3"),
        ("a server's own words", "a server's own words"),
    ],
)
def test_a_reason_is_a_few_words_without_a_path(error: object, expected: str) -> None:
    assert reason_of(error) == expected
