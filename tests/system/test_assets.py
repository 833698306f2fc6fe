"""Where what is bundled lies: in a wheel, in the frozen program, and in a checkout."""

import pytest

from digitpad.system import assets


@pytest.mark.parametrize("part", ["models/digitpad.keras", "datasets/mnist-5k.npz", "drawings/digits.jsonl", "icons"])
def test_everything_on_board_is_there(part):
    assert (assets.folder() / part).exists()


def test_a_wheel_has_its_assets_inside_the_package(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "digitpad"
    (package / "assets").mkdir(parents=True)
    monkeypatch.setattr(assets, "__file__", str(package / "system" / "assets.py"))
    assert assets.folder() == package / "assets"


def test_a_checkout_has_its_assets_beside_the_package(tmp_path, monkeypatch):
    package = tmp_path / "checkout" / "digitpad"
    package.mkdir(parents=True)
    monkeypatch.setattr(assets, "__file__", str(package / "system" / "assets.py"))
    assert assets.folder() == tmp_path / "checkout" / "assets"
