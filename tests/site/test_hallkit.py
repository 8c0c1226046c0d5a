"""The laptop in the hall: it tells telephones the way, copies itself, and is there again after the plug was pulled."""

import signal
import socket
import time

import pytest

from changren.site import hallkit
from changren.site.backup.archive import verify
from tests.apart import own_database
from tests.e2e.server import free_port
from tests.site.test_serving import PATIENCE, answer, running

pytestmark = pytest.mark.any_engine


def until(found):
    """What it finds, as soon as that is something."""
    ends = time.monotonic() + PATIENCE
    while not (there := found()) and time.monotonic() < ends:
        time.sleep(0.1)
    return there


def is_free(port):
    """Whether nobody listens there."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.slow
def test_hall_copies_itself_while_it_serves_and_goes_on_after_the_plug_was_pulled(tmp_path):
    port, folder, stick = free_port(), tmp_path / "var", tmp_path / "stick"
    folder.mkdir()
    stick.mkdir()
    begin = ("hall", "--host", "127.0.0.1", "--port", str(port), "--copies", str(stick), "--every", "1")
    with own_database(folder) as environment:
        with running(environment, *begin) as process:
            assert "登录" in answer(process, f"http://127.0.0.1:{port}/organisation/sign-in/")
            assert until(lambda: len(list(stick.glob("hall-*.tar"))) > 1)
        assert until(lambda: is_free(port))  # those who served ended with their parent
        with running(environment, *begin) as process:
            assert "登录" in answer(process, f"http://127.0.0.1:{port}/organisation/sign-in/")
            process.send_signal(signal.SIGTERM)
            output, _none = process.communicate(timeout=PATIENCE)
        assert (f"open http://{hallkit.own_address()}:{port}/" in output, "█" in output) == (True, True), output
        assert (process.returncode, "Traceback" in output) == (0, False), output
        for path in stick.glob("hall-*.tar"):
            assert verify(path).heads == {}


def test_copy_says_that_the_stick_is_gone(db, tmp_path):
    with pytest.raises(FileNotFoundError):
        hallkit.copy(tmp_path / "gone")


def test_own_address_is_of_this_computer():
    with socket.socket() as listens:
        listens.bind((hallkit.own_address(), 0))
