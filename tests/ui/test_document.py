from pathlib import Path

import pytest
from helpers.networks import always
from pytestqt.qtbot import QtBot

from digitpad.model.network import Network
from digitpad.ui.document import Document

A, B = always([0.9, 0.1]), always([0.1, 0.9])


@pytest.fixture
def document(tiny_network: Network) -> Document:
    return Document(tiny_network, "digitpad.keras")


def test_the_network_on_board_would_not_be_lost(document: Document, tiny_network: Network) -> None:
    assert document.current.network is tiny_network
    assert document.current.title == "digitpad.keras"
    assert document.current.path is None
    assert document.unsaved == ()


def test_trained_networks_are_numbered_and_unsaved(document: Document) -> None:
    document.trained(A)
    document.trained(B)
    assert [entry.title for entry in document.entries] == ["digitpad.keras", "Network 1", "Network 2"]
    assert document.current.network is B
    assert [entry.network for entry in document.unsaved] == [A, B]


def test_an_opened_network_has_its_files_name(document: Document) -> None:
    document.opened(A, Path("class 7b.keras"))
    assert (document.current.title, document.current.path) == ("class 7b.keras", Path("class 7b.keras"))
    assert document.unsaved == ()


def test_saving_gives_the_files_name_and_takes_the_mark_away(document: Document) -> None:
    document.trained(A)
    document.saved(document.current, Path("folder") / "seven.keras")
    assert document.current.title == "seven.keras"
    assert document.unsaved == ()


def test_what_was_discarded_is_still_there_but_not_asked_about(document: Document) -> None:
    document.trained(A)
    document.discard(document.current)
    assert document.unsaved == ()
    assert document.current.network is A


def test_earlier_networks_can_be_put_under_the_pen_again(document: Document, tiny_network: Network) -> None:
    document.trained(A)
    document.select(document.entries[0])
    assert document.current.network is tiny_network
    assert [entry.network for entry in document.unsaved] == [A]


def test_every_change_is_told(document: Document, qtbot: QtBot) -> None:
    for change in (
        lambda: document.trained(A),
        lambda: document.opened(B, Path("b.keras")),
        lambda: document.saved(document.entries[1], Path("a.keras")),
        lambda: document.discard(document.entries[1]),
        lambda: document.select(document.entries[0]),
    ):
        with qtbot.waitSignal(document.changed):
            change()
