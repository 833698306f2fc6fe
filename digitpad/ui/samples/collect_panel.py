"""The panel Collect: ask for drawings of each class in random order until there are enough of all."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSpinBox, QWidget

from digitpad.translation import N_, _, ngettext
from digitpad.ui.samples.class_words import saved_as
from digitpad.ui.samples.collect_bars import CollectBars
from digitpad.ui.samples.collect_prompt import CollectPrompt
from digitpad.ui.samples.collect_round import CollectRound
from digitpad.ui.samples.recorder import SampleRecorder
from digitpad.ui.samples.store import SampleStore
from digitpad.ui.settings.settings import Settings
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, faint_label, mark, named
from digitpad.ui.widgets.link_button import LinkButton
from digitpad.ui.widgets.plain_text import PlainLabel
from digitpad.ui.widgets.scrolled import scrolled_column

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from digitpad.samples.collection import SampleCollection
    from digitpad.samples.sample import Sample

_MOST_EACH = 100
_SEATS = 9_999

_HOW = N_(
    "Digitpad asks for the digits in random order. Nothing is saved until you press Enter or Next. Use a seat number, "
    "not a name."
)


@guarded
class CollectPanel(QWidget):
    """How many drawings of each class are wanted, at which seat, and a bar for each class.

    The prompt that asks for the next drawing is a `CollectPrompt` under the canvas.

    Signals:
        collecting_changed: whether drawings are asked for now.
        learning_wanted: the network is to learn from what was saved.
    """

    collecting_changed = Signal(bool)
    learning_wanted = Signal()

    def __init__(self, recorder: SampleRecorder, prompt: CollectPrompt, store: SampleStore, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("collectPanel")
        self._recorder, self._prompt, self._store, self._settings = recorder, prompt, store, settings
        self._names: tuple[str, ...] = ()
        self._round: CollectRound | None = None
        self._begins_when_counted = False
        self._newest: Sample | None = None  # the last one saved, which the prompt names
        self._query = 0  # number of the last query for counts; answers to older ones are dropped
        self._each = named(
            QSpinBox(), "collectEachBox", _("How many of each digit"), _("How many drawings of each class are wanted.")
        )
        self._each.setRange(1, _MOST_EACH)
        self._each.setValue(10)
        self._seat = named(
            QSpinBox(), "seatBox", _("Seat"), _("The number of the place where the drawings are made; use no name.")
        )
        self._seat.setRange(0, _SEATS)
        self._seat.setSpecialValueText(_("none"))
        self._seat.setValue(settings.seat or 0)
        recorder.seat = settings.seat
        self.start_button = mark(
            named(
                QPushButton(_("&Start")), "collectButton", _("Start collecting"),
                _("Clears the canvas and asks for one digit after the other."),
            ),
            primary=True,
        )
        self.next_person = named(
            QPushButton(_("Next &person")), "nextPersonButton", _("Next person"),
            _("Goes on to the next seat number and begins a new set."),
        )
        self._link = named(
            LinkButton(_("The network has not learnt from them yet.")), "learnFromPanelButton",
            _("Open Learn"), _("Opens Learn, where the network in use can learn from your drawings."),
        )
        self._link.hide()
        self._status = named(Note(), "collectStatus", _("Progress"), _("How many drawings the set has and needs."))
        self._bars = CollectBars()
        self._lay_out()
        self._each.valueChanged.connect(self._restart_round)
        self._seat.valueChanged.connect(self._set_seat)
        self.start_button.clicked.connect(self._start_or_stop)
        self.next_person.clicked.connect(self._begin_next_person)
        self._link.clicked.connect(lambda: self.learning_wanted.emit())
        prompt.next_wanted.connect(self._keep_drawing)
        prompt.skip_wanted.connect(self._skip)
        prompt.stop_wanted.connect(self.stop)
        prompt.undo_wanted.connect(recorder.take_back_last)
        prompt.answered.connect(recorder.answer)
        recorder.asked.connect(prompt.ask)
        recorder.failed.connect(self._show_prompt)
        recorder.sample_kept.connect(partial(self._count_sample, 1))
        recorder.sample_kept.connect(self._wait_for)
        recorder.sample_stored.connect(self._show_saved)
        recorder.sample_taken_back.connect(partial(self._count_sample, -1))
        recorder.sample_taken_back.connect(lambda sample: prompt.show_result(_("Not saved")))
        store.changed.connect(self.refresh)
        self._counts: tuple[int, ...] = ()

    def _lay_out(self) -> None:
        form = FlowRow()
        for text, box in ((_("How many of ea&ch digit"), self._each), (_("Se&at"), self._seat)):
            label = PlainLabel(text)
            label.setBuddy(box)
            form.add(label)  # not as a pair: in large text they have no room beside each other
            form.add(box)
        inside = scrolled_column(self)
        inside.addWidget(faint_label(_(_HOW)))
        inside.addWidget(form)
        buttons = FlowRow()
        buttons.add(self.start_button)
        buttons.add(self.next_person)
        inside.addWidget(buttons)
        inside.addWidget(self._status)
        inside.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._bars)
        inside.addStretch()

    @property
    def is_collecting(self) -> bool:
        """Whether digits are asked for."""
        return self._round is not None

    def set_class_names(self, names: tuple[str, ...]) -> None:
        """Collect drawings of other classes."""
        if names == self._names:
            return
        self.stop()
        self._names = names
        self._bars.set_class_names(names)
        self._counts = (0,) * len(names)
        self._show()
        self.refresh()

    def refresh(self) -> None:
        """Count the samples of this seat again, if the panel is visible."""
        self._query += 1  # an answer under way may be about other classes
        if not self._names or self.is_collecting or not self.isVisible():
            return
        names, seat, query = self._names, self._recorder.seat, self._query

        def counted(counts: tuple[int, ...]) -> None:
            if query == self._query and not self.is_collecting:
                self._counts = counts
                self._show()
                if self._begins_when_counted:
                    self._begins_when_counted = False
                    self._start()

        def failed(sentence: str) -> None:
            self._begins_when_counted = False
            self._status.setText(sentence)

        self._store.look(partial(_count, names=names, seat=seat), counted, failed)

    def begin(self) -> None:
        """Ask for what is missing at this seat, as soon as that is counted; call it when the panel is visible."""
        if not self.is_collecting:
            self._begins_when_counted = True
            self.refresh()

    def forget_link(self) -> None:
        """The network has learnt, so that nothing is left to be said of that."""
        self._link.hide()

    def stop(self) -> None:
        """Ask for nothing more; what was saved stays."""
        self._begins_when_counted = False
        if self._round is not None:
            self._round = None
            self._recorder.withdraw()
            self._show()
            self.collecting_changed.emit(False)

    # Buttons

    def _start_or_stop(self) -> None:
        if self.is_collecting:
            self.stop()
        else:
            self._start()

    def _start(self) -> None:
        self._round = CollectRound(self._each.value(), self._counts)
        self._prompt.begin()
        self._show()
        self.collecting_changed.emit(True)

    def _keep_drawing(self) -> None:
        asked = self._round.asked if self._round is not None else None
        if asked is not None and not self._recorder.propose(asked, whole=True):
            self._show_prompt(_("Draw it first, then press Next."))

    def _skip(self) -> None:
        if self._round is not None:
            self._round.skip()
            self._show()

    def _restart_round(self) -> None:
        if self._round is not None:
            self._round = CollectRound(self._each.value(), self._round.counts)
        self._show()

    def _set_seat(self, seat: int) -> None:
        self.stop()
        self._recorder.seat = self._settings.seat = seat or None
        self.refresh()

    def _begin_next_person(self) -> None:
        self._seat.setValue(self._seat.value() + 1)
        self.begin()

    def _count_sample(self, step: int, sample: Sample) -> None:
        """Count a drawing that was saved (1) or taken back (-1), here or by a click on its class."""
        if sample.class_names != self._names or sample.seat != self._recorder.seat:
            return
        self._query += 1  # an answer under way does not count it
        if self._round is None:
            counts = list(self._counts)
            counts[sample.label] = max(0, counts[sample.label] + step)
            self._counts = tuple(counts)
        elif step > 0:
            self._round.add(sample.label)
        else:
            self._round.remove(sample.label)
        self._show()

    def _wait_for(self, sample: Sample) -> None:
        """Say nothing until this one is on the disk."""
        self._newest = sample
        self._prompt.show_result("")

    def _show_saved(self, sample: Sample, count: int) -> None:
        """Say as what the drawing was saved, so that a wrong one is seen and taken back."""
        self._link.show()
        if sample is self._newest:  # not while a later one is being written
            self._prompt.show_result(saved_as(sample.class_names[sample.label], count))
            self._prompt.offer_undo()

    # Display

    def _show(self) -> None:
        wanted = self._each.value()
        counts = self._counts if self._round is None else self._round.counts
        self._counts = counts
        self._bars.show_counts(counts, wanted)
        missing = int(np.maximum(0, wanted - np.array(counts, dtype=int)).sum())
        self._status.setText(
            ngettext("{count:,} more until the set is full.", "{count:,} more until the set is full.", missing)
            .format(count=missing) if missing
            else _("The set is full: {wanted} of each. Thank you!").format(wanted=wanted)
        )
        self.start_button.setText(_("&Stop") if self.is_collecting else _("&Start"))
        self.start_button.setEnabled(self.is_collecting or missing > 0)
        self.start_button.setAccessibleName(_("Stop collecting") if self.is_collecting else _("Start collecting"))
        self.next_person.setEnabled(self._seat.value() < _SEATS)
        if self._round is not None:
            self._show_prompt(self._status.text())

    def _show_prompt(self, line: str) -> None:
        if self._round is not None:
            asked = self._round.asked
            self._prompt.ask_for(None if asked is None else self._names[asked], line)

    def showEvent(self, event: QShowEvent) -> None:
        """Count when the panel becomes visible."""
        super().showEvent(event)
        self.refresh()


def _count(samples: SampleCollection, names: tuple[str, ...], seat: int | None) -> tuple[int, ...]:
    """How many samples of each class a seat has; in the store's thread."""
    collection = samples.collection(names)
    labels = collection.pictures.labels[collection.seats == (seat or 0)]
    return tuple(int(count) for count in np.bincount(labels, minlength=len(names)))
