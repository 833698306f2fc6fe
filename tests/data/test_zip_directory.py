"""A zip is measured before `zipfile` makes an object of each of its members."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.data.untrusted_files import zip_directory_size


def packed(members, comment=b""):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(members):
            archive.writestr(f"{number:04}", b"x")
        archive.comment = comment
    return buffer.getvalue()


@pytest.mark.parametrize("members", [0, 1, 100])
def test_the_size_is_that_of_the_list(members):
    file = io.BytesIO(packed(members))
    assert zip_directory_size(file) == members * (46 + 4)
    assert file.tell() == 0


def test_the_64_bit_variant_is_longer_than_any_limit():
    whole = packed(3)
    locator = b"PK\x06\x07" + bytes(16)
    assert zip_directory_size(io.BytesIO(whole[:-22] + locator + whole[-22:])) == 1 << 32


def test_a_comment_is_longer_than_any_limit_or_hides_the_end():
    assert zip_directory_size(io.BytesIO(packed(3, b"hello"))) is None
    whole = bytearray(packed(3))
    whole[-2:] = b"\5\0"
    assert zip_directory_size(io.BytesIO(bytes(whole))) == 1 << 32


@given(st.binary(max_size=80))
def test_any_bytes_are_answered(content):
    size = zip_directory_size(io.BytesIO(content))
    assert (size is None) == (content[-22:][:4] != b"PK\x05\x06" or len(content) < 22)
