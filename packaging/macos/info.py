"""What Digitpad.app says of itself in its Info.plist; build.spec gives it to PyInstaller's BUNDLE."""

from typing import Any

BUNDLE_IDENTIFIER = "org.digitpad.Digitpad"
MINIMUM_SYSTEM = "13.0"  # Qt 6.11 asks for it; TensorFlow would run on 12

_DIGITS = "org.digitpad.digits"
_LESSON = "org.digitpad.digitlesson"
_KERAS = "io.keras.model"


def info_plist(version: str) -> dict[str, Any]:
    """The keys that PyInstaller does not set by itself, with values that plistlib can write.

    Args:
        version: Digitpad's, such as `0.1.0`.
    """
    return {
        "CFBundleName": "Digitpad",
        "CFBundleDisplayName": "Digitpad",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDocumentTypes": [
            _document("Digitpad drawings", _DIGITS, role="Editor", rank="Owner"),
            _document("Digitpad lesson", _LESSON, role="Viewer", rank="Owner"),
            _document("Keras network", _KERAS, role="Editor", rank="Alternate"),
            _document("Picture", "public.image", role="Viewer", rank="Alternate"),
        ],
        "UTExportedTypeDeclarations": [
            _type(_DIGITS, "Digitpad drawings", "digits", "application/x-digitpad-digits"),
            _type(_LESSON, "Digitpad lesson", "digitlesson", "application/x-digitpad-lesson"),
        ],
        # Keras' own format is not ours to declare: if another program declares it, its declaration counts.
        "UTImportedTypeDeclarations": [_type(_KERAS, "Keras network", "keras", "application/x-keras")],
        "LSApplicationCategoryType": "public.app-category.education",
        "LSMinimumSystemVersion": MINIMUM_SYSTEM,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "Copyright © the Digitpad developers. MIT licence.",
        "NSRequiresAquaSystemAppearance": False,  # dark mode is followed
    }


def _document(name: str, identifier: str, *, role: str, rank: str) -> dict[str, Any]:
    """One kind of file that the Finder may open with Digitpad."""
    return {
        "CFBundleTypeName": name,
        "CFBundleTypeRole": role,
        "LSHandlerRank": rank,
        "LSItemContentTypes": [identifier],
    }


def _type(identifier: str, name: str, extension: str, mime: str) -> dict[str, Any]:
    """One kind of file by its ending. Plain data, though both are zips: the Finder would offer to unpack them."""
    return {
        "UTTypeIdentifier": identifier,
        "UTTypeDescription": name,
        "UTTypeConformsTo": ["public.data"],
        "UTTypeTagSpecification": {"public.filename-extension": [extension], "public.mime-type": [mime]},
    }
