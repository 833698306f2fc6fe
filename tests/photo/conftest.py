"""Pictures on their way through a file."""

import pytest
from helpers.picture_files import file_digit


@pytest.fixture
def read_digit(tmp_path):
    """Read the one digit of a file's bytes."""

    def read_digit(content, name="picture.png"):
        path = tmp_path / name
        path.write_bytes(content)
        return file_digit(path)

    return read_digit


@pytest.fixture
def save_image(tmp_path):
    """Save an image by Qt."""

    def save_image(image, form, name=None):
        path = tmp_path / (name or f"picture.{form.lower()}")
        assert image.save(str(path), form)
        return path

    return save_image
