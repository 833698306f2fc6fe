# shellcheck shell=sh disable=SC2154,SC2016
# The means of test_installers.sh: steps, fresh systems, an ordinary user in them, a screen and a hand that draws.

steps=0
failed=0
screen=""
root=""
python=$repository/build/venv/bin/python # with which `make app` froze the program
HOME_INSIDE='/home/Zoë Müller/学生'
PATIENCE=600 # seconds; an emulated processor is slow

# step NAME COMMAND...: one line about how it went; the log's end where it went wrong.
step() {
    name=$1
    shift
    steps=$((steps + 1))
    log=$logs/$(printf '%02d' "$steps").log
    if "$@" >"$log" 2>&1; then
        echo "  ok      $name"
    else
        echo "  FAILED  $name"
        tail -n 15 "$log" | sed 's/^/          /'
        failed=$((failed + 1))
    fi
}

# says TEXT COMMAND...: it succeeds, prints TEXT, and no traceback.
says() {
    text=$1
    shift
    "$@" >"$logs/said" 2>&1 || { cat "$logs/said"; return 1; }
    cat "$logs/said"
    grep -q -F -e "$text" "$logs/said" && ! grep -q Traceback "$logs/said"
}

end() {
    [ -z "$screen" ] || kill "$screen" 2>/dev/null || :
    rm -rf "$chroots"/deb "$chroots"/run "$logs/said" "$logs/display"
}

start_screen() {
    # By itself it begins anew whenever the last window has gone, and lets nobody in meanwhile.
    Xvfb -displayfd 3 -screen 0 1366x768x24 -ac -nolisten tcp -noreset 3>"$logs/display" 2>/dev/null &
    screen=$!
    while [ ! -s "$logs/display" ]; do
        kill -0 "$screen" || { echo "Xvfb does not start" >&2; exit 1; }
        sleep 0.1
    done
    DISPLAY=:$(cat "$logs/display")
    export DISPLAY
}

# fresh SUITE NAME: a new system at $root, with a user and both packages in /packages. Fetched once.
fresh() {
    base=$chroots/$1.tar
    if [ ! -f "$base" ]; then
        # As this computer reaches Debian: its mirror, and its settings for proxies and the like.
        mirror=$(apt-get indextargets --format '$(REPO_URI) $(ORIGIN)' 'Created-By: Packages' |
            awk '$2 == "Debian" && $1 !~ /security/ { print $1; exit }')
        [ -n "$mirror" ] || { echo "apt here knows no mirror of Debian to fetch a fresh system from" >&2; exit 1; }
        apt-config dump | grep '^Acquire::' | grep -v -e IndexTargets -e CompressionTypes >"$chroots/apt.conf"
        mmdebstrap --quiet --format=tar --variant=minbase --include=xz-utils --aptopt="$chroots/apt.conf" "$1" "$base.part" \
            "$mirror"
        mv "$base.part" "$base"
    fi
    root=$chroots/$2
    rm -rf "$root"
    mkdir "$root"
    tar -x -f "$base" -C "$root"
    mkdir -p "$root$HOME_INSIDE" "$root/packages"
    echo "pupil:x:1001:1001::$HOME_INSIDE:/bin/sh" >>"$root/etc/passwd"
    echo "pupil:x:1001:" >>"$root/etc/group"
    chown -R 1001:1001 "$root/home/Zoë Müller"
    cp "$deb" "$run" "$root/packages"
    cp "$(command -v qemu-x86_64-static)" "$root/packages"
    cp "$repository/assets/drawings/digits.jsonl" "$root/packages"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    inside apt-get update -qq
}

# inside COMMAND...: in the fresh system as root, with the network.
inside() {
    unshare --mount sh -c '
        root=$1
        shift
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        exec chroot "$root" "$@"
    ' sh "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

# pupil COMMAND...: in the fresh system as an ordinary user, without a network, who cannot write the program's folder.
pupil() {
    unshare --mount --net sh -c '
        root=$1 home=$2
        shift 2
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        mkdir -p "$root/tmp/.X11-unix"
        mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
        if [ -d "$root/usr/lib/digitpad" ]; then
            mount --bind "$root/usr/lib/digitpad" "$root/usr/lib/digitpad"
            mount -o remount,bind,ro "$root/usr/lib/digitpad"
        fi
        exec chroot --userspec=1001:1001 "$root" env --chdir="$home" "$@"
    ' sh "$root" "$HOME_INSIDE" -i HOME="$HOME_INSIDE" PATH=/usr/bin:/bin DISPLAY="$DISPLAY" \
        LANG=C.UTF-8 "$@"
}

# check_program PATH: the command line and the window of the program there.
check_program() {
    step "the self-test passes" says OK pupil "$1" --self-test
    step "--check finds nothing in the way" pupil "$1" --check
    step "drawings are recognised" says "digits.jsonl" pupil "$1" recognize /packages/digits.jsonl
    step "the window opens, is drawn in and closes" window "$root-window" 10 pupil "$1"
}

# check_old_processor FOLDER: a processor of 2008, without AVX, on which TensorFlow cannot even be imported.
check_old_processor() {
    step "an old processor draws and recognises, and says why it cannot train" \
        says "train: skipped. This processor has no AVX" emulated "$1" --self-test
    step "the window opens on an old processor" window "$root-old-processor" 60 emulated "$1"
}

# emulated FOLDER ARGUMENT...: the program there, as PyInstaller's bootloader would start it a second time, with the
# loader's path set; by itself it would do so outside the emulator.
emulated() {
    folder=$1
    shift
    pupil _PYI_ARCHIVE_FILE="$folder/digitpad" _PYI_APPLICATION_HOME_DIR="$folder/_internal" \
        _PYI_PARENT_PROCESS_LEVEL=-1 LD_LIBRARY_PATH="$folder/_internal" \
        /packages/qemu-x86_64-static -cpu Nehalem "$folder/digitpad" "$@"
}

# picture FILE: of the whole screen.
picture() {
    QT_QPA_PLATFORM=xcb "$python" -c '
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(["picture"])
sys.exit(not app.primaryScreen().grabWindow(0).save(sys.argv[1]))
' "$1"
}

# window NAME SECONDS COMMAND...: start it, draw a 7, look SECONDS after it is there, close it.
window() {
    shot=$logs/$(basename "$1")-$suite
    seconds=$2
    shift 2
    "$@" >"$shot.log" 2>&1 &
    process=$!
    result=0
    draw || result=1
    if kill -0 "$process" 2>/dev/null; then
        [ "$result" = 0 ] || pkill -u 1001 -f digitpad || :
    fi
    wait "$process" || result=1
    cat "$shot.log"
    ! grep -q Traceback "$shot.log" && return $result
}

draw() {
    window=""
    for _ in $(seq "$PATIENCE"); do
        kill -0 "$process" 2>/dev/null || return 1
        window=$(xdotool search --onlyvisible --name Digitpad 2>/dev/null | head -n 1)
        [ -z "$window" ] || break
        sleep 1
    done
    [ -n "$window" ] || { echo "there is no window"; return 1; }
    # There is no window manager, which would do both.
    xdotool windowmove "$window" 0 0 windowsize "$window" 1366 768 windowfocus "$window"
    sleep "$seconds"
    picture "$shot-before.png" || return 1
    xdotool mousemove 120 130 mousedown 1
    for point in "160 129" "200 131" "240 130" "280 130" "260 180" "235 240" "210 300" "190 360"; do
        # shellcheck disable=SC2086  # two numbers
        xdotool mousemove $point
        sleep 0.05
    done
    xdotool mouseup 1
    sleep "$((seconds / 5))"
    picture "$shot.png" || return 1
    ! cmp -s "$shot-before.png" "$shot.png" || { echo "the drawing did not change the window"; return 1; }
    processes=$(pgrep -c -u 1001 -f digitpad)
    [ "$processes" -le 3 ] || { echo "$processes processes"; return 1; }
    # To whoever has the focus: of a window that has gone the keys would never be let go, and close the next one, too.
    xdotool key --clearmodifiers ctrl+q
    for _ in $(seq "$seconds"); do
        kill -0 "$process" 2>/dev/null || return 0
        sleep 1
    done
    echo "it does not close"
    return 1
}

# right_glibc: the package asks for the newest version of the C library that any symbol in it is of, and for no other.
right_glibc() {
    newest=$(find "$root/usr/lib/digitpad" -type f -exec objdump -T {} + 2>/dev/null |
        grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1)
    echo "the program needs $newest"
    dpkg-deb -f "$deb" Depends | tr ',' '\n' | grep -q -x -F " libc6 (>= ${newest#GLIBC_})"
}

install_higher_version() {
    unpacked=$root/packages/unpacked
    dpkg-deb -R "$deb" "$unpacked"
    sed -i "s/^Version: .*/Version: $version.1/" "$unpacked/DEBIAN/control"
    dpkg-deb -Znone --root-owner-group --build "$unpacked" "$root/packages/higher.deb"
    rm -r "$unpacked"
    inside apt-get install -y /packages/higher.deb
    rm "$root/packages/higher.deb"
    [ "$(inside dpkg-query -W -f '${Version}' digitpad)" = "$version.1" ]
}

install_what_it_named() {
    # shellcheck disable=SC2046  # the list is meant to be split
    inside apt-get install -y --no-install-recommends $(sed -n 's/.*sudo apt-get install //p' "$logs/said")
}

# list_files NAME: everything but what apt and dpkg keep for themselves, and the homes.
list_files() {
    (cd "$root" && find . -path ./proc -prune -o -path ./dev -prune -o -path ./tmp -prune -o -path ./home -prune \
        -o -path ./packages -prune -o -path ./var/cache -prune -o -path ./var/lib/apt -prune \
        -o -path ./var/lib/dpkg -prune -o -path ./var/log -prune -o -print | sort) >"$logs/$1"
}

same_files() {
    diff "$logs/before" "$logs/after"
}

list_home() {
    (cd "$root$HOME_INSIDE" && find . | sort) >"$logs/$1"
}

# What fontconfig and Keras write for any program is no part of ours.
same_home() {
    diff "$logs/before" "$logs/after" | sed -n 's/^> //p' | grep -v -e '^\./\.local$' -e '^\./\.local/share$' \
        -e '^\./\.local/share/digitpad' -e '^\./\.cache' -e '^\./\.keras' && return 1
    return 0
}
