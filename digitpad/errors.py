"""What the program says when it cannot do what it was asked."""


class DigitpadError(Exception):
    """A problem that the user can understand, as one sentence.

    The message says what the thing is, what was expected and what to do. It is shown as it is: in a dialog in the
    window, on standard error with exit code 2 on the command line.
    """


class CancelledError(Exception):
    """The user stopped a piece of work; nothing is wrong and nothing is left half done."""


def reason_of(error: object) -> str:
    """Why the system or a library would not do something, in its own few words, to stand in brackets."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
