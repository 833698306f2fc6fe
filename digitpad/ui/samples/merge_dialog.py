"""A dialog that previews shared samples before they are added to the user's collection."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from digitpad.ink.raster import Picture
from digitpad.translation import _, ngettext
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.class_preview import class_counts, thumbnails
from digitpad.ui.widgets.helpers import Note, faint_label, mark, named
from digitpad.ui.widgets.scrolled import VerticalScroll

if TYPE_CHECKING:
    from digitpad.samples.merge import MergePreview


class MergeDialog(QDialog):
    """How many samples of each class there are, the first pictures, and what is left out; accept to add them all."""

    def __init__(self, preview: MergePreview, pictures: Sequence[Picture], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mergeDialog")
        self.setWindowTitle(_("Add other people’s digits"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._seats = named(
            QCheckBox(_("A &seat of its own for each file that has none")), "mergeSeatsBox", _("Seats"),
            _("Gives each file's drawings a seat number, so that pupils can be told apart; no names."),
        )
        self._seats.setVisible(any(file.seatless for file in preview.files))
        self._seats.setChecked(len(preview.files) > 1)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setSpacing(theme.GRID)
        summary = named(Note(_summary(preview)), "mergeSummary", _("Summary"), _("What is in the files."))
        inside.addWidget(mark(summary, heading=True))
        for names in preview.class_sets():
            inside.addLayout(class_counts(names, preview.counts(names)))
        if pictures:
            inside.addWidget(faint_label(_("The first of them")))
            inside.addLayout(thumbnails([(picture, "") for picture in pictures]))
        for problem in preview.problems:
            inside.addWidget(mark(Note(_("Left out: {problem}").format(problem=problem)), problem=True))
        inside.addStretch()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        count = len(preview.samples)
        text = ngettext("Add {count:,} drawing", "Add {count:,} drawings", count).format(count=count)
        add = named(
            QPushButton(text), "addDigitsButton", text,
            _("Adds all of them, after a backup; or none, if anything fails."),
        )
        buttons.addButton(add, QDialogButtonBox.ButtonRole.AcceptRole)
        add.setDefault(True)
        add.setEnabled(count > 0)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(VerticalScroll(content), 1)
        layout.addWidget(self._seats)
        layout.addWidget(buttons)
        em = self.fontMetrics().height()
        room = self.screen().availableSize()
        self.resize(min(em * 36, room.width() - 80), min(em * 30, room.height() - 80))

    @property
    def seats(self) -> bool:
        """Whether each file without seats gets one."""
        return self._seats.isVisibleTo(self) and self._seats.isChecked()


def _summary(preview: MergePreview) -> str:
    new, files = len(preview.samples), len(preview.files)
    drawings = ngettext("{count:,} new drawing", "{count:,} new drawings", new).format(count=new)
    if not preview.known:
        text = ngettext("{drawings} in {files:,} file.", "{drawings} in {files:,} files.", files)
        return text.format(drawings=drawings, files=files)
    text = ngettext("{drawings} in {files:,} file; {known}.", "{drawings} in {files:,} files; {known}.", files)
    known = ngettext("{count:,} is here already", "{count:,} are here already", preview.known)
    return text.format(drawings=drawings, files=files, known=known.format(count=preview.known))
