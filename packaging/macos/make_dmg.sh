#!/bin/bash
# Make dist/Digitpad-VERSION-macos-arm64.dmg around dist/Digitpad.app: open it, drag Digitpad onto Applications.
#     packaging/macos/make_dmg.sh [FOLDER]      the folder with Digitpad.app, dist if not given
# Checked with stand-ins of Apple's commands; it has not yet been run on a Mac.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
dist=${1:-$root/dist}
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$root/digitpad/__init__.py")
image=$dist/Digitpad-$version-macos-arm64.dmg

[ -d "$dist/Digitpad.app" ] || {
    echo "There is no $dist/Digitpad.app; \`make app\` makes it on a Mac." >&2
    exit 2
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# ditto and not cp -R: Qt's frameworks are full of links, and the signature covers them.
ditto "$dist/Digitpad.app" "$scratch/Digitpad.app"
ln -s /Applications "$scratch/Applications"
# Now and then "Resource busy", when something like Spotlight looks into the image at that moment.
for attempt in 1 2 3 4 5; do
    if hdiutil create -volname "Digitpad $version" -srcfolder "$scratch" -fs HFS+ -format UDZO -ov "$image"; then
        break
    fi
    [ "$attempt" -lt 5 ] || exit 1
    sleep "${DIGITPAD_PAUSE:-10}"
done
echo "$image"
