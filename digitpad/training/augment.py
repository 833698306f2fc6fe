"""Augment training pictures at random in TensorFlow: shift, turn, scale, warp.

Random numbers are drawn once an epoch for every picture, from the run's seed: what a picture becomes does not depend
on how the run is cut into calls.
"""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from digitpad.training.plan import Augmentation

_SIDE = 28
_FIELDS = 256
"""Different smooth distortion fields an epoch; each picture takes one of them at a random strength and sign."""

_SMOOTHNESS = 5.0
"""Standard deviation in pixels of the Gaussian that makes random fields smooth (Simard et al. 2003 use 4 to 8)."""

Floats = npt.NDArray[np.float32]


class RandomAugmentation:
    """The random distortions of one epoch.

    Args:
        augmentation: how far pictures may be bent.
        count: number of pictures in the epoch.
        rng: the epoch's source of random numbers.
    """

    def __init__(self, augmentation: Augmentation, count: int, rng: np.random.Generator) -> None:
        self._matrices = affine_matrices(augmentation, count, rng)
        self._elastic = augmentation.elastic > 0
        if self._elastic:
            self._fields = tf.constant(smooth_fields(rng) * np.float32(augmentation.elastic))
            self._field_of = rng.integers(0, _FIELDS, count, dtype=np.int32)
        self._shaded = augmentation.thickness > 0 or augmentation.noise > 0
        if self._shaded:
            limit = augmentation.thickness
            self._thickness = rng.uniform(-limit, limit, count).astype(np.float32)
            grain = rng.standard_normal((_FIELDS, _SIDE * _SIDE)) * 255 * augmentation.noise
            self._grain = tf.constant(grain.astype(np.float32))
            self._grain_of = rng.integers(0, _FIELDS, count, dtype=np.int32)

    def apply(self, pictures: Any, start: int) -> Any:
        """Bend pictures number `start` and following of the epoch.

        Args:
            pictures: tensor (n, 784) uint8.
            start: position of the first of them in the epoch's order.

        Returns:
            Tensor (n, 784) float32, 0..255.
        """
        stop = start + int(pictures.shape[0])
        matrices = tf.constant(self._matrices[start:stop])
        if self._elastic:
            fields = tf.gather(self._fields, self._field_of[start:stop])
            bent = _affine_and_elastic(pictures, matrices, fields)
        else:
            bent = _affine(pictures, matrices)
        if not self._shaded:
            return bent
        grain = tf.gather(self._grain, self._grain_of[start:stop])
        return _shade(bent, tf.constant(self._thickness[start:stop]), grain)


def affine_matrices(augmentation: Augmentation, count: int, rng: np.random.Generator) -> Floats:
    """Random maps from places in the bent picture to places in the original.

    Returns:
        (count, 8) float32 as TensorFlow's ImageProjectiveTransform takes them: a0, a1, a2, b0, b1, b2, 0, 0 with
        x' = a0 x + a1 y + a2 and y' = b0 x + b1 y + b2, about the middle of the picture.
    """
    def spread(limit: float) -> npt.NDArray[np.float64]:
        return rng.uniform(-limit, limit, count)

    angle = np.deg2rad(spread(augmentation.rotation))
    slant = np.tan(np.deg2rad(spread(augmentation.shear)))
    # Exponential, so that half and double are equally likely.
    wide, high = (np.exp(spread(np.log1p(augmentation.scale))) for _ in range(2))
    cos, sin = np.cos(angle), np.sin(angle)
    a0, a1 = cos * wide, (cos * slant - sin) * wide
    b0, b1 = sin * high, (sin * slant + cos) * high
    middle = (_SIDE - 1) / 2
    a2 = middle - a0 * middle - a1 * middle + spread(augmentation.shift)
    b2 = middle - b0 * middle - b1 * middle + spread(augmentation.shift)
    zero = np.zeros(count)
    return np.stack([a0, a1, a2, b0, b1, b2, zero, zero], axis=1).astype(np.float32)


def smooth_fields(rng: np.random.Generator) -> Floats:
    """Random displacement fields, (fields, 28, 28, 2) in pixels, smooth and with a standard deviation of 1."""
    noise = rng.standard_normal((_FIELDS, 2, _SIDE, _SIDE))
    frequency = np.fft.fftfreq(_SIDE)
    # A Gaussian of width s in space is a Gaussian of width 1 / (2 pi s) in frequency.
    gaussian = np.exp(-2 * (np.pi * _SMOOTHNESS * frequency) ** 2)
    smooth = np.fft.ifft2(np.fft.fft2(noise) * gaussian[:, None] * gaussian).real
    smooth /= smooth.std(axis=(1, 2, 3), keepdims=True)
    return np.moveaxis(smooth, 1, -1).astype(np.float32)


def _compiled(signature: list[Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`tf.function` with a type, and without AutoGraph: it reads source text, which an installed program has not."""
    compile_it = tf.function(input_signature=signature, autograph=False)
    return cast(Callable[[Callable[..., Any]], Callable[..., Any]], compile_it)


@_compiled([tf.TensorSpec([None, 784], tf.uint8), tf.TensorSpec([None, 8], tf.float32)])
def _affine(pictures: Any, matrices: Any) -> Any:
    images = tf.reshape(tf.cast(pictures, tf.float32), [-1, _SIDE, _SIDE, 1])
    bent = tf.raw_ops.ImageProjectiveTransformV3(
        images=images,
        transforms=matrices,
        output_shape=[_SIDE, _SIDE],
        fill_value=0.0,
        interpolation="BILINEAR",
        fill_mode="CONSTANT",
    )
    return tf.reshape(bent, [-1, _SIDE * _SIDE])


@_compiled(
    [
        tf.TensorSpec([None, 784], tf.uint8),
        tf.TensorSpec([None, 8], tf.float32),
        tf.TensorSpec([None, _SIDE, _SIDE, 2], tf.float32),
    ]
)
def _affine_and_elastic(pictures: Any, matrices: Any, fields: Any) -> Any:
    """Both bends with one bilinear reading of the original, so that the line is blurred once."""
    side = tf.range(_SIDE, dtype=tf.float32)
    y, x = tf.meshgrid(side, side, indexing="ij")
    x = x + fields[..., 0]
    y = y + fields[..., 1]
    a0, a1, a2, b0, b1, b2 = (matrices[:, index, None, None] for index in range(6))
    from_x = tf.clip_by_value(a0 * x + a1 * y + a2, -1.0, float(_SIDE))
    from_y = tf.clip_by_value(b0 * x + b1 * y + b2, -1.0, float(_SIDE))
    # A border of two pixels of paper makes every neighbour exist.
    width = _SIDE + 4
    images = tf.reshape(tf.cast(pictures, tf.float32), [-1, _SIDE, _SIDE])
    flat = tf.reshape(tf.pad(images, [[0, 0], [2, 2], [2, 2]]), [-1, width * width])
    left, top = tf.floor(from_x), tf.floor(from_y)
    right_share, bottom_share = from_x - left, from_y - top
    corner = tf.cast((top + 2) * width + left + 2, tf.int32)
    corner = tf.reshape(corner, [-1, _SIDE * _SIDE])
    right_share = tf.reshape(right_share, [-1, _SIDE * _SIDE])
    bottom_share = tf.reshape(bottom_share, [-1, _SIDE * _SIDE])

    def at(offset: int) -> Any:
        return tf.gather(flat, corner + offset, batch_dims=1)

    upper = at(0) * (1 - right_share) + at(1) * right_share
    lower = at(width) * (1 - right_share) + at(width + 1) * right_share
    return upper * (1 - bottom_share) + lower * bottom_share


@_compiled(
    [
        tf.TensorSpec([None, _SIDE * _SIDE], tf.float32),
        tf.TensorSpec([None], tf.float32),
        tf.TensorSpec([None, _SIDE * _SIDE], tf.float32),
    ]
)
def _shade(pictures: Any, thickness: Any, grain: Any) -> Any:
    """Blend each picture with its thickest or thinnest neighbour pixels, and lay random grain over it."""
    images = tf.reshape(pictures, [-1, _SIDE, _SIDE, 1])
    thicker = tf.nn.max_pool2d(images, 3, 1, "SAME")
    thinner = -tf.nn.max_pool2d(-images, 3, 1, "SAME")
    share = tf.reshape(thickness, [-1, 1, 1, 1])
    blended = images + tf.where(share > 0, share * (thicker - images), -share * (thinner - images))
    return tf.clip_by_value(tf.reshape(blended, [-1, _SIDE * _SIDE]) + grain, 0.0, 255.0)
