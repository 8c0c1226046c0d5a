"""The records of a district as papers (PDF): each decided matter, the register and report of each term, the minutes.

They say again what `data/` holds, for whoever wants to read or print it; an import takes no notice of them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from changren.base.clock.now import day_of
from changren.base.documents import paper
from changren.base.documents.pdf import pdf
from changren.base.minutes.models import Entry
from changren.base.minutes.telling import tell
from changren.base.tenancy.models import Township
from changren.mandates import documents as of_terms
from changren.mandates.models import Term
from changren.mandates.queries import report
from changren.organisation.queries import names
from changren.proposals import documents as of_proposals
from changren.proposals.models import Proposal

FOLDER = "papers"
State = Proposal.State
DECIDED = (State.FILED, State.MERGED, State.REFUSED, State.HANDED, State.WITHDRAWN)
ON_THE_FORM = (*Proposal.alongside, "lead__delegation", "case__lead_unit")
BATCH = 500  # rows asked for at a time
VOLUME = 1000  # entries bound together
STRANGE = re.compile(r"[^\w.()（）-]+")  # what some computer does not take in the name of a file


def papers(on: datetime) -> Iterator[tuple[str, bytes]]:
    """The name of each in the archive, and its bytes. on: the moment of the archive."""
    taken: Counter[str] = Counter()
    for place in Township.objects.order_by("order", "pk"):
        for folder, name, made in _of(place, on):
            path = f"{FOLDER}/{_safe(place.name)}/{folder}/{_safe(name)}"
            taken[path] += 1
            yield f"{path}{'' if taken[path] == 1 else f'_{taken[path]}'}.pdf", pdf(made)


def how_many() -> int:
    """How many papers there will be."""
    by_year = Entry.objects.order_by().values_list("township", "at__year").annotate(Count("pk"))
    return _decided().count() + 2 * Term.objects.count() + sum(-(-n // VOLUME) for *_which, n in by_year)


def _of(place: Township, on: datetime) -> Iterator[tuple[str, str, paper.Paper]]:
    """Its folder, its name and the paper."""
    for term in Term.objects.select_related("township").filter(township=place).order_by("began_on", "pk"):
        yield str(_("Term")), f"{term} {_('Register of delegates')}", of_terms.register_paper(term, day_of(on))
        yield str(_("Term")), f"{term} {_('Credentials report')}", of_terms.report_paper(report(term, on=on))
    for it in _decided().filter(township=place).iterator(BATCH):
        yield str(_("Proposals")), it.serial or str(it.pk), of_proposals.archived(it)
    for name, made in _minutes(place):
        yield str(_("Minutes")), name, made


def _decided() -> Any:
    return Proposal.objects.select_related(*ON_THE_FORM).filter(
        submitted_on__isnull=False, state__in=DECIDED
    ).order_by("submitted_on", "pk")  # fmt: skip


def _minutes(place: Township) -> Iterator[tuple[str, paper.Paper]]:
    """The minutes of a township in volumes: one for each year, more where there is much."""
    entries = Entry.objects.select_related("township").filter(township=place).order_by("number").iterator(BATCH)
    for year, of_year in groupby(entries, key=lambda one: timezone.localtime(one.at).year):
        for n, volume in enumerate(_volumes(of_year), 1):
            name = f"{year}-{n}"
            yield name, _volume(place, name, volume)


def _volumes(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    kept: list[Entry] = []
    for entry in entries:
        kept.append(entry)
        if len(kept) == VOLUME:
            yield kept
            kept = []
    if kept:
        yield kept


def _volume(place: Township, name: str, entries: list[Entry]) -> paper.Paper:
    title = _("Minutes of %(place)s, %(volume)s") % {"place": place, "volume": name}
    rows = [
        (told.entry.number, f"{timezone.localtime(told.entry.at):%Y-%m-%d %H:%M}", told.sentence)
        for told in tell(entries, names(entries))
    ]
    last = entries[-1]
    parts = [
        paper.title(title),
        paper.table((_("Number"), _("Time"), _("What was done")), rows, (2, 5, 13), numbers=(0,)),
        paper.remark(_("Seal of entry %(number)s: %(seal)s") % {"number": last.number, "seal": last.seal}),
    ]  # fmt: skip
    return paper.Paper(title, day_of(last.at), parts)


def _safe(name: Any) -> str:
    return STRANGE.sub("-", str(name)).strip("-.") or "-"
