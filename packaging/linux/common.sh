# shellcheck shell=sh disable=SC2034
# What both Linux packages share; build_deb.sh and build_run.sh read it with `.`.

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
repository=$(CDPATH='' cd -- "$here/../.." && pwd)
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$repository/digitpad/__init__.py")
# The same source makes the same package, byte for byte, whenever and wherever it is built.
newest=$(git -C "$repository" log -1 --format=%ct 2>/dev/null) || newest=$(stat -c %Y "$repository/CHANGELOG.md")
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$newest}
export SOURCE_DATE_EPOCH LC_ALL=C
newest_glibc=${NEWEST_GLIBC:-2.36} # Debian 12's: what the README promises
day=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)

fail() { # fail SENTENCE
    echo "$(basename -- "$0"): $1" >&2
    exit 1
}

# begin ARGUMENT...: the tools, the two folders, and `work` beside the result, for it may be too big for /tmp.
begin() {
    [ $# = 2 ] || fail "say the folder of the frozen program and where the package shall go"
    [ -x "$1/digitpad" ] || fail "$1 has no frozen program in it; \`make app\` makes one"
    missing=""
    command -v objdump >/dev/null || missing="$missing binutils"
    command -v xz >/dev/null || missing="$missing xz-utils"
    if [ -n "$missing" ]; then
        [ "$(id -u)" = 0 ] || fail "some programs are missing. Install them with: sudo apt-get install$missing"
        apt-get update -qq
        # shellcheck disable=SC2086  # the list is meant to be split
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    fi
    mkdir -p "$2"
    program=$(CDPATH='' cd -- "$1" && pwd)
    out=$(CDPATH='' cd -- "$2" && pwd)
    work=$(mktemp -d "$out/.packing-XXXXXX")
    trap 'rm -rf "$work"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

# copy_program FOLDER: the frozen program, readable by everybody; it alone is executed, libraries are only mapped.
copy_program() {
    cp -R -P "$program" "$1"
    find "$1" -type d -exec chmod 755 {} +
    find "$1" -type f -exec chmod 644 {} +
    chmod 755 "$1/digitpad"
}

# copy_share FOLDER: menu entry, icons, file types, description and manual, as they lie below /usr/share.
copy_share() {
    cp -R "$here/share" "$1"
    mkdir -p "$1/icons/hicolor/scalable/apps"
    cp "$repository/assets/icons/digitpad.svg" "$1/icons/hicolor/scalable/apps/digitpad.svg"
    sed -i "s/@VERSION@/$version/; s/@DATE@/$day/" "$1"/metainfo/*.xml "$1/man/man1/digitpad.1"
    gzip -9n "$1/man/man1/digitpad.1"
    find "$1" -type d -exec chmod 755 {} +
    find "$1" -type f -exec chmod 644 {} +
}

# read_libraries: sets `libraries`, the lines of libraries.txt that the program needs, and `glibc`, the oldest it takes.
read_libraries() {
    # objdump complains about what is no ELF file.
    find "$program" -type f -exec objdump -p {} + >"$work/elf" 2>/dev/null || :
    find "$program" ! -type d -printf '%f\n' | sort -u >"$work/brought"
    # The C library's own; they come with libc6.
    printf '%s\n' ld-linux-x86-64.so.2 libc.so.6 libdl.so.2 libm.so.6 libpthread.so.0 libresolv.so.2 librt.so.1 \
        libutil.so.1 >>"$work/brought"
    sed -n 's/^ *NEEDED  *//p' "$work/elf" | sort -u | grep -vxF -f "$work/brought" >"$work/needed" || :
    libraries=""
    while read -r name; do
        line=$(grep -F "$name " "$here/libraries.txt" | awk -v name="$name" '$1 == name') || :
        [ -n "$line" ] || fail "the program needs $name, which is neither in it nor in libraries.txt"
        libraries="$libraries$line
"
    done <"$work/needed"
    glibc=$(sed -n 's/.* GLIBC_\([0-9.]*\)$/\1/p' "$work/elf" | sort -Vu | tail -n 1)
    glibc=${glibc:-2.17} # the first on 64-bit x86 that anybody still has
    if [ "$(printf '%s\n' "$glibc" "$newest_glibc" | sort -V | tail -n 1)" != "$newest_glibc" ]; then
        fail "the program needs glibc $glibc; build it on Debian 12, or set NEWEST_GLIBC=$glibc to leave older systems out"
    fi
}

# The packages of `libraries`, one a line, each once.
packages() {
    printf '%s' "$libraries" | sed 's/^[^ ]* *//' | sort -u
}

# pack FILE...: a compressed archive on standard output, the same bytes whoever makes it and when. The filter for
# machine code takes off another 1.5 %. XZ_LEVEL is for tests, which are in a hurry.
pack() {
    tar -c --sort=name --format=gnu --mtime="@$SOURCE_DATE_EPOCH" --owner=root:0 --group=root:0 -- "$@" |
        xz -T0 --x86 --lzma2="preset=${XZ_LEVEL:-9}"
}
