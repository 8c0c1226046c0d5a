"""The grid of the hall: who may do what, how states move, and who may not."""

from changren.base.acts import ACTS
from changren.base.acts.declaration import ask
from changren.congress.models import BlockCount, Invitee, Meeting, Turn, Vote
from tests.congress.hall.scene import ON

CLERK, SECRETARY, COUNTER, CHIEF, OWN, OTHER = "clerk", "reviewer", "handler", "head", "delegate", "other"
CONVENED, PREPARED_MEETING, OPEN_MEETING = Meeting.State.CONVENED, Meeting.State.PREPARED, Meeting.State.OPEN
PREPARED, OPEN, CLOSED, DECLARED, VOID = Vote.State.values
ASKED, SPEAKING, DONE, WITHDRAWN = Turn.State.values
RUNS, COUNTS = {CLERK, SECRETARY}, {CLERK, COUNTER, CHIEF}
ON_GOING = {one: (one,) for one in (CONVENED, PREPARED_MEETING, OPEN_MEETING)}
GRID = {  # act: who may, and how the state moves
    "open_desks": (RUNS, ON_GOING), "close_desks": (RUNS, ON_GOING),
    "call_item": (RUNS, {OPEN_MEETING: (OPEN_MEETING,)}), "prepare_vote": (RUNS, {}),
    "separate": (RUNS, {PREPARED: (PREPARED,)}), "open_vote": (RUNS, {PREPARED: (OPEN,)}),
    "close_vote": (RUNS, {OPEN: (CLOSED,)}), "declare": (RUNS, {CLOSED: (DECLARED,)}),
    "void_vote": (RUNS, {PREPARED: (VOID,), OPEN: (VOID,), CLOSED: (VOID,)}), "enter_block": (COUNTS, {}),
    "correct_block": ({COUNTER}, {}), "ask_to_speak": ({OWN, OTHER}, {}),
    "withdraw_wish": (RUNS | {OWN}, {ASKED: (WITHDRAWN,)}), "call_speaker": (RUNS, {ASKED: (SPEAKING,)}),
    "end_turn": (RUNS, {SPEAKING: (DONE,)}),
}  # fmt: skip


def everybody(place, world):
    """Every kind of person there is, by what they are to the meeting."""
    return place.posts | {OWN: place.delegates[3], OTHER: place.delegates[4], "district": world.officer}


def rows(place, meeting):
    """Something of each kind that acts are done to."""
    vote = Vote.objects.create(township=meeting.township, meeting=meeting, questions=["甲", "乙"], means="hand")
    own = Invitee.objects.get(meeting=meeting, person=place.delegates[3].person)
    return {
        Meeting: meeting, Vote: vote,
        BlockCount: BlockCount.objects.create(
            township=meeting.township, vote=vote, delegation=place.delegations[0], in_favour=1, against=0,
            abstained=0, entered_by=place.posts[COUNTER].person,
        ),
        Turn: Turn.objects.create(township=meeting.township, meeting=meeting, invitee=own, asked_at=ON),
    }  # fmt: skip


def test_every_act_of_the_hall_moves_as_the_grid_says_and_is_done_by_whom_it_says(here, there, world, meeting):
    ours = {act.verb_name: act for act in ACTS.values() if act.effect.__module__ == "changren.congress.acts.hall"}
    assert {name: act.steps for name, act in ours.items()} == {name: moves for name, (_who, moves) in GRID.items()}
    made, posts = rows(here, meeting), everybody(here, world)
    strangers = {who: by for who, by in everybody(there, world).items() if who != "district"}
    for name, act in ours.items():
        it = made[act.done_to]
        assert (name, {who for who, by in posts.items() if ask(act.who, it, by=by, on=ON) is None}) == (
            name, GRID[name][0] | ({OWN} if OWN in GRID[name][0] else set())
        )  # fmt: skip
        assert [who for who, by in strangers.items() if ask(act.who, it, by=by, on=ON) is None] == []
        for post in posts.values():
            post.until = ON.date()
        assert [who for who, by in posts.items() if ask(act.who, it, by=by, on=ON) is None] == []
        for post in posts.values():
            post.until = None
