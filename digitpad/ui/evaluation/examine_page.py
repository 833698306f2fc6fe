"""The Examine page: what a network gets right and wrong, on which pictures, and how that compares."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from digitpad.translation import _
from digitpad.ui.background.latest_job import LatestJob
from digitpad.ui.evaluation.choice_row import ChoiceRow
from digitpad.ui.evaluation.doubted_list import DoubtedList
from digitpad.ui.evaluation.endurance_curves import EnduranceCurves
from digitpad.ui.evaluation.endurance_tab import EnduranceTab
from digitpad.ui.evaluation.examiner import Examiner
from digitpad.ui.evaluation.explanations import ENDURANCE, MATRIX, SURENESS
from digitpad.ui.evaluation.export_row import ExportRow, SavedReport
from digitpad.ui.evaluation.matrix_tab import MatrixTab
from digitpad.ui.evaluation.sureness_tab import SurenessTab
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.dialogs import show_problem
from digitpad.ui.widgets.explanation import how_button
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import faint_label, named
from digitpad.ui.widgets.scrolled import VerticalScroll, scrolled_column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QHideEvent, QShowEvent

    from digitpad.data.catalogue import Catalogue
    from digitpad.evaluation.picture_sets import PictureChoice
    from digitpad.ink.stroke import Ink
    from digitpad.model.network import Network
    from digitpad.ui.background.jobs import Jobs
    from digitpad.ui.settings.settings import Settings


@guarded
class ExaminePage(QWidget):
    """Which pictures and against which network, and below tabs with what came out.

    Args:
        catalogue: the datasets.
        data_dir: the user's data folder.
        jobs: where it is computed.
        settings: has the margin from which on an answer is given.

    Attributes:
        examiner: asks the network.
        row: the two boxes.
        tabs: the parts of the page.
        matrix, endurance, sureness: these.
        exports: in each of these what saves and explains it.

    Signals:
        picture_chosen: this test picture, and its number from 0, is to be put before the network.
        own_chosen: the same for one of our own digits.
        ink_chosen: this drawing is to be put on the canvas.
        put_away: nobody looks at pictures any more; the drawing is to take over again.
    """

    picture_chosen = Signal(object, int)
    own_chosen = Signal(object, int)
    ink_chosen = Signal(object)
    put_away = Signal()

    def __init__(self, catalogue: Catalogue, data_dir: Path, jobs: Jobs, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("examinePage")
        self.setAccessibleName(_("Examine"))
        self._catalogue = catalogue
        self._data_dir = data_dir
        self._jobs = jobs
        self._settings = settings
        self._networks: tuple[tuple[str, Network], ...] = ()
        self._title = ""
        self._against: Network | None = None
        self.examiner = Examiner(catalogue, data_dir, jobs, self)
        self._doubts = DoubtedList(data_dir, jobs, self)
        self.row = ChoiceRow()
        self._note = named(
            faint_label(""), "examineNote", _("About the pictures"),
            _("Which pictures they are, and what has to be known to believe the figures."),
        )
        self.matrix = MatrixTab(self.examiner, self._doubts)
        self._tracing: LatestJob[Ink] = LatestJob(jobs, self.ink_chosen.emit, self._say_no_ink, self)
        self.tabs = named(QTabWidget(), "examineTabs", _("Parts of the page"), "")
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(False)  # long words are shortened instead
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.tabBar().setDrawBase(False)  # one line below the tabs of the pages is enough
        curves = EnduranceCurves(self.examiner, data_dir, jobs, self)
        self.endurance = EnduranceTab(curves)
        self.sureness = SurenessTab(self.examiner, settings)
        exports = []
        for name, tab, title, paragraphs in (
            ("matrix", self.matrix, _("Matrix"), MATRIX),
            ("endurance", self.endurance, _("Endurance"), ENDURANCE),
            ("sureness", self.sureness, _("How sure"), SURENESS),
        ):
            how = how_button(f"{name}HowButton", title, "\n\n".join(map(_, paragraphs)))
            export = ExportRow(name, jobs, partial(self._report, name, tab), how)
            layout = tab.layout()
            assert layout is not None
            layout.addWidget(export)
            self.tabs.addTab(VerticalScroll(tab), title)
            exports.append(export)
        self.exports = tuple(exports)
        self._lay_out()
        self._connect()
        self._apply_margin()

    def _lay_out(self) -> None:
        upper = theme.spaced(QVBoxLayout(), (theme.GRID, 0, theme.GRID, 0), theme.GRID // 2)
        upper.addWidget(self.row)
        upper.addWidget(self._note)
        # In large text the sentence about the pictures takes many lines.
        layout = theme.spaced(scrolled_column(self), (0, theme.GRID, 0, 0), theme.GRID // 2)
        layout.addLayout(upper)
        layout.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.examiner.changed.connect(self._show)
        self.examiner.picked.connect(self._put_picture)
        self.row.pictures_chosen.connect(self.examiner.choose)
        self.row.against_chosen.connect(self._compare)
        self.matrix.canvas_wanted.connect(self._trace)
        self.tabs.currentChanged.connect(lambda __: self._choose_picture())
        self._settings.changed.connect(self._apply_margin)
        self._doubts.failed.connect(lambda sentence: show_problem(self.window(), _("Doubtful labels"), sentence))

    # What it is told

    def set_network(self, network: Network) -> None:
        """Examine another network, or the same at another moment of its training."""
        before = self.examiner.network
        self.examiner.set_network(network)
        if before is None or before.info.class_names != network.info.class_names:
            self._list_networks()
            self._list_choices()

    def set_networks(self, networks: Sequence[tuple[str, Network]], title: str) -> None:
        """The networks of the session, with their titles, and the title of the one in use."""
        self._networks, self._title = tuple(networks), title
        self._list_networks()

    def forget(self, name: str) -> None:
        """The dataset of that name is gone."""
        self.examiner.forget(name)
        self._list_choices()

    def stop(self) -> None:
        """Give up what is done in the background, for closing the window."""
        self._tracing.drop()
        self.examiner.stop()

    # Which pictures, and against whom

    def _list_choices(self) -> None:
        network = self.examiner.network
        if network is None or not self.isVisible():
            return
        from digitpad.evaluation.picture_sets import choices

        names = network.info.class_names
        self._jobs.start(
            partial(choices, self._catalogue, self._data_dir, names),
            partial(self._show_choices, names),
            lambda __: None,  # the list stays as it is
        )

    def _show_choices(self, names: tuple[str, ...], choices: tuple[PictureChoice, ...]) -> None:
        network = self.examiner.network
        if network is not None and network.info.class_names == names:
            self.row.show_choices(choices, self.examiner.choice)

    def _list_networks(self) -> None:
        network = self.examiner.network
        if network is None:
            return
        listed = [
            each for each in self._networks if each[1].spec.classes == network.spec.classes and each[1] is not network
        ]
        if not any(each is self._against for _title, each in listed):
            self._compare(None)
        self.row.show_networks(listed, self._against)
        self._show_titles()

    def _compare(self, network: Network | None) -> None:
        self._against = network
        self.examiner.set_against(network)
        self._show_titles()

    def _show_titles(self) -> None:
        against = next((title for title, each in self._networks if each is self._against), "")
        for tab in (self.matrix, self.endurance):
            tab.set_titles(self._title, against)

    # Showing

    def _show(self) -> None:
        pictures = self.examiner.pictures
        self._doubts.set_pictures(pictures)
        title = "" if pictures is None else f"{pictures.title}."
        self._note.setText(" ".join(filter(None, (title, self.examiner.remark))))

    def _choose_picture(self) -> None:
        """The picture goes before the network, perhaps in place of a damaged drawing."""
        if (examined := self.examiner.examined()) is not None:
            self._put_picture(examined.picture, examined.number)

    def _put_picture(self, picture: object, number: int) -> None:
        pictures = self.examiner.pictures
        is_own = pictures is not None and pictures.info is None
        (self.own_chosen if is_own else self.picture_chosen).emit(picture, number)

    def _trace(self) -> None:
        from digitpad.evaluation.picture_ink import ink_of

        pictures, examined = self.examiner.pictures, self.examiner.examined()
        if pictures is not None and examined is not None:
            self._tracing.ask(partial(ink_of, self._data_dir, pictures, examined.number))

    def _say_no_ink(self, sentence: str) -> None:
        if sentence:
            show_problem(self.window(), _("Onto the canvas"), sentence)

    def _apply_margin(self) -> None:
        self.matrix.set_margin(self._settings.margin)

    def _report(self, name: str, tab: MatrixTab | EnduranceTab | SurenessTab) -> SavedReport | None:
        """What can be saved of a tab."""
        if self.examiner.pictures is None or not tab.table:
            return None
        title = _("“{network}” on {pictures}").format(network=self._title, pictures=self.examiner.pictures.title)
        return SavedReport(name, title, (self.examiner.remark, *tab.sentences), tab.table, tab.charts)

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        """Only a page that is seen costs anything."""
        super().showEvent(event)
        self.examiner.set_awake(True)
        self._list_choices()
        self._choose_picture()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self.examiner.set_awake(False)
        self.put_away.emit()
