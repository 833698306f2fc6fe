"""What goes into the frozen program, without building it: that takes minutes and is done by `make test-app`."""

import importlib.metadata
import json
import struct
import subprocess
import sys
from pathlib import Path

import contents
import numpy as np
import PIL
import pytest
import stand_ins
from PIL import Image

REPOSITORY = Path(__file__).resolve().parents[2]

# Files of the wheels without which the program does less than it promises; checked against what is installed.
NEEDED = {
    "tensorflow-cpu": [
        "tensorflow/libtensorflow_cc.so.2",
        "tensorflow/libtensorflow_framework.so.2",
        "tensorflow/python/lib_pywrap_tensorflow_common.so",
        "tensorflow/python/_pywrap_tfe.so",
        "tensorflow/THIRD_PARTY_NOTICES.txt",
    ],
    "PySide6-Essentials": [
        "PySide6/QtCore.abi3.so",
        "PySide6/QtGui.abi3.so",
        "PySide6/QtSvg.abi3.so",
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt/lib/libQt6DBus.so.6",
        "PySide6/Qt/lib/libQt6WaylandClient.so.6",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
    ],
    "h5py": ["h5py/_hl/files.py"],
    "pillow": ["PIL/Image.py", "PIL/JpegImagePlugin.py", "PIL/MpoImagePlugin.py", "PIL/WebPImagePlugin.py"],
}
UNWANTED = {
    "tensorflow-cpu": [
        "tensorflow/compiler/mlir/stablehlo/stablehlo_extension.so",
        "tensorflow/python/profiler/internal/_pywrap_profiler_plugin.so",
        "tensorflow/lite/python/libpywrap_tflite_common.so",
        "tensorflow/compiler/tf2xla/ops/_xla_ops.so",
    ],
    "PySide6-Essentials": [
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/Qt/lib/libQt6OpenGL.so.6",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/platforms/libqminimal.so",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so",
        "PySide6/Qt/translations/qtbase_de.qm",
    ],
}
SYSTEM_NEEDED = ("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxkbcommon-x11.so.0", "libX11.so.6", "libXext.so.6",
                 "libXrender.so.1", "libcrypto.so.3", "libssl.so.3", "libsqlite3.so.0", "libfontconfig.so.1",
                 "libglib-2.0.so.0", "libdbus-1.so.3")
SYSTEM_UNWANTED = ("libgtk-3.so.0", "libgdk_pixbuf-2.0.so.0", "libcairo.so.2", "libkrb5.so.3", "libXcursor.so.1",
                   "libXi.so.6", "libreadline.so.8", "libharfbuzz.so.0", "libgobject-2.0.so.0", "libgmodule-2.0.so.0")


def installed(package):
    """The files of a wheel, as paths inside the bundle."""
    files = importlib.metadata.distribution(package).files
    assert files is not None
    return {str(path) for path in files}


@pytest.mark.skipif(sys.platform != "linux", reason="the names of Linux' libraries")
@pytest.mark.parametrize(("table", "left_out"), [(NEEDED, False), (UNWANTED, True)], ids=["needed", "unwanted"])
def test_what_is_needed_stays_and_what_is_not_goes(table, left_out):
    for package, files in table.items():
        there = installed(package)
        for path in files:
            assert path in there, f"{package} has no {path} any more; is the table of today?"
            assert contents.is_left_out(path) is left_out, path


def test_the_system_libraries_that_come_along():
    assert not [name for name in SYSTEM_NEEDED if contents.is_left_out(name)]
    assert not [name for name in SYSTEM_UNWANTED if not contents.is_left_out(name)]


PARTS_NEEDED = ("Core", "DBus", "Gui", "Svg", "Widgets")
PARTS_UNWANTED = ("Network", "OpenGL", "OpenGLWidgets", "Pdf", "Qml", "QmlModels", "Quick", "Test", "VirtualKeyboard")


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/plugins/tls/qopensslbackend.dll",
        "PySide6/plugins/platforms/qdirect2d.dll",
        "PySide6/plugins/platforms/qminimal.dll",
        "PySide6/plugins/imageformats/qwebp.dll",
        "PySide6/plugins/platforminputcontexts/qtvirtualkeyboardplugin.dll",
        "PySide6/translations/qtbase_de.qm",
        "PySide6/opengl32sw.dll",
        "PySide6/D3DCompiler_47.DLL",
        *(f"PySide6/Qt6{part}.dll" for part in PARTS_UNWANTED),
        *(f"PySide6/Qt{part}.pyd" for part in PARTS_UNWANTED),
    ],
)
def test_what_windows_does_without(path):
    assert contents.is_left_out(path)


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/plugins/platforms/qoffscreen.dll",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/plugins/imageformats/qjpeg.dll",
        "PySide6/plugins/imageformats/qsvg.dll",
        "PySide6/plugins/iconengines/qsvgicon.dll",
        "PySide6/pyside6.abi3.dll",
        *(f"PySide6/Qt6{part}.dll" for part in PARTS_NEEDED),
        *(f"PySide6/Qt{part}.pyd" for part in PARTS_NEEDED),
    ],
)
def test_what_windows_needs(path):
    assert not contents.is_left_out(path)


def framework(part):
    """Everything in one part of Qt on a Mac, links included: it is signed as a whole, and goes or stays as one."""
    top = f"PySide6/Qt/lib/Qt{part}.framework"
    return [f"{top}/{name}" for name in (
        f"Qt{part}", "Resources", "Versions/Current", f"Versions/A/Qt{part}", "Versions/A/Resources/Info.plist",
        "Versions/A/Resources/PrivacyInfo.xcprivacy", "Versions/A/_CodeSignature/CodeResources",
    )]  # fmt: skip


@pytest.mark.parametrize("part", PARTS_UNWANTED)
def test_a_framework_that_goes_goes_as_a_whole(part):
    assert [path for path in framework(part) if not contents.is_left_out(path)] == []


@pytest.mark.parametrize("part", PARTS_NEEDED)
def test_a_framework_that_stays_stays_as_a_whole(part):
    assert [path for path in framework(part) if contents.is_left_out(path)] == []


def test_what_else_a_mac_needs_and_does_without():
    plugins = "PySide6/Qt/plugins"
    assert contents.is_left_out("PySide6/QtNetwork.abi3.so")
    assert contents.is_left_out(f"{plugins}/platforms/libqminimal.dylib")
    assert contents.is_left_out("PySide6/Qt/translations/qtbase_de.qm")
    for name in ("platforms/libqcocoa", "platforms/libqoffscreen", "styles/libqmacstyle", "imageformats/libqjpeg"):
        assert not contents.is_left_out(f"{plugins}/{name}.dylib"), name


def test_none_of_our_own_files_stays_out():
    ours = [path.relative_to(REPOSITORY) for path in (REPOSITORY / "assets").rglob("*") if path.is_file()]
    assert len(ours) > 10
    assert not [path for path in ours if contents.is_left_out(f"digitpad/{path}")]


def test_every_pattern_and_module_has_a_reason():
    for table in (contents.LEFT_OUT_MODULES, contents.LEFT_OUT_FILES):
        assert all(reason.strip() for reason in table.values())


def test_only_what_may_be_stripped_is(tmp_path):
    """What auditwheel has rewritten, with a hash in its name, does not load any more when it is stripped."""
    library = str(next(Path(np.__file__).parent.glob("_core/_simd.*.so")))
    entries = [
        ("numpy/_core/_simd.so", library, "EXTENSION"),
        ("numpy.libs/libgfortran-040039e1.so.5", library, "BINARY"),
        ("h5py/libhdf5-8c29085d.so.310", library, "BINARY"),
        ("link.so", library, "SYMLINK"),
    ]
    result = contents.stripped(entries, tmp_path / "stripped")
    assert [(path, kind) for path, _, kind in result] == [(path, kind) for path, _, kind in entries]
    assert Path(result[0][1]).parent == tmp_path / "stripped"
    assert Path(result[0][1]).stat().st_size <= Path(library).stat().st_size
    assert [source for _, source, _ in result[1:]] == [library] * 3


def dll(path, *version):
    """As much of a library of Windows as tells its version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    first, second, third, fourth = version
    info = struct.pack("<4I", 0xFEEF04BD, 0x10000, first << 16 | second, third << 16 | fourth)
    path.write_bytes(b"MZ" + bytes(100) + info + bytes(100))
    return str(path)


def test_of_microsofts_run_time_libraries_only_the_newest_stay(tmp_path):
    old = dll(tmp_path / "old" / "MSVCP140.dll", 14, 28, 29914, 0)
    new = dll(tmp_path / "new" / "msvcp140.dll", 14, 40, 33810, 2)
    unknown = tmp_path / "unknown.dll"
    unknown.write_bytes(b"MZ")
    entries = [
        ("PySide6\\MSVCP140.dll", old, "BINARY"),
        ("PySide6\\Qt6Core.dll", old, "BINARY"),
        ("shiboken6/MSVCP140_1.dll", old, "BINARY"),
        ("msvcp140.dll", new, "BINARY"),
        ("tensorflow/msvcp140.dll", str(unknown), "BINARY"),
        ("VCRUNTIME140.dll", old, "BINARY"),
    ]
    assert contents.one_runtime(entries) == [
        ("PySide6\\Qt6Core.dll", old, "BINARY"),
        ("msvcp140.dll", new, "BINARY"),
        ("msvcp140_1.dll", old, "BINARY"),
        ("vcruntime140.dll", old, "BINARY"),
    ]


def test_all_of_mnist_is_bundled_only_when_asked_for(monkeypatch):
    monkeypatch.delenv("DIGITPAD_BUNDLE_MNIST", raising=False)
    assert contents.whole_mnist() == []


def test_all_of_mnist_is_bundled(monkeypatch):
    mnist = REPOSITORY.parent / "shared" / "data" / "mnist.npz"
    if not mnist.exists():
        pytest.skip(f"{mnist} is not there")
    monkeypatch.setenv("DIGITPAD_BUNDLE_MNIST", str(mnist))
    assert contents.whole_mnist() == [("digitpad/assets/datasets/mnist.npz", str(mnist), "DATA")]


@pytest.mark.parametrize("name", ["absent.npz", "mnist-5k.npz", "text.npz"])
def test_something_else_than_mnist_is_refused(name, tmp_path, monkeypatch):
    (tmp_path / "text.npz").write_text("not a picture")
    (tmp_path / "mnist-5k.npz").write_bytes((REPOSITORY / "assets" / "datasets" / "mnist-5k.npz").read_bytes())
    monkeypatch.setenv("DIGITPAD_BUNDLE_MNIST", str(tmp_path / name))
    with pytest.raises(SystemExit, match=rf"DIGITPAD_BUNDLE_MNIST: .*{name}.*\.$"):
        contents.whole_mnist()


def test_a_stand_in_can_be_imported_and_asked_about_but_not_used(monkeypatch):
    monkeypatch.setattr(stand_ins, "STAND_INS", ("somewhere.else",))
    monkeypatch.setattr(sys, "meta_path", [stand_ins.Finder(), *sys.meta_path])
    assert stand_ins.Finder().find_spec("somewhere.elsewhere") is None
    assert stand_ins.Finder().find_spec("somewhere") is None
    spec = stand_ins.Finder().find_spec("somewhere.else.entirely")
    assert spec is not None
    module = stand_ins.Finder().create_module(spec)
    assert not isinstance(1, module.Thing)
    with pytest.raises(RuntimeError, match=r"^somewhere\.else\.entirely\.Thing was left out of this program\.$"):
        module.Thing(1, two=2)
    with pytest.raises(AttributeError):
        _ = module.__all__


def test_nothing_changes_outside_the_frozen_program():
    assert not [finder for finder in sys.meta_path if isinstance(finder, stand_ins.Finder)]


BARE = """
import importlib.abc, json, sys
sys.path[:0] = [{frozen!r}, {repository!r}]
import contents, stand_ins

class LeftOut(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if any(name == each or name.startswith(each + ".") for each in contents.LEFT_OUT_MODULES):
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path[:0] = [stand_ins.Finder(), LeftOut()]
from digitpad.cli.main import main
code = main(json.loads(sys.argv[1]))
import tensorflow
bad = [name for name in sys.modules if any(name.startswith(each + ".") for each in contents.LEFT_OUT_MODULES)]
sys.exit(code or len(bad))
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--self-test"],
        ["train", "--hidden", "24,16", "--epochs", "1", "--optimizer", "rmsprop", "--dropout", "0.2", "--augment",
         "--averaging", "0.9", "--schedule", "cosine", "--activation", "leaky_relu", "--out", "net.keras"],
        ["train", "--hidden", "16", "--epochs", "1", "--optimizer", "momentum", "--out", "net.keras"],
    ],
    ids=["self-test", "everything on", "momentum"],
)
def test_what_is_left_out_is_not_missed(arguments, tmp_path):
    """The program from source, with the same modules missing or replaced as in the frozen one."""
    script = BARE.format(frozen=str(REPOSITORY / "packaging" / "frozen"), repository=str(REPOSITORY))
    command = [sys.executable, "-c", script, json.dumps(arguments)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=240, check=False)
    assert done.returncode == 0, done.stderr


def test_every_kind_of_picture_is_read_without_the_rest_of_pillow(tmp_path):
    image = Image.new("L", (60, 60), 255)
    image.paste(0, (25, 10, 32, 50))
    for form in ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "MPO"):
        more = {"save_all": True, "append_images": [image]} if form == "MPO" else {}
        image.save(tmp_path / form, form, **more)
    script = BARE.format(frozen=str(REPOSITORY / "packaging" / "frozen"), repository=str(REPOSITORY))
    arguments = ["recognize", *sorted(str(path) for path in tmp_path.iterdir())]
    command = [sys.executable, "-c", script.replace("import tensorflow\n", ""), json.dumps(arguments)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=240, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line[0] for line in done.stdout.splitlines()] == ["1"] * 7


@pytest.mark.skipif(sys.platform != "linux", reason="the names of Linux' libraries")
def test_of_pillows_libraries_those_stay_that_load_what_stays():
    libraries = [path for path in installed("pillow") if path.startswith("pillow.libs/")]
    gone = {Path(path).name.partition("-")[0] for path in libraries if contents.is_left_out(path)}
    assert gone == {"libavif", "libbrotlicommon", "libbrotlidec", "libfreetype", "libharfbuzz", "liblcms2", "libpng16"}
    loaded = set()
    for name in ("_imaging", "_webp"):
        (library,) = (Path(PIL.__file__).parent).glob(f"{name}.*.so")
        loaded |= set(subprocess.run(["ldd", library], capture_output=True, text=True, check=True).stdout.split())
    assert not [path for path in libraries if contents.is_left_out(path) and Path(path).name in loaded]


def test_all_of_pillows_formats_are_known():
    """A new one stays out, or is tried first."""
    known = {"PIL." + name for name in PIL._plugins}
    stay = {f"PIL.{name}ImagePlugin" for name in ("Bmp", "Gif", "Jpeg", "Mpo", "Png", "Tiff", "WebP")}
    assert known - contents.LEFT_OUT_MODULES.keys() == stay
