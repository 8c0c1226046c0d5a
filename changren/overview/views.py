"""The pages of this room. They only read."""

from typing import Any

from django.http import Http404, HttpResponse

from changren.base.clock.now import day_of
from changren.base.clock.period import Period
from changren.base.data.answers import sends, tells
from changren.base.tables.writing import XLSX
from changren.base.tenancy.models import Township
from changren.base.web.page import page
from changren.organisation.queries import district_level, places_for, townships
from changren.overview import documents, forms, queries
from changren.rulebook.queries import WhatIf


@tells(year=queries.Year, asks=("year", "township"))
def board(request: Any) -> HttpResponse:
    """The year of the district, or of one's township."""
    place, period = _place(request), _period(request)
    found = queries.year(place, period)
    return page(request, "overview/board.html", year=found, years=_years(request), places=_choices(request))


@tells(found=queries.Selection, asks=("key", "year", "township", "field"))
def records(request: Any) -> HttpResponse:
    """The records behind one number."""
    place, period, key = _place(request), _period(request), request.GET.get("key", "")
    if key not in queries.KEYS:
        raise Http404
    found = queries.select(
        key, district_level() if place.is_district else place, period,
        township=None if place.is_district else place, field=request.GET.get("field", ""), by=request.post,
    )  # fmt: skip
    return page(request, "overview/records.html", found=found, place=place)


@sends
def excel(request: Any) -> HttpResponse:
    """The same as a workbook."""
    place, period = _place(request), _period(request)
    year = queries.year(place, period)
    opened = queries.open_to(request.post, {one.url for one in year.figures.records})
    response = HttpResponse(documents.workbook(year, opened), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="changren-{period.start.year}.xlsx"'
    return response


@tells(found=WhatIf | None, asks=("key", "value", "year", "township"))
def trial(request: Any) -> HttpResponse:
    """What would another value of a rule have meant for the year's cases?"""
    place, period = _place(request), _period(request)
    asked = request.GET if "key" in request.GET else None
    form = forms.TrialForm(asked)
    ready = asked is not None and "value" in asked and form.is_valid()
    given = form.cleaned_data if ready else {}
    found = queries.trial(given["key"], given["value"], place, period, by=request.post) if ready else None
    return page(request, "overview/trial.html", form=form, found=found, place=place, period=period)


def _place(request: Any) -> Township:
    """The township asked for, if it is one's to see; else one's own, which for the district is all of it."""
    asked = request.GET.get("township")
    if not asked:
        return request.post.township  # type: ignore[no-any-return]
    found = next((place for place in places_for(request.post) if str(place.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def _period(request: Any) -> Period:
    """The year asked for; this year if none is, or nonsense."""
    asked, today = request.GET.get("year", ""), day_of(request.on)
    year = int(asked) if asked.isdigit() and asked in map(str, _years(request)) else today.year
    return Period.year(year, seen_on=today)


def _years(request: Any) -> list[int]:
    this = day_of(request.on).year
    return [this - n for n in range(5)]


def _choices(request: Any) -> Any:
    return townships() if request.post.township.is_district else ()
