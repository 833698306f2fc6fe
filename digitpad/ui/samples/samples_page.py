"""The Samples page: collect, browse and share the user's own samples, and see where they are stored."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QTabWidget, QVBoxLayout, QWidget

from digitpad.translation import _
from digitpad.ui.samples.collect_panel import CollectPanel
from digitpad.ui.samples.collect_prompt import CollectPrompt
from digitpad.ui.samples.gallery import SampleGallery
from digitpad.ui.samples.recorder import SampleRecorder
from digitpad.ui.samples.sharing import Sharing
from digitpad.ui.samples.storage_panel import StoragePanel
from digitpad.ui.samples.store import SampleStore
from digitpad.ui.settings.settings import Settings
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.dialogs import ask_choice, show_problem
from digitpad.ui.widgets.helpers import Note, mark, named

if TYPE_CHECKING:
    from digitpad.samples.repair import DamagedSamplesError


class SamplesPage(QWidget):
    """Panels as tabs, and above them what is wrong with the collection, if anything is.

    Signals:
        ink_chosen: this `Ink` is to be put on the canvas.
        collecting_changed: whether drawings are asked for now.
    """

    ink_chosen = Signal(object)
    collecting_changed = Signal(bool)

    def __init__(self, recorder: SampleRecorder, prompt: CollectPrompt, store: SampleStore, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("samplesPage")
        self.setAccessibleName(_("Samples"))
        self._store = store
        self._note = mark(
            named(Note(), "samplesNote", _("Problem"), _("What is wrong with the collection.")), problem=True
        )
        self._mend = named(
            QPushButton(_("&Bring it back…")), "mendButton", _("Bring the collection back"),
            _("Asks what is to be done."),
        )
        self._result = mark(
            named(Note(), "samplesTold", _("Result"), _("What became of sharing or adding.")), faint=True
        )
        self.collect = CollectPanel(recorder, prompt, store, settings)
        self.gallery = SampleGallery(store)
        self.sharing = Sharing(store, self)
        for button in (self.sharing.share, self.sharing.merge):
            self.gallery.buttons.add(button)
        self.storage = StoragePanel(store)
        self.panels = named(QTabWidget(), "samplesPages", _("Parts of the page"), "")
        self.panels.setDocumentMode(True)
        self.panels.setUsesScrollButtons(False)  # long words are shortened instead
        self.panels.setElideMode(Qt.TextElideMode.ElideRight)
        self.panels.tabBar().setDrawBase(False)  # one line below the tabs of the pages is enough
        self._damage: DamagedSamplesError | None = None
        self._is_gone = False  # and may come back
        for panel, title in (
            (self.collect, _("Collect")), (self.gallery, _("Gallery")), (self.storage, _("Stored"))
        ):
            self.panels.addTab(panel, title)
        self._lay_out()
        self._connect()
        self._show_note()

    def _lay_out(self) -> None:
        banner = theme.spaced(QHBoxLayout(), (theme.GRID, theme.GRID // 2, theme.GRID, 0), None)
        banner.addWidget(self._note, 1)
        banner.addWidget(self._mend)
        layout = theme.spaced(QVBoxLayout(self), (0, theme.GRID // 2, 0, 0), theme.GRID // 2)
        layout.addLayout(banner)
        layout.addWidget(self.panels, 1)
        layout.addWidget(self._result)
        self._result.setContentsMargins(theme.GRID, 0, theme.GRID, theme.GRID // 2)
        self._result.hide()

    def _connect(self) -> None:
        store = self._store
        store.note_changed.connect(self._show_note)
        store.damaged.connect(self._offer)
        self._mend.clicked.connect(lambda: self._ask())
        self.gallery.ink_chosen.connect(self.ink_chosen)
        self.gallery.content_changed.connect(self.sharing.set_content)
        self.collect.collecting_changed.connect(self.collecting_changed)
        self.gallery.collecting_wanted.connect(self._collect)
        self.sharing.message.connect(self._show_result)
        self.storage.everything_erased.connect(self._forget_erased)

    def add_panel(self, panel: QWidget, title: str) -> None:
        """Add a panel before the last one, which shows what is stored."""
        self.panels.insertTab(self.panels.count() - 1, panel, title)

    def set_class_names(self, names: tuple[str, ...]) -> None:
        """Take the classes of the network in use."""
        self.collect.set_class_names(names)
        self.gallery.set_class_names(names)

    def _collect(self) -> None:
        self.panels.setCurrentWidget(self.collect)
        self.collect.begin()

    # Damage

    def _show_note(self) -> None:
        if not self._store.note:
            self._damage = None  # what was gone is back
        self._note.setText(self._store.note)
        self._note.setVisible(bool(self._store.note))
        self._mend.setVisible(self._damage is not None)

    def _offer(self, damage: DamagedSamplesError) -> None:
        from digitpad.samples.repair import VanishedSamplesError

        self._is_gone = isinstance(damage, VanishedSamplesError)
        if damage.backup is None and not self._is_gone:
            show_problem(self.window(), _("Your digits"), str(damage))
            return
        self._damage = damage
        self._show_note()
        self._ask()

    def _ask(self) -> None:
        if self._damage is None:
            return
        role = QMessageBox.ButtonRole
        if self._is_gone:
            title, mend, work = _("Your digits are gone"), _("Try again"), self._store.try_again
        else:
            title, mend, work = _("Bring your digits back?"), _("Bring the backup back"), self._store.bring_back
        ask_choice(
            self.window(),
            title,
            str(self._damage),
            (
                (mend, role.AcceptRole, lambda: work(self._mended, self._not_mended)),
                (_("Begin an empty one"), role.DestructiveRole,
                 lambda: self._store.begin_anew(self._mended, self._not_mended)),
                (_("Not now"), role.RejectRole, lambda: None),
            ),
        )

    def _mended(self, result: None) -> None:
        self._damage = None
        self._show_note()

    def _not_mended(self, sentence: str) -> None:
        show_problem(self.window(), _("Your digits"), sentence)

    def _show_result(self, sentence: str) -> None:
        self._result.setText(sentence)
        self._result.show()

    def _forget_erased(self) -> None:
        self.gallery.undo_stack.clear()  # what is deleted permanently cannot be put back
        self._show_result(_("All drawings and backups are deleted."))
