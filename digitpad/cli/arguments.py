"""Parse arguments: mistakes as one line, numbers as people write them."""

import argparse
from typing import NoReturn, TypeAlias

from digitpad.errors import DigitpadError
from digitpad.formatting import printable
from digitpad.translation import N_, _

EXIT_BAD_INPUT = 2


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, as for every other mistake, and where to read on."""

    def error(self, message: str) -> NoReturn:
        """End the program."""
        line = _("digitpad: {message} (see {prog} --help).").format(message=printable(message), prog=self.prog)
        self.exit(EXIT_BAD_INPUT, line + "\n")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
"""What a command is added to."""


def add_actions(command: Parser) -> Commands:
    """Room for the actions of a command; whoever types none is told which there are."""
    actions = command.add_subparsers(metavar="ACTION")

    def refuse(__: argparse.Namespace) -> NoReturn:
        raise DigitpadError(
            N_("Say what is to be done: {prog} {choices}."), prog=command.prog, choices=" | ".join(actions.choices)
        )

    command.set_defaults(run=refuse)
    return actions


def number(text: str) -> float:
    """A number with a point or, as in the window, a comma before its decimals.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("“{text}” is not a number").format(text=text)) from error


def whole(text: str) -> int:
    """A whole number.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        return int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("“{text}” is not a whole number").format(text=text)) from error
