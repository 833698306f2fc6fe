"""Every model of the window can be called as Qt's own models can be."""

import importlib
import inspect
import pkgutil

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QStringListModel, Qt

import digitpad.ui
from digitpad.ui.samples.list_model import SampleListModel


def models():
    for module in pkgutil.walk_packages(digitpad.ui.__path__, "digitpad.ui."):
        for each in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(each) and issubclass(each, QAbstractItemModel) and each.__module__ == module.name:
                yield each


MODELS = list(models())


def test_models_are_found():
    assert SampleListModel in MODELS


@pytest.mark.parametrize("kind", [QStringListModel, *MODELS])
def test_a_model_can_be_asked_without_a_parent(qapp, kind):
    model = kind()
    nowhere = QModelIndex()
    assert model.rowCount() == model.rowCount(nowhere) == 0
    assert model.index(0, 0).isValid() is False
    assert model.data(nowhere) is model.data(nowhere, Qt.ItemDataRole.DisplayRole) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) in (None, 1)
    assert model.flags(nowhere) in (Qt.ItemFlag.NoItemFlags, Qt.ItemFlag.ItemIsDropEnabled)
    assert model.canFetchMore(nowhere) is False


@pytest.mark.parametrize("kind", MODELS)
def test_columns_can_be_counted_without_a_parent(qapp, kind):
    """Of a list PySide wants one, though Qt does not."""
    model = kind()
    assert model.columnCount() == model.columnCount(QModelIndex()) == 1
