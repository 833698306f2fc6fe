# On a real Windows, as administrator: install each installer silently, let the installed Digitpad test itself, remove
# it, and see that the user's data stay:
#     packaging/windows/test_installed.ps1 FOLDER      the folder with the setup.exe and the .msi
# The release workflow runs it. It has not been run yet.
param([Parameter(Mandatory)][string] $Folder)
$ErrorActionPreference = "Stop"
Set-StrictMode -Version Latest

$place = "$env:ProgramFiles\Digitpad"
$program = "$place\digitpad.exe"
$uninstall = "HKLM:\Software\Microsoft\Windows\CurrentVersion\Uninstall\Digitpad"
$data = "$env:LOCALAPPDATA\Digitpad"

Add-Type @"
using System;
using System.Runtime.InteropServices;
public static class Desktop {
    public struct Rect { public int Left, Top, Right, Bottom; }
    [DllImport("user32.dll")] public static extern bool GetWindowRect(IntPtr window, out Rect rect);
}
"@

function Run($What, $Arguments, $Expected = 0) {
    # A program with a window is only waited for in this way; the arguments go through as they stand, for _?= and /D=.
    $code = (Start-Process $What -ArgumentList $Arguments -Wait -PassThru).ExitCode
    if ($code -ne $Expected) { throw "$What $Arguments ended with $code, not with $Expected" }
}
function Check($Condition, $Sentence) {
    if (-not $Condition) { throw $Sentence }
}
function Test-Digitpad {
    Check (Test-Path $program) "$program is missing"
    Run $program "--self-test"
    # 2 would say that something is in the way on this machine
    Run $program "--check --json"
    # The self-test draws off screen. This is the window, with as few processes as it should have.
    $window = Start-Process $program -PassThru
    $null = $window.Handle # without it .NET forgets the exit code
    for ($left = 60; $left -gt 0 -and -not $window.HasExited -and $window.MainWindowHandle -eq 0; $left--) {
        Start-Sleep 1
        $window.Refresh()
    }
    Start-Sleep 10
    $window.Refresh()
    Check (-not $window.HasExited) "The window closed by itself"
    Check ($window.MainWindowTitle -like "*Digitpad*") "The window is called '$($window.MainWindowTitle)'"
    $rect = New-Object Desktop+Rect
    Check ([Desktop]::GetWindowRect($window.MainWindowHandle, [ref] $rect)) "There is no window"
    $width, $height = ($rect.Right - $rect.Left), ($rect.Bottom - $rect.Top)
    Check ($width -ge 800 -and $height -ge 500) "The window has $width x $height pixels, as a message has"
    Check (@($window.Modules | ForEach-Object ModuleName) -contains "qwindows.dll") "Qt has not loaded qwindows.dll"
    $count = @(Get-Process digitpad).Count
    Check ($count -le 3) "$count processes after ten seconds"
    Check ($window.CloseMainWindow()) "The window cannot be closed"
    Check ($window.WaitForExit(20000)) "The program has not ended 20 seconds after its window was closed"
    Check ($window.ExitCode -eq 0) "The program ended with $($window.ExitCode)"
}
function Start-Digitpad {
    Start-Process $program
    Start-Sleep 10
}
function Stop-Digitpad {
    Get-Process digitpad -ErrorAction SilentlyContinue | Stop-Process -Force
    Start-Sleep 3
}

New-Item -ItemType Directory -Force $data | Out-Null
Set-Content "$data\kept.txt" "by the uninstaller"

$setup = (Get-Item "$Folder\*-setup.exe").FullName
Write-Host "== $setup"
Run $setup "/S /AllUsers"
Check ((Get-ItemProperty $uninstall).DisplayName -eq "Digitpad") "No entry among the installed programs"
Test-Digitpad
Start-Digitpad
Run $setup "/S /AllUsers" 1618
Stop-Digitpad
Set-Content "$place\digitpad.ini" "[digitpad]", "downloads = no"
Run $setup "/S /AllUsers" # over itself, as an upgrade would
Run "$place\uninstall.exe" "/S /AllUsers _?=$place"
Check (-not (Test-Path $program)) "$program is still there"
Check (-not (Test-Path $uninstall)) "The entry among the installed programs is still there"
Check (Test-Path "$place\digitpad.ini") "What was decided for everybody is gone"
Remove-Item "$place" -Recurse -ErrorAction SilentlyContinue

$msi = (Get-Item "$Folder\*.msi").FullName
Write-Host "== $msi"
Run "msiexec.exe" "/i `"$msi`" /qn /norestart /l*v `"$env:TEMP\digitpad-setup.log`""
Test-Digitpad
Run "msiexec.exe" "/x `"$msi`" /qn /norestart"
Check (-not (Test-Path $program)) "$program is still there"

Check (Test-Path "$data\kept.txt") "The user's data are gone"
Remove-Item "$data\kept.txt"
Write-Host "OK"
