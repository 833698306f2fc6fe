; The installer for Windows 10 and later, 64 bit, for all users or for one. build_installers.py compiles it:
;   makensis -DVERSION=0.1.0 -DNUMBERS=0.1.0.0 -DKILOBYTES=800000 -DSOURCE=dist/digitpad -DOUT=setup.exe digitpad.nsi
;
; Silent: setup.exe /S /AllUsers | /CurrentUser [/D=C:\Some Folder]   (/D= comes last and is not quoted)
; Exit codes: 0 done; 1 cancelled by the user; 2 a file could not be written, what was installed before is back;
;   5 not allowed to install for all users; 1618 Digitpad is running (Intune tries again later by itself);
;   1633 Windows is too old; 1638 Digitpad was installed from the .msi.

Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestLongPathAware true
; Not solid: a solid archive is first unpacked as a whole into %TEMP%, which a full disk or AppLocker may refuse.
SetCompressor lzma
; In megabytes, which installing takes of memory, too. TensorFlow's one library repeats itself over long distances.
SetCompressorDictSize 256
; A file that cannot be written ends the installation instead of leaving half a program.
AllowSkipFiles off

Name "Digitpad"
OutFile "${OUT}"
BrandingText "Digitpad ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "Digitpad"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Digitpad setup"
VIAddVersionKey "CompanyName" "Digitpad developers"
VIAddVersionKey "LegalCopyright" "Copyright (c) the Digitpad developers. MIT licence."

!define SOFTWARE "Software\Digitpad"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Digitpad"
!define CLASSES "Software\Classes"

!define MULTIUSER_MUI
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_INSTDIR "Digitpad"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${SOFTWARE}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${SOFTWARE}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_FUNCTION UseFolderOfCommandLine

!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh

!define MUI_ICON "digitpad.ico"
!define MUI_UNICON "digitpad.ico"
!define MUI_ABORTWARNING
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "Digitpad ${VERSION} is installed"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "It is in the start menu."
!insertmacro MUI_PAGE_INSTFILES

!define MUI_UNCONFIRMPAGE_TEXT_TOP "Digitpad will be removed from this computer. What was drawn and trained is kept: it \
is in the folder %LOCALAPPDATA%\Digitpad of everyone who used Digitpad, and may be deleted there."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; With a certificate: build_installers.py says how to sign.
!ifdef SIGN
    !uninstfinalize '${SIGN} "%1"'
!endif

Var FolderOfCommandLine
Var OtherFolder ; where an earlier installation lies, if not where this one goes
Var Unpacking
Var WhyNot ; the exit code of an installation that fails

; Refuse with one sentence and an exit code that management tools understand; nobody is asked in silent mode.
!macro Refuse CODE SENTENCE
    MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}" /SD IDOK
    SetErrorLevel ${CODE}
    Quit
!macroend

; Nobody may write to a program while it runs, on any desktop of this computer: Windows holds the file.
!macro RefuseWhileRunning FOLDER VERB
    ${Do}
        ClearErrors
        ${IfNot} ${FileExists} "${FOLDER}\digitpad.exe"
            ${ExitDo}
        ${EndIf}
        FileOpen $0 "${FOLDER}\digitpad.exe" a
        ${IfNot} ${Errors}
            FileClose $0
            ${ExitDo}
        ${EndIf}
        ${IfNot} ${Cmd} 'MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Digitpad is running, or its folder may not be \
changed: close it for everyone who is signed in, then try to ${VERB} it again." /SD IDCANCEL IDRETRY'
            SetErrorLevel 1618
            Quit
        ${EndIf}
    ${Loop}
!macroend

!macro RefuseAllUsersWithoutRights UN
    UserInfo::GetAccountType
    Pop $0
    ${${UN}GetParameters} $1
    ClearErrors
    ${${UN}GetOptions} $1 "/AllUsers" $2
    ${IfNot} ${Errors}
    ${AndIf} $0 != "Admin"
        !insertmacro Refuse 5 "Only an administrator can do this for all users of this computer."
    ${EndIf}
    ClearErrors
!macroend

Function .onInit
    SetRegView 64
    ${IfNot} ${AtLeastWin10}
        !insertmacro Refuse 1633 "Digitpad needs Windows 10 or later, 64 bit."
    ${EndIf}
    ; There is no InstallDir, so this is empty unless /D= was given; MultiUser.nsh is about to set it.
    StrCpy $FolderOfCommandLine $INSTDIR
    !insertmacro RefuseAllUsersWithoutRights ""
    !insertmacro MULTIUSER_INIT
FunctionEnd

Function UseFolderOfCommandLine
    ${If} $FolderOfCommandLine != ""
        StrCpy $INSTDIR $FolderOfCommandLine
    ${EndIf}
FunctionEnd

Section "Digitpad"
    SectionIn RO
    ; Not earlier: for whom it is installed may be chosen on the first page. For one user it may stand beside the .msi.
    ReadRegStr $0 HKLM "${SOFTWARE}" "Installer"
    ${If} $0 == "msi"
    ${AndIf} $MultiUser.InstallMode == "AllUsers"
        !insertmacro Refuse 1638 "Digitpad was installed from its .msi: upgrade it with a new one, or remove it first."
    ${EndIf}
    !insertmacro RefuseWhileRunning "$INSTDIR" "install"
    Call FindOtherFolder
    ${If} $OtherFolder != ""
        !insertmacro RefuseWhileRunning "$OtherFolder" "install"
    ${EndIf}
    ; The old version stays beside the new one until that is complete.
    SetOutPath "$INSTDIR"
    Call PutBackOld
    ${If} ${FileExists} "$INSTDIR\digitpad.exe.old"
        Abort "A file of Digitpad is in use."
    ${EndIf}
    RMDir /r "$INSTDIR\_internal.old"
    Rename "$INSTDIR\_internal" "$INSTDIR\_internal.old"
    Rename "$INSTDIR\digitpad.exe" "$INSTDIR\digitpad.exe.old"
    ${If} ${FileExists} "$INSTDIR\_internal\*.*"
    ${OrIf} ${FileExists} "$INSTDIR\digitpad.exe"
        Abort "A file of Digitpad is in use."
    ${EndIf}

    StrCpy $Unpacking "yes"
    File /r "${SOURCE}/*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    ; Before anything else is written, since that goes with the other one.
    ${If} $OtherFolder != ""
        Call RemoveFromOtherFolder
    ${EndIf}
    CreateShortcut "$SMPROGRAMS\Digitpad.lnk" "$INSTDIR\digitpad.exe" "" "" "" SW_SHOWNORMAL "" \
        "Draw a digit, watch a neural network answer"

    WriteRegStr SHCTX "${SOFTWARE}" "InstallLocation" "$INSTDIR"
    WriteRegStr SHCTX "${SOFTWARE}" "Version" "${VERSION}"
    WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "Digitpad"
    WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\digitpad.exe"
    WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "Digitpad developers"
    WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
    WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S /$MultiUser.InstallMode'
    WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
    WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1

    Push ".digits"
    Push "Digitpad drawings"
    Call RegisterType
    Push ".digitlesson"
    Push "Digitpad lesson"
    Call RegisterType
    Push ".keras"
    Push "Keras network"
    Call RegisterType
    ${RefreshShellIcons}

    ; In this order: PutBackOld goes by it.
    Delete "$INSTDIR\digitpad.exe.old"
    ${IfNot} ${FileExists} "$INSTDIR\digitpad.exe.old"
        RMDir /r "$INSTDIR\_internal.old"
    ${EndIf}
SectionEnd

; What could not be completed goes, and what was there before comes back.
Function .onInstFailed
    SetOutPath "$TEMP" ; nobody can remove a folder that somebody is in
    ${If} $Unpacking == "yes"
        RMDir /r "$INSTDIR\_internal"
        Delete "$INSTDIR\digitpad.exe"
    ${EndIf}
    Call PutBackOld
    ${IfNot} ${FileExists} "$INSTDIR\digitpad.exe"
    ${AndIfNot} ${FileExists} "$INSTDIR\digitpad.exe.old"
        Delete "$INSTDIR\uninstall.exe"
    ${EndIf}
    RMDir "$INSTDIR"
    ${If} $WhyNot == ""
        StrCpy $WhyNot 2
    ${EndIf}
    SetErrorLevel $WhyNot
FunctionEnd

; Also after a power cut, at any moment. While the old program is there, its folder is complete, and what lies in the
; place of the two may be half of something. Without it, the old folder is the only one, or the remainder of one.
Function PutBackOld
    ${If} ${FileExists} "$INSTDIR\digitpad.exe.old"
        ${If} ${FileExists} "$INSTDIR\_internal.old\*.*"
            RMDir /r "$INSTDIR\_internal"
            Rename "$INSTDIR\_internal.old" "$INSTDIR\_internal"
        ${EndIf}
        ${IfNot} ${FileExists} "$INSTDIR\_internal.old\*.*"
            Delete "$INSTDIR\digitpad.exe"
            Rename "$INSTDIR\digitpad.exe.old" "$INSTDIR\digitpad.exe"
        ${EndIf}
    ${ElseIfNot} ${FileExists} "$INSTDIR\_internal\*.*"
        Rename "$INSTDIR\_internal.old" "$INSTDIR\_internal"
    ${EndIf}
FunctionEnd

; One Digitpad for all users, or one for this user: what an earlier installation put elsewhere goes.
Function FindOtherFolder
    ReadRegStr $0 SHCTX "${SOFTWARE}" "InstallLocation"
    ${If} $0 != ""
    ${AndIf} $0 != $INSTDIR
    ${AndIf} ${FileExists} "$0\uninstall.exe"
        StrCpy $OtherFolder $0
    ${EndIf}
FunctionEnd

; All of it or nothing: if the other one refuses to go, this one goes again, with the same exit code.
Function RemoveFromOtherFolder
    ; _?= makes it wait, and keeps it from removing itself
    ClearErrors
    ExecWait '"$OtherFolder\uninstall.exe" /S /$MultiUser.InstallMode _?=$OtherFolder' $WhyNot
    ${If} ${Errors}
        StrCpy $WhyNot 2
    ${EndIf}
    ${If} $WhyNot != 0
        Abort "The Digitpad in $OtherFolder could not be removed."
    ${EndIf}
    Delete "$OtherFolder\uninstall.exe"
    ; What was decided for everybody comes along.
    ${If} ${FileExists} "$OtherFolder\digitpad.ini"
    ${AndIfNot} ${FileExists} "$INSTDIR\digitpad.ini"
        ClearErrors
        CopyFiles /SILENT "$OtherFolder\digitpad.ini" "$INSTDIR\digitpad.ini"
        ${IfNot} ${Errors}
            Delete "$OtherFolder\digitpad.ini"
        ${EndIf}
    ${EndIf}
    RMDir "$OtherFolder"
    StrCpy $WhyNot ""
FunctionEnd

; Push an ending and what people call such a file. Another program that opens files with this ending keeps them;
; Digitpad is then one of the choices under "Open with".
Function RegisterType
    Pop $1
    Pop $0
    WriteRegStr SHCTX "${CLASSES}\Digitpad$0" "" "$1"
    WriteRegStr SHCTX "${CLASSES}\Digitpad$0\DefaultIcon" "" "$INSTDIR\digitpad.exe,0"
    WriteRegStr SHCTX "${CLASSES}\Digitpad$0\shell\open\command" "" '"$INSTDIR\digitpad.exe" "%1"'
    WriteRegNone SHCTX "${CLASSES}\$0\OpenWithProgids" "Digitpad$0"
    ReadRegStr $2 HKCR "$0" ""
    ${If} $2 == ""
        WriteRegStr SHCTX "${CLASSES}\$0" "" "Digitpad$0"
    ${EndIf}
FunctionEnd

Function un.onInit
    SetRegView 64
    !insertmacro RefuseAllUsersWithoutRights un.
    !insertmacro MULTIUSER_UNINIT
FunctionEnd

Section "Uninstall"
    !insertmacro RefuseWhileRunning "$INSTDIR" "remove"
    ; Only what the installer has put there: the folder may have been somebody's own, and digitpad.ini is an
    ; administrator's. Users' data lie elsewhere.
    RMDir /r "$INSTDIR\_internal"
    RMDir /r "$INSTDIR\_internal.old" ; of an upgrade that was cut off
    Delete "$INSTDIR\digitpad.exe"
    Delete "$INSTDIR\digitpad.exe.old"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\Digitpad.lnk"

    Push ".digits"
    Call un.RegisterType
    Push ".digitlesson"
    Call un.RegisterType
    Push ".keras"
    Call un.RegisterType
    DeleteRegKey SHCTX "${UNINSTALL}"
    DeleteRegKey SHCTX "${SOFTWARE}"
    ${un.RefreshShellIcons}
SectionEnd

Function un.RegisterType
    Pop $0
    DeleteRegKey SHCTX "${CLASSES}\Digitpad$0"
    DeleteRegValue SHCTX "${CLASSES}\$0\OpenWithProgids" "Digitpad$0"
    ReadRegStr $2 SHCTX "${CLASSES}\$0" ""
    ${If} $2 == "Digitpad$0"
        DeleteRegValue SHCTX "${CLASSES}\$0" ""
    ${EndIf}
    DeleteRegKey /ifempty SHCTX "${CLASSES}\$0\OpenWithProgids"
    DeleteRegKey /ifempty SHCTX "${CLASSES}\$0"
FunctionEnd
