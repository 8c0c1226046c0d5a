"""Open votes: who may, once; what is counted when it is closed; what is forgotten."""

from uuid import uuid4

import pytest
from django.utils import translation

from changren.base.acts import Kind
from changren.base.minutes.models import Entry
from changren.base.minutes.telling import sentence
from changren.congress.acts import hall as acts
from changren.congress.hall.pressing import press
from changren.congress.models import Cast, Elector, Tally, Vote
from changren.congress.queries import hall
from tests.congress.hall import scene
from tests.congress.hall.conftest import refused
from tests.congress.hall.scene import ON
from tests.rulebook.versions import adopted as chosen_in

FOR, AGAINST, ABSTAIN = "for", "against", "abstain"


def prepared(meeting, clerk, **other):
    given = {
        "questions": ["通过大会决议"],
        "item": None,
        "means": "phone",
        "majority": "resolution",
        "by_hand": [],
    } | other
    return acts.prepare_vote(meeting, by=clerk, on=ON, **given)


def opened(meeting, clerk, there=10, **other):
    people = scene.arrived(meeting, there)
    return acts.open_vote(prepared(meeting, clerk, **other), by=clerk, on=ON), people


def pressing(vote, people, answers):
    for one, answer in zip(people, answers, strict=False):
        press(vote.pk, one.pk, answer, uuid4())


def test_vote_from_question_to_result(meeting, clerk):
    vote, people = opened(meeting, clerk)
    pressing(vote, people, [FOR] * 6 + [AGAINST, ABSTAIN])
    assert hall.pressed(vote) == {FOR: 6, AGAINST: 1, ABSTAIN: 1}
    assert hall.result(vote) is None
    vote = acts.close_vote(vote, by=clerk, on=ON)
    assert (vote.in_favour, vote.against, vote.abstained, vote.not_pressed) == (6, 1, 1, 2)
    assert (vote.electorate, vote.due, vote.passed) == (10, 14, True)
    assert hall.in_words(vote) == "6 in favour ÷ 10 delegates present = 60.00%; more than 1/2 is needed."
    vote = acts.declare(vote, by=clerk, on=ON)
    assert sentence(vote.last_entry, by="BY", it="IT") == (
        "BY declared the result of “IT”: 6 for, 1 against, 1 abstaining, 2 not pressed; 10 of 14 present"
    )


def test_half_of_those_present_is_not_enough(meeting, clerk):
    vote, people = opened(meeting, clerk)
    pressing(vote, people, [FOR] * 5)
    assert acts.close_vote(vote, by=clerk, on=ON).passed is False


def test_special_majority_is_of_those_due(meeting, clerk):
    vote, people = opened(meeting, clerk, majority="special")
    pressing(vote, people, [FOR] * 9)
    assert acts.close_vote(vote, by=clerk, on=ON).passed is False  # nine of fourteen are less than two thirds


def test_press_counts_once(meeting, clerk):
    vote, people = opened(meeting, clerk)
    key = uuid4()
    press(vote.pk, people[0].pk, FOR, key)
    press(vote.pk, people[0].pk, FOR, key)
    with refused("You have voted. A vote cannot be changed.", rule="congress.vote_changes"):
        press(vote.pk, people[0].pk, AGAINST, uuid4())
    assert hall.pressed(vote) == {FOR: 1, AGAINST: 0, ABSTAIN: 0}
    vote = acts.close_vote(vote, by=clerk, on=ON)
    press(vote.pk, people[0].pk, FOR, key)  # the answer was lost on the way: it is told once more
    with refused("The vote is not open."):
        press(vote.pk, people[1].pk, FOR, uuid4())
    assert (vote.in_favour, vote.not_pressed) == (1, 9)


def test_press_may_be_changed_where_the_rules_say_so(here, meeting, clerk):
    chosen_in(here.township, "congress", "2010-03-10", vote_changes=True)
    vote, people = opened(meeting, clerk)
    pressing(vote, people, [FOR] * 4)
    press(vote.pk, people[0].pk, AGAINST, uuid4())
    press(vote.pk, people[0].pk, ABSTAIN, uuid4())
    assert hall.pressed(vote) == {FOR: 3, AGAINST: 0, ABSTAIN: 1}
    assert sorted(Cast.objects.values_list("answer", flat=True)) == [ABSTAIN, FOR, FOR, FOR]
    vote = acts.close_vote(vote, by=clerk, on=ON)
    assert (vote.in_favour, vote.abstained) == (3, 1)
    assert set(Cast.objects.values_list("answer", flat=True)) == {""}


def test_how_anybody_voted_is_kept_nowhere(meeting, clerk):
    vote, people = opened(meeting, clerk)
    pressing(vote, people, [FOR, AGAINST])
    assert set(Cast.objects.values_list("answer", flat=True)) == {""}
    acts.close_vote(vote, by=clerk, on=ON)
    assert Tally.objects.count() == 0
    kept = [entry.kept for entry in Entry.objects.filter(subject_id=vote.pk)]
    assert not any(str(people[0].pk) in str(one) or people[0].name in str(one) for one in kept)


def test_electorate_is_who_was_there_when_it_was_opened(meeting, clerk):
    vote, people = opened(meeting, clerk)
    late = scene.invitees(meeting)[12]
    scene.enter(late)
    with refused("You were not in the hall when this vote was opened, so you take no part in it."):
        press(vote.pk, late.pk, FOR, uuid4())
    scene.enter(people[0], "out")
    press(vote.pk, people[0].pk, FOR, uuid4())  # who has gone out was there
    with refused("You were not in the hall when this vote was opened, so you take no part in it."):
        press(vote.pk, scene.invitees(meeting, "guest")[0].pk, FOR, uuid4())
    with refused("Choose: for, against or abstain."):
        press(vote.pk, people[1].pk, "yes", uuid4())
    assert Elector.objects.filter(vote=vote).count() == 10


def test_open_vote_waits_for_the_quorum_and_for_the_other_vote(meeting, clerk):
    one, other = prepared(meeting, clerk), prepared(meeting, clerk, questions=["另一项"])
    scene.arrived(meeting, 7)
    with refused("7 of 14 delegates are present; more than 1/2 is needed.", rule="congress.quorum"):
        acts.open_vote(one, by=clerk, on=ON)
    scene.enter(scene.invitees(meeting)[9])
    acts.open_vote(one, by=clerk, on=ON)
    with refused("The vote on “通过大会决议” is open; close it first."):
        acts.open_vote(other, by=clerk, on=ON)


def test_close_vote_twice_is_refused_and_a_void_one_counts_nothing(meeting, clerk):
    vote, people = opened(meeting, clerk)
    pressing(vote, people, [FOR])
    acts.close_vote(vote, by=clerk, on=ON)
    with refused("This is not possible while the state is “closed”.", kind=Kind.STATE):
        acts.close_vote(vote, by=clerk, on=ON)
    void = acts.void_vote(vote, by=clerk, on=ON, reason="投影故障")
    assert (void.state, void.reason) == ("void", "投影故障")
    with refused("The vote is not open."):
        press(vote.pk, people[3].pk, FOR, uuid4())


def test_en_bloc_with_separation_on_request(meeting, clerk):
    vote = prepared(meeting, clerk, questions=["甲项", "乙项", "丙项"])
    with refused("This question is not part of the vote."):
        acts.separate(vote, by=clerk, on=ON, question="丁项")
    vote = acts.separate(vote, by=clerk, on=ON, question="乙项")
    assert [one.questions for one in hall.votes_of(meeting)] == [["甲项", "丙项"], ["乙项"]]
    assert str(vote) == "甲项; 丙项"
    with translation.override("zh-hans"):
        assert str(vote) == "甲项；丙项"
    alone = Vote.objects.get(questions=["乙项"])
    with refused("There is only one question."):
        acts.separate(alone, by=clerk, on=ON, question="乙项")


def test_hands_are_counted_twice_and_must_agree(here, meeting, clerk):
    vote, _people = opened(meeting, clerk, means="hand")
    first, second = here.delegations
    handler = here.posts["handler"]

    def count(by, delegation, *numbers):
        named = dict(zip(("in_favour", "against", "abstained"), numbers, strict=True))
        return acts.enter_block(vote, by=by, on=ON, delegation=delegation, **named)

    with refused("“第一代表团” has not been counted yet.", rule="congress.block_entries"):
        acts.close_vote(vote, by=clerk, on=ON)
    with refused("6 hands were counted, but “第一代表团” has 5 delegates present."):
        count(clerk, first, 5, 1, 0)
    count(clerk, first, 4, 1, 0)
    with refused("You have counted “第一代表团”; somebody else counts it the second time.",
                 rule="congress.block_entries"):  # fmt: skip
        count(clerk, first, 4, 1, 0)
    wrong = count(handler, first, 3, 1, 0)
    count(clerk, second, 3, 0, 0)
    count(handler, second, 3, 0, 0)
    with refused("“第一代表团” has been counted.", rule="congress.block_entries"):
        count(here.posts["head"], first, 3, 1, 0)
    with refused("The counts of “第一代表团” differ; both look again.", rule="congress.block_entries"):
        acts.close_vote(vote, by=clerk, on=ON)
    with refused("7 hands were counted, but “第一代表团” has 5 delegates present."):
        acts.correct_block(wrong, by=handler, on=ON, in_favour=7, against=0, abstained=0)
    acts.correct_block(wrong, by=handler, on=ON, in_favour=4, against=1, abstained=0)
    vote = acts.close_vote(vote, by=clerk, on=ON)
    assert (vote.in_favour, vote.against, vote.abstained, vote.not_pressed, vote.passed) == (7, 1, 0, 2, True)
    with refused("Hands are counted while the vote is open."):
        acts.correct_block(wrong, by=handler, on=ON, in_favour=5, against=0, abstained=0)


def test_mixed_adds_both_and_nobody_votes_twice(here, meeting, clerk):
    first, second = here.delegations
    vote, people = opened(meeting, clerk, means="mixed", by_hand=[first])
    hands = [one for one in people if one.delegation_id == first.pk]
    phones = [one for one in people if one.delegation_id == second.pk]
    with refused("Your delegation raises its hands in this vote."):
        press(vote.pk, hands[0].pk, FOR, uuid4())
    with refused("“第二代表团” votes by telephone, or nobody of it was present."):
        acts.enter_block(vote, by=clerk, on=ON, delegation=second, in_favour=1, against=0, abstained=0)
    pressing(vote, phones, [FOR, FOR, AGAINST])
    for by in (clerk, here.posts["handler"]):
        acts.enter_block(vote, by=by, on=ON, delegation=first, in_favour=4, against=0, abstained=1)
    vote = acts.close_vote(vote, by=clerk, on=ON)
    assert (vote.in_favour, vote.against, vote.abstained, vote.not_pressed) == (6, 1, 1, 2)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"questions": []}, "Write the question that is voted on."),
        ({"questions": ["甲", "甲"]}, "The same question stands there twice."),
        ({"means": "mixed"}, "Choose the delegations that raise their hands."),
    ],
)
def test_prepare_vote_is_refused(meeting, clerk, given, says):
    with refused(says):
        prepared(meeting, clerk, **given)
