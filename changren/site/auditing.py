"""`changren audit verify`: every chain of every district, from the first entry to the last."""

from collections.abc import Callable
from typing import Any

import click

from changren.base.minutes import verify
from changren.base.minutes.models import Chain, Entry
from changren.base.tenancy.models import District
from changren.base.tenancy.scope import within_district


def verify_all(code: int | None, expect: str | None, say: Callable[[str], Any]) -> int:
    """Verify one district or all; say what was found; return 0 if every chain holds, else 1.

    expect: a seal that was printed earlier and must still be in the chain.
    """
    districts = District.objects.filter(code=code) if code else District.objects.all()
    if not districts:
        say("No such district.")
        return 1
    return max(_verify(district, expect, say) for district in districts)


def _verify(district: District, expect: str | None, say: Callable[[str], Any]) -> int:
    with within_district(district.code):
        head, entries = Chain.objects.first(), Entry.objects.order_by("number")
        label = f"{district.code} {district}"
        with click.progressbar(entries.iterator(), length=entries.count(), label=label) as bar:
            faults = list(verify(bar, head))
        if expect and not entries.filter(seal=expect).exists():
            say(f"  {label}: no entry has the seal {expect}")
            return 1
    for fault in faults:
        say(f"  {label}: entry {fault.number}: {fault.says}")
    if not faults:
        say(f"  {label}: {head.number if head else 0} entries, the chain holds. Seal: {head.seal if head else '-'}")
    return 1 if faults else 0
