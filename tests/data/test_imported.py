"""Imported sets in the catalogue."""

import json

import numpy as np
import pytest

from digitpad.data.catalogue import Catalogue
from digitpad.data.digits import Pictures
from digitpad.data.exchange.import_candidate import BLACK_PAPER, ImportCandidate
from digitpad.data.imported import Imported
from digitpad.errors import DigitpadError


def offer(names=("a", "b"), source="letters.csv", train=6, test=2):
    def part(count):
        images = np.zeros((count, 28, 28), np.uint8)
        images[:, 9:15, 9:15] = 77
        return Pictures(images, (np.arange(count) % len(names)).astype(np.uint8))

    return ImportCandidate(source, "CSV", tuple(names), part(train), part(test), BLACK_PAPER)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "Zoë Müller" / "datasets" / "imported"


@pytest.fixture
def catalogue(folder, monkeypatch, tmp_path):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    return Catalogue(folder.parents[1])


def names(catalogue):
    return [entry.name for entry in catalogue.entries()][4:]


def test_an_imported_set_is_a_dataset_like_any_other(catalogue, folder):
    entry = catalogue.import_offer(offer(), "Our letters")
    assert (entry.name, entry.title, entry.class_names) == ("our-letters", "Our letters", ("a", "b"))
    assert entry.description == "6 to learn from, 2 for the test; imported from “letters.csv”."
    assert entry.is_imported
    assert not entry.is_bundled
    assert sorted(path.name for path in folder.iterdir()) == ["our-letters.json", "our-letters.npz"]
    for again in (catalogue, Catalogue(folder.parents[1])):
        assert again.entries()[-1] == entry
        assert again.find("our-letters") == folder / "our-letters.npz"
        dataset = again.load("our-letters")
        assert (dataset.name, dataset.title, dataset.class_names) == ("our-letters", "Our letters", ("a", "b"))
        np.testing.assert_array_equal(dataset.train.images, offer().train.images)
        np.testing.assert_array_equal(dataset.test.labels, offer().test.labels)
    assert catalogue.closest("", ("a", "b")) == "our-letters"


def test_another_thread_may_forget_what_was_found_at_any_moment(catalogue, folder):
    """Here at the very moment when it is kept."""

    class Forgetful(Catalogue):
        _found = property(lambda self: None, lambda self, found: None)

    catalogue.import_offer(offer(), "Our letters")
    assert names(Forgetful(folder.parents[1])) == ["our-letters"]


def test_what_was_imported_while_somebody_looked_is_seen_by_the_next(catalogue, folder, monkeypatch):
    look = catalogue._imported.look
    other = Catalogue(folder.parents[1])

    def interrupted():
        found = look()
        if not folder.exists():
            other.import_offer(offer(), "Our letters")
            catalogue.refresh()
        return found

    monkeypatch.setattr(catalogue._imported, "look", interrupted)
    assert names(catalogue) == []
    assert names(catalogue) == ["our-letters"]


def test_looking_leaves_no_trace(catalogue, folder):
    assert len(catalogue.entries()) == 4
    assert catalogue.problems() == ()
    assert not folder.parent.exists()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("MNIST", "mnist-2"), ("../../etc/passwd", "etc-passwd"), ("CON", "con-set"), ("日本 語", "日本-語"),
        ("a" * 100, "a" * 40), ("train.csv", "train-csv"), ("Ünï_Cödé", "ünï-cödé"), ("a\nb", "a-b"),
        ("Our digits", "our-digits-2"), ("MNIST and ours 50", "mnist-and-ours-50-2"),
    ],
)
def test_names_are_safe_and_unique(catalogue, folder, title, name):
    assert catalogue.import_offer(offer(), title).name == name
    assert (folder / f"{name}.npz").is_file()


def test_the_same_name_again_gets_a_number(catalogue):
    for name in ("letters", "letters-2", "letters-3"):
        assert catalogue.import_offer(offer(), "Letters").name == name
    assert names(catalogue) == ["letters", "letters-2", "letters-3"]
    assert [entry.title for entry in catalogue.entries()[4:]] == ["Letters", "Letters (2)", "Letters (3)"]


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("", "The dataset has no title; use letters or digits."),
        ("  ", "The dataset has no title; use letters or digits."),
        ("...", "The dataset cannot be called “...”; use letters or digits."),
        ("a\0b", "The dataset cannot be called “a?b”; some of its signs cannot be shown."),
    ],
)
def test_what_is_no_name_is_refused(catalogue, folder, title, says):
    with pytest.raises(DigitpadError) as refused:
        catalogue.import_offer(offer(), title)
    assert str(refused.value) == says
    assert not folder.exists()


def test_a_removed_set_is_gone(catalogue, folder):
    catalogue.import_offer(offer(), "Letters")
    catalogue.remove("letters")
    assert names(catalogue) == []
    assert list(folder.iterdir()) == []
    with pytest.raises(DigitpadError, match="no dataset “letters”"):
        catalogue.load("letters")


def test_what_was_not_imported_cannot_be_removed(catalogue):
    for name in ("mnist-5k", "mnist"):
        with pytest.raises(DigitpadError, match="only imported datasets can be removed"):
            catalogue.remove(name)


def test_a_file_is_not_put_in_the_place_of_an_imported_set(catalogue, folder):
    catalogue.import_offer(offer(), "Letters")
    with pytest.raises(DigitpadError, match="imported already"):
        catalogue.add_file("letters", folder / "letters.npz")


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder, facts: (folder / "letters.npz").unlink(),
        lambda folder, facts: (folder / "letters.npz").write_bytes(b"PK\x03\x04"),
        lambda folder, facts: (folder / "letters.json").write_bytes(b""),
        lambda folder, facts: (folder / "letters.json").write_bytes(b"\xff\xfe\x00"),
        lambda folder, facts: (folder / "letters.json").write_text("[" * 100_000),
        lambda folder, facts: (folder / "letters.json").write_text("7"),
        lambda folder, facts: (folder / "letters.json").write_text(json.dumps(facts | {"class_names": ["a", "a"]})),
        lambda folder, facts: (folder / "letters.json").write_text(json.dumps(facts | {"class_names": ["a", 7]})),
        lambda folder, facts: (folder / "letters.json").write_text(json.dumps(facts | {"class_names": []})),
        lambda folder, facts: (folder / "letters.json").write_text(json.dumps(facts | {"title": "a\nb"})),
        lambda folder, facts: (folder / "letters.json").write_text(json.dumps(facts | {"train": "many"})),
    ],
)
def test_a_damaged_set_is_left_out_with_a_sentence(catalogue, folder, damage):
    catalogue.import_offer(offer(), "Letters")
    catalogue.import_offer(offer(), "Others")
    damage(folder, json.loads((folder / "letters.json").read_text(encoding="utf-8")))
    assert names(catalogue) == ["letters", "others"]
    catalogue.refresh()
    assert names(catalogue) == ["others"]
    assert catalogue.problems() == ("The imported dataset “letters” is damaged and left out; import it again.",)
    assert len(catalogue.load("others").train) == 6
    assert catalogue.import_offer(offer(), "Letters").name == "letters-2"


def test_damage_within_is_found_when_it_is_read(catalogue, folder):
    catalogue.import_offer(offer(), "Letters")
    content = bytearray((folder / "letters.npz").read_bytes())
    content[80:90] = bytes(10)
    (folder / "letters.npz").write_bytes(content)
    with pytest.raises(DigitpadError, match=r"“letters\.npz”"):
        catalogue.load("letters")


def test_pictures_that_vanish_are_missed_in_words(catalogue, folder):
    catalogue.import_offer(offer(), "Letters")
    (folder / "letters.npz").unlink()
    assert catalogue.find("letters") is None
    with pytest.raises(DigitpadError, match=r"letters\.npz is missing; import the pictures again"):
        catalogue.load("letters")


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "occupied").write_text("a file where the folder should be")
    catalogue = Catalogue(tmp_path / "occupied")
    with pytest.raises(DigitpadError, match=r"“letters\.npz” could not be saved"):
        catalogue.import_offer(offer(), "Letters")


def test_one_of_the_catalogues_names_hides_a_stranger(catalogue, folder):
    catalogue.import_offer(offer(), "Letters")
    for suffix in (".npz", ".json"):
        (folder / f"letters{suffix}").rename(folder / f"mnist{suffix}")
    catalogue.refresh()
    assert names(catalogue) == []


def test_without_a_data_folder_nothing_was_imported_and_nothing_is_wrong(tmp_path):
    """The window of a computer whose `data-dir` makes no sense said that a folder in /dev/null cannot be read."""
    (tmp_path / "null").write_text("")
    assert Imported(tmp_path / "null" / "datasets" / "imported").look() == ((), ())


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "imported").write_text("")
    sets, (problem,) = Imported(tmp_path / "imported").look()
    assert not sets
    assert "imported” cannot be read" in problem
