"""A check that is chosen and typed becomes a check, and one from a file goes on as it was."""

import pytest
from helpers.lessons import complete_lesson

from digitpad.errors import DigitpadError
from digitpad.lessons.checks import CHECKS, BoundCheck, FairTestCheck, MisreadCheck, ReadCheck
from digitpad.ui.lessons.draft_check import NOTHING, DraftCheck, kinds


@pytest.mark.parametrize(("draft", "check"), [
    (DraftCheck("test >=", "95"), BoundCheck("test", True, 0.95)),
    (DraftCheck("gap <=", "2,5"), BoundCheck("gap", False, 0.025)),
    (DraftCheck("gap >=", "-1"), BoundCheck("gap", True, -0.01)),
    (DraftCheck("parameters <=", "10000"), BoundCheck("parameters", False, 10_000)),
    (DraftCheck("seconds <=", "0.5"), BoundCheck("seconds", False, 0.5)),
    (DraftCheck("runs >=", "3"), BoundCheck("runs", True, 3)),
    (DraftCheck("fair_test", setting="hidden"), FairTestCheck("hidden")),
    (DraftCheck("read", "90", digit="7"), ReadCheck("7", 0.9)),
    (DraftCheck("read", digit="7"), ReadCheck("7")),
    (DraftCheck("misread"), MisreadCheck()),
])  # fmt: skip
def test_every_kind_can_be_typed_and_gone_on_with(draft, check):
    assert draft.check() == check
    again = DraftCheck.of(check)
    assert (again.kind, again.check()) == (draft.kind, check)
    assert DraftCheck(again.kind, again.number, again.setting, again.digit).check() == check


def test_those_of_a_file_stay_as_they_are():
    checks = [check for step in complete_lesson().steps for check in step.checks]
    assert [DraftCheck.of(check).check() for check in checks] == checks


@pytest.mark.parametrize(("draft", "why"), [
    (DraftCheck("test >=", ""), "“One run gets at least … of the test pictures right.” needs a number"),
    (DraftCheck("test >=", "950"), "“test” is no comparison"),
    (DraftCheck("runs >=", "2.5"), "“runs” is no comparison"),
    (DraftCheck("read", "90"), "digit"),
])  # fmt: skip
def test_what_makes_no_sense_is_told(draft, why):
    with pytest.raises(DigitpadError, match=why):
        draft.check()


def test_all_of_the_vocabulary_can_be_chosen():
    assert {key.partition(" ")[0] for key in kinds()} == {NOTHING, *CHECKS}
    assert len(set(kinds().values())) == len(kinds()) == 18
