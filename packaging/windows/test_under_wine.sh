#!/bin/bash
# Install, upgrade and remove both installers under Wine, around a stand-in for the frozen program:
#     packaging/windows/test_under_wine.sh
# Needs makensis (nsis), wixl and msibuild (msitools), wine64 with the command `wine`, and xvfb-run. Wine is not Windows: this shows that the
# installers do what they are written to do, not that a real Windows likes them; the release workflow asks that one.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
if [ "${1:-}" != on-a-screen ]; then
    rmdir "$scratch"
    exec xvfb-run -a -s "-screen 0 1366x768x24" "$0" on-a-screen
fi
python=$here/../../.venv/bin/python
[ -x "$python" ] || python=python3
export WINEPREFIX=$scratch/prefix WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml=
trap 'wineserver -k || true; wineserver -w || true; rm -rf "$scratch"' EXIT

drive=$WINEPREFIX/drive_c
programs="$drive/Program Files"
menu="$drive/ProgramData/Microsoft/Windows/Start Menu/Programs"
uninstall_key='Software\Microsoft\Windows\CurrentVersion\Uninstall\Digitpad'
user=$(id -un)
export USER=$user # Wine takes the name of its user from it
checks=0

fail() {
    echo "FAILED: $1" >&2
    exit 1
}
equal() { # equal WHAT EXPECTED FOUND
    checks=$((checks + 1))
    [ "$2" = "$3" ] || fail "$1: expected '$2', found '$3'"
}
there() {
    checks=$((checks + 1))
    [ -e "$1" ] || fail "$1 is missing"
}
gone() {
    checks=$((checks + 1))
    [ ! -e "$1" ] || fail "$1 is still there"
}
# A line as it would be typed on Windows; its exit code is printed. Only in a batch file are /D= and _?= left unquoted.
windows() {
    printf '@echo off\r\nstart /wait "" %s\r\n>C:\\code.txt echo %%ERRORLEVEL%%\r\n' "$1" >"$drive/line.cmd"
    wine cmd /c 'C:\line.cmd' >/dev/null 2>&1
    tr -d '\r\n ' <"$drive/code.txt"
}
# The stand-in, until it runs; its process is $running. Wine's tasklist says nothing, but a process is called as on Windows.
start_it() {
    wine 'C:\Program Files\Digitpad\digitpad.exe' >/dev/null 2>&1 &
    running=$!
    for _ in $(seq 30); do
        sleep 1
        if pgrep -f '^C:.Program Files.Digitpad.digitpad\.exe' >/dev/null; then
            sleep 2
            return
        fi
    done
    fail "the stand-in does not start"
}
# One value of the registry, or nothing.
registry() {
    local name=(/v "$2")
    [ -n "$2" ] || name=(/ve)
    wine reg query "$1" "${name[@]}" 2>/dev/null | tr -d '\r' | sed -n 's/.* REG_[A-Z]* *//p'
}
shortcut() {
    find "$drive" -name Digitpad.lnk
}

echo "Making the stand-in and the installers of two versions ..."
mkdir -p "$scratch/folder/_internal/numpy.libs" "$scratch/out"
cat >"$scratch/stand-in.nsi" <<'NSI'
Unicode true
Target amd64-unicode
Name stand-in
SilentInstall silent
RequestExecutionLevel user
Section
    Sleep 600000
SectionEnd
NSI
makensis -V1 "-XOutFile $scratch/folder/digitpad.exe" "$scratch/stand-in.nsi"
# In the place of an uninstaller that cannot do its work.
sed 's/Sleep 600000/SetErrorLevel 7/' "$scratch/stand-in.nsi" >"$scratch/refuses.nsi"
makensis -V1 "-XOutFile $scratch/refuses.exe" "$scratch/refuses.nsi"
echo library >"$scratch/folder/_internal/numpy.libs/libscipy_openblas64_-860d95b1c38e637ce4509f5fa24fbf2a.dll"
for version in 0.1.0 0.2.0; do
    echo "$version" >"$scratch/folder/_internal/only-in-$version.txt"
    "$python" "$here/build_installers.py" "$scratch/folder" --out "$scratch/out" --version "$version" >/dev/null
    rm "$scratch/folder/_internal/only-in-$version.txt"
done
echo "cannot be written where a folder has this name" >"$scratch/folder/in-the-way"
"$python" "$here/build_installers.py" "$scratch/folder" --out "$scratch/out" --version 0.3.0 --only exe >/dev/null

echo "Starting Wine ..."
wineboot --init >/dev/null 2>&1
wineserver -w
cp "$scratch"/out/* "$drive/"
old='C:\Digitpad-0.1.0-windows-x64-setup.exe'
new='C:\Digitpad-0.2.0-windows-x64-setup.exe'

echo "setup.exe: an old Windows is refused"
winecfg -v win7 >/dev/null 2>&1
equal "exit code on Windows 7" 1633 "$(windows "$old /S /AllUsers")"
gone "$programs/Digitpad"
winecfg -v win10 >/dev/null 2>&1

echo "setup.exe: for all users"
wine reg add 'HKLM\Software\Classes\.keras' /ve /d Somebody.Else /f >/dev/null 2>&1
mkdir -p "$drive/users/$user/AppData/Local/Digitpad"
echo drawings >"$drive/users/$user/AppData/Local/Digitpad/samples.db"
equal "exit code" 0 "$(windows "$old /S /AllUsers")"
there "$programs/Digitpad/digitpad.exe"
there "$programs/Digitpad/_internal/only-in-0.1.0.txt"
there "$menu/Digitpad.lnk"
equal DisplayName Digitpad "$(registry "HKLM\\$uninstall_key" DisplayName)"
equal DisplayVersion 0.1.0 "$(registry "HKLM\\$uninstall_key" DisplayVersion)"
equal Publisher "Digitpad developers" "$(registry "HKLM\\$uninstall_key" Publisher)"
equal InstallLocation 'C:\Program Files\Digitpad' "$(registry "HKLM\\$uninstall_key" InstallLocation)"
equal NoModify 0x1 "$(registry "HKLM\\$uninstall_key" NoModify)"
equal QuietUninstallString '"C:\Program Files\Digitpad\uninstall.exe" /S /AllUsers' \
    "$(registry "HKLM\\$uninstall_key" QuietUninstallString)"
equal "who opens .digits" Digitpad.digits "$(registry 'HKLM\Software\Classes\.digits' '')"
equal "who opens .keras" Somebody.Else "$(registry 'HKLM\Software\Classes\.keras' '')"
equal "how" '"C:\Program Files\Digitpad\digitpad.exe" "%1"' \
    "$(registry 'HKLM\Software\Classes\Digitpad.keras\shell\open\command' '')"

echo "setup.exe: not while Digitpad runs"
start_it
equal "exit code of installing" 1618 "$(windows "$new /S /AllUsers")"
equal "exit code of removing" 1618 \
    "$(windows '"C:\Program Files\Digitpad\uninstall.exe" /S /AllUsers _?=C:\Program Files\Digitpad')"
there "$programs/Digitpad/_internal/only-in-0.1.0.txt"
wine taskkill /f /im digitpad.exe >/dev/null 2>&1
wait "$running" || true

echo "setup.exe: upgrade in place"
printf '[digitpad]\r\ndownloads = no\r\n' >"$programs/Digitpad/digitpad.ini"
equal "exit code" 0 "$(windows "$new /S /AllUsers")"
there "$programs/Digitpad/_internal/only-in-0.2.0.txt"
gone "$programs/Digitpad/_internal/only-in-0.1.0.txt"
gone "$programs/Digitpad/_internal.old"
gone "$programs/Digitpad/digitpad.exe.old"
there "$programs/Digitpad/digitpad.ini"
equal DisplayVersion 0.2.0 "$(registry "HKLM\\$uninstall_key" DisplayVersion)"

echo "setup.exe: an upgrade that fails leaves the old version"
mkdir -p "$programs/Digitpad/in-the-way/folder"
equal "exit code" 2 "$(windows 'C:\Digitpad-0.3.0-windows-x64-setup.exe /S /AllUsers')"
there "$programs/Digitpad/digitpad.exe"
there "$programs/Digitpad/_internal/only-in-0.2.0.txt"
gone "$programs/Digitpad/_internal.old"
equal DisplayVersion 0.2.0 "$(registry "HKLM\\$uninstall_key" DisplayVersion)"

echo "setup.exe: a power cut during an upgrade, then one that fails: the old version is back, or the new one"
whole() { # the program, its folder, and nothing else of it
    equal "exit code" 2 "$(windows 'C:\Digitpad-0.3.0-windows-x64-setup.exe /S /AllUsers')"
    cmp -s "$programs/Digitpad/digitpad.exe" "$scratch/folder/digitpad.exe" || fail "digitpad.exe is not as it was"
    there "$programs/Digitpad/_internal/only-in-0.2.0.txt"
    gone "$programs/Digitpad/_internal/half.dll"
    gone "$programs/Digitpad/_internal.old"
    gone "$programs/Digitpad/digitpad.exe.old"
}
cut_off() { # cut_off FOLDER: while files are unpacked
    mv "$1/_internal" "$1/_internal.old"
    mv "$1/digitpad.exe" "$1/digitpad.exe.old"
    mkdir "$1/_internal"
    echo half | tee "$1/_internal/half.dll" >"$1/digitpad.exe"
}
mv "$programs/Digitpad/_internal" "$programs/Digitpad/_internal.old" # after the first step
whole
cut_off "$programs/Digitpad"
whole
mv "$programs/Digitpad/digitpad.exe" "$programs/Digitpad/digitpad.exe.old" # while the old version was put back
whole
mkdir "$programs/Digitpad/_internal.old" # while the old version, no longer needed, was removed
echo half >"$programs/Digitpad/_internal.old/half.dll"
whole
rm -r "$programs/Digitpad/in-the-way"

echo "setup.exe: a power cut during an upgrade, then one that succeeds"
cut_off "$programs/Digitpad"
equal "exit code" 0 "$(windows "$new /S /AllUsers")"
cmp -s "$programs/Digitpad/digitpad.exe" "$scratch/folder/digitpad.exe" || fail "digitpad.exe is not the new one"
there "$programs/Digitpad/_internal/only-in-0.2.0.txt"
gone "$programs/Digitpad/_internal/half.dll"
gone "$programs/Digitpad/_internal.old"
gone "$programs/Digitpad/digitpad.exe.old"

other="/D=C:\\Lern Software\\Digitpad"
still_there() { # what was installed before is as it was, and nothing of the new one in the other folder
    there "$programs/Digitpad/digitpad.exe"
    there "$programs/Digitpad/uninstall.exe"
    there "$programs/Digitpad/_internal/only-in-0.2.0.txt"
    there "$menu/Digitpad.lnk"
    equal InstallLocation 'C:\Program Files\Digitpad' "$(registry "HKLM\\$uninstall_key" InstallLocation)"
    gone "$drive/Lern Software/Digitpad"
}

echo "setup.exe: not to another folder while Digitpad runs"
start_it
equal "exit code" 1618 "$(windows "$new /S /AllUsers $other")"
wine taskkill /f /im digitpad.exe >/dev/null 2>&1
wait "$running" || true
still_there

echo "setup.exe: what fails in another folder leaves the old one"
mkdir -p "$drive/Lern Software/Digitpad/in-the-way/folder"
equal "exit code" 2 "$(windows "C:\\Digitpad-0.3.0-windows-x64-setup.exe /S /AllUsers $other")"
rm -r "$drive/Lern Software/Digitpad/in-the-way"
rmdir "$drive/Lern Software/Digitpad"
still_there
mv "$programs/Digitpad/uninstall.exe" "$scratch/uninstall.exe"
cp "$scratch/refuses.exe" "$programs/Digitpad/uninstall.exe"
equal "exit code" 7 "$(windows "$new /S /AllUsers $other")"
mv "$scratch/uninstall.exe" "$programs/Digitpad/uninstall.exe"
still_there

echo "setup.exe: to another folder"
equal "exit code" 0 "$(windows "$old /S /AllUsers $other")"
there "$drive/Lern Software/Digitpad/digitpad.exe"
there "$drive/Lern Software/Digitpad/digitpad.ini"
gone "$programs/Digitpad"
echo "a teacher's own" >"$drive/Lern Software/Digitpad/notes.txt"
equal "exit code of the .msi beside it" 1603 "$(windows 'msiexec /i C:\Digitpad-0.2.0-windows-x64.msi /qn')"
gone "$programs/Digitpad"

echo "setup.exe: removed, with what an upgrade that was cut off has left"
cut_off "$drive/Lern Software/Digitpad"
equal "exit code" 0 "$(windows '"C:\Lern Software\Digitpad\uninstall.exe" /S /AllUsers _?=C:\Lern Software\Digitpad')"
gone "$drive/Lern Software/Digitpad/digitpad.exe"
gone "$drive/Lern Software/Digitpad/digitpad.exe.old"
gone "$drive/Lern Software/Digitpad/_internal"
gone "$drive/Lern Software/Digitpad/_internal.old"
there "$drive/Lern Software/Digitpad/notes.txt"
there "$drive/Lern Software/Digitpad/digitpad.ini"
gone "$menu/Digitpad.lnk"
equal DisplayName "" "$(registry "HKLM\\$uninstall_key" DisplayName)"
equal "our keys" "" "$(registry 'HKLM\Software\Digitpad' InstallLocation)"
equal "who opens .digits" "" "$(registry 'HKLM\Software\Classes\.digits' '')"
equal "who opens .keras" Somebody.Else "$(registry 'HKLM\Software\Classes\.keras' '')"
there "$drive/users/$user/AppData/Local/Digitpad/samples.db"

echo "setup.exe: for one user"
equal "exit code" 0 "$(windows "$old /S /CurrentUser")"
there "$drive/users/$user/AppData/Local/Programs/Digitpad/digitpad.exe"
equal DisplayVersion 0.1.0 "$(registry "HKCU\\$uninstall_key" DisplayVersion)"
equal "for all users" "" "$(registry "HKLM\\$uninstall_key" DisplayVersion)"
place="C:\\users\\$user\\AppData\\Local\\Programs\\Digitpad"
equal "exit code" 0 "$(windows "\"$place\\uninstall.exe\" /S /CurrentUser _?=$place")"
gone "$drive/users/$user/AppData/Local/Programs/Digitpad/digitpad.exe"
equal DisplayVersion "" "$(registry "HKCU\\$uninstall_key" DisplayVersion)"

echo ".msi: an old Windows is refused"
winecfg -v win7 >/dev/null 2>&1
equal "exit code on Windows 7" 1603 "$(windows 'msiexec /i C:\Digitpad-0.1.0-windows-x64.msi /qn /norestart')"
gone "$programs/Digitpad"
winecfg -v win10 >/dev/null 2>&1

echo ".msi: installed, upgraded, removed"
equal "exit code" 0 "$(windows 'msiexec /i C:\Digitpad-0.1.0-windows-x64.msi /qn /norestart')"
there "$programs/Digitpad/digitpad.exe"
there "$programs/Digitpad/_internal/only-in-0.1.0.txt"
there "$programs/Digitpad/_internal/numpy.libs/libscipy_openblas64_-860d95b1c38e637ce4509f5fa24fbf2a.dll"
# Wine puts it into the menu of the one user, whatever ALLUSERS says; Windows Installer into that of all.
there "$(shortcut)"
equal Version 0.1.0 "$(registry 'HKLM\Software\Digitpad' Version)"
equal "who opens .keras" Somebody.Else "$(registry 'HKLM\Software\Classes\.keras' '')"
equal "who opens .digits" Digitpad.digits "$(registry 'HKLM\Software\Classes\.digits' '')"
equal "exit code of setup.exe beside it" 1638 "$(windows "$new /S /AllUsers")"
equal "exit code of setup.exe for one user" 0 "$(windows "$new /S /CurrentUser")"
equal "exit code" 0 "$(windows "\"$place\\uninstall.exe\" /S /CurrentUser _?=$place")"
printf '[digitpad]\r\ndownloads = no\r\n' >"$programs/Digitpad/digitpad.ini"
equal "exit code" 0 "$(windows 'msiexec /i C:\Digitpad-0.2.0-windows-x64.msi /qn /norestart')"
there "$programs/Digitpad/digitpad.exe"
there "$programs/Digitpad/_internal/only-in-0.2.0.txt"
gone "$programs/Digitpad/_internal/only-in-0.1.0.txt"
there "$programs/Digitpad/digitpad.ini"
equal "who opens .digits" Digitpad.digits "$(registry 'HKLM\Software\Classes\.digits' '')"
equal Version 0.2.0 "$(registry 'HKLM\Software\Digitpad' Version)"
equal "exit code of an older one" 1603 "$(windows 'msiexec /i C:\Digitpad-0.1.0-windows-x64.msi /qn /norestart')"
equal "exit code" 0 "$(windows 'msiexec /x C:\Digitpad-0.2.0-windows-x64.msi /qn /norestart')"
gone "$programs/Digitpad/digitpad.exe"
there "$programs/Digitpad/digitpad.ini"
equal "who opens .digits" "" "$(registry 'HKLM\Software\Classes\.digits' '')"
equal "the shortcut" "" "$(shortcut)"
equal Version "" "$(registry 'HKLM\Software\Digitpad' Version)"
there "$drive/users/$user/AppData/Local/Digitpad/samples.db"

echo ".msi: another program keeps its .digits"
wine reg add 'HKLM\Software\Classes\.digits' /ve /d Somebody.Else /f >/dev/null 2>&1
equal "exit code" 0 "$(windows 'msiexec /i C:\Digitpad-0.2.0-windows-x64.msi /qn /norestart')"
equal "who opens .digits" Somebody.Else "$(registry 'HKLM\Software\Classes\.digits' '')"
equal "exit code" 0 "$(windows 'msiexec /x C:\Digitpad-0.2.0-windows-x64.msi /qn /norestart')"
equal "who opens .digits" Somebody.Else "$(registry 'HKLM\Software\Classes\.digits' '')"

echo "OK: $checks checks under Wine around a stand-in. A real Windows has not been asked."
