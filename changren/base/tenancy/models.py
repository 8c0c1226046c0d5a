"""The district, its townships, and what every tenant row has in common."""

from functools import cache
from typing import Any

from django.db import models
from django.db.backends.utils import truncate_name
from django.db.models.signals import class_prepared
from django.dispatch import receiver
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.access import AcrossDistricts, InOneDistrict
from changren.base.tenancy.fields import TenantFKConstraint, TenantForeignKey
from changren.base.tenancy.ids import uuid7
from changren.base.tenancy.moves import Moves
from changren.base.tenancy.scope import district_here

TENANT, REFERENCE, LOCAL = "tenant", "reference", "local"
LONGEST_NAME = 30  # identifiers of the strictest database we must fit (R13)


class District(models.Model):
    """A county or city district: the tenant. The key is its six-digit division code (GB/T 2260)."""

    kept_as = REFERENCE

    code = models.PositiveIntegerField(_("division code"), primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    city = models.CharField(_("city"), max_length=60, blank=True)
    province = models.CharField(_("province"), max_length=60, blank=True)
    host = models.CharField(_("host name"), max_length=120, blank=True, help_text=_("Where its people log in."))
    is_example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("district")

    def __str__(self) -> str:
        return self.name


@cache
def _labels(field: Any) -> dict[Any, Any]:
    return dict(field.flatchoices)


class OneRow:
    """UPDATE and DELETE of one row carry its district and never assign it (R7)."""

    def delete(self, using: Any = None, keep_parents: bool = False) -> Any:
        """As Django's, but never by the id alone."""
        mine = type(self)._base_manager.using(using)  # type: ignore[attr-defined]
        return mine.filter(district=self.district_id, pk=self.pk).delete()  # type: ignore[attr-defined]

    def _get_FIELD_display(self, field: Any) -> Any:  # noqa: N802  (Django's own name)
        """As Django's, which works the table of the choices out at every call: a long list spends its time there."""
        labels, value = _labels(field), getattr(self, field.attname)
        return force_str(labels.get(value, value), strings_only=True)

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *rest: Any) -> Any:
        column = self._meta.get_field("district")  # type: ignore[attr-defined]
        kept = [value for value in values if value[0] is not column]
        narrowed = base_qs.filter(district_id=self.district_id)  # type: ignore[attr-defined]
        return super()._do_update(narrowed, using, pk_val, kept, *rest)  # type: ignore[misc]


class Tenant(OneRow, Moves, models.Model):
    """A row that belongs to one district (R2, R3, R5–R8). Its keys and constraints are added below."""

    kept_as = TENANT

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="+", db_index=False, editable=False)

    objects = InOneDistrict()
    every_district = AcrossDistricts()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

    def save(self, *args: Any, **options: Any) -> None:
        """As Django's, but a row that was read is only ever updated: DatabaseError if its district was changed."""
        self.settle()
        if not self._state.adding and not options.get("force_insert"):
            options["force_update"] = True
        super().save(*args, **options)

    def settle(self) -> None:
        """Take the district we are in, if none was given."""
        if self.district_id is None:
            self.district_id = district_here()


@receiver(class_prepared)
def add_tenant_constraints(sender: type[models.Model], **signal: Any) -> None:
    """Give each tenant model UNIQUE (district, id) and one composite foreign key per TenantForeignKey."""
    meta = sender._meta
    if not issubclass(sender, Tenant) or meta.abstract:
        return
    ours: list[Any] = [models.UniqueConstraint(fields=["district", "id"], name=_name(sender, "key"))]
    for field in meta.local_fields:
        if isinstance(field, TenantForeignKey):
            ours.append(TenantFKConstraint(field=field.name, name=_name(sender, field.name)))
    meta.constraints = [*meta.constraints, *ours]
    meta.original_attrs["constraints"] = meta.constraints  # so that migrations see them


def _name(model: type[models.Model], what: str) -> str:
    return truncate_name(f"{model._meta.app_label}_{model._meta.model_name}_{what}", LONGEST_NAME)


class Township(Tenant):
    """A township, town or subdistrict; or, once per district, the district's own level (区本级).

    Its row is the lock of its acts (docs/house.md, section 2).
    """

    class Kind(models.TextChoices):
        TOWN = "town", _("town")
        TOWNSHIP = "township", _("township")
        SUBDISTRICT = "subdistrict", _("subdistrict")
        DISTRICT = "district", _("district level")

    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.TOWN)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    standing_since = models.DateField(_("standing system since"), null=True, blank=True)
    rules_version = models.PositiveIntegerField(default=0, editable=False)

    in_data = ("kind", "standing_since")

    class Meta:
        verbose_name = _("township")
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["district", "name"], name="township_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def township_id(self) -> Any:
        """A township is its own township: acts done to it take its own lock."""
        return self.pk

    @property
    def township(self) -> "Township":
        return self

    @property
    def is_district(self) -> bool:
        return self.kind == self.Kind.DISTRICT


class InTownship(Tenant):
    """A row of one township (or of the district's own level)."""

    township = TenantForeignKey(Township, related_name="+", verbose_name=_("township"))

    class Meta(Tenant.Meta):
        abstract = True
