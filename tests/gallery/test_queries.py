"""Who sees what of the gallery, what waits, what is counted, and how many questions it takes."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from changren.base.clock.period import Period
from changren.gallery import acts, queries
from changren.gallery.models import Gallery
from changren.gallery.visitors import holder_of
from tests.gallery.conftest import (
    AFTER,
    CLOSING,
    FIVE,
    ON,
    WHO,
    applied,
    closed,
    drafted,
    held,
    issued,
    one_of,
    published,
    with_five,
)

YEAR = Period.year(2010)


def told(figures):
    """How often each key counts."""
    keys = sorted({key for record in figures.records for key in record.keys})
    return {key: figures.count(key) for key in keys}


def test_galleries_for_opens_drafts_to_those_who_prepare_and_names_to_those_who_decide(here, there, world):
    it = drafted(here)
    people = {**here.posts, "district": world.officer, "stranger": there.posts["clerk"]}
    opened = {who for who, post in people.items() if queries.galleries_for(post).exists()}
    assert opened == {"clerk", "committee", "district"}
    it = acts.publish_notice(it, by=here.posts["clerk"], on=ON)
    opened = {who for who, post in people.items() if queries.galleries_for(post).exists()}
    assert opened == people.keys() - {"stranger"}
    applied(it, **FIVE[0])
    acts.recommend(it, by=here.posts["branch"], on=ON, unit=here.units["branch"], grounds="熟悉情况", **WHO)
    seen = {who: queries.applications_for(post).count() for who, post in people.items()}
    assert {who: n for who, n in seen.items() if n} == {"clerk": 2, "committee": 2, "branch": 1}


def test_waiting_for_tells_office_and_committee_what_is_next(here):
    clerk, committee = here.posts["clerk"].person, here.posts["committee"].person

    def waits(person):
        return [str(one.says) for one in queries.waiting_for(person)]

    it = closed(here)
    assert (waits(clerk), waits(committee)) == (["Propose who observes"], [])
    acts.shortlist(it, by=here.posts["clerk"], on=CLOSING, listed=[one_of(it)])
    assert waits(committee) == ["Decide who observes"]
    Gallery.objects.update(state="decided")
    assert waits(clerk) == ["Issue the permits to observers"]
    assert queries.duties(here.mandates[0], YEAR) == []


def test_waiting_for_tells_the_office_of_opinions_and_permits(here):
    it = held(here)
    acts.give_opinion(one_of(it), by=holder_of(one_of(it)), on=AFTER, opinion="好")
    acts.withdraw(one_of(it, 2), by=holder_of(one_of(it, 2)), on=AFTER)
    found = [str(one.says) for one in queries.waiting_for(here.posts["clerk"].person)]
    assert found == ["Read the opinion of an observer", "Take back the permit"]


def test_figures_split_by_kind_of_member_only_what_is_large_enough(here):
    it = held(here)
    assert told(queries.figures(here.township, YEAR)) == {
        "observers": 5, "observers.of_untold": 5, "observers.admitted": 4, "observers.admitted.of_untold": 4,
        "observers.came": 2, "observers.came.of_untold": 2,
    }  # fmt: skip
    shown = queries.coverage(it, it.applications.all())
    assert (shown.seats, shown.applied, shown.admitted, shown.came, shown.is_untold) == (10, 5, 4, 2, True)
    it.applications.filter(kind="migrant").update(kind="local")
    assert told(queries.figures(here.township, YEAR))["observers.of_local"] == 5
    shown = queries.coverage(it, it.applications.all())
    assert [(one.applied, one.admitted, one.came) for one in shown.lines] == [(5, 4, None), (0, 0, None), (0, 0, None)]


def test_figures_of_the_district_add_the_townships_and_split_without_rest(here, there, world):
    with_five(here)
    applied(published(there))
    found = queries.figures(world.level, YEAR)
    assert found.count("observers") == 6
    assert found.split("observers", queries.parts("observers")) == {
        "observers.of_local": 0, "observers.of_migrant": 0, "observers.of_resident": 0, "observers.of_untold": 6,
    }  # fmt: skip
    assert queries.seats(world.level, YEAR) == 20
    assert queries.figures(world.level, Period.year(2011)).records == ()


def test_own_shows_the_agenda_to_permits_and_nobody_s_name(here):
    it = issued(here)
    admitted, other = (queries.own(one, by=holder_of(one), on=CLOSING) for one in (one_of(it), one_of(it, 5)))
    assert [item.title for item in admitted.items] == [item.title for item in it.meeting.items.order_by("order")]
    assert (len(admitted.items) > 3, other.items, admitted.may_withdraw, other.may_withdraw) == (True, [], True, False)


def test_sheet_and_board_ask_as_often_for_one_as_for_five(here):
    it, clerk = published(here), here.posts["clerk"]
    for one in FIVE:
        applied(it, **one)
        with CaptureQueriesContext(connection) as asked:
            queries.sheet(it, by=clerk, on=ON)
            list(queries.board(clerk))
        assert len(asked) == 6
