#!/bin/sh
# Install the system packages that Qt's window needs and Python's wheels do not bring, where they are missing:
# as root with apt; anywhere else print the one line to type. With the argument `tests`, also the screen and the tools
# that tests want; with `app`, what the frozen program is made with; with `wine`, what Windows' installers are tried
# with; with `windows`, also what a Windows Python is put together and driven with.
set -eu

[ "$(uname)" = Linux ] || exit 0
PATH="$PATH:/usr/sbin:/sbin"

missing=""
need() { # need PACKAGE if the shared library is not there
    ldconfig -p | grep -q "$2" || missing="$missing $1"
}
need libglib2.0-0 libglib-2.0.so.0
need libegl1 libEGL.so.1
need libgl1 libGL.so.1
need libfontconfig1 libfontconfig.so.1
need libdbus-1-3 libdbus-1.so.3
need libwayland-cursor0 libwayland-cursor.so.0
need libxkbcommon-x11-0 libxkbcommon-x11.so.0
need libxcb-cursor0 libxcb-cursor.so.0
need libxcb-icccm4 libxcb-icccm.so.4
need libxcb-keysyms1 libxcb-keysyms.so.1
need libxcb-shape0 libxcb-shape.so.0
need libxcb-image0 libxcb-image.so.0
need libxcb-render-util0 libxcb-render-util.so.0
need libxcb-randr0 libxcb-randr.so.0
need libxcb-xkb1 libxcb-xkb.so.1
if [ -z "$(find /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.fonts" -name '*.[ot]tf' -print -quit 2>/dev/null)" ]; then
    missing="$missing fonts-dejavu-core"
fi
python="${PYTHON:-python3}"
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    missing="$missing python3-venv"
fi
tool() { # tool PACKAGE if the command is not there
    command -v "$2" >/dev/null || missing="$missing $1"
}
if [ "${1:-}" = tests ]; then
    tool xvfb Xvfb
    tool xauth xauth
    # The installers are made around a stand-in and looked at.
    tool binutils objdump
    tool xz-utils xz
    tool nsis makensis
    tool wixl wixl
    tool msitools msiinfo
    tool desktop-file-utils desktop-file-validate
    tool shared-mime-info update-mime-database
    tool appstream appstreamcli
    tool man-db man
    tool lintian lintian
    tool shellcheck shellcheck
    # A processor of 2008.
    tool qemu-user-static qemu-x86_64-static
fi
if [ "${1:-}" = wine ] || [ "${1:-}" = windows ]; then
    tool xvfb Xvfb
    tool xauth xauth
    tool nsis makensis
    tool wixl wixl
    tool msitools msibuild
    tool "wine wine64" wine
    tool procps pgrep
fi
if [ "${1:-}" = windows ]; then
    tool gcc-mingw-w64-x86-64 x86_64-w64-mingw32-gcc
    tool osslsigncode osslsigncode
    tool xdotool xdotool
    tool scrot scrot
    "$python" -m pip --version >/dev/null 2>&1 || missing="$missing python3-pip"
    [ -d /usr/share/fonts/truetype/dejavu ] || missing="$missing fonts-dejavu-core"
fi
if [ "${1:-}" = app ]; then
    tool binutils strip
    # PyInstaller packs Python's library, which Debian's python3 itself does without.
    "$python" -c 'if True:
        import pathlib, sys, sysconfig
        folder, library = map(sysconfig.get_config_var, ("LIBDIR", "INSTSONAME"))
        sys.exit(not pathlib.Path(folder, library).exists())
    ' || missing="$missing $("$python" -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])')"
fi
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing what Qt needs from the system:$missing"
    apt-get update -qq
    # shellcheck disable=SC2086  # the list is meant to be split
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "Some system packages are missing. Install them with:"
    echo "    sudo apt-get install --no-install-recommends$missing"
    exit 1
fi
