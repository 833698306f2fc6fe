"""Short names in the table of symbols of a large C++ library, which makes TensorFlow's a seventh smaller.

`libtensorflow_cc.so.2` exports all of its 446,000 functions and tables, although other libraries know only 15,000 of
them; the names of the others, two hundred letters each, are 78 MB that only the library itself looks up, when it is
loaded. Here they are replaced by names of a few letters, and the room that this leaves is taken out of the file.
Decision 5 says why.

Nothing else changes: no code, no address, no order. A symbol keeps its place in the table and in its hash bucket
(among the short names there is one for every bucket), so relocations and versions, which go by place, stay right.
Formats: System V ABI, "Object Files" and "Dynamic Linking"; for `.gnu.hash`, glibc's `elf/dl-lookup.c`.
"""

import itertools
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_PAGE = 0x1000
_LOAD, _PHDR = 1, 6  # p_type
_NEEDED, _STRSZ, _SONAME, _RPATH, _RUNPATH = 1, 10, 14, 15, 29  # d_tag
_LETTERS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _record(**fields: str) -> np.dtype[np.void]:
    return np.dtype([(name, f"<{kind}") for name, kind in fields.items()])


_SYMBOL = _record(name="u4", info="u1", other="u1", section="u2", value="u8", size="u8")
_SECTION = _record(name="u4", type="u4", flags="u8", address="u8", offset="u8", size="u8", link="u4", info="u4",
                   align="u8", entry="u8")  # fmt: skip
_SEGMENT = _record(type="u4", flags="u4", offset="u8", address="u8", physical="u8", size="u8", memory="u8", align="u8")

Bytes = npt.NDArray[np.uint8]
Array = npt.NDArray[Any]


class NotSuitedError(Exception):
    """The library is not laid out as those that this was written for; it can be used as it is."""


@dataclass
class _Library:
    """A 64-bit little-endian ELF file in memory; the arrays are views of `content`."""

    content: Bytes
    segments: Array
    sections: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> "_Library":
        content = np.fromfile(path, np.uint8)
        if content[:6].tobytes() != b"\x7fELF\x02\x01" or len(content) < 0x40:
            raise NotSuitedError("not a 64-bit little-endian ELF file")
        at_segments, at_sections = content[0x20:0x30].view("<u8").tolist()
        segment_count, _, section_count, names_at = content[0x38:0x40].view("<u2").tolist()
        segments = content[at_segments:][: segment_count * _SEGMENT.itemsize].view(_SEGMENT)
        table = content[at_sections:][: section_count * _SECTION.itemsize].view(_SECTION)
        names = content[table[names_at]["offset"] :].tobytes()[: table[names_at]["size"]]
        return cls(content, segments, {_text(names, section["name"]).decode(): section for section in table})

    def part(self, section: str) -> Bytes:
        if section not in self.sections:
            raise NotSuitedError(f"it has no {section}")
        header = self.sections[section]
        return self.content[int(header["offset"]) :][: int(header["size"])]

    @property
    def symbols(self) -> Array:
        return self.part(".dynsym").view(_SYMBOL)


def exported_and_asked_for(path: Path) -> set[bytes]:
    """The names of all symbols that a library shares with others; none if it is no library."""
    try:
        library = _Library.read(path)
        names = library.part(".dynstr").tobytes()
        return {_text(names, start) for start in library.symbols["name"]}
    except (NotSuitedError, ValueError, IndexError):
        return set()


def loaded_with(path: Path) -> list[Path]:
    """The libraries that the system loads along with one: the C++ runtime among them, which shares many names."""
    told = subprocess.run(["ldd", path], capture_output=True, encoding="utf-8", check=True).stdout
    return [Path(match[1]) for match in re.finditer(r"(/\S.*) \(0x", told)]


def shorten(source: Path, target: Path, shared: set[bytes], mark: bytes) -> int:
    """Write a copy of a library whose own C++ symbols have short names.

    Args:
        source: the library.
        target: where the copy goes.
        shared: names that any other library in the process has in its tables; they stay, as do all that are not C++'s.
            One that is missing here ends in a crash: the libraries of the bundle and `loaded_with` belong to them.
        mark: a digit, with which the new names begin; another for each library. No compiler makes such names.

    Returns:
        By how many bytes the copy is smaller.

    Raises:
        NotSuitedError: the library is laid out otherwise; nothing is written.
    """
    library = _Library.read(source)
    names = library.part(".dynstr").tobytes()
    symbols = library.symbols
    old = [_text(names, start) for start in symbols["name"]]
    renamed = np.array([
        bool(section) and name.startswith(b"_Z") and name not in shared
        for name, section in zip(old, symbols["section"], strict=True)
    ])
    new = _rehash(library.part(".gnu.hash"), old, renamed, mark)
    strings = _Strings()
    symbols["name"] = [strings.add(name) for name in new]
    for field in _other_names(library):
        field[0] = strings.add(_text(names, field[0]))
    saved = _cut(library, strings.content)
    library.content[: len(library.content) - saved].tofile(target)
    return saved


def _text(names: bytes, start: int) -> bytes:
    return names[start : names.index(0, start)]


# ----------------------------------------------------------------------------------------------------
# Names


class _Strings:
    """A table of strings under construction; equal ones stand there once."""

    def __init__(self) -> None:
        self._parts, self._size = [b"\0"], 1
        self._places = {b"": 0}

    def add(self, name: bytes) -> int:
        """Where the string begins."""
        if name not in self._places:
            self._places[name] = self._size
            self._parts.append(name + b"\0")
            self._size += len(name) + 1
        return self._places[name]

    @property
    def content(self) -> bytes:
        return b"".join(self._parts)


def _other_names(library: _Library) -> Iterator[npt.NDArray[np.uint64] | npt.NDArray[np.uint32]]:
    """Every other field that holds a place in the table of strings, as a view of one number."""
    dynamic = library.part(".dynamic").view("<u8").reshape(-1, 2)
    for index in np.flatnonzero(np.isin(dynamic[:, 0], (_NEEDED, _SONAME, _RPATH, _RUNPATH))):
        yield dynamic[index, 1:]
    for section, next_record, name_in_record, entries, next_entry, name_in_entry in (
        (".gnu.version_r", 12, 4, 8, 12, 8),
        (".gnu.version_d", 16, None, 12, 4, 0),
    ):
        if section not in library.sections:
            continue
        content = library.part(section)
        for record in _chain(content, 0, next_record):
            if name_in_record is not None:
                yield _number(content, record + name_in_record)
            first = record + int(_number(content, record + entries)[0])
            for entry in _chain(content, first, next_entry):
                yield _number(content, entry + name_in_entry)


def _chain(content: Bytes, start: int, step: int) -> Iterator[int]:
    """Where the records of a chain are; each says at `step` how far the next one is, or 0."""
    yield start
    while distance := int(_number(content, start + step)[0]):
        start += distance
        yield start


def _number(content: Bytes, at: int) -> npt.NDArray[np.uint32]:
    return content[at : at + 4].view("<u4")


# ----------------------------------------------------------------------------------------------------
# .gnu.hash


def _rehash(table: Bytes, old: list[bytes], renamed: npt.NDArray[np.bool_], mark: bytes) -> list[bytes]:
    """Choose new names that fall into the old ones' buckets, and bring the hash table up to date.

    Returns:
        The name of every symbol.
    """
    bucket_count, first, bloom_size, shift = (int(each) for each in table[:16].view("<u4"))
    bloom = table[16 : 16 + 8 * bloom_size].view("<u8")
    chain = table[16 + 8 * bloom_size + 4 * bucket_count :].view("<u4")
    if len(chain) != len(old) - first or renamed[:first].any():
        raise NotSuitedError("its hash table does not hold all symbols")
    hashes = np.array([_hash(name) for name in old[first:]], np.uint32)
    if ((hashes ^ chain) & ~np.uint32(1)).any():
        raise NotSuitedError("its hash table is another one")
    new = list(old)
    wanted = np.flatnonzero(renamed[first:])
    for place, (name, value) in zip(wanted, _names(hashes[wanted] % bucket_count, bucket_count, mark), strict=True):
        new[first + place], hashes[place] = name, value
    chain[:] = (hashes & ~np.uint32(1)) | (chain & 1)  # the lowest bit says where a bucket ends
    bloom[:] = 0
    one = np.uint64(1)
    for bits in (hashes % 64, (hashes >> np.uint32(shift)) % 64):
        np.bitwise_or.at(bloom, hashes // 64 % bloom_size, one << bits.astype(np.uint64))
    return new


def _hash(name: bytes) -> int:
    value = 5381
    for letter in name:
        value = (value * 33 + letter) & 0xFFFFFFFF
    return value


def _names(buckets: Array, bucket_count: int, mark: bytes) -> Iterator[tuple[bytes, int]]:
    """For each bucket asked for a short name that falls into it, each another one, and its hash."""
    pools: dict[int, list[tuple[bytes, int]]] = {int(bucket): [] for bucket in buckets}
    missing = dict(zip(*(part.tolist() for part in np.unique(buckets, return_counts=True)), strict=True))
    start = _hash(mark)
    letters = np.frombuffer(_LETTERS, np.uint8).astype(np.uint32)
    for length in itertools.count(1):
        if length > 5:
            raise NotSuitedError("there are not enough short names for it")
        if not missing:
            break
        values = np.array([start], np.uint32)
        for _ in range(length):
            values = (values[:, None] * np.uint32(33) + letters).ravel()
        for index in np.flatnonzero(np.isin(values % bucket_count, list(missing))).tolist():
            bucket = int(values[index]) % bucket_count
            if bucket in missing:
                digits = np.unravel_index(index, (len(_LETTERS),) * length)
                pools[bucket].append((mark + bytes(_LETTERS[digit] for digit in digits), int(values[index])))
                missing[bucket] -= 1
                if not missing[bucket]:
                    del missing[bucket]
    for bucket in buckets.tolist():
        yield pools[bucket].pop()


# ----------------------------------------------------------------------------------------------------
# The file


def _cut(library: _Library, strings: bytes) -> int:
    """Put the new strings in place and take the room behind them out of the file.

    The segment with the strings becomes two. The new one's header takes the place of the header that says where the
    headers are, which only programs need.
    """
    section = library.sections[".dynstr"]
    begin, end = int(section["offset"]), int(section["offset"] + section["size"])
    used = begin + len(strings)
    saved = (end // _PAGE - -(-used // _PAGE)) * _PAGE
    segments, content = library.segments, library.content
    whole = segments[1].copy()
    if segments[0]["type"] != _PHDR or whole["type"] != _LOAD or whole["offset"] or whole["address"]:
        raise NotSuitedError("its segments are laid out otherwise")
    if int(section["address"]) != begin or end > int(whole["size"]) or saved <= 0:
        raise NotSuitedError("its strings are laid out otherwise")
    content[begin:used] = np.frombuffer(strings, np.uint8)
    content[used:end] = 0
    section["size"] = len(strings)
    dynamic = library.part(".dynamic").view("<u8").reshape(-1, 2)
    dynamic[dynamic[:, 0] == _STRSZ, 1] = len(strings)
    # Where the second half begins in memory; in the file it begins `saved` bytes before.
    behind = end // _PAGE * _PAGE
    segments[0] = segments[1] = whole
    segments["size"][0] = segments["memory"][0] = used
    for field in ("offset", "address", "physical"):
        segments[field][1] = behind
    segments["size"][1] = segments["memory"][1] = int(whole["size"]) - behind
    for each in (*segments[1:], *library.sections.values()):
        if each["offset"] >= behind:
            each["offset"] -= saved
    at_sections = content[0x28:0x30].view("<u8")
    at_sections -= saved
    content[behind - saved : len(content) - saved] = content[behind:].copy()
    return saved
