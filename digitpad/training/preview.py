"""Augment a few training pictures as a run would, to look at."""

import numpy as np
import numpy.typing as npt

from digitpad.data.digits import Pictures
from digitpad.errors import DigitpadError
from digitpad.training.plan import Augmentation
from digitpad.training.runtime import load_tensorflow, why_not_trainable


def augmented_samples(pictures: Pictures, augmentation: Augmentation, count: int) -> npt.NDArray[np.uint8]:
    """Pick pictures at random and bend them. Loads TensorFlow; call it in a background thread.

    Returns:
        (count, 28, 28) uint8, another choice each time.

    Raises:
        DigitpadError: this computer cannot run TensorFlow.
    """
    if (reason := why_not_trainable()) is not None:
        raise DigitpadError(reason)
    load_tensorflow()
    import tensorflow as tf

    from digitpad.training.augment import RandomAugmentation

    rng = np.random.default_rng()
    chosen = pictures.images[rng.permutation(len(pictures))[:count]]
    if not augmentation:
        return chosen
    bent = RandomAugmentation(augmentation, len(chosen), rng).apply(tf.constant(chosen.reshape(-1, 784)), 0)
    result: npt.NDArray[np.uint8] = np.rint(bent.numpy()).astype(np.uint8).reshape(-1, 28, 28)
    return result
