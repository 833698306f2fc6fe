"""Files damaged at random: each opens, or is refused in one sentence."""

import copy
import json

import numpy as np
import pytest
from helpers.fuzz import fuzzed
from helpers.keras_files import CONFIG, WEIGHTS, one_sentence
from hypothesis import example, given
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.evaluation.pixel_range import doubt_about
from digitpad.model.keras_file import read_network

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("mutants")


def assert_opens_or_is_refused(content, folder):
    (folder / "given.keras").write_bytes(content)
    try:
        network = read_network(folder / "given.keras")
    except DigitpadError as refusal:
        one_sentence(refusal, "given.keras")
    else:
        doubt_about(network)
        answer = network.probabilities(np.zeros((1, 784), np.uint8))
        assert answer.shape == (1, network.spec.classes)


edits = st.lists(
    st.tuples(st.sampled_from(["flip", "cut", "insert"]), st.floats(0, 1), st.binary(min_size=1, max_size=8)),
    min_size=1,
    max_size=4,
)


def edited(content, changes):
    for kind, where, some in changes:
        place = int(where * len(content))
        match kind:
            case "flip":
                content = content[:place] + some + content[place + len(some) :]
            case "cut":
                content = content[:place] + content[place + 256 * some[0] :]
            case "insert":
                content = content[:place] + some + content[place:]
    return content


@fuzzed
@given(changes=edits)
def test_any_damage_to_a_file_is_survived(changes, valid, folder):
    assert_opens_or_is_refused(edited(valid, changes), folder)


@fuzzed
@given(member=st.sampled_from([CONFIG, WEIGHTS, "metadata.json", "digitpad.json"]), changes=edits)
def test_any_damage_under_a_right_checksum_is_survived(
    member, changes, members, archive_of, folder
):
    assert_opens_or_is_refused(archive_of({**members, member: edited(members[member], changes)}), folder)


names = st.sampled_from(
    ["Dense", "InputLayer", "Flatten", "ReLU", "Softmax", "keras.layers", "softmax", "leaky_relu", "sigmoid",
     "GaussianNoise", "RandomCrop", "keras.src.ops.numpy", "TrueDivide", "Subtract", "Negative", "__keras_tensor__"]
)  # fmt: skip
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | names,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9) | names, inner, max_size=4),
    max_leaves=6,
)


def places(value):
    """Every place in a JSON value, as a container and a key."""
    pairs = []
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        pairs += [(value, key), *places(value[key])]
    return pairs


@fuzzed
@given(data=st.data(), count=st.integers(1, 3), kind=st.booleans())
def test_any_description_is_survived(data, count, kind, members, functional, archive_of, folder):
    members = functional if kind else members
    config = json.loads(members[CONFIG])
    for _ in range(count):
        container, key = data.draw(st.sampled_from(places(config)))
        match data.draw(st.sampled_from(["replace", "delete", "copy"])):
            case "replace":
                container[key] = data.draw(json_values)
            case "delete":
                del container[key]
            case "copy":
                source, other = data.draw(st.sampled_from(places(config)))
                container[key] = copy.deepcopy(source[other])
        if not places(config):
            break
    assert_opens_or_is_refused(archive_of({**members, CONFIG: json.dumps(config).encode()}), folder)


@fuzzed
@given(text=st.text(max_size=200) | json_values.map(json.dumps))
@example(text="[")
@example(text="\ufeff{}")
@example(text='{"class_name": "Sequential", "class_name": []}')
def test_any_text_as_description_is_survived(
    text, members, archive_of, folder
):
    assert_opens_or_is_refused(archive_of({**members, CONFIG: text.encode("utf-8", "surrogatepass")}), folder)
