"""Lists as tables: as they stand, or as they were sent, with what is wrong marked."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from changren.base.acts import Act
from changren.base.data.answers import sends
from changren.base.tables.writing import XLSX
from changren.base.web.page import page
from changren.organisation import documents, queries


def sheet_of(act: Act, form: Any) -> Callable[..., HttpResponse]:
    """The view of the table that an act takes over."""

    @sends
    def sheet(request: Any, pk: Any) -> HttpResponse:
        """The list as a table that can be taken over again; sent one, the same with what is wrong marked."""
        it = get_object_or_404(queries.lists_for(request.post), pk=pk)
        if request.method != "POST":
            return _table(documents.table_of(form.of, it), form.of)
        sent = form(request.POST, it=it, by=request.post, on=request.on)
        sent.is_valid()
        if sent.comparison is None:
            return page(request, "organisation/enter_list.html", act=act, it=it, form=sent, status=422)
        return _table(sent.comparison.marked(_("What is wrong")), form.of)

    return sheet


def _table(content: bytes, of: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="changren-{of}.xlsx"'
    return response
