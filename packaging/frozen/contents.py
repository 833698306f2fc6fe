"""What the frozen program leaves out, and why: the tables that `build.spec` follows and that the tests check.

The frozen program passes `make test-app` without all of it; sizes are of Linux on x86-64. What TensorFlow's import
touches but training never uses has a stand-in (`stand_ins.py`).
"""

import os
import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import short_names

LEFT_OUT_MODULES = {
    "keras.src.backend.jax": "another engine than TensorFlow",
    "keras.src.backend.openvino": "another engine than TensorFlow",
    "keras.src.backend.torch": "another engine than TensorFlow",
    "jax": "another engine than TensorFlow",
    "torch": "another engine than TensorFlow",
    "grpc": "training on several computers; 17 MB",
    "urllib3": "Digitpad's only download uses Python's own urllib",
    "tensorboard": "a server for curves",
    "pygments": "colours for terminals",
    "readline": "typing Python into a terminal",
    "PySide6.QtNetwork": "no network in the window",
    "pytest": "tests",
    "hypothesis": "tests",
    "setuptools": "installing packages",
    "pip": "installing packages",
    "wheel": "installing packages",
    "tkinter": "another kind of window",
    "IPython": "notebooks",
    "matplotlib": "curves are drawn by Digitpad itself",
    "scipy": "Keras asks for it in places that dense networks never come to",
    "sklearn": "Keras' wrappers for it; the tests compare figures with it, and may be installed beside",
    "pandas": "tables are read by Digitpad itself",
    **dict.fromkeys(
        (f"PIL.{name}" for name in (
            "_avif", "_imagingcms", "_imagingft", "_imagingmath", "_imagingmorph", "_imagingtk", "_tkinter_finder",
            "ImageCms", "ImageDraw2", "ImageFont", "ImageGrab", "ImageMath", "ImageMorph", "ImageQt", "ImageShow",
            "ImageTk", "ImageWin", "features", "report",
        )),
        "Pillow reads pictures here and does nothing else with them; AVIF alone has 5 MB",
    ),
    **dict.fromkeys(
        (f"PIL.{name}ImagePlugin" for name in (
            "Avif", "Blp", "BufrStub", "Cur", "Dcx", "Dds", "Eps", "Fits", "Fli", "Fpx", "Ftex", "Gbr", "GribStub",
            "Hdf5Stub", "Icns", "Ico", "Im", "Imt", "Iptc", "Jpeg2K", "McIdas", "Mic", "Mpeg", "Msp", "Palm", "Pcd",
            "Pcx", "Pdf", "Pixar", "Ppm", "Psd", "Qoi", "Sgi", "Spider", "Sun", "Tga", "Wmf", "XVThumb", "Xbm", "Xpm",
        )),
        "pictures are PNG, JPEG (MPO among them), BMP, GIF, WebP and TIFF",
    ),
}  # fmt: skip
"""Module: why the program does without it. Everything below a module stays out with it."""

LEFT_OUT_FILES = {
    r"stablehlo_extension": "quantisation, 25 MB; see stand_ins.py",
    r"_xla_ops\.so": "operations for accelerators, 18 MB",
    r"lib_native_proto_caster": "hands messages between Python and C++, which nothing in training asks for; 5 MB",
    r"_pywrap_profiler_plugin": "TensorFlow's profiler, 28 MB",
    r"tflite|tensorflow/lite/": "converting to other formats, 14 MB",
    r"tensorflow/include/": "headers for C++",
    r"\.pyi$": "for editors",
    r"/(lib)?q(gtk3|vnc|linuxfb|vkkhr\w*|minimal\w*|eglfs|direct2d)\b": "screens that no classroom has, or GTK's look",
    # By how the name begins, so that of a Mac's framework, which is signed as a whole, everything goes.
    r"Qt6?(Egl|OpenGL|Network|Pdf|Qml|Quick|Virtual|Test)|qtvirtualkeyboard": "parts of Qt without a use here",
    r"(?i:(opengl32sw|d3dcompiler_\w+)\.dll)": "three-dimensional graphics on Windows, 20 MB",
    r"plugins/(tls|networkinformation|egldeviceintegrations|xcbglintegrations|generic|qmltooling)/": "the same",
    r"plugins/wayland-graphics-integration-client/": "the same: three-dimensional graphics",
    r"imageformats/\w*q(gif|icns|ico|pdf|tga|tiff|wbmp|webp)\b": "Pillow reads files; Qt has its icons",
    r"pillow\.libs/lib(avif|brotli\w*|freetype|harfbuzz|lcms2|png16)-": "what the parts of Pillow that stay out load",
    r"PySide6/(Qt/)?translations/": "the window speaks English",
    # What comes along with GTK's look and with Kerberos, which Qt's network asks for.
    r"lib(gtk-3|gdk|epoxy|atk|atspi|cairo|pango|pixman|thai|datrie|fribidi|harfbuzz|graphite2)": "GTK",
    r"lib(gio-2|gmodule|gobject|mount|blkid|X(composite|cursor|damage|fixes|i|inerama|randr))\b": "GTK",
    r"lib(krb5|k5crypto|gssapi|com_err|keyutils)": "Kerberos",
    # The plugin stays and finds a system's own; where there is none, there is no printer either.
    r"lib(cups|avahi-(client|common)|gnutls|nettle|hogweed|p11-kit|tasn1|idn2|unistring|gmp)\b": "CUPS",
    r"libreadline": "typing Python into a terminal",
}
"""Pattern of a path inside the bundle (with `/`): why the program does without the file."""

_LEFT_OUT = re.compile("|".join(f"(?:{pattern})" for pattern in LEFT_OUT_FILES))

Entry = tuple[str, str, str]
"""As PyInstaller has it: path inside the bundle, path on this machine, kind."""


def is_left_out(path: str) -> bool:
    """Whether a file stays out of the bundle; `path` is the one inside the bundle."""
    return _LEFT_OUT.search(path.replace(os.sep, "/")) is not None


def stripped(binaries: list[Entry], folder: Path) -> list[Entry]:
    """The same libraries without their symbols, which saves a quarter of the bundle; Linux alone.

    PyInstaller's own `strip=True` would also strip what auditwheel has rewritten (`numpy.libs` and the like, with a
    hash in the name), and those do not load any more afterwards.
    """
    if sys.platform != "linux":
        return binaries
    if shutil.which("strip") is None:
        raise SystemExit("“strip” is missing, without which the program gets 300 MB larger; install binutils.")
    folder.mkdir(parents=True, exist_ok=True)
    return [(path, _stripped(path, source, folder) if _may_be_stripped(path, kind) else source, kind)
            for path, source, kind in binaries]


def _may_be_stripped(path: str, kind: str) -> bool:
    rewritten = ".libs/" in path or re.search(r"-[0-9a-f]{8}[-.]", Path(path).name)
    return kind in ("BINARY", "EXTENSION") and not rewritten


def _stripped(path: str, source: str, folder: Path) -> str:
    smaller = folder / path.replace(os.sep, "__")
    subprocess.run(["strip", "--strip-unneeded", "-o", smaller, source], check=True)
    return str(smaller)


_LONG_NAMED = {"libtensorflow_cc.so.2": b"0", "libtensorflow_framework.so.2": b"1"}
"""Libraries that export a hundred thousand names and more, and a digit for each that its new names begin with."""


def with_short_names(binaries: list[Entry], folder: Path) -> list[Entry]:
    """The same libraries, TensorFlow's with short names for what they export without anybody asking; Linux alone."""
    if sys.platform != "linux":
        return binaries
    libraries = {Path(source) for _, source, kind in binaries if kind in ("BINARY", "EXTENSION")}
    known = {library: short_names.exported_and_asked_for(library) for library in libraries}
    result = []
    for path, source, kind in binaries:
        library = Path(source)
        mark = _LONG_NAMED.get(Path(path).name)
        if mark is not None and library in known:
            others = [names for each, names in known.items() if each != library]
            others += map(short_names.exported_and_asked_for, short_names.loaded_with(library))
            target = folder / f"short-{Path(path).name}"
            try:
                short_names.shorten(library, target, set().union(*others), mark)
            except short_names.NotSuitedError as reason:
                print(f"{path} keeps its long names: {reason}.")
            else:
                source = str(target)
        result.append((path, source, kind))
    return result


_RUNTIME = re.compile(r"(msvcp|vcruntime|concrt)140\w*\.dll", re.IGNORECASE)
_FIXED_FILE_INFO = b"\xbd\x04\xef\xfe"  # how VS_FIXEDFILEINFO begins; the version is 8 bytes behind


def one_runtime(binaries: list[Entry]) -> list[Entry]:
    """Of each of Microsoft's run-time libraries only the newest, beside the program's other libraries; Windows alone.

    Qt's wheels bring older ones than TensorFlow was built with, and the first that is loaded is everybody's.
    Wine has run this, no Windows yet.
    """
    newest: dict[str, Entry] = {}
    others = []
    for path, source, kind in binaries:
        name = Path(path.replace("\\", "/")).name.lower()
        if _RUNTIME.fullmatch(name) is None:
            others.append((path, source, kind))
        elif name not in newest or _version(source) > _version(newest[name][1]):
            newest[name] = (name, source, kind)
    return [*others, *newest.values()]


def _version(library: str) -> tuple[int, ...]:
    content = Path(library).read_bytes()
    at = content.find(_FIXED_FILE_INFO)
    if at < 0:
        return ()
    high, low = struct.unpack_from("<II", content, at + 8)
    return high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF


def whole_mnist() -> list[Entry]:
    """All 70,000 digits, for classrooms without a network, if `DIGITPAD_BUNDLE_MNIST` says where they are.

    Raises:
        SystemExit: the file does not hold MNIST, with one sentence.
    """
    source = os.environ.get("DIGITPAD_BUNDLE_MNIST")
    if not source:
        return []
    from digitpad.data.formats import read_npz
    from digitpad.errors import DigitpadError

    try:
        train, test = read_npz(Path(source), 10)
    except DigitpadError as error:
        raise SystemExit(f"DIGITPAD_BUNDLE_MNIST: {error}") from error
    if (len(train), len(test)) != (60_000, 10_000):
        counts = f"{len(train):,} and {len(test):,} pictures"
        raise SystemExit(f"DIGITPAD_BUNDLE_MNIST: {source} holds {counts}; MNIST has 60,000 and 10,000.")
    return [("digitpad/assets/datasets/mnist.npz", source, "DATA")]
