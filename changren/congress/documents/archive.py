"""A meeting as one ZIP that any computer opens: papers as they were put in, lists as CSV, records as JSON, sums.

The same meeting on the same day gives the same bytes.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from changren.base.clock.now import day_of
from changren.base.data.plain import in_full, plain
from changren.base.documents.pdf import pdf
from changren.base.documents.uploads import attached_to
from changren.base.words import harmless
from changren.congress import queries
from changren.congress.documents.papers import minutes_paper, requirements_paper
from changren.congress.models import Meeting, Paper, Resolution
from changren.organisation.models import Post
from changren.organisation.queries import history

SUMS = "SHA256SUMS"
BOM = "\ufeff"  # so that spreadsheets read it as UTF-8
READ_ME = Path(__file__).with_name("archive.txt")


def archive(meeting: Meeting, by: Post, on: datetime) -> bytes:
    """The bytes of it. by: for whom; reasons of leave and judgements of single delegates are never in it."""
    kept, sums, made = io.BytesIO(), [], localtime(on).timetuple()[:6]
    with ZipFile(kept, "w") as package:
        for name, data in _files(meeting, by, on):
            package.writestr(_info(name, made), data)
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
        package.writestr(_info(SUMS, made), "".join(sums))
    return kept.getvalue()


def _info(name: str, made: Any) -> ZipInfo:
    info = ZipInfo(name, made)
    info.compress_type = ZIP_DEFLATED
    return info


def _files(meeting: Meeting, by: Post, on: datetime) -> Iterator[tuple[str, bytes]]:
    report = queries.report(meeting, day_of(on))
    yield "README.txt", READ_ME.read_bytes()
    if meeting.minutes:
        yield "minutes.pdf", pdf(minutes_paper(meeting))
    yield "requirements.pdf", pdf(requirements_paper(report))
    resolutions = list(Resolution.objects.select_related(*Resolution.alongside).filter(meeting=meeting).order_by("id"))
    yield "meeting.json", _json(meeting, report, resolutions)
    yield "agenda.csv", _csv(_agenda(meeting))
    yield "people.csv", _csv(_people(meeting))
    yield "resolutions.csv", _csv(_resolutions(resolutions))
    yield "entries.csv", _csv(_entries(meeting))
    yield from _papers(meeting, by)


def _json(meeting: Meeting, report: queries.Report, resolutions: list[Resolution]) -> bytes:
    told = {
        "meeting": in_full(meeting), "minutes": meeting.minutes, "adopted_by": meeting.adopted_by,
        "requirements": [plain(one) for one in report.requirements],
        "agenda": [{"number": n, **plain(one)} for n, one in queries.numbered(meeting.items.all())],
        "officers": [plain(one) for one in meeting.officers.select_related("person")],
        "resolutions": [in_full(one) for one in resolutions],
        "judgements": {str(one.pk): _marks(one) for one in resolutions if one.state == Resolution.State.JUDGED},
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _marks(resolution: Resolution) -> list[list[Any]]:
    return [[str(label), n] for label, n in queries.tally(resolution).marks]


def _csv(rows: Iterable[Iterable[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([harmless("" if cell is None else cell) for cell in row] for row in rows)
    return (BOM + text.getvalue()).encode()


def _agenda(meeting: Meeting) -> list[list[Any]]:
    rows = [[n, one, one.get_kind_display(), one.is_late] for n, one in queries.numbered(meeting.items.all())]
    return [[_("Number"), _("Title"), _("Kind"), _("added late")], *rows]


def _people(meeting: Meeting) -> list[list[Any]]:
    head = [_("Name"), _("Standing"), _("Delegation"), _("Seat"), _("Answer"), _("Read the notice on")]
    rows = [
        [one.name, one.get_standing_display(), one.delegation, one.seat, one.get_answer_display(), one.told_on]
        for group in queries.groups(meeting) for one in group.invitees
    ]  # fmt: skip
    return [head, *rows]


def _resolutions(resolutions: list[Resolution]) -> list[list[Any]]:
    head = [_("Title"), _("Text"), _("State"), _("Unit responsible"), _("To be done by"), _("How it was carried out")]
    rows = [[one, one.text, one.get_state_display(), one.unit, one.due_on, one.report] for one in resolutions]
    return [head, *rows]


def _entries(meeting: Meeting) -> list[list[Any]]:
    return [
        [_("When"), _("What was done")],
        *([localtime(one.entry.at).isoformat(), one.sentence] for one in history(meeting)),
    ]


def _papers(meeting: Meeting, by: Post) -> Iterator[tuple[str, bytes]]:
    rows = list(Paper.objects.filter(meeting=meeting, is_removed=False).order_by("id"))
    files = list(attached_to(*rows))
    for n, one in enumerate(rows, 1):
        for version, file in enumerate((file for file in files if file.owner_id == one.pk), 1):
            with file.file.open("rb") as data:
                yield f"papers/{n:02}-{version:02}.{file.kind}", data.read()
