"""The film of a real run in its folder: as in memory, and as that of a run in one piece when it goes on."""

from helpers.runs import contents

from digitpad.training.progress import Phase


def facts(film):
    return [(frame.number, frame.epoch, frame.batch, frame.numbers.tobytes()) for frame in film.frames]


def moments(film):
    return [(frame.epoch, frame.batch) for frame in film.frames]


FIRST = [(0, 0), (1, 1), (1, 2), (1, 5), (1, 10)]


def test_what_is_kept_is_what_the_run_had(start, finished, plan, few, runs):
    worker, listener = start(plan, lambda: few, runs)
    finished(worker)
    outcome = listener.end[1]
    assert moments(outcome.film) == [*FIRST, (1, 12), (2, 24)]
    kept = runs.read_film(outcome.run)
    assert facts(kept) == facts(outcome.film)
    assert (kept.info.class_names, kept.info.recipe) == (few.class_names, plan.to_json())
    assert [shapes for _, shapes in kept.spec.weight_shapes()] == [
        shapes for _, shapes in outcome.film.spec.weight_shapes()
    ]


def test_a_run_that_goes_on_has_the_film_of_one_in_one_piece(start, finished, plan, few, runs):
    worker, listener = start(plan, lambda: few, runs)
    finished(worker)
    run = listener.end[1].run
    longer = plan.replace(epochs=4)
    worker, again = start(longer, lambda: few, runs, resume=run)
    finished(worker)
    worker, whole = start(longer, lambda: few, runs)
    finished(worker)
    assert moments(again.end[1].film) == [*FIRST, (1, 12), (2, 24), (3, 36), (4, 48)]
    assert facts(runs.read_film(again.end[1].run)) == facts(again.end[1].film) == facts(whole.end[1].film)


def test_what_came_after_the_checkpoint_comes_again(start, finished, plan, few, runs):
    """As after a crash in a later epoch: the row knows of two, the film of four."""
    worker, listener = start(plan, lambda: few, runs)
    finished(worker)
    run = listener.end[1].run
    early = runs.checkpoint_path(run).read_bytes()
    worker, __ = start(plan.replace(epochs=4), lambda: few, runs, resume=run)
    finished(worker)
    runs.checkpoint_path(run).write_bytes(early)
    worker, listener = start(plan.replace(epochs=3), lambda: few, runs, resume=run)
    finished(worker)
    assert moments(listener.end[1].film) == [*FIRST, (1, 12), (2, 24), (3, 36)]


def test_a_run_stopped_in_its_first_epoch_has_the_moments_before(start, finished, plan, few, runs):
    def stop(worker):
        worker.control.stop()

    worker, listener = start(plan.replace(epochs=50), lambda: few, runs, at={Phase.TRAINING: stop})
    finished(worker)
    outcome = listener.end[1]
    assert moments(outcome.film) == FIRST[:2]
    assert facts(runs.read_film(outcome.run)) == facts(outcome.film)


def test_a_run_deleted_in_mid_run_leaves_no_film(start, finished, plan, few, runs, tmp_path):
    worker, _ = start(plan, lambda: few, runs, at={Phase.VALIDATING: lambda _: [runs.delete(r) for r in runs.list()]})
    finished(worker)
    assert contents(tmp_path) == {}


def test_a_run_without_a_row_has_its_film_in_memory(start, finished, plan, few):
    worker, listener = start(plan, lambda: few)
    finished(worker)
    assert moments(listener.end[1].film) == [*FIRST, (1, 12), (2, 24)]

