"""The gallery: the user's samples as pictures, filtered by class and seat, to relabel and delete."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QMenu, QMessageBox, QPushButton, QWidget

from digitpad.errors import DigitpadError
from digitpad.ink.raster import bounds
from digitpad.ink.stroke import Ink
from digitpad.synthesis.transform import resized
from digitpad.translation import N_, _, ngettext
from digitpad.ui.drawing.paper import UNITS
from digitpad.ui.samples.gallery_filters import GalleryFilters
from digitpad.ui.samples.list_model import SampleListModel
from digitpad.ui.samples.list_view import SampleListView
from digitpad.ui.samples.store import SampleStore
from digitpad.ui.samples.undo_commands import DeleteCommand, RelabelCommand
from digitpad.ui.widgets.dialogs import ask_choice, show_problem
from digitpad.ui.widgets.empty_page import EmptyPage
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, named
from digitpad.ui.widgets.plain_text import add_entry
from digitpad.ui.widgets.scrolled import VerticalScroll, scrolled_column

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from digitpad.samples.collection import SampleCollection
    from digitpad.samples.sample import Collection

_NOTHING = N_(
    "No digits of your own yet. Draw one and click what it is, right under the canvas, or let Digitpad ask for them."
)

GalleryContent = tuple[tuple[tuple[str, ...], ...], "Collection"]
"""All class sets of the collection, and the samples of one of them."""


@guarded
class SampleGallery(QWidget):
    """A list of pictures, filters by class and seat, and buttons for the selected samples.

    Signals:
        ink_chosen: this `Ink` is to be put on the canvas.
        content_changed: the class names that are shown, their number of samples and the seats where they were made
            (0 for none) have changed to these.
        collecting_wanted: drawings are to be asked for.
    """

    ink_chosen = Signal(object)
    content_changed = Signal(object, int, object)
    collecting_wanted = Signal()

    def __init__(self, store: SampleStore) -> None:
        super().__init__()
        self.setObjectName("samplesGallery")
        self._store = store
        self._stale = True
        self._query = 0
        self._names: tuple[str, ...] = ()  # of the class set that is shown
        self.undo_stack = QUndoStack(self)
        self.model = SampleListModel()
        self.view = named(
            SampleListView(self.model), "samplesView", _("Your digits"),
            _("Double-click puts a drawing back on the canvas; a key such as 7 says what the selected ones are."),
        )
        self._filters = GalleryFilters()
        self._count = named(
            Note(), "samplesCount", _("Number of samples"), _("How many are shown and how many selected.")
        )
        nothing = EmptyPage(
            "samples", _(_NOTHING), _("Start c&ollecting"), "startCollectingButton",
            _("Clears the canvas and asks for one digit after the other."),
        )
        nothing.begun.connect(self.collecting_wanted)
        self._empty = VerticalScroll(nothing)
        self._empty.hide()  # until it is known what there is
        self._relabel = named(
            QPushButton(_("This is &a")), "relabelButton", _("This is a"), _("Says what the selected drawings show.")
        )
        self._menu = QMenu(self._relabel)
        self._relabel.setMenu(self._menu)
        self._delete = named(
            QPushButton(_("&Delete")), "deleteSamplesButton", _("Delete"), _("Deletes the selected drawings (Delete).")
        )
        self._erase = named(
            QPushButton(_("Delete per&manently…")), "eraseSamplesButton", _("Delete permanently"),
            _("Deletes the selected drawings from all backups too, after a question."),
        )
        self._undo = named(
            QPushButton(_("&Undo")), "undoSamplesButton", _("Undo"),
            _("Takes back the last change in the gallery (Ctrl+Z).")
        )
        self.buttons = FlowRow()
        for button in (self._relabel, self._delete, self._undo, self._erase):
            self.buttons.add(button)
        self._lay_out()
        self._connect()
        self._show_state()

    def _lay_out(self) -> None:
        layout = scrolled_column(self)
        layout.addWidget(self._filters)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._count)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self._store.changed.connect(self.refresh)
        self._filters.set_chosen.connect(self.set_class_names)
        self._filters.changed.connect(self._filter)
        view = self.view
        view.label_chosen.connect(self._relabel_selected)
        view.delete_wanted.connect(self._delete_selected)
        view.undo_wanted.connect(self.undo_stack.undo)
        view.redo_wanted.connect(self.undo_stack.redo)
        view.sample_opened.connect(self._put_on_canvas)
        view.selection_changed.connect(self._show_state)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        self._delete.clicked.connect(lambda: self._delete_selected())
        self._erase.clicked.connect(lambda: self._ask_to_erase())
        self._undo.clicked.connect(lambda: self.undo_stack.undo())
        self._undo.setEnabled(False)
        self.undo_stack.canUndoChanged.connect(self._undo.setEnabled)

    @property
    def class_names(self) -> tuple[str, ...]:
        """The class set that is shown; empty when there is none."""
        return self._names

    def set_class_names(self, names: tuple[str, ...]) -> None:
        """Show samples of these classes: those of the network in use, or others that were chosen."""
        if names != self._names:
            self._names = names
            self.refresh()

    def refresh(self) -> None:
        """Read the samples again: now, or when the gallery becomes visible."""
        self._stale = True
        self._query += 1
        if not self.isVisible():
            return
        self._stale = False
        query = self._query

        def show(content: GalleryContent) -> None:
            if query == self._query:  # else it may be about other classes
                self._show(content)

        self._store.look(partial(_read, names=self._names), show, self._show_problem)

    # Display

    def _show(self, content: GalleryContent) -> None:
        sets, collection = content
        self._names = self.view.class_names = collection.class_names
        self._filters.show_choices(sets, collection)
        self._fill_menu()
        place = self.view.keep_place()
        self.model.set_collection(collection)
        self._filter()
        self.view.restore_place(place)
        for widget, visible in ((self._empty, not len(collection)), (self.view, bool(len(collection)))):
            widget.setVisible(visible)
        self.content_changed.emit(self._names, len(collection), tuple(np.unique(collection.seats).tolist()))
        self._show_state()

    def _fill_menu(self) -> None:
        self._menu.clear()
        for label, name in enumerate(self._names):
            entry = add_entry(self._menu, name)
            entry.triggered.connect(lambda _checked, label=label: self._relabel_selected(label))

    def _filter(self) -> None:
        self.model.set_filter(self._filters.label, self._filters.seat)
        self._show_state()

    def _show_state(self) -> None:
        shown, selected = self.model.rowCount(), len(self.view.selectionModel().selectedIndexes())
        if selected:
            text = ngettext(
                "{count:,} drawing, {selected:,} selected", "{count:,} drawings, {selected:,} selected", shown
            )
        else:
            text = ngettext("{count:,} drawing", "{count:,} drawings", shown)
        self._count.setText(text.format(count=shown, selected=selected))
        for button in (self._relabel, self._delete, self._erase):
            button.setEnabled(selected > 0)

    def _show_menu(self, place: QPoint) -> None:
        if self.view.selected_ids:
            self._menu.popup(self.view.viewport().mapToGlobal(place))

    # Changes

    def _relabel_selected(self, label: int) -> None:
        if ids := self.view.selected_ids:
            self.undo_stack.push(RelabelCommand(ids, label, self._names[label], self._store, self._step_failed))

    def _delete_selected(self) -> None:
        if ids := self.view.selected_ids:
            self.undo_stack.push(DeleteCommand(ids, self._store, self._step_failed))

    def _ask_to_erase(self) -> None:
        ids = self.view.selected_ids
        role = QMessageBox.ButtonRole
        ask_choice(
            self,
            _("Delete permanently?"),
            ngettext(
                "Delete the selected drawing permanently, from every backup too? Nothing can bring it back.",
                "Delete the {count:,} selected drawings permanently, from every backup too? "
                "Nothing can bring them back.",
                len(ids),
            ).format(count=len(ids)),
            (
                (_("Keep them"), role.RejectRole, lambda: None),
                (_("Delete permanently"), role.DestructiveRole, lambda: self._erase_samples(ids)),
            ),
        )

    def _erase_samples(self, ids: tuple[str, ...]) -> None:
        self.undo_stack.clear()  # undoing a deletion would bring them back
        self._store.change(
            lambda samples: samples.erase(ids, from_backups=True), lambda __: None, self._step_failed
        )

    def _put_on_canvas(self, identity: str) -> None:
        self._store.look(
            partial(_ink, identity=identity), lambda ink: self.ink_chosen.emit(ink), self._show_problem
        )

    def _step_failed(self, sentence: str) -> None:
        self.undo_stack.clear()  # later commands rely on the one that failed
        self._show_problem(sentence)
        self.refresh()

    def _show_problem(self, sentence: str) -> None:
        show_problem(self, _("Your digits"), sentence)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the samples when they become visible."""
        super().showEvent(event)
        if self._stale:
            self.refresh()


# In the store's thread


def _read(samples: SampleCollection, names: tuple[str, ...]) -> GalleryContent:
    """Read the samples of a class set, or of another one if that has none."""
    sets = samples.class_sets()
    if names not in sets and sets:
        names = sets[0]
    return sets, samples.collection(names)


def _ink(samples: SampleCollection, identity: str) -> Ink:
    """Read a drawing for the canvas; it is centred and resized if it was made in another unit.

    Raises:
        DigitpadError: it was deleted, or is damaged.
    """
    for sample in samples.samples((identity,)):
        ink = sample.ink
        low, high = bounds(ink)
        inside = low.min() >= 0 and high.max() <= UNITS and (high - low).max() > UNITS / 5
        return ink if inside else resized(ink, 0.6 * UNITS, (UNITS / 2, UNITS / 2))
    raise DigitpadError(N_("This drawing is not in the collection any more."))
