"""Say whether a network answers the raw and the prepared picture alike."""

from digitpad.model.answer import UNKNOWN
from digitpad.translation import N_, _

_SAME = (
    N_("Raw or prepared, the network says {raw}."),
    N_("Raw or prepared, the network is not sure."),
)
_SAME_OF_SEVERAL = (
    N_("Digit {number} of {count}: raw or prepared, the network says {raw}."),
    N_("Digit {number} of {count}: raw or prepared, the network is not sure."),
)
_DIFFERENT = (
    N_("Raw, the network says {raw}; prepared, it says {ready}."),
    N_("Raw, the network says {raw}; prepared, it is not sure."),
    N_("Raw, the network is not sure; prepared, it says {ready}."),
)
_DIFFERENT_OF_SEVERAL = (
    N_("Digit {number} of {count}: raw, the network says {raw}; prepared, it says {ready}."),
    N_("Digit {number} of {count}: raw, the network says {raw}; prepared, it is not sure."),
    N_("Digit {number} of {count}: raw, the network is not sure; prepared, it says {ready}."),
)


def verdict(raw: str, ready: str, number: int, count: int) -> str:
    """One sentence.

    Args:
        raw: the answer to the raw picture: the name of a class, or `UNKNOWN`.
        ready: the answer to the prepared one.
        number: which of several digits it is about, from 1.
        count: how many there are.
    """
    if raw == ready:
        sure, unsure = _SAME if count < 2 else _SAME_OF_SEVERAL
        sentence = unsure if raw == UNKNOWN else sure
    else:
        both, first, second = _DIFFERENT if count < 2 else _DIFFERENT_OF_SEVERAL
        sentence = second if raw == UNKNOWN else first if ready == UNKNOWN else both
    return _(sentence).format(raw=raw, ready=ready, number=number, count=count)


def verdicts(name: str) -> tuple[str, ...]:
    """All that may be said about one digit, with this name for every class."""
    return tuple(_(sentence).format(raw=name, ready=name) for sentence in (*_SAME, *_DIFFERENT))
