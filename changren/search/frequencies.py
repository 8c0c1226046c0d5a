"""What is rare in a district: counted by a job, kept as one row, read into memory once.

Until it has been counted for the first time, everything is as rare as everything else.
"""

import json
import zlib
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from changren.base.jobs import Progress, job
from changren.base.jobs.declaration import each_night
from changren.base.tenancy.written import written_once
from changren.search.likeness import Spread, spread_of
from changren.search.models import DocumentFrequencies
from changren.search.rooms import COMPARED

KEPT_IN_MEMORY = 16  # districts per process, at most about 3 MB each
RARE = 2000  # what stands in no more than one of so many matters is not kept by name
BATCH = 1000  # objects read at a time


@job(verb=_("Count which words are rare"), every=each_night)
def count_pieces(progress: Progress) -> dict[str, Any]:
    """Count anew, if there are more or fewer matters than the last time."""
    total = sum(room.model.objects.count() for room in COMPARED)
    known = DocumentFrequencies.objects.first()
    if known is None or known.matters != total:
        keep_frequencies(progress)
    return {"matters": total}


def keep_frequencies(progress: Progress | None = None) -> None:
    """Count the pieces of every matter of the district, and keep the counts in its one row."""
    spread = spread_of(_every_matter(progress))
    least = max(spread.texts // RARE, 1)
    counts = {piece: n for piece, n in spread.counts.items() if n > least}
    kept = {"matters": spread.texts, "least": least, "counts": zlib.compress(json.dumps(counts).encode())}
    with transaction.atomic():
        DocumentFrequencies.objects.all().delete()
        DocumentFrequencies.objects.create(**kept)


def _every_matter(progress: Progress | None) -> Any:
    for room in COMPARED:
        keys = list(room.model.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            rows = room.model.objects.filter(pk__in=keys[start : start + BATCH]).order_by()
            yield from map("\n".join, rows.values_list(*room.matter))
            if progress:
                progress.step(min(start + BATCH, len(keys)), len(keys))


def frequencies() -> Spread:
    """The spread over the matters of the district we are in."""
    row = next(iter(_row()), None)
    return _read(*row) if row else Spread()


@written_once
def _row() -> Any:
    return DocumentFrequencies.objects.values_list("pk", "matters", "least")[:1]


@lru_cache(KEPT_IN_MEMORY)
def _read(row: UUID, matters: int, least: int) -> Spread:
    """The counts of a row, which never change: what is counted anew is another row."""
    counts = DocumentFrequencies.objects.values_list("counts", flat=True).get(pk=row)
    return Spread(matters, json.loads(zlib.decompress(bytes(counts))), least)
