"""Preview labelled pictures of another program before they are imported."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from digitpad.data.exchange.classes import MAX_NAME
from digitpad.data.exchange.import_candidate import TURNED
from digitpad.translation import _, ngettext
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.class_preview import class_counts, thumbnails
from digitpad.ui.widgets.helpers import Note, faint_label, mark, named
from digitpad.ui.widgets.picture_view import PictureView
from digitpad.ui.widgets.plain_text import PlainLabel
from digitpad.ui.widgets.scrolled import VerticalScroll

if TYPE_CHECKING:
    from digitpad.data.exchange.import_candidate import ImportCandidate
    from digitpad.data.exchange.import_preview import ImportPreview


class ImportDialog(QDialog):
    """Nothing is kept before it is accepted; then the good pictures are wanted."""

    def __init__(self, found: ImportPreview, parent: QWidget) -> None:
        super().__init__(parent)
        offer = found.offer
        self._pictures = found.pictures
        self._offered_paper = offer.paper
        self.setObjectName("importDialog")
        self.setWindowTitle(_("Import pictures"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._title = named(
            QLineEdit(found.title), "importTitleEdit", _("Title"),
            _("What the dataset is called in the list of datasets.")
        )
        self._title.setMaxLength(MAX_NAME)
        self._paper = named(Note(offer.paper), "importPaper", _("Paper"), _("Whether the paper was white or black."))
        self._swapped = named(
            QCheckBox(_("Ink and paper are &swapped")), "swapInkBox", _("Ink and paper are swapped"),
            _("Change ink and paper over, if the pictures are not light ink on a dark ground here."),
        )
        self._better = offer.better
        self._corrected = named(
            QCheckBox(_("Turn the &pictures so that they are read")), "correctPicturesBox",
            _("Turn the pictures so that they are read"),
            _("Turn the pictures the way in which the built-in network gets far more of them right."),
        )
        self._corrected.setChecked(offer.better is not None)
        self._views = named(QWidget(), "importPictures", _("Some of the pictures"), _("Some pictures of each class."))
        grid = thumbnails(found.pictures)
        grid.setContentsMargins(0, 0, 0, 0)
        self._views.setLayout(grid)
        if offer.bad:
            taken = ngettext("&Take the {count:,} good picture", "&Take the {count:,} good pictures", len(offer))
        else:
            taken = ngettext("&Take the {count:,} picture", "&Take the {count:,} pictures", len(offer))
        buttons = QDialogButtonBox()
        cancel = buttons.addButton(_("&Cancel"), QDialogButtonBox.ButtonRole.RejectRole)  # a standard one has an icon
        named(cancel, "cancelImportButton", _("Cancel"), _("Takes nothing."))
        take = buttons.addButton(taken.format(count=len(offer)), QDialogButtonBox.ButtonRole.AcceptRole)
        self._take = named(
            take, "takePicturesButton", _("Take the pictures"),
            _("Saves them as a dataset of that title on this computer.")
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._title.textChanged.connect(self._titled)
        self._swapped.toggled.connect(self._show_changes)
        self._corrected.toggled.connect(self._show_changes)
        self._titled()
        name = QHBoxLayout()
        label = PlainLabel(_("T&itle"))
        label.setBuddy(self._title)
        name.addWidget(label)
        name.addWidget(self._title, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(name)
        content = self._content(found)
        middle = VerticalScroll(content)
        for widget in (middle, content):
            widget.setBackgroundRole(QPalette.ColorRole.Window)  # as the dialog around it
        layout.addWidget(middle, 1)
        layout.addWidget(buttons)
        self._show_changes()
        em = self.fontMetrics().height()
        room = self.screen().availableSize()
        self.resize(min(em * 36, room.width() - 80), min(em * 34, room.height() - 80))

    @property
    def title(self) -> str:
        """What the dataset is to be called."""
        return self._title.text()

    @property
    def is_swapped(self) -> bool:
        """Whether ink and paper were taken for each other."""
        return self._swapped.isChecked()

    @property
    def is_corrected(self) -> bool:
        """Whether the pictures are to be turned the way in which far more of them are read."""
        return self._corrected.isChecked()

    def _content(self, found: ImportPreview) -> QWidget:
        offer = found.offer
        content = QWidget()
        inside = theme.spaced(QVBoxLayout(content), (0, 0, theme.GRID, 0))
        summary = named(Note(offer.summary()), "importSummary", _("Summary"), _("What is in the file or folder."))
        inside.addWidget(mark(summary, heading=True))
        if offer.bad:
            bad = named(Note(_bad(offer)), "importProblems", _("What cannot be taken"),
                _("The first rows that are wrong."))
            inside.addWidget(mark(bad, problem=True))
        if offer.questions:
            odd = named(Note("\n".join(offer.questions)), "importQuestions", _("What is odd"),
                _("Look at the pictures before you take them."))
            inside.addWidget(mark(odd, problem=True))
        if offer.better is not None:
            inside.addWidget(self._corrected)
        inside.addWidget(faint_label(_("As the network would receive them, light ink on a dark ground:")))
        inside.addWidget(self._views)
        inside.addWidget(self._paper)
        inside.addWidget(self._swapped)
        for note in offer.notes:
            inside.addWidget(Note(note))
        inside.addWidget(faint_label(_("Pictures of each class:")))
        inside.addLayout(class_counts(offer.class_names, found.counts))
        inside.addStretch()
        return content

    def _titled(self) -> None:
        """A title needs a letter or a digit, of which the name is made."""
        fits = any(sign.isalnum() for sign in self.title) and self.title.isprintable()
        mark(self._title, wrong=not fits)
        self._take.setEnabled(fits)

    def _show_changes(self) -> None:
        for view, (picture, _name) in zip(self._views.findChildren(PictureView), self._pictures, strict=True):
            if self._better is not None and self.is_corrected:
                picture = self._better.turn(picture[None])[0]
            view.set_picture(255 - picture if self.is_swapped else picture)
        self._paper.setText(_(TURNED) if self.is_swapped else self._offered_paper)


def _bad(offer: ImportCandidate) -> str:
    heading = ngettext("{count:,} cannot be taken:", "{count:,} cannot be taken, the first of them:", offer.bad)
    return "\n".join([heading.format(count=offer.bad), *offer.problems])
