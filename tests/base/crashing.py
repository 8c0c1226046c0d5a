"""Run in processes of their own: `prepare` makes a district, `act` acts for ever, `check` says what is wrong.

Every acknowledged act is one line of the file ACKS, written with one write(2) after the act has returned.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import django

HERE = 330302


def prepare() -> None:
    """Tables, and one district with its people."""
    from django.core.management import call_command

    from tests.world import build

    call_command("migrate", verbosity=0, interactive=False)
    build(HERE, delegates=2)


def act() -> None:
    """Open a station with its two offices, again and again: one act with two inside it, and a notice."""
    from django.utils import timezone

    from changren.base.acts import act as declare
    from changren.base.tenancy.models import Township
    from changren.organisation import acts
    from changren.organisation.models import Person, Post, Unit

    clerk = Post.objects.select_related("township", "person").filter(role="clerk").first()
    told = list(Person.objects.exclude(pk=clerk.person_id).values_list("pk", flat=True)[:3])

    def open_station(township: Any, *, key: str, by: Any, on: Any) -> Any:
        for room in "甲乙":
            acts.add_unit(township, by=by, on=on, name=f"{key}{room}", kind="office", handles=False)
        return Unit.objects.create(township=township, name=key, kind="station")

    one = declare(Unit, within=Township, who=lambda it: None, tells=[lambda it: told], says="{by} {it}", verb="open")(
        open_station
    )
    acknowledged = os.open(os.environ["ACKS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    while True:
        once = uuid4()
        one(clerk.township, by=clerk, on=timezone.now(), once=once, key=once.hex)
        os.write(acknowledged, f"{once.hex}\n".encode())


def check() -> None:
    """Everything that does not hold, as JSON."""
    from django.db import connection
    from django.db.models import Count

    from changren.base.minutes import verify
    from changren.base.minutes.models import Chain, Entry
    from changren.base.notices.models import Notice
    from changren.organisation.models import Unit

    with Path(os.environ["ACKS"]).open() as lines:
        acknowledged = {UUID(line.strip()) for line in lines if line.endswith("\n")}
    done = Entry.objects.filter(act="base.open_station").values_list("once", "subject_id", "pk")
    stations = {unit.pk: unit.name for unit in Unit.objects.filter(kind="station", name__regex="^[0-9a-f]{32}$")}
    told = dict(Notice.objects.values_list("entry_id").annotate(n=Count("pk")))
    inside = dict(Entry.objects.exclude(cause_id=None).values_list("cause_id").annotate(n=Count("pk")))
    offices = set(Unit.objects.filter(kind="office").values_list("name", flat=True))
    wrong = {
        "chain": [fault.says for fault in verify(Entry.objects.order_by("number"), Chain.objects.get())],
        "acknowledged but lost": len(acknowledged - {once for once, _subject, _pk in done}),
        "stations and entries differ": len(stations.keys() ^ {subject for _once, subject, _pk in done}),
        "stations without both offices": sum({f"{n}甲", f"{n}乙"} - offices != set() for n in stations.values()),
        "offices without a station": len(offices) - 2 * len(stations) - OFFICES_BEFORE,
        "entries not told to three": sum(told.get(pk) != 3 for _once, _subject, pk in done),
        "entries without both causes": sum(inside.get(pk) != 2 for _once, _subject, pk in done),
        "acts done": len(done),
    }
    connection.check_constraints()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            wrong["integrity"] = cursor.execute("PRAGMA integrity_check").fetchone()[0]
    print(json.dumps(wrong))


OFFICES_BEFORE = 2  # one in each township, made by `prepare`


if __name__ == "__main__":
    django.setup()
    from changren.base.tenancy.scope import within_district

    with within_district(HERE):
        getattr(import_module("tests.base.crashing"), sys.argv[1])()  # under its name: acts are called after modules
