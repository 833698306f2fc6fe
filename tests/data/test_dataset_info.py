from pathlib import Path

import pytest

from digitpad.data.dataset_info import (
    SOURCES,
    has_learnt_from_test,
    own_dataset_info,
    published_entries,
    unseen_entry,
)

CLOTHES = (
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)


def test_digits_and_clothes_are_known_few_and_all():
    entries = {entry.name: entry for entry in published_entries(SOURCES)}
    assert list(entries) == ["mnist-5k", "mnist", "fashion-5k", "fashion-mnist"]
    for entry in entries.values():
        assert entry.class_names == (CLOTHES if "fashion" in entry.name else tuple("0123456789"))
        assert entry.title
        assert entry.description.endswith(".")
        assert entry.is_bundled == entry.name.endswith("-5k")
        assert entry.download == SOURCES.get(entry.name, ())
    assert entries["mnist-5k"].part_of == "mnist"
    assert entries["fashion-5k"].part_of == "fashion-mnist"
    assert entries["fashion-mnist"].download_size == 30_878_645


@pytest.mark.parametrize(("name", "module"), [("mnist", "mnist"), ("fashion-mnist", "fashion_mnist")])
def test_the_addresses_are_those_that_keras_uses(name, module):
    """Read from Keras' own source, which is not imported: that would bring TensorFlow along."""
    keras = pytest.importorskip("importlib.metadata").distribution("keras")
    text = Path(str(keras.locate_file(f"keras/src/datasets/{module}.py"))).read_text(encoding="utf-8")
    for source in SOURCES[name]:
        folder, file = source.url.rsplit("/", 1)
        assert f'"{folder}/"' in text
        assert file in text
        if name == "mnist":
            assert f'"{source.sha256}"' in text


@pytest.mark.parametrize("name", ["mnist-and-ours", "mnist-and-ours-0", "mnist-and-ours-96", "mnist-and-ours-٥٠"])
def test_other_mixes_are_no_datasets(name):
    assert own_dataset_info(name) is None


@pytest.mark.parametrize(
    ("learnt", "dataset", "told"),
    [
        ("mnist-5k", "mnist-5k", False),  # its own test part was kept out
        ("mnist", "mnist-5k", True),
        ("handwriting", "mnist-5k", True),
        ("handwriting", "mnist", False),
        ("fashion-mnist", "fashion-5k", True),
        ("fashion-mnist", "mnist-5k", False),
        ("our-digits", "mnist-5k", False),
        ("mnist-and-ours-50", "mnist-5k", None),
        ("mnist-and-ours-50", "mnist", False),
        ("", "mnist", None),
        ("", "mnist-5k", None),
    ],
)
def test_who_has_learnt_from_the_test_part(learnt, dataset, told):
    entries = {entry.name: entry for entry in published_entries(SOURCES)}
    assert has_learnt_from_test(learnt, entries[dataset]) is told


def test_nobody_has_learnt_from_what_is_there_to_be_unseen():
    few = next(entry for entry in published_entries(SOURCES) if entry.name == "mnist-5k")
    for learnt in ("mnist", "mnist-5k", "handwriting", "mnist-and-ours-50"):
        assert has_learnt_from_test(learnt, unseen_entry(few)) is False
