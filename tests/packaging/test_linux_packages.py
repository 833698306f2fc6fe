"""The Linux packages around a stand-in for the frozen program: quick to pack, and really installed."""

import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from digitpad import __version__
from digitpad.cli import main

LINUX = Path(__file__).resolve().parents[2] / "packaging" / "linux"
SHARE = LINUX / "share"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs the tools of Linux")


def tool(name: str) -> str:
    """A program that CI has and other computers may lack."""
    if (path := shutil.which(name)) is None:
        assert "CI" not in os.environ, f"{name} is missing"
        pytest.skip(f"{name} is not here")
    return path


def run(*command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment: Mapping[str, str] = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "XZ_LEVEL": "0", **variables}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100)


def done(*command: str | Path, **variables: str) -> str:
    """Standard output of a command that must succeed and complain about nothing."""
    finished = run(*command, **variables)
    assert finished.returncode == 0, finished.stderr
    assert finished.stderr == ""
    return finished.stdout


def tree(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like the frozen program's; the program in it is `sleep`, which takes no libraries but the C library."""
    folder = tmp_path_factory.mktemp("made") / "digitpad"
    data = folder / "_internal" / "digitpad" / "assets"
    data.mkdir(parents=True)
    (data / "é 1.txt").write_text("a file with a name of more than ASCII")
    (data / "é 1.txt").chmod(0o777)  # as a careless build may leave it
    (folder / "_internal" / "liblink.so").symlink_to("digitpad/assets")
    shutil.copy(tool("sleep"), folder / "digitpad")
    return folder


@pytest.fixture(scope="module")
def built(stand_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with both packages."""
    out = tmp_path_factory.mktemp("dist")
    for name in ("objdump", "xz", "ar", "gzip"):
        tool(name)
    for script in ("build_deb.sh", "build_run.sh"):
        done("sh", LINUX / script, stand_in, out)
    return out


@pytest.fixture(scope="module")
def deb(built: Path) -> Path:
    return built / f"digitpad_{__version__}_amd64.deb"


@pytest.fixture(scope="module")
def installer(built: Path) -> Path:
    return built / f"Digitpad-{__version__}-linux-x86_64.run"


# What both packages are made of


def test_the_shell_scripts_have_no_known_faults():
    done(tool("shellcheck"), "-x", *sorted(LINUX.glob("*.sh")))


def test_the_menu_entry_is_valid():
    assert done(tool("desktop-file-validate"), SHARE / "applications" / "digitpad.desktop") == ""


def test_the_description_for_software_centres_is_valid(deb, tmp_path):
    done(tool("dpkg-deb"), "-x", deb, tmp_path)
    description = tmp_path / "usr/share/metainfo/org.digitpad.Digitpad.metainfo.xml"
    assert f'version="{__version__}"' in description.read_text()
    done(tool("appstreamcli"), "validate", "--no-net", description)


def test_menu_entry_and_file_types_agree():
    """What a file is called is what the menu entry opens, and every type has a picture."""
    types = re.findall(r'mime-type type="(.*)"', (SHARE / "mime" / "packages" / "digitpad.xml").read_text())
    entry = (SHARE / "applications" / "digitpad.desktop").read_text()
    opened = re.findall(r"^MimeType=(.*);$", entry, re.MULTILINE)[0].split(";")
    assert types == ["application/x-keras", "application/x-digitpad-digits"]
    assert set(types) <= set(opened)
    for name in types:
        assert (SHARE / "icons/hicolor/scalable/mimetypes" / f"{name.replace('/', '-')}.svg").is_file()


def test_a_keras_file_and_a_digits_file_have_types_of_their_own(tmp_path):
    """Though both are zip archives, which their first bytes say."""
    (tmp_path / "mime").mkdir()
    shutil.copytree(SHARE / "mime" / "packages", tmp_path / "mime" / "packages")
    done(tool("update-mime-database"), tmp_path / "mime", XDG_DATA_HOME=str(tmp_path))
    ask = "import sys; from PySide6 import QtCore; print(QtCore.QMimeDatabase().mimeTypeForFile(sys.argv[1]).name())"
    for name, kind in (("my network.keras", "application/x-keras"), ("7b.digits", "application/x-digitpad-digits")):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("manifest.json", "{}")
        found = done(sys.executable, "-c", ask, tmp_path / name, XDG_DATA_HOME=str(tmp_path))
        assert found.strip() == kind


def test_the_manual_has_no_mistakes():
    assert done(tool("man"), "--warnings", "-l", SHARE / "man" / "man1" / "digitpad.1").startswith("DIGITPAD(1)")


def test_the_manual_names_every_command(capsys):
    def listed(*command: str) -> list[str]:
        with pytest.raises(SystemExit):
            main([*command, "--help"])
        return re.findall(r"^    ([a-z]+)\b", capsys.readouterr().out, re.MULTILINE)

    manual = (SHARE / "man" / "man1" / "digitpad.1").read_text()
    commands = listed()
    assert len(commands) == 6
    for command in commands:
        for words in [f"{command} {action}" for action in listed(command)] or [command]:
            assert re.search(rf'^\.B.*\b{words}\b', manual, re.MULTILINE), words


def test_what_is_neither_in_the_program_nor_in_the_list_of_libraries_stops_the_build(stand_in, tmp_path):
    from PySide6 import QtCore

    folder = tmp_path / "digitpad"
    shutil.copytree(stand_in, folder, symlinks=True)
    shutil.copy(QtCore.__file__, folder / "_internal")
    for script in ("build_deb.sh", "build_run.sh"):
        refused = run("sh", LINUX / script, folder, tmp_path / "out")
        assert refused.returncode == 1
        assert re.fullmatch(rf"{script}: the program needs lib\S+, which is neither in it nor .*\n", refused.stderr)
        assert tree(tmp_path / "out") == set()


# The Debian package


def test_the_same_source_makes_the_same_package(built, stand_in, tmp_path):
    for script, package in (("build_deb.sh", "*.deb"), ("build_run.sh", "*.run")):
        done("sh", LINUX / script, stand_in, tmp_path)
        first, second = next(built.glob(package)), next(tmp_path.glob(package))
        assert first.name == second.name
        assert first.read_bytes() == second.read_bytes()


def test_the_package_says_what_it_needs(deb):
    depends = done(tool("dpkg-deb"), "-f", deb, "Depends").strip().split(", ")
    assert re.fullmatch(r"libc6 \(>= 2\.\d+\)", depends[2])
    assert [*depends[:2], *depends[3:]] == [
        "fontconfig-config", "fonts-dejavu-core | fonts-freefont-ttf", "libx11-data", "xkb-data",
    ]  # fmt: skip


def test_everything_in_the_package_is_roots_and_nobody_else_may_write_it(deb):
    lines = done(tool("dpkg-deb"), "-c", deb).splitlines()
    assert {line.split()[1] for line in lines} == {"root/root"}
    assert {line[:10] for line in lines} == {"drwxr-xr-x", "-rw-r--r--", "-rwxr-xr-x", "lrwxrwxrwx"}
    executed = [line.split()[5] for line in lines if line.startswith("-rwx")]
    assert executed == ["./usr/lib/digitpad/digitpad"]


def test_the_package_has_its_sums_and_no_scripts(deb, tmp_path):
    done(tool("dpkg-deb"), "-R", deb, tmp_path)
    assert {path.name for path in (tmp_path / "DEBIAN").iterdir()} == {"control", "md5sums"}
    assert (tmp_path / "usr" / "bin" / "digitpad").resolve() == tmp_path / "usr" / "lib" / "digitpad" / "digitpad"
    sums = subprocess.run(["md5sum", "--check", "--quiet", "DEBIAN/md5sums"], cwd=tmp_path, capture_output=True)
    assert (sums.returncode, sums.stdout) == (0, b"")


def test_debian_has_nothing_against_the_package(deb):
    """Warnings may be about the stand-in; errors fail."""
    finished = run(tool("lintian"), "--fail-on", "error", "--allow-root", "--no-user-dirs", deb)
    assert finished.returncode == 0, finished.stdout


# The installer without root


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with a space and letters of more than ASCII, and something in it already."""
    home = tmp_path / "Zoë Müller" / "学生"
    (home / ".local" / "share" / "digitpad").mkdir(parents=True)
    (home / ".local" / "share" / "digitpad" / "samples.db").write_text("drawings")
    (home / ".local" / "share" / "applications").mkdir()
    (home / ".local" / "share" / "applications" / "other.desktop").write_text("[Desktop Entry]\n")
    return home


def programs(home: Path) -> list[Path]:
    return sorted((home / ".local" / "lib" / "digitpad").glob("program-*"))


def test_installed_upgraded_removed_and_nothing_is_left(installer, home):
    before = tree(home)
    said = done("sh", installer, HOME=str(home)).splitlines()
    assert len(said) == 3
    assert said[0].startswith(f"Digitpad {__version__} is installed in {home}/.local/lib/digitpad")
    command = home / ".local" / "bin" / "digitpad"
    done(command, "0")
    assert before < tree(home)

    first = programs(home)
    assert done("sh", installer, "--quiet", HOME=str(home)) == ""
    assert len(programs(home)) == 1
    assert programs(home) != first
    done(command, "0")

    done(home / ".local" / "lib" / "digitpad" / "uninstall.sh")
    caches = {".local/share/applications/mimeinfo.cache"}  # of the other program's entry; not there without the tool
    assert tree(home) - caches == before
    assert (home / ".local" / "share" / "digitpad" / "samples.db").read_text() == "drawings"


def test_the_menu_entry_starts_the_installed_program(installer, tmp_path):
    home = tmp_path / 'a "strange" $HOME 100%'
    home.mkdir()
    done("sh", installer, HOME=str(home))
    entry = home / ".local" / "share" / "applications" / "digitpad.desktop"
    done(tool("desktop-file-validate"), entry)
    # The two layers of quoting of the Desktop Entry Specification, taken off again.
    value = re.findall(r'^Exec="(.*)" %F$', entry.read_text(), re.MULTILINE)[0]
    path = re.sub(r"\\(.)", r"\1", value.replace("\\\\", "\\")).replace("%%", "%")
    assert Path(path) == home / ".local" / "bin" / "digitpad"


def test_another_place_and_another_home_for_data(installer, tmp_path, home):
    before = tree(home)
    done("sh", installer, "--prefix", tmp_path / "over there", HOME=str(home))
    done(tmp_path / "over there" / "bin" / "digitpad", "0")
    assert (tmp_path / "over there" / "share" / "applications" / "digitpad.desktop").is_file()
    assert tree(home) == before
    done("sh", installer, f"--prefix={tmp_path / 'over there'}", "--uninstall", HOME=str(home))
    assert not (tmp_path / "over there").exists()

    data = tmp_path / "data"
    done("sh", installer, HOME=str(home), XDG_DATA_HOME=str(data))
    assert (data / "applications" / "digitpad.desktop").is_file()
    done("sh", installer, "--uninstall", HOME=str(home))  # knows by itself where everything went
    assert not data.exists()
    assert tree(home) == before


def test_data_beside_the_program_are_kept(installer, home):
    """Somebody has made the folder that a copy on a stick keeps its data in."""
    done("sh", installer, HOME=str(home))
    [program] = programs(home)
    (program / "digitpad-data").mkdir()
    (program / "digitpad-data" / "samples.db").write_text("drawings")
    done("sh", installer, HOME=str(home))
    [program] = programs(home)
    assert (program / "digitpad-data" / "samples.db").read_text() == "drawings"
    done("sh", installer, "--uninstall", HOME=str(home))
    assert tree(home / ".local" / "lib" / "digitpad") == {"digitpad-data", "digitpad-data/samples.db"}


def test_a_program_for_newer_systems_than_promised_is_not_packed(stand_in, tmp_path):
    refused = run(LINUX / "build_deb.sh", stand_in, tmp_path, NEWEST_GLIBC="2.1")
    assert refused.returncode != 0
    assert "the program needs glibc 2." in refused.stderr
    assert not list(tmp_path.glob("*.deb"))


def test_packages_can_be_made_without_git(stand_in, tmp_path):
    """From a tarball, or in a checkout that belongs to somebody else."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").write_text("#!/bin/sh\nexit 128\n")
    (tmp_path / "bin" / "git").chmod(0o755)
    done(LINUX / "build_deb.sh", stand_in, tmp_path, PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    assert list(tmp_path.glob("*.deb"))


@contextmanager
def open_window(command: Path) -> Iterator[None]:
    """The stand-in runs, as /proc says, until the end of the block."""
    with subprocess.Popen([command, "60"]) as window:
        try:
            program = command.resolve()
            deadline = time.monotonic() + 100
            while Path(f"/proc/{window.pid}/exe").resolve() != program and time.monotonic() < deadline:
                time.sleep(0.01)
            yield
        finally:
            window.kill()


@pytest.mark.parametrize("linked", [False, True], ids=["home", "linked home"])
def test_a_window_that_is_open_goes_on_while_its_program_is_replaced(installer, home, tmp_path, linked):
    """The system knows the program that runs by its real path only; a home may be reached through a link."""
    if linked:
        (tmp_path / "linked").symlink_to(home)
        home = tmp_path / "linked"
    done("sh", installer, HOME=str(home))
    with open_window(home / ".local" / "bin" / "digitpad"):
        done("sh", installer, HOME=str(home))
        assert len(programs(home)) == 2
        refused = run("sh", installer, "--uninstall", HOME=str(home))
        assert (refused.returncode, refused.stderr) == (2, "Digitpad: it is running; close it first.\n")
    done("sh", installer, HOME=str(home))
    assert len(programs(home)) == 1


def test_the_folder_of_commands_is_a_link_itself(installer, home, tmp_path):
    """As where somebody keeps them with their settings. An older installer made a relative link, which led nowhere."""
    (tmp_path / "settings" / "commands").mkdir(parents=True)
    (home / ".local" / "bin").symlink_to(tmp_path / "settings" / "commands")
    done("sh", installer, HOME=str(home))
    command = home / ".local" / "bin" / "digitpad"
    done(command, "0")
    command.unlink()
    command.symlink_to(f"../lib/digitpad/{programs(home)[0].name}/digitpad")
    done("sh", installer, HOME=str(home))
    done(command, "0")
    done("sh", installer, "--uninstall", HOME=str(home))
    assert tree(tmp_path / "settings") == {"commands"}


def test_a_home_that_is_reached_in_two_ways_is_one_home(installer, home, tmp_path):
    (tmp_path / "linked").symlink_to(home)
    for way in (home, tmp_path / "linked", home):
        done("sh", installer, HOME=str(way))
        [program] = programs(home)
        assert (home / ".local" / "bin" / "digitpad").resolve() == program / "digitpad"


def test_an_installation_that_was_cut_off_leaves_the_old_program_and_is_cleared_away(installer, home, tmp_path):
    done("sh", installer, HOME=str(home))
    (tmp_path / "bin").mkdir()
    # Unpacks half of it, and then the power fails.
    (tmp_path / "bin" / "tar").write_text(f'#!/bin/sh\n{tool("tar")} "$@"\nrm "$5/digitpad"\nkill -9 $PPID\n')
    (tmp_path / "bin" / "tar").chmod(0o755)
    cut_off = run("sh", installer, HOME=str(home), PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    assert cut_off.returncode == -9
    assert len(programs(home)) == 2
    done(home / ".local" / "bin" / "digitpad", "0")
    done("sh", installer, HOME=str(home))
    assert len(programs(home)) == 1
    done(home / ".local" / "bin" / "digitpad", "0")


@pytest.mark.parametrize("where", ["header", "payload", "end"])
def test_a_damaged_installer_is_refused_before_anything_is_written(installer, home, tmp_path, where):
    content = bytearray(installer.read_bytes())
    if where == "header":
        content = content.replace(b"header_lines='", b"header_lines='1")
    elif where == "payload":
        content[-1000] ^= 1
    else:
        del content[-1000:]
    damaged = tmp_path / "damaged.run"
    damaged.write_bytes(content)
    before = tree(home)
    refused = run("sh", damaged, HOME=str(home))
    assert refused.returncode == 2
    assert refused.stderr == "Digitpad: this file is incomplete or damaged; copy or download it again.\n"
    assert tree(home) == before


@pytest.mark.parametrize(
    ("tool_name", "prints", "sentence"),
    [
        ("df", "Avail\\n    7", "there is not enough room: "),
        ("getconf", "glibc 2.12", "this system is too old: its C library is 2.12, and Digitpad needs "),
        ("uname", "Linux aarch64", "this file is for Linux on 64-bit x86 (x86_64) only."),
    ],
)
def test_a_computer_on_which_it_cannot_work_is_refused(installer, home, tmp_path, tool_name, prints, sentence):
    (tmp_path / tool_name).write_text(f"#!/bin/sh\nprintf '{prints}'\n")
    (tmp_path / tool_name).chmod(0o755)
    before = tree(home)
    refused = run("sh", installer, HOME=str(home), PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"Digitpad: {sentence}")
    assert tree(home) == before


def test_what_is_not_ours_is_not_overwritten(installer, home):
    command = home / ".local" / "bin" / "digitpad"
    command.parent.mkdir()
    command.write_text("another program of this name")
    before = tree(home)
    refused = run("sh", installer, HOME=str(home))
    assert refused.returncode == 2
    assert "there is another" in refused.stderr
    assert tree(home) == before
    assert command.read_text() == "another program of this name"


def test_missing_libraries_are_named_with_the_line_that_brings_them(installer, home, tmp_path):
    """The header is text, so a library that nobody has is put into its list."""
    header, mark, payload = installer.read_bytes().partition(b"libraries='\n")
    strange = tmp_path / "strange.run"
    lines = int(re.findall(rb"header_lines='(\d+)'", header)[0]) + 2
    header = re.sub(rb"header_lines='\d+'", f"header_lines='{lines}'".encode(), header)
    strange.write_bytes(header + mark + b"libnobody.so.1   libnobody1\nlibc.so.6   libc6\n" + payload)
    finished = run("sh", strange, HOME=str(home))
    assert finished.returncode == 0
    assert finished.stderr.endswith("install them with: sudo apt-get install libnobody1 \n")


def test_an_unknown_option_is_named(installer, home):
    refused = run("sh", installer, "--silent", HOME=str(home))
    assert refused.returncode == 2
    assert refused.stderr == "Digitpad: there is no option --silent; --help lists those there are.\n"
