"""What is rare is counted by a job, once a night and district."""

import pytest

from changren.base.jobs import worker
from changren.base.jobs.models import Job
from changren.base.jobs.queue import ask
from changren.base.tenancy.scope import within_district
from changren.search import frequencies as counting
from changren.search.frequencies import count_pieces, frequencies, keep_frequencies
from changren.search.index import said
from changren.search.likeness import Spread, spread_of
from changren.search.models import DocumentFrequencies
from changren.search.rooms import COMPARED
from tests.conftest import ELSEWHERE
from tests.search.conftest import ON, filed


def texts():
    return [said(it, room.matter) for room in COMPARED for it in room.model.objects.all()]


def count():
    """The job, as the worker does it."""
    job = ask(count_pieces, on=ON)
    assert worker.do_next()
    return Job.objects.get(pk=job.pk)


def test_nothing_is_rare_before_it_was_counted(here, plan):
    filed(here)
    assert frequencies() == Spread()


def test_job_counts_every_matter_of_its_district_and_no_other(here, plan):
    filed(here)
    filed(here, 1, title="疏通白水河")
    job = count()
    assert (job.state, job.result) == ("done", {"matters": 2})
    whole = spread_of(texts())
    assert frequencies() == Spread(2, {piece: n for piece, n in whole.counts.items() if n > 1}, 1)
    with within_district(ELSEWHERE):
        assert frequencies() == Spread()


def test_job_counts_anew_only_when_there_is_more(here, plan):
    filed(here)
    count()
    row = DocumentFrequencies.objects.get().pk
    count()
    assert DocumentFrequencies.objects.get().pk == row
    filed(here, 1)
    count()
    assert DocumentFrequencies.objects.get().pk != row
    assert frequencies().texts == 2


@pytest.mark.parametrize("rare", [2, 1000])
def test_what_is_rare_among_many_is_not_kept_by_name(here, plan, monkeypatch, rare):
    monkeypatch.setattr(counting, "RARE", rare)
    for n in range(4):
        filed(here, n, title=("修缮办公楼", "疏通河道")[n % 2])
    keep_frequencies()
    spread = frequencies()
    assert (spread.least, "河道" in spread.counts) == ((2, False) if rare == 2 else (1, True))
    assert spread.count("河道") == 2
