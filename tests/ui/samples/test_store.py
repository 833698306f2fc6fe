"""The collection behind the window: in its own thread, beside another window, and damaged."""

import shutil
import threading

import pytest
from helpers.samples import everything, fill, ids, some, stored, stored_beside
from helpers.systems import an_open_file_keeps_its_folder

from digitpad.errors import DigitpadError
from digitpad.samples.backups import Backups
from digitpad.samples.collection import SampleCollection
from digitpad.system.data_lock import DataLock
from digitpad.ui.samples.store import SampleStore


def ask(desk, qtbot, question=everything):
    """What the collection answers."""
    answers = []
    desk.look(question, answers.append, pytest.fail)
    qtbot.waitUntil(lambda: bool(answers) and not desk.busy)
    return answers[0]


def test_a_store_that_is_asked_nothing_touches_no_disk(qtbot, data_dir):
    desk = SampleStore(data_dir)
    desk.close()
    assert not data_dir.exists()


def test_work_is_done_in_order_in_a_thread_and_answered_in_the_windows(desk, qtbot):
    order, threads = [], set()

    def step(number):
        def work(samples):
            order.append(number)
            threads.add(threading.current_thread())
            samples.add_many(some(1, number))

        return work

    def done(_):
        threads.add(threading.current_thread())

    with qtbot.waitSignals([desk.changed] * 5):
        for number in range(5):
            desk.change(step(number), done, pytest.fail)
    assert order == [0, 1, 2, 3, 4]
    assert len(threads) == 2
    assert threading.main_thread() in threads
    assert ids(ask(desk, qtbot)) == ids(some(5))


def test_changed_is_said_after_the_answer_and_not_for_a_look_or_a_failure(desk, qtbot):
    said = []

    def refuse(samples):
        raise DigitpadError("No.")

    desk.changed.connect(lambda: said.append("changed"))
    desk.look(len, lambda count: said.append(count), pytest.fail)
    desk.change(refuse, pytest.fail, said.append)
    desk.change(lambda samples: samples.add_many(some(1)), lambda _: said.append("done"), pytest.fail)
    qtbot.waitUntil(lambda: "changed" in said)
    assert said == [0, "No.", "done", "changed"]


def test_closing_finishes_what_was_begun_and_lets_the_folder_go(qtbot, data_dir):
    desk = SampleStore(data_dir)
    desk.change(lambda samples: samples.add_many(some(7)), lambda _: None, lambda _: None)
    desk.close()
    assert ids(stored(data_dir)) == ids(some(7))


def test_a_backup_of_the_day_is_made_at_the_first_use(desk, qtbot, data_dir):
    fill(data_dir, 3)
    assert Backups(data_dir).list() == ()
    ask(desk, qtbot)
    assert len(Backups(data_dir).list()) == 1


def test_beside_another_window_it_reads_and_writes_as_soon_as_that_has_gone(desk, qtbot, data_dir):
    fill(data_dir, 3)
    failed = []
    with DataLock.take(data_dir):
        with qtbot.waitSignal(desk.note_changed):
            assert len(ask(desk, qtbot)) == 3
        assert "Digitpad is already open on this computer" in desk.note
        desk.change(lambda samples: samples.add_many(some(1, 3)), pytest.fail, failed.append)
        qtbot.waitUntil(lambda: bool(failed))
    desk.change(lambda samples: samples.add_many(some(1, 3)), lambda _: None, pytest.fail)
    qtbot.waitUntil(lambda: not desk.busy and not desk.note)
    assert ids(stored_beside(data_dir)) == ids(some(4))


@pytest.mark.parametrize(("way", "count"), [("bring_back", 6), ("begin_anew", 0)])
def test_a_damaged_collection_is_said_and_mended_as_somebody_decides(desk, qtbot, data_dir, way, count):
    fill(data_dir, 6)
    with SampleCollection.open(data_dir) as samples:
        samples.back_up()
    (data_dir / "samples.db").write_bytes(b"not a database at all" * 500)
    failed = []
    with qtbot.waitSignal(desk.damaged) as told:
        desk.look(everything, pytest.fail, failed.append)
    assert told.args[0].backup is not None
    qtbot.waitUntil(lambda: bool(failed))
    assert "is damaged" in desk.note
    desk.look(everything, pytest.fail, failed.append)
    qtbot.waitUntil(lambda: len(failed) == 2)
    with qtbot.waitSignal(desk.changed):
        getattr(desk, way)(lambda _: None, pytest.fail)
    assert len(ask(desk, qtbot)) == count
    assert desk.note == ""


def kept(desk, qtbot, number):
    """Keep a sample; what is said when it cannot be kept."""
    said = []
    desk.change(lambda samples: samples.add_many(some(1, number)), lambda _: said.append(""), said.append)
    qtbot.waitUntil(lambda: bool(said) and not desk.busy)
    return said[0]


def test_a_folder_that_goes_is_said_once_and_used_again_when_it_is_back(desk, qtbot, data_dir):
    told = []
    desk.damaged.connect(told.append)
    assert kept(desk, qtbot, 0) == ""
    data_dir.rename(data_dir.with_name("moved"))
    for number in (1, 2, 3):
        assert "is no longer in" in kept(desk, qtbot, number)
    assert "is no longer in" in desk.note
    assert len(told) == 1
    assert not data_dir.exists(), "nothing begins in its place"
    data_dir.with_name("moved").rename(data_dir)
    assert kept(desk, qtbot, 4) == ""
    assert desk.note == ""
    assert ids(stored_beside(data_dir)) == ids([*some(1), *some(1, 4)])
    with pytest.raises(DigitpadError, match="already open"):
        DataLock.take(data_dir)


@an_open_file_keeps_its_folder
def test_looking_into_a_folder_that_is_gone_says_so(desk, qtbot, data_dir):
    kept(desk, qtbot, 0)
    shutil.rmtree(data_dir)
    failed = []
    with qtbot.waitSignal(desk.damaged):
        desk.look(everything, pytest.fail, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert "is no longer in" in failed[0]


@an_open_file_keeps_its_folder
def test_another_collection_in_the_place_of_the_one_that_went_is_used(desk, qtbot, data_dir):
    kept(desk, qtbot, 0)
    data_dir.rename(data_dir.with_name("moved"))
    fill(data_dir, 3)
    assert kept(desk, qtbot, 7) == ""
    assert ids(stored_beside(data_dir)) == ids([*some(3), *some(1, 7)])
    assert ids(stored(data_dir.with_name("moved"))) == ids(some(1))
    assert desk.note == ""


@pytest.mark.parametrize("is_back", [False, True])
def test_of_a_folder_that_is_gone_an_empty_collection_is_begun_only_when_it_is_not_back(
    desk, qtbot, data_dir, is_back
):
    kept(desk, qtbot, 0)
    data_dir.rename(data_dir.with_name("moved"))
    failed = []
    with qtbot.waitSignal(desk.damaged):
        kept(desk, qtbot, 1)
    desk.try_again(pytest.fail, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert "is no longer in" in failed[0]
    if is_back:
        data_dir.with_name("moved").rename(data_dir)
    with qtbot.waitSignal(desk.changed):
        desk.begin_anew(lambda _: None, pytest.fail)
    assert len(ask(desk, qtbot)) == is_back
    assert kept(desk, qtbot, 2) == ""
    assert desk.note == ""
