"""A year of Cangnan, told through acts: its overview prints what was printed there, once its rules round as it did.

The rates by themselves are in tests/base/test_published.py, the year of Lucheng in tests/site/test_example.py.
"""

import json
import re
from pathlib import Path

import pytest

from changren.base.acts import Refused
from changren.base.tenancy.scope import within_district
from changren.proposals import acts as proposals
from changren.proposals.fields import Field
from changren.rulebook import acts as rulebook
from tests.conftest import HERE
from tests.house.exploring.ground import Ground, Told
from tests.world import at, build

pytestmark = pytest.mark.any_engine
PUBLISHED = Path(__file__).parents[1] / "data" / "published-cases.json"
CANGNAN = next(one for one in json.loads(PUBLISHED.read_text("utf-8"))["cases"] if one["id"] == "cangnan-2011-filing")
SIGNED = CANGNAN["cosigners_min"] - 1  # beside the lead
FILED = [name for name, n in zip(Field.values, CANGNAN["by_field"], strict=False) for _one in range(n)]


@pytest.fixture
def township(db, on):
    """A township whose work plan is open."""
    with within_district(HERE):
        ground = Ground(build(HERE))
        it = Told(ground, ground.world.here)
        ground.day("2010-03-02")
        plan = it.act(
            proposals.draft_plan, it.place.session, it.clerk, aims="聚焦党建", opens_at=at("2010-03-02 09:00"),
            forward_until=at("2010-04-01 08:00"), sign_until=at("2010-04-01 09:00"),
        )  # fmt: skip
        it.act(proposals.publish_plan, plan, it.clerk)
        yield it


@pytest.fixture
def cangnan(township):
    """The same, where so many proposals were handed in, and so many of each field filed."""
    for n in range(CANGNAN["received"]):
        field = FILED[n] if n < len(FILED) else Field.OTHER
        one = township.submitted(n % len(township.place.delegates), SIGNED, field=field)
        if n < len(FILED):
            township.act(proposals.file, one, township.posts["reviewer"], opinion="")
        else:
            township.act(proposals.refuse, one, township.posts["reviewer"], reason="empty", opinion="太空泛")
    return township


def adopt(it, **values):
    """Rules of the township's own, in force at once."""
    clerk, today = it.clerk, it.ground.on.date()
    main = it.act(rulebook.draft_regulation, it.place.township, clerk, book="main")
    for key, value in values.items():
        it.act(rulebook.choose, main.choices.get(key=f"main.{key}"), clerk, value=value)
    it.act(rulebook.open_consultation, main, clerk)
    asked = it.act(rulebook.ask, main, clerk, asked="第一代表团", asked_on=today)
    it.act(rulebook.settle_opinion, asked, clerk, outcome="none", reason="")
    it.act(rulebook.adopt, main, clerk, adopted_by="第七届一次", adopted_on=today, in_force_from=today)


def filing(page):
    """The rate and the fraction that the overview prints."""
    found = re.search(
        r'figure-value"><a [^>]*>([^<]*)<.{,99}<p class="figure-label"[^>]*>立案率</p><p class="figure-note">([^<]*)',
        page,
    )
    return found.groups()


def records(client, **asked):
    """How many records the page behind a number lists."""
    page = client.get("/overview/records/", {"year": 2010} | asked).content.decode()
    listed = re.search(r'<ol class="plain records">(.*?)</ol>', page, re.S)
    return listed[1].count("<li>") if listed else 0


def test_overview_of_cangnan_prints_its_rate_and_fields_that_add_up(cangnan, browse):
    """The rate as it is computed here, and as it was printed there, once its rules cut off."""
    client, told = browse(cangnan.clerk), CANGNAN["filing_rate"]
    by_field = [records(client, key="proposals.filed", field=field) for field in Field.values]
    assert [n for n in by_field if n] == CANGNAN["by_field"]
    assert sum(by_field) == records(client, key="proposals.filed") == CANGNAN["filed"]
    assert records(client, key="proposals") == CANGNAN["received"]
    of = f"{CANGNAN['filed']}/{CANGNAN[told['rule']['base']]}"
    assert filing(client.get("/overview/?year=2010").content.decode()) == ("80.65%", of)
    adopt(cangnan, rate_rounding=told["rule"]["rounding"], rate_digits=told["rule"]["digits"])
    assert filing(client.get("/overview/?year=2010").content.decode()) == (told["printed"], of)


def test_proposal_of_cangnan_needs_ten_signatures(township):
    one = township.collecting(0, SIGNED - 1)
    with pytest.raises(Refused) as refusal:
        township.act(proposals.hand_in, one, township.place.delegates[0])
    assert refusal.value.objection.values["have"] == SIGNED
    assert refusal.value.objection.rule.value == CANGNAN["cosigners_min"]
