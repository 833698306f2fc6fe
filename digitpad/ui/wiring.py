"""Build the pages, put them behind their tabs, and connect their signals."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from digitpad.lessons.reading import folders
from digitpad.translation import _
from digitpad.ui.evaluation.test_set_page import TestSetPage
from digitpad.ui.lessons.lesson_page import LessonPage
from digitpad.ui.photo.photo_page import PhotoPage
from digitpad.ui.preparation.preparation_page import PreparationPage
from digitpad.ui.runs.runs_page import RunsPage
from digitpad.ui.samples.collect_prompt import CollectPrompt
from digitpad.ui.samples.fine_tuning_panel import FineTuningPanel
from digitpad.ui.samples.samples_page import SamplesPage
from digitpad.ui.settings.settings_page import SettingsPage
from digitpad.ui.training.training_page import TrainingPage
from digitpad.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from digitpad.data.catalogue import Catalogue
    from digitpad.training.runs import Runs
    from digitpad.ui.background.jobs import Jobs
    from digitpad.ui.main_window import MainWindow
    from digitpad.ui.page_tabs import PageTabs
    from digitpad.ui.settings.settings import Settings


class PageWiring:
    """Made once, after the first paint.

    Args:
        window: the main window, whose pen, network and samples the pages are about.
        tabs: where the pages go.
        jobs: reads and writes in the background.
        settings: the user's choices.
        catalogue: the datasets.
        runs: what was trained before.

    Attributes:
        training, lessons, samples, learning, pictures, photo, preparation, runs: the pages.
    """

    def __init__(
        self, window: MainWindow, tabs: PageTabs, jobs: Jobs, settings: Settings, catalogue: Catalogue, runs: Runs
    ) -> None:
        self._window = window
        self.training = TrainingPage(catalogue, jobs, runs)
        self.lessons = LessonPage(catalogue, jobs, folders(settings.data_dir), self.training.start)
        prompt = CollectPrompt(window.pad.canvas)
        self.samples = SamplesPage(window.keeper, prompt, window.desk, settings)
        self.learning = FineTuningPanel(catalogue, jobs, settings.data_dir, window.document, self.training)
        self.pictures = TestSetPage(catalogue, jobs)
        self.photo = PhotoPage(window.photos.choose)
        self.preparation = PreparationPage(window.pad.canvas, window.recognizer, settings)
        self.runs = RunsPage(runs, jobs)
        self._connect_lessons()
        self._connect_samples(prompt)
        self._connect_pictures()
        self._connect_runs()
        for page, name in (
            (self.training, _("Train")),
            (self.lessons, _("Lessons")),
            (self.samples, _("Samples")),
            (self.pictures, _("Test")),
            (self.photo, _("Photo")),
            (self.preparation, _("Prepare")),
            (self.runs, _("Runs")),
        ):
            tabs.addTab(page, name)
        tabs.add_symbol(scrolled(SettingsPage(settings)), "settings", _("Settings"))

    def _connect_lessons(self) -> None:
        self.training.started.connect(self.lessons.run_started)
        self.training.progressed.connect(self.lessons.run_progressed)
        self.training.ended.connect(self.lessons.run_ended)
        self.training.gave_up.connect(self.lessons.run_gave_up)

    def _connect_samples(self, prompt: CollectPrompt) -> None:
        pad, desk = self._window.pad, self._window.desk
        pad.put_instead_of_labels(prompt)
        self.samples.set_class_names(self._window.recognizer.network.info.class_names)
        self.samples.ink_chosen.connect(pad.canvas.set_ink)
        self.samples.collecting_changed.connect(prompt.setVisible)
        self.samples.collecting_changed.connect(pad.labels.setHidden)
        self.samples.collecting_changed.connect(lambda __: pad.canvas.setFocus())
        self.samples.add_panel(scrolled(self.learning), _("Learn"))
        desk.changed.connect(self.learning.refresh)

    def _connect_pictures(self) -> None:
        recognizer, canvas = self._window.recognizer, self._window.pad.canvas
        self.pictures.set_network(recognizer.network)
        self.training.form.dataset.exchange.gone.connect(self.pictures.forget)
        self.pictures.picture_chosen.connect(recognizer.set_picture)
        self.photo.pictures_chosen.connect(recognizer.set_pictures)
        recognizer.recognized.connect(
            lambda answer: self._window.keeper.set_answer(answer if recognizer.is_about_drawing else None)
        )
        for page in (self.pictures, self.photo):
            page.put_away.connect(lambda: recognizer.set_ink(canvas.ink))

    def _connect_runs(self) -> None:
        comparison = self._window.comparison
        self.runs.network_chosen.connect(comparison.put_under_pen)
        self.runs.comparison_chosen.connect(comparison.begin)
        self.runs.comparison_ended.connect(comparison.end)
        self.runs.deleted.connect(self._window.document.run_deleted)
        comparison.changed.connect(self.runs.set_comparing)
        for signal in (self.training.ended, self.training.gave_up):
            signal.connect(self.runs.refresh)
