"""Downloads from a real server on this machine, behaving and misbehaving."""

import hashlib
import socket
import ssl
import threading
import time
from dataclasses import replace

import pytest
from helpers.misbehaving_server import MisbehavingServer
from helpers.systems import not_on_windows

from digitpad.data import download
from digitpad.data.catalogue import Catalogue
from digitpad.data.download import fetch
from digitpad.data.download_source import DownloadSource
from digitpad.errors import CancelledError, DigitpadError


@pytest.fixture(scope="module")
def content(request):
    """MNIST itself where it is at hand, else as many bytes of something."""
    folder = request.config.rootpath.parent / "shared" / "data"
    if (folder / "mnist.npz").is_file():
        return (folder / "mnist.npz").read_bytes()
    return bytes(range(256)) * 40_000


@pytest.fixture(autouse=True)
def no_thread_is_left(monkeypatch):
    """Also no proxy of the machine the tests run on: everything happens on this machine."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 5
    while (left := set(threading.enumerate()) - before) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not left


@pytest.fixture
def server(content, no_thread_is_left):
    with MisbehavingServer(content) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.closing.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def source(server, content):
    """The right file under the right address."""
    return DownloadSource(server.url("whole"), hashlib.sha256(content).hexdigest(), len(content))


@pytest.fixture
def destination(tmp_path):
    return tmp_path / "datasets" / "mnist.npz"


def never():
    return False


def ignore(done, total):
    """A report nobody reads."""


def left_behind(destination):
    return list(destination.parent.iterdir()) if destination.parent.exists() else []


@pytest.mark.parametrize("name", ["whole", "chunked", "moved"])
def test_the_file_comes_with_progress(server, source, destination, content, name):
    reports = []
    fetch(replace(source, url=server.url(name)), destination, lambda *report: reports.append(report), never)
    assert destination.read_bytes() == content
    assert left_behind(destination) == [destination]
    assert reports[0] == (0, len(content))
    assert reports[-1] == (len(content), len(content))
    assert [done for done, _ in reports] == sorted({done for done, _ in reports})
    assert len(reports) > 10


def test_the_request_says_little_about_the_computer(server, source, destination):
    fetch(source, destination, ignore, never)
    assert server.headers[0]["User-Agent"] == "Digitpad"
    assert set(server.headers[0].keys()) == {"Host", "User-Agent", "Accept-Encoding", "Connection"}


def test_progress_is_told_in_the_callers_thread(source, destination):
    threads = set()
    fetch(source, destination, lambda *_: threads.add(threading.current_thread()), never)
    assert threads == {threading.current_thread()}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("altered", "the file that came is not the published one"),
        ("dropped", "the connection broke off after"),
        ("login", "another file was offered (27 bytes instead of"),
        ("missing", "the server answered 404 (Not Found)"),
        ("endless", "more came than the"),
        ("gibberish", "failed: "),
        ("in_circles", "the server answered 302"),
        ("to_file", "the server answered 302"),
        ("to_ftp", "unknown url type: ftp"),
    ],
)
@pytest.mark.parametrize("existing", [None, b"what was there before"])
def test_a_failed_download_changes_nothing(server, source, destination, name, reason, existing):
    if existing:
        destination.parent.mkdir()
        destination.write_bytes(existing)
    with pytest.raises(DigitpadError) as caught:
        fetch(replace(source, url=server.url(name)), destination, ignore, never)
    sentence = str(caught.value)
    assert sentence.startswith("The download from 127.0.0.1 failed: ")
    assert reason in sentence
    assert len(sentence) < 500
    assert left_behind(destination) == ([destination] if existing else [])
    assert not existing or destination.read_bytes() == existing


@pytest.mark.parametrize("name", ["silent", "stalled"])
def test_a_server_that_falls_silent_is_given_up(server, source, destination, name):
    with pytest.raises(DigitpadError, match=r"nothing came for 0\.3 seconds"):
        fetch(replace(source, url=server.url(name)), destination, ignore, never, stall_limit=0.3)
    assert not left_behind(destination)


def test_a_server_that_is_not_there(source, destination):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/whole"
        with pytest.raises(DigitpadError, match="Connection refused"):
            fetch(replace(source, url=url), destination, ignore, never)
    assert not left_behind(destination)


def test_a_server_without_encryption_behind_an_https_address(server, source, destination):
    with pytest.raises(DigitpadError, match=r"failed: .*SSL"):
        fetch(replace(source, url=server.url("whole").replace("http:", "https:")), destination, ignore, never)
    assert not left_behind(destination)


def test_a_proxy_that_points_nowhere(source, destination, monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free.getsockname()[1]}")
        monkeypatch.setenv("no_proxy", "")
        with pytest.raises(DigitpadError, match="Connection refused"):
            fetch(source, destination, ignore, never)


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/a", "data:,a", "mnist.npz", ""])
def test_other_addresses_are_not_opened(destination, url):
    with pytest.raises(DigitpadError, match="http or https"):
        fetch(DownloadSource(url, "", 10), destination, ignore, never)
    assert not left_behind(destination)


@pytest.mark.parametrize("url", ["http:///whole", "http://127.0.0.1:port/", "http://a b/", "http://[::1"])
def test_addresses_that_are_wrong_are_refused(destination, url):
    with pytest.raises(DigitpadError):
        fetch(DownloadSource(url, "", 10), destination, ignore, never)


def test_cancel_in_the_middle(server, source, destination):
    reports = []
    with pytest.raises(CancelledError):
        fetch(source, destination, lambda *report: reports.append(report), lambda: len(reports) > 5)
    assert len(reports) == 6
    assert not left_behind(destination)


@pytest.mark.parametrize("name", ["silent", "stalled"])
def test_cancel_does_not_wait_for_the_server(server, source, destination, name):
    """The server hears that nobody listens any more, and it happens long before the stall limit."""
    source = replace(source, url=server.url(name))
    started = time.monotonic()
    with pytest.raises(CancelledError):
        fetch(source, destination, ignore, lambda: time.monotonic() > started + 0.2)
    assert time.monotonic() - started < 5
    assert server.hung_up.wait(5)
    assert not left_behind(destination)


def test_cancel_does_not_wait_for_the_name_server(source, destination, monkeypatch):
    """Looking up a name cannot be interrupted; it goes on by itself, and its answer is not used."""
    answered = threading.Event()
    look_up = socket.getaddrinfo

    def slow(*arguments, **options):
        answered.wait(10)
        return look_up(*arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    started = time.monotonic()
    with pytest.raises(CancelledError):
        fetch(source, destination, ignore, lambda: time.monotonic() > started + 0.2)
    assert time.monotonic() - started < 5
    answered.set()


def test_a_cancelled_download_never_begins(server, source, destination):
    with pytest.raises(CancelledError):
        fetch(source, destination, ignore, lambda: True)
    assert not left_behind(destination)


def test_a_folder_that_cannot_be_written_is_named(source, tmp_path):
    (tmp_path / "datasets").write_text("a file where the folder should be")
    with pytest.raises(DigitpadError, match=r"mnist\.npz"):
        fetch(source, tmp_path / "datasets" / "mnist.npz", ignore, never)


def test_the_catalogue_downloads_mnist(server, source, tmp_path, shared, monkeypatch):
    """The whole way: from the server through the checks into the user's folder and back as pictures."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    catalogue = Catalogue(tmp_path / "data", {"mnist": (source,)})
    assert catalogue.find("mnist") is None
    catalogue.download("mnist", ignore, never)
    dataset = catalogue.load("mnist")
    assert (len(dataset.train), len(dataset.test)) == (60_000, 10_000)


AUTHORITY = """\
-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUA2a8Aqog/Pi2Fu5EdaTTfmHdYrkwCgYIKoZIzj0EAwIw
HzEdMBsGA1UEAwwUbm9ib2R5IGluIHBhcnRpY3VsYXIwIBcNMjYxMTIxMTAzNjE5
WhgPMjEyNjEwMjgxMDM2MTlaMB8xHTAbBgNVBAMMFG5vYm9keSBpbiBwYXJ0aWN1
bGFyMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE5sqkIK9ZS2FS0cO3czafCc7e
xWywgKKGREvGg3Vzj8y4IuReOFslAPQqJh20MtHBWWYx3KPFNxiS8a8sQTPpZqNT
MFEwHQYDVR0OBBYEFDYKeksv7MEqqSxhU1Q9nHq+FnciMB8GA1UdIwQYMBaAFDYK
eksv7MEqqSxhU1Q9nHq+FnciMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwID
SQAwRgIhANXZkHXhH2KXRyNKZ8DSJ23YkTIDn6nbEvoUryM+o+tnAiEAgZaeMtHO
T2I4ia904qtePZDbrt3d2tyUNyDUHEYABH4=
-----END CERTIFICATE-----
"""

windows_has_its_own = not_on_windows("there whom the system trusts is always among them")


@windows_has_its_own
def test_whom_the_system_trusts_is_found_where_openssl_does_not_look(tmp_path, monkeypatch):
    """As in a frozen program on another system than it was made on."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "absent.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "absent"))
    monkeypatch.setattr(download, "_AUTHORITIES", (tmp_path / "other.pem", tmp_path / "trusted.pem"))
    assert download._trusting_context().cert_store_stats()["x509_ca"] == 0
    (tmp_path / "trusted.pem").write_text(AUTHORITY)
    assert download._trusting_context().cert_store_stats()["x509_ca"] == 1


@windows_has_its_own
def test_otherwise_openssl_decides_whom_to_trust(tmp_path, monkeypatch):
    (tmp_path / "school.pem").write_text(AUTHORITY)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "school.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "absent"))
    monkeypatch.setattr(download, "_AUTHORITIES", ())
    context = download._trusting_context()
    assert context.cert_store_stats()["x509_ca"] == 1
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
