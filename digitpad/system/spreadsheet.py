"""Keep a spreadsheet from computing a text in a table as if it were a formula."""

from typing import Any

_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What makes a spreadsheet compute a text instead of showing it; the wide forms count in some languages."""


def cell(value: Any) -> Any:
    """A value for a table; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    if not isinstance(value, str):
        return value
    value = value.replace("\0", "")  # some readers end at it
    # Spreadsheets skip white space before they look for a sign.
    return f"'{value}" if value.lstrip().startswith(_FORMULA_SIGNS) else value
