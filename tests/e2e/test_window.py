"""The program in real processes: from the command line, under an X server of its own, out of a wheel."""

import json
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
DRIVER = Path(__file__).with_name("driver.py")
PATIENCE = 240

PYTHON = [sys.executable, "-W", "error", "-W", "ignore:gc:ResourceWarning"]
"""Any warning is an error, but for the one about PySide6's Property objects, which Python cannot collect at its end."""

pytestmark = pytest.mark.e2e


def digitpad(
    *arguments, environment, folder=None
):
    command = [*PYTHON, "-m", "digitpad", *arguments]
    return subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )


def drive(step, data_dir, network, environment):
    command = [*PYTHON, str(DRIVER), step, str(data_dir), str(network)]
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    result = json.loads(done.stdout)
    assert isinstance(result, dict)
    return result


def test_draw_train_stop_train_save_and_open_again(tmp_path, on_screen):
    """The whole loop on a real screen; the second process starts with nothing but the file.

    Both windows are new to their users, so they are equally large and the same drawing has the same points.
    """
    network = tmp_path / "Zoë Müller" / "the 7b's.keras"
    first = drive("train", tmp_path / "one", network, on_screen)
    assert first["platform"] == "xcb"
    assert first["answer"] == "7"
    assert str(first["stopped"]).startswith("Stopped after ")
    assert str(first["trained"]).startswith("Finished after 2 epochs: ")
    assert first["after"] != first["before"]
    assert not first["modified"]
    assert first["heavy"]
    second = drive("open", tmp_path / "other", network, on_screen)
    assert second["after"] == first["after"]
    assert str(second["title"]).startswith("the 7b's.keras")
    assert not second["heavy"]


def test_clothes_are_called_by_their_names_everywhere(tmp_path, on_screen):
    """Fashion-MNIST on board: chosen, trained on, and a test picture answered."""
    told = drive("clothes", tmp_path / "data", tmp_path / "unused.keras", on_screen)
    names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]
    assert told["names"] == names
    assert str(told["trained"]).startswith("Finished after 2 epochs: ")
    assert str(told["title"]).startswith("Run 1")
    probabilities = told["probabilities"]
    assert isinstance(probabilities, list)
    assert sum(probabilities) == pytest.approx(1, abs=1e-4)
    best = names[probabilities.index(max(probabilities))]
    assert str(told["says"]).startswith(f"{best}, ")
    assert told["answer"] in (best, "?")
    assert told["truth"] in names
    assert told["verdict"] == ("Right" if told["truth"] == best else "Wrong")


def test_closing_while_tensorflow_loads_ends_in_order(tmp_path, on_screen):
    assert drive("close", tmp_path / "data", tmp_path / "unused.keras", on_screen)["running"] is False


@pytest.mark.parametrize("locale", ["C", "tr_TR.UTF-8"])
def test_the_self_test_passes_whatever_home_and_language_are(environment, locale):
    """A language that is not installed counts as C to the system, but not to everything that reads its name."""
    done = digitpad("--self-test", environment=environment | {"LANG": locale, "LC_ALL": locale})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "OK"


def test_the_check_knows_the_screen(on_screen):
    done = digitpad("--check", "--json", environment=on_screen)
    assert (done.returncode, done.stderr) == (0, "")
    rows = {row["name"]: row for row in json.loads(done.stdout)["checks"]}
    assert rows["Screen"]["sentence"].startswith("1280 × 1024 at 100")


def test_the_demo_leaves_a_picture(environment, tmp_path):
    done = digitpad("demo", "--screenshot", "window.png", environment=environment, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    picture = (tmp_path / "window.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 10_000
    assert "network just trained" in done.stdout
    assert "Traceback" not in done.stderr


def test_without_a_display_it_says_so_in_one_line(environment):
    done = digitpad(environment=environment)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("digitpad: There is no display to open a window on")
    assert done.stderr.count("\n") == 1


SAYING_THAT_IT_IS_OPEN = """
import sys
from digitpad import app
from digitpad.cli import main as cli
create_window = app.create_window

def watched(*arguments, **options):
    window = create_window(*arguments, **options)
    window.ready.connect(lambda: print("open", flush=True))
    return window

app.create_window = watched
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl+C", "log off"])
def test_the_window_opens_and_ends_with_its_session(tmp_path, on_screen, end):
    command = [*PYTHON, "-c", SAYING_THAT_IT_IS_OPEN, "--data-dir", str(tmp_path / "data")]
    with subprocess.Popen(
        command, env=on_screen, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
            process.send_signal(end)
            out, err = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
    assert (out, err) == ("", "")
    assert process.returncode in (0, 130, -end)


def test_the_wheel_holds_everything(tmp_path, environment):
    """Built from a copy, so that nothing is left in the checkout."""
    source = tmp_path / "source"
    source.mkdir()
    for name in ("digitpad", "assets", "pyproject.toml", "README.md", "LICENSE"):
        path = REPOSITORY / name
        copy = shutil.copytree if path.is_dir() else shutil.copy
        copy(path, source / name)
    command = [sys.executable, "-m", "pip", "wheel", str(source), "--no-deps", "--no-build-isolation",
               "--no-index", "--disable-pip-version-check", "--quiet", "--wheel-dir", str(tmp_path)]
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("digitpad-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
        (entry_points,) = (name for name in held if name.endswith("entry_points.txt"))
        assert "digitpad = digitpad.cli.main:main" in archive.read(entry_points).decode()
    wanted = {f"digitpad/{path.relative_to(REPOSITORY).as_posix()}"
              for path in (REPOSITORY / "assets").rglob("*") if path.is_file()}
    assert "digitpad/assets/models/digitpad.keras" in wanted
    assert "digitpad/assets/datasets/mnist-5k.npz" in wanted
    assert wanted <= held
    modules = {path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "digitpad").rglob("*.py")}
    assert modules <= held
    assert not any(name.startswith(("tests/", "assets/", "scripts/", "benchmarks/")) for name in held)
