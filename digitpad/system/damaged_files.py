"""The exceptions that Python's own readers raise for a file that is damaged or is something else."""

import struct
import zipfile
import zlib

DAMAGED_FILE_ERRORS = (
    OSError, EOFError, ValueError, OverflowError, MemoryError, RuntimeError,
    struct.error, zlib.error, zipfile.BadZipFile,
)
"""What `zipfile`, `gzip`, `zlib`, `struct` and the system raise; a program's own mistakes are mostly others."""
