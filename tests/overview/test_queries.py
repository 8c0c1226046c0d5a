"""The figures of the year, the records behind each, and that everything adds up or is not shown."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from changren.base.clock.period import Period
from changren.base.figures import Figures, Record, Unreconciled
from changren.casework.models import Case
from changren.mandates.models import Mandate, Session
from changren.overview import queries
from changren.overview.queries.records import label
from changren.overview.queries.trial import CAN_BE_TRIED
from changren.overview.queries.year import KINDS, reconcile
from changren.proposals.models import Proposal
from tests.overview.conftest import YEAR
from tests.proposals.conftest import handed_in
from tests.rulebook.versions import adopted

FATES = ("filed", "merged", "downgraded", "refused", "withdrawn", "pending")


def selected(world, asked):
    """The records that an address leads to."""
    given = dict(parse_qsl(urlsplit(asked).query))
    place = next((one.township for one in world.places if str(one.township.pk) == given.get("township")), None)
    whole, field = place or world.level, given.get("field", "")
    return queries.select(given["key"], whole, YEAR, township=place, field=field, by=world.officer).records


# the year


def test_year_of_a_township_counts_what_became_of_everything(here, lived):
    found = queries.year(here.township, YEAR)
    assert {key: found.counts.get(f"proposals_{key}", 0) for key in FATES} == dict.fromkeys(FATES, 1)
    assert [found.counts[key] for key in ("handed_in", "proposals", "recess", "suggestions")] == [8, 6, 1, 1]
    assert [found.counts[key] for key in ("took_part", "cases", "cases_no_answer", "answers_on_time")] == [11, 2, 1, 1]


def test_year_of_the_district_is_the_sum_of_its_townships(here, there, world, lived):
    whole = queries.year(world.level, YEAR)
    parts = [queries.year(place.township, YEAR) for place in world.places]
    assert whole.counts == {key: sum(part.counts.get(key, 0) for part in parts) for key in whole.counts}
    assert [row.counts["proposals"] for row in whole.rows] == [6, 1]
    assert [[row.township for row in part.rows] for part in parts] == [[here.township], [there.township]]


def test_year_s_rows_stand_in_the_order_of_the_townships(here, there, world, lived):
    Session.objects.filter(pk=here.session.pk).update(state="held", held_on=date(2010, 4, 20))
    Mandate.objects.filter(pk=here.mandates[0].pk).update(state="stopped")
    adopted(there.township, "proposals", "2010-03-15")
    found = queries.year(world.level, YEAR)
    assert [row.township for row in found.rows] == [here.township, there.township]
    assert [[one.number for one in row.met] for row in found.rows] == [[2], []]
    assert ([row.delegates for row in found.rows], [row.rules for row in found.rows], found.met) == (
        [13, 14],
        [0, 1],
        1,
    )


def test_year_s_rates_name_both_numbers(here, lived):
    found = queries.year(here.township, YEAR)
    assert (found.filing.fraction, found.filing.percent) == ("1/6", "16.67%")
    assert (found.on_time.fraction, found.on_time.percent) == ("1/1", "100.00%")


def test_year_counts_what_is_owed_and_overdue_against_the_rate(here, lived):
    Case.objects.filter(answer_due__isnull=False).update(answer_due=date(2010, 3, 31))
    found = queries.year(here.township, YEAR)
    assert (found.on_time.fraction, found.counts["answers_overdue"]) == ("1/2", 1)


def test_year_s_charts_add_up_to_their_numbers(here, lived):
    found = queries.year(here.township, YEAR)
    assert {kind: chart.total for kind, chart in found.by_field.items()} == {kind: found.counts[kind] for kind in KINDS}
    assert found.outcomes.total == found.counts["proposals"]
    assert (found.prompt.total, found.verdicts.total) == (found.counts["answers"], found.counts["verdicts"])


def test_year_is_the_year_asked_for(here, lived):
    assert queries.year(here.township, Period.year(2009, seen_on=date(2010, 4, 1))).counts["handed_in"] == 0


# records behind each number


def test_every_number_is_as_long_as_its_list(here, world, lived):
    for place in (world.level, here.township):
        found = queries.year(place, YEAR)
        for counts, links in [(found.counts, found.links), *((row.counts, row.links) for row in found.rows)]:
            assert {key: len(selected(world, links[key])) for key in counts} == counts


def test_every_field_s_number_is_as_long_as_its_list(here, world, lived):
    found = queries.year(here.township, YEAR)
    bars = [bar for chart in found.by_field.values() for bar in chart.bars]
    assert [len(selected(world, bar.url)) for bar in bars] == [bar.value for bar in bars] == [5, 1, 1, 1]


def test_records_are_named_to_who_may_open_them_only(here, lived):
    it = handed_in(here, 7, confidential=True)
    seen = {}
    for post in (here.posts["clerk"], here.delegates[12]):
        given = {"township": here.township, "field": "", "by": post}
        found = queries.select("proposals.pending", here.township, YEAR, **given)
        seen[post.role] = (
            [one is None for one in found.lines].count(True),
            str(it) in [one.says for one in found.lines if one],
        )
    assert seen == {"clerk": (0, True), "delegate": (1, False)}


def test_selection_says_what_it_is(here, lead, lived):
    given = {"township": here.township, "field": "conduct", "by": lead}
    found = queries.select("proposals.filed", here.township, YEAR, **given)
    assert (str(found.title), str(found.field_label), len(found.records)) == (
        "Proposals · filed", "conduct and integrity", 1,
    )  # fmt: skip
    assert replace(found, field="nonsense").field_label == ""


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("cases.grade_B", "Cases · B"),
        ("cases.handling", "Cases · being handled"),
        ("suggestions.registered", "Suggestions · registered"),
        ("verdicts.none", "Verdicts not given"),
    ],
)
def test_label_words_every_key(key, says):
    assert (str(label(key)), key in queries.KEYS) == (says, True)


def test_every_key_that_is_counted_is_known(here, world, lived):
    counted = {key for record in queries.year(world.level, YEAR).figures.records for key in record.keys}
    assert counted - queries.KEYS == set()


# reconciliation


def of(*keys):
    return Record(None, "one", "/", frozenset(keys))


@pytest.mark.parametrize(
    "record",
    [
        of("handed_in", "proposals"),  # fell into no part
        of("handed_in", "proposals", "proposals.filed", "proposals.refused"),  # into two
        of("handed_in"),  # of no type
        of("cases"),  # neither answered nor not
        of("answers"),
        of("verdicts", "verdicts.none", "verdicts.satisfied"),
    ],
)
def test_reconcile_refuses_parts_that_do_not_add_up(record):
    with pytest.raises(Unreconciled):
        reconcile(Figures((record,)))


def test_reconcile_accepts_what_adds_up():
    assert reconcile(Figures((of("handed_in", "recess", "recess.pending"), of("cases", "cases.no_answer")))) is None


def test_year_that_does_not_add_up_is_never_shown(here, world, lived):
    Proposal.objects.filter(outcome="refused").update(outcome="lost")
    for place in (world.level, here.township):
        with pytest.raises(Unreconciled, match="none of the parts of proposals"):
            queries.year(place, YEAR)


# trials


def test_trial_asks_the_room_of_the_rule(here, clerk, lived):
    asked = (("proposals.cosigners_min", 11), ("casework.assign_within", 1))
    assert [len(queries.trial(key, value, here.township, YEAR, by=clerk).rows) for key, value in asked] == [6, 2]


def test_trial_of_a_rule_that_touched_nothing_is_an_error(here, clerk, lived):
    with pytest.raises(KeyError, match=r"proposals\.reviewer"):
        queries.trial("proposals.reviewer", "office", here.township, YEAR, by=clerk)
    assert len(CAN_BE_TRIED) == len(set(CAN_BE_TRIED)) == 6
