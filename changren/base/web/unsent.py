"""Text as it is typed, kept until it is sent: on any device of the same person.

What is being typed is not yet a fact, so this is no act (decision 0006). One row a form, written over.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_POST

from changren.base.web.models import UnsentText

LONGEST = 200_000  # characters in all fields together; more than any form accepts
NOT_KEPT = {"csrfmiddlewaretoken", "once", "form"}


def unsent(request: Any) -> dict[str, Any]:
    """What this person has typed into the form at this address and not sent."""
    row = UnsentText.objects.filter(person_id=request.user.pk, form=request.path).first()
    return row.fields if row else {}


def forget(request: Any) -> None:
    """The form was sent, or its text thrown away."""
    UnsentText.objects.filter(person_id=request.user.pk, form=request.path).delete()


@require_POST
def keep(request: Any) -> HttpResponse:
    """Keep the fields of a form (`form`: its address). Sent by the page while somebody types."""
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_KEPT}
    address = request.POST.get("form", "")
    if not 0 < len(address) <= UnsentText._meta.get_field("form").max_length:
        return HttpResponseBadRequest()
    if sum(len(value) for values in fields.values() for value in values) > LONGEST:
        return HttpResponse(status=413)
    row = UnsentText(person_id=request.user.pk, form=address, fields=fields, saved_at=request.on)
    UnsentText.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["district", "person_id", "form"],
        update_fields=["fields", "saved_at"],
    )
    return HttpResponse(status=204)


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Throw away what was kept of the form at `form`."""
    UnsentText.objects.filter(person_id=request.user.pk, form=request.POST.get("form", "")).delete()
    return HttpResponse(status=204)
