"""The folder of what is bundled: models, datasets, drawings, icons, catalogues of languages."""

from pathlib import Path


def folder() -> Path:
    """The folder itself.

    It is `digitpad/assets` in a wheel and in the frozen program, `assets` beside the package in a checkout.
    """
    package = Path(__file__).resolve().parent.parent
    installed = package / "assets"
    return installed if installed.is_dir() else package.parent / "assets"
