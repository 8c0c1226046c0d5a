"""System checks that keep the tenancy rules R1–R7. They run at start, in tests and in `changren check`."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db import models
from django.db.models.fields.composite import CompositePrimaryKey

from changren.base.tenancy.fields import TenantFKConstraint, TenantForeignKey
from changren.base.tenancy.models import LOCAL, REFERENCE, TENANT, Tenant

OURS = "changren."


@register()
def tenancy_rules(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Check every concrete model of the given apps, or of all."""
    configs = app_configs or apps.get_app_configs()
    return [
        fault for config in configs for model in config.get_models(include_auto_created=True) for fault in faults(model)
    ]


def faults(model: type[models.Model]) -> Iterator[CheckMessage]:
    """What is wrong with one model, rule by rule; nothing for a sound one."""
    kind = getattr(model, "kept_as", None if model.__module__.startswith(OURS) else LOCAL)
    if kind not in (TENANT, REFERENCE, LOCAL):
        yield _fault(model, 1, "is declared neither tenant nor reference nor local")
    if isinstance(model._meta.pk, CompositePrimaryKey):
        yield _fault(model, 4, "has a CompositePrimaryKey")
    if kind == TENANT:
        yield from _tenant_faults(model)


def _tenant_faults(model: type[models.Model]) -> Iterator[CheckMessage]:
    if not issubclass(model, Tenant) or model._meta.get_field("district").null:
        yield _fault(model, 2, "does not derive from Tenant, or its district may be null")
        return
    if model._meta.pk.get_internal_type() != "UUIDField":
        yield _fault(model, 3, "has a primary key that is not a UUID")
    yield from _unique_faults(model)
    for field in model._meta.local_fields:
        yield from _relation_faults(model, field)
    if model._meta.local_many_to_many:
        yield _fault(model, 6, "has a many-to-many field; write the table between as a model")


def _unique_faults(model: type[models.Model]) -> Iterator[CheckMessage]:
    uniques = [c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    if ("district", "id") not in {tuple(c.fields) for c in uniques}:
        yield _fault(model, 5, "has no UNIQUE (district, id)")
    for constraint in uniques:
        if not constraint.fields or constraint.fields[0] != "district":
            yield _fault(model, 5, f"has a unique constraint that does not start with district: {constraint.name}")
    if model._meta.unique_together:
        yield _fault(model, 5, "uses unique_together")


def _relation_faults(model: type[models.Model], field: Any) -> Iterator[CheckMessage]:
    if field.unique and not field.primary_key:
        yield _fault(model, 5, f"has a field that is unique over all districts: {field.name}")
    if not field.is_relation or not issubclass(field.related_model, Tenant):
        return
    if not isinstance(field, TenantForeignKey):
        yield _fault(model, 6, f"points at a tenant table with a plain key: {field.name}")
    elif not any(isinstance(c, TenantFKConstraint) and c.field == field.name for c in model._meta.constraints):
        yield _fault(model, 6, f"has no database constraint for {field.name}")


def _fault(model: type[models.Model], rule: int, says: str) -> CheckMessage:
    return Error(f"{model._meta.label} {says} (R{rule})", obj=model, id=f"tenancy.E{rule:03}")
