import importlib.util
import os
import subprocess
import sys
import tempfile

import pytest

from digitpad.training import runtime
from digitpad.training.runtime import _without_greeting, load_tensorflow, why_not_trainable


def test_this_computer_can_train():
    assert why_not_trainable() is None


def test_a_processor_without_avx_is_told_before_tensorflow_ends_the_process(monkeypatch):
    monkeypatch.setattr(runtime, "lacks_avx", lambda: True)
    assert why_not_trainable() == (
        "This processor has no AVX, which TensorFlow needs; drawing and recognising work, training does not."
    )


def test_without_tensorflow_it_is_told(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert "TensorFlow is not installed" in why_not_trainable()


def test_loading_again_does_nothing(keras, monkeypatch):
    def preload():
        raise AssertionError("it loads the libraries again")

    monkeypatch.setattr(runtime, "_preload", preload)
    told = []
    load_tensorflow(lambda: told.append(1))
    assert told == []
    assert sys.modules["keras"] is keras


def test_only_the_greeting_is_kept_off_the_terminal(capfd):
    with runtime._without_greeting():
        os.write(2, b"WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n")
        os.write(2, b"something is wrong\n")
        assert capfd.readouterr().err == ""
    assert capfd.readouterr().err == "something is wrong\n"


def test_what_is_said_before_an_error_is_not_lost(capfd):
    def fail():
        os.write(2, b"something is wrong\n")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), runtime._without_greeting():
        fail()
    assert capfd.readouterr().err == "something is wrong\n"


def test_tensorflow_comes_in_silence():
    """In a process of its own, from a thread as in the window, and with every Python warning an error."""
    script = """
import gc, sys, threading
from digitpad.training.runtime import load_tensorflow
told = []
thread = threading.Thread(target=load_tensorflow, args=[lambda: told.append("keras" in sys.modules)])
thread.start()
thread.join()
load_tensorflow()
print(told, gc.isenabled(), {"keras", "tensorflow"} <= set(sys.modules))
import keras, tensorflow
keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])(tensorflow.zeros([1, 4]))
"""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TF_", "KERAS_"))}
    command = [sys.executable, "-W", "error", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (done.stdout, done.stderr, done.returncode) == ("[False] True True\n", "", 0)


@pytest.mark.parametrize("missing", ["temporary folder", "standard error"])
def test_loading_does_not_need_what_it_only_makes_quieter(missing, monkeypatch):
    """TensorFlow may greet then; that is no reason not to train."""
    if missing == "temporary folder":
        def no_room():
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(tempfile, "TemporaryFile", no_room)
    else:
        def closed(number):
            raise OSError(9, "Bad file descriptor")

        monkeypatch.setattr(os, "dup", closed)
    with _without_greeting():
        loaded = True
    assert loaded


SETTINGS = """
import json, sys
from digitpad.training.runtime import load_tensorflow
load_tensorflow()
import keras, os
print(keras.config.floatx(), keras.config.backend(), os.environ.get("KERAS_HOME"))
"""


@pytest.mark.parametrize("named", [False, True])
def test_settings_of_keras_are_neither_read_nor_left(tmp_path, named):
    """A keras.json of another course must not change what a class sees here; and a home folder is left as it was."""
    home = tmp_path / "home"
    folder = home / ".keras"
    folder.mkdir(parents=True)
    settings = folder / "keras.json"
    settings.write_text('{"floatx": "float64", "backend": "jax", "image_data_format": "channels_first"}')
    env = {name: value for name, value in os.environ.items() if name not in ("KERAS_HOME", "KERAS_BACKEND")}
    env |= {"HOME": str(home)} | ({"KERAS_HOME": str(folder)} if named else {})
    told = subprocess.run([sys.executable, "-c", SETTINGS], env=env, capture_output=True, text=True, check=True).stdout
    assert told.split() == ["float32", "tensorflow", str(folder) if named else "None"]
    settings.unlink()
    subprocess.run([sys.executable, "-c", SETTINGS], env=env, capture_output=True, check=True)
    assert list(folder.iterdir()) == []
