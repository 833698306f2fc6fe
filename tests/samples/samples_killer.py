"""Kills writers of a collection in mid-work and looks at what they leave: `python samples_killer.py DATA_DIR KILLS`.

Each writer says what it begins and what it has finished. After the kill, the collection must hold everything that was
finished, and of what was only begun all or nothing. Writers are forked, so that none of them has to import anything.

Every kind of work has its turn to be interrupted. The kernel kills, by a timer that the writer sets as it begins that
work: SIGALRM ends a process that has no handler for it as SIGKILL does, nothing of it runs any more. A parent's kill
would come late on a busy machine, after the work; the timer's cannot, since a writer that waits gets no further.
Prints one JSON line with what was seen.
"""

import json
import os
import random
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from helpers.samples import LETTERS, everything, sample

from digitpad.samples import schema
from digitpad.samples.collection import SampleCollection
from digitpad.samples.merge import File, MergePreview, merge
from digitpad.samples.repair import DamagedSamplesError, restore_backup
from digitpad.samples.sample import Sample

State = dict[str, Sample]
NEW_FOLDER_EVERY = 25  # kills: beginning a collection can be interrupted, too
EACH = 12  # samples that are added together
WORK = ("add", "add many", "relabel", "delete", "back up", "erase", "merge", "bring back")
AIMS = ("opening", *WORK)
SHORTEST, LONGEST = 20e-6, 50e-3  # seconds until the kill, uniform in the logarithm: work takes from 0.1 to 20 ms


def write(data_dir, seed, channel):
    """Change the collection until the timer kills this process."""
    chance = random.Random(seed)
    aim = AIMS[seed % len(AIMS)]
    seconds = SHORTEST * (LONGEST / SHORTEST) ** chance.random()

    def begin(what, value):
        tell(channel, what, value)
        if what == aim:
            signal.setitimer(signal.ITIMER_REAL, seconds)

    begin("opening", [])
    samples = SampleCollection.open(data_dir)
    tell(channel, "done", samples.why_read_only)
    number = seed * 10_000
    while True:
        here = list(samples.ids())
        what = chance.choice(WORK)
        number += EACH
        few = chance.sample(here, min(3, len(here)))
        value = {"add": [number], "relabel": few, "delete": few, "erase": few}.get(
            what, list(range(number, number + EACH))
        )
        begin(what, value)
        if what == "add":
            samples.add(sample(number, 0, LETTERS))
        elif what == "add many":
            samples.add_many(sample(each, 0, LETTERS) for each in value)
        elif what == "merge":
            new = tuple(sample(each, 0, LETTERS) for each in value)
            merge(samples, MergePreview((File(Path("a.digits"), LETTERS, new, 0),)))
        elif what == "relabel":
            samples.relabel(dict.fromkeys(few, 1))
        elif what == "delete":
            samples.delete(few)
        elif what == "erase":
            samples.erase(few, from_backups=True)
        elif what == "back up":
            samples.back_up()
        elif here:  # a backup with just what is here is brought back
            samples.relabel({})
            backup = samples.back_up()
            samples.close()
            assert backup is not None
            restore_backup(data_dir, backup)
            samples = SampleCollection.open(data_dir)
        tell(channel, "done", [])


def tell(channel, what, value):
    os.write(channel, json.dumps([what, value]).encode() + b"\n")


def after(state, what, value):
    """What the collection holds when that is done."""
    if what in ("add", "add many", "merge"):
        return state | {each.id: each for each in (sample(int(str(number)), 0, LETTERS) for number in value)}
    if what == "relabel":
        return {name: sample(int(name, 16), 1 if name in value else each.label, LETTERS)
                for name, each in state.items()}
    if what in ("delete", "erase"):
        return {name: each for name, each in state.items() if name not in value}
    return state


def one_kill(data_dir, seed, state):
    """Start a writer, wait for its end, and look; the state that was found and what was interrupted."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            write(data_dir, seed, writer)
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb") as said:
        lines = [json.loads(line) for line in said]
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGALRM, "the writer ended by itself"
    begun = ["nothing", []]
    for line in lines:
        if line[0] != "done":
            begun = line
            continue
        assert not line[1], line
        state, begun = after(state, *begun), ["nothing", []]
    with opened(data_dir, str(begun[0])) as samples:
        assert samples.why_read_only == "", samples.why_read_only
        found = {each.id: each for each in everything(samples)}
    assert found in (state, after(state, *begun)), f"kill {seed}, in the middle of: {begun}"
    left = [path for path in data_dir.rglob("*") if path.name.startswith(schema.PART_PREFIX)]
    assert not left, left
    return found, str(begun[0])


def opened(data_dir, begun):
    """The collection; where a backup was just being brought back, it may be missing, and is offered."""
    try:
        return SampleCollection.open(data_dir)
    except DamagedSamplesError as gone:
        if begun != "bring back" or gone.backup is None:
            raise
        restore_backup(data_dir, gone.backup)
        return SampleCollection.open(data_dir)


def main():
    folder, kills = Path(sys.argv[1]), int(sys.argv[2])
    state = {}
    seen = {}
    most = 0
    for seed in range(kills):
        if seed % NEW_FOLDER_EVERY == 0:
            state = {}
        state, begun = one_kill(folder / str(seed // NEW_FOLDER_EVERY), seed, state)
        seen[begun] = seen.get(begun, 0) + 1
        most = max(most, len(state))
    print(json.dumps({"kills": kills, "aims": AIMS, "interrupted": seen, "most": most}))  # noqa: T201 - the test reads it


if __name__ == "__main__":
    main()
