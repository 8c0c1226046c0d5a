"""A rehearsal is a copy that says so on every page, and of which nothing is left."""

import re
import signal
import urllib.request
from random import Random

import pytest

from changren.congress.acts import hall as acts
from changren.congress.models import Cast, Passage
from changren.site.rehearsal import inventing
from tests.apart import own_database
from tests.conftest import HERE
from tests.congress.hall import scene
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


def test_invented_people_come_in_and_vote_and_then_there_is_nothing_left_to_do(world, here):
    meeting, chance, clerk = scene.meeting_of(here), Random(7), here.posts["clerk"]
    while inventing.step(HERE, chance):
        pass
    there = Passage.objects.count()
    assert 0 < there <= len(here.delegates) + len(scene.OTHERS)
    given = {"questions": ["通过决议"], "item": None, "means": "phone", "majority": "resolution", "by_hand": []}
    vote = acts.open_vote(acts.prepare_vote(meeting, by=clerk, on=scene.ON, **given), by=clerk, on=scene.ON)
    while inventing.step(HERE, chance):
        pass
    assert 0 < Cast.objects.count() <= vote.electorate <= there
    assert Passage.objects.count() == there
    closed = acts.close_vote(vote, by=clerk, on=scene.ON)
    assert closed.in_favour + closed.against + closed.abstained + closed.not_pressed == vote.electorate
