"""Which widgets and menu entries a lesson fixes, by what it calls them."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from digitpad.lessons.lock import LEAD
from digitpad.ui.widgets.padlock import EntryPadlock, Padlock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from digitpad.ui.lesson_locking import LessonLocking
    from digitpad.ui.main_menu import MainMenu

WIDGETS = {
    # Settings of a plan
    "dataset": ("datasetPanel",),
    "pictures": ("picturesBox",),
    "hidden": ("hiddenLayersEdit",),
    "activation": ("activationBox",),
    "optimizer": ("optimizerBox",),
    "learning_rate": ("learningRateBox", "liveLearningRateBox"),
    "schedule": ("scheduleBox",),
    "batch_size": ("batchSizeBox",),
    "epochs": ("epochsBox", "oneMoreEpochButton"),
    "initializer": ("initializerBox",),
    "initializer_scale": ("initializerScaleBox",),
    "bias_scale": ("biasScaleBox",),
    "dropout": ("dropoutBox", "liveDropoutBox"),
    "l2": ("l2Box",),
    "validation_share": ("validationShareBox",),
    "early_stopping": ("earlyStoppingBox",),
    "pixels": ("pixelsBox",),
    "labels": ("labelsBox",),
    "seed": ("seedBox",),
    "augmentation": ("augmentationPanel",),
    LEAD: ("leadSlider", "marginSlider", "useCheapestButton"),
    # Controls
    "train": ("trainButton", "trainFirstButton", "resumeBanner", "continueRunButton"),
    "datasets": ("importPicturesButton", "removeDatasetButton", "downloadButton", "openDatasetButton"),
    "networks": ("networkBox", "putLiveButton", "compareButton", "useChangedButton"),
    "save": ("saveChangedButton",),
    "photo": ("openPictureButton", "examplePhotoButton"),
    "undo": ("undoButton", "redoButton"),
    "samples_keep": (
        "labelRow", "collectPromptRow", "collectPanel", "startCollectingButton", "addExamplesButton", "samplesView",
        "relabelButton", "deleteSamplesButton", "undoSamplesButton", "eraseSamplesButton", "samplesStorage",
        "mendButton",
    ),
    "samples_share": ("shareButton", "mergeButton"),
    "learn": ("learningPanel",),
}
"""The object names of what is greyed; each is in the window from the beginning."""


class LessonControls(QObject):
    """Greys what is fixed, with a padlock, and lets it go again.

    Args:
        locking: what decides.
        window: where the widgets are.
        menus: where the entries are.
    """

    def __init__(self, locking: LessonLocking, window: QWidget, menus: MainMenu) -> None:
        super().__init__(window)
        self._locking, self._menus = locking, menus
        self._window = window
        self._padlocks: dict[str, list[Padlock]] = {}  # made when something is fixed for the first time
        self._entries: dict[str, list[EntryPadlock]] = {}
        locking.changed.connect(self._show)

    def _show(self) -> None:
        if not self._padlocks:
            self._padlocks = {
                control: [Padlock(widget) for name in names for widget in self._window.findChildren(QWidget, name)]
                for control, names in WIDGETS.items()
            }
            self._entries = {
                control: list(map(EntryPadlock, entries)) for control, entries in self._menus.of_lessons().items()
            }
        locks: tuple[Mapping[str, Sequence[Padlock | EntryPadlock]], ...] = self._padlocks, self._entries
        for kind in locks:
            for control, padlocks in kind.items():
                for padlock in padlocks:
                    padlock.set(self._locking.why_not(control))
