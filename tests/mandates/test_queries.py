"""Who sees what; how many there are; what waits for whom."""

from collections import Counter
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from changren.base.clock.calendar import Calendar
from changren.base.clock.period import Period
from changren.mandates import acts, queries
from changren.mandates.models import Mandate, Session, StructureTarget, Term, Vacancy
from changren.mandates.queries import counts
from changren.organisation.models import Post, Role
from changren.rulebook.rules import rule
from tests.mandates.conftest import confirmed, facts

TODAY = date(2010, 4, 1)
ALL_ROLES = ("clerk", "delegate", "committee", "discipline", "branch", "handler", "reviewer", "head")


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


@pytest.fixture
def mixed(here, clerk, on):
    """One delegate in each state, of other sorts than the rest: 14 delegates for 15 seats, one of them suspended."""
    new = confirmed(here, on, is_minority=True, on_committee=True, rank="leader", is_woman=False)
    acts.suspend(here.mandates[1], by=clerk, on=on, cause="custody", day=TODAY)
    acts.stop(here.mandates[2], by=clerk, on=on, day=TODAY)
    acts.end_by_law(here.mandates[3], by=clerk, on=on, cause="died", day=TODAY)
    return new


# doors


@pytest.mark.parametrize("role", ALL_ROLES)
def test_doors_open_one_s_own_township_only(here, there, role):
    post = here.posts[role]
    assert set(queries.terms_for(post)) == {here.term}
    assert set(queries.sessions_for(post).values_list("township", flat=True)) == {here.township.pk}
    assert set(queries.mandates_for(post)) == set(here.mandates)
    assert set(queries.delegations_for(post)) == set(here.delegations)
    assert set(queries.electing_units_for(post)) == {here.mandates[0].electing_unit}


def test_doors_open_every_township_to_the_district(here, there, world):
    assert set(queries.terms_for(world.officer)) == {here.term, there.term}
    assert set(queries.mandates_for(world.officer)) == {*here.mandates, *there.mandates}


def test_doors_stay_closed_to_other_bodies_of_the_district(here, world):
    department = Post.objects.create(
        township=world.level, person=here.posts["handler"].person, unit=here.units["department"], role=Role.HANDLER,
        since=TODAY,
    )  # fmt: skip
    assert list(queries.mandates_for(department)) == []


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("clerk", 1),
        ("committee", 1),
        ("discipline", 1),
        ("branch", 1),
        ("delegate", 0),
        ("handler", 0),
        ("reviewer", 0),
    ],
)
def test_terminations_are_for_those_who_have_to_do_with_them(here, on, role, sees):
    acts.propose_termination(here.mandates[3], by=here.posts["branch"], on=on, cause="resigned", grounds="x")
    assert queries.terminations_for(here.posts[role]).count() == sees


def test_terminations_are_open_to_the_delegate_concerned(here, on):
    acts.propose_termination(here.mandates[3], by=here.posts["branch"], on=on, cause="resigned", grounds="x")
    assert queries.terminations_for(here.delegates[3]).count() == 1


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        ("clerk", True),
        ("committee", True),
        ("discipline", True),
        ("branch", True),
        ("delegate", False),
        ("head", False),
    ],
)
def test_file_opens_for_keepers_and_the_secretary(here, role, opens):
    assert queries.opens_file(here.mandates[3], here.posts[role]) is opens


def test_file_opens_for_oneself(here):
    assert queries.opens_file(here.mandates[3], here.delegates[3]) is True


# register


def names(found):
    return [one.person.name for one in found.page.object_list]


def test_register_lists_who_has_a_seat_in_the_order_of_numbers(here, there, clerk, mixed):
    found = queries.register(clerk, [here.term], {})
    assert [one.number for one in found.page.object_list] == [1, 2, *range(5, 15), 99]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"state": "suspended"}, [2]),
        ({"state": "stopped"}, [3]),
        ({"state": "all"}, [*range(1, 15), 99]),
        ({"sector": "enterprise"}, [99]),
        ({"rank": "leader"}, [99]),
        ({"age": "to_35"}, [99]),
        ({"also": "minority"}, [99]),
        ({"also": "women"}, [1, 7, 10, 13]),
        ({"also": "not_committee", "state": "active"}, [1, *range(5, 15)]),
        ({"q": "代表14"}, [14]),
        ({"q": "14"}, [14]),
        ({"q": "nobody"}, []),
    ],
)
def test_register_filters(here, clerk, mixed, asked, numbers):
    found = queries.register(clerk, [here.term], asked)
    assert [one.number for one in found.page.object_list] == numbers


def test_register_filters_by_delegation_and_unit(here, clerk):
    second = here.delegations[1]
    found = queries.register(clerk, [here.term], {"delegation": second, "unit": here.mandates[0].electing_unit})
    assert [one.number for one in found.page.object_list] == [2, 4, 6, 8, 10, 12, 14]


def test_register_counts_every_state_under_the_same_filters(here, clerk, mixed):
    found = queries.register(clerk, [here.term], {"state": "suspended", "also": "not_women"})
    states = {line.url: line.n for line in found.states}
    assert states == {"confirmed": 1, "active": 7, "suspended": 1, "stopped": 1, "terminated": 0, "expired": 0}
    assert found.total == 10


def test_register_turns_its_pages(here, clerk, monkeypatch):
    monkeypatch.setattr("changren.mandates.queries.roll.PAGE", 5)
    found = queries.register(clerk, [here.term], {}, number=3)
    assert ([one.number for one in found.page.object_list], found.page.paginator.num_pages) == ([11, 12, 13, 14], 3)


def test_register_of_the_district_holds_all_townships(here, there, world):
    found = queries.register(world.officer, list(queries.current_terms(world.officer)), {})
    assert Counter(one.township_id for one in found.page.object_list) == {here.township.pk: 14, there.township.pk: 14}


def test_register_never_reaches_beyond_the_door(here, there, clerk):
    assert names(queries.register(clerk, [there.term], {})) == []


# the term


def test_term_sheet_sets_quota_beside_delegates(here, clerk, on, mixed):
    sheet = queries.term_sheet(here.term, by=clerk, on=on)
    (unit,) = sheet.units
    assert (unit.it.seats, unit.have, unit.empty) == (15, 13, 2)
    assert (sheet.seated, sheet.empty, sheet.shared_out) == (13, 2, 15)
    assert [row.have for row in sheet.delegations] == [7, 6]
    assert sheet.ends_by == date(2013, 3, 1)


def test_term_sheet_counts_this_year_s_meetings(here, clerk, on):
    acts.hold_session(here.session, by=clerk, on=on, day=date(2010, 3, 30))
    sheet = queries.term_sheet(here.term, by=clerk, on=on)
    assert (sheet.meetings.label, sheet.meetings.n, sheet.meetings_rule.key) == ("2010", 1, "main.meetings_a_year")


def test_term_sheet_says_when_a_by_election_is_due(here, clerk, on, mixed):
    sheet = queries.term_sheet(here.term, by=clerk, on=on)
    assert [(row.it.left_by, row.due.on) for row in sheet.vacancies] == [
        (here.mandates[2], date(2010, 7, 1)), (here.mandates[3], date(2010, 7, 1)),
    ]  # fmt: skip


def test_term_sheet_offers_its_acts_where_they_belong(here, clerk, on):
    offers = queries.term_sheet(here.term, by=clerk, on=on).offers
    assert {model: [one.act.verb_name for one in acts_] for model, acts_ in offers.items()} == {
        "Mandate": ["confirm_delegate"], "Term": ["correct_term", "end_term"], "Roster": ["enter_roster"],
        "Session": ["plan_session"],
        "ElectingUnit": ["add_electing_unit"], "Delegation": ["add_delegation"], "StructureTarget": ["set_target"],
    }  # fmt: skip


def test_term_sheet_offers_a_delegate_nothing(here, on):
    sheet = queries.term_sheet(here.term, by=here.posts["delegate"], on=on)
    rows = [*sheet.sessions, *sheet.units, *sheet.delegations, *sheet.vacancies]
    assert (sheet.offers, [row.acts for row in rows]) == ({}, [[]] * len(rows))


def test_targets_are_set_beside_what_there_is(here, clerk, on, mixed):
    for kind, least in (("women", 5), ("minority", 1), ("front_line", 13), ("young", 13)):
        acts.set_target(here.term, by=clerk, on=on, kind=kind, at_least=least)
    lines = queries.term_sheet(here.term, by=clerk, on=on).targets
    assert {line.target.kind: (line.have, line.is_met) for line in lines} == {
        "women": (4, False), "minority": (1, True), "front_line": (12, False), "young": (13, True),
    }  # fmt: skip


# one mandate


def test_mandate_sheet_tells_the_whole_file_to_the_office(here, clerk, on):
    it = here.mandates[3]
    acts.suspend(it, by=clerk, on=on, cause="custody", day=TODAY)
    acts.propose_termination(it, by=here.posts["branch"], on=on, cause="resigned", grounds="x")
    acts.stop(it, by=clerk, on=on, day=TODAY)
    it.refresh_from_db()
    sheet = queries.mandate_sheet(it, by=clerk, on=on)
    assert [line.entry.act for line in sheet.history] == [
        "mandates.suspend", "mandates.propose_termination", "mandates.open_vacancy", "mandates.stop",
    ]  # fmt: skip
    assert ([line.it.state for line in sheet.terminations], [one.left_by for one in sheet.vacancies]) == (
        ["proposed"], [it],
    )  # fmt: skip


def test_mandate_sheet_keeps_the_file_from_other_delegates(here, clerk, on):
    it = here.mandates[3]
    acts.suspend(it, by=clerk, on=on, cause="custody", day=TODAY)
    sheet = queries.mandate_sheet(it, by=here.posts["delegate"], on=on)
    assert (sheet.file_is_open, sheet.history, sheet.terminations, sheet.phone, sheet.acts) == (False, [], [], "", [])


@pytest.mark.parametrize(("role", "phone"), [("clerk", "138****0000"), ("committee", ""), ("delegate", "")])
def test_mandate_sheet_shows_the_masked_phone_to_those_who_keep_accounts(here, clerk, on, role, phone):
    it = confirmed(here, on, phone="13800000000")
    assert queries.mandate_sheet(it, by=here.posts[role], on=on).phone == phone


def test_mandate_sheet_says_when_the_seat_is_to_be_taken(here, clerk, on):
    it = confirmed(here, on)
    assert queries.mandate_sheet(it, by=clerk, on=on).seat_due.on == date(2010, 5, 19)
    assert queries.mandate_sheet(here.mandates[0], by=clerk, on=on).seat_due is None


def test_mandate_sheet_says_when_committee_and_district_are_due(here, clerk, on):
    termination = acts.propose_termination(
        here.mandates[3], by=here.posts["branch"], on=on, cause="resigned", grounds="x"
    )
    (line,) = queries.mandate_sheet(here.mandates[3], by=clerk, on=on).terminations
    assert (line.due.on, line.due.steps[1].rule.key) == (date(2010, 6, 1), "mandates.decision_within")
    acts.decide_termination(termination, by=here.posts["committee"], on=on, day=TODAY, decision="x")
    (line,) = queries.mandate_sheet(here.mandates[3], by=clerk, on=on).terminations
    assert (line.due.on, line.due.steps[1].rule.key) == (date(2010, 4, 16), "mandates.filing_within")


def test_deadline_moves_off_a_day_off_and_says_so(here):
    provision = rule("mandates.filing_within", at=here.township, on=TODAY)
    due = queries.deadline(provision, date(2010, 4, 2), at=here.township, calendar=Calendar())  # ends on a Saturday
    assert (due.on, due.steps[-1].rule.key) == (date(2010, 4, 19), "main.rolls_off_days")


# the credentials report


def adds_up(breakdown):
    return sum(line.n for line in breakdown.lines) == breakdown.total


def test_report_breakdowns_add_up(here, clerk, on, mixed):
    report = queries.report(here.term, on=on)
    assert [adds_up(one) for one in (report.elected, report.seats, *report.structure)] == [True] * 8
    assert {one.total for one in report.structure} == {13}
    assert (report.elected.total, report.seats.total) == (15, 15)
    assert (report.unit_seats, report.unit_delegates, report.unit_empty) == (15, 13, 2)


def test_report_says_what_there_is(here, clerk, on, mixed):
    report = queries.report(here.term, on=on)
    assert {line.label: line.n for line in report.elected.lines} == {
        "confirmed": 1, "active": 11, "suspended": 1, "stopped": 1, "terminated": 1, "expired": 0,
    }  # fmt: skip
    assert {line.label: line.n for line in report.seats.lines} == {"taken": 13, "empty": 2}
    sectors, ranks, ages, sexes, groups, committee = (
        {line.label: line.n for line in one.lines if line.n} for one in report.structure
    )
    assert sectors == {"villages and communities": 12, "enterprises": 1}
    assert (ranks, ages) == ({"front line": 12, "leader": 1}, {"up to 35": 1, "36 to 45": 12})
    assert (sexes, groups) == ({"women": 4, "men": 9}, {"ethnic minorities": 1, "Han": 12})
    assert committee == {"members of the committee": 1, "other delegates": 12}


def test_report_leads_from_every_figure_to_its_records(here, clerk, on, mixed):
    report = queries.report(here.term, on=on)
    for breakdown in (report.elected, *report.structure):
        for line in breakdown.lines:
            asked = dict(parse_qsl(urlsplit(line.url).query))
            assert queries.register(clerk, [here.term], asked).page.paginator.count == line.n


def test_report_leaves_the_suspended_out_of_who_should_attend(here, clerk, on, mixed):
    report = queries.report(here.term, on=on)
    assert (report.should_attend, report.suspended, report.attend_rule.value) == (12, 1, False)


def test_report_counts_the_suspended_where_the_rules_do(here, clerk, on, mixed, monkeypatch):
    yes = rule("mandates.suspended_attend", at=here.township, on=on).with_value(True)
    monkeypatch.setattr(counts, "rule", lambda key, at, on: yes)
    assert queries.should_attend(here.term, on) == 13


def test_report_points_out_what_is_not_as_it_should_be(here, clerk, on, mixed):
    acts.set_target(here.term, by=clerk, on=on, kind="women", at_least=5)
    Term.objects.filter(pk=here.term.pk).update(seats=16)
    here.term.refresh_from_db()
    later = on + timedelta(days=100)
    unit = here.mandates[0].electing_unit
    assert [(str(one), one.rule.key if one.rule else "") for one in queries.report(here.term, on=later).remarks] == [
        ("Seats not shared out among the electing units: 1 of 16.", "mandates.quota_binds"),
        (f"“{unit}”: delegates 13, seats 15.", "mandates.quota_binds"),
        (f"{unit}, left by {here.mandates[2]}: the by-election was due on 2010-07-01.", "mandates.by_election_within"),
        (f"{unit}, left by {here.mandates[3]}: the by-election was due on 2010-07-01.", "mandates.by_election_within"),
        ("Target “women”: 4 of at least 5.", ""),
        ("Confirmed delegates who have not taken their seat yet: 1.", "mandates.seat_within"),
    ]


def test_report_points_out_a_by_election_that_is_not_linked(here, clerk, on):
    acts.stop(here.mandates[3], by=clerk, on=on, day=date(2010, 3, 1))
    new = acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here))
    acts.take_seat(new, by=clerk, on=on, day=TODAY)
    unit = here.mandates[0].electing_unit
    assert [str(one) for one in queries.report(here.term, on=on).remarks] == [
        f"“{unit}”: by-elections not yet linked to the vacancy that they filled: 1."
    ]
    acts.link_by_election(Vacancy.objects.get(), by=clerk, on=on, filled_by=new)
    assert queries.report(here.term, on=on).remarks == []


def test_report_points_out_delegates_beyond_a_quota(here, clerk, on):
    unit = here.mandates[0].electing_unit
    type(unit).objects.update(seats=13)
    remarks = [str(one) for one in queries.report(here.term, on=on).remarks]
    assert remarks == [
        "Seats not shared out among the electing units: 1 of 14.", f"“{unit}”: delegates beyond the quota: 1.",
    ]  # fmt: skip


def test_report_still_adds_up_with_more_delegates_than_seats(here, on):
    Term.objects.filter(pk=here.term.pk).update(seats=10)
    here.term.refresh_from_db()
    lines = queries.report(here.term, on=on).seats
    assert ([line.n for line in lines.lines], lines.total) == ([14, 0, -4], 10)


def test_report_tells_changes_since_the_last_meeting(here, clerk, on):
    acts.suspend(here.mandates[1], by=clerk, on=on, cause="custody", day=TODAY)
    acts.hold_session(here.session, by=clerk, on=on, day=TODAY)
    later = on + timedelta(days=5)
    acts.restore(here.mandates[1], by=clerk, on=later, day=date(2010, 4, 6))
    report = queries.report(here.term, on=later)
    assert report.since == TODAY
    assert {line.label: line.n for line in report.changes if line.n} == {"restored": 1}


def test_report_of_an_ended_term_counts_those_who_had_a_seat_at_its_end(here, clerk, on, mixed):
    acts.end_term(here.term, by=clerk, on=on, day=TODAY)
    here.term.refresh_from_db()
    report = queries.report(here.term, on=on)
    assert ({one.total for one in report.structure}, report.should_attend) == ({13}, 0)


def test_breakdown_that_does_not_add_up_is_an_error():
    with pytest.raises(queries.Unreconciled):
        queries.Breakdown("x", (queries.Line("a", 1), queries.Line("b", 2)), 4)


# figures


def test_figures_of_a_township(here, clerk, on, mixed):
    acts.hold_session(here.session, by=clerk, on=on, day=TODAY)
    found = queries.figures(here.township, Period.year(2010))
    assert (found.seats, found.seated, found.should_attend, found.sessions, found.annual) == (15, 13, 12, 1, 1)
    assert [adds_up(one) for one in (found.states, *found.structure, found.vacancies, found.ended)] == [True] * 9
    assert {line.label: line.n for line in found.vacancies.lines} == {"open": 2, "filled": 0}
    assert {line.label: line.n for line in found.ended.lines} == {"left the area": 1, "died": 1}
    assert found.supplements == 0


def test_figures_count_supplements_in_their_period(here, clerk, on):
    acts.stop(here.mandates[3], by=clerk, on=on, day=date(2010, 3, 1))
    acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here, vacancy=Vacancy.objects.get()))
    years = {year: queries.figures(here.township, Period.year(year)).supplements for year in (2009, 2010, 2011)}
    assert years == {2009: 0, 2010: 1, 2011: 0}


def test_figures_of_the_district_are_those_of_its_townships_together(here, there, world, clerk, on, mixed):
    whole = queries.figures(world.level, Period.year(2010))
    parts = [queries.figures(place.township, Period.year(2010)) for place in (here, there)]
    for name in ("seats", "seated", "should_attend", "sessions", "annual", "supplements"):
        assert getattr(whole, name) == sum(getattr(part, name) for part in parts)
    assert whole.states.total == sum(part.states.total for part in parts)


def test_figures_before_the_term_are_empty(here):
    found = queries.figures(here.township, Period.year(2007))
    assert (found.seats, found.seated, found.states.total, found.sessions) == (0, 0, 0, 0)


@pytest.mark.parametrize(("day", "inside"), [(date(2010, 1, 1), True), (date(2010, 12, 31), True), (None, False)])
def test_period_covers_both_its_ends(day, inside):
    assert Period.year(2010).covers(day) is inside
    assert Period.year(2010).covers(date(2009, 12, 31)) is False


# the desk


def waits(post):
    return [(str(line.says), str(line.it), line.due, line.rule.key) for line in queries.waiting_for(post.person)]


def test_waiting_for_the_office_are_seats_and_by_elections_soonest_first(here, clerk, on):
    confirmed(here, on)
    acts.stop(here.mandates[3], by=clerk, on=on, day=TODAY)
    vacancy = Vacancy.objects.get()
    assert waits(clerk) == [
        ("Record that the seat is taken", "新代表", date(2010, 5, 19), "mandates.seat_within"),
        ("Hold the by-election", str(vacancy), date(2010, 7, 1), "mandates.by_election_within"),
    ]
    assert [line.url for line in queries.waiting_for(clerk.person)] == [
        f"/mandates/{Mandate.objects.get(number=99).pk}/take_seat/", f"/mandates/{vacancy.pk}/link_by_election/",
    ]  # fmt: skip


def test_waiting_for_committee_then_district(here, world, on):
    committee = here.posts["committee"]
    it = acts.propose_termination(here.mandates[3], by=here.posts["branch"], on=on, cause="resigned", grounds="x")
    name = str(here.mandates[3])
    assert (waits(committee), waits(world.officer)) == (
        [("Decide on the termination", name, date(2010, 6, 1), "mandates.decision_within")], [],
    )  # fmt: skip
    acts.decide_termination(it, by=committee, on=on, day=TODAY, decision="x")
    assert (waits(committee), waits(world.officer)) == (
        [], [("Receive the filing", name, date(2010, 4, 16), "mandates.filing_within")],
    )  # fmt: skip
    acts.file_termination(it, by=world.officer, on=on)
    assert waits(world.officer) == []


def test_waiting_for_nobody_about_their_own_mandate(here, on):
    own = Post.objects.create(
        township=here.township, person=here.mandates[3].person, unit=here.units["committee"], role=Role.COMMITTEE,
        since=TODAY,
    )  # fmt: skip
    acts.propose_termination(here.mandates[3], by=here.posts["branch"], on=on, cause="resigned", grounds="x")
    assert waits(own) == []


def test_waiting_for_ends_with_the_term(here, clerk, on):
    confirmed(here, on)
    acts.stop(here.mandates[3], by=clerk, on=on, day=TODAY)
    acts.end_term(here.term, by=clerk, on=on, day=TODAY)
    assert waits(clerk) == []


def test_waiting_for_a_delegate_is_nothing_and_costs_one_question(here, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.waiting_for(here.delegates[3].person) == []


def test_waiting_for_keeps_to_one_s_township(here, there, clerk, on):
    confirmed(here, on)
    assert waits(there.posts["clerk"]) == []


def counted(question):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        question()
    return len(asked)


def test_queries_do_not_grow_with_what_there_is(here, world, clerk, on):
    officer, committee = world.officer, here.posts["committee"]
    questions = {
        "waiting_for office": lambda: queries.waiting_for(clerk.person),
        "waiting_for committee": lambda: queries.waiting_for(committee.person),
        "figures": lambda: queries.figures(here.township, Period.year(2010)),
        "report": lambda: queries.report(queries.terms_for(clerk).get(), on=on),
        "term": lambda: queries.term_sheet(queries.terms_for(clerk).get(), by=clerk, on=on),
        "register": lambda: queries.register(officer, list(queries.current_terms(officer)), {}),
    }

    def one_more(n):
        confirmed(here, on, number=90 + n, name=f"新{n}", login=f"新{n}")
        acts.stop(here.mandates[n], by=clerk, on=on, day=TODAY)
        acts.propose_termination(here.mandates[5 + n], by=here.posts["branch"], on=on, cause="resigned", grounds="x")
        acts.add_delegation(here.term, by=clerk, on=on, name=f"团{n}")
        acts.plan_session(here.term, by=clerk, on=on, number=5 + n, planned_on=TODAY)
        acts.set_target(here.term, by=clerk, on=on, kind=list(StructureTarget.Kind)[n], at_least=n)

    one_more(0)
    for question in questions.values():
        question()  # the rules are remembered after the first time
    once = {name: counted(question) for name, question in questions.items()}
    one_more(1)
    one_more(2)
    assert Session.objects.filter(term=here.term).count() == 5
    assert {name: counted(question) for name, question in questions.items()} == once
    assert once == {
        "waiting_for office": 4, "waiting_for committee": 3, "figures": 4, "report": 8, "term": 16, "register": 4,
    }  # fmt: skip


def test_nothing_is_due_any_more_once_it_is_done(here, world, clerk, on):
    it = acts.propose_termination(here.mandates[3], by=here.posts["branch"], on=on, cause="resigned", grounds="x")
    acts.decide_termination(it, by=here.posts["committee"], on=on, day=TODAY, decision="x")
    acts.file_termination(it, by=world.officer, on=on)
    (line,) = queries.mandate_sheet(here.mandates[3], by=clerk, on=on).terminations
    assert (line.it.state, line.due, line.acts) == ("filed", None, [])
