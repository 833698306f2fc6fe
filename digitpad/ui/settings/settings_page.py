"""The page with the user's settings."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from digitpad.system import policy
from digitpad.translation import N_, _
from digitpad.ui.settings.settings import ZOOMS, Settings
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import faint_label, named
from digitpad.ui.widgets.plain_text import PlainLabel

_PRIVACY = N_(
    "Nothing that is drawn here leaves this computer. Digitpad uses the network only when you press Download, "
    "and then only to fetch the dataset that you asked for."
)
_PRIVACY_OFFLINE = N_(
    "Nothing that is drawn here leaves this computer. Digitpad never uses the network: downloads are switched off here."
)


class SettingsPage(QWidget):
    """Every choice takes effect at once."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._margin = named(
            QSlider(Qt.Orientation.Horizontal), "leadSlider", _("Lead before an answer is given"),
            _("How far the best class must be ahead of the second; below that the answer is a question mark."),
        )
        self._margin.setRange(0, 90)
        self._margin.setPageStep(10)
        self._margin_text = PlainLabel()
        self._margin_text.setMinimumWidth(self._margin_text.fontMetrics().horizontalAdvance("100 %") * 2)
        self._appearance = named(
            QComboBox(), "appearanceBox", _("Appearance"), _("Light, dark, or whatever the system is set to.")
        )
        for key, title in theme.APPEARANCES.items():
            self._appearance.addItem(_(title), key)
        self._zoom = named(QComboBox(), "zoomBox", _("Text size"), _("Makes all text and symbols larger."))
        for zoom in ZOOMS:
            self._zoom.addItem(f"{zoom} %", zoom)
        self._lay_out()
        self._show_settings()
        settings.changed.connect(self._show_settings)
        self._margin.valueChanged.connect(lambda value: setattr(settings, "margin", value / 100))
        self._appearance.activated.connect(
            lambda __: setattr(settings, "appearance", str(self._appearance.currentData()))
        )
        self._zoom.activated.connect(lambda __: setattr(settings, "zoom", int(self._zoom.currentData())))

    def _lay_out(self) -> None:
        margin = QHBoxLayout()
        margin.addWidget(self._margin, 1)
        margin.addWidget(self._margin_text)
        form = QFormLayout()
        form.setSpacing(theme.GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        label = PlainLabel(_("Answer only with a &lead of at least"))
        label.setBuddy(self._margin)
        form.addRow(label, margin)
        form.addRow(faint_label(
            _("The answer is “?” while the best two bars are closer together than this; at 0 % it is always given.")
        ))
        form.addRow(_("A&ppearance"), self._appearance)
        form.addRow(_("Te&xt size"), self._zoom)
        layout = theme.spaced(QVBoxLayout(self), theme.PAGE_MARGIN, 2 * theme.GRID)
        layout.addLayout(form)
        layout.addWidget(faint_label(_(_PRIVACY) if policy.current().downloads else _(_PRIVACY_OFFLINE)))
        layout.addStretch()

    def _show_settings(self) -> None:
        self._margin.setValue(round(self._settings.margin * 100))
        self._margin_text.setText(f"{round(self._settings.margin * 100)} %")
        self._appearance.setCurrentIndex(self._appearance.findData(self._settings.appearance))
        self._zoom.setCurrentIndex(self._zoom.findData(self._settings.zoom))
