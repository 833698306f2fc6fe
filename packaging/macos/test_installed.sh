#!/bin/bash
# On a real Mac: copy Digitpad from its disk image to where people drag it, let it test itself, open its window, and
# remove it:
#     packaging/macos/test_installed.sh dist/Digitpad-VERSION-macos-arm64.dmg [FOLDER]     /Applications if not given
# The release workflow runs it. Checked with stand-ins of Apple's commands; it has not yet been run on a Mac.
set -euo pipefail
image=${1:?"say which disk image"}
applications=${2:-/Applications}
program=$applications/Digitpad.app/Contents/MacOS/digitpad
mount=$(mktemp -d)
trap 'hdiutil detach "$mount" -quiet || true; rmdir "$mount" 2>/dev/null || true' EXIT

hdiutil attach "$image" -nobrowse -readonly -mountpoint "$mount"
# Onto an older one, ditto would merge the two and break the signature.
rm -rf "$applications/Digitpad.app"
ditto "$mount/Digitpad.app" "$applications/Digitpad.app"
codesign --verify --deep --strict "$applications/Digitpad.app"
"$program" --self-test
"$program" --check

# The self-test draws off screen; this is the window, which needs Qt's library for the Mac's screen.
within() { # within SECONDS SENTENCE COMMAND ...
    local left=$1 sentence=$2
    shift 2
    until "$@"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || { echo "$sentence" >&2; exit 1; }
        sleep 1
    done
}
running() { pgrep -f "^$program" >/dev/null; }
closed() { ! running; }
on_the_screen() { grep -q libqcocoa <(lsof -p "$(pgrep -f "^$program" | head -n 1)"); }
open -n "$applications/Digitpad.app"
within 60 "Digitpad does not start." running
within 60 "Digitpad opens no window." on_the_screen
sleep "${DIGITPAD_PAUSE:-10}"
running || { echo "Digitpad has closed by itself." >&2; exit 1; }
pkill -f "^$program"
within 20 "Digitpad does not end." closed
rm -rf "$applications/Digitpad.app"
echo "OK"
