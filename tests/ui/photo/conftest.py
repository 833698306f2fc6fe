"""A photo of a number, and a clipboard that is clean afterwards."""

import pytest
from helpers.photos import image_of, number_photo
from PySide6.QtGui import QGuiApplication


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "Zoë 42.png"
    assert image_of(number_photo("42")).save(str(path))
    return path


@pytest.fixture(autouse=True)
def clean_clipboard(window):
    """What is left on the clipboard would outlive the application."""
    yield
    QGuiApplication.clipboard().clear()
