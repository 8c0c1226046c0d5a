"""An evaluation by sealed ballots: the same steps, with the poll of the room below."""

import pytest

from changren.ballots import acts as ballots
from changren.ballots.models import Poll
from changren.ballots.protocol import credentials
from changren.ballots.protocol.groups import group
from changren.ballots.queries import own_of
from changren.base.acts import Kind, Refused
from changren.evaluation import acts, queries
from changren.evaluation.models import Evaluation, Rater
from tests.ballots import polls
from tests.ballots.scene import NAME
from tests.evaluation.conftest import ON, adopted, chosen, ready, refused, subject_of

WATCH = ("reviewer", "discipline", "head")
EXCELLENT, UNFIT = [1, 0, 0, 0], [0, 0, 0, 1]


def keeping(place):
    """The posts of those who keep the key, by person."""
    return {place.posts[name].person_id: place.posts[name] for name in WATCH}


def drawn(place, **other):
    """The key is drawn and the slips are registered: the evaluation, and what the slips say."""
    it = ready(place, means="sealed", **other)
    poll = polls.go_on(it.poll, keeping(place), ON)
    made = polls.slips(poll.voters, poll.uuid)
    ballots.register_slips(poll, by=place.posts["clerk"], on=ON, uuid=made.uuid, credentials=made.publics)
    it = Evaluation.objects.select_related(*Evaluation.alongside).get(pk=it.pk)
    raters = list(Rater.objects.filter(evaluation=it))
    return acts.hand_out(it, by=place.posts["clerk"], on=ON, raters=raters), made


def opened(place, **other):
    """Voting is open."""
    it, made = drawn(place, **other)
    it = acts.open_evaluation(it, by=place.posts["clerk"], on=ON)
    return it, polls.Held(Poll.objects.get(pk=it.poll_id), made, place.posts["clerk"], keeping(place), ON)


def closed(place, votes, **other):
    """So many have voted: each of the rows is how often which grade was given to the first, for his work."""
    it, held = opened(place, **other)
    for voter in range(votes):
        held.vote(voter, UNFIT if voter < 4 else EXCELLENT, EXCELLENT, EXCELLENT, EXCELLENT)
    it = acts.close_evaluation(it, by=place.posts["clerk"], on=ON)
    held.poll = Poll.objects.get(pk=it.poll_id)
    return it, held


def fresh(it):
    return Evaluation.objects.select_related(*Evaluation.alongside).get(pk=it.pk)


def test_fix_electorate_prepares_the_poll_with_the_same_form(here):
    poll = ready(here, means="sealed").poll
    first, second = (post.person.name for post in here.delegates[:2])
    assert [one["question"] for one in poll.questions] == [
        f"{name} · {about}" for name in (first, second) for about in ("履职情况", "廉洁自律")
    ]
    assert poll.questions[0]["answers"] == ["优秀", "称职", "基本称职", "不称职"]
    assert (poll.voters, poll.needed, poll.revotes, poll.is_public, poll.state) == (12, 2, True, False, "key")
    assert list(poll.keepers.values_list("person_id", flat=True)) == list(keeping(here))


def test_the_poll_is_public_where_the_result_is_announced(here):
    chosen(here, announced="all")
    assert ready(here, means="sealed").poll.is_public is True


def test_open_waits_for_key_and_slips(here, clerk):
    it = ready(here, means="sealed")
    objection = acts.open_evaluation.objection(it, by=clerk, on=ON)
    assert str(objection) == "The sealed poll is not ready: the key is being drawn."
    assert objection.rule.key == "ballots.keepers_least"


def test_a_sealed_evaluation_comes_to_its_result(here, clerk, chief):
    it, held = closed(here, votes=10)
    assert (it.state, queries.has_voted(it)) == ("closed", 10)
    objection = acts.draw_up.objection(it, by=clerk, on=ON)
    assert str(objection) == "The scrutineers have not opened the sum of the sealed ballots yet."
    held.open_with(1, 3)
    it = acts.draw_up(fresh(it), by=clerk, on=ON)
    assert (it.issued, it.collected, it.valid, it.invalid) == (12, 10, 10, 0)
    assert it.numbers == [[6, 0, 0, 4], [10, 0, 0, 0], [10, 0, 0, 0], [10, 0, 0, 0]]
    assert subject_of(it).crossed == ["evaluation.unfit_line", "evaluation.fit_line"]
    assert acts.sign_result(it, by=chief, on=ON).state == "signed"


def test_the_last_ballot_of_a_slip_counts_once(here):
    it, held = opened(here)
    held.vote(0, UNFIT, EXCELLENT, EXCELLENT, EXCELLENT)
    held.vote(0, EXCELLENT, EXCELLENT, EXCELLENT, EXCELLENT)
    assert queries.has_voted(it) == 1


def test_too_few_ballots_are_void_and_never_opened(here, clerk):
    it, held = closed(here, votes=3)
    it = acts.find_void(fresh(it), by=clerk, on=ON, reason="收回不足三分之二")
    assert (it.state, Poll.objects.get(pk=held.poll.pk).state) == ("void", "void")
    assert it.numbers is None


def test_what_cannot_be_opened_may_be_found_void_unknown(here, clerk):
    """Two scrutineers lost their parts: nobody knows the result, so nobody can dislike it."""
    it, _held = closed(here, votes=10)
    assert acts.find_void(fresh(it), by=clerk, on=ON, reason="密钥遗失").state == "void"


def test_what_was_opened_is_not_found_void(here, clerk):
    it, held = closed(here, votes=10)
    held.open_with(1, 2)
    objection = acts.find_void.objection(fresh(it), by=clerk, on=ON)
    assert str(objection) == "Enough forms came back, and not too many: it holds."


def test_call_off_ends_the_poll(here, clerk):
    it = ready(here, means="sealed")
    acts.call_off(it, by=clerk, on=ON, reason="会议延期")
    assert Poll.objects.get(pk=it.poll_id).state == "void"


def test_a_slip_that_was_not_ticked_is_ticked_before_the_box_is_closed(here, clerk):
    """Else the evaluation would be void: more came back than were issued."""
    it, held = opened(here)
    held.vote(0, *[EXCELLENT] * 4)
    Rater.objects.filter(evaluation=it).update(drew_on=None)
    Rater.objects.filter(pk=Rater.objects.filter(evaluation=it).last().pk).update(drew_on=ON.date())
    held.vote(1, *[EXCELLENT] * 4)
    with refused("2 have voted, but the list of slips has only 1 ticks: tick the others first.", rule="collected_min"):
        acts.close_evaluation(it, by=clerk, on=ON)
    acts.hand_out(it, by=clerk, on=ON, raters=list(Rater.objects.filter(evaluation=it, drew_on=None)[:1]))
    assert acts.close_evaluation(it, by=clerk, on=ON).state == "closed"


def test_nothing_is_counted_by_hand(here, clerk):
    it, _held = closed(here, votes=10)
    given = {"group": "全体", "issued": 12, "collected": 10, "valid": 10, "invalid": 0, "numbers": [[10, 0, 0, 0]] * 4}
    with refused("Sealed ballots are counted by the scrutineers' programs."):
        acts.enter_count(it, by=clerk, on=ON, **given)


def test_adopted_on_paper_there_is_no_poll(here):
    assert adopted(here).poll is None


def drew(rater, post, **given):
    """The delegate's own device has drawn a credential."""
    uuid = rater.evaluation.poll.uuid
    own = credentials.new_credential()
    given = {"public": str(credentials.public_of(own, uuid, group(NAME)))} | given
    return acts.use_own_device(rater, by=post, on=ON, **given)


def own(it, place, n):
    """The part of delegate `n`."""
    return queries.raters_for(place.delegates[n]).get(evaluation=it)


def test_a_device_of_ones_own_takes_the_place_of_a_slip(here):
    it = ready(here, means="sealed")
    rater = drew(own(it, here, 4), here.delegates[4])
    assert (rater.drew_on, len(own_of(Poll.objects.get()))) == (ON.date(), 1)
    with refused(f"{rater} has a form already, or may not take part."):
        drew(own(it, here, 4), here.delegates[4])
    with refused(f"{rater} has a form already, or may not take part."):
        acts.hand_out(it, by=here.posts["clerk"], on=ON, raters=[own(it, here, 4)])


def test_a_device_registers_for_its_owner_alone(here):
    it = ready(here, means="sealed")
    with refused("Everybody takes part for themselves, as a delegate.", Kind.WHO):
        drew(own(it, here, 4), here.delegates[5])
    assert list(queries.raters_for(here.delegates[0]).filter(evaluation=it)) == []  # who is evaluated has no part


def test_a_device_comes_too_late_once_it_is_open(here):
    it, _held = opened(here)
    with refused("This is possible before a sealed poll is opened."):
        drew(own(it, here, 4), here.delegates[4])


def test_what_is_no_credential_is_refused(here):
    it = ready(here, means="sealed")
    before = Poll.objects.get().own
    with pytest.raises(Refused):
        drew(own(it, here, 4), here.delegates[4], public="12")
    assert (Poll.objects.get().own, own(it, here, 4).drew_on) == (before, None)


def test_the_page_of_ones_own_device_brings_the_program_that_draws(here, browse):
    it = ready(here, means="sealed")
    page = browse(here.delegates[4]).get(f"/evaluations/{own(it, here, 4).pk}/use_own_device/").content.decode()
    assert f'data-uuid="{it.poll.uuid}"' in page
    assert '<script src="/ballots/own.js" defer>' in page
