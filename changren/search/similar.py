"""Similar matters, while somebody drafts: what is near, why, and what became of it.

The index gives candidates by the rarest pairs of characters that the draft has; the doors of their rooms decide which
of them may be shown; only those are read and compared.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.urls import reverse

from changren.base.acts import OpenAct, open_acts
from changren.organisation.models import Post
from changren.proposals.acts import join
from changren.proposals.models import Proposal
from changren.search.engines import engine
from changren.search.frequencies import frequencies
from changren.search.guessing import likely_fields, likely_units
from changren.search.likeness import Spread, nearness, pairs_of, shared_words
from changren.search.models import Found
from changren.search.places import room_range
from changren.search.rooms import BY_NAME, COMPARED, Room, of_matter

SHOWN = 5
LEAST = 0.06  # what is less near is not shown: of the labelled pairs that are unrelated, 2 in 100 are as near
NEIGHBOURS = 12  # that are asked for their field and unit
PAIRS, POSTINGS, OF_ONE = 256, 12_000, 4000  # pairs looked up at most; places read, of all and of one pair
AT_LEAST = 3  # pairs looked up however many places they have
CANDIDATES, COMPARED_MOST = 400, 60  # shown to the door; read and compared


@dataclass(frozen=True)
class Near:
    """A matter, how near it is (0 to 1), and the words that it shares with the draft.

    offers: to sign it, if that can be done. is_ticked: the draft refers to it already.
    """

    it: Any
    nearness: float
    words: list[str]
    offers: list[OpenAct] = field(default_factory=list)
    is_ticked: bool = False

    in_data = ("it", "nearness", "words", "url", "offers")
    data_by_name = ("it",)

    @property
    def url(self) -> str:
        """Where it is read: its own page; where it may be signed; or what has been published of it."""
        if self.it.is_open:
            return str(self.it.get_absolute_url())
        if self.it.is_read:
            return reverse("proposals:join", args=[self.it.pk])
        return reverse("proposals:public-one", args=[self.it.pk])


@dataclass(frozen=True)
class Similar:
    """What is shown beside a draft: the nearest matters; fields and units that those near to it had."""

    near: list[Near]
    fields: list[tuple[str, Any]]
    units: list[Any]


def similar(
    post: Post, title: str, subject: str, on: datetime, *, without: Proposal | None = None, ticked: Collection[Any] = ()
) -> Similar:
    """What is near to a draft with this title and subject, for whoever holds this post.

    without: the draft itself, if it is one already. ticked: what it refers to. Left out is what has no words in common
    with it that could be shown as the reason; and what collects signatures of none but those who were asked.
    """
    near = [
        replace(one, offers=_offers(one.it, post, on), is_ticked=one.it in ticked)
        for one in nearest(post, f"{title}\n{subject}", on, without=without)
    ]
    near = [one for one in near if one.it.is_open or not one.it.is_read or one.offers]
    shown = [one for one in near if one.nearness >= LEAST and one.words][:SHOWN]
    return Similar(shown, likely_fields(title, subject, near), likely_units(post, near))


def _offers(it: Any, post: Post, on: datetime) -> list[OpenAct]:
    return [] if it.submitted_on else open_acts(it, by=post, on=on, among=[join])


def similar_matters(post: Post, matter: Any, on: datetime) -> list[Near]:
    """The open matters nearest to one that somebody raised, with the words that they share with it."""
    found = nearest(post, f"{matter.title}\n{matter.text}", on, without=matter, rooms=(BY_NAME["matters"],))
    return [one for one in found if one.nearness >= LEAST and one.words][:SHOWN]


def nearest(
    post: Post, text: str, on: datetime, *, without: Any = None, rooms: Sequence[Room] = COMPARED
) -> list[Near]:
    """The NEIGHBOURS matters nearest to a text that the post may be shown, nearest first.

    without: the draft itself. Texts without a pair of characters have no neighbours. Of what the post may not read,
    the title alone is compared, so that nothing can be learnt of its text.
    """
    spread = frequencies()
    asked = spread.weigh(text)
    found = [
        (nearness(asked, spread.weigh(one.read)), one)
        for room in rooms for one in _candidates(room, post, on, text, spread, without)
    ]  # fmt: skip
    best = sorted((pair for pair in found if pair[0]), key=lambda pair: (-pair[0], str(pair[1].pk)))[:NEIGHBOURS]
    rows = _rows([one for _near, one in best], rooms)
    return [Near(rows[one.pk], near, shared_words(text, one.read, spread)) for near, one in best]


class Candidate(NamedTuple):
    """An object that may be shown: what may be read of it, and whether it may be opened."""

    room: Room
    pk: UUID
    read: str
    is_read: bool
    is_open: bool


def _rows(best: Collection[Candidate], rooms: Sequence[Room]) -> dict[UUID, Any]:
    """The objects themselves, each told what may be done with it."""
    rows: dict[UUID, Any] = {}
    for room in rooms:
        ours = {one.pk: one for one in best if one.room is room}
        for it in room.model.objects.select_related(*room.beside).filter(pk__in=ours).order_by():
            it.is_read, it.is_open = ours[it.pk].is_read, ours[it.pk].is_open
            rows[it.pk] = it
    return rows


def _candidates(room: Room, post: Post, on: datetime, text: str, spread: Spread, without: Any) -> list[Candidate]:
    """What shares the weightiest pairs with the text, in one room, as far as the post may be shown it."""
    assert room.compared  # as in every room of COMPARED
    low, high = room_range(post.district_id, room.number)
    best = _best_places(low, high, pairs_of(text), spread)
    by_thing = dict(Found.objects.filter(place__in=best).values_list("thing", "place"))
    if without:
        by_thing.pop(without.pk, None)
    shown = room.compared(post, on).filter(pk__in=by_thing).order_by()
    order = {place: n for n, place in enumerate(best)}
    first = sorted(
        shown.values_list("pk", "is_read", "is_open", *room.matter), key=lambda row: order[by_thing[row[0]]]
    )[:COMPARED_MOST]
    return [
        Candidate(room, pk, "\n".join(said if is_read else said[:1]), is_read, is_open)
        for pk, is_read, is_open, *said in first
    ]


def _best_places(low: int, high: int, pairs: list[str], spread: Spread) -> list[int]:
    """The places that have the weightiest of these pairs together, the best first.

    Pairs that are not named in the spread are rare or nowhere, and looked up first; then the rarest of the others.
    """
    unnamed = [pair for pair in pairs if pair not in spread.counts][:PAIRS]
    named = sorted((pair for pair in pairs if pair in spread.counts), key=spread.count)
    weights = _weigh_places(low, high, unnamed, spread)
    left, chosen = POSTINGS - len(weights), []
    for pair in named[:PAIRS]:
        left -= min(spread.count(pair), OF_ONE)
        if left < 0 and len(chosen) >= AT_LEAST:
            break
        chosen.append(pair)
    weights.update(_weigh_places(low, high, chosen, spread))
    return sorted(weights, key=lambda place: (-weights[place], -place))[:CANDIDATES]


def _weigh_places(low: int, high: int, pairs: list[str], spread: Spread) -> Counter[int]:
    weights: Counter[int] = Counter()
    found = engine().postings(low, high, [of_matter(pair) for pair in pairs], OF_ONE) if pairs else []
    for pair, places in zip(pairs, found, strict=True):
        rarity = spread.rarity(pair)
        for place in places:
            weights[place] += rarity  # type: ignore[assignment]
    return weights
