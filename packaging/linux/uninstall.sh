#!/bin/sh
# Remove Digitpad as Digitpad-VERSION-linux-x86_64.run installed it. What the user drew and trained stays.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

# refresh SHARE: tell the desktop that menu entries and file types have changed, and leave no list of nothing.
refresh() {
    if [ -d "$1/mime/packages" ]; then
        if [ -z "$(ls -A -- "$1/mime/packages")" ]; then
            rm -rf -- "$1/mime" # all else in it is made from the packages
        elif command -v update-mime-database >/dev/null; then
            update-mime-database "$1/mime" >/dev/null 2>&1 || :
        fi
    fi
    if [ -d "$1/applications" ] && command -v update-desktop-database >/dev/null; then
        update-desktop-database -q "$1/applications" 2>/dev/null || :
    fi
    if [ "$(ls -A -- "$1/applications" 2>/dev/null)" = mimeinfo.cache ]; then
        rm -f -- "$1/applications/mimeinfo.cache"
    fi
    [ ! -d "$1/icons/hicolor" ] || touch -- "$1/icons/hicolor" # desktops look at its date
}

# in_use FOLDER: whether a program from it is running. The system says of a program where it really lies.
in_use() {
    folder=$(CDPATH='' cd -- "$1" && pwd -P) || return 1
    for process in /proc/[0-9]*; do
        case $(readlink -- "$process/exe" 2>/dev/null) in "$folder"/*) return 0 ;; esac
    done
    return 1
}

quiet=no
case ${1:-} in
    --refresh) refresh "$2"; exit 0 ;;
    --in-use) in_use "$2"; exit ;;
    --quiet) quiet=yes ;;
    "") ;;
    *) echo "Digitpad: there is no option $1." >&2; exit 2 ;;
esac

if [ ! -f "$here/installed" ]; then
    echo "Digitpad: this is not where Digitpad is installed: $here" >&2
    exit 2
fi
if in_use "$here"; then
    echo "Digitpad: it is running; close it first." >&2
    exit 2
fi

list=$(sort -r -- "$here/installed") # what is in a folder comes before the folder
entry=$(printf '%s\n' "$list" | grep '/applications/digitpad\.desktop$') || :
for program in "$here"/program-*; do
    # Data that somebody has kept beside the program stay.
    [ ! -d "$program/digitpad-data" ] || mv -n -- "$program/digitpad-data" "$here/" || exit 2
    [ -d "$program/digitpad-data" ] || rm -rf -- "$program"
done
printf '%s\n' "$list" | while IFS= read -r path; do
    case $path in */) ;; *) rm -f -- "$path" ;; esac
done
printf '%s\n' "$entry" | while IFS= read -r path; do
    [ -z "$path" ] || refresh "${path%/applications/digitpad.desktop}"
done
rm -f -- "$here/link" "$here/list" "$here/.uninstall.sh" "$here/installed" "$here/uninstall.sh"
printf '%s\n' "$list" | while IFS= read -r path; do
    case $path in */) rmdir -- "$path" 2>/dev/null || : ;; esac
done
[ "$quiet" = yes ] || echo "Digitpad is removed. Your drawings, networks and settings are still there."
