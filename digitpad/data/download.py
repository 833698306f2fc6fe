"""Download one published file when the user asks for it: checked, cancellable, all or nothing.

The network is read by a thread of its own, since neither looking up a name nor waiting for a server can be
interrupted: whoever called `fetch` is free a moment after Cancel, whatever the network does.
"""

import contextlib
import hashlib
import http.client
import queue
import socket
import ssl
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from digitpad.data.download_source import DownloadSource
from digitpad.errors import CancelledError, DigitpadError, reason_of
from digitpad.system import policy
from digitpad.system.files import write_atomically
from digitpad.translation import N_, _

_BLOCK = 1 << 16
_POLL = 0.1  # seconds between two looks at Cancel


def fetch(
    source: DownloadSource,
    destination: Path,
    report: Callable[[int, int], None],
    is_cancelled: Callable[[], bool],
    stall_limit: float = 30.0,
) -> None:
    """Download a file; `destination` appears only when all of it has come and its hash is right.

    Until then the content is kept in memory, where even a crash leaves no half file behind; it is at most
    `source.size`, a few dozen megabytes.

    Args:
        source: what to fetch.
        destination: where it goes. A file that is already there stays as it is until it is replaced as a whole.
        report: called with the bytes received so far and the bytes in all, in the caller's thread.
        is_cancelled: asked about ten times a second.
        stall_limit: seconds without a single byte after which the download is given up.

    Raises:
        Cancelled: `is_cancelled` said so.
        DigitpadError: downloads are switched off on this computer, the server cannot be reached, refuses, falls silent,
            breaks off or sends another file, or the file cannot be written.
    """
    if not policy.current().downloads:
        raise DigitpadError(N_("Downloads are switched off on this computer; ask those who look after it."))
    host = _host(source.url)
    content = bytearray()
    report(0, source.size)
    line = _Line(source, host, stall_limit)
    try:
        for block in line.blocks(is_cancelled):
            content += block
            report(len(content), source.size)
    finally:
        line.hang_up()
    if len(content) < source.size:
        reason = _("the connection broke off after {received:,} of {size:,} bytes")
        raise line.failure(reason.format(received=len(content), size=source.size))
    if hashlib.sha256(content).hexdigest() != source.sha256:
        raise line.failure(_("the file that came is not the published one: its SHA-256 differs"))
    write_atomically(destination, bytes(content))


class _Line:
    """A connection, and the thread that listens to it."""

    def __init__(self, source: DownloadSource, host: str, stall_limit: float) -> None:
        self._source = source
        self._host = host
        self._stall_limit = stall_limit
        # Blocks as they come, or the reason why no more will come; None is always last.
        self._received: queue.SimpleQueue[bytes | DigitpadError | None] = queue.SimpleQueue()
        self._hung_up = threading.Event()
        self._sockets: list[socket.socket] = []
        # A daemon: a name server that does not answer must not keep the program from ending.
        self._thread = threading.Thread(target=self._listen, name="digitpad-download", daemon=True)
        self._thread.start()

    def blocks(self, is_cancelled: Callable[[], bool]) -> Iterator[bytes]:
        """What comes, until the server has said all."""
        last_sign = time.monotonic()
        while True:
            if is_cancelled():
                raise CancelledError
            try:
                received = self._received.get(timeout=_POLL)
            except queue.Empty:
                if time.monotonic() - last_sign > self._stall_limit:
                    raise self._silence() from None
                continue
            last_sign = time.monotonic()
            if received is None:
                return
            if isinstance(received, DigitpadError):
                raise received
            yield received

    def hang_up(self) -> None:
        """End the connection and with it the thread; one that is still looking for the server ends later."""
        self._hung_up.set()
        for wire in self._sockets:
            with contextlib.suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)
        self._thread.join(0.2)

    def connected(self, wire: socket.socket) -> None:
        """A connection has been made; from now on `hang_up` ends it."""
        self._sockets.append(wire)
        if self._hung_up.is_set():
            raise ConnectionAbortedError

    def failure(self, reason: str) -> DigitpadError:
        """The sentence for a download that did not work."""
        return DigitpadError(
            N_("The download from {host} failed: {reason}. Nothing was changed; check the network and try again."),
            host=self._host,
            reason=reason,
        )

    def _silence(self) -> DigitpadError:
        return self.failure(_("nothing came for {seconds:g} seconds").format(seconds=self._stall_limit))

    def _listen(self) -> None:
        try:
            self._read()
        except DigitpadError as error:
            self._received.put(error)
        except urllib.error.HTTPError as error:
            with error:  # it holds the connection
                meaning = http.client.responses.get(error.code) or _("unknown")
                reason = _("the server answered {code} ({meaning})").format(code=error.code, meaning=meaning)
                self._received.put(self.failure(reason))
        except TimeoutError:
            self._received.put(self._silence())
        except urllib.error.URLError as error:
            timed_out = isinstance(error.reason, TimeoutError)
            self._received.put(self._silence() if timed_out else self.failure(_words(error.reason)))
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._received.put(self.failure(_words(error)))
        finally:
            self._received.put(None)

    def _read(self) -> None:
        size = self._source.size
        headers = {"User-Agent": "Digitpad", "Accept-Encoding": "identity"}
        request = urllib.request.Request(self._source.url, headers=headers)
        with _opener(self).open(request, timeout=self._stall_limit) as response:
            announced = response.headers.get("Content-Length")
            if announced not in (None, str(size)):
                # Typical of a network that wants a login first and answers everything with a page of its own.
                reason = _("another file was offered ({announced} bytes instead of {size})")
                raise self.failure(reason.format(announced=announced[:20], size=size))
            so_far = 0
            while not self._hung_up.is_set() and (block := response.read1(_BLOCK)):
                so_far += len(block)
                if so_far > size:
                    raise self.failure(_("more came than the {size:,} bytes of the published file").format(size=size))
                self._received.put(block)


def _host(url: str) -> str:
    """The name of the server in a web address."""
    with contextlib.suppress(ValueError):
        parts = urllib.parse.urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname:
            return parts.hostname
    raise DigitpadError(N_("“{url}” is no web address; downloads come from http or https only."), url=url)


def _words(error: object) -> str:
    words = reason_of(error)
    return words[:200]  # some quote what the server said, whatever its length


# ----------------------------------------------------------------------------------------------------
# urllib, with nothing but http and https, and telling the line about its sockets


def _opener(line: _Line) -> urllib.request.OpenerDirector:
    """Urllib's usual opener, but no redirection leads to file:, ftp: or data: addresses."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
        _WebHandler(line),
    ):
        opener.add_handler(handler)
    return opener


class _WebHandler(urllib.request.AbstractHTTPHandler):
    http_request = https_request = urllib.request.AbstractHTTPHandler.do_request_

    def __init__(self, line: _Line) -> None:
        super().__init__()
        self._line = line

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_Plain, self._line), request)

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_Secure, self._line), request)


class _Plain(http.client.HTTPConnection):
    def __init__(self, line: _Line, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._line = line

    def connect(self) -> None:
        super().connect()
        self._line.connected(self.sock)


class _Secure(http.client.HTTPSConnection):
    def __init__(self, line: _Line, *args: Any, **options: Any) -> None:
        super().__init__(*args, context=_trusting_context(), **options)
        self._line = line

    def connect(self) -> None:
        super().connect()
        self._line.connected(self.sock)


_AUTHORITIES = tuple(
    Path("/etc", place) for place in ("ssl/certs/ca-certificates.crt", "pki/tls/certs/ca-bundle.crt", "ssl/cert.pem")
)
"""Where Debian, Fedora and macOS keep whom they trust."""


def _trusting_context() -> ssl.SSLContext:
    """Trusts whom the system trusts, also where OpenSSL was built for another one, as in the frozen program."""
    context = ssl.create_default_context()
    built_for = ssl.get_default_verify_paths()
    knows_some = built_for.cafile or built_for.capath or context.cert_store_stats()["x509_ca"]
    place = next(filter(Path.is_file, _AUTHORITIES), None)
    if not knows_some and place is not None:
        context.load_verify_locations(place)
    return context
