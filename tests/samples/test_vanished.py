"""The data folder goes away under an open collection: nothing is said to be kept that is not there."""

import shutil

import pytest
from helpers.samples import files, ids, sample, some, stored
from helpers.systems import an_open_file_keeps_its_folder

from digitpad.samples.collection import SampleCollection
from digitpad.samples.repair import VanishedSamplesError

SAYS = (
    r"^Your collection “samples\.db” is no longer in “.*”, so nothing is saved; plug the stick in again or put the "
    r"folder back, and try again\.$"
)


def moved(data_dir):
    data_dir.rename(data_dir.with_name("moved"))


def replaced(data_dir):
    moved(data_dir)
    shutil.copytree(data_dir.with_name("moved"), data_dir)


@pytest.fixture
def samples(data_dir):
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(5))
        samples.back_up()
        yield samples


CHANGES = {
    "add": lambda samples: samples.add(sample(9)),
    "relabel": lambda samples: samples.relabel({sample(1).id: 3}),
    "delete": lambda samples: samples.delete([sample(1).id]),
    "back up": lambda samples: samples.back_up(),
    "erase": lambda samples: samples.erase([sample(1).id], from_backups=True),
    "erase all": lambda samples: samples.erase_all(),
}


@an_open_file_keeps_its_folder
@pytest.mark.parametrize("go", [shutil.rmtree, moved, replaced, lambda data_dir: (data_dir / "samples.db").unlink()],
                         ids=["deleted", "moved", "replaced", "the file alone"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_nothing_is_changed_in_a_folder_that_is_gone(samples, data_dir, go, change):
    go(data_dir)
    before = files(data_dir)
    with pytest.raises(VanishedSamplesError, match=SAYS):
        change(samples)
    assert files(data_dir) == before, "nor is anything begun in its place"


@an_open_file_keeps_its_folder
@pytest.mark.parametrize("go", [shutil.rmtree, moved], ids=["deleted", "moved"])
def test_what_is_written_while_the_folder_goes_is_not_said_to_be_kept(samples, data_dir, go):
    class Labels(dict):
        def items(self):
            yield from super().items()
            go(data_dir)

    with pytest.raises(VanishedSamplesError, match=SAYS):
        samples.relabel(Labels({sample(1).id: 3}))


@an_open_file_keeps_its_folder
def test_what_was_moved_has_all_that_was_kept_and_goes_on_when_it_is_back(samples, data_dir):
    moved(data_dir)
    with pytest.raises(VanishedSamplesError):
        samples.add(sample(9))
    data_dir.with_name("moved").rename(data_dir)
    samples.add(sample(10))
    samples.close()
    assert ids(stored(data_dir)) == ids([*some(5), sample(10)])


def test_a_collection_that_was_never_there_can_be_looked_at(data_dir):
    with SampleCollection.open_read_only(data_dir, "a look") as samples:
        samples.require_there()
        assert len(samples) == 0
