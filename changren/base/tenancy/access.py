"""The two ways to a tenant table: inside one district (the default), or openly across all of them (R8)."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeVar

from django.db import models

from changren.base.tenancy.scope import district_here

REMEMBERED = 1024  # models times districts, in a process
Row = TypeVar("Row", bound=models.Model)


class TenantQuerySet(models.QuerySet[Row]):
    """A queryset whose rows stay in their district."""

    def update(self, **changes: Any) -> int:
        """As Django's; ValueError if it would move rows to another district (R7)."""
        if {"district", "district_id"} & changes.keys():
            raise ValueError("a row never moves to another district: copy it, then delete it")
        return super().update(**changes)

    def bulk_create(self, objs: Iterable[Row], *args: Any, **options: Any) -> list[Row]:
        """As Django's, after giving each row the district that we are in."""
        rows = list(objs)
        for row in rows:
            row.settle()  # type: ignore[attr-defined]
        return super().bulk_create(rows, *args, **options)


_Scoped = models.Manager.from_queryset(TenantQuerySet)


class InOneDistrict(_Scoped[Row]):
    """The default manager: only rows of the district we are in; NoDistrict when we are in none."""

    def get_queryset(self) -> models.QuerySet[Row]:
        rows = super().get_queryset()
        rows.query = _of(self.model, district_here()).clone()
        return rows


@lru_cache(REMEMBERED)
def _of(model: type[models.Model], district: Any) -> Any:
    """The question for all rows of a district, from which every other is made: nearly each line of code asks it."""
    return models.QuerySet(model).filter(district=district).query


class AcrossDistricts(_Scoped[Row]):
    """Every district's rows. Each use is listed, with its reason, in tests/house/test_tenancy.py."""
