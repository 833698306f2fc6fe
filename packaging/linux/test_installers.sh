#!/bin/sh
# Install, use and remove both Linux packages in fresh systems: test_installers.sh OUT_DIR [SUITE...]
#
# Needs root. A system is a chroot of Debian with nothing in it but apt; the program runs there as an ordinary user with
# no network, in a home folder with a difficult name, and cannot write its own folder. The screen is an X server outside,
# so that the packages alone bring what a window needs. One line a step; logs and pictures of the screen are left in
# build/installers. The fresh systems are kept in build/chroots, for they take a while to fetch.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
repository=$(CDPATH='' cd -- "$here/../.." && pwd)
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$repository/digitpad/__init__.py")
[ $# -ge 1 ] || { echo "say where the packages are" >&2; exit 2; }
out=$(CDPATH='' cd -- "$1" && pwd)
shift
[ $# -gt 0 ] || set -- bookworm trixie
deb=$out/digitpad_${version}_amd64.deb
run=$out/Digitpad-$version-linux-x86_64.run
[ "$(id -u)" = 0 ] || { echo "only root can make a chroot" >&2; exit 2; }

missing=""
need() { # need PACKAGE PROGRAM
    command -v "$2" >/dev/null || missing="$missing $1"
}
need mmdebstrap mmdebstrap
need lintian lintian
need qemu-user-static qemu-x86_64-static
need xvfb Xvfb
need xdotool xdotool
need procps pgrep
need binutils objdump
if [ -n "$missing" ]; then
    apt-get update -qq
    # shellcheck disable=SC2086  # the list is meant to be split
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

logs=$repository/build/installers
chroots=$repository/build/chroots
rm -rf "$logs"
mkdir -p "$logs" "$chroots"
# shellcheck source-path=SCRIPTDIR
. "$here/testing.sh"
trap end EXIT
start_screen

step "lintian finds no error" lintian --fail-on error --allow-root --no-user-dirs "$deb"

for suite; do
    echo "$suite:"

    # The package.
    fresh "$suite" deb
    list_files before
    step "apt installs the package and what it needs" \
        inside apt-get install -y --no-install-recommends "/packages/${deb##*/}"
    step "it asks for the C library that it needs" right_glibc
    check_program /usr/bin/digitpad
    for language in C tr_TR.UTF-8; do
        step "the self-test passes with the language $language" \
            says OK pupil env LANG="$language" LC_ALL="$language" digitpad --self-test
    done
    check_old_processor /usr/lib/digitpad
    step "the same version is installed again" inside apt-get install -y --reinstall "/packages/${deb##*/}"
    step "a higher version is installed over it" install_higher_version
    step "the program works after that" says OK pupil digitpad --self-test
    step "apt removes it" inside apt-get purge -y --auto-remove digitpad
    list_files after
    step "nothing is left of it" same_files
    step "what the user chose is still there" test -s "$root$HOME_INSIDE/.local/share/digitpad/digitpad.ini"

    # The installer without root.
    fresh "$suite" run
    list_home before
    step "the installer names the libraries that are missing" \
        says "sudo apt-get install" pupil sh "/packages/${run##*/}"
    step "the line that it says brings them" install_what_it_named
    check_program "$HOME_INSIDE/.local/bin/digitpad"
    step "installed again" pupil sh "/packages/${run##*/}" --quiet
    step "the program works after that" says OK pupil "$HOME_INSIDE/.local/bin/digitpad" --self-test
    step "the uninstaller removes it" pupil "$HOME_INSIDE/.local/lib/digitpad/uninstall.sh"
    list_home after
    step "nothing is left of it but the user's data" same_home
done

echo
[ "$failed" = 0 ] || { echo "$failed of $steps steps FAILED; the logs are in build/installers."; exit 1; }
echo "All $steps steps are ok."
