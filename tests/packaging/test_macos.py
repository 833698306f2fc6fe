"""What can be known of the Mac's side without a Mac: its lists, and its scripts with stand-ins of Apple's commands."""

import plistlib
import re
import struct
import subprocess
from pathlib import Path

import pytest

from digitpad import __version__

ROOT = Path(__file__).resolve().parents[2]
MACOS = ROOT / "packaging" / "macos"
MACHINE_CODE = bytes.fromhex("cffaedfe") + bytes(28)


@pytest.fixture
def plist(packaging_module):
    """As it would stand in the application."""
    return plistlib.loads(plistlib.dumps(packaging_module("macos", "info").info_plist("0.1.0")))


@pytest.fixture
def application(tmp_path):
    contents = tmp_path / "dist" / "Digitpad.app" / "Contents"
    for name in ("MacOS/digitpad", "Frameworks/libz.dylib", "Frameworks/QtCore.framework/Versions/A/QtCore",
                 "Frameworks/numpy/core.so"):
        (contents / name).parent.mkdir(parents=True, exist_ok=True)
        (contents / name).write_bytes(MACHINE_CODE)
    (contents / "Info.plist").write_bytes(plistlib.dumps({}))
    (contents / "Frameworks" / "empty").touch()
    return contents.parent


def run(script, *arguments):
    return subprocess.run([MACOS / script, *arguments], check=True, capture_output=True, text=True, timeout=60)


def test_our_file_types_and_pictures_are_opened(plist):
    kinds = {kind for entry in plist["CFBundleDocumentTypes"] for kind in entry["LSItemContentTypes"]}
    declared = plist["UTExportedTypeDeclarations"] + plist["UTImportedTypeDeclarations"]
    endings = {kind["UTTypeIdentifier"]: kind["UTTypeTagSpecification"] for kind in declared}
    assert kinds == {*endings, "public.image"}
    suffixes = sorted(tags["public.filename-extension"] for tags in endings.values())
    assert suffixes == [["digitlesson"], ["digits"], ["keras"]]
    assert {tags["public.mime-type"][0] for tags in endings.values()} == {
        "application/x-keras", "application/x-digitpad-digits", "application/x-digitpad-lesson"
    }  # fmt: skip


def test_the_version_and_the_oldest_system_are_said(plist):
    assert plist["CFBundleVersion"] == plist["CFBundleShortVersionString"] == "0.1.0"
    assert plist["LSMinimumSystemVersion"] == "13.0"
    assert plist["NSHighResolutionCapable"] is True


def test_a_new_version_is_still_one_for_apple():
    assert re.fullmatch(r"\d+(\.\d+){0,2}", __version__), "CFBundleVersion is at most three numbers"


def test_entitlements_are_switches_of_the_hardened_runtime():
    entitlements = plistlib.loads((MACOS / "entitlements.plist").read_bytes())
    assert entitlements
    for name, value in entitlements.items():
        assert name.startswith("com.apple.security.cs.")
        assert value is True


def test_the_icon_holds_a_picture_of_every_size():
    content = (MACOS / "digitpad.icns").read_bytes()
    assert content[:4] == b"icns"
    assert struct.unpack(">I", content[4:8]) == (len(content),)
    found, at = {}, 8
    while at < len(content):
        length = struct.unpack(">I", content[at + 4 : at + 8])[0]
        picture = content[at + 8 : at + length]
        assert picture.startswith(b"\x89PNG")
        found[content[at : at + 4]] = struct.unpack(">II", picture[16:24])
        at += length
    assert {name: (side, side) for name, side in
            {b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic13": 256, b"ic08": 256, b"ic14": 512, b"ic09": 512,
             b"ic10": 1024}.items()} == found  # fmt: skip


@pytest.mark.parametrize("script", sorted(MACOS.glob("*.sh")), ids=lambda path: path.name)
def test_scripts_are_programs_without_slips(script):
    assert script.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", script], check=True)


def test_the_inside_is_signed_before_what_is_around_it(application, fake_commands):
    fake_commands("codesign", "xcrun", "ditto")
    run("sign_and_notarize.sh", application)
    *signed, verified = fake_commands.calls()
    assert verified == ["codesign", "--verify", "--deep", "--strict", str(application)]
    order = [Path(call[-1]).relative_to(application.parent).as_posix() for call in signed]
    assert sorted(order[:3]) == [f"Digitpad.app/Contents/Frameworks/{name}" for name in
                                 ("QtCore.framework/Versions/A/QtCore", "libz.dylib", "numpy/core.so")]
    assert order[3:] == ["Digitpad.app/Contents/Frameworks/QtCore.framework", "Digitpad.app"]
    assert all(call[1:4] == ["--force", "--sign", "-"] for call in signed)
    assert "--entitlements" in signed[-1]


def test_with_an_identity_it_is_notarised_and_the_ticket_stapled(application, fake_commands, monkeypatch):
    fake_commands("codesign", "xcrun", "ditto")
    monkeypatch.setenv("DIGITPAD_MAC_IDENTITY", "Developer ID Application: A School (TEAM)")
    monkeypatch.setenv("DIGITPAD_NOTARY_PROFILE", "school")
    run("sign_and_notarize.sh", application)
    calls = fake_commands.calls()
    assert calls[0][1:5] == ["--force", "--sign", "Developer ID Application: A School (TEAM)", "--timestamp"]
    packed, sent, stapled = calls[-3:]
    assert packed[:4] == ["ditto", "-c", "-k", "--keepParent"]
    assert sent == ["xcrun", "notarytool", "submit", packed[-1], "--keychain-profile", "school", "--wait"]
    assert stapled == ["xcrun", "stapler", "staple", str(application)]


def test_a_disk_image_is_signed_as_one_file(tmp_path, fake_commands):
    fake_commands("codesign", "xcrun", "ditto")
    image = tmp_path / "Digitpad.dmg"
    image.write_bytes(b"image")
    run("sign_and_notarize.sh", image)
    assert fake_commands.calls() == [["codesign", "--force", "--sign", "-", "--timestamp=none", str(image)]]


def test_the_disk_image_is_named_after_the_version(application, fake_commands):
    fake_commands("hdiutil", "ditto")
    printed = run("make_dmg.sh", application.parent).stdout
    image = application.parent / f"Digitpad-{__version__}-macos-arm64.dmg"
    assert printed == f"{image}\n"
    copied, made = fake_commands.calls()
    assert copied[:2] == ["ditto", str(application)]
    assert made[:4] == ["hdiutil", "create", "-volname", f"Digitpad {__version__}"]
    assert made[-1] == str(image)


BUSY = """#!/bin/sh
echo try >> "$0.tries"
test $(wc -l < "$0.tries") -gt {failures} || {{ echo "hdiutil: create failed - Resource busy" >&2; exit 1; }}
"""


@pytest.mark.parametrize(("failures", "tries", "code"), [(0, 1, 0), (4, 5, 0), (5, 5, 1)])
def test_a_busy_image_is_tried_again(failures, tries, code, application, fake_commands, tmp_path, monkeypatch):
    fake_commands("ditto", "hdiutil")
    monkeypatch.setenv("DIGITPAD_PAUSE", "0")
    hdiutil = tmp_path / "commands" / "hdiutil"
    hdiutil.write_text(BUSY.format(failures=failures))
    result = subprocess.run([MACOS / "make_dmg.sh", application.parent], capture_output=True, text=True, timeout=60)
    assert result.returncode == code
    assert (tmp_path / "commands" / "hdiutil.tries").read_text().count("try") == tries
    assert (".dmg" in result.stdout) == (code == 0)


def test_without_an_application_there_is_no_image(tmp_path, fake_commands):
    fake_commands("hdiutil", "ditto")
    result = subprocess.run([MACOS / "make_dmg.sh", tmp_path], capture_output=True, text=True, timeout=60)
    assert result.returncode == 2
    assert "Digitpad.app" in result.stderr
    assert fake_commands.calls() == []


@pytest.fixture
def mac(tmp_path, fake_commands, monkeypatch):
    """A Mac of shell scripts, on which an older Digitpad is installed; gives its folder for applications.

    Whoever runs is a line in a file; the commands that only are called are written down.
    """
    applications, commands, process = tmp_path / "Applications", tmp_path / "commands", tmp_path / "process"
    (applications / "Digitpad.app" / "of-the-older").mkdir(parents=True)
    fake_commands("hdiutil", "codesign", "digitpad", "open")
    monkeypatch.setenv("DIGITPAD_PAUSE", "0")
    scripts = {
        "ditto": f'mkdir "$2" && mkdir -p "$2/Contents/MacOS" && cp {commands}/digitpad "$2/Contents/MacOS/"',
        "pgrep": f"cat {process}",
        "lsof": "echo digitpad 4711 txt /Applications/Digitpad.app/Contents/libqcocoa.dylib",
        "pkill": f"rm {process}",
    }
    for name, script in scripts.items():
        (commands / name).write_text(f"#!/bin/sh\n{script}\n")
        (commands / name).chmod(0o755)
    with (commands / "open").open("a") as opening:
        opening.write(f"echo 4711 > {process}\n")
    return applications


def test_what_is_on_the_image_is_copied_tried_out_and_removed(tmp_path, fake_commands, mac):
    assert run("test_installed.sh", tmp_path / "Digitpad.dmg", mac).stdout == "OK\n"
    attached, verified, *tried, opened, detached = fake_commands.calls()
    assert attached[:3] == ["hdiutil", "attach", str(tmp_path / "Digitpad.dmg")]
    assert verified[:2] == ["codesign", "--verify"]
    assert tried == [["digitpad", "--self-test"], ["digitpad", "--check"]]
    assert opened == ["open", "-n", str(mac / "Digitpad.app")]
    assert detached[:3] == ["hdiutil", "detach", attached[-1]]
    assert list(mac.iterdir()) == []
    assert not (tmp_path / "process").exists()


@pytest.mark.parametrize(
    ("command", "script", "sentence"),
    [
        ("open", "true", "Digitpad does not start."),
        ("lsof", "echo libqoffscreen.dylib", "Digitpad opens no window."),
        ("pkill", "true", "Digitpad does not end."),
    ],
)
def test_a_window_that_does_not_come_or_go_is_noticed(command, script, sentence, tmp_path, mac):
    (tmp_path / "commands" / command).write_text(f"#!/bin/sh\n{script}\n")
    sleep = tmp_path / "commands" / "sleep"
    sleep.write_text("#!/bin/sh\n")  # nobody waits for a minute here
    sleep.chmod(0o755)
    result = subprocess.run([MACOS / "test_installed.sh", tmp_path / "Digitpad.dmg", mac], capture_output=True,
                            text=True, timeout=60)  # fmt: skip
    assert (result.returncode, result.stderr.splitlines()[-1]) == (1, sentence)
