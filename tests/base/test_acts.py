"""The act engine: what an act declares, how it is performed, why it is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import translation

from changren.base.acts import ACTS, Clockwork, Kind, Refused, acts_on, is_clockwork, no, open_acts
from changren.base.acts.ceremony import SENT_ALREADY
from changren.base.minutes.models import Entry
from changren.base.notices.models import Notice
from changren.base.tenancy.models import Township
from changren.mandates.models import Session
from changren.organisation import acts as organisation
from changren.organisation.models import Person, Unit

State = Session.State


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


@pytest.fixture
def session(here):
    return here.session


def never(it):
    return no("never")


def add_unit(place, by, on, name="站", **words):
    return organisation.add_unit(place, by=by, on=on, name=name, kind="office", handles=True, **words)


# --- the declaration


def test_act_is_called_after_its_room_and_verb(declare):
    def greet(session): ...

    one = declare(greet, Session)
    assert (one.name, one.room, one.verb_name, ACTS["base.greet"]) == ("base.greet", "base", "greet", one)


def test_two_acts_of_one_name_are_an_error(declare):
    def greet(session): ...

    declare(greet, Session)
    with pytest.raises(RuntimeError, match=r"two acts are called base\.greet"):
        declare(greet, Session)


def test_act_says_what_it_wants_and_where_it_leads(declare):
    def choose(session, *, by, on, when, why): ...

    one = declare(
        choose, Session, {(State.PLANNED, State.HELD): (State.HELD, State.CANCELLED), State.CANCELLED: "planned"}
    )
    assert one.wants == {"when", "why"}
    assert one.steps == {
        "planned": ("held", "cancelled"), "held": ("held", "cancelled"), "cancelled": ("planned",),
    }  # fmt: skip
    assert (one.creates, one.starts_as, one.in_own_township, one.done_to) == (False, None, False, Session)


def test_creating_act_is_done_to_the_place(declare):
    def plan(township): ...

    one = declare(plan, Session, {None: State.PLANNED}, within=Township)
    assert (one.creates, one.starts_as, one.in_own_township, one.done_to) == (True, "planned", True, Township)
    assert (one in acts_on(Township), one in acts_on(Session)) == (True, False)


# --- the objection


def test_objection_asks_state_then_who_then_when(declare, session, clerk, on):
    asked = []

    def who(it):
        asked.append("who")
        return "not you" if len(asked) < 3 else None

    def when(it):
        asked.append("when")
        return "not yet"

    def hold(session): ...

    one = declare(hold, Session, {State.PLANNED: State.HELD}, who=who, when=[when])
    session.state = State.CANCELLED
    first = one.objection(session, by=clerk, on=on)
    assert (first.kind, asked) == (Kind.STATE, [])
    session.state = State.PLANNED
    second = one.objection(session, by=clerk, on=on)
    assert (second.kind, str(second), asked) == (Kind.WHO, "not you", ["who"])
    asked.append("")
    third = one.objection(session, by=clerk, on=on)
    assert (third.kind, str(third), asked[2:]) == (Kind.WHEN, "not yet", ["who", "when"])


def test_wrong_state_is_told_in_the_readers_language(declare, session, clerk, on):
    def hold(session): ...

    one = declare(hold, Session, {State.HELD: State.HELD})
    with translation.override("en"):
        assert str(one.objection(session, by=clerk, on=on)) == "This is not possible while the state is “planned”."


def test_guards_about_values_are_asked_when_the_value_is_known(declare, session, clerk, on):
    def big_enough(it, n):
        return None if n > 1 else no("only {n}", n=n)

    def count(session, *, n): ...

    one = declare(count, Session, when=[big_enough])
    assert one.objection(session, by=clerk, on=on) is None
    assert str(one.objection(session, by=clerk, on=on, n=1)) == "only 1"
    assert one.objection(session, by=clerk, on=on, n=2) is None
    with pytest.raises(Refused, match="only 0"):
        one(session, by=clerk, on=on, n=0)


def test_guards_get_only_what_they_name(declare, session, clerk, on):
    seen = {}

    def who(it, by):
        seen["who"] = (it, by)

    def when(it, on, by):
        seen["when"] = (it, on, by)

    def look(session): ...

    declare(look, Session, who=who, when=[when]).objection(session, by=clerk, on=on)
    assert seen == {"who": (session, clerk), "when": (session, on, clerk)}


def test_objection_keeps_its_rule(declare, session, clerk, on):
    rule = object()

    def look(session): ...

    one = declare(look, Session, when=[lambda it: no("{a} of {b}", rule=rule, a=1, b=2)])
    objection = one.objection(session, by=clerk, on=on)
    assert (objection.rule, str(objection)) == (rule, "1 of 2")


def test_clock_does_what_no_person_can(declare, session, clerk, on):
    def expire(session): ...

    one = declare(expire, Session, {State.PLANNED: State.CANCELLED}, who=is_clockwork)
    with pytest.raises(Refused) as refused:
        one(session, by=clerk, on=on)
    assert refused.value.objection.kind is Kind.WHO
    done = one(session, by=Clockwork(session.district_id), on=on)
    assert (done.state, done.last_entry.post_id, done.last_entry.person_id) == ("cancelled", None, None)


# --- what is offered


def test_open_acts_hide_what_is_not_yours_and_grey_what_is_not_yet(declare, session, clerk, on):
    def mine(session): ...
    def later(session): ...
    def theirs(session): ...
    def past(session): ...
    def follower(session): ...

    made = [
        declare(mine, Session, {State.PLANNED: State.HELD}),
        declare(later, Session, when=[lambda it: "not yet"]),
        declare(theirs, Session, who=never),
        declare(past, Session, {State.HELD: State.CANCELLED}),
        declare(follower, Session, follows=True),
    ]
    offered = open_acts(session, by=clerk, on=on, among=made)
    assert [(one.act.verb_name, one.objection and str(one.objection)) for one in offered] == [
        ("mine", None), ("later", "not yet"),
    ]  # fmt: skip
    assert [one.act for one in open_acts(session, by=clerk, on=on)][-2:] == made[:2]


def test_open_act_knows_its_address(here, clerk, on):
    unit = here.units["office"]
    by_verb = {one.act.verb_name: one.url for one in open_acts(unit, by=clerk, on=on)}
    assert by_verb == {
        "correct_unit": f"/organisation/{unit.pk}/correct_unit/", "close_unit": f"/organisation/{unit.pk}/close_unit/",
    }  # fmt: skip
    (add,) = open_acts(here.township, by=clerk, on=on, among=[organisation.add_unit])
    assert add.url == "/organisation/add_unit/"


# --- performing


def test_creating_returns_what_was_made_with_its_entry(here, clerk, on):
    unit = add_unit(here.township, clerk, on)
    assert Unit.objects.get(pk=unit.pk).name == "站"
    entry = Entry.objects.get()
    assert unit.last_entry == entry
    assert {name: getattr(entry, name) for name in (
        "number", "act", "subject_kind", "subject_id", "before", "after", "post_id", "person_id", "cause_id", "once",
        "kept", "at", "township_id",
    )} == {
        "number": 1, "act": "organisation.add_unit", "subject_kind": "organisation.Unit", "subject_id": unit.pk,
        "before": "", "after": "", "post_id": clerk.pk, "person_id": clerk.person_id, "cause_id": None, "once": None,
        "kept": {"name": "站"}, "at": on, "township_id": here.township.pk,
    }  # fmt: skip


def test_change_is_saved_and_its_state_told(declare, session, clerk, on):
    def hold(session, *, on):
        session.held_on = on.date()

    done = declare(hold, Session, {State.PLANNED: State.HELD}, keeps=["held_on"])(session, by=clerk, on=on)
    stored = Session.objects.get(pk=session.pk)
    assert (stored.state, stored.held_on, done.pk) == ("held", on.date(), session.pk)
    entry = Entry.objects.get()
    assert (entry.before, entry.after, entry.kept) == ("planned", "held", {"held_on": "2010-04-01"})


def test_act_sees_the_row_as_it_stands_not_as_it_was_read(declare, session, clerk, on):
    def hold(session):
        session.number += 1

    one = declare(hold, Session, {State.PLANNED: State.HELD})
    stale = Session.objects.get(pk=session.pk)
    Session.objects.filter(pk=session.pk).update(number=7, state=State.CANCELLED)
    with pytest.raises(Refused):
        one(stale, by=clerk, on=on)
    Session.objects.filter(pk=session.pk).update(state=State.PLANNED)
    assert one(stale, by=clerk, on=on).number == 8


@pytest.mark.parametrize("outcome", ["held", "cancelled"])
def test_effect_chooses_among_targets(declare, session, clerk, on, outcome):
    def decide(session):
        return outcome

    one = declare(decide, Session, {State.PLANNED: (State.HELD, State.CANCELLED)})
    assert one(session, by=clerk, on=on).state == outcome
    assert Entry.objects.get().after == outcome


@pytest.mark.parametrize("outcome", ["planned", None])
def test_effect_may_not_choose_another_state(declare, session, clerk, on, outcome, dump):
    def decide(session):
        return outcome

    before = dump()
    with pytest.raises(AssertionError, match="may not lead to"):
        declare(decide, Session, {State.PLANNED: (State.HELD, State.CANCELLED)})(session, by=clerk, on=on)
    assert dump() == before


def test_created_object_must_begin_in_the_declared_state(declare, here, clerk, on, dump):
    def plan(township):
        return Session.objects.create(
            township=township, term=here.term, number=3, planned_on=on.date(), state=State.HELD
        )

    before = dump()
    with pytest.raises(AssertionError, match="created a held"):
        declare(plan, Session, {None: State.PLANNED}, within=Township)(here.township, by=clerk, on=on)
    assert dump() == before


def test_act_may_leave_the_state_alone(declare, session, clerk, on):
    def note(session):
        session.number = 9

    assert declare(note, Session)(session, by=clerk, on=on).number == 9
    entry = Entry.objects.get()
    assert (entry.before, entry.after) == ("planned", "planned")


def test_effect_gets_only_what_it_names(declare, session, clerk, on):
    got = {}

    def note(session, *, why):
        got["why"] = why

    declare(note, Session)(session, by=clerk, on=on, why="because", extra="nobody asked")
    assert got == {"why": "because"}


def test_one_act_is_one_district_and_one_township(here, there, elsewhere, clerk, on):
    with pytest.raises(RuntimeError, match="one act, one district"):
        add_unit(here.township, elsewhere.officer, on)


def test_nested_act_of_another_township_is_an_error(declare, here, there, clerk, on, dump):
    def reach(session, *, by, on):
        add_unit(there.township, there.posts["clerk"], on)

    before = dump()
    with pytest.raises(RuntimeError, match="one township"):
        declare(reach, Session)(here.session, by=clerk, on=on)
    assert dump() == before


# --- acts within acts


def test_nested_acts_share_the_transaction_and_name_their_cause(declare, session, here, clerk, on):
    def grow(session, *, by, on):
        add_unit(session.township, by, on, "甲")
        add_unit(session.township, by, on, "乙")

    done = declare(grow, Session)(session, by=clerk, on=on)
    first, second, outer = Entry.objects.order_by("number")
    assert [entry.act for entry in (first, second, outer)] == ["organisation.add_unit"] * 2 + ["base.grow"]
    assert [first.cause_id, second.cause_id, outer.cause_id] == [outer.pk, outer.pk, None]
    assert done.last_entry == outer


def test_refusal_inside_takes_the_outer_act_back(declare, session, here, clerk, on, dump):
    def grow(session, *, by, on):
        add_unit(session.township, by, on, "甲")
        add_unit(session.township, by, on, "甲")

    before = dump()
    with pytest.raises(Refused) as refused:
        declare(grow, Session)(session, by=clerk, on=on)
    assert refused.value.objection.kind is Kind.WHEN
    assert dump() == before


def test_following_act_cannot_be_called_alone(declare, session, clerk, on):
    def second(session):
        session.number = 5

    follower = declare(second, Session, follows=True)

    def first(session, *, by, on):
        follower(session, by=by, on=on)

    with pytest.raises(RuntimeError, match="only ever part of another act"):
        follower(session, by=clerk, on=on)
    declare(first, Session)(session, by=clerk, on=on)
    assert [entry.act for entry in Entry.objects.order_by("number")] == ["base.second", "base.first"]


def test_act_after_a_failed_one_is_an_outer_act_again(declare, session, here, clerk, on):
    def fail(session):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        declare(fail, Session)(session, by=clerk, on=on)
    assert add_unit(here.township, clerk, on).last_entry.cause_id is None


# --- refusals


def refuse_by_state(it): ...


@pytest.mark.parametrize(
    ("words", "failure"),
    [
        ({"moves": {State.HELD: State.HELD}}, Refused),
        ({"who": never}, Refused),
        ({"when": [never]}, Refused),
        ({"effect": "refuse"}, Refused),
        ({"effect": "break"}, ZeroDivisionError),
        ({"effect": "collide"}, IntegrityError),
    ],
    ids=["state", "who", "when", "in the effect", "a bug", "a constraint"],
)
def test_refusal_leaves_no_trace(declare, session, here, clerk, on, dump, words, failure):
    how = words.pop("effect", "")

    def change(session):
        session.number = 99
        Unit.objects.create(township=session.township, name="trace", kind="office")
        if how == "refuse":
            raise Refused("on second thoughts")
        if how == "break":
            raise ZeroDivisionError
        if how == "collide":
            Unit.objects.create(township=session.township, name="trace", kind="office")

    one = declare(change, Session, words.pop("moves", None), tells=[lambda it: [clerk.person_id]], **words)
    before = dump()
    with pytest.raises(failure):
        one(session, by=here.posts["head"], on=on)
    assert dump() == before


def test_refused_says_its_sentence():
    assert str(Refused("just so")) == "just so"
    assert str(Refused(no("{n} times", n=3))) == "3 times"


# --- the same request twice


def test_same_key_twice_is_one_effect_and_the_same_answer(here, clerk, on, dump):
    once = uuid4()
    first = add_unit(here.township, clerk, on, once=once)
    after_first = dump()
    second = add_unit(here.township, clerk, on + timedelta(minutes=1), once=once)
    assert (second.pk, second.last_entry.pk) == (first.pk, first.last_entry.pk)
    assert dump() == after_first


def test_same_key_twice_where_nothing_else_stands_in_the_way(declare, session, clerk, on):
    def count(session):
        session.number += 1

    one, once = declare(count, Session), uuid4()
    assert [one(session, by=clerk, on=on, once=once).number for _ in range(3)] == [3, 3, 3]
    assert Entry.objects.count() == 1
    assert one(session, by=clerk, on=on, once=uuid4()).number == 4


def test_answer_to_a_repetition_has_its_surroundings(here, clerk, on, django_assert_num_queries):
    once = uuid4()
    add_unit(here.township, clerk, on, once=once)
    again = add_unit(here.township, clerk, on, once=once)
    with django_assert_num_queries(0):
        assert again.township.name == here.township.name


def test_key_of_another_person_is_not_accepted(declare, session, here, clerk, on, dump):
    def count(session):
        session.number += 1

    one, once = declare(count, Session), uuid4()
    one(session, by=clerk, on=on, once=once)
    before = dump()
    with pytest.raises(Refused) as refused:
        one(session, by=here.posts["head"], on=on, once=once)
    assert str(refused.value) == str(SENT_ALREADY)
    assert dump() == before


def test_key_of_another_act_or_object_is_not_accepted(here, clerk, on, dump):
    once = uuid4()
    add_unit(here.township, clerk, on, once=once)
    before = dump()
    for name in ("office", "station"):
        with pytest.raises(Refused):
            organisation.close_unit(here.units[name], by=clerk, on=on, once=once)
    assert dump() == before
    organisation.correct_unit(
        here.units["branch"], by=clerk, on=on, once=(again := uuid4()), name="支部", kind="branch", handles=False
    )
    before = dump()
    with pytest.raises(Refused):
        organisation.correct_unit(
            here.units["committee"], by=clerk, on=on, once=again, name="党委", kind="party_committee", handles=False
        )
    assert dump() == before


def test_key_in_another_district_is_another_key(here, elsewhere, clerk, on):
    from changren.base.tenancy.scope import within_district

    once = uuid4()
    first = add_unit(here.township, clerk, on, once=once)
    with within_district(elsewhere.district.code):
        second = add_unit(elsewhere.here.township, elsewhere.here.posts["clerk"], on, once=once)
    assert first.pk != second.pk


def test_refused_request_leaves_its_key_free(here, clerk, on):
    once = uuid4()
    add_unit(here.township, clerk, on, "甲")
    with pytest.raises(Refused):
        add_unit(here.township, clerk, on, "甲", once=once)
    assert add_unit(here.township, clerk, on, "乙", once=once).name == "乙"


def test_guards_are_asked_again_when_another_township_was_faster(declare, here, clerk, on):
    """The lock is per township; what is unique in the district may be taken while an act runs."""
    tries = []

    def is_free(it, login):
        taken = Person.objects.filter(login=login).exists() if tries else False  # at first it still looks free
        tries.append(taken)
        return no("taken") if taken else None

    def enter(township, *, login):
        return Person.objects.create(township=township, name="同名", login=login)

    one = declare(enter, Person, within=Township, when=[is_free])
    with pytest.raises(Refused, match="taken"):
        one(here.township, by=clerk, on=on, login=clerk.person.login)
    assert tries == [False, True]


# --- who hears


def test_told_persons_get_one_notice_each_and_the_actor_none(declare, session, here, clerk, on):
    head, handler = here.posts["head"].person_id, here.posts["handler"].person_id

    def note(session): ...

    one = declare(
        note, Session, tells=[lambda it: [head, handler, clerk.person_id], lambda it: {head, None}, lambda it: ()]
    )
    done = one(session, by=clerk, on=on)
    assert sorted(Notice.objects.values_list("person_id", "entry_id", "township_id", "read_at")) == sorted(
        (person, done.last_entry.pk, here.township.pk, None) for person in (head, handler)
    )


def test_act_that_tells_nobody_writes_no_notice(declare, session, clerk, on):
    def note(session): ...

    declare(note, Session, tells=[lambda it: [clerk.person_id]])(session, by=clerk, on=on)
    assert Notice.objects.count() == 0


def test_act_stays_short(here, clerk, on, django_assert_num_queries):
    """Begin, lock the township, the guard, the effect, lock the chain, entry, chain's head, commit.

    And, as a unit can be found: what the index knows of it, the next place, its row, its tokens.
    """
    with django_assert_num_queries(8 + 4):
        add_unit(here.township, clerk, on)


# --- an act that removes


def test_removing_act_deletes_it_and_leaves_its_entry(declare, session, clerk, on):
    def call_off(session): ...

    gone = declare(call_off, Session, {State.PLANNED: State.PLANNED}, removes=True)(session, by=clerk, on=on)
    assert not Session.objects.filter(pk=session.pk).exists()
    entry = Entry.objects.latest("number")
    assert (entry.act, entry.subject_id, gone.last_entry) == ("base.call_off", session.pk, entry)


def test_removing_act_is_refused_by_what_names_it(declare, here, clerk, on):
    def wipe(unit): ...

    before = Entry.objects.count()
    with pytest.raises(ProtectedError):
        declare(wipe, Unit, removes=True)(here.units["liaison"], by=clerk, on=on)
    assert (Entry.objects.count(), Unit.objects.filter(pk=here.units["liaison"].pk).exists()) == (before, True)
