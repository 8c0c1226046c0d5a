"""The grid: who may do what, how states move, and what a meeting's page offers to whom at which stage."""

from changren.base.acts import ACTS, acts_on, open_acts
from changren.base.acts.declaration import ask
from changren.congress.models import Bulletin, Invitee, Item, Meeting, Officer, Paper, Resolution
from tests.congress.conftest import DAY, ON, convened

CLERK, COMMITTEE, DISTRICT, HEAD, OWN, STATION = "clerk", "committee", "district", "leader", "delegate", "head"
PLANNED, APPROVED, CONVENED, PREPARED, OPEN, CLOSED, FOLLOWED, CANCELLED = Meeting.State.values
DRAFT, ADOPTED, REPORTED, JUDGED, DROPPED = Resolution.State.values
UNIT = {CLERK, STATION, "handler"}
MOVING = {  # act: who may, and how the state moves
    "plan": ({CLERK}, {}), "revise": ({CLERK}, {PLANNED: (PLANNED,), APPROVED: (PLANNED,)}),
    "approve": ({DISTRICT}, {PLANNED: (APPROVED,)}), "convene": ({CLERK}, {APPROVED: (CONVENED,)}),
    "cancel_meeting": ({CLERK}, dict.fromkeys((PLANNED, APPROVED, CONVENED, PREPARED), (CANCELLED,))),
    "prepare": ({CLERK}, {CONVENED: (PREPARED,)}), "open_meeting": ({CLERK}, {PREPARED: (OPEN,)}),
    "close_meeting": ({CLERK}, {OPEN: (CLOSED,)}), "write_minutes": ({CLERK}, {CLOSED: (CLOSED,)}),
    "adopt_minutes": ({COMMITTEE}, {CLOSED: (FOLLOWED,)}),
    "name_officers": ({CLERK}, {one: (one,) for one in (APPROVED, CONVENED, PREPARED, OPEN)}),
    "draw_up_seating": ({CLERK}, {one: (one,) for one in (CONVENED, PREPARED)}), "relieve_officer": ({CLERK}, {}),
    "add_item": ({CLERK}, {}), "change_item": ({CLERK}, {}), "move_item": ({CLERK}, {}), "remove_item": ({CLERK}, {}),
    "ask_paper": ({CLERK}, {}), "file_paper": (UNIT, {}), "withdraw_paper": ({CLERK}, {}),
    "invite": ({CLERK}, {}), "take_back_invitation": ({CLERK}, {}), "read_notice": ({OWN}, {}),
    "say_coming": ({OWN, CLERK}, {}), "ask_leave": ({OWN, CLERK}, {}), "give_view": ({HEAD}, {}),
    "grant_leave": ({CLERK}, {}), "refuse_leave": ({CLERK}, {}), "give_place": ({CLERK}, {}),
    "draft_resolution": ({CLERK}, {}), "amend_resolution": ({CLERK}, {DRAFT: (DRAFT,)}),
    "adopt_resolution": ({CLERK}, {DRAFT: (ADOPTED,)}), "drop_resolution": ({CLERK}, {DRAFT: (DROPPED,)}),
    "assign_resolution": ({CLERK}, {ADOPTED: (ADOPTED,)}),
    "report_outcome": (UNIT, {ADOPTED: (REPORTED,), REPORTED: (REPORTED,)}), "judge_resolution": ({OWN, HEAD}, {}),
    "count_judgements": ({CLERK}, {REPORTED: (JUDGED,)}), "file_bulletin": ({HEAD}, {}),
    "release_bulletin": ({CLERK}, {"filed": ("released",)}),
    "answer_bulletin": ({CLERK, COMMITTEE}, {"released": ("answered",), "answered": ("answered",)}),
}  # fmt: skip
MINE = {f"changren.congress.acts.{name}" for name in ("agenda", "holding", "inviting", "outcomes", "planning")}
OFFERED = {  # state: what moves it and is offered to whom, greyed buttons included
    PLANNED: {CLERK: "revise cancel_meeting", DISTRICT: "approve"},
    APPROVED: {CLERK: "revise convene cancel_meeting name_officers"},
    CONVENED: {CLERK: "prepare cancel_meeting name_officers draw_up_seating"},
    PREPARED: {CLERK: "open_meeting cancel_meeting name_officers draw_up_seating"},
    OPEN: {CLERK: "close_meeting name_officers"},
    CLOSED: {CLERK: "write_minutes", COMMITTEE: "adopt_minutes"},
    FOLLOWED: {}, CANCELLED: {},
}  # fmt: skip


def everybody(place, world):
    """Every kind of person there is, by what they are to the meeting."""
    return place.posts | {HEAD: place.delegates[1], OWN: place.delegates[3], DISTRICT: world.officer}


def rows(place, it):
    """Something of each kind that acts are done to; the second delegation's fourth delegate is the invitee."""
    unit, person = place.units["station"], place.delegates[3].person
    made = {
        Meeting: it, Item: it.items.first(), "session": place.session,
        Paper: Paper.objects.create(township=it.township, meeting=it, unit=unit, title="文件"),
        Officer: Officer.objects.create(township=it.township, meeting=it, person=person, office="counter"),
        Resolution: Resolution.objects.create(
            township=it.township, meeting=it, unit=unit, title="决议", text="修路", drafted_on=ON.date()
        ),
        Bulletin: Bulletin.objects.create(
            township=it.township, meeting=it, delegation=place.delegations[0], filed_by=person, text="建议",
            filed_on=ON.date(),
        ),
    }  # fmt: skip
    invitee = Invitee.objects.select_related(*Invitee.alongside).get(meeting=it, person=person)
    return made | {Invitee: invitee}


def test_every_act_moves_as_the_grid_says_and_is_done_by_whom_it_says(here, there, world, it):
    it = convened(here, it)
    ours = {act.verb_name: act for act in ACTS.values() if act.effect.__module__ in MINE}
    assert ours.keys() == MOVING.keys()
    assert {name: act.steps for name, act in ours.items()} == {name: moves for name, (_who, moves) in MOVING.items()}
    made = rows(here, it)
    Meeting.objects.filter(pk=it.pk).update(state=OPEN)  # at which delegates judge
    for name, act in ours.items():
        done_to = made[act.done_to if act.done_to in made else "session"]
        may = {who for who, by in everybody(here, world).items() if ask(act.who, done_to, by=by, on=DAY) is None}
        assert (name, may) == (name, MOVING[name][0])
        strangers = {who: by for who, by in everybody(there, world).items() if who != DISTRICT}
        assert [who for who, by in strangers.items() if ask(act.who, done_to, by=by, on=DAY) is None] == []


def test_what_moves_a_meeting_is_offered_to_whom_it_belongs(here, world, it):
    moves = [act for act in acts_on(Meeting) if not act.creates and act.effect.__module__ in MINE]
    for state, expected in OFFERED.items():
        it.state = state
        offered = {
            who: {one.act.verb_name for one in open_acts(it, by=by, on=ON, among=moves)}
            for who, by in everybody(here, world).items()
        }
        assert {who: names for who, names in offered.items() if names} == {
            who: set(names.split()) for who, names in expected.items()
        }
