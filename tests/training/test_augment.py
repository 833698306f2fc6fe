import numpy as np
import pytest

from digitpad.training.plan import GENTLE, Augmentation


@pytest.fixture(scope="module")
def augment(keras):
    """The room needs TensorFlow, so it is imported only when a test runs."""
    from digitpad.training import augment

    return augment


@pytest.fixture(scope="module")
def tf(keras):
    import tensorflow

    return tensorflow


@pytest.fixture(scope="module")
def pictures(digits):
    """Thirty digits, flat."""
    return digits.train.images[:30].reshape(-1, 784)


def bent(augment, tf, augmentation, pictures, seed=0):
    bends = augment.RandomAugmentation(augmentation, len(pictures), np.random.default_rng(seed))
    return bends.apply(tf.constant(pictures), 0).numpy()


def both_ways(augment, tf, pictures, matrix):
    """The same map by TensorFlow's own operation and by the one that can also distort."""
    matrices = tf.constant(np.tile(np.float32(matrix), (len(pictures), 1)))
    fields = tf.zeros([len(pictures), 28, 28, 2])
    yield augment._affine(tf.constant(pictures), matrices).numpy()
    yield augment._affine_and_elastic(tf.constant(pictures), matrices, fields).numpy()


def test_no_bend_changes_nothing(augment, tf, pictures):
    result = bent(augment, tf, Augmentation(), pictures)
    assert (result.shape, result.dtype) == ((30, 784), np.float32)
    np.testing.assert_allclose(result, pictures, atol=1)


@pytest.mark.parametrize(("right", "down"), [(2, 0), (0, 2), (-2, 1), (3, -3)])
def test_a_shift_by_whole_pixels_moves_them(augment, tf, pictures, right, down):
    padded = np.pad(pictures.reshape(-1, 28, 28), [(0, 0), (4, 4), (4, 4)])
    expected = np.roll(padded, (down, right), (1, 2))[:, 4:-4, 4:-4].reshape(-1, 784)
    for result in both_ways(augment, tf, pictures, [1, 0, -right, 0, 1, -down, 0, 0]):
        np.testing.assert_allclose(result, expected, atol=1e-3)


def test_a_quarter_turn_turns(augment, tf, pictures):
    """About the middle of the picture, which lies between the pixels 13 and 14."""
    expected = np.rot90(pictures.reshape(-1, 28, 28), axes=(1, 2)).reshape(-1, 784)
    for result in both_ways(augment, tf, pictures, [0, -1, 27, 1, 0, 0, 0, 0]):
        np.testing.assert_allclose(result, expected, atol=1e-3)


def test_both_ways_read_between_pixels_alike(augment, tf, pictures):
    cos, sin = 0.9, 0.2
    first, second = both_ways(augment, tf, pictures, [cos, -sin, 2.3, sin, cos, -0.7, 0, 0])
    np.testing.assert_allclose(first, second, atol=0.01)


@pytest.mark.parametrize("far", [1e6, -1e6])
def test_what_lies_outside_is_paper(augment, tf, pictures, far):
    for result in both_ways(augment, tf, pictures, [1, 0, far, 0, 1, 0, 0, 0]):
        assert not result.any()


@pytest.mark.parametrize(
    "augmentation",
    [
        Augmentation(rotation=15),
        Augmentation(shift=2),
        Augmentation(shear=15),
        Augmentation(elastic=1.0),
        GENTLE,
        Augmentation(12, 1.5, 0.12, 10, 1.0),
    ],
    ids=["rotation", "shift", "shear", "elastic", "gentle", "all"],
)
def test_a_bent_digit_has_about_as_much_ink(augment, tf, pictures, augmentation):
    result = bent(augment, tf, augmentation, pictures)
    assert result.min() >= 0
    assert result.max() <= 255.001
    before, after = pictures.sum(axis=1, dtype=float), result.sum(axis=1)
    assert np.median(np.abs(after / before - 1)) < 0.1
    assert np.abs(after / before - 1).max() < 0.35
    assert np.abs(result - pictures).mean() > 1


def test_rotations_go_both_ways_and_keep_the_middle(augment):
    matrices = augment.affine_matrices(Augmentation(rotation=20), 2000, np.random.default_rng(0))
    a0, a1, a2, b0, b1, b2 = matrices[:, :6].T
    angle = np.degrees(np.arctan2(b0, a0))
    assert angle.min() == pytest.approx(-20, abs=0.5)
    assert angle.max() == pytest.approx(20, abs=0.5)
    assert abs(angle.mean()) < 1
    np.testing.assert_allclose([a1, b1], [-b0, a0], atol=1e-6)
    middle = 13.5
    np.testing.assert_allclose(a0 * middle + a1 * middle + a2, middle, atol=1e-4)
    np.testing.assert_allclose(b0 * middle + b1 * middle + b2, middle, atol=1e-4)
    assert not matrices[:, 6:].any()


def test_growing_and_shrinking_are_equally_likely(augment):
    matrices = augment.affine_matrices(Augmentation(scale=0.25), 4000, np.random.default_rng(0))
    for scale in matrices[:, 0], matrices[:, 4]:
        assert 1 / 1.25 - 1e-6 <= scale.min() < 0.81
        assert 1.24 < scale.max() <= 1.25 + 1e-6
        assert np.mean(scale > 1) == pytest.approx(0.5, abs=0.03)


def test_shifts_stay_within_their_limit(augment):
    matrices = augment.affine_matrices(Augmentation(shift=1.5), 4000, np.random.default_rng(0))
    for shift in matrices[:, 2], matrices[:, 5]:
        assert -1.5 <= shift.min() < -1.4
        assert 1.4 < shift.max() <= 1.5
        assert abs(shift.mean()) < 0.1


def test_fields_are_smooth_and_even(augment):
    fields = augment.smooth_fields(np.random.default_rng(0))
    assert (fields.shape[1:], fields.dtype) == ((28, 28, 2), np.float32)
    np.testing.assert_allclose(fields.std(axis=(1, 2, 3)), 1, atol=1e-3)
    assert abs(fields.mean()) < 0.1
    # A field changes little from pixel to pixel: no digit is torn apart.
    assert np.abs(np.diff(fields, axis=1)).mean() < 0.2
    assert np.abs(np.diff(fields, axis=2)).mean() < 0.2
    assert np.corrcoef(fields[0].ravel(), fields[1].ravel())[0, 1] < 0.5


@pytest.mark.parametrize("augmentation", [GENTLE, Augmentation(elastic=1.5)], ids=["gentle", "elastic"])
def test_the_same_numbers_bend_the_same_way(augment, tf, pictures, augmentation):
    first = bent(augment, tf, augmentation, pictures, seed=3)
    np.testing.assert_array_equal(first, bent(augment, tf, augmentation, pictures, seed=3))
    assert np.abs(first - bent(augment, tf, augmentation, pictures, seed=4)).mean() > 1


@pytest.mark.parametrize("augmentation", [GENTLE, Augmentation(elastic=1.5)], ids=["gentle", "elastic"])
def test_how_an_epoch_is_cut_changes_nothing(augment, tf, pictures, augmentation):
    bends = augment.RandomAugmentation(augmentation, len(pictures), np.random.default_rng(5))
    whole = bends.apply(tf.constant(pictures), 0).numpy()
    cuts = ((0, 1), (1, 18), (18, 30))
    pieces = [bends.apply(tf.constant(pictures[start:stop]), start).numpy() for start, stop in cuts]
    np.testing.assert_array_equal(np.concatenate(pieces), whole)
