"""What was done in a lesson: each change gives another state, and the old one stays as it was."""

from datetime import datetime, timedelta

from helpers.lessons import ended_run

from digitpad.lessons.state import MAX_ANSWER, MAX_RUNS, Given, Leaving, LessonState

NOW = datetime(2026, 11, 30, 10, 0)
LATER = NOW + timedelta(minutes=5)
BEGUN = LessonState("mine", NOW)


def test_an_answer_may_be_given_anew_and_says_how_many_runs_came_before_it():
    state = BEGUN.with_answer(1, "guess", 90.0, NOW).with_run(1, ended_run("a"))
    state = state.with_answer(1, "why", "Because.", LATER)
    assert state.of(1).answers == {"guess": Given(90.0, NOW, 0), "why": Given("Because.", LATER, 1)}
    assert state.with_answer(1, "why", "It jumps.", LATER).of(1).answers["why"].value == "It jumps."
    assert BEGUN.of(1).answers == {}, "as it was"
    assert isinstance(BEGUN.with_answer(1, "guess", 90, NOW).of(1).answers["guess"].value, float)
    assert BEGUN.with_answer(1, "why", "x" * 9999, NOW).of(1).answers["why"].value == "x" * MAX_ANSWER


def test_a_run_is_one_row_however_often_it_is_told():
    state = BEGUN.with_run(2, ended_run("a", state="running", epochs=0)).with_run(2, ended_run("b"))
    assert [run.name for run in state.of(2).ended] == ["b"]
    state = state.with_run(2, ended_run("a"))
    assert [run.name for run in state.of(2).ended] == ["a", "b"]
    assert state.of(1).runs == ()


def test_of_many_runs_the_first_and_the_newest_stay():
    state = BEGUN
    for number in range(MAX_RUNS + 5):
        state = state.with_run(1, ended_run(str(number)))
    names = [run.name for run in state.of(1).runs]
    assert (len(names), names[:2], names[-1]) == (MAX_RUNS, ["0", "6"], str(MAX_RUNS + 4))


def test_hints_samples_and_what_was_reached():
    state = BEGUN.with_hint(1, "why").with_hint(1, "why").with_sample(1).with_sample(1, -3).with_sample(1, 2)
    state = state.with_reached(1, frozenset({"read"})).with_reached(1, frozenset({"misread"}))
    assert state.of(1).hints == {"why": 2}
    assert state.of(1).samples == 2
    assert state.of(1).reached == {"read", "misread"}
    assert state.with_step_in_front(3).step == 3


def test_leaving_and_coming_back_are_kept():
    state = BEGUN.with_return(NOW)
    assert (state, state.is_left) == (BEGUN, False)
    state = state.with_leaving(NOW).with_leaving(LATER)
    assert (state.left, state.is_left) == ((Leaving(NOW),), True)
    state = state.with_return(LATER)
    assert (state.left, state.is_left) == ((Leaving(NOW, LATER),), False)
    assert state.with_leaving(LATER).left == (Leaving(NOW, LATER), Leaving(LATER))
