"""The bar below the Train page: status, progress, and the buttons Train, Pause and Stop."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from digitpad.formatting import percent, time_left
from digitpad.training.progress import Phase, Progress
from digitpad.translation import N_, _
from digitpad.ui.training.training_session import TrainingState
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, mark, named
from digitpad.ui.widgets.plain_text import set_tip
from digitpad.ui.widgets.progress_line import ProgressLine

_BARS_EMS = 9
"""Where the buttons leave that much room, the progress bars stand beside them."""

_TRAIN_TIP = N_("Train a new network with these settings.")

_PAUSE_WORDS = (N_("Pause"), N_("Resume"))

_FULL = 1000


@guarded
class RunBar(QWidget):
    """Train, Pause and Stop, two progress bars, and a line that says what is going on."""

    def __init__(self) -> None:
        super().__init__()
        self.train_button = named(QPushButton(_("Train")), "trainButton", _("Train"), _(_TRAIN_TIP))
        mark(self.train_button, primary=True)
        self.pause_button = named(
            _PauseButton(_(_PAUSE_WORDS[0])),
            "pauseButton",
            _("Pause or resume"),
            _("Hold the run where it is, or let it go on."),
        )
        self.stop_button = named(
            QPushButton(_("Stop")), "stopButton", _("Stop"), _("End the run now and keep the network as it is.")
        )
        self.epoch_progress = named(
            ProgressLine(), "epochProgress", _("This epoch"), _("How much of this epoch is done.")
        )
        self.run_progress = named(
            ProgressLine(), "trainingProgress", _("The whole run"), _("How much of the whole run is done.")
        )
        self.status_label = named(Note(), "trainingStatus", _("Training status"), _("What the training is doing."))
        self.status_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self.reset()
        self.show_state(TrainingState.IDLE, None)

    def _lay_out(self) -> None:
        buttons, bars = QHBoxLayout(), QHBoxLayout()
        for row, widget in (
            (buttons, self.train_button),
            (buttons, self.pause_button),
            (buttons, self.stop_button),
            (bars, self.epoch_progress),
            (bars, self.run_progress),
        ):
            row.setSpacing(theme.GRID)
            row.addWidget(widget)
        for bar in (self.epoch_progress, self.run_progress):
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            policy.setRetainSizeWhenHidden(True)  # nothing moves when a run begins
            bar.setSizePolicy(policy)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.GRID)
        self._row.addLayout(buttons)
        self._row.addLayout(bars, 1)
        layout = theme.spaced(QVBoxLayout(self))
        layout.addWidget(self.status_label)
        layout.addLayout(self._row)

    def reset(self) -> None:
        """Empty bars, as before a run."""
        for bar in (self.epoch_progress, self.run_progress):
            bar.setRange(0, _FULL)
            bar.setValue(0)
            bar.set_texts("")
        self.say(_("Ready to train."))

    def show_state(self, state: TrainingState, reason: str | None) -> None:
        """Enable what can be pressed, and say why Train cannot be.

        Args:
            state: what the run under way does.
            reason: why no run can start, as one sentence, or None.
        """
        idle, can_stop = state is TrainingState.IDLE, state in (TrainingState.RUNNING, TrainingState.PAUSED)
        self.train_button.setEnabled(idle and reason is None)
        set_tip(self.train_button, reason or _(_TRAIN_TIP))
        self.pause_button.setEnabled(can_stop)
        self.pause_button.setText(_(_PAUSE_WORDS[state is TrainingState.PAUSED]))
        self.stop_button.setEnabled(can_stop)
        for bar in (self.epoch_progress, self.run_progress):
            bar.setVisible(not idle)
        if idle and reason is not None:
            self.say(reason, problem=True)
        elif idle and self.status_label.property("problem"):
            self.say(_("Ready to train."))

    def show_progress(self, progress: Progress) -> None:
        """Fill the bars."""
        if not progress.batches:
            return
        self.epoch_progress.setValue(round(_FULL * progress.epoch_share))
        epoch, epochs = max(progress.epoch, 1), progress.epochs
        self.epoch_progress.set_texts(
            _("Epoch {epoch} of {epochs}").format(epoch=epoch, epochs=epochs),
            _("{epoch} of {epochs}").format(epoch=epoch, epochs=epochs),
            f"{epoch}/{epochs}",
            str(epoch),
        )
        self.run_progress.setValue(round(_FULL * progress.run_share))
        if progress.seconds_left is not None:
            left = time_left(progress.seconds_left)
            self.run_progress.set_texts(_("{time} left").format(time=left), left)

    def say(self, text: str, *, problem: bool = False) -> None:
        """Put one line above the buttons."""
        if bool(self.status_label.property("problem")) is not problem:
            mark(self.status_label, problem=problem)
        self.status_label.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bars right of the buttons where there is room, below them where there is not."""
        buttons = (self.train_button, self.pause_button, self.stop_button)
        room = event.size().width() - sum(button.sizeHint().width() + theme.GRID for button in buttons)
        wide = room >= _BARS_EMS * self.fontMetrics().height()
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        super().resizeEvent(event)


@guarded
class _PauseButton(QPushButton):
    """As wide for either of its words, so that nothing moves when a run is paused."""

    def sizeHint(self) -> QSize:
        """The button's with its longest word."""
        advance = self.fontMetrics().horizontalAdvance
        longer = max(advance(_(word)) for word in _PAUSE_WORDS) - advance(self.text())
        return super().sizeHint() + QSize(longer, 0)

    def minimumSizeHint(self) -> QSize:
        """No narrower."""
        return self.sizeHint()


def short_status(progress: Progress) -> str:
    """How far a run is, for the status bar, beside the name of the network."""
    if progress.seconds_left is None:
        return str(progress.message())
    return _("{progress}, {time} left").format(progress=progress.message(), time=time_left(progress.seconds_left))


def status_text(progress: Progress) -> str:
    """How far a run is and how well it does, as one line."""
    text = str(progress.message())
    if progress.training is not None and progress.phase is Phase.TRAINING:
        text = _("{progress}, loss {loss:.3f}, {share} right").format(
            progress=text, loss=progress.training.loss, share=percent(progress.training.accuracy)
        )
    if progress.history and (validation := progress.history[-1].validation) is not None:
        add = _("{progress} (validation {share})") if text.endswith("…") else _("{progress}; validation {share}")
        text = add.format(progress=text, share=percent(validation.accuracy))
    if progress.history and (test := progress.history[-1].test) is not None:
        add = _("{progress} (test {share})") if text.endswith("…") else _("{progress}; test {share}")
        text = add.format(progress=text, share=percent(test.accuracy))
    return text
