"""What a person does with the window, in a process of its own: `python driver.py STEP DATA_DIR NETWORK`.

Prints one JSON object at the end. Anything on standard error is a failure.
"""

import json
import logging
import sys
from pathlib import Path

from driving import draw, show_page, wait, wait_until
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QSpinBox, QWidget

from digitpad.app import create_application, create_window
from digitpad.ui.answer.probability_bars import ProbabilityBars


def text(window, name):
    label = window.findChild(QLabel, name)
    assert label is not None
    return str(label.text())


def click(window, name):
    button = window.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def answered(window):
    return list(window.findChild(QWidget, "probabilityBars").property("probabilities"))


def train_and_save(window, network):
    draw(window, "7")
    before = answered(window)
    answer = text(window, "predictedDigit")
    epochs = window.findChild(QSpinBox, "epochsBox")
    epochs.setValue(50)
    reached = []
    window.workbench.session.progressed.connect(lambda progress: reached.append(progress.epoch))
    click(window, "trainButton")
    wait_until(lambda: bool(reached) and reached[-1] >= 2, "the second epoch")
    click(window, "stopButton")
    wait_until(lambda: not window.workbench.is_training, "the end after Stop")
    stopped = text(window, "trainingStatus")
    epochs.setValue(2)
    click(window, "trainButton")
    wait_until(lambda: not window.workbench.is_training, "the end of two epochs")
    trained = text(window, "trainingStatus")
    wait(50)
    after = answered(window)
    saved = []
    window.files.write(window.workbench.networks.current, network, lambda: saved.append(True))
    wait_until(lambda: bool(saved), "saving")
    return {"answer": answer, "before": before, "stopped": stopped, "trained": trained, "after": after,
            "modified": window.isWindowModified(), "heavy": "tensorflow" in sys.modules}


def open_again(window, network):
    window.opener.open_network(network)
    wait_until(lambda: window.workbench.networks.current.path == network, "opening")
    draw(window, "7")
    after = answered(window)
    return {"after": after, "answer": text(window, "predictedDigit"), "title": window.windowTitle(),
            "heavy": "tensorflow" in sys.modules}


def train_on_clothes(window, _):
    """Choose Fashion-MNIST with the keys, train, and look at a test picture."""
    box = window.findChild(QComboBox, "datasetBox")
    assert box is not None
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentData() != "fashion-5k":
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() > before, "Fashion-MNIST is not in the box"
    epochs = window.findChild(QSpinBox, "epochsBox")
    assert epochs is not None
    epochs.setValue(2)
    click(window, "trainButton")
    wait_until(lambda: not window.workbench.is_training, "the end of the run")
    bars, trained = window.findChild(ProbabilityBars, "probabilityBars"), text(window, "trainingStatus")
    assert bars is not None
    show_page(window, "pages", "Examine")
    wait_until(lambda: text(window, "testAnswer") != "", "the test pictures")
    click(window, "nextPictureButton")
    wait_until(lambda: "the network gets" in text(window, "testCount"), "the count")
    wait(50)
    return {"trained": trained, "names": bars.class_names,
            "probabilities": list(bars.property("probabilities")),
            "truth": text(window, "trueClass"), "says": text(window, "testAnswer"),
            "verdict": text(window, "testVerdict"), "answer": text(window, "predictedDigit"),
            "title": window.windowTitle()}


def close_while_loading(window, _):
    click(window, "trainButton")
    wait(300)
    window.workbench.session.stop()
    return {"running": window.workbench.is_training}


def main(step, data_dir, network):
    logging.basicConfig(level=logging.WARNING)
    app = create_application(["digitpad"])
    window = create_window(data_dir)
    window.resize(1100, 680)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    steps = {"train": train_and_save, "open": open_again, "clothes": train_on_clothes, "close": close_while_loading}
    result = steps[step](window, network)
    for entry in window.workbench.networks.entries:
        window.workbench.networks.discard(entry)
    window.close()
    if window.has_threads_left:  # the program would end around what is only being loaded
        assert window.workbench.session.wait(120_000)
    QApplication.processEvents()
    sys.stdout.write(json.dumps(result | {"platform": app.platformName()}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
