"""A box that chooses one of the network's classes."""

from PySide6.QtWidgets import QComboBox

from digitpad.formatting import visible


class ClassBox(QComboBox):
    """Its entries are called as the classes; what was chosen stays chosen as long as there is a class of that name."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self._names: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the classes, in their order."""
        return self._names

    def set_names(self, names: tuple[str, ...]) -> None:
        """Offer other classes; nothing happens where they are the same."""
        if names == self._names:
            return
        chosen = self._names[self.currentIndex()] if self.currentIndex() >= 0 else None
        self._names = names
        self.clear()
        self.addItems([visible(name) for name in names])
        self.setCurrentIndex(names.index(chosen) if chosen in names else len(names) - 1)
