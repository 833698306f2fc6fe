"""Build the pages, put them behind their tabs, and connect their signals."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from digitpad.ink.example import EXAMPLE
from digitpad.lessons.reading import folders
from digitpad.translation import N_, Message, _
from digitpad.ui.answer.recognizer import Subject
from digitpad.ui.evaluation.examine_page import ExaminePage
from digitpad.ui.film.run_film import RunFilm
from digitpad.ui.film.training_film import TrainingFilm
from digitpad.ui.inside.inside_page import InsidePage
from digitpad.ui.lessons.lesson_page import LessonPage
from digitpad.ui.photo.photo_page import PhotoPage
from digitpad.ui.picture_map.map_page import MapPage
from digitpad.ui.preparation.preparation_page import PreparationPage
from digitpad.ui.runs.runs_page import RunsPage
from digitpad.ui.samples.collect_prompt import CollectPrompt
from digitpad.ui.samples.fine_tuning_panel import FineTuningPanel
from digitpad.ui.samples.samples_page import SamplesPage
from digitpad.ui.training.live_curves import LiveCurves
from digitpad.ui.training.run_bar import short_status
from digitpad.ui.training.training_page import TrainingPage
from digitpad.ui.why.why_page import WhyPage
from digitpad.ui.widgets.scrolled import VerticalScroll

if TYPE_CHECKING:
    from digitpad.model.network import Network
    from digitpad.training.progress import Progress
    from digitpad.training.run import Run
    from digitpad.ui.drawing.drawing_column import DrawingColumn
    from digitpad.ui.inside.inside_look import Neuron
    from digitpad.ui.networks.comparison import Comparison
    from digitpad.ui.page_tabs import PageTabs
    from digitpad.ui.photo.photo_opener import PhotoOpener
    from digitpad.ui.samples.recorder import SampleRecorder
    from digitpad.ui.workbench import Workbench


_DAMAGED = Subject(Message(N_("Your drawing, damaged")))
_PHOTO = Subject(Message(N_("Photo")), N_("Photo, digit {number} of {count}"))
_NOISE = Subject(Message(N_("Noise that nobody drew")))


class PageWiring(QObject):
    """Made once, after the first paint.

    Args:
        workbench: what the pages share.
        tabs: where the pages go.
        drawing: the canvas, and the place where samples are asked for.
        recorder: keeps samples.
        photos: reads photos.
        comparison: lets two networks answer.

    Attributes:
        training, lessons, samples, fine_tuning, examine, photo, why, inside, preparation, map, runs: the pages.
        films: of the run under way and of an older one, on the pages Train and Runs.

    Signals:
        status_changed: how the run under way goes, for the status bar; empty when none is.
    """

    status_changed = Signal(str)

    def __init__(
        self,
        workbench: Workbench,
        tabs: PageTabs,
        drawing: DrawingColumn,
        recorder: SampleRecorder,
        photos: PhotoOpener,
        comparison: Comparison,
    ) -> None:
        super().__init__(tabs)
        catalogue, jobs, settings = workbench.catalogue, workbench.jobs, workbench.settings
        self._workbench = workbench
        self._tabs = tabs
        prompt = CollectPrompt(drawing.canvas)
        self.training = TrainingPage(workbench)
        self.films = TrainingFilm(workbench), RunFilm(workbench)
        self.training.put_below_curves(self.films[0])
        self.lessons = LessonPage(workbench, folders(workbench.data_dir), LiveCurves(), lambda: tabs.shown_titles)
        self.samples = SamplesPage(recorder, prompt, workbench.samples, settings)
        self.fine_tuning = FineTuningPanel(workbench)
        self._learning = VerticalScroll(self.fine_tuning)
        self.examine = ExaminePage(catalogue, workbench.data_dir, jobs, settings)
        self.photo = PhotoPage(photos)
        self.why = WhyPage(workbench)
        self.inside = InsidePage(workbench)
        self.preparation = PreparationPage(drawing.canvas, workbench.recognizer, settings)
        self.map = MapPage(workbench)
        self.runs = RunsPage(workbench.runs, jobs)
        self.runs.put_below(self.films[1])
        self.runs.one_selected.connect(self.films[1].show_run)
        self._connect_session(comparison)
        self._connect_lessons(drawing, recorder)
        self._connect_samples(drawing, recorder, prompt)
        self._connect_pictures(drawing)
        self._connect_runs(comparison)
        for name, page, title, symbol in (
            ("training", self.training, _("Train"), "train"),
            ("lessons", self.lessons, _("Lessons"), "lessons"),
            ("samples", self.samples, _("Samples"), "samples"),
            ("examine", self.examine, _("Examine"), "examine"),
            ("photo", self.photo, _("Photo"), "photo"),
            ("why", self.why, _("Why"), "why"),
            ("inside", self.inside, _("Inside"), "inside"),
            ("preparation", self.preparation, _("Prepare"), "prepare"),
            ("map", self.map, _("Map"), "map"),
            ("runs", self.runs, _("Runs"), "runs"),
        ):
            tabs.add_page(name, page, title, symbol)

    def show_neuron(self, neuron: Neuron) -> None:
        """Show a neuron on the page Inside, unless the lesson hides it."""
        self._tabs.show_page("inside")
        if self._tabs.is_shown("inside"):
            self.inside.choose(neuron)

    def cancel(self) -> None:
        """Cancel what pages read and count in the background, for closing the window; nothing of it is kept."""
        self.lessons.log.flush()
        self.examine.stop()
        self.fine_tuning.stop()
        self.map.cancel()
        self.why.stop()
        self.inside.stop()
        for film in self.films:
            film.stop()
        self.training.cancel()

    def stop(self, milliseconds: int) -> bool:
        """End what pages do in the background, for closing the window; whether it has ended in time."""
        self.cancel()
        return all([self.training.stop(milliseconds), self.map.stop(milliseconds)])

    def _connect_session(self, comparison: Comparison) -> None:
        session = self._workbench.session

        def show_state() -> None:
            comparison.set_training(session.is_running)
            self.runs.set_training(session.is_running)
            if not session.is_interruptible:
                self.status_changed.emit(_("Saving what was learnt…") if session.is_running else "")

        session.state_changed.connect(show_state)
        session.progressed.connect(self._show_status)
        self._workbench.network_changed.connect(self._use)
        self._workbench.networks.changed.connect(self._list_networks)
        self._use(self._workbench.recognizer.network)
        self._list_networks()

    def _show_status(self, progress: Progress) -> None:
        if self._workbench.session.is_interruptible:
            self.status_changed.emit(short_status(progress))

    def _use(self, network: Network) -> None:
        self.samples.set_class_names(network.info.class_names)
        self.examine.set_network(network)

    def _list_networks(self) -> None:
        networks = self._workbench.networks
        self.examine.set_networks([(each.title, each.network) for each in networks.entries], networks.current.title)

    def _connect_lessons(self, drawing: DrawingColumn, recorder: SampleRecorder) -> None:
        """What is asked for in a lesson comes from other pages."""
        lessons, sources = self.lessons, self.lessons.sources
        lessons.page_wanted.connect(self._tabs.show_titled)
        drawing.canvas.ink_changed.connect(sources.set_ink)
        recorder.sample_stored.connect(lambda __, ___: lessons.count_samples(1))
        recorder.sample_taken_back.connect(lambda __: lessons.count_samples(-1))
        self.examine.picture_chosen.connect(lambda __, number: sources.pick("picture", self._picture_words(number)))
        self.inside.neuron_chosen.connect(partial(sources.pick, "neuron"))

    def _picture_words(self, number: int) -> str:
        """What a test picture is called as an answer."""
        seen = self.examine.examiner.examined()
        if seen is None or seen.number != number:
            return _("Test picture {number}").format(number=number + 1)
        sentence = _("Test picture {number}: “{label}”, read as “{answer}”")
        return sentence.format(number=number + 1, label=seen.truth, answer=seen.answer)

    def _connect_samples(self, drawing: DrawingColumn, recorder: SampleRecorder, prompt: CollectPrompt) -> None:
        recognizer = self._workbench.recognizer
        drawing.put_instead_of_labels(prompt, prompt.controls)
        self.samples.ink_chosen.connect(drawing.canvas.set_ink)
        self.samples.collecting_changed.connect(prompt.setVisible)
        self.samples.collecting_changed.connect(drawing.labels.setHidden)
        self.samples.collecting_changed.connect(lambda __: drawing.canvas.setFocus())
        self.samples.add_panel(self._learning, _("Learn"))
        for panel in (drawing.labels, self.samples.collect):
            panel.learning_wanted.connect(self._show_learning)
        self._workbench.locking.changed.connect(self._stop_collecting)
        self._workbench.session.ended.connect(lambda __: drawing.labels.say(""))  # what it says may be over
        self._workbench.session.ended.connect(lambda __: self.samples.collect.forget_link())
        self._workbench.samples.changed.connect(self.fine_tuning.refresh)
        recognizer.recognized.connect(
            lambda answer: recorder.set_answer(answer if recognizer.is_about_drawing else None)
        )

    def _stop_collecting(self) -> None:
        """Where a lesson lets nothing be collected, nobody could stop it."""
        if self._workbench.locking.why_not("samples_keep") and self.samples.collect.is_collecting:
            self.samples.collect.stop()

    def _show_learning(self) -> None:
        self._tabs.show_page("samples")
        self.samples.panels.setCurrentWidget(self._learning)

    def _connect_pictures(self, drawing: DrawingColumn) -> None:
        recognizer = self._workbench.recognizer
        self.training.form.dataset.exchange.removed.connect(self.examine.forget)
        self.why.picture_chosen.connect(
            lambda picture, number: recognizer.set_pictures(
                (picture,), Subject(Message(N_("Training picture {number}"), number=number + 1))
            )
        )
        for shelf in (self.examine, self.map, self.inside):
            shelf.picture_chosen.connect(
                lambda picture, number: recognizer.set_pictures(
                    (picture,), Subject(Message(N_("Test picture {number}"), number=number + 1))
                )
            )
        for own in (self.examine, self.map):
            own.own_chosen.connect(
                lambda picture, number: recognizer.set_pictures(
                    (picture,), Subject(Message(N_("Our digit {number}"), number=number + 1))
                )
            )
        endurance = self.examine.endurance
        endurance.set_ink(drawing.canvas.ink)
        drawing.canvas.ink_changed.connect(endurance.set_ink)
        endurance.drawing_damaged.connect(lambda picture: recognizer.set_pictures((picture,), _DAMAGED))
        endurance.drawing_restored.connect(lambda: recognizer.set_ink(drawing.canvas.ink))
        self.photo.pictures_chosen.connect(lambda pictures: recognizer.set_pictures(pictures, _PHOTO))
        self.photo.digit_chosen.connect(recognizer.select)
        recognizer.recognized.connect(
            lambda answer: self.photo.show_answers(answer) if answer.subject is _PHOTO else None
        )
        self.why.noise_chosen.connect(lambda picture: recognizer.set_pictures((picture,), _NOISE))
        for looking in (self.why, self.inside):
            looking.example_wanted.connect(lambda: drawing.canvas.set_ink(EXAMPLE, _("Example")))
        self.why.ink_chosen.connect(lambda ink: drawing.canvas.set_ink(ink, _("Bend")))
        self.examine.ink_chosen.connect(lambda ink: drawing.canvas.set_ink(ink, _("Examined picture")))
        for page in (self.examine, self.photo, self.why, self.inside, self.map):
            page.put_away.connect(lambda: recognizer.set_ink(drawing.canvas.ink))

    def _connect_runs(self, comparison: Comparison) -> None:
        session = self._workbench.session
        self.runs.commands.network_chosen.connect(comparison.put_under_pen)
        self.runs.commands.comparison_chosen.connect(comparison.begin)
        self.runs.comparison_ended.connect(comparison.end)
        self.runs.commands.continue_requested.connect(self._continue_run)
        self.runs.training_wanted.connect(lambda: self._tabs.show_page("training"))
        self.runs.commands.deleted.connect(self._workbench.networks.run_deleted)
        comparison.changed.connect(self.runs.set_comparing)
        for signal in (session.ended, session.tested, session.gave_up):
            signal.connect(self.runs.refresh)

    def _continue_run(self, run: Run) -> None:
        if not self._workbench.session.resume(run, more_epochs=1):
            self._tabs.show_page("training")  # whose foot says why
