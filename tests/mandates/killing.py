"""Run in a process of its own: `python -m tests.mandates.killing ROUNDS SEED`.

A roster of sixty is entered by a process that is forked and killed at a random moment, round after round. Whatever
became of it is looked at, and then taken back, so that the next one finds the register as it was. Prints what came of
it all.
"""

import json
import os
import random
import signal
import sys
import time
from importlib import import_module
from typing import Any

import django

HERE, ROWS, PATIENCE = 330302, 60, 20  # seconds
FAR_TOO_OFTEN = 5  # times as many rounds as are to be killed in time


def tell(rounds: int, seed: int) -> dict[str, Any]:
    """Prepare, kill, look, and enter it once more at the end."""
    from django.core.management import call_command
    from django.db import connections

    from changren.mandates import acts
    from changren.mandates.models import Term
    from changren.organisation.models import Post
    from tests.world import at, build

    call_command("migrate", verbosity=0, interactive=False)
    world = build(HERE, delegates=2, towns="东")
    Term.objects.update(seats=2 + ROWS)
    term, clerk, chance = world.here.term, Post.objects.get(role="clerk"), random.Random(seed)

    def enter() -> Any:
        return acts.enter_roster(term, by=clerk, on=at("2010-04-01 09:00"), **given())

    take_back(enter(), clerk)  # the first time takes longer
    began = time.monotonic()
    entered = enter()
    takes = time.monotonic() - began
    take_back(entered, clerk)
    found: dict[str, Any] = {"killed": 0, "nothing": 0, "everything": 0, "wrong": []}
    before = register()
    for _number in range(FAR_TOO_OFTEN * rounds):
        if found["killed"] == rounds:
            break
        connections.close_all()  # nothing open may cross a fork
        child = os.fork()
        if child == 0:
            enter()
            os._exit(0)
        time.sleep(chance.uniform(0, 1.2 * takes))
        os.kill(child, signal.SIGKILL)
        in_time = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        found["killed"] += in_time
        takes *= 1.02 if in_time else 0.9  # the machine has other things to do, now more, now less
        settle(found, before, clerk)
    enter()
    found["at the end"] = register()["delegates"] - before["delegates"]
    return found


def given() -> dict[str, Any]:
    """Sixty new delegates of a new electing unit, in a new delegation."""
    line = {
        "mandate": None, "person": None, "electing_unit": "新村支部", "delegation": "新团", "sector": "village",
        "rank": "front_line", "is_woman": False, "is_minority": False, "age_band": "to_45", "on_committee": False,
        "elected_on": "2010-03-01",
    }  # fmt: skip
    lines = [
        line | {"name": f"新代表{n}", "login": f"xin{n}", "phone": f"138{n:08}", "number": 100 + n} for n in range(ROWS)
    ]
    return {"lines": lines, "seats": {"新村支部": ROWS}, "headings": {"归口": "electing_unit"}, "source": "名册.xlsx",
            "first_password": ""}  # fmt: skip


def register() -> dict[str, int]:
    """How many of everything there are that a roster enters."""
    from changren.mandates.models import Delegation, ElectingUnit, Mandate, Roster, RosterLine
    from changren.organisation.models import Person
    from changren.search.models import Found

    return {
        "delegates": Mandate.objects.count(), "people": Person.objects.count(), "units": ElectingUnit.objects.count(),
        "delegations": Delegation.objects.count(), "lines": RosterLine.objects.count(),
        "rosters": Roster.objects.filter(state="entered").count(), "found": Found.objects.count(),
    }  # fmt: skip


def settle(found: dict[str, Any], before: dict[str, int], clerk: Any) -> None:
    """Whether all of it is there, or nothing, and the chain holds; what is there is taken back."""
    from changren.base.minutes import verify
    from changren.base.minutes.models import Chain, Entry
    from changren.mandates.models import Roster

    whole = {"delegates": ROWS, "people": ROWS, "units": 1, "delegations": 1, "lines": 2 * ROWS + 2, "rosters": 1,
             "found": 2 * ROWS}  # fmt: skip
    wait_for_the_killed()
    now = register()
    differs = {name: now[name] - before[name] for name in now}
    if differs == dict.fromkeys(differs, 0):
        found["nothing"] += 1
    elif differs == whole:
        found["everything"] += 1
        take_back(Roster.objects.get(state="entered"), clerk)
    else:
        found["wrong"].append(differs)
    found["wrong"] += [fault.says for fault in verify(Entry.objects.order_by("number"), Chain.objects.get())]


def wait_for_the_killed() -> None:
    """A server goes on with what it was told last: until it notices that nobody listens, it may still commit."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    until = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while cursor.execute(others).fetchone()[0]:
            if time.monotonic() > until:
                raise TimeoutError("a session of a killed process did not end")
            time.sleep(0.005)


def take_back(roster: Any, clerk: Any) -> None:
    from changren.mandates import acts
    from tests.world import at

    acts.take_back_roster(roster, by=clerk, on=at("2010-04-02 09:00"))


if __name__ == "__main__":
    django.setup()
    from changren.base.tenancy.scope import within_district

    with within_district(HERE):
        told = import_module("tests.mandates.killing").tell(int(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps(told))
