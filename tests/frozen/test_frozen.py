"""What only the frozen program can show: that nothing it needs was left out."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import contents
import numpy as np
import pytest
from helpers.screens import virtual_screen
from helpers.systems import PROGRAM, not_on_windows
from PySide6.QtGui import QColor, QImage, QPainter, QPen

PATIENCE = 600 if sys.platform == "win32" else 240  # under Wine everything takes its time


def run(app, environment, *arguments):
    """Run one command that has to succeed without a word on standard error but progress; what it printed."""
    command = [str(app / PROGRAM), *arguments]
    done = subprocess.run(
        command, env=environment, cwd=environment["HOME"], capture_output=True, encoding="utf-8", timeout=PATIENCE,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def snapshot(folder):
    return {str(path): (path.lstat().st_size, path.lstat().st_mtime_ns) for path in folder.rglob("*")}


@pytest.mark.parametrize("locale", ["C", "tr_TR.UTF-8"])
def test_it_draws_trains_saves_and_loads(app, environment, locale):
    before = snapshot(app)
    told = run(app, environment | {"LANG": locale, "LC_ALL": locale}, "--self-test").splitlines()
    assert told[0] == "draw and recognise: 10 of 10 right"
    assert told[1].startswith("train: Finished after 1 epoch: ")
    assert told[2:] == ["save and reload: the same answers", "OK"]
    assert snapshot(app) == before, "the program writes into its own folder"


@pytest.mark.parametrize(
    "options",
    [
        ["--optimizer", "adam", "--augment", "--dropout", "0.2", "--averaging", "0.9", "--schedule", "cosine"],
        ["--optimizer", "rmsprop", "--activation", "tanh"],
        ["--optimizer", "momentum", "--activation", "leaky_relu"],
        ["--optimizer", "sgd", "--activation", "sigmoid", "--dataset", "fashion-5k"],
    ],
    ids=lambda options: options[1],
)
def test_every_way_of_training_is_there(app, environment, options):
    run(app, environment, "train", "--hidden", "32,16", "--epochs", "1", *options, "--out", "réseau.keras")
    facts = json.loads(run(app, environment, "model", "info", "réseau.keras", "--json"))
    assert facts["network"] == "784-32-16-10"


def test_a_saved_network_opens_in_keras_itself(app, environment):
    run(app, environment, "train", "--hidden", "16", "--epochs", "1", "--out", "net.keras")
    script = "import keras, sys; print(keras.saving.load_model(sys.argv[1]).count_params())"
    done = subprocess.run(
        [sys.executable, "-c", script, str(Path(environment["HOME"]) / "net.keras")],
        capture_output=True, encoding="utf-8", timeout=PATIENCE, check=True,
    )  # fmt: skip
    assert int(done.stdout) == 785 * 16 + 17 * 10


@pytest.mark.parametrize("kind", ["png", "jpg", "bmp"])
def test_pictures_are_read(app, environment, kind):
    picture = QImage(200, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.setPen(QPen(QColor("black"), 14))
    painter.drawLine(60, 40, 140, 40)
    painter.drawLine(140, 40, 80, 165)
    painter.end()
    path = Path(environment["HOME"]) / f"seven.{kind}"
    assert picture.save(str(path))
    assert json.loads(run(app, environment, "recognize", str(path), "--json"))["answer"] == "7"


@pytest.mark.parametrize("kind", ["npz", "idx", "csv", "png"])
def test_other_programs_files_go_out_and_come_in(app, environment, kind):
    images = np.zeros((40, 28, 28), np.uint8)
    images[:, 8:20, 10:18] = 255
    np.savez(Path(environment["HOME"]) / "theirs.npz", x=images, y=np.arange(40) % 10)
    run(app, environment, "data", "import", "theirs.npz")
    run(app, environment, "data", "export", "theirs", "--format", kind, "--out", f"again.{kind}")
    exported = max(Path(environment["HOME"]).glob("again*"))  # a table is two files: again_test and again_train
    assert "Imported as “again”" in run(app, environment, "data", "import", exported.name, "--name", "Again")


def test_without_any_stream(app, environment):
    """As a program started from a menu."""
    if sys.platform == "win32":
        command, options = [str(app / PROGRAM), "--self-test"], {"creationflags": subprocess.DETACHED_PROCESS}
    else:
        command, options = ["/bin/sh", "-c", 'exec "$0" --self-test <&- >&- 2>&-', str(app / PROGRAM)], {}
    done = subprocess.run(command, env=environment, timeout=PATIENCE, check=False, **options)
    assert done.returncode == 0


def test_a_copy_on_a_stick_keeps_its_data_beside_itself(app, environment, tmp_path):
    stick = tmp_path / "Zoë's stick"
    shutil.copytree(app, stick, symlinks=True, copy_function=_link_or_copy)
    (stick / "digitpad-data").mkdir()
    np.savez(Path(environment["HOME"]) / "theirs.npz", x=np.eye(28, dtype=np.uint8)[None].repeat(40, 0) * 255,
             y=np.arange(40) % 10)
    run(stick, environment, "data", "import", "theirs.npz")
    assert any((stick / "digitpad-data").rglob("theirs*"))
    assert not [path for path in Path(environment["HOME"]).rglob("*") if path.name.lower() == "digitpad"]


def _link_or_copy(source, target):
    try:
        os.link(source, target)
    except OSError:  # on another disk
        shutil.copy2(source, target)


def test_bad_input_is_one_sentence(app, environment):
    done = subprocess.run(
        [str(app / PROGRAM), "model", "info", "absent.keras"],
        env=environment, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("digitpad: ")
    assert len(done.stderr.splitlines()) == 1


@not_on_windows("packaging/windows has its own look at the window")
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is missing; install it with: apt-get install xvfb")
def test_the_window_is_one_process_without_tensorflow(app, environment, tmp_path):
    command = [str(app / PROGRAM), "--data-dir", str(tmp_path / "data")]
    with virtual_screen() as display:
        where = environment | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        with subprocess.Popen(command, env=where, stderr=subprocess.PIPE, start_new_session=True) as window:
            try:
                maps = Path("/proc") / str(window.pid) / "maps"
                deadline = time.monotonic() + PATIENCE
                while "libQt6XcbQpa" not in maps.read_text() and time.monotonic() < deadline:
                    assert window.poll() is None
                    time.sleep(0.1)
                time.sleep(6)  # for what must not come
                assert window.poll() is None
                group = [path for path in Path("/proc").glob("[0-9]*") if _session(path) == window.pid]
                libraries = maps.read_text()
            finally:
                window.send_signal(signal.SIGTERM)
            _, told = window.communicate(timeout=PATIENCE)
    assert len(group) == 1
    assert "libQt6XcbQpa" in libraries
    assert "libtensorflow" not in libraries
    assert b"Traceback" not in told


def _session(process):
    try:
        return int((process / "stat").read_text().rsplit(")", 1)[1].split()[3])
    except OSError:  # it ended meanwhile
        return 0


def test_what_was_left_out_is_not_there(app):
    files = [path.relative_to(app / "_internal").as_posix() for path in (app / "_internal").rglob("*")]
    assert not [path for path in files if contents.is_left_out(path)]


def test_licences_come_along(app):
    text = (app / "_internal" / "digitpad" / "assets" / "THIRD-PARTY-LICENCES.txt").read_text(encoding="utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "Apache License" in text
