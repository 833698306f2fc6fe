"""No dataset of this computer is seen."""

import pytest

from digitpad.data import fashion


@pytest.fixture(autouse=True)
def no_package_of_debian(tmp_path, monkeypatch):
    monkeypatch.setattr(fashion, "DEBIAN", tmp_path / "debian")
