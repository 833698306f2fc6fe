"""Three runs that nobody had to train, and the page that shows them."""

import pytest
from helpers.runs_page import open_page, three_runs


@pytest.fixture
def runs(data_dir):
    return three_runs(data_dir)


@pytest.fixture
def page(runs, jobs, qtbot):
    return open_page(runs, jobs, qtbot)
