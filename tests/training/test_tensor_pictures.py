"""Pictures become tensors, from which rows are taken."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def tensor_pictures(keras):
    """The room needs TensorFlow, so it is imported only when a test runs."""
    from digitpad.training import tensor_pictures

    return tensor_pictures


def test_pictures_become_tensors_in_their_order(tensor_pictures, few, monkeypatch):
    monkeypatch.setattr(tensor_pictures, "_ROWS_PER_PIECE", 100)
    tensors = tensor_pictures.TensorPictures(few.train)
    assert len(tensors) == 403
    np.testing.assert_array_equal(tensors.images.numpy(), few.train.images.reshape(-1, 784))
    images, labels = tensors.take(np.array([402, 0, 7], np.int32))
    np.testing.assert_array_equal(images.numpy().reshape(-1, 28, 28), few.train.images[[402, 0, 7]])
    np.testing.assert_array_equal(labels.numpy(), few.train.labels[[402, 0, 7]])


def test_no_pictures_become_empty_tensors(tensor_pictures, few):
    nothing = tensor_pictures.TensorPictures(few.train.take(np.array([], np.intp)))
    assert len(nothing) == 0
    assert nothing.images.shape == (0, 784)
