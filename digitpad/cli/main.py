"""The command line: parse arguments, run the command, turn errors into one line and exit code 2."""

import argparse
import contextlib
import faulthandler
import io
import json
import logging
import os
import sys
import traceback
from collections.abc import Container, Sequence
from pathlib import Path

from digitpad import __version__, translation
from digitpad.cli import data_parser, evaluate, lesson_parser, model, train_parser
from digitpad.cli.arguments import EXIT_BAD_INPUT, Parser
from digitpad.errors import DigitpadError, reason_of
from digitpad.system import collector, log_file, paths, policy, streams
from digitpad.translation import N_, _

EXIT_UNEXPECTED = 1
EXIT_INTERRUPTED = 130
_log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: without the program's name; those of the process by default.

    Returns:
        The exit code.
    """
    _prepare_streams()
    translation.use_language()
    options = _parse(list(sys.argv[1:] if arguments is None else arguments))
    if problem := policy.current().problem:
        print(f"digitpad: {problem}", file=sys.stderr)
    try:
        _refuse_a_mixture(options)
        if not options.check:  # whose report tells it
            _refuse_a_file(options.data_dir)
        _start_log(options)
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except DigitpadError as error:
        _log.info("refused", exc_info=error)
        print(f"digitpad: {error}", file=sys.stderr)
        return EXIT_BAD_INPUT
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except OSError as error:
        if error.filename is not None:  # not about what is printed
            return _unexpected(error, options)
        _give_up_output()
        if streams.reader_has_gone(error):
            return 0
        sentence = _("The output could not be written ({reason}).").format(reason=reason_of(error))
        print(f"digitpad: {sentence}", file=sys.stderr)
        return EXIT_BAD_INPUT
    except Exception as error:  # noqa: BLE001 - it is logged, and said or raised again
        return _unexpected(error, options)
    finally:
        log_file.stop()


def _unexpected(error: Exception, options: argparse.Namespace) -> int:
    """Log an error that nobody has foreseen, and end as Python does, with what it was."""
    log_file.log_unexpected(error)
    if _opens_window(options) or not getattr(sys, "frozen", False):
        raise error
    # On Windows the frozen program shows it in a box, and a command in a script would wait for ever for a click.
    traceback.print_exception(error)
    return EXIT_UNEXPECTED


def _opens_window(options: argparse.Namespace) -> bool:
    return options.run is _gui and not options.check and not options.self_test


def _start_log(options: argparse.Namespace) -> None:
    """Keep a log in the data folder; a command makes no folder for it, the window does."""
    try:
        folder = options.data_dir or paths.user_data_dir()
    except DigitpadError:  # no home folder: whoever needs the data folder says so
        return
    log_file.start(folder / log_file.NAME, debug=options.debug, makes_folder=_opens_window(options))


def _prepare_streams() -> None:
    streams.provide()
    if not faulthandler.is_enabled():
        # If a library crashes, it is at least said where; 2 itself leads elsewhere while TensorFlow is loaded.
        faulthandler.enable(os.dup(2))
    if isinstance(sys.stdout, io.TextIOWrapper):
        # As standard error does by itself: what the terminal's encoding lacks is spelled out.
        sys.stdout.reconfigure(errors="backslashreplace")


def _give_up_output() -> None:
    """What is still in the buffer goes nowhere, so that Python does not complain about it on the way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refuse_a_mixture(options: argparse.Namespace) -> None:
    """What is done instead of opening the window is done alone, with nothing else that was typed left undone."""
    given = [f"--{name}" for name in ("self-test", "check") if getattr(options, name.replace("-", "_"))]
    if len(given) > 1:
        raise DigitpadError(
            N_("{first} and {second} are two things to do; type one of them."), first=given[0], second=given[1]
        )
    if given and (options.run is not _gui or options.files):
        raise DigitpadError(
            N_("{given} is done without opening files and without a command; type it alone."), given=given[0]
        )


def _refuse_a_file(data_dir: Path | None) -> None:
    """The data folder need not exist yet, but neither it nor a folder above it may be something else."""
    places = () if data_dir is None else (data_dir, *data_dir.parents)
    with contextlib.suppress(OSError, ValueError):  # what may not be looked at is told by whoever needs it
        for place in places:
            if place.exists() and not place.is_dir():
                raise DigitpadError(
                    N_("“{place}” is a file; --data-dir expects a folder, which need not exist yet."), place=place
                )


def _parse(arguments: list[str]) -> argparse.Namespace:
    first = _first_word(arguments)
    parser, commands = _parser(first)
    if first is None or first in commands or not _is_path(first):
        return parser.parse_args(arguments)
    return _window_parser().parse_args(arguments)


def _first_word(arguments: list[str]) -> str | None:
    """The first that is neither an option nor the value of one: a command, or a file."""
    words = iter(arguments)
    for word in words:
        if len(word) > 2 and "--data-dir".startswith(word):  # argparse takes a beginning of it too
            next(words, None)
        elif word == "--":
            return next(words, None)
        elif not word.startswith("-"):
            return word
    return None


def _is_path(word: str) -> bool:
    """A name without folder and ending may be a file, but is more often a slip in the name of a command."""
    path = Path(word)
    with contextlib.suppress(OSError):  # a name that no file can have
        return bool(path.suffix) or path.name != word or path.exists()
    return False


def _window_parser() -> Parser:
    """For files instead of a command."""
    parser = Parser(prog="digitpad", description=_("Opens the window with these files."))
    _add_window_options(parser)
    told = _("networks, pictures, datasets, digits to merge")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=told)
    return parser


def _add_window_options(parser: Parser) -> None:
    parser.add_argument("--version", action="version", version=f"digitpad {__version__}")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help=_("keep everything of the user's in DIR"))
    parser.add_argument("--self-test", action="store_true", help=_("try everything off screen and print OK"))
    parser.add_argument("--check", action="store_true", help=_("say whether Digitpad will work on this computer"))
    parser.add_argument("--json", action="store_true", help=_("with --check: as one JSON object"))
    parser.add_argument("--debug", action="store_true", help=_("log more, and print the log on standard error"))
    parser.set_defaults(run=_gui, files=[])


def _parser(first: str | None) -> tuple[Parser, Container[str]]:
    """The parser, and the names of its commands.

    Args:
        first: the first word that was typed: what costs time is told for that command only.
    """
    parser = Parser(
        prog="digitpad",
        description=_("Draw a digit, watch a neural network answer, and retrain it. Opens the window."),
        epilog=_("digitpad FILE ... opens the window with networks, pictures, datasets, or digits to merge."),
    )
    _add_window_options(parser)
    commands = parser.add_subparsers(metavar="COMMAND")

    recognize = commands.add_parser("recognize", help=_("say what a picture or a drawing shows"))
    recognize.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("a picture, or ink as JSON lines"))
    recognize.add_argument(
        "--network", type=Path, metavar="FILE.keras", help=_("another network than the built-in one")
    )
    recognize.add_argument("--json", action="store_true", help=_("one JSON object a line, with all probabilities"))
    recognize.add_argument(
        "--turn", type=int, choices=(0, 90, 180, 270), metavar="DEGREES",
        help=_("turn pictures to the right by 0, 90, 180 or 270 degrees; else their digits say how"),
    )
    recognize.set_defaults(run=_recognize)

    train_parser.add_parser(commands, asked=first == "train")

    lesson_parser.add_parser(commands)
    data_parser.add_parser(commands)

    demo = commands.add_parser("demo", help=_("the whole loop without a display: draw, train, draw again"))
    demo.add_argument("--screenshot", type=Path, default=Path("demo.png"), metavar="FILE.png")
    demo.set_defaults(run=_demo)

    model.add_parser(commands)
    evaluate.add_parser(commands)
    return parser, commands.choices


def _gui(options: argparse.Namespace) -> int:
    if options.check:
        return _check(options)
    if options.json:
        raise DigitpadError(N_("--json belongs to --check or behind a command."))
    if options.self_test:
        from digitpad.cli.self_test import self_test

        return self_test()
    from digitpad.system.display import why_no_window

    if (reason := why_no_window()) is not None:
        raise DigitpadError(N_("{reason} Type “digitpad demo” to see it work without one."), reason=reason)
    with collector.at_rest():
        from digitpad.app import run

    folder = options.data_dir or paths.window_data_dir()
    if streams.lead_to_log():
        streams.keep_crashes_in(folder / "digitpad.crash.log")
    return run(options.data_dir, [path.absolute() for path in options.files])


def _check(options: argparse.Namespace) -> int:
    from digitpad.computer_check import examine
    from digitpad.system.screens import smallest_screen

    report = examine(options.data_dir or paths.window_data_dir(), smallest_screen())
    print(json.dumps(report.to_json()) if options.json else report.text())
    if report.problems:
        print(f"digitpad: {report.sentence()}", file=sys.stderr)
        return EXIT_BAD_INPUT
    return 0


def _demo(options: argparse.Namespace) -> int:
    from digitpad.cli.demo import demo

    return demo(options.screenshot)


def _recognize(options: argparse.Namespace) -> int:
    from digitpad.cli.networks import say_beside
    from digitpad.cli.recognize import recognize

    for line in recognize(options.files, options.network, as_json=options.json, turn=options.turn, say=say_beside):
        print(line)
    return 0
