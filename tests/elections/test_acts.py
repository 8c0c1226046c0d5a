"""What each act of an election changes, and what the minutes and the notices say of it."""

from datetime import date

from changren.elections import acts, queries
from changren.elections.models import Candidate, Election
from changren.mandates.models import Mandate
from tests.elections.conftest import (
    AFTER,
    COUNTED,
    FIRST,
    LATER,
    ON,
    SECOND,
    THIRD,
    certified,
    closed,
    counted,
    drafted,
    entered,
    heard,
    methodical,
    named,
    people,
    public,
    sealed,
    settled,
    standing,
    states,
    told,
    vacancy,
    voting,
)


def test_draft_revise_and_method(here, clerk):
    it = drafted(here)
    assert (it.state, it.term, it.seats, it.way) == ("draft", here.term, 2, "first")
    assert told("draft") == "BY drafted “IT” (members of the Party committee), 2 seats"
    given = {"kind": "other", "title": "改名", "seats": 3, "meeting": None, "electing_unit": None}
    it = acts.revise(it, by=clerk, on=ON, **given)
    assert {name: getattr(it, name) for name in given} == given
    it = acts.adopt_method(it, by=here.posts["committee"], on=ON)
    assert (it.state, it.adopted_on) == ("method", date(2010, 4, 1))
    assert heard("adopt_method") == people(clerk)


def test_nomination_rounds_leave_out_and_keep(here, clerk):
    it = standing(here)
    first, second, third = Candidate.objects.filter(election=it).order_by("name")
    it = acts.shorten_list(it, by=clerk, on=ON, candidates=[first, second])
    new = named(it, here, name="欧阳一", how="self", support=12)
    assert {one.name: (one.state, one.round) for one in it.all_candidates.all()} == {
        first.name: ("standing", 2), second.name: ("standing", 2), third.name: ("dropped", 1),
        "欧阳一": ("standing", 2),
    }  # fmt: skip
    gone = acts.withdraw(second, by=clerk, on=ON, reason="个人原因")
    assert (gone.state, gone.reason) == ("withdrawn", "个人原因")
    assert set(it.candidates.all()) == {first, new}
    assert told("nominate") == "BY entered that IT was named (by themselves)"


def test_candidates_are_public_for_working_days(here, clerk):
    it = public(here)
    assert (it.public_on, it.public_until) == (date(2010, 4, 1), date(2010, 4, 9))  # a holiday and a weekend between
    assert heard("publicise") >= people(*here.delegates[:3], here.posts["committee"])
    it = acts.reopen_nomination(it, by=clerk, on=ON)
    assert (it.state, it.public_on, it.public_until, it.nominated_on) == ("method", None, None, None)


def test_papers_stand_in_the_order_of_strokes(here, clerk):
    it = methodical(here)
    for name in ("魏一", "张一", "欧阳一", "丁一"):
        named(it, here, name=name)
    for post, task in (("reviewer", "chief"), ("discipline", "scrutineer")):
        acts.name_official(it, by=clerk, on=ON, person=here.posts[post].person, task=task)
    it = acts.publicise(acts.settle_candidates(it, by=clerk, on=ON), by=clerk, on=ON)
    it = acts.settle_papers(it, by=clerk, on=LATER, should_attend=14)
    rows = it.candidates.order_by("order").values_list("order", "name")
    assert list(rows) == [(1, "丁一"), (2, "张一"), (3, "欧阳一"), (4, "魏一")]
    assert told("settle_papers") == "BY settled the ballot papers of “IT”; 14 should attend"


def test_relieve_official_keeps_the_list(here, clerk):
    it = standing(here)
    gone = it.officials.get(task="counter")
    acts.relieve_official(it, by=clerk, on=ON, official=gone)
    assert set(it.officials.values_list("task", flat=True)) == {"chief", "scrutineer"}
    assert heard("name_official") == people(here.posts["handler"])


def test_open_and_close_fix_who_was_there(here):
    it = voting(here)
    assert (it.state, it.present, it.opened_on) == ("voting", 12, AFTER)
    it = acts.close_voting(it, by=here.posts["reviewer"], on=LATER)
    assert (it.state, it.closed_on) == ("closed", AFTER)


def test_two_entries_make_a_result(here, clerk):
    it = closed(here)
    first, second = entered(it, clerk), entered(it, here.posts["handler"], issued=11)
    assert [(one.first, one.second) for one in queries.groups(it)[0].differences] == [(12, 11)]
    right = {**COUNTED, "numbers": [FIRST, SECOND, THIRD], "write_ins": {}}
    acts.correct_sheet(second, by=here.posts["handler"], on=LATER, **right)
    it = acts.draw_up(it, by=clerk, on=LATER)
    assert (first.entry, second.entry, it.state) == ("a", "b", "counted")
    assert (it.issued, it.collected, it.valid, it.invalid) == (12, 12, 11, 1)
    assert it.numbers == [FIRST, SECOND, THIRD]
    it = acts.give_back(it, by=here.posts["reviewer"], on=LATER)
    assert (it.state, it.numbers, it.valid, it.write_ins) == ("closed", None, None, {})
    it = acts.strike_group(it, by=clerk, on=LATER, group="全体")
    assert queries.groups(it) == []


def test_groups_are_added(here, clerk):
    it = closed(here)
    half = {"issued": 6, "collected": 6, "valid": 6, "invalid": 0, "numbers": [[3, 3, 0, 0]] * 3}
    for group in ("一组", "二组"):
        for by in (clerk, here.posts["handler"]):
            entered(it, by, group, write_ins={"赵四": 2}, **half)
    it = acts.draw_up(it, by=clerk, on=LATER)
    assert (it.collected, it.numbers, it.write_ins) == (12, [[6, 6, 0, 0]] * 3, {"赵四": 4})


def test_certify_and_seal_keep_who_was_elected_and_the_hash(here):
    it = sealed(here)
    assert states(it) == {"1": "elected", "2": "elected", "3": "defeated"}
    assert (it.state, it.certified_by, it.sealed_on) == ("sealed", here.posts["reviewer"].person.name, AFTER)
    assert (it.digest, len(it.digest)) == (queries.digest_of(it), 64)
    assert told("certify") == f"BY certified the result of “IT”: {it.digest}"
    assert told("seal") == f"BY entered the certified result of “IT” in the minutes: {it.digest}"
    assert heard("seal") == {one.person_id for one in here.mandates} | people(here.posts["committee"])
    it.numbers = [FIRST, SECOND, [4, 6, 1, 0]]
    assert queries.digest_of(it) != it.digest


def test_a_name_written_in_can_win(here):
    it = certified(here, numbers=[[9, 2, 0, 0], [2, 9, 0, 0], [1, 10, 0, 0]], write_ins={"赵四": 8})
    assert states(it) == {"1": "elected", "2": "defeated", "3": "defeated", "四": "elected"}
    assert it.all_candidates.get(name="赵四").is_write_in


def test_run_off_further_ballot_and_repetition(here, clerk):
    it = sealed(here, numbers=[[8, 3, 0, 0], [7, 4, 0, 0], [7, 4, 0, 0]])
    assert states(it) == {"1": "elected", "2": "tied", "3": "tied"}
    again = acts.hold_again(it, by=clerk, on=LATER)
    assert (again.way, again.state, again.seats, again.earlier) == ("runoff", "public", 1, it)
    assert {one.name[-1] for one in again.candidates.all()} == {"2", "3"}
    assert again.officials.count() == 3
    again = acts.settle_papers(again, by=clerk, on=LATER, should_attend=14)
    void = acts.call_off(again, by=clerk, on=LATER, reason="停电")
    third = acts.hold_again(void, by=clerk, on=LATER)
    assert (third.way, third.state, third.seats) == ("repeat", "public", 1)


def test_seats_left_are_filled_or_left_empty(here, clerk):
    it = sealed(here, numbers=[[9, 1, 1, 0], [5, 5, 1, 0], [2, 8, 1, 0]])
    assert (states(it), queries.seats_left(it)) == ({"1": "elected", "2": "defeated", "3": "defeated"}, 1)
    empty = acts.leave_seats(it, by=clerk, on=LATER, consent="经到会选举人同意")
    assert (empty.state, empty.consent) == ("sealed", "经到会选举人同意")


def test_a_further_ballot_names_anew(here, clerk):
    it = sealed(here, numbers=[[9, 1, 1, 0], [5, 5, 1, 0], [2, 8, 1, 0]])
    again = acts.fill_seats(it, by=clerk, on=LATER)
    assert (again.way, again.state, again.public_on) == ("further", "method", None)
    assert told("fill_seats") == "BY called a further ballot for the 1 seats left in “IT”"


def test_more_papers_than_were_issued_void_it(here, clerk):
    rows = [[9, 1, 2, 0], [8, 2, 2, 0], [3, 7, 2, 0]]
    it = counted(here, issued=11, collected=12, valid=12, invalid=0, numbers=rows)
    it = acts.find_void(it, by=here.posts["reviewer"], on=LATER, reason="收回多于发出")
    assert (it.state, it.reason) == ("void", "收回多于发出")


def test_who_wins_a_by_election_becomes_a_delegate(here, clerk):
    seat = vacancy(here)
    it = ready_by_election(here, seat)
    winner = it.all_candidates.get(state="elected")
    given = {
        "vacancy": seat, "number": 90, "delegation": here.delegations[0], "sector": "village", "rank": "front_line",
        "is_woman": True, "is_minority": False, "age_band": "to_45", "on_committee": False, "elected_on": AFTER,
        "login": "丁一", "phone": "", "first_password": "yi ju xiao mima",
    }  # fmt: skip
    winner = acts.enter_delegate(winner, by=clerk, on=LATER, **given)
    made = Mandate.objects.get(number=90)
    seat.refresh_from_db()
    assert (winner.mandate, made.person.name, made.state) == (made, "丁一", "confirmed")
    assert (seat.state, seat.filled_by) == ("filled", made)


def ready_by_election(here, seat) -> Election:
    """A by-election in the unit of the seat, to its end; the papers are counted by the office and the counter."""
    clerk = here.posts["clerk"]
    it = standing(here, 0, kind="by", seats=1, electing_unit=seat.electing_unit)
    for name in ("王二", "丁一"):
        named(it, here, name=name)
    it = acts.publicise(acts.settle_candidates(it, by=clerk, on=ON), by=clerk, on=ON)
    it = acts.settle_papers(it, by=clerk, on=LATER, should_attend=14)
    it = acts.close_voting(acts.open_voting(it, by=clerk, on=LATER, present=12), by=clerk, on=LATER)
    for by in (clerk, here.posts["handler"]):
        entered(it, by, numbers=[[8, 3, 0, 0], [3, 8, 0, 0]])
    it = acts.certify(acts.draw_up(it, by=clerk, on=LATER), by=here.posts["reviewer"], on=LATER)
    return acts.seal(it, by=clerk, on=LATER)


def test_settled_candidates_are_counted_in_the_minutes(here):
    settled(here)
    assert told("settle_candidates") == "BY settled the candidates of “IT”: 3"
