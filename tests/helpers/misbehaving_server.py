"""A web server on this machine that answers rightly under one name, and wrongly under others."""

from __future__ import annotations

import contextlib
import http.server
import socketserver
import threading
from email.message import Message


class MisbehavingServer(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Serves `content` as /whole, and in wrong ways under other names. Closing joins its threads."""

    def __init__(self, content: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.content = content
        self.closing = threading.Event()
        self.hung_up = threading.Event()
        self.headers: list[Message] = []

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{name}"

    def handle_error(self, request: object, client_address: object) -> None:
        """The client went away; that is what some tests are about."""
        self.hung_up.set()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: MisbehavingServer

    def do_GET(self) -> None:
        self.close_connection = True
        self.server.headers.append(self.headers)
        getattr(self, self.path.strip("/"))(self.server.content)

    def start(self, length: int | None, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def whole(self, content: bytes) -> None:
        self.start(len(content))
        self.wfile.write(content)

    def chunked(self, content: bytes) -> None:
        self.start(None, **{"Transfer-Encoding": "chunked"})  # type: ignore[arg-type] # a header, not the status
        for start in range(0, len(content), 1 << 20):
            block = content[start : start + (1 << 20)]
            self.wfile.write(f"{len(block):x}\r\n".encode() + block + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def endless(self, content: bytes) -> None:
        self.start(None)
        while not self.server.closing.is_set():
            self.wfile.write(bytes(1 << 16))

    def altered(self, content: bytes) -> None:
        self.start(len(content))
        self.wfile.write(bytes([content[0] ^ 255]) + content[1:])

    def dropped(self, content: bytes) -> None:
        self.start(len(content))
        self.wfile.write(content[: len(content) // 2])

    def login(self, content: bytes) -> None:
        page = b"<html>Please sign in</html>"
        self.start(len(page))
        self.wfile.write(page)

    def missing(self, content: bytes) -> None:
        self.send_error(404)

    def moved(self, content: bytes) -> None:
        self.start(0, 302, Location="/whole")

    def to_file(self, content: bytes) -> None:
        self.start(0, 302, Location="file:///etc/hostname")

    def to_ftp(self, content: bytes) -> None:
        self.start(0, 302, Location="ftp://127.0.0.1/whole")

    def in_circles(self, content: bytes) -> None:
        self.start(0, 302, Location="/in_circles")

    def gibberish(self, content: bytes) -> None:
        self.wfile.write(b"\xff" * 70_000)

    def silent(self, content: bytes) -> None:
        self.wait()

    def stalled(self, content: bytes) -> None:
        self.start(len(content))
        self.wfile.write(content[:1000])
        self.wait()

    def wait(self) -> None:
        """Until the client hangs up or the test is over."""
        self.connection.settimeout(0.05)
        while not self.server.closing.is_set():
            with contextlib.suppress(TimeoutError):
                if not self.connection.recv(1):
                    self.server.hung_up.set()
                    return

    def log_message(self, *arguments: object) -> None:
        pass
