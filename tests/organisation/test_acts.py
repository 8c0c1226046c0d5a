"""Every act of the organisation: who may, what it does, why it is refused."""

from datetime import date

import pytest
from django.utils import translation

from changren.base.acts import ACTS, Clockwork, Kind, Refused
from changren.base.clock.models import CalendarDay
from changren.base.minutes.models import Entry
from changren.base.notices.models import Notice
from changren.base.secrets import digest
from changren.base.tenancy.models import Township
from changren.organisation import acts
from changren.organisation.models import AccessKey, PastPassword, Person, Post, Role, SignIn, Unit
from tests.world import PASSWORD, at

OFFICE = {"clerk", "district", "clock"}
DISTRICT = {"district"}
MAY = {  # act: who may do it to something of their own township
    "add_unit": OFFICE, "correct_unit": OFFICE, "close_unit": OFFICE, "add_person": OFFICE, "correct_person": OFFICE,
    "strike_person": OFFICE, "enter_units": OFFICE, "enter_members": OFFICE,
    "reset_password": OFFICE, "close_account": OFFICE, "open_account": OFFICE, "appoint": OFFICE, "relieve": OFFICE,
    "choose_password": {"handler"}, "mark_day": DISTRICT, "strike_day": DISTRICT, "apply_day": {"clock"},
    "correct_township": DISTRICT, "add_township": DISTRICT, "seat_delegate": {"clerk", "committee", "district"},
    "unseat_delegate": {"clerk", "committee", "district"}, "found_district": {"clock"}, "make_key": {"handler"},
    "end_key": {"handler", *OFFICE},
}  # fmt: skip


def given_key(post, **given):
    """What a key is made with."""
    until = date(2010, 12, 31)
    return {"name": "档案室", "post": post, "scope": "read", "rooms": [], "per_minute": 60, "until": until} | given


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


@pytest.fixture
def day(world, on):
    return CalendarDay.objects.create(township=world.level, day=date(2010, 5, 4), kind="rest", reason="青年节")


@pytest.fixture
def key(here, on):
    post = here.posts["handler"]
    return acts.make_key(post.person, by=post, on=on, **given_key(post))


@pytest.fixture
def it(here, world, day, key):
    """`it(act)`: something of the first township that the act can be done to."""
    by_model = {
        Township: here.township, Unit: here.units["office"], Person: here.posts["handler"].person,
        Post: here.posts["handler"], CalendarDay: day, AccessKey: key,
    }  # fmt: skip
    return lambda act: by_model[act.done_to]


def refused(act, it, **given):
    """The kind and the English sentence of a refusal."""
    with pytest.raises(Refused) as failure:
        act(it, **given)
    with translation.override("en"):
        return failure.value.objection.kind, str(failure.value)


# --- who may


OURS = [act for act in ACTS.values() if act.room == "organisation"]


@pytest.mark.parametrize("act", OURS, ids=lambda act: act.verb_name)
def test_act_is_for_those_it_is_for(act, world, here, it, on):
    asked = here.posts | {"clock": Clockwork(world.district.code)}
    may = set()
    for name, post in asked.items():
        objection = act.objection(it(act), by=post, on=on)
        if objection is None or objection.kind is not Kind.WHO:
            may.add(name)
    assert may == MAY[act.verb_name]


@pytest.mark.parametrize("name", sorted(name for name, who in MAY.items() if who == OFFICE))
def test_office_of_another_township_may_not(name, there, it, on):
    act = ACTS[f"organisation.{name}"]
    assert act.objection(it(act), by=there.posts["clerk"], on=on).kind is Kind.WHO


@pytest.mark.parametrize("name", ["clerk", "district"])
def test_post_that_has_ended_may_do_nothing(name, here, it, on):
    post = here.posts[name]
    post.until = on.date()
    assert acts.add_unit.objection(here.township, by=post, on=on).kind is Kind.WHO


def test_refusal_names_who_may(here, there, on):
    kind, sentence = refused(
        acts.add_unit, here.township, by=there.posts["clerk"], on=on, name="x", kind="office", handles=True
    )
    assert kind is Kind.WHO
    assert sentence == f"This may only be done by: clerk of the standing-system office, {here.township}."


# --- units


def test_add_unit_enters_it(here, clerk, on):
    unit = acts.add_unit(here.township, by=clerk, on=on, name="水利站", kind="station", handles=True)
    stored = Unit.objects.get(pk=unit.pk)
    assert (stored.name, stored.kind, stored.handles, stored.is_open, stored.township) == (
        "水利站", "station", True, True, here.township,
    )  # fmt: skip


@pytest.mark.parametrize("act", ["add_unit", "correct_unit"])
def test_unit_name_is_given_once_in_a_township(act, here, there, clerk, on, dump):
    taken = here.units["station"].name
    target = here.township if act == "add_unit" else here.units["office"]
    given = {"by": clerk, "on": on, "kind": "office", "handles": True}
    before = dump()
    assert refused(getattr(acts, act), target, name=taken, **given) == (
        Kind.WHEN, f"There is already a unit called “{taken}”.",
    )  # fmt: skip
    assert dump() == before
    assert getattr(acts, act)(target, name=there.units["station"].name, **given)


def test_correct_unit_may_keep_its_name(here, clerk, on):
    unit = here.units["office"]
    acts.correct_unit(unit, by=clerk, on=on, name=unit.name, kind="station", handles=False)
    unit.refresh_from_db()
    assert (unit.kind, unit.handles) == ("station", False)


def test_close_unit_waits_until_nobody_holds_a_post_there(here, clerk, on, dump):
    unit, before = here.units["office"], dump()
    assert refused(acts.close_unit, unit, by=clerk, on=on) == (
        Kind.WHEN, "2 posts are still held in this unit; end them first.",
    )  # fmt: skip
    assert dump() == before
    unit.posts.update(until=on.date())
    acts.close_unit(unit, by=clerk, on=on)
    unit.refresh_from_db()
    assert unit.is_open is False


@pytest.mark.parametrize("act", ["correct_unit", "close_unit"])
def test_closed_unit_does_not_change_any_more(act, here, clerk, on, dump):
    unit = here.units["branch"]
    Unit.objects.filter(pk=unit.pk).update(is_open=False)
    given = {"name": "x", "kind": "office", "handles": True} if act == "correct_unit" else {}
    before = dump()
    assert refused(getattr(acts, act), unit, by=clerk, on=on, **given) == (Kind.WHEN, "This unit no longer exists.")
    assert dump() == before


# --- people and accounts

WANG = {"name": "王芳", "login": "wangfang", "phone": "13800138000"}


def test_add_person_can_sign_in_once_to_choose_a_password(here, clerk, on):
    person = acts.add_person(here.township, by=clerk, on=on, first_password="k7mq-22xx", **WANG)
    stored = Person.objects.get(pk=person.pk)
    assert (stored.name, stored.login, stored.phone, stored.is_open, stored.must_choose_password) == (
        "王芳", "wangfang", "13800138000", True, True,
    )  # fmt: skip
    assert stored.check_password("k7mq-22xx")
    assert Entry.objects.get().kept == {}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"login": "taken"}, "The login name “taken” is taken."),
        ({"phone": "13900139000"}, "Another person has this telephone number."),
    ],
)
@pytest.mark.parametrize("act", ["add_person", "correct_person"])
def test_login_name_and_telephone_are_given_once_in_the_district(act, change, sentence, here, there, clerk, on, dump):
    other = there.posts["head"].person
    other.login, other.phone, other.phone_digest = "taken", "13900139000", digest("13900139000")
    other.save()
    target = here.township if act == "add_person" else here.posts["handler"].person
    given = {**WANG, **change} | ({"first_password": "k7mq-22xx"} if act == "add_person" else {})
    before = dump()
    assert refused(getattr(acts, act), target, by=clerk, on=on, **given) == (Kind.WHEN, sentence)
    assert dump() == before


def test_correct_person_keeps_what_is_not_changed(here, clerk, on):
    person = here.posts["handler"].person
    acts.correct_person(person, by=clerk, on=on, name="王芳", login=person.login, phone="")
    person.refresh_from_db()
    assert (person.name, person.phone, person.phone_digest) == ("王芳", "", None)
    assert person.check_password(PASSWORD)


def test_reset_password_ends_sessions_and_must_be_changed(here, clerk, on):
    person = here.posts["handler"].person
    SignIn.objects.create(person=person, token_digest="x", began_at=on, seen_at=on)
    acts.reset_password(person, by=clerk, on=on, first_password="k7mq-22xx")
    person.refresh_from_db()
    assert (person.must_choose_password, person.check_password("k7mq-22xx")) == (True, True)
    assert SignIn.objects.count() == 0
    assert Entry.objects.get().kept == {}


def test_account_is_closed_and_opened_again(here, clerk, on, dump):
    person = here.posts["handler"].person
    before = dump()
    assert refused(acts.open_account, person, by=clerk, on=on) == (Kind.WHEN, "This account is open.")
    assert dump() == before
    acts.close_account(person, by=clerk, on=on)
    before = dump()
    for act, given in ((acts.close_account, {}), (acts.reset_password, {"first_password": "x" * 9})):
        assert refused(act, person, by=clerk, on=on, **given) == (Kind.WHEN, "This account is closed.")
    assert dump() == before
    acts.open_account(person, by=clerk, on=on)
    person.refresh_from_db()
    assert (person.is_open, person.is_active) == (True, True)


@pytest.mark.parametrize(("act", "given"), [("reset_password", {"first_password": "x" * 9}), ("close_account", {})])
def test_nobody_does_it_to_their_own_account(act, given, clerk, on, dump):
    before = dump()
    assert refused(getattr(acts, act), clerk.person, by=clerk, on=on, **given) == (
        Kind.WHEN, "Somebody else must do this to your account.",
    )  # fmt: skip
    assert dump() == before


@pytest.mark.parametrize(
    ("act", "given"),
    [("reset_password", {"first_password": "x" * 9}), ("close_account", {}), ("correct_person", WANG)],
)
def test_office_does_not_hold_the_key_of_who_acts_beyond_it(act, given, here, world, clerk, on, dump):
    """A clerk who could give an officer of the district a new password would be an officer of the district."""
    person = here.posts["handler"].person
    appoint(person, world.officer, on, unit=world.officer.unit, role=Role.DISTRICT)
    before = dump()
    assert refused(getattr(acts, act), person, by=clerk, on=on, **given) == (
        Kind.WHEN, "This person holds a post outside your township; the district keeps the account.",
    )  # fmt: skip
    assert dump() == before
    assert getattr(acts, act)(person, by=world.officer, on=on, **given)


def test_choose_password_is_remembered_as_long_as_the_profile_says(here, on, settings):
    handler = here.posts["handler"]
    settings.PASSWORD_PROFILE = "mlps3"
    for n in range(7):
        acts.choose_password(handler.person, by=handler, on=at(f"2010-04-0{n + 1} 09:00"), password=f"Passwort-{n}")
    person = Person.objects.get(pk=handler.person_id)
    assert (person.check_password("Passwort-6"), person.must_choose_password) == (True, False)
    assert person.password_chosen_at == at("2010-04-07 09:00")
    assert [past.until.day for past in PastPassword.objects.filter(person=person)] == [7, 6, 5, 4, 3]
    settings.PASSWORD_PROFILE = "asvs"
    acts.choose_password(handler.person, by=handler, on=on, password="ein ganz anderes")
    assert PastPassword.objects.count() == 0


# --- posts


def appoint(person, by, on, **more):
    given = {"unit": None, "role": Role.REVIEWER, "title": "", "since": on.date(), **more}
    return acts.appoint(person, by=by, on=on, **given)


def test_appoint_gives_a_post_and_tells_the_person(here, clerk, on):
    person = here.posts["handler"].person
    post = appoint(person, clerk, on, unit=here.units["office"], role=Role.HEAD, title="主任")
    stored = Post.objects.get(pk=post.pk)
    assert (stored.person, stored.unit, stored.role, stored.title, stored.since, stored.until, stored.township) == (
        person, here.units["office"], "head", "主任", on.date(), None, here.township,
    )  # fmt: skip
    assert list(Notice.objects.values_list("person_id", flat=True)) == [person.pk]
    assert stored.capacity == f"{here.units['office']} · 主任"


def test_post_without_a_unit_is_of_the_persons_township(here, clerk, on):
    post = appoint(here.posts["handler"].person, clerk, on)
    assert (post.township, post.unit) == (here.township, None)


def test_post_in_a_unit_is_of_the_units_township(here, world, on):
    post = appoint(here.posts["handler"].person, world.officer, on, unit=here.units["department"], role=Role.HEAD)
    assert post.township == world.level


def test_same_post_is_not_given_twice(here, clerk, on, dump):
    head = here.posts["head"]
    before = dump()
    assert refused(
        acts.appoint, head.person, by=clerk, on=on, unit=head.unit, role=head.role, title="", since=on.date()
    ) == (Kind.WHEN, f"{head.person.name} holds this post already.")
    assert dump() == before
    acts.relieve(head, by=clerk, on=on, until=on.date())
    assert appoint(head.person, clerk, on, unit=head.unit, role=head.role).is_held


@pytest.mark.parametrize("where", ["there", "district"])
def test_office_gives_posts_in_its_own_units_only(where, here, there, clerk, on, dump):
    unit = there.units["office"] if where == "there" else here.units["department"]
    before = dump()
    assert refused(
        acts.appoint, here.posts["handler"].person, by=clerk, on=on, unit=unit, role="head", title="", since=on.date()
    ) == (Kind.WHEN, f"“{unit}” is not a unit of your township.")
    assert dump() == before


@pytest.mark.parametrize(
    ("by", "unit", "sentence"),
    [
        ("clerk", None, "Only the district makes its officers."),
        ("clerk", "office", "Only the district makes its officers."),
        ("district", None, "An officer of the district acts at the level of the district."),
        ("district", "office", "An officer of the district acts at the level of the district."),
    ],
)
def test_nobody_becomes_an_officer_of_the_district_from_below(by, unit, sentence, here, on, dump):
    before = dump()
    assert refused(
        acts.appoint, here.posts["handler"].person, by=here.posts[by], on=on, role=Role.DISTRICT, title="",
        unit=here.units[unit] if unit else None, since=on.date(),
    ) == (Kind.WHEN, sentence)  # fmt: skip
    assert dump() == before


def test_district_makes_its_officers(here, world, on):
    post = appoint(here.posts["handler"].person, world.officer, on, unit=world.officer.unit, role=Role.DISTRICT)
    assert (post.township, post.role) == (world.level, "district")


def test_relieve_ends_the_post_and_tells_the_person(here, clerk, on, dump):
    post = here.posts["handler"]
    acts.relieve(post, by=clerk, on=on, until=on.date())
    post.refresh_from_db()
    assert (post.until, post.is_held) == (on.date(), False)
    assert list(Notice.objects.values_list("person_id", flat=True)) == [post.person_id]
    before = dump()
    assert refused(acts.relieve, post, by=clerk, on=on, until=on.date()) == (
        Kind.WHEN, "This post ended on 2010-04-01.",
    )  # fmt: skip
    assert dump() == before


@pytest.mark.parametrize(
    ("until", "fits"), [("2008-02-29", False), ("2008-03-01", True), ("2010-04-01", True), ("2010-04-02", False)]
)
def test_post_ends_when_it_is_over(until, fits, here, clerk, on, dump):
    post, day = here.posts["handler"], date.fromisoformat(until)
    if fits:
        assert acts.relieve(post, by=clerk, on=on, until=day).until == day
        return
    before = dump()
    assert refused(acts.relieve, post, by=clerk, on=on, until=day) == (
        Kind.WHEN, "The last day lies between 2008-03-01 and today.",
    )  # fmt: skip
    assert dump() == before


def test_seat_is_neither_given_nor_taken_like_another_post(here, clerk, on, dump):
    before, sentence = dump(), "The post of a delegate comes and goes with the mandate."
    person, seat = here.posts["handler"].person, here.posts["delegate"]
    given = {"unit": None, "role": Role.DELEGATE, "title": "", "since": on.date()}
    assert refused(acts.appoint, person, by=clerk, on=on, **given) == (Kind.WHEN, sentence)
    assert refused(acts.relieve, seat, by=clerk, on=on, until=on.date()) == (Kind.WHEN, sentence)
    assert dump() == before


@pytest.mark.parametrize(("act", "given"), [("seat_delegate", "since"), ("unseat_delegate", "until")])
def test_seats_are_given_with_the_mandate_only(act, given, here, clerk, on, dump):
    target = here.posts["handler"].person if act == "seat_delegate" else here.posts["delegate"]
    before = dump()
    with pytest.raises(RuntimeError, match="only ever part of another act"):
        getattr(acts, act)(target, by=clerk, on=on, **{given: on.date()})
    assert dump() == before


def test_seat_is_given_once_and_only_a_seat_is_taken(here, clerk, on):
    with translation.override("en"):
        twice = acts.seat_delegate.objection(here.posts["delegate"].person, by=clerk, on=on)
        assert str(twice) == f"{here.posts['delegate'].person.name} holds this post already."
        other = acts.unseat_delegate.objection(here.posts["handler"], by=clerk, on=on)
        assert str(other) == "This is not the post of a delegate."


# --- the calendar and the townships


def mark(place, by, on, text="2010-05-04", **more):
    given = {"kind": "rest", "reason": "青年节", **more}
    return acts.mark_day(place, by=by, on=on, day=date.fromisoformat(text), **given)


def test_mark_day_enters_it_to_be_applied(world, on):
    record = mark(world.level, world.officer, on)
    assert (record.day, record.kind, record.reason, record.is_struck, record.applied_at) == (
        date(2010, 5, 4), "rest", "青年节", False, None,
    )  # fmt: skip
    assert Entry.objects.get().kept == {"day": "2010-05-04", "kind": "rest", "reason": "青年节"}


def test_calendar_is_kept_at_the_level_of_the_district(here, world, on, dump):
    before = dump()
    assert refused(mark_act, here.township, by=world.officer, on=on) == (
        Kind.WHEN, "This is kept at the level of the district.",
    )  # fmt: skip
    assert dump() == before


def mark_act(place, *, by, on):
    return mark(place, by, on)


def test_one_record_a_day(world, on, dump):
    record = mark(world.level, world.officer, on)
    before = dump()
    assert refused(mark_act, world.level, by=world.officer, on=on) == (
        Kind.WHEN, "2010-05-04 is already in the calendar; strike that record out first.",
    )  # fmt: skip
    assert dump() == before
    acts.strike_day(record, by=world.officer, on=on)
    assert mark(world.level, world.officer, on, kind="work").kind == "work"


def test_struck_day_is_applied_anew_and_not_struck_twice(day, world, on, dump):
    clock = Clockwork(world.district.code)
    acts.apply_day(day, by=clock, on=on, moved=3)
    day.refresh_from_db()
    assert day.applied_at == on
    acts.strike_day(day, by=world.officer, on=on)
    day.refresh_from_db()
    assert (day.is_struck, day.applied_at) == (True, None)
    before = dump()
    assert refused(acts.strike_day, day, by=world.officer, on=on) == (
        Kind.WHEN, "This record was struck out already.",
    )  # fmt: skip
    assert dump() == before


TOWN = {"name": "新镇", "name_en": "Xin Town", "kind": "town", "standing_since": date(2010, 3, 1)}


def test_add_township_puts_it_last(world, on):
    town = acts.add_township(world.level, by=world.officer, on=on, **TOWN)
    stored = Township.objects.get(pk=town.pk)
    assert (stored.name, stored.name_en, stored.kind, stored.standing_since) == tuple(TOWN.values())
    assert Township.objects.order_by("order").last() == stored


def test_townships_are_entered_at_the_level_of_the_district(here, world, on, dump):
    before = dump()
    assert refused(acts.add_township, here.township, by=world.officer, on=on, **TOWN) == (
        Kind.WHEN, "This is kept at the level of the district.",
    )  # fmt: skip
    assert dump() == before


@pytest.mark.parametrize("act", ["add_township", "correct_township"])
def test_township_name_is_given_once(act, here, there, world, on, dump):
    target = world.level if act == "add_township" else here.township
    taken = there.township.name
    before = dump()
    assert refused(getattr(acts, act), target, by=world.officer, on=on, **(TOWN | {"name": taken})) == (
        Kind.WHEN, f"There is already a township called “{taken}”.",
    )  # fmt: skip
    assert dump() == before


def test_correct_township_changes_it_in_place(here, world, on):
    acts.correct_township(here.township, by=world.officer, on=on, **(TOWN | {"kind": "subdistrict"}))
    here.township.refresh_from_db()
    assert (here.township.name, here.township.kind) == ("新镇", "subdistrict")


def test_level_of_the_district_does_not_become_a_township(world, on, dump):
    before = dump()
    assert refused(acts.correct_township, world.level, by=world.officer, on=on, **TOWN) == (
        Kind.WHEN, "This is the level of the district itself.",
    )  # fmt: skip
    assert dump() == before


# --- keys of programs


def test_key_is_made_for_a_post_that_one_holds(here, clerk, on, dump):
    before = dump()
    given = given_key(here.posts["head"])
    assert refused(acts.make_key, clerk.person, by=clerk, on=on, **given) == (
        Kind.WHEN, "This is not a post that you hold.",
    )  # fmt: skip
    assert dump() == before


@pytest.mark.parametrize("until", [date(2010, 3, 31), date(2011, 4, 3)])
def test_key_ends_between_today_and_a_year_from_now(clerk, on, until, dump):
    before = dump()
    given = given_key(clerk, until=until)
    kind, says = refused(acts.make_key, clerk.person, by=clerk, on=on, **given)
    assert (kind, says) == (Kind.WHEN, "The last day lies between today and 2011-04-02.")
    assert dump() == before


def test_key_is_ended_once(key, here, on, dump):
    acts.end_key(key, by=here.posts["handler"], on=on)
    before = dump()
    assert refused(acts.end_key, key, by=here.posts["handler"], on=on) == (Kind.WHEN, "This key was ended already.")
    assert dump() == before


def test_minutes_of_a_key_tell_what_for_and_not_the_key(key):
    entry = Entry.objects.get(act="organisation.make_key")
    assert entry.kept == {"name": "档案室", "until": "2010-12-31"}
