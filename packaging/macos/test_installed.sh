#!/bin/bash
# On a real Mac: copy Digitpad from its disk image to where people drag it, let it test itself, and remove it:
#     packaging/macos/test_installed.sh dist/Digitpad-VERSION-macos-arm64.dmg [FOLDER]     /Applications if not given
# The release workflow runs it. Checked with stand-ins of Apple's commands; it has not yet been run on a Mac.
set -euo pipefail
image=${1:?"say which disk image"}
applications=${2:-/Applications}
mount=$(mktemp -d)
trap 'hdiutil detach "$mount" -quiet || true; rmdir "$mount" 2>/dev/null || true' EXIT

hdiutil attach "$image" -nobrowse -readonly -mountpoint "$mount"
ditto "$mount/Digitpad.app" "$applications/Digitpad.app"
codesign --verify --deep --strict "$applications/Digitpad.app"
"$applications/Digitpad.app/Contents/MacOS/digitpad" --self-test
"$applications/Digitpad.app/Contents/MacOS/digitpad" --check
rm -rf "$applications/Digitpad.app"
echo "OK"
