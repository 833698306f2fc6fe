"""Runtime hook of the frozen program: empty stand-ins for what is imported along the way and never used.

The names are left out of the bundle by `build.spec`; importing one of them gives a module in which every name is a
class that cannot be made, so it can be derived from and asked about but not used. Outside the frozen program this
module changes nothing.
"""

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Sequence
from typing import NoReturn

STAND_INS = (
    "tensorflow._api.v2.compat",  # the names of TensorFlow 1; 1,500 modules that only list names
    "tensorflow._api.v2.lite",
    "tensorflow.lite",  # converting to other formats, with a library of 14 MB
    "tensorflow.compiler.mlir",  # quantisation, with a library of 25 MB
    "tensorflow.python.profiler.profiler_client",  # with a library of 28 MB
    "requests",  # asks the machines of cloud services who they are
)


class _StandIn(types.ModuleType):
    __path__: list[str] = []  # noqa: RUF012  (what makes a module a package)

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        full_name = f"{self.__name__}.{name}"

        def refuse(*_arguments: object, **_options: object) -> NoReturn:
            raise RuntimeError(f"{full_name} was left out of this program.")

        return type(name, (), {"__new__": refuse})


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the stand-ins and everything below them."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A stand-in's specification, or None for any other module."""
        if any(name == each or name.startswith(each + ".") for each in STAND_INS):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """An empty module that refuses to be used."""
        return _StandIn(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """There is nothing to run."""


if getattr(sys, "frozen", False):
    sys.meta_path.insert(0, Finder())
