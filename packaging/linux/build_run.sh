#!/bin/sh
# Make the installer that needs no root: build_run.sh APP_FOLDER OUT_DIR
# APP_FOLDER is the frozen program (dist/digitpad); the result is OUT_DIR/Digitpad-VERSION-linux-x86_64.run.
#
# It is install.sh with the program packed behind it. Unlike makeself's it needs no second copy in /tmp, nor a /tmp that
# may execute programs, and its options need no `--` before them.
set -eu
# shellcheck source-path=SCRIPTDIR
. "$(dirname -- "$0")/common.sh"
begin "$@"
read_libraries

copy_program "$work/program"
copy_share "$work/program/share"
rm -r "$work/program/share/metainfo" # for software centres, which list packages only
install -m 755 "$here/uninstall.sh" "$work/program/uninstall.sh"

kilobytes=$(du -k -s "$work/program" | cut -f1)
(cd "$work/program" && pack .) >"$work/payload"

checksum=$(sha256sum "$work/payload" | cut -d' ' -f1)
# The name before Debian 13 is understood by both.
printf '%s' "$libraries" | sed 's/[^ ]* | //' >"$work/libraries"
# The lines of libraries are put in last: their number counts.
sed -e "s/@VERSION@/$version/; s/@KILOBYTES@/$kilobytes/; s/@GLIBC@/$glibc/; s/@CHECKSUM@/$checksum/" \
    -e "/^libraries='@LIBRARIES@'\$/{
        s/@LIBRARIES@'//
        r $work/libraries
        a '
    }" "$here/install.sh" >"$work/header"
lines=$(($(wc -l <"$work/header") + 1))
sed -i "s/@LINES@/$lines/" "$work/header"

package="$out/Digitpad-$version-linux-x86_64.run"
cat "$work/header" "$work/payload" >"$work/package"
chmod 755 "$work/package"
mv "$work/package" "$package"
echo "$package"
