"""The form for data augmentation, with twelve example pictures."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
from digitpad.training.plan import AUGMENTATION_LIMITS, GENTLE, Augmentation
from digitpad.training.preview import augmented_samples
from digitpad.translation import N_, _
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import faint_label, named
from digitpad.ui.widgets.number_fields import NumberBox, refuse_wrong
from digitpad.ui.widgets.picture_view import PictureView
from digitpad.ui.widgets.plain_text import PlainLabel

_PICTURES = 12
_COLUMNS = 4
_TEXTS = {
    "rotation": (N_("Rotation, degrees"), N_("How far a picture may be turned to either side.")),
    "shift": (N_("Shift, pixels"), N_("How far a picture may be moved in each direction.")),
    "scale": (N_("Scale"), N_("By which share a picture may grow or shrink.")),
    "shear": (N_("Slant, degrees"), N_("How far a picture may lean to either side.")),
    "thickness": (N_("Thickness"), N_("By which share a line may grow thicker or thinner.")),
    "noise": (N_("Noise"), N_("How strong a random grain on every pixel is, as a share of full ink.")),
}


class AugmentationForm(QWidget):
    """Six numbers, two presets, and a preview that is made in the background.

    Signals:
        changed: a number is another now.
    """

    changed = Signal()

    def __init__(self, catalogue: Catalogue, jobs: Jobs, dataset: Callable[[], str]) -> None:
        super().__init__()
        self.setObjectName("augmentationPanel")
        self.setAccessibleName(_("Augmentation"))
        self._catalogue = catalogue
        self._jobs = jobs
        self._dataset = dataset
        self._boxes: dict[str, NumberBox] = {}
        form = QFormLayout()
        form.setSpacing(theme.GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, (text, tip) in _TEXTS.items():
            box = named(
                NumberBox(0.0, 0.0, AUGMENTATION_LIMITS[name], finest=0.001),
                f"{name}Box",
                _("Augmentation: {text}").format(text=_(text)),
                _(tip),
            )
            form.addRow(_(text), box)
            box.edited.connect(self.changed)
            self._boxes[name] = box
        none = named(
            QPushButton(_("None")), "noAugmentationButton", _("No augmentation"), _("Show every picture as it is.")
        )
        gentle = named(
            QPushButton(_("Gentle")), "gentleAugmentationButton", _("Gentle augmentation"),
            _("What a hand does anyway: enough to read many more hands."),
        )
        self._show = named(
            QPushButton(_("Show twelve")), "previewAugmentationButton", _("Show twelve augmented pictures"),
            _("Bend twelve pictures as the training would; the first time takes longer."),
        )
        none.clicked.connect(lambda: self.set_augmentation(Augmentation()))
        gentle.clicked.connect(lambda: self.set_augmentation(GENTLE))
        self._show.clicked.connect(self._make_preview)
        buttons = QHBoxLayout()
        for button in (none, gentle, self._show):
            buttons.addWidget(button)
        buttons.addStretch()
        self._previews = [PictureView(scale=2) for __ in range(_PICTURES)]
        self._gallery = QWidget()
        grid = theme.spaced(QGridLayout(self._gallery), gap=4)
        for index, preview in enumerate(self._previews):
            grid.addWidget(preview, index // _COLUMNS, index % _COLUMNS)
        grid.setColumnStretch(_COLUMNS, 1)
        self._gallery.setVisible(False)
        self._note = faint_label("")
        heading = PlainLabel(_("Augmentation"))
        heading.setProperty("heading", True)
        layout = theme.spaced(QVBoxLayout(self), (0, theme.GRID, 0, 0))
        layout.addWidget(heading)
        layout.addWidget(faint_label(_("Bend the training pictures at random, another way each time they are seen.")))
        layout.addLayout(form)
        layout.addLayout(buttons)
        layout.addWidget(self._gallery)
        layout.addWidget(self._note)

    def boxes(self) -> tuple[NumberBox, ...]:
        """The fields, for whoever gives all fields of a form the same height."""
        return tuple(self._boxes.values())

    def augmentation(self) -> Augmentation:
        """What the form says.

        Raises:
            DigitpadError: there is something else than a number in it, or one out of range.
        """
        refuse_wrong(self, self._boxes.values())
        return Augmentation(**{name: box.value() for name, box in self._boxes.items()})

    def set_augmentation(self, augmentation: Augmentation) -> None:
        """Show another augmentation."""
        for name, box in self._boxes.items():
            box.setValue(getattr(augmentation, name))

    def _make_preview(self) -> None:
        try:
            augmentation, dataset = self.augmentation(), self._dataset()
        except DigitpadError as error:
            self._note.setText(str(error))
            return
        self._show.setEnabled(False)
        self._note.setText(_("Bending twelve pictures…"))
        catalogue = self._catalogue
        self._jobs.start(
            lambda: augmented_samples(catalogue.load(dataset).train, augmentation, _PICTURES), self._shown, self._failed
        )

    def _shown(self, pictures: npt.NDArray[np.uint8]) -> None:
        self._show.setEnabled(True)
        self._note.setText("")
        self._gallery.setVisible(True)
        for preview, picture in zip(self._previews, pictures, strict=False):
            preview.set_picture(picture)

    def _failed(self, sentence: str) -> None:
        self._show.setEnabled(True)
        self._note.setText(sentence)
