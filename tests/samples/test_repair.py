"""A collection is put aside only when what takes its place is sound and on the disk."""

import os

import pytest
from helpers.samples import files, some, stored

from digitpad.errors import DigitpadError
from digitpad.samples.backups import Backups
from digitpad.samples.collection import SampleCollection
from digitpad.samples.repair import restore_backup, start_anew


@pytest.mark.parametrize(
    ("work", "left"), [(lambda folder: restore_backup(folder, Backups(folder).list()[0]), 3), (start_anew, 0)],
    ids=["restore", "anew"],
)
def test_a_full_disk_leaves_everything_as_it_was(
    work, left, data_dir, monkeypatch
):
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(3))
        samples.back_up()
        samples.add_many(some(2, start=3))
    before = files(data_dir)

    def full(_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(DigitpadError, match="No space left on device"):
            work(data_dir)
    assert files(data_dir) == before
    assert len(stored(data_dir)) == 5
    work(data_dir)
    assert len(stored(data_dir)) == left
    assert any("samples-damaged-" in name for name in files(data_dir))
