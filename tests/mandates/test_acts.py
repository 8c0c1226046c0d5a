"""One delegate's mandate: confirmed, seated, resting, ended; and the seat it leaves."""

from datetime import date, timedelta

import pytest

from changren.base.acts import Kind
from changren.base.minutes.models import Entry
from changren.mandates import acts
from changren.mandates.models import Delegation, Mandate, Vacancy
from changren.organisation.models import Person, Post, Role
from tests.mandates.conftest import confirmed, facts, heard, last, refused, room, told

TODAY = date(2010, 4, 1)


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


@pytest.fixture
def it(here):
    """A delegate of the second delegation who heads nothing."""
    return here.mandates[3]


def held(mandate):
    """The delegate's posts that a person holds now."""
    return list(Post.objects.filter(person=mandate.person_id, role=Role.DELEGATE, until=None))


def secretary(here):
    return here.posts["branch"].person_id


# confirmed


def test_confirm_delegate_enters_a_new_person_and_the_mandate(here, clerk, on):
    it = confirmed(here, on)
    assert (it.state, it.number, it.changed_on, it.person.name) == ("confirmed", 99, date(2010, 3, 20), "新代表")
    assert (it.person.login, it.person.must_choose_password, it.person.township_id) == (
        "新代表",
        True,
        here.township.pk,
    )
    assert held(it) == []
    assert told("confirm_delegate") == ("BY confirmed the mandate of “IT”, delegate no. 99, elected on 2010-03-20")
    assert heard("confirm_delegate") == {it.person_id, secretary(here)}
    nested = Entry.objects.get(act="organisation.add_person")
    assert nested.cause_id == last("confirm_delegate").pk


def test_confirm_delegate_takes_somebody_who_is_entered_already(here, clerk, on):
    person = here.posts["handler"].person
    it = confirmed(here, on, person=person)
    assert (it.person_id, Person.objects.filter(name="新代表").exists()) == (person.pk, False)


def test_confirm_delegate_says_nothing_of_the_password_and_the_phone(here, clerk, on):
    confirmed(here, on, phone="13800000000")
    assert last("confirm_delegate").kept == {"number": 99, "elected_on": "2010-03-20"}


def test_confirm_delegate_refuses_a_second_mandate(here, clerk, on):
    room(here)
    with refused(f"{here.mandates[0]} has a mandate in this term already."):
        acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here, person=here.mandates[0].person))


def test_confirm_delegate_refuses_a_stranger(here, there, clerk, on):
    room(here)
    stranger = there.posts["handler"].person
    with refused(f"{stranger} belongs to another township."):
        acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here, person=stranger))


def test_confirm_delegate_refuses_a_number_twice(here, clerk, on):
    room(here)
    with refused("Delegate number 1 is taken."):
        acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here, number=1))


def test_confirm_delegate_refuses_beyond_the_quota(here, clerk, on):
    unit = here.mandates[0].electing_unit
    with refused(f"All 14 seats of “{unit}” are taken.", rule="mandates.quota_binds"):
        acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here))


def test_confirm_delegate_counts_suspended_delegates_in_the_quota(here, clerk, on, it):
    acts.suspend(it, by=clerk, on=on, cause="custody", day=TODAY)
    with refused(f"All 14 seats of “{it.electing_unit}” are taken.", rule="mandates.quota_binds"):
        acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here))


def test_confirm_delegate_refuses_groups_of_another_term(here, there, clerk, on):
    room(here)
    with refused("Electing unit and delegation must be of this term."):
        acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here, delegation=there.delegations[0]))


def test_confirm_delegate_refuses_an_election_to_come(here, clerk, on):
    room(here)
    with refused("2010-04-02 has not come yet."):
        acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here, elected_on=date(2010, 4, 2)))


def test_confirm_delegate_refuses_with_the_new_person_in_one_piece(here, clerk, on):
    room(here)
    taken = here.posts["clerk"].person.login
    with refused(f"The login name “{taken}” is taken."):
        acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here, login=taken))


def test_confirm_delegate_refuses_after_the_end_of_the_term(here, clerk, on):
    room(here)
    acts.end_term(here.term, by=clerk, on=on, day=TODAY)
    with refused("Term 7 ended on 2010-04-01."):
        acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here))


def test_confirm_delegate_fills_a_vacancy_in_the_same_breath(here, clerk, on, it):
    acts.stop(it, by=clerk, on=on, day=date(2010, 3, 1))
    vacancy = Vacancy.objects.get()
    new = acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here, vacancy=vacancy))
    vacancy.refresh_from_db()
    assert (vacancy.state, vacancy.filled_by) == ("filled", new)


def test_confirm_delegate_is_all_or_nothing_with_the_vacancy(here, clerk, on, it):
    acts.stop(it, by=clerk, on=on, day=TODAY)
    with refused("新代表 was elected before the seat fell vacant.", rule="mandates.by_election_within"):
        acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here, vacancy=Vacancy.objects.get()))


# corrected


def corrected(mandate, **other):
    names = ("number", "electing_unit", "delegation", "sector", "rank", "is_woman", "is_minority", "age_band")
    given = {name: getattr(mandate, name) for name in (*names, "on_committee", "elected_on")}
    return given | other


def test_correct_delegate_changes_the_register(here, clerk, on, it):
    given = corrected(it, number=44, sector="office", rank="leader", is_minority=True, on_committee=True)
    acts.correct_delegate(it, by=clerk, on=on, **given)
    it.refresh_from_db()
    assert (it.number, it.sector, it.rank, it.is_minority, it.on_committee) == (44, "office", "leader", True, True)
    assert it.state == "active"
    assert told("correct_delegate") == "BY corrected the entry of “IT”, delegate no. 44"


def test_correct_delegate_refuses_the_number_of_another(here, clerk, on, it):
    with refused("Delegate number 1 is taken."):
        acts.correct_delegate(it, by=clerk, on=on, **corrected(it, number=1))


def test_correct_delegate_refuses_a_unit_without_a_free_seat(here, clerk, on, it):
    room(here, 1)
    full = acts.add_electing_unit
    type(here.term).objects.filter(pk=here.term.pk).update(seats=16)
    other = full(here.term, by=clerk, on=on, name="西支部", seats=1, branch=None)
    acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here, electing_unit=other))
    with refused("All 1 seats of “西支部” are taken.", rule="mandates.quota_binds"):
        acts.correct_delegate(it, by=clerk, on=on, **corrected(it, electing_unit=other))


def test_correct_delegate_who_changes_the_delegation_heads_the_former_no_more(here, clerk, on):
    head = here.mandates[0]
    acts.correct_delegate(head, by=clerk, on=on, **corrected(head, delegation=here.delegations[1]))
    assert list(Delegation.objects.filter(head=head)) == []
    assert last("relieve_head").cause_id == last("correct_delegate").pk


def test_correct_delegate_keeps_the_head_where_it_is(here, clerk, on):
    head = here.mandates[0]
    acts.correct_delegate(head, by=clerk, on=on, **corrected(head, sector="school"))
    assert list(Delegation.objects.filter(head=head)) == [here.delegations[0]]


# the seat taken


def test_take_seat_lets_the_delegate_act(here, clerk, on):
    it = confirmed(here, on)
    acts.take_seat(it, by=clerk, on=on, day=TODAY)
    it.refresh_from_db()
    (post,) = held(it)
    assert (it.state, it.changed_on, post.since, post.unit, post.township_id) == (
        "active", TODAY, TODAY, None, here.township.pk,
    )  # fmt: skip
    assert told("take_seat") == "“IT” took the seat on 2010-04-01, recorded by BY"
    assert (heard("take_seat"), last("take_seat").before) == ({it.person_id}, "confirmed")
    assert Entry.objects.get(act="organisation.seat_delegate").cause_id == last("take_seat").pk


def test_take_seat_gives_no_second_post(here, clerk, on):
    it = confirmed(here, on)
    Post.objects.create(township=here.township, person=it.person, role=Role.DELEGATE, since=TODAY)
    acts.take_seat(it, by=clerk, on=on, day=TODAY)
    assert len(held(it)) == 1


def test_take_seat_refuses_a_day_before_the_election(here, clerk, on):
    it = confirmed(here, on)
    with refused("The mandate has been confirmed since 2010-03-20."):
        acts.take_seat(it, by=clerk, on=on, day=date(2010, 3, 19))


def test_take_seat_refuses_a_day_to_come(here, clerk, on):
    it = confirmed(here, on)
    with refused("2010-04-02 has not come yet."):
        acts.take_seat(it, by=clerk, on=on, day=date(2010, 4, 2))


def test_take_seat_is_for_the_confirmed(here, clerk, on, it):
    with refused("This is not possible while the state is “active”.", Kind.STATE):
        acts.take_seat(it, by=clerk, on=on, day=TODAY)


# resting


@pytest.mark.parametrize(
    ("cause", "words"),
    [("custody", "in custody in a criminal case"), ("investigation", "under disciplinary investigation")],
)
def test_suspend_takes_the_post_and_says_why(here, clerk, on, it, cause, words):
    acts.suspend(it, by=clerk, on=on, cause=cause, day=TODAY)
    it.refresh_from_db()
    assert (it.state, it.cause, it.changed_on, held(it)) == ("suspended", cause, TODAY, [])
    assert told("suspend") == f"BY suspended the mandate of “IT” from 2010-04-01: {words}"
    assert heard("suspend") == {it.person_id, secretary(here)}
    assert Entry.objects.get(act="organisation.unseat_delegate").cause_id == last("suspend").pk


def test_suspend_ends_what_an_open_session_may_do(here, clerk, on, it, browse):
    client = browse(here.delegates[3])
    assert client.get("/mandates/").status_code == 200
    acts.suspend(it, by=clerk, on=on, cause="custody", day=TODAY)
    answer = client.get("/mandates/")
    assert (answer.status_code, answer["Location"]) == (302, "/organisation/posts/")


def test_suspend_leaves_the_other_posts_of_the_person(here, clerk, on, it):
    other = Post.objects.create(
        township=here.township, person=it.person, unit=here.units["station"], role=Role.HANDLER, since=TODAY
    )
    acts.suspend(it, by=clerk, on=on, cause="custody", day=TODAY)
    other.refresh_from_db()
    assert other.is_held


def test_suspend_refuses_causes_that_do_not(here, clerk, on, it):
    with refused("This cause does not suspend a mandate.", rule="mandates.custody_suspends"):
        acts.suspend(it, by=clerk, on=on, cause="died", day=TODAY)


def test_suspend_refuses_a_day_to_come(here, clerk, on, it):
    with refused("2010-04-02 has not come yet."):
        acts.suspend(it, by=clerk, on=on, cause="custody", day=date(2010, 4, 2))


def test_suspend_leaves_no_vacancy(here, clerk, on, it):
    acts.suspend(it, by=clerk, on=on, cause="custody", day=TODAY)
    assert list(Vacancy.objects.all()) == []


def test_restore_gives_the_post_again_and_tells_delegate_and_unit(here, clerk, on, it):
    acts.suspend(it, by=clerk, on=on, cause="custody", day=TODAY)
    later = on + timedelta(days=20)
    acts.restore(it, by=clerk, on=later, day=date(2010, 4, 20))
    it.refresh_from_db()
    (post,) = held(it)
    assert (it.state, it.cause, it.changed_on, post.since) == (
        "active", "cause_lapsed", date(2010, 4, 20), date(2010, 4, 20),
    )  # fmt: skip
    assert told("restore") == "BY restored the mandate of “IT” on 2010-04-20: the cause has lapsed"
    assert heard("restore") == {it.person_id, secretary(here)}


def test_restore_refuses_a_day_before_the_suspension(here, clerk, on, it):
    acts.suspend(it, by=clerk, on=on, cause="custody", day=TODAY)
    with refused("The mandate has been suspended since 2010-04-01."):
        acts.restore(it, by=clerk, on=on, day=date(2010, 3, 31))


# ended


def test_stop_ends_the_acting_and_opens_a_vacancy(here, clerk, on, it):
    acts.stop(it, by=clerk, on=on, day=TODAY)
    it.refresh_from_db()
    vacancy = Vacancy.objects.get()
    assert (it.state, it.cause, it.changed_on, held(it)) == ("stopped", "left_area", TODAY, [])
    assert (vacancy.left_by, vacancy.electing_unit, vacancy.since, vacancy.state) == (
        it, it.electing_unit, TODAY, "open",
    )  # fmt: skip
    assert told("stop") == "BY recorded that “IT” left the area and stops acting from 2010-04-01"
    assert told("open_vacancy") == "A seat is vacant since 2010-04-01: IT"
    assert heard("stop") == {it.person_id, secretary(here)}
    assert last("open_vacancy").cause_id == last("stop").pk


def test_stop_ends_a_suspended_mandate_too(here, clerk, on, it):
    acts.suspend(it, by=clerk, on=on, cause="custody", day=TODAY)
    acts.stop(it, by=clerk, on=on, day=TODAY)
    assert Mandate.objects.get(pk=it.pk).state == "stopped"


def test_stop_leaves_the_delegation_without_its_head(here, clerk, on):
    acts.stop(here.mandates[0], by=clerk, on=on, day=TODAY)
    assert Delegation.objects.get(pk=here.delegations[0].pk).head is None


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("penalty", "probation within the Party or a heavier penalty"),
        ("lost_membership", "lost membership or nationality"),
        ("died", "died"),
    ],
)
def test_end_by_law_puts_the_end_on_record(here, clerk, on, it, cause, words):
    acts.end_by_law(it, by=clerk, on=on, cause=cause, day=TODAY)
    it.refresh_from_db()
    assert (it.state, it.cause, it.changed_on, held(it)) == ("terminated", cause, TODAY, [])
    assert told("end_by_law") == f"The mandate of “IT” ended by itself on 2010-04-01: {words}; recorded by BY"
    assert (heard("end_by_law"), Vacancy.objects.get().left_by) == ({it.person_id, secretary(here)}, it)


def test_end_by_law_reaches_a_delegate_who_never_took_the_seat(here, clerk, on):
    it = confirmed(here, on)
    acts.end_by_law(it, by=clerk, on=on, cause="died", day=TODAY)
    assert Mandate.objects.get(pk=it.pk).state == "terminated"


@pytest.mark.parametrize("cause", ["resigned", "other", "custody", "left_area"])
def test_end_by_law_refuses_what_must_be_decided(here, clerk, on, it, cause):
    says = "This cause does not end a mandate by itself: it must be proposed and decided."
    with refused(says, rule="mandates.ends_by_law"):
        acts.end_by_law(it, by=clerk, on=on, cause=cause, day=TODAY)


def test_nothing_ends_twice(here, clerk, on, it):
    acts.stop(it, by=clerk, on=on, day=TODAY)
    with refused("This is not possible while the state is “stopped”.", Kind.STATE):
        acts.end_by_law(it, by=clerk, on=on, cause="died", day=TODAY)


@pytest.mark.parametrize("role", ["delegate", "committee", "branch", "district"])
def test_only_the_office_ends_a_mandate(here, on, it, role):
    says = f"This may only be done by: clerk of the standing-system office, {here.township}."
    with refused(says, Kind.WHO):
        acts.stop(it, by=here.posts[role], on=on, day=TODAY)


# filled


@pytest.fixture
def vacancy(here, clerk, on, it):
    acts.stop(it, by=clerk, on=on, day=date(2010, 3, 1))
    return Vacancy.objects.get()


def test_link_by_election_fills_the_seat(here, clerk, on, vacancy):
    new = acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here))
    acts.link_by_election(vacancy, by=clerk, on=on, filled_by=new)
    vacancy.refresh_from_db()
    assert (vacancy.state, vacancy.filled_by) == ("filled", new)
    assert told("link_by_election") == "BY recorded the by-election that filled the seat: IT"
    assert heard("link_by_election") == {new.person_id}


def test_link_by_election_refuses_another_unit(here, clerk, on, vacancy):
    type(here.term).objects.filter(pk=here.term.pk).update(seats=15)
    other = acts.add_electing_unit(here.term, by=clerk, on=on, name="西支部", seats=1, branch=None)
    new = acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here, electing_unit=other))
    says = f"The seat is filled by a delegate of “{vacancy.electing_unit}” in office."
    with refused(says, rule="mandates.by_election_within"):
        acts.link_by_election(vacancy, by=clerk, on=on, filled_by=new)


def test_link_by_election_refuses_a_suspended_delegate(here, clerk, on, vacancy):
    rests = acts.suspend(here.mandates[5], by=clerk, on=on, cause="custody", day=TODAY)
    says = f"The seat is filled by a delegate of “{vacancy.electing_unit}” in office."
    with refused(says, rule="mandates.by_election_within"):
        acts.link_by_election(vacancy, by=clerk, on=on, filled_by=rests)


def test_link_by_election_refuses_who_was_elected_before(here, clerk, on, vacancy):
    says = f"{here.mandates[5]} was elected before the seat fell vacant."
    with refused(says, rule="mandates.by_election_within"):
        acts.link_by_election(vacancy, by=clerk, on=on, filled_by=here.mandates[5])


def test_link_by_election_refuses_one_delegate_for_two_seats(here, clerk, on, vacancy):
    acts.stop(here.mandates[5], by=clerk, on=on, day=date(2010, 3, 2))
    new = acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here, vacancy=vacancy))
    with refused("新代表 fills another vacancy already.", rule="mandates.by_election_within"):
        acts.link_by_election(Vacancy.objects.get(state="open"), by=clerk, on=on, filled_by=new)
