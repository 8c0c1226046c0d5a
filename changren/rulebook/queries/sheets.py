"""One version of a regulation, from draft to adoption."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects

from changren.base.acts import Objection, OpenAct, open_acts
from changren.base.clock.now import day_of
from changren.base.minutes.telling import Told
from changren.base.tenancy.models import Township
from changren.organisation.models import Post
from changren.organisation.queries import history
from changren.rulebook import acts
from changren.rulebook.conflicts import conflicts, strays
from changren.rulebook.models import Choice, Consultation, Regulation
from changren.rulebook.provisions import Provision
from changren.rulebook.rules import rule_above

DRAFT, CONSULTING, ADOPTED, ABANDONED = Regulation.State


@dataclass(frozen=True)
class Choosing:
    """One provision in a version: the example's value, the one above (the district's), the one chosen, the acts."""

    choice: Choice
    example: Provision
    above: Provision
    own: Provision | None
    acts: list[OpenAct]


@dataclass(frozen=True)
class Sheet:
    """One version of a regulation, from draft to adoption, as its page shows it."""

    it: Regulation
    lines: list[Choosing]
    consultations: list[tuple[Consultation, list[OpenAct]]]
    conflicts: list[Objection]
    strays: list[tuple[Township, Objection]]
    acts: list[OpenAct]
    history: list[Told]
    followed_by: Regulation | None

    @property
    def offers_values(self) -> bool:
        """Whether the actor may choose values here, now or later."""
        return any(line.acts for line in self.lines)


def sheet(regulation: Regulation, *, by: Post, on: datetime) -> Sheet:
    """A version as its page shows it. The number of queries does not grow with its provisions."""
    prefetch_related_objects(
        [regulation],
        Prefetch("choices", Choice.objects.select_related("township")),
        Prefetch("consultations", Consultation.objects.select_related("township")),
    )
    followed_by, rows = _followed_by(regulation), list(regulation.consultations.all())
    live = regulation.is_open or (regulation.state == ADOPTED and followed_by is None)
    return Sheet(
        it=regulation, lines=[_choosing(one, by, on) for one in _in_order(regulation)],
        consultations=[(one, open_acts(one, by=by, on=on) if regulation.is_open else []) for one in rows],
        conflicts=conflicts(regulation, day_of(on)) if live else [],
        strays=strays(regulation, day_of(on)) if regulation.is_open else [],
        acts=open_acts(regulation, by=by, on=on) if regulation.is_open else [],
        history=history(regulation, *regulation.choices.all(), *rows), followed_by=followed_by,
    )  # fmt: skip


def _followed_by(regulation: Regulation) -> Regulation | None:
    """The version that superseded an adopted one, or will."""
    if regulation.state != ADOPTED:
        return None
    later = Regulation.objects.filter(township=regulation.township_id, book=regulation.book, state=ADOPTED)
    return later.filter(version__gt=regulation.version).order_by("version").first()


def _in_order(regulation: Regulation) -> list[Choice]:
    """Its choices as the book has them, without those whose provision has left the book."""
    rows = {choice.key: choice for choice in regulation.choices.all()}
    return [rows[key] for key in regulation.text.provisions if key in rows]


def _choosing(choice: Choice, by: Post, on: datetime) -> Choosing:
    regulation = choice.regulation
    day, definition = regulation.in_force_from or day_of(on), choice.definition
    dated = definition.on(day)
    own = Provision(definition, choice.value, day, str(regulation.pk)) if choice.value is not None else None
    asked = [acts.choose] if choice.value is None else [acts.choose, acts.unchoose]
    offered = open_acts(choice, by=by, on=on, among=asked) if regulation.state == DRAFT else []
    above = rule_above(choice.key, at=choice.township, on=day)
    return Choosing(choice, Provision(definition, dated.value, dated.since), above, own, offered)
