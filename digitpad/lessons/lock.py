"""What a step of a lesson shows, and what it fixes: a closed vocabulary of pages, controls and values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from digitpad.translation import N_

PAGES: Mapping[str, str] = {
    "training": N_("Train"), "lessons": N_("Lessons"), "samples": N_("Samples"), "examine": N_("Examine"),
    "photo": N_("Photo"), "why": N_("Why"), "inside": N_("Inside"), "preparation": N_("Prepare"), "map": N_("Map"),
    "runs": N_("Runs"),
}  # fmt: skip
"""The pages as the window calls them, in its order, and what people call them. That of lessons is always there."""

CONTROLS: Mapping[str, str] = {
    "train": N_("training from the Train page"),
    "datasets": N_("getting, importing, exporting and removing datasets"),
    "networks": N_("opening and choosing networks"),
    "save": N_("saving and exporting networks"),
    "photo": N_("opening and pasting pictures"),
    "samples_keep": N_("saving drawings as samples"),
    "samples_share": N_("sharing and merging samples"),
    "learn": N_("learning from samples"),
    "undo": N_("undo and redo"),
    "preferences": N_("the preferences"),
}
"""What can be hidden besides pages, and what people call it in mid-sentence."""

LEAD = "lead"
"""The setting that can be fixed beside those of a plan: how far the best class must be ahead, 0..0.9."""

MAX_LEAD = 0.9


@dataclass(frozen=True)
class StepLock:
    """What is visible and what can be changed while a step is done; by default everything.

    Attributes:
        pages: those of `PAGES` that are visible; None for all. The page of lessons is always among them.
        controls: those of `CONTROLS` that are visible; None for all.
        fixed: the values that cannot be changed, by the field of `TrainingPlan` (each as the plan has it), or `LEAD`.
    """

    pages: frozenset[str] | None = None
    controls: frozenset[str] | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self != StepLock()

    def shows_page(self, name: str) -> bool:
        """Whether a page of `PAGES` is visible."""
        return self.pages is None or name == "lessons" or name in self.pages

    def allows(self, control: str) -> bool:
        """Whether one of `CONTROLS` is visible."""
        return self.controls is None or control in self.controls
