"""`.digits` files: what was written is read back, and what is hostile is refused in one sentence."""

import io
import json
import stat
import tracemalloc
import zipfile
import zlib

import pytest
from helpers.fuzz import fuzzed
from helpers.samples import DIGITS, LETTERS, sample, some
from hypothesis import given
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.ink.stroke import Ink, parse_ink
from digitpad.samples import digits_file
from digitpad.samples.digits_file import read, to_bytes, write
from digitpad.samples.sample import Sample

MANIFEST = {"format": "digitpad digits", "version": 1, "classes": list(DIGITS), "samples": 1}
LINE = {"id": "0" * 31 + "1", "label": 3, "seat": None, "day": "2026-11-21", "strokes": [[[1, 2], [3, 4]]]}


def packed(members, method=zipfile.ZIP_DEFLATED):
    """A zip of these members; texts and JSON values alike."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content if isinstance(content, str | bytes) else json.dumps(content))
    return buffer.getvalue()


def digits(manifest=MANIFEST, lines=(LINE,)):
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    return packed([("manifest.json", manifest), ("samples.jsonl", text)])


@pytest.fixture
def path(tmp_path):
    return tmp_path / "class.digits"


@pytest.fixture
def refused(path):
    def refused(content, room=digits_file.MAX_UNPACKED):
        path.write_bytes(content)
        with pytest.raises(DigitpadError) as told:
            read(path, room)
        says = str(told.value)
        assert says.startswith("“class.digits” ")
        assert says.endswith(".")
        assert says.isprintable()
        return says

    return refused


def test_what_was_written_is_read_back(path):
    kept = [*some(20), Sample("f" * 32, Ink.of([[(0.25, -3)]]).to_json(), 9, DIGITS, None, "1999-12-31")]
    write(path, DIGITS, kept)
    content = read(path)
    assert (content.class_names, content.samples, content.twice) == (DIGITS, tuple(kept), 0)


def test_the_file_is_as_documented(path):
    write(path, LETTERS, [sample(1, 2, LETTERS, 12, "2026-11-20"), sample(2, 0, LETTERS), sample(3, 2, LETTERS)])
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["manifest.json", "samples.jsonl"]
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {member.compress_type for member in archive.infolist()} == {zipfile.ZIP_DEFLATED}
        manifest = json.loads(archive.read("manifest.json"))
        lines = archive.read("samples.jsonl").decode().splitlines()
    assert manifest == {
        "format": "digitpad digits", "version": 1, "classes": ["a", "b", "c"], "samples": 3, "counts": [1, 0, 2],
        "days": ["2026-11-20", "2026-11-21"],
    }
    first = json.loads(lines[0])
    assert list(first) == ["id", "label", "seat", "day", "strokes"]
    assert [first[key] for key in ("id", "label", "seat", "day")] == [f"{1:032x}", 2, 12, "2026-11-20"]
    # A line can be recognised as it is.
    assert parse_ink(lines[0]).to_json() == sample(1).ink_json


def test_the_same_samples_give_the_same_bytes():
    assert to_bytes(DIGITS, some(20)) == to_bytes(DIGITS, some(20))


def test_what_cannot_be_exported(path, monkeypatch):
    with pytest.raises(DigitpadError, match=r"^There are no samples to export\.$"):
        write(path, DIGITS, [])
    with pytest.raises(DigitpadError, match="samples of one class set only"):
        write(path, DIGITS, [sample(1), sample(2, 0, LETTERS)])
    monkeypatch.setattr(digits_file, "MAX_SAMPLES", 5)
    with pytest.raises(DigitpadError, match="too many samples"):
        write(path, DIGITS, some(6))
    assert not path.exists()


def test_an_id_that_comes_twice_counts_once(path):
    path.write_bytes(digits(MANIFEST | {"samples": 3}, [LINE, LINE | {"id": "a" * 32}, LINE | {"label": 5}]))
    content = read(path)
    assert ([each.label for each in content.samples], content.twice) == ([3, 3], 1)


def test_nothing_else_of_a_line_is_kept(path):
    path.write_bytes(digits(lines=[LINE | {"name": "Zoë", "time": "09:30", "strokes": [[[1.0049, 2]], []]}]))
    assert read(path).samples[0].ink_json == '{"strokes":[[[1.0,2.0]]]}'


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty; copy it again"),
        (b"noise" * 100, "is not a .digits file; "),
        (digits()[:-30], "is incomplete; copy it again"),
        (digits()[:-1], "is incomplete; copy it again"),
        (digits() + b"\0", "is incomplete; copy it again"),
        (packed([("manifest.json", MANIFEST)]), "holds other files"),
        (packed([("manifest.json", MANIFEST), ("samples.jsonl", LINE), ("more.txt", "")]), "holds other files"),
        (packed([("manifest.json", MANIFEST), ("../samples.jsonl", LINE)]), "holds other files"),
        (packed([(f"{number}.txt", "") for number in range(200)]), "an archive of another kind"),
        (packed([("manifest.json", MANIFEST), ("samples.jsonl", LINE)], zipfile.ZIP_LZMA), "packed in an unusual way"),
        (digits("noise"), "has no manifest"),
        (digits("[" * 100_000), "has no manifest"),
        (digits([]), "has no manifest"),
        (digits(MANIFEST | {"format": "other"}), "has no manifest"),
        (digits(MANIFEST | {"version": 2}), "comes from a newer Digitpad; "),
        (digits(MANIFEST | {"version": "1"}), "does not say its version"),
        (digits(MANIFEST | {"version": True}), "does not say its version"),
        (digits(MANIFEST | {"classes": "0123456789"}), "does not name its classes"),
        (digits(MANIFEST | {"classes": ["a"]}), "unusable class names; export it again. A class set must be 2 to"),
        (digits(MANIFEST | {"samples": 10**9}), "an impossible number of samples"),
        (digits(MANIFEST | {"samples": 2}), "has 1 sample, but its manifest says 2"),
        (digits(lines=["noise"]), "line 1; export it again. It is not one of Digitpad's lines."),
        (digits(lines=["[" * 100_000]), "in line 1; "),
        (digits(lines=["1" * 10_000]), "in line 1; "),
        (digits(lines=[[]]), "in line 1; "),
        (digits(lines=[LINE | {"id": "../../x"}]), "line 1; export it again. A sample's id must be"),
        (digits(lines=[LINE | {"id": 7}]), "in line 1; "),
        (digits(lines=[LINE | {"label": 10}]), "the label 10, but there are 10 classes"),
        (digits(lines=[LINE | {"label": True}]), "in line 1; "),
        (digits(lines=[LINE | {"label": "3"}]), "in line 1; "),
        (digits(lines=[LINE | {"seat": "Zoë"}]), "in line 1; "),
        (digits(lines=[LINE | {"seat": 0}]), "seat is 0"),
        (digits(lines=[LINE | {"day": "2026-11-21T09:30"}]), "a date such as"),
        (digits(lines=[LINE | {"strokes": []}]), "in line 1; "),
        (digits(lines=[LINE | {"strokes": [[[1, float("nan")]]]}]), "a point that is not [x, y]"),
        (digits(lines=[LINE | {"strokes": [[[1, 1e7]]]}]), "a point that is not [x, y]"),
        (digits(lines=[json.dumps(LINE)[:-1]]), "in line 1; "),
    ],
)
def test_what_is_not_right_is_refused(refused, content, says):
    assert says in refused(content)


def test_a_comment_or_the_64_bit_variant_could_hide_another_list(refused):
    whole = digits()
    end = whole[-22:]
    commented = whole[:-2] + b"\x05\0" + b"hello"
    assert refused(commented).endswith("is incomplete; copy it again.")
    locator = b"PK\x06\x07" + bytes(16)
    assert "an archive of another kind" in refused(whole[:-22] + locator + end)
    assert "an archive of another kind" in refused(whole[:-2] + b"\x05\0")


def test_an_encrypted_file(refused):
    whole = bytearray(digits())
    for place in (whole.index(b"PK\x03\x04") + 6, whole.index(b"PK\x01\x02") + 8):
        whole[place] |= 1
    assert "is encrypted" in refused(bytes(whole))


def test_a_wrong_checksum(refused):
    whole = digits()
    wrong = zlib.crc32((json.dumps(LINE) + "\n").encode()).to_bytes(4, "little")
    assert whole.count(wrong) == 2
    assert "is damaged or cannot be read (Bad CRC-32" in refused(whole.replace(wrong, b"abcd"))


@pytest.mark.parametrize("member", ["manifest.json", "samples.jsonl"])
def test_a_bomb_is_measured_before_it_goes_off(refused, member):
    big = " " * 200_000_000
    content = packed([(name, big if name == member else LINE) for name in ("manifest.json", "samples.jsonl")])
    tracemalloc.start()
    says = refused(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert f"unpacks to 200.0 MB of {member}, too many" in says
    assert peak < 2_000_000


def test_a_small_bomb_is_one_by_its_ratio(refused):
    assert "unpacks to 5.0 MB of samples.jsonl" in refused(
        packed([("manifest.json", MANIFEST), ("samples.jsonl", " " * 5_000_000)])
    )


def test_the_room_that_is_left(refused, path):
    content = digits(MANIFEST | {"samples": 50}, [LINE | {"id": f"{number:032x}"} for number in range(50)])
    path.write_bytes(content)
    assert len(read(path).samples) == 50
    assert "too many for Digitpad" in refused(content, room=1000)


def test_more_lines_than_allowed(refused, monkeypatch):
    monkeypatch.setattr(digits_file, "MAX_SAMPLES", 5)
    lines = [LINE | {"id": f"{number:032x}"} for number in range(6)]
    assert "has more than 5 samples" in refused(digits(MANIFEST | {"samples": 5}, lines))


def test_a_line_without_end(refused, monkeypatch):
    monkeypatch.setattr(digits_file, "_MAX_LINE", 100)
    assert "a line that is too long" in refused(digits())


def test_a_file_that_is_too_big(refused, monkeypatch):
    monkeypatch.setattr(digits_file, "MAX_FILE", 100)
    assert "too many for Digitpad" in refused(digits())


def test_what_is_no_file(tmp_path):
    for path in (tmp_path, tmp_path / "nothing.digits"):
        with pytest.raises(DigitpadError, match="is not there or is not a file"):
            read(path)


def test_a_link_inside_of_the_zip_is_only_text(refused):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("manifest.json", json.dumps(MANIFEST))
        link = zipfile.ZipInfo("samples.jsonl")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/hostname")
    assert "line 1; export it again. It is not one of Digitpad's lines." in refused(buffer.getvalue())


# Any file


edit = st.tuples(st.integers(0, 5_000), st.integers(0, 3), st.binary(max_size=4))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5), lambda inner: st.lists(
        inner, max_size=3) | st.dictionaries(st.sampled_from([*LINE, "x"]), inner, max_size=3), max_leaves=8
)


@pytest.fixture(scope="module")
def survives(tmp_path_factory):
    path = tmp_path_factory.mktemp("fuzz") / "class.digits"

    def survives(content):
        path.write_bytes(content)
        try:
            found = read(path)
        except DigitpadError as error:
            says = str(error)
            assert says.startswith("“class.digits” "), says
            assert says.isprintable(), says
        else:
            # What is taken in can be given on.
            assert to_bytes(found.class_names, found.samples)

    return survives


@fuzzed
@given(st.lists(edit, max_size=6), st.just(0) | st.integers(0, 50))
def test_a_damaged_file(survives, edits, end):
    content = bytearray(to_bytes(DIGITS, some(5)))
    for place, removed, added in edits:
        content[place % len(content) : place % len(content) + removed] = added
    survives(bytes(content[: len(content) - end]))


@fuzzed
@given(st.dictionaries(st.sampled_from(list(MANIFEST)), values), st.dictionaries(st.sampled_from(list(LINE)), values))
def test_a_sound_zip_with_odd_values(survives, manifest, line):
    survives(digits(MANIFEST | manifest, [LINE | line]))
    survives(digits(MANIFEST, [LINE | line]))


@fuzzed
@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_sound_zip_with_any_bytes(survives, manifest, lines):
    survives(packed([("manifest.json", manifest), ("samples.jsonl", lines)]))
    survives(packed([("manifest.json", MANIFEST), ("samples.jsonl", lines)]))
    survives(b"PK\x03\x04" + manifest + b"PK\x05\x06" + lines[:16].ljust(16) + b"\0\0")
