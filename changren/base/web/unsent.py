"""Text as it is typed, kept until it is sent: on any device of the same person.

What is being typed is not yet a fact, so this is no act (decision 0006). One row a form, written over.
"""

from itertools import chain
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from changren.base.tenancy.written import written_once
from changren.base.web.models import UnsentText

LONGEST = 200_000  # characters in all fields together; more than any form accepts
LONGEST_ADDRESS = 160  # characters, as in UnsentText.form
NUL = "\0"  # PostgreSQL keeps no text with it
NOT_KEPT = {"csrfmiddlewaretoken", "once", "form"} | {  # and what may not lie in the database in clear
    "phone", "password", "first_password", "now", "again",
}  # fmt: skip


def unsent(request: Any) -> dict[str, Any]:
    """What this person has typed into the form at this address and not sent."""
    row = UnsentText.objects.filter(person_id=request.user.pk, form=request.path).first()
    return row.fields if row else {}


def forget(request: Any) -> None:
    """The form was sent, or its text thrown away."""
    for key in _kept(request.user.pk, request.path):
        UnsentText.objects.filter(pk=key).delete()


@written_once
def _kept(person_id: UUID, form: str) -> Any:
    return UnsentText.objects.filter(person_id=person_id, form=form).values_list("pk", flat=True)


@require_POST
def keep(request: Any) -> HttpResponse:
    """Keep the fields of a form (`form`: its address). Sent by the page while somebody types."""
    return HttpResponse(status=remember(request, request.user.pk, request.POST.get("form", "")))


def remember(request: Any, person_id: UUID, address: str) -> int:
    """Keep what the request brings as that person's text for the form at `address`; the status to answer with."""
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_KEPT}
    typed = "".join(chain(fields, *fields.values()))
    if not 0 < len(address) <= LONGEST_ADDRESS or NUL in address + typed:
        return 400
    if len(typed) > LONGEST:
        return 413
    row = UnsentText(person_id=person_id, form=address, fields=fields, saved_at=request.on)
    UnsentText.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["district", "person_id", "form"],
        update_fields=["fields", "saved_at"],
    )
    return 204


@require_POST
def drop(request: Any) -> HttpResponse:
    """Throw away what was kept of the form at `form`."""
    UnsentText.objects.filter(person_id=request.user.pk, form=request.POST.get("form", "")).delete()
    return HttpResponse(status=204)
