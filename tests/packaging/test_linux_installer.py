"""The installer that needs no root, around a stand-in for the frozen program: really run, in homes of its own."""

import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from helpers.linux_packages import done, run, tool, tree

from digitpad import __version__

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs the tools of Linux")


@pytest.fixture
def home(tmp_path):
    """A home folder with a space and letters of more than ASCII, and something in it already."""
    home = tmp_path / "Zoë Müller" / "学生"
    (home / ".local" / "share" / "digitpad").mkdir(parents=True)
    (home / ".local" / "share" / "digitpad" / "samples.db").write_text("drawings")
    (home / ".local" / "share" / "applications").mkdir()
    (home / ".local" / "share" / "applications" / "other.desktop").write_text("[Desktop Entry]\n")
    return home


def programs(home):
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


@contextmanager
def open_window(command):
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
