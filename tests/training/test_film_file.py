"""The film as a file: read back exactly, whatever was torn, and nothing believed that is no frame."""

import os
import zlib

import numpy as np
import pytest
from helpers.networks import tiny
from helpers.runs import NAMES, add_run
from hypothesis import given
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.training.film import HEADER, Frame, room
from digitpad.training.film_file import frame_from_bytes, frame_to_bytes, read_frames, write_frame
from digitpad.training.plan import TrainingPlan

PARAMETERS = 7


def frame(number, epoch=None, batch=None):
    values = np.random.default_rng(number).normal(size=PARAMETERS).astype(np.float16)
    return Frame(number, number if epoch is None else epoch, 10 * number if batch is None else batch, values)


def facts(frame):
    return frame.number, frame.epoch, frame.batch, frame.numbers.tobytes()


def test_a_frame_is_read_back_exactly():
    for number in (0, 1, 200):
        assert facts(frame_from_bytes(frame_to_bytes(frame(number)))) == facts(frame(number))
    assert len(frame_to_bytes(frame(0))) == HEADER.size + 2 * PARAMETERS


def test_frames_are_read_from_their_places(tmp_path):
    path = tmp_path / "film.bin"
    for place, number in ((0, 0), (1, 1), (2, 2), (1, 3)):
        write_frame(path, place, frame(number))
    found = read_frames(path, PARAMETERS)
    assert {place: each.number for place, each in found.items()} == {0: 0, 2: 2, 1: 3}
    assert path.stat().st_size == 3 * (HEADER.size + 2 * PARAMETERS)


@given(st.integers(min_value=0), st.data())
def test_a_torn_tail_costs_the_frame_that_was_being_written_alone(tmp_path_factory, length, data):
    """Cut anywhere; with anything behind the cut that a disk may have left there."""
    content = b"".join(frame_to_bytes(frame(number)) for number in range(4))
    size = len(content) // 4
    cut = length % (len(content) + 1)
    path = tmp_path_factory.mktemp("film") / "film.bin"
    path.write_bytes(content[:cut] + data.draw(st.binary(max_size=size)))
    found = read_frames(path, PARAMETERS)
    for place in range(cut // size):
        assert facts(found[place]) == facts(frame(place))
    for place, each in found.items():
        assert facts(each) == facts(frame(place)), "nothing is made up"


@given(st.integers(0, 4 * (HEADER.size + 2 * PARAMETERS) - 1), st.integers(1, 255))
def test_a_changed_byte_costs_one_frame(tmp_path_factory, position, change):
    content = bytearray(b"".join(frame_to_bytes(frame(number)) for number in range(4)))
    content[position] ^= change
    path = tmp_path_factory.mktemp("film") / "film.bin"
    path.write_bytes(bytes(content))
    hit = position // (len(content) // 4)
    assert sorted(read_frames(path, PARAMETERS)) == [place for place in range(4) if place != hit]


@given(st.binary(max_size=200))
def test_bytes_from_anywhere_are_no_frame(content):
    assert frame_from_bytes(content) is None


def signed(magic, number, epoch, batch, numbers):
    """A frame with a checksum that is right, whatever is in it."""
    body = np.asarray(numbers, "<f2").tobytes()
    checksum = zlib.crc32(body, zlib.crc32(HEADER.pack(magic, number, epoch, batch, 0)))
    return HEADER.pack(magic, number, epoch, batch, checksum) + body


def test_a_checksum_alone_is_not_believed():
    assert frame_from_bytes(signed(b"DPFILM01", 1, 2, 3, [0.5])) is not None
    for wrong in (
        signed(b"DPFILM99", 1, 2, 3, [0.5]), signed(b"DPFILM01", 1, 2, 3, [np.nan]),
        signed(b"DPFILM01", 1, 2, 3, [np.inf]), signed(b"DPFILM01", 1, 2**31, 3, [0.5]),
        signed(b"DPFILM01", 1, 2, 2**63, [0.5]),
    ):
        assert frame_from_bytes(wrong) is None


def test_frames_that_could_not_follow_each_other_are_passed_over(tmp_path):
    path = tmp_path / "film.bin"
    for place, each in enumerate((frame(0), frame(1), frame(1), frame(2, batch=5), frame(3, epoch=0), frame(4))):
        write_frame(path, place, each)
    assert [each.number for each in read_frames(path, PARAMETERS).values()] == [0, 1, 4]


def test_a_file_with_more_than_a_film_may_have_is_not_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr("digitpad.training.film.MOST_FRAMES", 4)
    path = tmp_path / "film.bin"
    for number in range(6):
        write_frame(path, number, frame(number))
    assert len(read_frames(path, PARAMETERS)) == room(PARAMETERS) == 4


# In a run's folder


def frames_of(plan, count):
    numbers = np.zeros(plan.spec(10).parameter_count, np.float16)
    return [Frame(number, number, 10 * number, numbers) for number in range(count)]


PLAN = TrainingPlan(hidden=(8,))


def test_a_run_s_film_is_read_back_as_networks(runs):
    run = runs.begin(PLAN, NAMES)
    numbers = np.concatenate([array.reshape(-1) for array in tiny().weights]).astype(np.float16)
    runs.keep_frame(run, 0, Frame(0, 0, 0, numbers))
    film = runs.read_film(run)
    network = film.network(film.frames[0])
    assert network.info.class_names == NAMES
    assert network.info.recipe == PLAN.to_json()
    assert all(
        np.array_equal(found, given.astype(np.float16))
        for found, given in zip(network.weights, tiny().weights, strict=True)
    )


def test_a_run_without_a_film_has_none(runs):
    run = add_run(runs, "old")
    assert runs.read_film(run) is None
    assert runs.read_frames(run) == {}
    runs.film_path(run).write_bytes(b"hello")
    assert runs.read_film(run) is None


def test_the_film_of_another_structure_is_none(runs):
    run = runs.begin(PLAN, NAMES)
    for place, each in enumerate(frames_of(PLAN.replace(hidden=(9,)), 3)):
        runs.keep_frame(run, place, each)
    assert runs.read_film(run) is None


def test_the_film_goes_with_its_run(runs):
    run = runs.begin(PLAN, NAMES)
    (each,) = frames_of(PLAN, 1)
    runs.keep_frame(run, 0, each)
    runs.delete(run)
    assert not runs.film_path(run).parent.exists()
    runs.keep_frame(run, 0, each)
    assert not runs.film_path(run).exists(), "a run that was deleted stays so"


def test_a_folder_that_is_gone_is_said_and_not_made_again(runs):
    run = runs.begin(PLAN, NAMES)
    folder = runs.film_path(run).parent
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(DigitpadError, match="no longer in"):
        runs.keep_frame(run, 0, frames_of(PLAN, 1)[0])
    assert not folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="a folder is no file there either, with other words")
def test_a_disk_that_takes_nothing_is_said_in_words(runs):
    run = runs.begin(PLAN, NAMES)
    runs.film_path(run).mkdir()
    with pytest.raises(DigitpadError, match="The film of “Run 1” cannot be kept"):
        runs.keep_frame(run, 0, frames_of(PLAN, 1)[0])
