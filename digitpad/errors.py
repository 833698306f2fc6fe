"""Errors that a person is shown: a sentence as key, and facts."""

from collections.abc import Callable
from typing import Any

from digitpad.translation import Plural, sentence


class DigitpadError(Exception):
    """A problem that the user can understand, as one sentence.

    The sentence says what the thing is, what was expected and what to do. It is shown as it is: in a dialog in the
    window, on standard error with exit code 2 on the command line. It is translated only there, by `str(error)`:

        raise DigitpadError(N_("“{name}” is not a picture; choose a PNG or JPEG file."), name=path.name)

    Attributes:
        key: the English sentence with named placeholders, marked by `N_`, or by `N_plural`; then the fact `count`
            chooses the form. Without facts nothing is filled in, and braces stand for themselves.
        facts: what stands for the placeholders: anything, also a `Message` or another error.
    """

    def __init__(self, key: str | Plural, /, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts

    def __str__(self) -> str:
        return sentence(self.key, self.facts)

    def __reduce__(self) -> tuple[Callable[..., "DigitpadError"], tuple[Any, ...], dict[str, Any]]:
        # Python would call the class with `args`, which fits neither facts nor the arguments of derived errors.
        return _again, (type(self), self.args), self.__dict__


class CancelledError(Exception):
    """The user stopped a piece of work; nothing is wrong and nothing is left half done."""


def reason_of(error: object) -> str:
    """Why the system or a library would not do something, in its own few words, to stand in brackets."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _again(kind: type[DigitpadError], args: tuple[Any, ...]) -> DigitpadError:
    """An error out of another process, or a copy; what it says is set afterwards."""
    error = kind.__new__(kind)
    error.args = args
    return error
