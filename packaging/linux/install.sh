#!/bin/sh
# Digitpad @VERSION@ for Linux on 64-bit x86: this file is the installer, and the program is packed behind it.
# It needs no root:  sh Digitpad-@VERSION@-linux-x86_64.run   (--help says what else it can do)
set -eu

version='@VERSION@'
kilobytes='@KILOBYTES@'
glibc='@GLIBC@'
checksum='@CHECKSUM@'
header_lines='@LINES@'
libraries='@LIBRARIES@'

quiet=no
prefix=""

fail() {
    echo "Digitpad: $1" >&2
    exit 2
}

say() {
    [ "$quiet" = yes ] || echo "$1"
}

usage() {
    cat <<END
Digitpad $version for Linux. Installs into your home folder; no administrator is needed.

    sh $(basename -- "$0") [--prefix DIR] [--quiet] [--uninstall]

--prefix DIR   DIR/bin, DIR/lib and DIR/share instead of ~/.local/bin, ~/.local/lib and ~/.local/share
--quiet        print nothing unless something is wrong
--uninstall    remove the program again; your drawings and networks stay

Installing again, or a newer version, takes the place of the one that is there.
END
}

# absolute PATH: as it would be from any other folder.
absolute() {
    case $1 in
        /*) printf '%s\n' "$1" ;;
        *) printf '%s/%s\n' "$PWD" "$1" ;;
    esac
}

# make_folder DIR: like mkdir -p, and remembers what was made, for the uninstaller.
make_folder() {
    [ ! -d "$1" ] || return 0
    make_folder "$(dirname -- "$1")"
    mkdir -- "$1" 2>/dev/null || fail "the folder $1 cannot be made; choose another place with --prefix."
    remembered="$remembered$1/
"
}

remember() {
    printf '%s' "$remembered" >>"$home/installed"
    remembered=""
}

check_computer() {
    [ "$(uname -s) $(uname -m)" = "Linux x86_64" ] || fail "this file is for Linux on 64-bit x86 (x86_64) only."
    here=$(getconf GNU_LIBC_VERSION 2>/dev/null | sed 's/^glibc //')
    [ -n "$here" ] || fail "this system has no GNU C library, which Digitpad needs."
    [ "$(printf '%s\n%s\n' "$glibc" "$here" | sort -V | head -n 1)" = "$glibc" ] ||
        fail "this system is too old: its C library is $here, and Digitpad needs $glibc."
    command -v xz >/dev/null || fail "the program xz is missing. Install it with: sudo apt-get install xz-utils"
    [ "$(tail -n "+$header_lines" -- "$0" | sha256sum | cut -d' ' -f1)" = "$checksum" ] ||
        fail "this file is incomplete or damaged; copy or download it again."
}

# ours: whether the link leads into our folder, whichever way both are reached.
ours() {
    case $(readlink -- "$bin/digitpad") in ../lib/digitpad/program-*) return 0 ;; esac # from an older installer
    case $(readlink -m -- "$bin/digitpad") in "$(readlink -m -- "$home")"/program-*) return 0 ;; esac
    return 1
}

check_place() {
    if [ -e "$home" ] && [ ! -f "$home/installed" ]; then
        fail "there is a folder $home that this installer has not made; choose another place with --prefix."
    fi
    if [ -e "$bin/digitpad" ] || [ -L "$bin/digitpad" ]; then
        ours || fail "there is another $bin/digitpad; remove it first, or choose another place with --prefix."
    fi
    place=$home
    while [ ! -d "$place" ]; do place=$(dirname -- "$place"); done
    [ -w "$place" ] || fail "you may not write to $place; choose another place with --prefix."
    free=$(df -k --output=avail -- "$place" | tail -n 1)
    [ "$free" -gt "$kilobytes" ] ||
        fail "there is not enough room: $((kilobytes / 1024)) MB are needed in $place, and $((free / 1024)) MB are free."
}

# The new program is unpacked beside the old one, and one rename puts it in its place. Whatever happens before, the old
# one works; whatever happens after, the new one.
unpack() {
    make_folder "$home"
    make_folder "$bin"
    remember
    new=$(mktemp -d "$home/program-$version-XXXXXX")
    trap '[ -n "$new" ] && rm -rf -- "$new"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    tail -n "+$header_lines" -- "$0" | tar -x -J -o -C "$new" || fail "it could not be unpacked into $home."
    chmod 755 "$new"
    cp -- "$new/uninstall.sh" "$home/.uninstall.sh" && mv -f -- "$home/.uninstall.sh" "$home/uninstall.sh"
    remembered="$bin/digitpad
"
    remember
    # Not relative: the folder of the link may be a link itself.
    ln -s -f -n -- "$new/digitpad" "$home/link"
    mv -f -T -- "$home/link" "$bin/digitpad"
    current=$new
    new=""
}

# The menu may not know the folder of the link, and paths in a desktop entry have two layers of quoting.
add_to_desktop() {
    command=$(printf '%s' "$bin/digitpad" | sed 's/\\/\\\\\\\\/g; s/["$`]/\\\\&/g; s/%/%%/g')
    (cd -- "$current/share" && find . -type f | sed 's/^\.\///') >"$home/list"
    while read -r file; do
        make_folder "$(dirname -- "$share/$file")"
        cp -f -- "$current/share/$file" "$share/$file"
        remembered="$remembered$share/$file
"
    done <"$home/list"
    rm -f -- "$home/list"
    entry="$share/applications/digitpad.desktop"
    while IFS= read -r line; do
        case $line in
            Exec=*) printf 'Exec="%s" %%F\n' "$command" ;;
            *) printf '%s\n' "$line" ;;
        esac
    done <"$current/share/applications/digitpad.desktop" >"$entry"
    remember
    sort -u -o "$home/installed" "$home/installed"
    sh "$home/uninstall.sh" --refresh "$share"
}

# A window that is open goes on with the program it was started from; the next installation clears that away.
remove_old() {
    for old in "$home"/program-*; do
        if [ "$old" != "$current" ] && ! sh "$home/uninstall.sh" --in-use "$old"; then
            # Data that somebody has kept beside the program go along.
            [ ! -d "$old/digitpad-data" ] || mv -n -- "$old/digitpad-data" "$current/" || continue
            [ -d "$old/digitpad-data" ] || rm -rf -- "$old"
        fi
    done
}

check_libraries() {
    known=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null) || return 0
    missing=$(printf '%s' "$libraries" | while read -r name package _; do
        printf '%s' "$known" | grep -q -F "$name " || printf ' %s' "$package"
    done)
    [ -d /usr/share/X11/xkb ] || missing="$missing xkb-data"
    [ -d /etc/fonts ] || missing="$missing fontconfig-config"
    [ -z "$missing" ] || echo "Digitpad: the window needs libraries that are missing here. On Debian or Ubuntu," \
        "install them with: sudo apt-get install$(printf '%s\n' "$missing" | tr ' ' '\n' | sort -u | tr '\n' ' ')" >&2
}

main() {
    uninstall=no
    while [ $# -gt 0 ]; do
        case $1 in
            --prefix) [ $# -gt 1 ] || fail "--prefix needs a folder."; prefix=$2; shift ;;
            --prefix=*) prefix=${1#--prefix=} ;;
            --quiet) quiet=yes ;;
            --uninstall) uninstall=yes ;;
            --help | -h) usage; exit 0 ;;
            --) ;;
            *) fail "there is no option $1; --help lists those there are." ;;
        esac
        shift
    done
    if [ -n "$prefix" ]; then
        prefix=$(absolute "$prefix")
        share=$prefix/share
    else
        [ -n "${HOME:-}" ] || fail "there is no home folder; say where to install with --prefix."
        prefix=$HOME/.local
        # The XDG specification: a relative path is to be ignored.
        case ${XDG_DATA_HOME:-} in /*) share=$XDG_DATA_HOME ;; *) share=$prefix/share ;; esac
    fi
    home=$prefix/lib/digitpad
    bin=$prefix/bin
    remembered=""
    new=""

    if [ "$uninstall" = yes ]; then
        [ -f "$home/uninstall.sh" ] || fail "there is no Digitpad in $home."
        if [ "$quiet" = yes ]; then exec sh "$home/uninstall.sh" --quiet; else exec sh "$home/uninstall.sh"; fi
    fi
    check_computer
    check_place
    unpack
    add_to_desktop
    remove_old
    say "Digitpad $version is installed in $home ($((kilobytes / 1024)) MB)."
    say "It is in the menu of your desktop; in a terminal: $bin/digitpad"
    say "To remove it: $home/uninstall.sh"
    check_libraries
}

main "$@"
exit 0
