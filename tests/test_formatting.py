import pytest

from digitpad.formatting import percent, printable, time_left, visible, whole_percent, with_minus


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0.0\N{NO-BREAK SPACE}%"),
        (0.5, "50.0\N{NO-BREAK SPACE}%"),
        (0.98345, "98.3\N{NO-BREAK SPACE}%"),
        (0.99949, "99.9\N{NO-BREAK SPACE}%"),
        (1, "100.0\N{NO-BREAK SPACE}%"),
        # What a float32 softmax gives for certainty may be a little more than 1.
        (1.0000001, "100.0\N{NO-BREAK SPACE}%"),
    ],
)
def test_percent(share, text):
    assert percent(share) == text


@pytest.mark.parametrize("share", [0.9995, 0.99999, 1 - 2**-53])
def test_nearly_certain_is_not_certain(share):
    assert percent(share) == "99.9\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-3, "0:00"),
        (0, "0:00"),
        (0.1, "0:01"),
        (7, "0:07"),
        (59.2, "1:00"),
        (750, "12:30"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (3725, "1:02:05"),
        (360_000, "100:00:00"),
    ],
)
def test_time_left(seconds, text):
    assert time_left(seconds) == text


@pytest.mark.parametrize(("share", "text"), [(0, "0"), (0.004, "0"), (0.155, "16"), (0.983, "98"), (1.0000001, "100")])
def test_whole_percent(share, text):
    assert whole_percent(share) == f"{text}\N{NO-BREAK SPACE}%"


def test_nearly_certain_is_not_certain_without_digits_either():
    assert whole_percent(0.9999) == "99\N{NO-BREAK SPACE}%"


def test_negative_numbers_have_a_minus_sign_and_no_hyphen():
    assert with_minus("-1.5") == "\N{MINUS SIGN}1.5"
    assert with_minus("2e-05") == "2e\N{MINUS SIGN}05"
    assert with_minus("7") == "7"


def test_printable_text_has_no_control_characters_and_one_line():
    assert printable("a\x1b[31mb\nc") == "a?[31mb?c"
    assert printable("a\nb", instead=" ") == "a b"
    assert printable("Übung “1”") == "Übung “1”"


@pytest.mark.parametrize(("text", "shown"), [("abcd", "abcd"), ("abcde", "abc…"), ("", "")])
def test_printable_text_is_cut_with_an_ellipsis(text, shown):
    assert printable(text, 4) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("98.3\N{NO-BREAK SPACE}%\nand\ttwo", "98.3\N{NO-BREAK SPACE}%\nand\ttwo"),
        ("a/\N{ZERO WIDTH SPACE}b", "a/\N{ZERO WIDTH SPACE}b"),
        ("\u202egpj.7", "?gpj.7"),
        ("a\x1bb\r\x00\x85", "a?b???"),
        ("\u2067\u200f\u2028\ufeff\ud800", "?????"),
        ("Übung “1” می\u200cخواهم", "Übung “1” می\u200cخواهم"),
    ],
)
def test_what_turns_or_hides_other_characters_is_shown(text, shown):
    assert visible(text) == shown
