"""The life of a regulation: what each act does, and every refusal, which leaves no trace."""

from datetime import date

import pytest
from django.utils import translation

from changren.base.acts import ACTS, Kind, Refused
from changren.base.minutes.models import Chain, Entry
from changren.base.notices.models import Notice
from changren.base.tenancy.models import Township
from changren.organisation.guards import of_district, of_township
from changren.organisation.models import Role
from changren.organisation.queries import history
from changren.rulebook import acts
from changren.rulebook.loading import books
from changren.rulebook.models import Choice, Consultation, Regulation
from changren.rulebook.rules import rule
from tests.rulebook.versions import adopt, adopted, choice, consulting, draft
from tests.world import at

State, Outcome = Regulation.State, Consultation.Outcome
MODELS = (Regulation, Choice, Consultation, Entry, Notice, Chain, Township)
OTHERS = ("delegate", "reviewer", "committee", "discipline", "head", "handler", "branch", "district")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


def traces() -> list:
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


def refused(act, it, by, on, **given) -> tuple[Kind, str]:
    """Why it is refused; and nothing is left of the attempt."""
    before = traces()
    with pytest.raises(Refused) as caught:
        act(it, by=by, on=on, **given)
    assert traces() == before
    return caught.value.objection.kind, str(caught.value.objection)


def refused_to(here, act, it, on, **given) -> tuple[str, ...]:
    """The roles to which it is refused for what they are."""
    return tuple(role for role in OTHERS if refused(act, it, here.posts[role], on, **given)[0] == Kind.WHO)


# drafting


def test_draft_regulation_begins_with_every_provision_and_no_choice(clerk, on):
    regulation = draft(clerk, on)
    assert (regulation.state, regulation.version, regulation.township) == (State.DRAFT, 1, clerk.township)
    values = {one.key: one.value for one in regulation.choices.all()}
    assert values == dict.fromkeys(books()["gallery"].provisions)


def test_draft_regulation_copies_what_the_last_adopted_version_chose(clerk, on):
    adopted(clerk.township, "gallery", "2010-03-10", 1, seats=12, seats_firms=7)
    acts.abandon(draft(clerk, on, seats=20), by=clerk, on=on)
    regulation = draft(clerk, on)
    assert regulation.version == 3
    assert regulation.chosen == {"gallery.seats": 12, "gallery.seats_firms": 7}


def test_draft_regulation_of_the_district_is_the_officers(world, on):
    regulation = draft(world.officer, on, "matters", refer_within=10)
    assert (regulation.township, regulation.chosen) == (world.level, {"matters.refer_within": 10})


def test_draft_regulation_only_one_at_a_time(clerk, there, on):
    draft(clerk, on)
    says = "Version 1 of “Rules on Observers (example)” is still in work."
    assert refused(acts.draft_regulation, clerk.township, clerk, on, book="gallery") == (Kind.WHEN, says)
    assert draft(clerk, on, "contact").version == 1
    assert draft(there.posts["clerk"], on).version == 1


def test_draft_regulation_only_of_the_book(clerk, on):
    says = "There is no regulation called “carpets”."
    assert refused(acts.draft_regulation, clerk.township, clerk, on, book="carpets") == (Kind.WHEN, says)


def test_draft_regulation_is_the_clerks_alone(here, on):
    assert refused_to(here, acts.draft_regulation, here.township, on, book="gallery") == OTHERS
    says = str(of_township(Role.CLERK)(here.township, here.delegates[0]))
    assert refused(acts.draft_regulation, here.township, here.delegates[0], on, book="gallery") == (Kind.WHO, says)


def test_draft_regulation_is_not_the_clerks_of_another_township_nor_of_the_districts_level(world, here, there, on):
    kind, _says = refused(acts.draft_regulation, here.township, there.posts["clerk"], on, book="gallery")
    assert kind == Kind.WHO
    says = str(of_district(world.level, here.posts["clerk"]))
    assert refused(acts.draft_regulation, world.level, here.posts["clerk"], on, book="gallery") == (Kind.WHO, says)


# choosing


@pytest.mark.parametrize(
    ("book", "name", "value", "told"),
    [
        ("sittingin", "places", 4, "4 delegates"),
        ("matters", "refer_within", 3, "3 working days"),
        ("evaluation", "collected_min", "3/4", "at least 3/4"),
        ("evaluation", "denominator", "issued", "the forms issued"),
        ("interpellation", "inquiry_first", False, "no"),
    ],
)
def test_choose_keeps_the_value_and_tells_it_in_words(clerk, on, book, name, value, told):
    regulation = draft(clerk, on, book, **{name: value})
    one = choice(regulation, name)
    assert one.value == value
    assert history(one)[-1].sentence == f"{clerk.person.name} chose for “this matter”: {told}"


def test_choose_may_be_done_again_and_taken_back(clerk, on):
    regulation = draft(clerk, on, "sittingin", places=4)
    acts.choose(choice(regulation, "places"), by=clerk, on=on, value=6)
    assert choice(regulation, "places").value == 6
    acts.unchoose(choice(regulation, "places"), by=clerk, on=on)
    assert choice(regulation, "places").value is None


def test_unchoose_needs_a_choice(clerk, on):
    one = choice(draft(clerk, on), "seats")
    assert refused(acts.unchoose, one, clerk, on) == (Kind.WHEN, "Nothing is chosen here.")


@pytest.mark.parametrize(
    ("book", "name", "value", "says"),
    [
        ("sittingin", "places", "many", "“many” is not a value of “Places for delegates at each meeting”."),
        ("interpellation", "inquiry_first", 1, "“1” is not a value of “An inquiry comes first”."),
        ("evaluation", "collected_min", "5/4",
         "“5/4” is not a value of “Forms that must come back for an evaluation to hold”."),
        ("evaluation", "denominator", "all", "“all” is not a value of “Base of the shares of an evaluation”."),
        ("evaluation", "counted_least", 2,
         "“Smallest group that is counted on its own” is 2 forms; it may not be less than 3 forms."),
        ("sittingin", "places", 2, "“Places for delegates at each meeting” is 2 delegates; the townships may only "
         "raise it, and the district's value is 3 delegates."),
        ("matters", "refer_within", 6, "“Time to pass a matter on” is 6 working days; the townships may only lower it, "
         "and the district's value is 5 working days."),
        ("main", "term_years", 4, "The townships may not vary this; it is 5 years everywhere."),
    ],
)  # fmt: skip
def test_choose_refuses_what_is_not_allowed(clerk, on, book, name, value, says):
    one = choice(draft(clerk, on, book), name)
    assert refused(acts.choose, one, clerk, on, value=value) == (Kind.WHEN, says)


def test_choose_is_measured_by_the_districts_value_of_that_day(world, clerk, on):
    adopted(world.level, "sittingin", "2010-03-20", 1, places=5)
    adopted(world.level, "sittingin", "2010-06-01", 2, places=8)
    clerk.township.refresh_from_db()
    one = choice(draft(clerk, on, "sittingin"), "places")
    kind, says = refused(acts.choose, one, clerk, on, value=4)
    assert (kind, says.endswith("the district's value is 5 delegates.")) == (Kind.WHEN, True)
    later = at("2010-06-02 09:00")
    assert refused(acts.choose, one, clerk, later, value=5)[1].endswith("the district's value is 8 delegates.")


def test_choose_of_the_district_is_bound_by_the_law_alone(world, on):
    regulation = draft(world.officer, on, "elections", majority_base="should_attend")
    assert regulation.chosen == {"elections.majority_base": "should_attend"}
    says = "“Quorum of an election” is 1/2; it may not be less than 4/5."
    one = choice(regulation, "quorum")
    assert refused(acts.choose, one, world.officer, on, value="1/2") == (Kind.WHEN, says)


@pytest.mark.parametrize("act", [acts.choose, acts.unchoose])
def test_values_are_chosen_in_a_draft_alone(clerk, on, act):
    one = choice(consulting(clerk, on, seats_others=2), "seats_others")
    given = {"value": 3} if act is acts.choose else {}
    says = "The regulation is “in consultation”; values are chosen in a draft."
    assert refused(act, one, clerk, on, **given) == (Kind.WHEN, says)


# consultation


def test_open_consultation_tells_the_delegates(here, clerk, on):
    regulation = acts.open_consultation(draft(clerk, on), by=clerk, on=on)
    assert regulation.state == State.CONSULTING
    told = set(Notice.objects.filter(entry=regulation.last_entry).values_list("person_id", flat=True))
    assert told == {post.person_id for post in here.delegates}


def test_open_consultation_of_the_district_tells_the_offices(world, on):
    regulation = acts.open_consultation(draft(world.officer, on), by=world.officer, on=on)
    told = set(Notice.objects.filter(entry=regulation.last_entry).values_list("person_id", flat=True))
    assert told == {place.posts["clerk"].person_id for place in world.places}


def test_ask_record_settle(clerk, on):
    regulation = consulting(clerk, on, settled=False)
    one = acts.ask(regulation, by=clerk, on=on, asked="第一代表团", asked_on=date(2010, 3, 30))
    assert (one.state, str(one), one.asked_on) == ("asked", "第一代表团", date(2010, 3, 30))
    one = acts.record_opinion(one, by=clerk, on=on, said="席位太少")
    assert (one.state, one.said) == ("said", "席位太少")
    one = acts.settle_opinion(one, by=clerk, on=on, outcome=Outcome.NOT, reason="会场坐不下")
    assert (one.state, one.outcome, one.reason) == ("settled", "not", "会场坐不下")
    assert history(one)[-1].sentence == f"{clerk.person.name} settled the opinion of “this matter”: not taken up"


def test_the_minutes_do_not_keep_what_somebody_said(clerk, on):
    regulation = consulting(clerk, on, settled=False)
    one = acts.ask(regulation, by=clerk, on=on, asked="第一代表团", asked_on=on.date())
    acts.record_opinion(one, by=clerk, on=on, said="席位太少")
    acts.settle_opinion(one, by=clerk, on=on, outcome=Outcome.NOT, reason="会场坐不下")
    kept = [entry.kept for entry in Entry.objects.filter(subject_id=one.pk).order_by("number")]
    assert kept == [{"asked_on": "2010-04-01"}, {}, {"outcome": "not"}]


def test_ask_needs_an_open_consultation(clerk, on):
    given = {"asked": "第一代表团", "asked_on": on.date()}
    says = "Open the consultation first."
    assert refused(acts.ask, draft(clerk, on), clerk, on, **given) == (Kind.WHEN, says)


def test_ask_records_what_has_been_done(clerk, on):
    given = {"asked": "第一代表团", "asked_on": date(2010, 4, 2)}
    assert refused(acts.ask, consulting(clerk, on), clerk, on, **given) == (Kind.WHEN, "2010-04-02 has not come yet.")


@pytest.mark.parametrize(
    ("said", "outcome", "reason", "says"),
    [
        ("", Outcome.TAKEN, "", "No opinion has come yet: record it first, or settle it as “no opinion”."),
        ("好", Outcome.NONE, "", "An opinion has come; say what became of it."),
        ("好", Outcome.NOT, " ", "Say why it is not taken up, or only in part."),
        ("好", Outcome.PARTLY, "", "Say why it is not taken up, or only in part."),
    ],
)
def test_settle_opinion_says_what_became_of_it(clerk, on, said, outcome, reason, says):
    one = acts.ask(consulting(clerk, on), by=clerk, on=on, asked="第二代表团", asked_on=on.date())
    one = acts.record_opinion(one, by=clerk, on=on, said=said) if said else one
    assert refused(acts.settle_opinion, one, clerk, on, outcome=outcome, reason=reason) == (Kind.WHEN, says)


def test_settle_opinion_taken_up_needs_no_reason(clerk, on):
    one = acts.ask(consulting(clerk, on), by=clerk, on=on, asked="第二代表团", asked_on=on.date())
    one = acts.record_opinion(one, by=clerk, on=on, said="好")
    assert acts.settle_opinion(one, by=clerk, on=on, outcome=Outcome.TAKEN, reason="").outcome == "taken"


def test_opinions_are_over_with_the_regulation(clerk, on):
    regulation = consulting(clerk, on)
    one = acts.ask(regulation, by=clerk, on=on, asked="第二代表团", asked_on=on.date())
    acts.abandon(regulation, by=clerk, on=on)
    says = "This consultation is over."
    assert refused(acts.record_opinion, one, clerk, on, said="好") == (Kind.WHEN, says)
    assert refused(acts.settle_opinion, one, clerk, on, outcome=Outcome.NONE, reason="") == (Kind.WHEN, says)


def test_back_to_draft_keeps_what_was_said(clerk, on):
    regulation = acts.back_to_draft(consulting(clerk, on), by=clerk, on=on)
    assert (regulation.state, regulation.consultations.count()) == (State.DRAFT, 1)
    acts.choose(choice(regulation, "close_before"), by=clerk, on=on, value=1)
    assert acts.open_consultation(regulation, by=clerk, on=on).state == State.CONSULTING


# adoption


def test_adopt_puts_the_values_in_force_from_their_day(clerk, on):
    regulation = adopt(consulting(clerk, on, "sittingin", places=5), clerk, on, "2010-05-01")
    assert (regulation.state, regulation.adopted_by) == (State.ADOPTED, "第二次会议")
    assert (regulation.adopted_on, regulation.in_force_from) == (date(2010, 4, 1), date(2010, 5, 1))
    here = Township.objects.get(pk=clerk.township_id)
    assert [rule("sittingin.places", at=here, on=date(2010, *day)).value for day in ((4, 30), (5, 1))] == [3, 5]


def test_adopt_makes_memory_forget_at_once(clerk, on):
    before = Township.objects.get(pk=clerk.township_id)
    assert rule("sittingin.places", at=before, on=on).value == 3
    adopt(consulting(clerk, on, "sittingin", places=5), clerk, on)
    after = Township.objects.get(pk=clerk.township_id)
    assert (after.rules_version, rule("sittingin.places", at=after, on=on).value) == (before.rules_version + 1, 5)


def test_adopt_of_the_district_is_felt_in_every_township_of_it_and_in_no_other_district(world, elsewhere, on):
    def versions():
        return dict(Township.every_district.values_list("pk", "rules_version"))

    before = versions()
    adopt(consulting(world.officer, on, "sittingin", places=5), world.officer, on)
    ours = {world.level.pk, *(place.township.pk for place in world.places)}
    assert {pk for pk, n in versions().items() if n == before[pk] + 1} == ours
    place = Township.objects.get(pk=world.here.township.pk)
    assert rule("sittingin.places", at=place, on=on).value == 5


def test_adopt_of_a_township_is_felt_there_alone(world, here, there, on):
    adopt(consulting(here.posts["clerk"], on, "sittingin", places=5), here.posts["clerk"], on)
    assert Township.objects.get(pk=there.township.pk).rules_version == 0
    assert Township.objects.get(pk=world.level.pk).rules_version == 0


def test_adopt_tells_the_delegates_and_says_all(here, clerk, on):
    regulation = adopt(consulting(clerk, on), clerk, on, "2010-05-01")
    assert history(regulation)[-1].sentence == (
        f"{clerk.person.name} recorded: 第二次会议 adopted version 1 of “this matter”, in force from 2010-05-01"
    )
    told = set(Notice.objects.filter(entry=regulation.last_entry).values_list("person_id", flat=True))
    assert told == {post.person_id for post in here.delegates}


def adoption(adopted_on="2010-04-01", in_force_from="2010-05-01") -> dict:
    days = {"adopted_on": date.fromisoformat(adopted_on), "in_force_from": date.fromisoformat(in_force_from)}
    return {"adopted_by": "第二次会议", **days}


def test_adopt_needs_a_consultation(clerk, on):
    regulation = consulting(clerk, on, settled=False)
    assert refused(acts.adopt, regulation, clerk, on, **adoption()) == (Kind.WHEN, "Nobody has been asked yet.")


def test_adopt_needs_every_opinion_settled(clerk, on):
    regulation = consulting(clerk, on)
    for name in ("第二代表团", "镇纪委"):
        acts.ask(regulation, by=clerk, on=on, asked=name, asked_on=on.date())
    says = "2 of those who were asked are still to be dealt with."
    assert refused(acts.adopt, regulation, clerk, on, **adoption()) == (Kind.WHEN, says)


def test_adopt_needs_no_conflicts(clerk, on):
    regulation = consulting(clerk, on, "contact", people_most=2)
    says = (
        "“People each delegate keeps contact with, at least” is 3 people; it may not be more than “People each "
        "delegate keeps contact with, at most”, which is 2 people."
    )
    assert refused(acts.adopt, regulation, clerk, on, **adoption()) == (Kind.WHEN, says)


def test_adopt_needs_none_on_its_day_either(world, clerk, on):
    regulation = consulting(clerk, on, "matters", refer_within=4)
    adopted(world.level, "matters", "2010-04-20", refer_within=3)
    says = (
        "“Time to pass a matter on” is 4 working days; the townships may only lower it, and the district's value is "
        "3 working days."
    )
    given = adoption(in_force_from="2010-04-20")
    assert refused(acts.adopt, regulation, clerk, on, **given) == (Kind.WHEN, says)
    assert acts.adopt(regulation, by=clerk, on=on, **adoption(in_force_from="2010-04-19")).state == State.ADOPTED


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (adoption("2010-04-02"), "2010-04-02 has not come yet."),
        (adoption("2010-04-01", "2010-03-31"), "It cannot be in force before it was adopted on 2010-04-01."),
        (adoption("2010-03-01", "2010-03-10"), "Version 1 is in force from 2010-03-10; the next one comes later."),
        (adoption("2010-03-01", "2010-03-09"), "Version 1 is in force from 2010-03-10; the next one comes later."),
    ],
)
def test_adopt_keeps_the_order_of_days(clerk, on, given, says):
    adopted(clerk.township, "gallery", "2010-03-10")
    assert refused(acts.adopt, consulting(clerk, on), clerk, on, **given) == (Kind.WHEN, says)


def test_adopt_may_be_recorded_later_than_it_was_done(clerk, on):
    given = adoption("2010-03-20", "2010-03-20")
    assert acts.adopt(consulting(clerk, on), by=clerk, on=on, **given).in_force_from == date(2010, 3, 20)


@pytest.mark.parametrize(
    ("act", "given"),
    [
        (acts.open_consultation, {}),
        (acts.ask, {"asked": "x", "asked_on": date(2010, 4, 1)}),
        (acts.back_to_draft, {}),
        (acts.adopt, adoption()),
        (acts.abandon, {}),
    ],
)
def test_a_version_is_the_clerks_alone(here, on, act, given):
    build = draft if act is acts.open_consultation else consulting
    regulation = build(here.posts["clerk"], on)
    assert refused_to(here, act, regulation, on, **given) == OTHERS


@pytest.mark.parametrize("act", [acts.choose, acts.unchoose])
def test_values_are_the_clerks_alone(here, on, act):
    one = choice(draft(here.posts["clerk"], on, seats=12), "seats")
    given = {"value": 14} if act is acts.choose else {}
    assert refused_to(here, act, one, on, **given) == OTHERS


@pytest.mark.parametrize(
    ("act", "given"), [(acts.record_opinion, {"said": "x"}), (acts.settle_opinion, {"outcome": "none", "reason": ""})]
)
def test_opinions_are_the_clerks_alone(here, on, act, given):
    clerk = here.posts["clerk"]
    one = acts.ask(consulting(clerk, on), by=clerk, on=on, asked="第二代表团", asked_on=on.date())
    assert refused_to(here, act, one, on, **given) == OTHERS


@pytest.mark.parametrize("act", [acts.open_consultation, acts.back_to_draft, acts.adopt, acts.abandon])
def test_an_adopted_version_does_not_change(clerk, on, act):
    regulation = adopt(consulting(clerk, on), clerk, on)
    given = adoption() if act is acts.adopt else {}
    says = "This is not possible while the state is “adopted”."
    assert refused(act, regulation, clerk, on, **given) == (Kind.STATE, says)


@pytest.mark.parametrize(
    ("build", "act"), [(draft, acts.adopt), (draft, acts.back_to_draft), (consulting, acts.open_consultation)]
)
def test_the_states_follow_one_another(clerk, on, build, act):
    given = adoption() if act is acts.adopt else {}
    assert refused(act, build(clerk, on), clerk, on, **given)[0] == Kind.STATE


@pytest.mark.parametrize("build", [draft, consulting])
def test_abandon_leaves_what_holds(clerk, on, build):
    adopted(clerk.township, "gallery", "2010-03-10", close_before=1)
    regulation = acts.abandon(build(clerk, on), by=clerk, on=on)
    assert regulation.state == State.ABANDONED
    clerk.township.refresh_from_db()
    assert rule("gallery.close_before", at=clerk.township, on=on).value == 1


def test_every_act_of_the_room_is_tested_here():
    tested = {name for name in ACTS if name.startswith("rulebook.")}
    assert tested == {
        "rulebook.draft_regulation", "rulebook.choose", "rulebook.unchoose", "rulebook.open_consultation",
        "rulebook.ask", "rulebook.record_opinion", "rulebook.settle_opinion", "rulebook.back_to_draft",
        "rulebook.adopt", "rulebook.abandon",
    }  # fmt: skip
