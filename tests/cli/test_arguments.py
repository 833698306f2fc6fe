"""Numbers as people type them in a terminal."""

import argparse
import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.cli.arguments import Parser, add_actions, number, whole


@given(st.floats(allow_nan=False))
def test_a_number_may_have_a_point_or_a_comma(value):
    assert number(str(value)) == number(str(value).replace(".", ",")) == value


@given(st.integers())
def test_a_whole_number(value):
    assert whole(str(value)) == value


@given(st.text())
@pytest.mark.parametrize(("read", "kind"), [(number, float), (whole, int)])
def test_any_text_is_a_number_or_refused(read, kind, text):
    with contextlib.suppress(argparse.ArgumentTypeError):
        assert type(read(text)) is kind


def test_what_is_out_of_range_is_for_the_plan_to_refuse():
    assert math.isnan(number("nan"))
    assert math.isinf(number("9" * 400))
    assert whole("9" * 400) > 0
    with pytest.raises(argparse.ArgumentTypeError):
        whole("9" * 5000)


@given(st.text(min_size=1))
def test_a_mistake_is_one_line_whatever_was_typed(text):
    parser = Parser(prog="digitpad")
    said = []
    parser.exit = lambda code, message: said.append((code, message))
    parser.error(text)
    (code, message), = said
    assert (code, message.count("\n")) == (2, 1)
    assert message[:-1].isprintable()
    assert message.endswith(" (see digitpad --help).\n")


def test_an_action_is_done_and_not_asked_for_again():
    command = Parser(prog="digitpad").add_subparsers().add_parser("data")
    add_actions(command).add_parser("list").set_defaults(run="listed")
    assert command.parse_args(["list"]).run == "listed"
