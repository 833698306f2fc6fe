"""The Linux packages around a stand-in for the frozen program: quick to pack, and looked into."""

import os
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from helpers.linux_packages import LINUX, done, run, tool, tree

from digitpad import __version__
from digitpad.cli.main import main

SHARE = LINUX / "share"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs the tools of Linux")


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
    assert types == ["application/x-keras", "application/x-digitpad-digits", "application/x-digitpad-lesson"]
    assert set(types) <= set(opened)
    for name in types:
        assert (SHARE / "icons/hicolor/scalable/mimetypes" / f"{name.replace('/', '-')}.svg").is_file()


def test_our_files_have_types_of_their_own(tmp_path):
    """Though both are zip archives, which their first bytes say."""
    (tmp_path / "mime").mkdir()
    shutil.copytree(SHARE / "mime" / "packages", tmp_path / "mime" / "packages")
    done(tool("update-mime-database"), tmp_path / "mime", XDG_DATA_HOME=str(tmp_path))
    ask = "import sys; from PySide6 import QtCore; print(QtCore.QMimeDatabase().mimeTypeForFile(sys.argv[1]).name())"
    for name, kind in (
        ("my network.keras", "application/x-keras"), ("7b.digits", "application/x-digitpad-digits"),
        ("fast.digitlesson", "application/x-digitpad-lesson"),
    ):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("manifest.json", "{}")
        found = done(sys.executable, "-c", ask, tmp_path / name, XDG_DATA_HOME=str(tmp_path))
        assert found.strip() == kind


def test_the_manual_has_no_mistakes():
    assert done(tool("man"), "--warnings", "-l", SHARE / "man" / "man1" / "digitpad.1").startswith("DIGITPAD(1)")


def test_the_manual_names_every_command(capsys):
    def listed(*command):
        with pytest.raises(SystemExit):
            main([*command, "--help"])
        return re.findall(r"^    ([a-z]+)\b", capsys.readouterr().out, re.MULTILINE)

    manual = (SHARE / "man" / "man1" / "digitpad.1").read_text()
    commands = listed()
    assert len(commands) == 7
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
