"""The grid: who may do what in which state. A new act without expectations fails here."""

import pytest

from changren.base.acts import ACTS
from changren.base.acts.declaration import ask
from changren.mandates.models import Delegation, ElectingUnit, Mandate, Roster, Session, Term, Termination, Vacancy
from tests.world import at

CLERK, COMMITTEE, BRANCH, DISTRICT = "clerk", "committee", "branch", "district"
IN_FORCE = ("confirmed", "active", "suspended")
GRID = {  # act: who may, and how the state moves
    "begin_term": ({CLERK}, {}),
    "correct_term": ({CLERK}, {"current": ("current",)}),
    "plan_session": ({CLERK}, {}),
    "fix_should_attend": ({CLERK}, {"planned": ("planned",)}),
    "hold_session": ({CLERK}, {"planned": ("held",)}),
    "move_session": ({CLERK}, {"planned": ("planned",)}),
    "cancel_session": ({CLERK}, {"planned": ("cancelled",)}),
    "add_electing_unit": ({CLERK}, {}),
    "correct_electing_unit": ({CLERK}, {}),
    "add_delegation": ({CLERK}, {}),
    "correct_delegation": ({CLERK}, {}),
    "appoint_head": ({CLERK}, {}),
    "relieve_head": ({CLERK, COMMITTEE}, {}),
    "set_target": ({CLERK}, {}),
    "confirm_delegate": ({CLERK}, {}),
    "correct_delegate": ({CLERK}, {state: (state,) for state in IN_FORCE}),
    "take_seat": ({CLERK}, {"confirmed": ("active",)}),
    "suspend": ({CLERK}, {"active": ("suspended",)}),
    "restore": ({CLERK}, {"suspended": ("active",)}),
    "stop": ({CLERK}, {"active": ("stopped",), "suspended": ("stopped",)}),
    "end_by_law": ({CLERK}, dict.fromkeys(IN_FORCE, ("terminated",))),
    "expire": ({CLERK}, dict.fromkeys(IN_FORCE, ("expired",))),
    "end_term": ({CLERK}, {"current": ("expired",)}),
    "enter_roster": ({CLERK}, {}),
    "take_back_roster": ({CLERK}, {"entered": ("taken_back",)}),
    "strike_delegate": ({CLERK}, {"confirmed": ("confirmed",)}),
    "strike_electing_unit": ({CLERK}, {}),
    "strike_delegation": ({CLERK}, {}),
    "open_vacancy": ({CLERK, COMMITTEE}, {}),
    "link_by_election": ({CLERK}, {"open": ("filled",)}),
    "propose_termination": ({BRANCH}, {}),
    "decide_termination": ({COMMITTEE}, {"proposed": ("decided",)}),
    "dismiss_termination": ({COMMITTEE}, {"proposed": ("dismissed",)}),
    "file_termination": ({DISTRICT}, {"decided": ("filed",)}),
    "end_by_decision": ({COMMITTEE}, dict.fromkeys(IN_FORCE, ("terminated",))),
}
FOLLOWS = {
    "expire", "open_vacancy", "end_by_decision", "strike_delegate", "strike_electing_unit", "strike_delegation",
}  # fmt: skip
OURS = {act.verb_name: act for act in ACTS.values() if act.room == "mandates"}


def done_to(act, place):
    """Something that the act could be done to, in a township."""
    mandate = place.mandates[3]
    things = {
        Term: place.term, Session: place.session, ElectingUnit: mandate.electing_unit, Mandate: mandate,
        Delegation: place.delegations[0],
        Termination: Termination(township=place.township, mandate=mandate, cause="resigned"),
        Roster: Roster(township=place.township, term=place.term, by=place.posts["clerk"], at=at("2010-04-01 09:00")),
        Vacancy: Vacancy(township=place.township, term=place.term, left_by=mandate),
    }  # fmt: skip
    return things.get(act.done_to, place.township)


def test_every_act_is_in_the_grid():
    assert OURS.keys() == GRID.keys()
    assert {name for name, act in OURS.items() if act.follows} == FOLLOWS


@pytest.mark.parametrize("name", GRID)
def test_states_move_as_the_grid_says(name):
    assert OURS[name].steps == GRID[name][1]


@pytest.mark.parametrize("name", GRID)
def test_only_those_of_the_grid_may(name, here, there, world, on):
    act, it = OURS[name], done_to(OURS[name], here)
    everybody = {**here.posts, "district": world.officer}
    may = {role for role, post in everybody.items() if ask(act.who, it, by=post, on=on) is None}
    neighbours = {role for role, post in there.posts.items() if role != "district"}
    strangers = {role for role in neighbours if ask(act.who, it, by=there.posts[role], on=on) is None}
    assert (may, strangers) == (GRID[name][0], set())


@pytest.mark.parametrize("name", GRID)
def test_who_is_refused_once_the_post_has_ended(name, here, world, on):
    act, it = OURS[name], done_to(OURS[name], here)
    for role in GRID[name][0]:
        post = {**here.posts, "district": world.officer}[role]
        post.until = on.date()
        assert ask(act.who, it, by=post, on=on) is not None


@pytest.mark.parametrize("name", sorted(FOLLOWS))
def test_what_follows_is_never_done_by_itself(name, here, on):
    act, it = OURS[name], done_to(OURS[name], here)
    with pytest.raises(RuntimeError, match="only ever part"):
        act(it, by=here.posts["clerk"], on=on)
