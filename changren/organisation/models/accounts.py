"""Persons as users: who can sign in, from where they did, and where it failed."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.finding import Finding
from changren.base.secrets import HiddenText, digest, masked
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship, Tenant
from changren.organisation.devices import called
from changren.organisation.spelling import spelled


class Person(AbstractBaseUser, InTownship):
    """Somebody who uses Changren. What they may do comes from the posts they hold, not from here."""

    class TextSize(models.TextChoices):
        NORMAL = "normal", _("normal")
        LARGE = "large", _("large")

    class Theme(models.TextChoices):
        AUTO = "auto", _("as the device")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    last_login = None
    held: Any = None  # the posts they hold, on a page that asks every room about them

    name = models.CharField(_("name"), max_length=40)
    login = models.CharField(_("login name"), max_length=60)
    phone = HiddenText(_("telephone"), blank=True, default="")
    phone_digest = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001  (unique where known)
    is_open = models.BooleanField(_("may sign in"), default=True)
    must_choose_password = models.BooleanField(default=False)
    password_chosen_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(_("language"), max_length=8, default="zh-hans")
    text_size = models.CharField(_("text size"), max_length=6, choices=TextSize.choices, default=TextSize.NORMAL)
    theme = models.CharField(_("colours"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    calendar = models.PositiveSmallIntegerField(default=0)  # how often its link was made; 0: there is none
    shows_calendar = models.BooleanField(default=False)

    USERNAME_FIELD = "login"
    in_data = ("township", "login", "masked_phone", "is_open")
    kept_back = ("password", "phone_digest")
    alongside = ("township",)

    class Meta(InTownship.Meta):
        verbose_name = _("person")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["district", "login"], name="person_login"),
            models.UniqueConstraint(fields=["district", "phone_digest"], name="person_phone"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation:person", args=[self.pk])

    @property
    def spelling(self) -> str:
        """The name as it sounds, for the search: "zhangsan zs"."""
        return spelled(self.name)

    def finding(self) -> Finding:
        """The name, also by sound, and the login name."""
        return Finding(self.name, self.township_id, ((_("pinyin"), self.spelling), (_("login name"), self.login)))

    def found_by(self) -> set[Any]:
        """Everybody finds themselves."""
        return {self.pk}

    @property
    def masked_phone(self) -> str:
        """The telephone number with its middle hidden: 138****0000."""
        return masked(self.phone)

    def arrive(self) -> None:
        """Nobody can sign in until they are given a password; the number is found under this installation's key."""
        self.set_unusable_password()
        self.phone_digest = digest(self.phone) if self.phone else None

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.is_open

    @property
    def is_staff(self) -> bool:
        """Whether the read-only admin opens for this person; decided by the settings and the post (site/admin)."""
        return getattr(self, "may_look_inside", False)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_staff and ".view_" in perm

    def has_module_perms(self, label: str) -> bool:
        return self.is_staff


class SignIn(Tenant):
    """One browser of one person, signed in. The cookie holds the token; here is only its digest.

    Found by its cookie, it knows the end of the district's chain at that moment, `number` and `seal`, and how many
    notices are `unread`.
    """

    stays = True
    alongside = ("person__township", "post__township", "post__unit")

    token_digest = models.CharField(max_length=64)
    person = TenantForeignKey(Person, models.CASCADE, related_name="sign_ins")
    post = TenantForeignKey("organisation.Post", models.SET_NULL, related_name="+", null=True)
    device = models.CharField(_("device"), max_length=80, blank=True)
    began_at = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("last seen"))

    class Meta(Tenant.Meta):
        ordering = ["-seen_at"]
        constraints = [models.UniqueConstraint(fields=["district", "token_digest"], name="sign_in_token")]

    @property
    def called(self) -> str:
        """The device in the reader's language."""
        return called(self.device)


class FailedSignIn(Tenant):
    """Wrong passwords for one login name from one address; both as digests, forgotten after the lock-out."""

    stays = True

    login_digest = models.CharField(max_length=64)
    address_digest = models.CharField(max_length=64)
    count = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(fields=["district", "login_digest", "address_digest"], name="failed_sign_in_once")
        ]


class PastPassword(Tenant):
    """A password that its person may not choose again yet (the profile says how many are kept)."""

    stays = True

    person = TenantForeignKey(Person, models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    until = models.DateTimeField()

    class Meta(Tenant.Meta):
        ordering = ["-until"]
