"""Files that the system hands over open as their menu entry would open them."""

import gzip
import shutil
import subprocess
import sys

import numpy as np
import pytest
from helpers.labelled import IMAGES, LABELS, PNG, csv, idx_labels, idx_pictures, npz
from helpers.networks import tiny
from helpers.samples import DIGITS, some
from helpers.windows import answer, dialog, find, texts
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFileOpenEvent
from PySide6.QtWidgets import QDialog, QTabWidget

from digitpad.model.keras_file import write_network
from digitpad.samples import digits_file


@pytest.fixture
def network(tmp_path):
    path = tmp_path / "Zoë 学生.keras"
    write_network(path, tiny())
    return path


@pytest.fixture
def picture(picture):
    """Called as some cameras call them."""
    return picture.rename(picture.with_name("seven.PNG"))


@pytest.fixture
def digits(tmp_path):
    path = tmp_path / "ours.digits"
    digits_file.write(path, DIGITS, some(3))
    return path


def page(window):
    return find(window, "pages", QTabWidget).currentWidget()


def test_a_network_goes_under_the_pen(window, network, qtbot):
    window.opener.open_files([network])
    qtbot.waitUntil(lambda: window.workbench.networks.current.path == network)
    assert window.windowTitle().startswith(network.name)


def drop(window, *files):
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), copy, content, left, none)
    QCoreApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QCoreApplication.sendEvent(window, QDropEvent(QPointF(300, 300), copy, content, left, none))


def test_a_network_may_be_dropped_on_the_window(window, network, qtbot):
    drop(window, network)
    qtbot.waitUntil(lambda: window.workbench.networks.current.path == network)


def test_digits_of_others_may_be_dropped_on_the_window(window, digits, qtbot):
    drop(window, digits)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(QDialog, "mergeDialog")))
    find(window, "mergeDialog", QDialog).reject()


def test_a_picture_may_be_dropped_on_the_window(window, picture, qtbot):
    drop(window, picture)
    qtbot.waitUntil(lambda: page(window) is window.pages.photo)


def labelled_pictures(folder):
    """A set in each form that may be opened, by what is dropped of it."""
    images = np.repeat(IMAGES, 3, axis=0)
    labels = np.repeat(LABELS, 3)
    (folder / "set.npz").write_bytes(npz({"x_train": images, "y_train": labels}))
    (folder / "set.csv").write_bytes(csv(images, labels))
    (folder / "set.csv.gz").write_bytes(gzip.compress(csv(images, labels)))
    for number, label in enumerate(labels):
        place = folder / "pictures.v2" / str(label) / f"{number}.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(PNG)
    (folder / "idx").mkdir()
    (folder / "idx" / "t10k-labels-idx1-ubyte").write_bytes(idx_labels(labels))
    (folder / "idx" / "t10k-images-idx3-ubyte").write_bytes(idx_pictures(images))
    (folder / "idx" / "train-labels-idx1-ubyte").write_bytes(idx_labels(labels))
    (folder / "idx" / "train-images-idx3-ubyte").write_bytes(idx_pictures(images))
    return folder


@pytest.mark.parametrize(
    "names",
    [
        ["set.npz"], ["set.csv"], ["set.csv.gz"], ["pictures.v2"], ["idx"], ["idx/train-labels-idx1-ubyte"],
        ["idx/t10k-labels-idx1-ubyte", "idx/t10k-images-idx3-ubyte", "idx/train-labels-idx1-ubyte"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("how", ["dropped", "handed over"])
def test_labelled_pictures_are_shown_before_they_are_kept(window, tmp_path, qtbot, names, how):
    folder = labelled_pictures(tmp_path)
    paths = [folder / name for name in names]
    if how == "dropped":
        drop(window, *paths)
    else:
        window.opener.open_files(paths)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(QDialog, "importDialog")))
    assert page(window) is window.pages.training
    find(window, "importDialog", QDialog).reject()


@pytest.mark.parametrize("how", ["dropped", "handed over"])
def test_what_cannot_be_imported_is_called_by_its_name(window, tmp_path, qtbot, how):
    path = tmp_path / "set.arff"
    path.write_bytes(b"@relation digits\n")
    if how == "dropped":
        drop(window, path)
    else:
        window.opener.open_files([path])
    note = "“set.arff” is an ARFF file of Weka's; save it as CSV."
    qtbot.waitUntil(lambda: note in texts(window))


def test_a_picture_without_a_suffix_may_be_dropped(window, picture, qtbot):
    drop(window, picture.rename(picture.with_name("seven")))
    qtbot.waitUntil(lambda: page(window) is window.pages.photo)


def test_of_several_networks_the_last_is_under_the_pen(window, network, qtbot):
    other = network.with_name("other.keras")
    shutil.copy(network, other)
    window.opener.open_files([other, network])
    qtbot.waitUntil(lambda: len(window.workbench.networks.entries) == 3)
    assert window.workbench.networks.current.path == network


def test_a_picture_is_on_the_page_photo(window, picture, qtbot):
    window.opener.open_files([picture])
    qtbot.waitUntil(lambda: page(window) is window.pages.photo)


def test_digits_are_shown_together_before_they_are_merged(window, digits, qtbot):
    other = digits.with_name("theirs.digits")
    digits_file.write(other, DIGITS, some(4, start=10))
    window.opener.open_files([digits, other])
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(QDialog, "mergeDialog")))
    box = find(window, "mergeDialog", QDialog)
    assert "7 new drawings in 2 files" in find(box, "mergeSummary").text()
    assert page(window) is window.pages.samples
    box.reject()


def test_some_of_each(window, network, picture, digits, qtbot):
    window.opener.open_files([digits, network, picture])
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(QDialog, "mergeDialog")))
    find(window, "mergeDialog", QDialog).reject()
    qtbot.waitUntil(lambda: window.workbench.networks.current.path == network and not window.workbench.jobs.busy)


@pytest.mark.parametrize(
    ("name", "content", "title", "says"),
    [
        ("nothing.keras", None, "This network cannot be opened", "“nothing.keras”"),
        ("empty.keras", b"", "This network cannot be opened", "The file is empty, so there is no model in it."),
        ("old.h5", b"\x89HDF", "This network cannot be opened", ".h5"),
        ("story.txt", b"Once", "This network cannot be opened", "This is not a Digitpad model"),
        ("nothing.png", None, "This picture cannot be read", "“nothing.png”"),
        ("text.jpg", b"Once", "This picture cannot be read", "“text.jpg”"),
        ("nothing.digits", None, "Nothing to add", "“nothing.digits”"),
        ("text.digits", b"Once", "Nothing to add", "“text.digits”"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_one_sentence(
    window, tmp_path, qtbot, name, content, title, says
):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    window.opener.open_files([tmp_path / name])
    box = dialog(window, "problemDialog", qtbot)
    assert box.windowTitle() == title
    assert says in box.text()
    answer(box, "OK")


def test_the_finder_hands_files_over_as_events(qapp, qtbot, network):
    with qtbot.waitSignal(qapp.file_opened) as told:
        QCoreApplication.sendEvent(qapp, QFileOpenEvent(str(network)))
    assert told.args == [network]
    with qtbot.assertNotEmitted(qapp.file_opened):
        QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl("https://example.org/x.keras")))


def test_the_program_opens_with_a_file_and_takes_another_one_later(network, data_dir):
    """In a process of its own, from the command line to the window's title."""
    other = network.with_name("later.keras")
    shutil.copy(network, other)
    script = f"""
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QFileOpenEvent
from digitpad import app
from digitpad.cli import main as cli

create_window = app.create_window

def watched(*arguments, **options):
    window = create_window(*arguments, **options)
    titles = []

    def look():
        title = window.windowTitle().partition("[")[0]
        if title not in titles:
            titles.append(title)
            if title == {network.name!r}:
                QCoreApplication.sendEvent(QCoreApplication.instance(), QFileOpenEvent({str(other)!r}))
        if title == {other.name!r}:
            timer.stop()
            print(ascii(titles))
            window.close()

    timer = QTimer(window, interval=10)
    timer.timeout.connect(look)
    timer.start()
    QTimer.singleShot(30_000, window, window.close)
    return window

app.create_window = watched
sys.exit(cli.main(["--data-dir", {str(data_dir)!r}, {str(network)!r}]))
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == ascii(["Digits (built in)", network.name, other.name]) + "\n"
