#!/bin/sh
# Make the Debian package: build_deb.sh APP_FOLDER OUT_DIR
# APP_FOLDER is the frozen program (dist/digitpad); the result is OUT_DIR/digitpad_VERSION_amd64.deb.
set -eu
# shellcheck source-path=SCRIPTDIR
. "$(dirname -- "$0")/common.sh"
begin "$@"
read_libraries

root="$work/root"
documents="$root/usr/share/doc/digitpad"
mkdir -p "$work/control" "$root/usr/bin" "$root/usr/lib" "$root/usr/share/lintian/overrides"
copy_program "$root/usr/lib/digitpad"
ln -s ../lib/digitpad/digitpad "$root/usr/bin/digitpad"
copy_share "$work/share"
cp -R "$work/share/." "$root/usr/share"

mkdir -p "$documents"
cp "$here/debian/copyright" "$documents/copyright"
cp "$repository/CHANGELOG.md" "$documents/NEWS.md"
maintainer=$(sed -n 's/^Maintainer: //p' "$here/debian/control")
cat >"$documents/changelog" <<END
digitpad ($version) unstable; urgency=medium

  * Digitpad $version. What is new in it stands in NEWS.md.gz.

 -- $maintainer  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
END
gzip -9n "$documents/changelog" "$documents/NEWS.md"
cp "$here/debian/lintian-overrides" "$root/usr/share/lintian/overrides/digitpad"
chmod -R u=rwX,go=rX "$root/usr/share"

# Beside the libraries: what they read. Keyboards and compose tables for X and Wayland, and a font, which is not in the
# program because a school may want its own.
depends=$(
    { packages; echo "libc6 (>= $glibc)"; echo fontconfig-config; echo "fonts-dejavu-core | fonts-freefont-ttf"
      echo libx11-data; echo xkb-data; } | sort -u | paste -s -d, | sed 's/,/, /g'
)
size=$(du -k -s --apparent-size "$root/usr" | cut -f1)
sed "s/@VERSION@/$version/; s/@SIZE@/$size/; s/@DEPENDS@/$depends/" "$here/debian/control" >"$work/control/control"
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$work/control/md5sums"
chmod 755 "$work/control" "$root" "$root/usr" "$root"/usr/*
chmod 644 "$work"/control/*

# As dpkg-deb would do it, which knows neither `pack` nor more than one thread at this level.
(cd "$work/control" && pack .) >"$work/control.tar.xz"
(cd "$root" && pack .) >"$work/data.tar.xz"
echo 2.0 >"$work/debian-binary"
package="$out/digitpad_${version}_amd64.deb"
(cd "$work" && ar rcD package.deb debian-binary control.tar.xz data.tar.xz)
mv "$work/package.deb" "$package"
echo "$package"
