"""The grid: who may do what in which state, and what their page offers. A new act without expectations fails here."""

import pytest

from changren.base.acts import ACTS, acts_on, open_acts
from changren.base.acts.declaration import ask
from changren.evaluation.models import Count, Evaluation, Rater, Subject
from tests.evaluation.conftest import ON, RETURNED, TODAY, formed

CLERK, COMMITTEE, DISTRICT = "clerk", "committee", "district"
CHIEF, COUNTER, SCRUTINEERS = "reviewer", "handler", {"discipline", "head"}
EVALUATED = "evaluated"
COUNTING = {CLERK, CHIEF, COUNTER} | SCRUTINEERS
(DRAFT, ADOPTED, READY, OPEN, CLOSED, RESULT, SIGNED, REPORTED, FOLLOWED, DONE, VOID) = Evaluation.State.values
GRID = {  # act: who may, and how the state moves
    "draft": ({CLERK}, {}),
    "revise": ({CLERK}, {DRAFT: (DRAFT,)}),
    "add_subject": ({CLERK}, {}),
    "remove_subject": ({CLERK}, {DRAFT: (DRAFT,)}),
    "name_scrutineer": ({CLERK}, {}),
    "relieve_scrutineer": ({CLERK}, {DRAFT: (DRAFT,), ADOPTED: (ADOPTED,)}),
    "file_report": ({CLERK, EVALUATED}, {}),
    "adopt": ({COMMITTEE}, {DRAFT: (ADOPTED,)}),
    "fix_electorate": ({CLERK}, {ADOPTED: (READY,)}),
    "call_off": ({CLERK}, {DRAFT: (VOID,), ADOPTED: (VOID,), READY: (VOID,)}),
    "hand_out": ({CLERK}, {READY: (READY,), OPEN: (OPEN,)}),
    "use_own_device": ({"delegate"}, {}),
    "open_evaluation": ({CLERK}, {READY: (OPEN,)}),
    "close_evaluation": ({CLERK, CHIEF}, {OPEN: (CLOSED,)}),
    "find_void": ({CLERK, CHIEF}, {CLOSED: (VOID,)}),
    "repeat": ({CLERK}, {}),
    "enter_count": (COUNTING, {}),
    "correct_count": ({COUNTER}, {}),
    "strike_group": ({CLERK, CHIEF}, {CLOSED: (CLOSED,)}),
    "draw_up": (COUNTING, {CLOSED: (RESULT,)}),
    "give_back_result": ({CHIEF}, {RESULT: (CLOSED,)}),
    "sign_result": ({CHIEF}, {RESULT: (SIGNED,)}),
    "report_result": ({CLERK}, {SIGNED: (REPORTED,)}),
    "give_feedback": ({CLERK}, {REPORTED: (FOLLOWED,)}),
    "read_feedback": ({EVALUATED}, {}),
    "report_rectification": ({EVALUATED}, {}),
    "settle_line": ({DISTRICT}, {}),
    "finish": ({CLERK}, {FOLLOWED: (DONE,)}),
}
OURS = {act.verb_name: act for act in ACTS.values() if act.room == "evaluation"}
OFFERED = {  # state: what is offered to whom, greyed buttons included; what creates is another matter
    DRAFT: {CLERK: "revise remove_subject relieve_scrutineer call_off", COMMITTEE: "adopt"},
    ADOPTED: {CLERK: "relieve_scrutineer fix_electorate call_off"},
    READY: {CLERK: "call_off hand_out open_evaluation"},
    OPEN: {CLERK: "hand_out close_evaluation", CHIEF: "close_evaluation"},
    CLOSED: {CLERK: "find_void strike_group draw_up", CHIEF: "find_void strike_group draw_up", COUNTER: "draw_up",
             **dict.fromkeys(SCRUTINEERS, "draw_up")},
    RESULT: {CHIEF: "give_back_result sign_result"},
    SIGNED: {CLERK: "report_result"},
    REPORTED: {CLERK: "give_feedback"},
    FOLLOWED: {CLERK: "finish"},
    DONE: {},
    VOID: {},
}  # fmt: skip
MOVES = [act for act in acts_on(Evaluation) if not act.creates]


def staged(place, state=CLOSED):
    """An evaluation in a state, with everything in it. Rows alone."""
    it = formed(place)
    Evaluation.objects.filter(pk=it.pk).update(state=state, adopted_on=TODAY)
    it.refresh_from_db()
    Count.objects.create(township=place.township, evaluation=it, group="一", entry="a", numbers=[],
                         entered_by=place.posts[COUNTER].person, entered_on=TODAY, **RETURNED)  # fmt: skip
    Rater.objects.create(township=place.township, evaluation=it, mandate=place.mandates[5], drew_on=TODAY)
    return it


def done_to(act, place):
    """Something that the act could be done to."""
    it = staged(place)
    return {Evaluation: it, Subject: it.subjects.first(), Count: it.counts.get(), Rater: it.raters.get()}.get(
        act.done_to, place.township
    )


def everybody(place, world):
    """Every kind of person there is, by what they are to the evaluation."""
    posts = {name: post for name, post in place.posts.items() if name != "delegate"}
    return posts | {EVALUATED: place.delegates[0], "delegate": place.delegates[5], DISTRICT: world.officer}


def test_every_act_is_in_the_grid():
    assert OURS.keys() == GRID.keys()
    assert {name for name, act in OURS.items() if act.follows} == set()


@pytest.mark.parametrize("name", GRID)
def test_states_move_as_the_grid_says(name):
    assert OURS[name].steps == GRID[name][1]


@pytest.mark.parametrize("name", GRID)
def test_only_those_of_the_grid_may(name, here, there, world):
    act, it = OURS[name], done_to(OURS[name], here)
    may = {who for who, by in everybody(here, world).items() if ask(act.who, it, by=by, on=ON) is None}
    strangers = everybody(there, world)
    del strangers[DISTRICT]
    assert may == GRID[name][0]
    assert {who for who, by in strangers.items() if ask(act.who, it, by=by, on=ON) is None} == set()


@pytest.mark.parametrize("name", GRID)
def test_nobody_may_once_the_post_has_ended(name, here, world):
    act, it = OURS[name], done_to(OURS[name], here)
    posts = everybody(here, world)
    for who in GRID[name][0]:
        posts[who].until = TODAY
        posts[who].save()
    assert [who for who in GRID[name][0] if ask(act.who, it, by=posts[who], on=ON) is None] == []


@pytest.mark.parametrize("state", Evaluation.State.values)
def test_what_moves_it_is_offered_to_whom_it_belongs(state, here, world):
    it = staged(here, state)
    offered = {
        who: {one.act.verb_name for one in open_acts(it, by=by, on=ON, among=MOVES)}
        for who, by in everybody(here, world).items()
    }
    expected = {who: set(names.split()) for who, names in OFFERED[state].items()}
    assert {who: names for who, names in offered.items() if names} == expected


def test_every_act_that_moves_it_is_offered_somewhere():
    shown = {name for who in OFFERED.values() for names in who.values() for name in names.split()}
    assert shown == {act.verb_name for act in MOVES}
