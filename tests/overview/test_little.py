"""Where little has happened yet: nothing is divided by nothing, nothing is named to those who may not open it."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from changren.overview import queries
from changren.overview.documents import workbook
from changren.proposals.models import Proposal
from tests.overview.conftest import YEAR
from tests.overview.test_views import BOARD, EXCEL, HIDDEN, NO, RECORDS, TRIAL, YES, judged_by, listed
from tests.proposals.conftest import handed_in

pytestmark = pytest.mark.usefixtures("readers")


def test_workbook_does_not_name_what_is_not_one_s_to_open(here, plan, opened):
    it = handed_in(here, confidential=True)
    named = {}
    for post in (here.posts["clerk"], here.delegates[12]):
        _year, sheets = opened(here.township, post)
        named[post.role] = sheets["Records"][1][1]
    assert named == {"clerk": str(it), "delegate": "a record that is not yours to open"}


def test_workbook_runs_nothing_that_somebody_typed(here, plan, clerk):
    for n, title in enumerate(["=1+1", "http://a.example/"]):
        handed_in(here, n, "suggestion", title=title)
    Proposal.objects.update(number=None)  # so that the title stands first in its cell
    year = queries.year(here.township, YEAR)
    book = load_workbook(BytesIO(workbook(year, frozenset(one.url for one in year.figures.records))))
    cells = {cell.value: (cell.data_type, cell.hyperlink) for cell in book["Records"]["B"]}
    assert (cells["=1+1"], cells["http://a.example/"]) == (("s", None), ("s", None))


def test_year_without_anything_divides_by_nothing(here):
    found = queries.year(here.township, YEAR)
    assert (found.filing.percent, found.on_time.percent, found.counts) == (
        None, None, {"handed_in": 0, "proposals": 0, "recess": 0, "suggestions": 0},
    )  # fmt: skip


def test_trial_does_not_name_what_is_not_one_s_to_open(here, plan):
    handed_in(here, confidential=True)
    seen = {}
    for post in (here.posts["clerk"], here.delegates[12]):
        (row,) = queries.trial("proposals.cosigners_min", 11, here.township, YEAR, by=post).rows
        seen[post.role] = (bool(row.what), bool(row.link), str(row.now))
    says = "could not be handed in"
    assert seen == {"clerk": (True, True, says), "delegate": (False, False, says)}


@pytest.mark.parametrize("url", [BOARD, RECORDS, EXCEL, TRIAL])
def test_pages_of_another_township_are_closed(there, elsewhere, world, clerk, read, url):
    read(clerk, f"{url}?township={there.township.pk}", 404)
    read(world.officer, f"{url}?township={elsewhere.here.township.pk}", 404)
    read(world.officer, f"{url}?township=nonsense", 404)


def test_records_do_not_name_what_is_not_one_s_to_open(here, plan, clerk, read):
    it = handed_in(here, confidential=True)
    pages = [read(post, f"{RECORDS}?key=proposals") for post in (clerk, here.delegates[12])]
    assert [(str(it) in text, HIDDEN in text, listed(text)) for text in pages] == [(True, False, 1), (False, True, 1)]


def test_trial_of_a_year_without_cases_says_so(clerk, read):
    assert "No case of that year depended on this rule." in read(clerk, f"{TRIAL}?key=proposals.cosigners_min&value=9")


def test_trial_changes_nothing_and_names_only_what_one_may_open(here, plan, dump, browse):
    it, client = handed_in(here, confidential=True), browse(here.delegates[12])
    client.get(TRIAL)
    before = dump()
    text = client.get(f"{TRIAL}?key=proposals.cosigners_min&value=11").content.decode()
    assert (str(it) in text, HIDDEN in text, judged_by(text)) == (False, True, [YES, NO])
    assert dump() == before
