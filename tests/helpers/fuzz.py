"""How hard a parser is shaken: a few hundred examples in `make test`, ten thousand fresh ones in `make fuzz`."""

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

_EXAMPLES = os.environ.get("DIGITPAD_FUZZ_EXAMPLES")

fuzzed = settings(
    max_examples=int(_EXAMPLES or 200),
    deadline=None,
    derandomize=_EXAMPLES is None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def damaged(wholes: list[bytes], length: int = 8_000) -> st.SearchStrategy[bytes]:
    """One of these files with bytes changed, removed and put in, and with its end cut off."""
    edit = st.tuples(st.integers(0, length), st.integers(0, 3), st.binary(max_size=4))

    def damage(whole: bytes, edits: list[tuple[int, int, bytes]], end: int) -> bytes:
        content = bytearray(whole)
        for position, removed, added in edits:
            start = position % len(whole)
            content[start : start + removed] = added
        return bytes(content[: max(0, len(content) - end)])

    cut = st.just(0) | st.integers(0, 50)
    return st.builds(damage, st.sampled_from(wholes), st.lists(edit, max_size=6), cut)
