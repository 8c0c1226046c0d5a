"""Lists that were sent, and come back with what is wrong marked."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from changren.base.acts import Act
from changren.base.data.answers import sends
from changren.base.tables.writing import XLSX
from changren.base.web.page import page
from changren.organisation import queries


def marked(act: Act, form: Any) -> Callable[..., HttpResponse]:
    """The view that marks what is wrong in what an act would be given."""

    @sends
    @require_POST
    def sheet(request: Any, pk: Any) -> HttpResponse:
        """The table as it was sent, with what is wrong marked."""
        it = get_object_or_404(queries.townships_for(request.post), pk=pk)
        sent = form(request.POST, it=it, by=request.post, on=request.on)
        sent.is_valid()
        if sent.comparison is None:
            return page(request, "organisation/enter_list.html", act=act, it=it, form=sent, status=422)
        response = HttpResponse(sent.comparison.marked(_("What is wrong")), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="changren-{sent.of}.xlsx"'
        return response

    return sheet
