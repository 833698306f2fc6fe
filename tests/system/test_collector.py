import gc

import pytest

from digitpad.system import collector


@pytest.fixture(params=[True, False], ids=["on", "off"])
def enabled(request):
    was = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if was else gc.disable)()


def test_it_rests_and_is_then_as_it_was(enabled):
    with collector.at_rest():
        assert not gc.isenabled()
        with collector.at_rest():
            pass
        assert not gc.isenabled()
    assert gc.isenabled() is enabled


def test_it_is_as_it_was_after_an_error_too(enabled):
    with pytest.raises(RuntimeError, match="no"), collector.at_rest():
        raise RuntimeError("no")
    assert gc.isenabled() is enabled
