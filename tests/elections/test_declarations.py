"""The grid: who may do what in which state, and what their page offers. A new act without expectations fails here."""

from changren.base.acts import ACTS, open_acts
from changren.base.acts.declaration import ask
from changren.elections.models import Candidate, Election, Official, Sheet
from tests.elections.conftest import AFTER, COUNTED, ON, TODAY, standing

CLERK, COMMITTEE, DISTRICT, CHIEF, COUNTER, WATCH = (
    "clerk",
    "committee",
    "district",
    "reviewer",
    "handler",
    "discipline",
)
COUNTING = {CLERK, CHIEF, COUNTER, WATCH}
(DRAFT, METHOD, NOMINATED, PUBLIC, READY, VOTING, CLOSED, COUNTED_, CERTIFIED, SEALED, VOID) = Election.State.values
BEFORE = (DRAFT, METHOD, NOMINATED, PUBLIC)
STANDING, ELECTED = Candidate.State.STANDING, Candidate.State.ELECTED
GRID = {  # act: who may, and how the state moves
    "draft": ({CLERK}, {}),
    "revise": ({CLERK}, {DRAFT: (DRAFT,)}),
    "adopt_method": ({COMMITTEE}, {DRAFT: (METHOD,)}),
    "nominate": ({CLERK}, {}),
    "name_again": ({CLERK}, {STANDING: (STANDING,)}),
    "withdraw": ({CLERK}, {STANDING: (Candidate.State.WITHDRAWN,)}),
    "shorten_list": ({CLERK}, {METHOD: (METHOD,)}),
    "name_official": ({CLERK}, {}),
    "take_over_officers": ({CLERK}, {state: (state,) for state in BEFORE}),
    "relieve_official": ({CLERK}, {state: (state,) for state in BEFORE}),
    "settle_candidates": ({CLERK}, {METHOD: (NOMINATED,)}),
    "reopen_nomination": ({CLERK}, {NOMINATED: (METHOD,), PUBLIC: (METHOD,)}),
    "publicise": ({CLERK}, {NOMINATED: (PUBLIC,)}),
    "settle_papers": ({CLERK}, {PUBLIC: (READY,)}),
    "call_off": ({CLERK}, dict.fromkeys((*BEFORE, READY, VOTING), (VOID,))),
    "open_voting": ({CLERK}, {READY: (VOTING,)}),
    "close_voting": ({CLERK, CHIEF}, {VOTING: (CLOSED,)}),
    "enter_sheet": (COUNTING, {}),
    "correct_sheet": ({COUNTER}, {}),
    "strike_group": ({CLERK, CHIEF}, {CLOSED: (CLOSED,)}),
    "draw_up": (COUNTING, {CLOSED: (COUNTED_,)}),
    "find_void": ({CLERK, CHIEF}, {CLOSED: (VOID,)}),
    "give_back": ({CHIEF}, {COUNTED_: (CLOSED,)}),
    "stand": (COUNTING, {}),
    "certify": ({CHIEF}, {COUNTED_: (CERTIFIED,)}),
    "seal": ({CLERK}, {CERTIFIED: (SEALED,)}),
    "hold_again": ({CLERK}, {}),
    "fill_seats": ({CLERK}, {}),
    "leave_seats": ({CLERK}, {SEALED: (SEALED,)}),
    "enter_delegate": ({CLERK}, {ELECTED: (ELECTED,)}),
}
OURS = {act.verb_name: act for act in ACTS.values() if act.room == "elections"}
MOVES = [act for act in OURS.values() if act.model is Election and not act.creates]


def staged(place) -> Election:
    """An election with everything in it."""
    it = standing(place)
    Election.objects.filter(pk=it.pk).update(public_on=TODAY, should_attend=14, present=12)
    numbers = [[9, 1, 1, 0]] * 3
    Sheet.objects.create(township=place.township, election=it, group="一", entry="a", numbers=numbers,
                         entered_by=place.posts[COUNTER].person, entered_on=AFTER, **COUNTED)  # fmt: skip
    return it


def everybody(place, world):
    """Every kind of person there is, by what they are to the election."""
    posts = {name: post for name, post in place.posts.items() if name != "delegate"}
    return posts | {"candidate": place.delegates[0], "delegate": place.delegates[5], DISTRICT: world.officer}


def test_every_act_is_in_the_grid():
    assert OURS.keys() == GRID.keys()
    assert {name for name, act in OURS.items() if act.follows} == {"stand"}
    assert {name: act.steps for name, act in OURS.items()} == {name: moves for name, (_who, moves) in GRID.items()}


def test_only_those_of_the_grid_may_and_only_while_they_hold_a_post(here, there, world):
    it = staged(here)
    rows = {Election: it, Candidate: it.all_candidates.first(), Sheet: it.sheets.get(), Official: it.officials.first()}
    posts, strangers = everybody(here, world), everybody(there, world)
    del strangers[DISTRICT]

    def may(people):
        return {
            name: {who for who, by in people.items() if ask(act.who, subject, by=by, on=ON) is None}
            for name, act in OURS.items() for subject in (rows.get(act.done_to, here.township),)
        }  # fmt: skip

    assert may(posts) == {name: who for name, (who, _moves) in GRID.items()}
    assert may(strangers) == {key: set() for key in GRID}
    for post in posts.values():
        post.until = TODAY
    assert may(posts) == {key: set() for key in GRID}


def test_what_moves_it_is_offered_to_whom_it_belongs(here, world):
    it, posts = staged(here), everybody(here, world)
    for state in Election.State.values:
        it.state = state
        offered = {who: {one.act.verb_name for one in open_acts(it, by=by, on=ON, among=MOVES)}
                   for who, by in posts.items()}  # fmt: skip
        expected = {who: {one.verb_name for one in MOVES if state in one.steps and who in GRID[one.verb_name][0]}
                    for who in posts}  # fmt: skip
        assert offered == expected, state
