#!/bin/bash
# Sign Digitpad.app from the inside out, or its disk image, and have Apple notarise it:
#     packaging/macos/sign_and_notarize.sh dist/Digitpad.app
#     packaging/macos/make_dmg.sh
#     packaging/macos/sign_and_notarize.sh dist/Digitpad-VERSION-macos-arm64.dmg
# In the environment:
#     DIGITPAD_MAC_IDENTITY    "Developer ID Application: NAME (TEAM)", in the keychain. Without it the signature is ad
#                              hoc: enough for Apple silicon to start it, and Gatekeeper asks at the first start.
#     DIGITPAD_NOTARY_PROFILE  a name given to `xcrun notarytool store-credentials`. Without it nothing is notarised.
# Checked with stand-ins of Apple's commands; it has not yet been run on a Mac.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
target=${1:?"say what to sign: Digitpad.app or the .dmg"}
identity=${DIGITPAD_MAC_IDENTITY:--}

sign() { # sign [OPTION ...] PATH
    local timestamp=--timestamp
    [ "$identity" != - ] || timestamp=--timestamp=none # Apple's clock wants an identity
    codesign --force --sign "$identity" "$timestamp" "$@"
}
is_machine_code() {
    case $(od -An -N4 -tx1 "$1" | tr -d ' ') in
        cffaedfe | cafebabe) return 0 ;;
        *) return 1 ;;
    esac
}
notarise() { # notarise WHAT_TO_SEND WHAT_TO_STAPLE
    xcrun notarytool submit "$1" --keychain-profile "$DIGITPAD_NOTARY_PROFILE" --wait
    xcrun stapler staple "$2"
}

if [ ! -d "$target" ]; then
    sign "$target"
    [ -z "${DIGITPAD_NOTARY_PROFILE:-}" ] || notarise "$target" "$target"
    exit 0
fi

# Each library, then each framework around libraries, then the application around everything: a signature seals what
# is inside, so that must be signed before. `codesign --deep` is not for signing, Apple says.
find "$target/Contents" -depth -type f -size +0 | while IFS= read -r path; do
    # The program is signed together with the application.
    if is_machine_code "$path" && [ "$(dirname "$path")" != "$target/Contents/MacOS" ]; then
        sign --options runtime "$path"
    fi
done
find "$target/Contents" -depth -type d -name '*.framework' | while IFS= read -r path; do
    sign --options runtime "$path"
done
sign --options runtime --entitlements "$here/entitlements.plist" "$target"
codesign --verify --deep --strict "$target"

if [ -n "${DIGITPAD_NOTARY_PROFILE:-}" ]; then
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    # ditto keeps the links inside the frameworks, without which Apple refuses them; zip would not.
    ditto -c -k --keepParent "$target" "$scratch/Digitpad.zip"
    notarise "$scratch/Digitpad.zip" "$target"
fi
