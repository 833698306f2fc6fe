"""The collection: what was kept is there, in order, as drawn; what was changed can be undone."""

import contextlib
import sqlite3
import sys
import threading
from datetime import date

import numpy as np
import pytest
from helpers.clocks import stop_clock
from helpers.samples import DIGITS, LETTERS, everything, ids, sample, some, stored
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.ink.raster import rasterize
from digitpad.ink.stroke import Ink
from digitpad.samples import sample as sample_module
from digitpad.samples.collection import SampleCollection
from digitpad.samples.sample import Sample
from digitpad.system.data_lock import DataLock
from digitpad.system.files import require_writable, write_atomically


@pytest.fixture
def samples(data_dir):
    with SampleCollection.open(data_dir) as samples:
        yield samples


# One sample


def test_a_new_sample_is_drawn_today_and_unlike_any_other(monkeypatch):
    stop_clock(monkeypatch, date(2028, 2, 29))
    ink = Ink.of([[(0, 0), (1.004, 2)]])
    one, other = (Sample.of(ink, 7, DIGITS, seat=12) for _ in range(2))
    assert one.id != other.id
    assert (one.label, one.class_names, one.seat) == (7, DIGITS, 12)
    assert one.day == "2028-02-29"
    assert one.ink.to_json() == one.ink_json == '{"strokes":[[[0.0,0.0],[1.0,2.0]]]}'


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"id": "x"}, "32 hexadecimal"),
        ({"label": 10}, "the label 10, but there are 10 classes"),
        ({"label": -1}, "the label -1"),
        ({"seat": 0}, "seat is 0"),
        ({"seat": 10_000}, "from 1 to 9999"),
        ({"day": "2026-02-30"}, "a date such as"),
        ({"day": "20261121"}, "a date such as"),
        ({"day": "2026-11-21T09:30"}, "a date such as"),
        ({"class_names": ("one",)}, "2 to 62 different names"),
        ({"class_names": ("a", "a")}, "2 to 62 different names"),
        ({"class_names": ("a", "")}, "1 to 40 characters"),
        ({"class_names": ("a", "b\n")}, "1 to 40 characters"),
    ],
)
def test_what_cannot_be_is_refused(changes, says):
    values = {"id": "0" * 32, "ink_json": "{}", "label": 0, "class_names": DIGITS, "seat": None, "day": "2026-11-21"}
    with pytest.raises(DigitpadError, match=says):
        Sample(**(values | changes))


def test_nothing_drawn_is_not_kept():
    with pytest.raises(DigitpadError, match="Nothing is drawn"):
        Sample.of(Ink(), 0, DIGITS)


# Keeping


def test_before_the_first_sample_there_is_nothing(samples):
    assert (len(samples), samples.class_sets(), samples.counts(DIGITS)) == (0, (), (0,) * 10)
    assert (samples.ids(), samples.seats(), samples.days()) == ((), (), ())
    empty = samples.collection(DIGITS)
    assert (len(empty), empty.pictures.images.shape, empty.seats.shape) == (0, (0, 28, 28), (0,))


def test_what_was_kept_is_read_back_exactly(samples, data_dir):
    kept = [*some(20), sample(99, 2, LETTERS, None, "2025-01-31")]
    for each in kept:
        samples.add(each)
    assert everything(samples) == kept
    samples.close()
    samples.close()
    assert stored(data_dir) == kept


def test_counts_sets_seats_and_days(samples):
    samples.add_many([sample(1, 2, LETTERS), sample(2, 4, DIGITS, 12), sample(3, 4, DIGITS, 3, "2026-11-20")])
    assert samples.class_sets() == (LETTERS, DIGITS)
    assert samples.counts(LETTERS) == (0, 0, 1)
    assert samples.counts(DIGITS) == (0, 0, 0, 0, 2, 0, 0, 0, 0, 0)
    assert samples.counts(("x", "y")) == (0, 0)
    assert samples.seats() == (3, 12)
    assert samples.days() == ("2026-11-20", "2026-11-21")


def test_one_that_is_here_already_stays_as_it_is(samples):
    samples.add(sample(1, 3))
    assert samples.add_many([sample(1, 4), sample(2), sample(2, 5)]) == 1
    assert [each.label for each in everything(samples)] == [3, 0]


def test_pictures_are_those_of_the_raster(samples):
    kept = some(25)
    samples.add_many([*kept[:20], sample(77, 1, LETTERS), *kept[20:]])
    found = samples.collection(DIGITS)
    assert found.ids == tuple(ids(kept))
    assert np.array_equal(found.pictures.images, [rasterize(each.ink) for each in kept])
    assert found.pictures.labels.tolist() == [each.label for each in kept]
    assert found.seats.tolist() == [each.seat for each in kept]
    assert samples.collection(LETTERS).seats.tolist() == [0]
    some_rows = found.take(np.array([3, 1]))
    assert some_rows.ids == (kept[3].id, kept[1].id)
    assert some_rows.seats.tolist() == [kept[3].seat, kept[1].seat]


def test_pictures_are_drawn_again_when_the_raster_draws_in_another_way(data_dir, monkeypatch):
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(3))
    monkeypatch.setattr(sample_module, "rasterize", lambda ink: 255 - rasterize(ink))
    for module in ("reader", "opening"):
        monkeypatch.setattr(f"digitpad.samples.{module}.raster_mark", lambda: "another")
    with SampleCollection.open_read_only(data_dir, "no") as samples:
        assert samples.collection(DIGITS).pictures.images[0, 0, 0] == 255
    for _ in range(2):  # drawn, and kept
        with SampleCollection.open(data_dir) as samples:
            assert samples.collection(DIGITS).pictures.images[0, 0, 0] == 255
        monkeypatch.setattr(sample_module, "rasterize", None)


def test_one_damaged_drawing_harms_no_other(samples, data_dir):
    samples.add_many(some(3))
    with contextlib.closing(sqlite3.connect(data_dir / "samples.db")) as direct, direct:
        direct.execute("UPDATE samples SET ink = x'00', picture = x'00' WHERE number = 2")
    found = samples.collection(DIGITS)
    assert [bool(image.any()) for image in found.pictures.images] == [True, False, True]
    with pytest.raises(DigitpadError, match=r"^Sample 2 of the collection is damaged; delete it\.$"):
        everything(samples)
    samples.delete([found.ids[1]])
    assert len(everything(samples)) == 2


def test_a_damaged_picture_is_drawn_again(samples, data_dir):
    samples.add_many(some(3))
    before = samples.collection(DIGITS).pictures.images
    with contextlib.closing(sqlite3.connect(data_dir / "samples.db")) as direct, direct:
        direct.execute("UPDATE samples SET picture = CAST(substr(picture, 1, 20) AS BLOB) WHERE number = 2")
    assert np.array_equal(samples.collection(DIGITS).pictures.images, before)


# Changing


def test_relabelling_gives_what_undoes_it(samples):
    kept = some(4)
    samples.add_many(kept)
    before = samples.relabel({kept[1].id: 9, kept[3].id: 9, "0" * 31 + "f": 1})
    assert before == {kept[1].id: 1, kept[3].id: 3}
    assert [each.label for each in everything(samples)] == [0, 9, 2, 9]
    assert samples.relabel(before) == {kept[1].id: 9, kept[3].id: 9}
    assert everything(samples) == kept


def test_a_class_that_there_is_not(samples):
    samples.add_many([sample(1), sample(2, 1, LETTERS)])
    with pytest.raises(DigitpadError, match=r"^There is no class 3; choose one from 0 to 2\.$"):
        samples.relabel({sample(1).id: 3, sample(2).id: 3})
    assert [each.label for each in everything(samples)] == [0, 1]


def test_what_was_deleted_comes_back_where_it_was(samples, data_dir):
    kept = [*some(5), sample(50, 1, LETTERS)]
    samples.add_many(kept)
    pictures = samples.collection(DIGITS).pictures.images
    deleted = samples.delete([kept[5].id, kept[2].id, kept[4].id, kept[2].id, "0" * 31 + "f"])
    assert len(deleted) == 3
    assert everything(samples) == [kept[0], kept[1], kept[3]]
    samples.add(sample(60))
    samples.restore(deleted)
    samples.restore(deleted)
    assert everything(samples) == [*kept, sample(60)]
    assert np.array_equal(samples.collection(DIGITS).pictures.images[:5], pictures)


def test_a_place_that_is_taken_meanwhile_is_not_needed(samples, data_dir):
    """After a backup was brought back, numbers may come a second time."""
    samples.add_many(some(2))
    deleted = samples.delete([sample(1).id])
    with contextlib.closing(sqlite3.connect(data_dir / "samples.db")) as direct, direct:
        direct.execute("UPDATE sqlite_sequence SET seq = 1")
    samples.add(sample(9))
    samples.restore(deleted)
    assert ids(everything(samples)) == ids([sample(0), sample(9), sample(1)])


def test_any_thread_may_add(samples):
    def add(start):
        for each in some(20, start):
            samples.add(each)

    threads = [threading.Thread(target=add, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ids(everything(samples))) == sorted(ids([*some(20), *some(20, 100), *some(20, 200)]))


def test_nothing_finer_than_the_day_is_kept(samples, data_dir):
    samples.add_many(some(3))
    samples.back_up()
    with contextlib.closing(sqlite3.connect(data_dir / "samples.db")) as direct:
        rows = direct.execute("SELECT number, id, label, seat, day FROM samples").fetchall()
        facts = dict(direct.execute("SELECT name, value FROM facts"))
    assert rows == [(number + 1, f"{number:032x}", number, number % 3 + 1, "2026-11-21") for number in range(3)]
    assert facts.keys() == {"revision", "raster"}


# Any sequence of changes


numbers = st.integers(0, 9)
groups = st.lists(numbers, max_size=5)
steps = st.one_of(
    st.tuples(st.just("add"), groups),
    st.tuples(st.just("relabel"), st.dictionaries(numbers, st.integers(0, 2), max_size=4)),
    st.tuples(st.just("delete"), groups),
    st.tuples(st.just("restore"), st.integers(0, 3)),
    st.tuples(st.just("reopen"), st.none()),
    st.tuples(st.just("back up"), st.none()),
    st.tuples(st.just("erase"), groups),
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, max_size=12))
def test_any_sequence_of_changes_is_that_of_a_dictionary(tmp_path_factory, sequence):
    data_dir = tmp_path_factory.mktemp("model")
    model = {}
    undo = []
    samples = SampleCollection.open(data_dir)
    try:
        for what, value in sequence:
            if what == "add":
                new = {each: sample(each, 0, LETTERS, each + 1) for each in value}
                assert samples.add_many(sample(each, 0, LETTERS, each + 1) for each in value) == len(
                    {each.id for each in new.values()} - model.keys()
                )
                model = {each.id: each for each in new.values()} | model
            elif what == "relabel":
                labels = {f"{each:032x}": label for each, label in value.items()}
                before = samples.relabel(labels)
                assert before == {each: model[each].label for each in labels if each in model}
                for each in before:
                    model[each] = sample(int(each, 16), labels[each], LETTERS, int(each, 16) + 1)
            elif what == "delete":
                gone = {f"{each:032x}": model.pop(f"{each:032x}") for each in value if f"{each:032x}" in model}
                undo.append((samples.delete(f"{each:032x}" for each in value), gone))
            elif what == "restore" and undo:
                deleted, gone = undo[value % len(undo)]
                samples.restore(deleted)
                model = gone | model
            elif what == "erase":
                samples.erase([f"{each:032x}" for each in value], from_backups=bool(value))
                model = {each: kept for each, kept in model.items() if int(each, 16) not in value}
            elif what == "back up":
                samples.back_up()
            elif what == "reopen":
                samples.close()
                samples = SampleCollection.open(data_dir)
            assert {each.id: each for each in everything(samples)} == model
            assert sum(samples.counts(LETTERS)) == len(samples) == len(model)
    finally:
        samples.close()


def has_long_paths():
    if sys.platform != "win32":
        return True
    import ctypes

    allowed = getattr(ctypes.windll.ntdll, "RtlAreLongPathsEnabled", None)  # Wine has none
    return bool(allowed and allowed())


@pytest.mark.skipif(not has_long_paths(), reason="an administrator has to allow paths of more than 260 letters")
def test_a_data_folder_far_down(tmp_path):
    """More than the 260 letters that Windows once had for a path."""
    data_dir = tmp_path
    while len(str(data_dir)) < 331:
        data_dir /= "a folder of a school"
    with DataLock.take(data_dir), SampleCollection.open(data_dir) as samples:
        samples.add_many(some(3))
        samples.back_up()
    assert stored(data_dir) == some(3)
    require_writable(data_dir / "my.keras")
    write_atomically(data_dir / "my.keras", b"new")
    assert (data_dir / "my.keras").read_bytes() == b"new"
