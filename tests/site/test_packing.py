"""What is printed for a meeting is made by a job, once, for those who prepare it."""

import shutil
from pathlib import Path

import pytest

from changren.base.clock import now
from changren.base.jobs import worker
from changren.base.jobs.models import Job
from changren.site.packing import pack_of
from tests.congress.conftest import english, it, laid, prepared, world  # noqa: F401
from tests.congress.conftest import files as uploads  # noqa: F401
from tests.elections import conftest as elections

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("uploads")]


def test_pack_is_made_by_one_job_and_replaces_the_last_one(here, there, browse, it, settings):  # noqa: F811
    it, clerk = prepared(here, it), browse(here.posts["clerk"])
    url, files = f"/packs/{it.pk}/", f"/packs/{it.pk}.pdf"
    sent = [clerk.post(url)["Location"] for _time in range(2)]
    job = Job.objects.get()
    assert sent == [job.get_absolute_url()] * 2
    assert browse(here.posts["committee"]).post(url)["Location"] == url
    assert worker.do_next()
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.result["url"]) == ("done", 3, 3, url)
    answer = clerk.get(f"{files}?n=3")
    assert (answer.status_code, b"".join(answer.streaming_content)[:5]) == (200, b"%PDF-")
    refused = [browse(post).get(name).status_code for post in (here.delegates[0], there.posts["clerk"])
               for name in (url, files)]  # fmt: skip
    assert (refused, clerk.get(f"{files}?n=4").status_code) == ([404] * 4, 404)
    now.follow(lambda: elections.LATER)
    elections.ready(here, meeting=it)
    clerk = browse(here.posts["clerk"])
    clerk.post(url)
    assert worker.do_next()
    assert [one.title.partition(":")[0] for one in pack_of(it).files][3:] == ["Ballot paper", "Sheets for counting"]
    assert len(list((Path(settings.MEDIA_ROOT) / "packs" / str(it.district_id)).iterdir())) == 1
    shutil.rmtree(settings.MEDIA_ROOT)
    assert (pack_of(it).files, clerk.get(files).status_code) == ([], 404)
