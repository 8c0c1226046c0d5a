"""A rehearsal is a copy that says so on every page, and of which nothing is left."""

import re
import signal
import urllib.request

import pytest

from tests.apart import own_database
from tests.e2e.server import free_port
from tests.site.test_serving import PATIENCE, answer, running

LINE = "演练：这里的一切都不是真的，结束后全部清除。"


@pytest.mark.slow
def test_rehearsal_is_a_copy_that_says_so_and_goes_when_it_is_stopped(tmp_path):
    ours, port = free_port(), free_port()
    folder = tmp_path / "var"
    folder.mkdir()
    with own_database(folder) as environment:
        with running(environment, "run", "--port", str(ours)) as process:
            assert LINE not in answer(process, f"http://127.0.0.1:{ours}/organisation/sign-in/")
            with running(environment, "rehearse", "--port", str(port), "--invent") as copy:
                address = f"http://127.0.0.1:{port}/organisation/sign-in/"
                assert answer(copy, address).count(LINE) == 1
                with urllib.request.urlopen(address, timeout=30) as response:
                    assert re.findall("csrftoken[a-z-]*", str(response.headers)) == ["csrftoken-rehearsal"]
                beside = [one.name for one in folder.iterdir() if one.is_dir() and "rehearsal" in one.name]
                assert len(beside) == 1
                copy.send_signal(signal.SIGTERM)
                output, _none = copy.communicate(timeout=PATIENCE)
                assert (copy.returncode, "Rehearsal: http" in output, "Traceback" in output) == (0, True, False), output
            assert LINE not in answer(process, f"http://127.0.0.1:{ours}/organisation/sign-in/")
        assert [one.name for one in folder.iterdir() if one.is_dir() and "rehearsal" in one.name] == []
