"""The coverage of the right to know: who applied, was admitted and came, by kind of member (art. 6)."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from changren.base.clock.period import Period
from changren.base.figures import Figures, Record
from changren.base.tenancy.models import Township
from changren.gallery.models import Application, Gallery, Member
from changren.gallery.queries.asking import rule_of

UNTOLD = "untold"
KINDS: dict[str, Any] = {**dict(Member.choices), UNTOLD: _("too few to be told apart")}
COLUMNS: dict[str, Any] = {
    "observers": _("Applied to observe"), "observers.admitted": _("Admitted to observe"),
    "observers.came": _("Observed the congress"),
}  # fmt: skip
COUNTS: dict[str, Callable[[Application], bool]] = {
    "observers": lambda one: True, "observers.admitted": lambda one: one.is_in,
    "observers.came": lambda one: one.state == Application.State.CAME,
}  # fmt: skip
LABELS: dict[str, Any] = {
    **COLUMNS,
    **{f"{key}.of_{kind}": format_lazy("{a} · {b}", a=label, b=of) for key, label in COLUMNS.items()
       for kind, of in KINDS.items()},
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One kind of member. None: a number too small to be shown."""

    label: Any
    applied: int | None
    admitted: int | None
    came: int | None


@dataclass(frozen=True)
class Coverage:
    """One gallery: its seats, and by kind of member who applied, was admitted and came. least: from where on."""

    seats: int
    lines: list[Line]
    applied: int
    admitted: int
    came: int
    least: Any

    @property
    def is_untold(self) -> bool:
        """Whether some numbers are too small to be shown."""
        return any(None in (one.applied, one.admitted, one.came) for one in self.lines)


def parts(key: str) -> dict[str, Any]:
    """The parts of a column, by their keys."""
    return {f"{key}.of_{kind}": label for kind, label in KINDS.items()}


def coverage(gallery: Gallery, applications: Iterable[Application]) -> Coverage:
    """Of one gallery, for everybody who may open its page."""
    rows, least = list(applications), rule_of(gallery, "shown_least")
    columns = [told_apart([one for one in rows if counts(one)], least) for counts in COUNTS.values()]
    applied, admitted, came = (sum(map(counts, rows)) for counts in COUNTS.values())
    lines = [Line(label, *(None if told is None else told[kind] for told in columns)) for kind, label in Member.choices]
    return Coverage(gallery.seats_in_all, lines, applied, admitted, came, least)


def told_apart(rows: Sequence[Application], least: Any) -> Counter[str] | None:
    """How many there are of each kind; None if a number would be too small to be shown."""
    counted = Counter(one.kind for one in rows)
    return counted if all(least.is_met_by(n) for n in counted.values()) else None


def figures(organisation: Township, period: Period) -> Figures:
    """Records of the applications to meetings of the period, of one township or, at the district's level, of all.

    Keys: COLUMNS, each split into its `parts`. What is too small to be shown is not split: it counts as "untold", in
    the township in which it would be, so that no selection shows it.
    """
    rows = _meetings(organisation, period)
    wanted = Application.objects.select_related(*Application.alongside).filter(gallery__in=rows)
    by_place: dict[Any, list[Application]] = {}
    for one in wanted.order_by("gallery__meeting__starts_at", "gallery", "number"):
        by_place.setdefault(one.township_id, []).append(one)
    return Figures(tuple(record for found in by_place.values() for record in _records(found)))


def seats(organisation: Township, period: Period) -> int:
    """How many seats there were for observers at the meetings of the period."""
    found = _meetings(organisation, period).aggregate(
        a=Sum("seats_village"), b=Sum("seats_firms"), c=Sum("seats_others")
    )
    return sum(n or 0 for n in found.values())


def _meetings(organisation: Township, period: Period) -> Any:
    rows = Gallery.objects.exclude(published_at=None).exclude(state=Gallery.State.OFF)
    rows = rows.filter(meeting__starts_at__date__range=(period.start, period.end)).order_by()
    return rows if organisation.is_district else rows.filter(township=organisation)


def _records(found: list[Application]) -> Iterable[Record]:
    least = rule_of(found[0].gallery, "shown_least")
    told = {key: told_apart([one for one in found if counts(one)], least) for key, counts in COUNTS.items()}
    for one in found:
        keys = set()
        for key, counts in COUNTS.items():
            if counts(one):
                keys |= {key, f"{key}.of_{UNTOLD if told[key] is None else one.kind}"}
        says = f"{one.gallery.meeting} · {one.told_as}"
        yield Record(one.township_id, says, one.gallery.get_absolute_url(), frozenset(keys))
