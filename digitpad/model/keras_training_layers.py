"""Keras' layers that do something in training alone: noise and augmentation; they are passed over."""

from digitpad.model.keras_layers import Json, config_of, require
from digitpad.model.spec import SIDE

_PASSED_OVER = (  # untranslated: Keras' names
    "ActivityRegularization", "AlphaDropout", "GaussianDropout", "GaussianNoise", "Identity", "SpatialDropout1D",
    "SpatialDropout2D", "SpatialDropout3D",
)  # fmt: skip
_AUGMENTATION = (  # untranslated: Keras' names
    "AugMix", "CutMix", "MixUp", "RandAugment", "RandomBrightness", "RandomColorJitter",
    "RandomContrast", "RandomCrop", "RandomElasticTransform", "RandomErasing", "RandomFlip", "RandomGaussianBlur",
    "RandomGrayscale", "RandomHue", "RandomInvert", "RandomPerspective", "RandomPosterization", "RandomRotation",
    "RandomSaturation", "RandomSharpness", "RandomShear", "RandomTranslation", "RandomZoom",
)  # fmt: skip


def is_augmentation(entry: Json) -> bool:
    """Whether a layer changes pictures while training, and only then."""
    return entry.get("module") == "keras.layers" and entry.get("class_name") in _AUGMENTATION


def is_passed_over(entry: Json) -> bool:
    """Whether a layer does nothing when a network answers.

    Raises:
        DigitpadError: it would cut pictures even then.
    """
    if entry.get("module") != "keras.layers":
        return False
    if entry.get("class_name") == "RandomCrop":
        for side in ("height", "width"):
            require(config_of(entry), side, SIDE)
    return is_augmentation(entry) or entry.get("class_name") in _PASSED_OVER
