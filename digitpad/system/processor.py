"""Ask the processor what it supports (AVX)."""

import importlib
from pathlib import Path

_CPUINFO = Path("/proc/cpuinfo")


def lacks_avx() -> bool:
    """Whether this is an x86 processor without AVX; other families need none, and one that cannot be asked may do.

    NumPy asks the processor itself, on every system, and whether the system lets it be used. `/proc/cpuinfo` is
    Linux' alone, and in an emulator it describes the machine outside.
    """
    features = _numpy_features()
    if "AVX" in features and "SSE2" in features:
        return features["SSE2"] and not features["AVX"]  # every x86-64 has SSE2, no other family has
    try:
        lines = _CPUINFO.read_text(errors="replace").splitlines()
    except OSError:
        return False
    flags = next((line for line in lines if line.startswith("flags")), None)
    return flags is not None and "avx" not in flags.split()


def _numpy_features() -> dict[str, bool]:
    """NumPy's table of features by name, empty in a version that keeps it elsewhere."""
    try:
        table = importlib.import_module("numpy._core._multiarray_umath")
    except ImportError:
        return {}
    return dict(getattr(table, "__cpu_features__", {}))
