"""A label whose text changes often moves nothing around it."""

from helpers.windows import shown
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from digitpad.ui.widgets.still import Still


class Requests(QObject):
    count = 0

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        self.count += event.type() is QEvent.Type.LayoutRequest
        return False


def layouts(holder, label):
    """How often the holder lays out anew when the text of the label changes."""
    QApplication.processEvents()
    requests = Requests()
    holder.installEventFilter(requests)
    label.setText("a much longer text than the one before")
    QApplication.processEvents()
    holder.removeEventFilter(requests)
    return requests.count


def test_another_text_is_no_reason_to_lay_out_the_window_again(qtbot):
    holder, plain, still = QWidget(), QLabel("a"), QLabel("b")
    layout = QVBoxLayout(holder)
    layout.addWidget(plain)
    layout.addWidget(Still(still))
    shown(holder, qtbot)
    assert layouts(holder, plain) > 0
    assert layouts(holder, still) == 0


def test_the_label_fills_it(qtbot):
    label = QLabel("text")
    still = Still(label)
    still.resize(120, 40)
    shown(still, qtbot)
    assert label.geometry() == still.rect()
    assert still.sizeHint().height() == label.fontMetrics().height()
