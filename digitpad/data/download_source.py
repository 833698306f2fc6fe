"""Where a dataset is published."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DownloadSource:
    """A file on the network that never changes.

    Attributes:
        url: its address, http or https.
        sha256: the hash of its content, in hexadecimal digits.
        size: its length in bytes.
    """

    url: str
    sha256: str
    size: int
