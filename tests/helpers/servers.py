"""A web server on this machine that has one file."""

import http.server
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class FileServer(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Gives `content` to everybody; while `gate` is closed, only the first half of it.

    Attributes:
        asked: how often somebody asked for it.
        status: what it answers instead, if it is not 200.
    """

    def __init__(self, content: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.content = content
        self.status = 200
        self.asked = 0
        self.gate = threading.Event()
        self.gate.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/mnist.npz"

    def handle_error(self, request: object, client_address: object) -> None:
        """The client hung up."""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: FileServer

    def do_GET(self) -> None:
        server = self.server
        server.asked += 1
        if server.status != 200:
            self.send_error(server.status)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(server.content)))
        self.end_headers()
        half = len(server.content) // 2
        self.wfile.write(server.content[:half])
        self.wfile.flush()
        server.gate.wait(30)
        self.wfile.write(server.content[half:])

    def log_message(self, *arguments: object) -> None:
        """Not on the terminal."""


@contextmanager
def serving(content: bytes) -> Iterator[FileServer]:
    with FileServer(content) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.gate.set()
            server.shutdown()
            thread.join()
