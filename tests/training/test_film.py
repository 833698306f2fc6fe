"""The film of a run: which moments, which frames go, and that a frame answers like its network."""

import numpy as np
import pytest
from helpers.networks import tiny, with_random_numbers
from helpers.training import same, train

from digitpad.bundled_network import network
from digitpad.data.catalogue import Catalogue
from digitpad.data.dataset_info import BUNDLED
from digitpad.system import assets
from digitpad.training.film import (
    HEADER,
    MOST_BYTES,
    MOST_FRAMES,
    FilmRecorder,
    first_moments,
    first_to_go,
    is_moment,
    room,
)
from digitpad.training.run_controls import RunControl


def recorded(network, moments, *, most=MOST_FRAMES, monkeypatch=None, kept=None, epochs=0):
    """A recorder that took a network at (epoch, batch) moments, and what it wrote, in order."""
    if monkeypatch is not None:
        monkeypatch.setattr("digitpad.training.film.MOST_FRAMES", most)
    written = []
    recorder = FilmRecorder(lambda place, frame: written.append((place, frame.number)), kept)
    recorder.begin(network.spec, network.info, epochs)
    for epoch, batch in moments:
        recorder.take(network.weights, epoch, batch)
    return recorder, written


def numbers(recorder):
    return [frame.number for frame in recorder.film.frames]


@pytest.mark.parametrize(
    ("batches", "moments"),
    [
        (1, (0,)),
        (2, (0, 1)),
        (5, (0, 1, 2)),
        (142, (0, 1, 2, 5, 10, 20, 50, 100)),
        (1688, (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
    ],
)
def test_the_moments_of_the_first_epoch(batches, moments):
    assert first_moments(batches) == moments


def test_the_epochs_that_are_moments():
    """The table of the page's explanation, continued."""
    expected = [*range(1, 11), *range(12, 21, 2), *range(25, 51, 5), *range(60, 101, 10), *range(120, 201, 20)]
    assert [epoch for epoch in range(1, 250) if is_moment(epoch)] == expected
    assert [epoch for epoch in range(2_001, 10_001) if is_moment(epoch)] == [
        *range(2_500, 5_001, 500), *range(6_000, 10_001, 1_000)
    ]


def test_every_second_frame_goes_the_oldest_first():
    """Worked out by hand for room for eight."""
    kept, gone = list(range(8)), []
    for newest in range(8, 20):
        gone.append(first_to_go(kept))
        kept = [*(number for number in kept if number != gone[-1]), newest]
    assert gone == [1, 3, 5, 7, 9, 11, 13, 2, 15, 6, 17, 10]
    assert kept == [0, 4, 8, 12, 14, 16, 18, 19]


def test_a_film_has_32_mb_and_a_network_that_is_too_large_has_none():
    assert room(50_890) == MOST_FRAMES
    lecture = 784 * 500 + 2 * 500 * 500 + 500 * 10 + 3 * 500 + 10
    assert room(lecture) == 18
    assert room(lecture) * (HEADER.size + 2 * lecture) <= MOST_BYTES < 19 * (HEADER.size + 2 * lecture)
    assert room(20_000_000) == 0


def test_a_film_never_has_more_frames_than_there_is_room_for(monkeypatch):
    recorder, written = recorded(tiny(), [(1, batch) for batch in range(20)], most=8, monkeypatch=monkeypatch)
    assert numbers(recorder) == [0, 4, 8, 12, 14, 16, 18, 19]
    assert [place for place, __ in written[:8]] == list(range(8))
    assert max(place for place, __ in written) == 7
    last = dict(written)
    assert sorted(last.values()) == numbers(recorder), "what is in the file at the end is what the film has"


def test_a_film_that_was_handed_out_never_changes():
    recorder, __ = recorded(tiny(), [(0, 0), (1, 1)])
    before = recorder.film
    recorder.take(tiny().weights, 1, 2)
    assert len(before.frames) == 2
    assert len(recorder.film.frames) == 3
    with pytest.raises(ValueError, match="read-only"):
        before.frames[0].numbers[0] = 1


def test_a_film_that_goes_on_forgets_what_comes_again_and_writes_over_it():
    first, __ = recorded(tiny(), [(0, 0), (1, 1), (1, 12), (2, 24), (3, 36)])
    kept = dict(enumerate(first.film.frames))
    again, written = recorded(tiny(), [(2, 24), (3, 36), (4, 48)], kept=kept, epochs=1)
    assert [(frame.number, frame.epoch, frame.batch) for frame in again.film.frames] == [
        (0, 0, 0), (1, 1, 1), (2, 1, 12), (3, 2, 24), (4, 3, 36), (5, 4, 48)
    ]
    assert written == [(3, 3), (4, 4), (5, 5)]


def test_a_network_that_is_too_large_has_no_film(monkeypatch):
    monkeypatch.setattr("digitpad.training.film.MOST_BYTES", 3 * (HEADER.size + 2 * tiny().spec.parameter_count))
    recorder, written = recorded(tiny(), [(0, 0)])
    assert recorder.film is None
    assert written == []


@pytest.mark.parametrize("value", [1e5, -1e5, np.nan, np.inf])
def test_a_number_beyond_float16_makes_no_frame(value):
    recorder, __ = recorded(tiny(), [(0, 0)])
    broken = [array.copy() for array in tiny().weights]
    broken[0][3, 3] = value
    recorder.take(broken, 1, 1)
    recorder.take(tiny().weights, 1, 2)
    assert [frame.batch for frame in recorder.film.frames] == [0, 2]


def test_a_frame_answers_like_the_network_it_was_taken_of():
    """Of the built-in network: the same answer to all test digits, and no probability differs by 0.001."""
    whole = network()
    recorder = FilmRecorder()
    recorder.begin(whole.spec, whole.info, 0)
    recorder.take(whole.weights, 1, 1)
    frame = recorder.film.network(recorder.film.frames[0])
    pictures = Catalogue(assets.folder()).load(BUNDLED).test.images
    expected, found = whole.probabilities(pictures), frame.probabilities(pictures)
    assert np.array_equal(expected.argmax(axis=1), found.argmax(axis=1))
    assert np.abs(expected - found).max() < 1e-3
    assert frame.info == whole.info


def test_the_frames_of_a_run(trainer, plan, few):
    """12 batches an epoch: five moments of the first, and the end of each."""
    recorder = FilmRecorder()
    outcome, reports = train(trainer, plan, few, film=recorder)
    frames = outcome.film.frames
    assert [(frame.number, frame.epoch, frame.batch) for frame in frames] == [
        (0, 0, 0), (1, 1, 1), (2, 1, 2), (3, 1, 5), (4, 1, 10), (5, 1, 12), (6, 2, 24)
    ]
    for exact, half in zip(outcome.network.weights, outcome.film.network(frames[-1]).weights, strict=True):
        assert np.abs(exact - half).max() < 1e-3
    lengths = [len(report.film.frames) for report in reports if report.film is not None]
    assert lengths == sorted(lengths)
    assert lengths[-1] == 7


def test_a_long_run_has_no_frame_after_most_epochs(trainer, plan, few):
    recorder = FilmRecorder()
    outcome, __ = train(trainer, plan.replace(epochs=13), few, film=recorder)
    assert [frame.epoch for frame in outcome.film.frames if frame.batch % 12 == 0] == [0, *range(1, 11), 12]


@pytest.mark.parametrize("place", [1, 3, 4])
def test_a_frame_is_the_network_of_a_run_that_was_stopped_there(trainer, plan, few, place):
    film = train(trainer, plan, few, film=FilmRecorder())[0].film
    frame = film.frames[place]
    control = RunControl(plan)

    def stop_there(progress):
        if progress.epoch == 1 and progress.batch == frame.batch:
            control.stop()

    stopped = trainer.train(plan, few, stop_there, control, film=FilmRecorder())
    assert stopped.stopped
    assert [each.batch for each in stopped.film.frames][-1] == frame.batch
    for exact, half in zip(stopped.network.weights, film.network(frame).weights, strict=True):
        assert np.abs(exact - half).max() < 1e-3


def test_a_film_changes_nothing_of_the_run(trainer, plan, few):
    with_film = train(trainer, plan, few, film=FilmRecorder())[0]
    without = train(trainer, plan, few)[0]
    assert without.film is None
    assert same(with_film.network, without.network)


def test_the_first_frame_is_the_network_that_has_learnt_nothing(trainer, plan, few):
    start = with_random_numbers(plan.spec(10))
    film = train(trainer, plan, few, film=FilmRecorder(), start=start)[0].film
    for exact, half in zip(start.weights, film.network(film.frames[0]).weights, strict=True):
        assert np.abs(exact - half).max() < 1e-3
