from dataclasses import replace
from pathlib import Path

import pytest
from helpers.networks import always, tiny

from digitpad.training.plan import TrainingPlan
from digitpad.training.run import Run
from digitpad.ui.networks.session_networks import MOST_ENTRIES, SessionNetworks

A, B = always([0.9, 0.1]), always([0.1, 0.9])


@pytest.fixture
def document(tiny_network):
    return SessionNetworks(tiny_network, "digitpad.keras")


def test_the_network_on_board_would_not_be_lost(document, tiny_network):
    assert document.current.network is tiny_network
    assert document.current.title == "digitpad.keras"
    assert document.current.path is None
    assert document.unsaved == ()


def test_trained_networks_are_numbered_and_unsaved(document):
    document.trained(A)
    document.trained(B)
    assert [entry.title for entry in document.entries] == ["digitpad.keras", "Network 1", "Network 2"]
    assert document.current.network is B
    assert [entry.network for entry in document.unsaved] == [A, B]


RUN = Run("2026-11-21-093015", "Run 3", TrainingPlan())


def test_a_trained_network_that_its_run_keeps_is_called_as_the_run_and_not_lost(document):
    document.trained(A, RUN)
    assert (document.current.title, document.current.path, document.current.run) == ("Run 3", None, RUN.name)
    assert document.unsaved == ()
    document.taken_from_run(A, "Run 3", RUN.name)
    assert [entry.title for entry in document.entries] == ["digitpad.keras", "Run 3"]


def test_a_run_that_went_on_keeps_only_its_newest_network(document):
    document.trained(A, RUN)
    document.trained(B, RUN)
    assert [entry.title for entry in document.entries] == ["digitpad.keras", "Run 3 (earlier)", "Run 3"]
    assert document.entries[1].network is A
    assert document.current.network is B


def test_a_run_that_went_on_is_not_asked_about(document):
    """“Run 3 (earlier)” sounds as if Run 3 were lost, whose row keeps what it has become."""
    document.trained(A, RUN)
    document.trained(B, RUN)
    assert document.unsaved == ()


def test_the_network_under_the_pen_counts_as_unsaved_when_its_run_is_deleted(document):
    document.trained(A, RUN)
    document.run_deleted(RUN)
    assert [entry.network for entry in document.unsaved] == [A]
    assert (document.current.network, document.current.title, document.current.run) == (A, "Run 3", None)


def test_a_deleted_runs_network_is_not_asked_about_when_another_is_under_the_pen(document):
    document.trained(A, RUN)
    document.opened(B, Path("b.keras"))
    document.run_deleted(RUN)
    assert document.unsaved == ()
    assert [entry.run for entry in document.entries] == [None] * 3


def test_deleting_its_run_does_not_touch_what_has_a_file_or_another_run(document):
    document.trained(A, RUN)
    document.saved(document.current, Path("a.keras"))
    document.run_deleted(RUN)
    assert document.unsaved == ()
    document.trained(B, RUN)
    document.run_deleted(Run("2026-11-21-093016", "Run 4", TrainingPlan()))
    assert document.unsaved == ()
    assert document.current.run == RUN.name


def test_what_was_saved_before_its_run_went_on_is_left_alone(document):
    document.trained(A, RUN)
    document.saved(document.current, Path("a.keras"))
    document.trained(B, RUN)
    assert [entry.title for entry in document.entries] == ["digitpad.keras", "a.keras", "Run 3"]
    assert document.unsaved == ()


def test_an_opened_network_has_its_files_name(document):
    document.opened(A, Path("class 7b.keras"))
    assert (document.current.title, document.current.path) == ("class 7b.keras", Path("class 7b.keras"))
    assert document.unsaved == ()


def test_saving_gives_the_files_name_and_takes_the_mark_away(document):
    document.trained(A)
    document.saved(document.current, Path("folder") / "seven.keras")
    assert document.current.title == "seven.keras"
    assert document.unsaved == ()


def test_what_was_discarded_is_still_there_but_not_asked_about(document):
    document.trained(A)
    document.discard(document.current)
    assert document.unsaved == ()
    assert document.current.network is A


def test_earlier_networks_can_be_put_under_the_pen_again(document, tiny_network):
    document.trained(A)
    document.select(document.entries[0])
    assert document.current.network is tiny_network
    assert [entry.network for entry in document.unsaved] == [A]


def test_every_change_is_told(document, qtbot):
    for change in (
        lambda: document.trained(A),
        lambda: document.opened(B, Path("b.keras")),
        lambda: document.saved(document.entries[1], Path("a.keras")),
        lambda: document.discard(document.entries[1]),
        lambda: document.select(document.entries[0]),
        lambda: document.trained(A, RUN),
        lambda: document.run_deleted(RUN),
    ):
        with qtbot.waitSignal(document.changed):
            change()


def test_a_network_whose_run_is_not_found_is_unsaved_until_it_is_found_again(document):
    document.trained(A, RUN)
    assert document.runs == {RUN.name}
    document.found(())
    assert [entry.network for entry in document.unsaved] == [A]
    document.found(document.runs)
    assert document.unsaved == ()


def test_a_network_that_may_be_lost_is_not_looked_for(document):
    document.trained(A, RUN)
    document.found(())
    document.discard(document.current)
    assert document.runs == frozenset()


def test_of_networks_on_disk_only_the_newest_stay_in_memory(document):
    document.trained(tiny())
    first, unsaved = document.entries
    for number in range(MOST_ENTRIES + 5):
        document.taken_from_run(tiny(), f"Run {number}", f"run-{number}")
    assert document.entries[:2] == (first, unsaved)
    assert [entry.title for entry in document.entries[2:]] == [f"Run {number}" for number in range(5, MOST_ENTRIES + 5)]
    assert document.current.title == f"Run {MOST_ENTRIES + 4}"


def test_a_changed_copy_is_used_under_another_name_and_would_be_lost(document, tiny_network):
    document.changed_copy(A, "digitpad.keras, changed")
    assert (document.current.title, document.current.network) == ("digitpad.keras, changed", A)
    assert (document.current.path, document.current.run) == (None, None)
    assert document.unsaved == (document.current,)
    assert document.entries[0].network is tiny_network


def test_a_network_that_was_tested_keeps_its_place(document, qtbot):
    document.trained(A, RUN)
    document.trained(B)
    tested = A.with_info(replace(A.info, test_accuracy=0.75))
    with qtbot.waitSignal(document.changed):
        document.tested(tested)
    assert [entry.network for entry in document.entries[1:]] == [tested, B]
    assert document.current.network is B
    with qtbot.assertNotEmitted(document.changed):
        document.tested(tested)
        document.tested(always([0.9, 0.1]))  # of equal numbers, but another one


# A moment of a run's film


def test_moments_are_one_entry_that_is_there_while_it_is_in_use(document, tiny_network):
    document.show_moment(A, "Run 3, epoch 1")
    document.show_moment(B, "Run 3, epoch 2")
    assert document.shows_moment
    assert [entry.title for entry in document.entries] == ["digitpad.keras", "Run 3, epoch 2"]
    assert document.current.network is B
    assert document.unsaved == ()
    document.end_moment()
    assert not document.shows_moment
    assert (document.current.network, len(document.entries)) == (tiny_network, 1)
    document.end_moment()
    assert document.current.network is tiny_network


@pytest.mark.parametrize(
    "use", [lambda d: d.trained(A, RUN), lambda d: d.opened(A, Path("a.keras")), lambda d: d.changed_copy(A, "copy")]
)
def test_whatever_else_is_used_ends_the_moment(document, use):
    document.show_moment(B, "Run 3, epoch 1")
    use(document)
    assert not document.shows_moment
    assert [entry.network for entry in document.entries[1:]] == [A]


def test_a_moment_that_was_saved_is_a_network_like_others(document):
    document.show_moment(A, "Run 3, epoch 1")
    document.saved(document.current, Path("early.keras"))
    assert not document.shows_moment
    document.show_moment(B, "Run 3, epoch 2")
    assert [entry.title for entry in document.entries] == ["digitpad.keras", "early.keras", "Run 3, epoch 2"]


def test_a_moment_that_somebody_remembers_can_be_used_again(document):
    """As a comparison does that ends."""
    document.show_moment(A, "Run 3, epoch 1")
    remembered = document.current
    document.select(document.entries[0])
    document.select(remembered)
    assert document.current is remembered
    assert document.entries[-1] is remembered


def test_a_moment_whose_film_goes_stays_in_the_list(document):
    document.show_moment(A, "Run 3, epoch 1")
    document.keep_moment()
    document.trained(B, RUN)
    assert [entry.title for entry in document.entries] == ["digitpad.keras", "Run 3, epoch 1", "Run 3"]
