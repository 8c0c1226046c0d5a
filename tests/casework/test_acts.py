"""The grid: who may do what in which state, and what their page offers. A new act without expectations fails here."""

from datetime import date

import pytest

from changren.base.acts import ACTS, Clockwork, acts_on, open_acts
from changren.base.acts.declaration import ask
from changren.casework.models import Answer, Assignment, Case, Delivery, Extension, Pause
from tests.casework.conftest import ON, TODAY, opened

LEAD, RAISER, OTHER = "lead of the raisers", "another raiser", "another delegate"
HEAD, HANDLER, ASSISTANT_HEAD, ASSISTANT = "head", "handler", "assist_head", "assist_handler"
CLERK, COMMITTEE, CALENDAR = "clerk", "committee", "calendar"
UNIT, ASSISTANTS = {HEAD, HANDLER}, {ASSISTANT_HEAD, ASSISTANT}
OPEN, ASSIGNED, HANDLING, DRAFTED, ANSWERED, FOLLOWED, CLOSED = Case.State.values
UNDERWAY, OWING = (ASSIGNED, HANDLING, DRAFTED), (ASSIGNED, HANDLING, DRAFTED, FOLLOWED)
STAYS = {state: (state,) for state in Case.State.values}


def staying(*states):
    return {state: STAYS[state] for state in states}


GRID = {  # act: who may, and how the state moves
    "open_case": ({CLERK}, {}),
    "assign": ({CLERK}, {OPEN: (ASSIGNED,)}),
    "accept": (UNIT, {ASSIGNED: (HANDLING,)}),
    "return_to_office": (UNIT, {ASSIGNED: (OPEN,)}),
    "deem_accepted": ({CALENDAR}, {ASSIGNED: (HANDLING,)}),
    "move_window": ({CALENDAR}, {"sent": ("sent",)}),
    "give_opinion": (ASSISTANTS, {"sent": ("opined",)}),
    "record_contact": (UNIT, staying(HANDLING, DRAFTED, FOLLOWED)),
    "draft_answer": (UNIT, {HANDLING: (DRAFTED,), FOLLOWED: (DRAFTED,)}),
    "revise_answer": (UNIT, staying(DRAFTED)),
    "sign_off": ({HEAD}, {DRAFTED: (ANSWERED,)}),
    "give_back_draft": ({HEAD}, {DRAFTED: (HANDLING, FOLLOWED)}),
    "report_progress": (UNIT, staying(FOLLOWED)),
    "ask_extension": (UNIT, {}),
    "grant_extension": ({LEAD}, {"asked": ("granted",)}),
    "decline_extension": ({LEAD}, {"asked": ("declined",)}),
    "lapse_extension": ({HEAD}, {"asked": ("lapsed",)}),
    "stop_clock": ({CLERK}, staying(HANDLING)),
    "resume_clock": ({CLERK}, staying(HANDLING, DRAFTED)),
    "urge": ({CLERK}, staying(*OWING)),
    "remind": ({CALENDAR}, staying(*OWING)),
    "move_date": ({CALENDAR}, staying(*UNDERWAY)),
    "refer_overdue": ({CLERK}, staying(*UNDERWAY)),
    "take_in_charge": ({COMMITTEE}, staying(*UNDERWAY, ANSWERED)),
    "judge": ({RAISER}, {"sent": ("judged",), "judged": ("judged",)}),
    "do_again": ({LEAD, RAISER}, {ANSWERED: (HANDLING,)}),
    "refer_up": ({LEAD, RAISER}, {ANSWERED: (HANDLING,)}),
    "refer_for_congress": (
        {CLERK},
        {**staying(*UNDERWAY), **dict.fromkeys((ANSWERED, FOLLOWED, CLOSED), (HANDLING,))},
    ),
    "close": ({LEAD}, {ANSWERED: (CLOSED, FOLLOWED)}),
    "let_rest": ({LEAD}, {FOLLOWED: (CLOSED,)}),
}
FOLLOWS = {"open_case", "do_again", "refer_for_congress", "refer_up", "lapse_extension"}
OURS = {act.verb_name: act for act in ACTS.values() if act.room == "casework"}
WRITING = "record_contact draft_answer"
SIGNING = "record_contact revise_answer sign_off give_back_draft"
OFFERED = {  # state of a case whose clock stands: what its page offers to whom, greyed buttons included
    OPEN: {CLERK: "assign"},
    ASSIGNED: {
        HEAD: "accept return_to_office ask_extension", HANDLER: "accept return_to_office ask_extension",
        CLERK: "urge refer_overdue", COMMITTEE: "take_in_charge", CALENDAR: "deem_accepted remind move_date",
    },
    HANDLING: {
        HEAD: f"{WRITING} ask_extension", HANDLER: f"{WRITING} ask_extension",
        CLERK: "stop_clock resume_clock urge refer_overdue", COMMITTEE: "take_in_charge",
        CALENDAR: "remind move_date",
    },
    DRAFTED: {
        HEAD: f"{SIGNING} ask_extension", HANDLER: "record_contact revise_answer ask_extension",
        CLERK: "resume_clock urge refer_overdue", COMMITTEE: "take_in_charge", CALENDAR: "remind move_date",
    },
    ANSWERED: {LEAD: "close", COMMITTEE: "take_in_charge", HEAD: "ask_extension", HANDLER: "ask_extension"},
    FOLLOWED: {
        LEAD: "let_rest", HEAD: f"{WRITING} report_progress ask_extension",
        HANDLER: f"{WRITING} report_progress ask_extension", CLERK: "urge", CALENDAR: "remind",
    },
    CLOSED: {HEAD: "ask_extension", HANDLER: "ask_extension"},
}  # fmt: skip


def staged(place, state=HANDLING):
    """A case in a state, with something of each kind in it; its clock stands, and it was referred. Rows alone."""
    leads = None if state == OPEN else place.units["station"]
    case = opened(place, state=state, lead_unit=leads, clock_start=TODAY, escalated_on=TODAY,
                  clock_rule="casework.answer_within", assigned_on=TODAY)  # fmt: skip
    common = {"township": place.township, "case": case}
    if leads:
        for unit, role in (("station", "lead"), ("office", "assist")):
            sent = {"unit": place.units[unit], "role": role, "sent_on": TODAY, "due_on": date(2010, 4, 13)}
            Assignment.objects.create(**common, **sent)
    Pause.objects.create(**common, round=1, kind="stopped", start=TODAY, reason="等待上级决定")
    Extension.objects.create(**common, round=1, reason="等待资金", asked_on=TODAY)
    answer = Answer.objects.create(**common, round=1, text="已修缮。", grade="A", state="sent", sent_on=TODAY)
    Delivery.objects.create(
        township=place.township, answer=answer, raiser=case.raisers.get(order=1), judge_by=date(2010, 5, 1)
    )  # fmt: skip
    return case


def done_to(act, place):
    """Something that the act could be done to."""
    case = staged(place)
    things = {
        Case: case, Assignment: case.assignments.get(role="assist"), Extension: case.extensions.get(),
        Delivery: Delivery.objects.get(),
    }  # fmt: skip
    return things.get(act.done_to, place.township)


def everybody(place, world):
    """Every kind of person there is, by what they are to the case; and the calendar."""
    delegates = {LEAD: place.delegates[0], RAISER: place.delegates[1], OTHER: place.delegates[5]}
    posts = {name: post for name, post in place.posts.items() if name != "delegate"}
    return posts | delegates | {"district": world.officer, CALENDAR: Clockwork(place.township.district_id)}


def test_every_act_is_in_the_grid():
    assert OURS.keys() == GRID.keys()
    assert {name for name, act in OURS.items() if act.follows} == FOLLOWS


@pytest.mark.parametrize("name", GRID)
def test_states_move_as_the_grid_says(name):
    assert OURS[name].steps == GRID[name][1]


@pytest.mark.parametrize("name", GRID)
def test_only_those_of_the_grid_may(name, here, there, world):
    act, it = OURS[name], done_to(OURS[name], here)
    may = {who for who, by in everybody(here, world).items() if ask(act.who, it, by=by, on=ON) is None}
    strangers = everybody(there, world)
    del strangers["district"], strangers[CALENDAR]
    assert may == GRID[name][0]
    assert {who for who, by in strangers.items() if ask(act.who, it, by=by, on=ON) is None} == set()


@pytest.mark.parametrize("name", [name for name in GRID if GRID[name][0] != {CALENDAR}])
def test_nobody_may_once_the_post_has_ended(name, here, world):
    act, it = OURS[name], done_to(OURS[name], here)
    posts = everybody(here, world)
    for who in GRID[name][0]:
        posts[who].until = TODAY
    assert [who for who in GRID[name][0] if ask(act.who, it, by=posts[who], on=ON) is None] == []


@pytest.mark.parametrize("state", Case.State.values)
def test_page_offers_what_fits_state_and_reader(state, here, world):
    case = staged(here, state)
    offered = {
        who: " ".join(one.act.verb_name for one in open_acts(case, by=by, on=ON))
        for who, by in everybody(here, world).items()
    }
    assert {who: names for who, names in offered.items() if names} == OFFERED[state]


def test_every_act_on_a_case_is_offered_somewhere():
    shown = {name for who in OFFERED.values() for names in who.values() for name in names.split()}
    assert shown == {act.verb_name for act in acts_on(Case) if not act.follows}


@pytest.mark.parametrize("name", sorted(FOLLOWS))
def test_what_follows_is_never_done_by_itself(name, here, lead):
    act, it = OURS[name], done_to(OURS[name], here)
    with pytest.raises(RuntimeError, match="only ever part"):
        act(it, by=lead, on=ON)
