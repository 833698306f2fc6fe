"""Load TensorFlow without stopping the window.

A plain `import tensorflow` holds the interpreter lock for up to 1.5 s at a stretch: while its libraries are loaded
(788 MB in one C call) and in full garbage collections over the hundred thousand objects that it makes. Loaded
beforehand through `ctypes`, which releases the lock, and with collection off until all of it is there, the longest
stretch is about 25 ms.
"""

import contextlib
import ctypes
import gc
import importlib.util
import logging
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from digitpad.system import collector
from digitpad.system.processor import lacks_avx
from digitpad.translation import _

_LIBRARIES = {
    "linux": (
        "libtensorflow_framework.so.2",
        "libtensorflow_cc.so.2",
        "python/lib_pywrap_tensorflow_common.so",
    ),
    "darwin": ("libtensorflow_framework.2.dylib", "libtensorflow_cc.2.dylib"),
}
_loading = threading.Lock()


def why_not_trainable() -> str | None:
    """One sentence why this computer cannot train, or None if it can.

    TensorFlow is built for processors with AVX and ends the whole process on others, so the processor is asked first.
    """
    if importlib.util.find_spec("tensorflow") is None:
        return _("TensorFlow is not installed, so this computer can draw and recognise but not train.")
    if lacks_avx():
        return _("This processor has no AVX, which TensorFlow needs; drawing and recognising work, training does not.")
    return None


def load_tensorflow(before_import: Callable[[], None] = lambda: None) -> None:
    """Import TensorFlow and Keras; afterwards `import keras` anywhere is instant. Safe to call from any thread.

    Args:
        before_import: called between the two parts, when the libraries are loaded and Python's part begins.
    """
    with _loading:
        if "keras" in sys.modules:
            return
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        os.environ["KERAS_BACKEND"] = "tensorflow"
        with collector.at_rest(), _without_greeting(), _without_settings_of_keras():
            _preload()
            before_import()
            # Every run traces its own loop, which TensorFlow takes for a mistake and warns about.
            logging.getLogger("tensorflow").setLevel(logging.ERROR)
            import keras
            import tensorflow

            # The public names are made when first asked for.
            __ = keras.Sequential, tensorflow.constant
            gc.freeze()  # all of it stays, so that no collection need look at it
            gc.freeze()  # all of it stays, so that no collection need look at it


@contextmanager
def _without_settings_of_keras() -> Iterator[None]:
    """Importing Keras reads `~/.keras/keras.json`, which may ask for other numbers than ours, or leaves one there."""
    before = os.environ.get("KERAS_HOME")
    os.environ["KERAS_HOME"] = str(Path(os.devnull, "keras"))  # where nothing is and nothing can be written
    try:
        yield
    finally:
        if before is None:
            del os.environ["KERAS_HOME"]
        else:
            os.environ["KERAS_HOME"] = before


_GREETING = (b"absl::InitializeLog()", b"oneDNN custom operations are on")
"""What TensorFlow's libraries print while they are loaded, whatever TF_CPP_MIN_LOG_LEVEL says."""


@contextmanager
def _without_greeting() -> Iterator[None]:
    """Keep TensorFlow's greeting off the terminal; anything else written to standard error comes out afterwards."""
    with contextlib.ExitStack() as open_until_the_end:
        try:
            caught = open_until_the_end.enter_context(tempfile.TemporaryFile())
            terminal = os.dup(2)
            open_until_the_end.callback(os.close, terminal)
            os.dup2(caught.fileno(), 2)
        except OSError:  # no room for a file, or no standard error, as in a windowed program on Windows: let it greet
            yield
            return
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                os.dup2(terminal, 2)
                caught.seek(0)
                for line in caught:
                    if not any(words in line for words in _GREETING):
                        os.write(2, line)


def _preload() -> None:
    """Let the system's loader read the big libraries while other threads run. Failing costs only smoothness."""
    spec = importlib.util.find_spec("tensorflow")
    if spec is None or spec.origin is None or sys.platform not in _LIBRARIES:
        return
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.restype = ctypes.c_void_p
    dlopen.argtypes = [ctypes.c_char_p, ctypes.c_int]
    for name in _LIBRARIES[sys.platform]:
        dlopen(os.fsencode(Path(spec.origin).parent / name), os.RTLD_NOW | os.RTLD_LOCAL)
