"""The life of a sealed poll: who does what, when, and what it leaves behind."""

import io

import pytest

from changren.ballots import acts, archiving, queries
from changren.ballots.casting import cast
from changren.ballots.models import Event, Keeper, Poll, Urn
from changren.ballots.protocol import archive, ballots, contents, credentials, plain
from changren.ballots.protocol.contents import Policy
from changren.ballots.protocol.rules import Rejected, Rule
from changren.ballots.protocol.verifier import verify
from changren.base.acts import ACTS, Refused
from changren.base.minutes.models import Entry
from changren.base.notices.models import Notice
from changren.organisation.models import Role
from tests.ballots import polls
from tests.ballots.scene import ABSTAIN, NO, YES

CHOSEN = (YES, YES, YES, NO, ABSTAIN)


@pytest.fixture
def place(world):
    return world.here


@pytest.fixture
def keepers(place):
    """The posts of three delegates who are scrutineers."""
    return place.delegates[:3]


@pytest.fixture
def asked(place, keepers, on):
    """A poll whose key is being drawn."""
    return polls.prepared(place.township, [post.person for post in keepers], by=place.posts["clerk"], on=on)


@pytest.fixture
def held(place, keepers, on):
    """A poll in which voting is open."""
    return polls.opened(place.township, keepers, clerk=place.posts["clerk"], on=on)


def refused(act, it, *, by, on, **given):
    """The sentence that refuses it, and that it left no trace."""
    before = Entry.objects.count()
    with pytest.raises(Refused) as told:
        act(it, by=by, on=on, **given)
    assert Entry.objects.count() == before
    return str(told.value)


def keeper_of(poll, number=1):
    return Keeper.objects.get(poll=poll, number=number)


# ─── who: role by role


BY_OFFICE = {"ballots.draw_anew", "ballots.register_slips", "ballots.close_list"}
BY_KEEPER = {"ballots.certify", "ballots.draw", "ballots.publish_key", "ballots.open_result"}
FOLLOWING = {
    "ballots.prepare", "ballots.finish_key", "ballots.open_poll", "ballots.close_poll", "ballots.count",
    "ballots.void_poll", "ballots.take_credential",
}  # fmt: skip


def test_every_act_of_the_room_is_in_this_grid():
    assert {name for name in ACTS if name.startswith("ballots.")} == BY_OFFICE | BY_KEEPER | FOLLOWING
    assert {name for name in FOLLOWING if not ACTS[name].follows} == set()


@pytest.mark.parametrize("name", sorted(BY_OFFICE))
def test_only_the_office_does_it(asked, place, world, on, name):
    may = {key for key, post in {**place.posts, "delegate": place.delegates[5]}.items()
           if ACTS[name].who(asked, by=post) is None}  # fmt: skip
    assert may == {"clerk"}
    assert ACTS[name].who(asked, by=world.there.posts["clerk"]) is not None


@pytest.mark.parametrize("name", sorted(BY_KEEPER))
def test_only_the_scrutineer_does_it_in_whichever_post(asked, place, world, keepers, on, name):
    keeper = keeper_of(asked)
    everybody = [*place.posts.values(), *place.delegates, *world.there.posts.values()]
    assert {post.pk for post in everybody if ACTS[name].who(keeper, by=post, on=on) is None} == {keepers[0].pk}


# ─── preparing


def prepare(place, keepers, on, **other):
    return polls.prepared(place.township, [post.person for post in keepers], by=place.posts["clerk"], on=on, **other)


@pytest.mark.parametrize(("other", "says"), [
    ({"needed": 1}, "超过1/2"), ({"needed": 4}, "超过1/2"), ({"questions": []}, "没有"), ({"voters": 4}, "只有4人"),
])  # fmt: skip
def test_prepare_refuses_what_the_rules_do_not_allow(place, keepers, on, other, says):
    with pytest.raises(Refused) as told:
        prepare(place, keepers, on, **other)
    assert says in str(told.value)
    assert Poll.objects.count() == 0


def test_prepare_refuses_too_few_scrutineers_and_one_twice(place, keepers, on):
    for some in (keepers[:2], [*keepers[:2], keepers[0]]):
        with pytest.raises(Refused) as told:
            prepare(place, some, on)
        assert "3" in str(told.value)


def test_prepare_tells_the_scrutineers(asked, keepers):
    told = Notice.objects.filter(entry__act="ballots.prepare").values_list("person_id", flat=True)
    assert set(told) == {post.person_id for post in keepers}


def test_usual_number_of_those_who_open_is_the_least_the_rules_allow(place, on):
    assert [queries.usual_needed(place.township, on, size) for size in (3, 4, 5, 6)] == [2, 3, 3, 4]


# ─── drawing the key


def test_key_is_drawn_when_the_last_one_has_handed_in_theirs(asked, keepers, on):
    posts = {post.person_id: post for post in keepers}
    assert polls.go_on(asked, posts, on, steps=2).state == Poll.State.KEY
    drawn = polls.go_on(asked, posts, on, steps=1)
    assert (drawn.state, len(archiving.trustees_of(drawn).keys)) == (Poll.State.SLIPS, 3)
    cause = Entry.objects.get(act="ballots.finish_key").cause_id
    assert Entry.objects.get(pk=cause).act == "ballots.publish_key"


def test_nobody_draws_before_all_are_certified(asked, keepers, on):
    one = keeper_of(asked)
    one = acts.certify(one, by=keepers[0], on=on, message=polls.message(one))
    says = refused(acts.draw, one, by=keepers[0], on=on, message=polls.message(one))
    assert keepers[1].person.name in says and keepers[2].person.name in says


BAD = {
    "nothing": "", "no JSON": "x", "a list": "[]", "another's": None, "a number": "1", "deep": "[" * 5000,
    "empty": "{}", "unsigned": '{"message":"{}"}',
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("step", [0, 1, 2])
def test_message_that_does_not_hold_is_refused_with_its_rule(asked, keepers, on, kind, step):
    polls.go_on(asked, {post.person_id: post for post in keepers}, on, steps=step)
    keeper = keeper_of(asked, 2)
    field = polls.STEPS[keeper.state]
    message = polls.drawing().messages[2][field] if BAD[kind] is None else BAD[kind]
    says = refused(polls.ACT_OF[keeper.state], keeper, by=keepers[1], on=on, message=message)
    assert says.startswith("不能接受：")


def test_key_drawn_anew_begins_at_the_first_step(asked, place, keepers, on):
    posts = {post.person_id: post for post in keepers}
    drawn = polls.go_on(asked, posts, on)
    again = acts.draw_anew(drawn, by=place.posts["clerk"], on=on)
    assert (again.state, again.trustees, {one.state for one in again.keepers.all()}) == ("key", "", {"asked"})
    assert polls.go_on(asked, posts, on).state == Poll.State.SLIPS


def test_slips_stay_when_the_key_is_drawn_anew(asked, place, keepers, on):
    posts, clerk = {post.person_id: post for post in keepers}, place.posts["clerk"]
    made = polls.slips()
    drawn = polls.go_on(asked, posts, on)
    ready = acts.register_slips(drawn, by=clerk, on=on, uuid=made.uuid, credentials=made.publics)
    acts.draw_anew(ready, by=clerk, on=on)
    assert polls.go_on(asked, posts, on).state == Poll.State.READY


# ─── slips


@pytest.mark.parametrize("voters", [polls.VOTERS - 1, polls.VOTERS + 1])
def test_as_many_slips_as_voters(asked, place, keepers, on, voters):
    drawn = polls.go_on(asked, {post.person_id: post for post in keepers}, on)
    made = polls.slips(voters)
    says = refused(acts.register_slips, drawn, by=place.posts["clerk"], on=on, uuid=made.uuid, credentials=made.publics)
    assert says == f"制作了{voters}张凭证，凭证条投票的有{polls.VOTERS}人。"


@pytest.mark.parametrize(("uuid", "credentials"), [
    ("short", None), ("1" * 14, "x"), ("1" * 14, "{}"), ("1" * 14, '["1","2","3","4","5","6"]'), ("0" * 14, None),
])  # fmt: skip
def test_slips_that_are_none_are_refused(asked, place, keepers, on, uuid, credentials):
    drawn = polls.go_on(asked, {post.person_id: post for post in keepers}, on)
    given = {"uuid": uuid, "credentials": polls.slips().publics if credentials is None else credentials}
    assert refused(acts.register_slips, drawn, by=place.posts["clerk"], on=on, **given).startswith("不能接受：")


def test_slips_of_another_poll_are_refused(held, asked, place, keepers, on):
    drawn = polls.go_on(asked, {post.person_id: post for post in keepers}, on)
    given = {"uuid": held.slips.uuid, "credentials": held.slips.publics}
    says = refused(acts.register_slips, drawn, by=place.posts["clerk"], on=on, **given)
    assert says == f"这些凭证是为另一次投票制作的，本次投票编号为{drawn.uuid}。"


# ─── credentials of one's own device


def own(poll, count, place, on):
    """So many delegates' devices draw one; what each keeps."""
    kept = []
    for n in range(count):
        credential = credentials.new_credential()
        public = queries.GROUP.text(credentials.public_of(credential, poll.uuid, queries.GROUP))
        poll = polls.following(acts.take_credential, poll, by=place.delegates[n], on=on, public=public)
        kept.append(credential)
    return poll, kept


def test_slips_are_for_those_without_a_device_and_all_vote_alike(asked, place, keepers, on):
    asked, kept = own(asked, 2, place, on)
    drawn = polls.go_on(asked, {post.person_id: post for post in keepers}, on)
    clerk, made = place.posts["clerk"], polls.slips(polls.VOTERS - 2, drawn.uuid)
    ready = acts.register_slips(drawn, by=clerk, on=on, uuid=made.uuid, credentials=made.publics)
    poll = polls.following(acts.open_poll, ready, by=clerk, on=on)
    assert len(archiving.may_vote(poll)) == polls.VOTERS
    for credential in (kept[0], made.own[0]):
        cast(poll, ballots.cast(archiving.election_of(poll), credential, YES))
    assert queries.collected(poll) == 2


def test_list_without_slips_is_closed_when_everybody_has_a_device(asked, place, keepers, on):
    asked, _kept = own(asked, polls.VOTERS - 1, place, on)
    clerk = place.posts["clerk"]
    drawn = polls.go_on(asked, {post.person_id: post for post in keepers}, on)
    assert refused(acts.close_list, drawn, by=clerk, on=on) == "还需要1张凭证条。"
    whole, _more = own(drawn, 1, place, on)
    closed = acts.close_list(whole, by=clerk, on=on)
    assert (closed.state, closed.credentials) == (Poll.State.READY, whole.own)


def test_list_of_devices_does_not_tell_in_which_order_they_came(asked, place, on):
    asked, _kept = own(asked, 5, place, on)
    assert [int(one) for one in queries.own_of(asked)] == sorted(int(one) for one in queries.own_of(asked))


@pytest.mark.parametrize("public", ["", "1", "x", "0", "-5", "12345", "9" * 700])
def test_credential_that_is_none_is_not_taken_in(asked, place, on, public):
    with pytest.raises(Refused) as told:
        polls.following(acts.take_credential, asked, by=place.delegates[0], on=on, public=public)
    assert str(told.value).startswith("不能接受：")


def test_slips_of_another_number_do_not_go_with_devices(asked, place, keepers, on):
    asked, _kept = own(asked, 1, place, on)
    drawn, made = polls.go_on(asked, {post.person_id: post for post in keepers}, on), polls.slips(polls.VOTERS - 1)
    given = {"uuid": made.uuid, "credentials": made.publics}
    assert drawn.uuid in refused(acts.register_slips, drawn, by=place.posts["clerk"], on=on, **given)


# ─── voting


def test_ballot_is_taken_once_and_its_tracker_is_on_the_board(held):
    raw = held.sealed(0, *YES)
    tracker = cast(held.poll, raw)
    assert cast(held.poll, raw) == tracker == plain.fingerprint(raw)
    assert (queries.trackers(held.poll), queries.collected(held.poll)) == ([tracker], 1)
    assert Event.objects.filter(poll=held.poll).count() == 2


def test_last_ballot_of_a_slip_counts(held):
    held.vote(0, *YES)
    second = held.vote(0, *NO)
    assert (queries.trackers(held.poll), queries.collected(held.poll)) == ([second], 1)


def test_no_second_ballot_where_the_rules_do_not_allow_it(place, keepers, on):
    held = polls.opened(place.township, keepers, clerk=place.posts["clerk"], on=on, revotes=False)
    raw = held.sealed(0, *YES)
    cast(held.poll, raw)
    with pytest.raises(Rejected) as told:
        held.vote(0, *NO)
    assert told.value.rule is Rule.VOTED
    assert (cast(held.poll, raw), queries.collected(held.poll)) == (plain.fingerprint(raw), 1)


def test_slip_of_another_poll_votes_nowhere(held, place, keepers, on):
    other = polls.opened(place.township, keepers, clerk=place.posts["clerk"], on=on)
    with pytest.raises(Rejected) as told:
        cast(held.poll, other.sealed(0, *YES))
    assert told.value.rule is Rule.ELECTION
    its = archiving.election_of(held.poll)
    with pytest.raises(Rejected) as told:
        cast(held.poll, ballots.cast(its, polls.slips().own[0], YES))
    assert told.value.rule is Rule.CREDENTIAL


def test_nobody_votes_before_it_is_open(asked, held):
    with pytest.raises(Rejected) as told:
        cast(asked, held.sealed(0, *YES))
    assert told.value.rule is Rule.CLOSED


def test_ballot_that_was_counted_is_still_told_of_after_the_end_and_no_other_comes_in(held):
    raws = [held.sealed(voter, *YES) for voter in (0, 1)]
    tracker = cast(held.poll, raws[0])
    held.close()
    assert cast(held.poll, raws[0]) == tracker
    with pytest.raises(Rejected) as told:
        cast(held.poll, raws[1])
    assert (told.value.rule, queries.collected(held.poll)) == (Rule.CLOSED, 1)


def test_voting_writes_no_minutes_and_no_row_with_a_time(held):
    before = Entry.objects.count()
    held.vote(0, *YES)
    assert Entry.objects.count() == before
    event = Event.objects.get(poll=held.poll, kind=archive.BALLOT)
    assert {field.name for field in Event._meta.fields} == {
        "id", "district", "township", "poll", "height", "kind", "added", "head", "digest", "credential",
    }  # fmt: skip
    assert event.pk.hex == event.head[:32]  # no birthday in its key


# ─── closing and opening


@pytest.fixture
def voted(held):
    for voter, chosen in enumerate(CHOSEN):
        held.vote(voter, *chosen)
    return held


def test_result_is_opened_by_as_many_as_needed_and_no_fewer(voted):
    voted.close()
    assert queries.counts(voted.open_with(3)) is None
    counted = voted.open_with(1)
    assert (counted.state, queries.counts(counted), counted.cast) == (Poll.State.COUNTED, [[3, 1, 1]], 5)


def test_archive_of_the_rows_is_whole_and_every_proof_holds(voted, tmp_path):
    voted.close()
    poll = voted.open_with(1, 2)
    path = tmp_path / "poll.bel"
    path.write_bytes(b"".join(archiving.file_of(poll)))
    report = verify(path, Policy(), processes=1)
    assert (report.failures, report.result) == ([], [[3, 1, 1]])
    assert report.found.head == poll.head == Urn.objects.get(poll=poll).head


def test_minutes_seal_where_the_archive_ends(voted):
    closed = voted.close()
    entry = Entry.objects.get(act="ballots.close_poll", subject_id=closed.pk)
    assert entry.kept == {"cast": 5, "head": closed.head}


def test_archive_without_what_opens_it_tells_no_result(voted):
    voted.close()
    poll = voted.open_with(1, 2)
    found = contents.read(io.BytesIO(b"".join(archiving.file_of(poll, opened=False))), Policy())
    assert (found.result, found.shares, len(found.counted)) == (None, [], 5)


def test_nothing_is_opened_before_the_end_or_with_too_few_ballots(held, keepers, on):
    for voter in range(4):
        held.vote(voter, *YES)
    keeper = keeper_of(held.poll)
    assert refused(acts.open_result, keeper, by=keepers[0], on=on, message="{}") == "投票没有结束，或者结果已经打开。"
    held.close()
    says = refused(acts.open_result, keeper, by=keepers[0], on=on, message=held.share(1))
    assert says == "只有4人投了票，至少要有5人。"


def test_part_of_another_or_a_wrong_one_is_refused(voted, keepers, on):
    voted.close()
    keeper, own = keeper_of(voted.poll), voted.share(1)
    for message in (voted.share(2), own.replace('"owner":1', '"owner":2'), "{}", own[:-2]):
        assert refused(acts.open_result, keeper, by=keepers[0], on=on, message=message).startswith("不能接受：")
    plainly = own[: own.index(',"proofs"')] + ',"proofs":[[]]}'
    assert refused(acts.open_result, keeper, by=keepers[0], on=on, message=plainly).startswith("不能接受：")


def test_void_poll_is_never_opened(voted, place, keepers, on):
    polls.following(acts.void_poll, voted.close(), by=place.posts["clerk"], on=on)
    says = refused(acts.open_result, keeper_of(voted.poll), by=keepers[0], on=on, message="{}")
    assert says == "投票没有结束，或者结果已经打开。"


# ─── what waits


def test_what_waits_for_scrutineers_and_the_office(asked, place, keepers, on):
    posts, clerk = {post.person_id: post for post in keepers}, place.posts["clerk"]

    def waits(post):
        return [str(line.says) for line in queries.waiting_for(post.person)]

    assert [waits(post) for post in (*keepers, clerk)] == [["与其他监票人一起生成密钥"]] * 3 + [[]]
    one = keeper_of(asked)
    acts.certify(one, by=keepers[0], on=on, message=polls.message(one))
    assert [waits(post) for post in keepers] == [[], ["与其他监票人一起生成密钥"], ["与其他监票人一起生成密钥"]]
    for number in (2, 3):
        one = keeper_of(asked, number)
        acts.certify(one, by=keepers[number - 1], on=on, message=polls.message(one))
    polls.go_on(asked, posts, on, steps=2)
    assert [waits(post) for post in (*keepers, clerk)] == [[], [], [], ["制作并登记投票凭证"]]
    assert clerk.role == Role.CLERK
