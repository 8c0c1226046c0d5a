"""The shape of what comes in about meetings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from changren.base.web.forms import ActForm, Moment
from changren.congress import queries
from changren.congress.models import Invitee, Meeting
from changren.mandates.models import Mandate, Session
from changren.organisation.models import Person


class ReviseForm(ActForm):
    """What may still change before the delegates are told."""

    title = forms.CharField(label=_("Title"), max_length=80)
    place = forms.CharField(label=_("Place"), max_length=80)
    starts_at = Moment(label=_("Begins"))
    ends_at = Moment(label=_("Ends"))

    def prepare(self) -> None:
        if isinstance(self.it, Meeting):
            names = ("title", "place", "starts_at", "ends_at")
            self.initial = {name: getattr(self.it, name) for name in names} | self.initial


class PlanForm(ReviseForm):
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=Meeting.Kind.choices, widget=forms.RadioSelect,
                             initial=Meeting.Kind.ANNUAL)  # fmt: skip
    like = forms.ModelChoiceField(label=_("Take the agenda of"), queryset=Meeting.every_district.none(),
                                  required=False, empty_label=_("the usual agenda of this kind"))  # fmt: skip

    field_order = ("kind", "title", "place", "starts_at", "ends_at", "like")

    def prepare(self) -> None:
        if isinstance(self.it, Session):
            self.initial.setdefault("title", queries.title_of(self.it))
            self.fields["like"].queryset = queries.meetings_before(self.it)  # type: ignore[attr-defined]


class InviteForm(ActForm):
    """Somebody who is expected beside the delegates, or a delegate who was forgotten."""

    standing = forms.ChoiceField(label=_("As what"), choices=Invitee.Standing.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=40)
    person = forms.ModelChoiceField(label=_("Account"), queryset=Person.every_district.none(), required=False,
                                    empty_label=_("has none"))  # fmt: skip
    mandate = forms.ModelChoiceField(label=_("Delegate"), queryset=Mandate.every_district.none(), required=False,
                                     empty_label=_("is none"))  # fmt: skip

    def prepare(self) -> None:
        people: Any = Person.objects.filter(township=self.it.township).order_by("name", "id")
        mandates = Mandate.objects.select_related("person").filter(term=self.it.session.term_id)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["mandate"].queryset = mandates.order_by("number")  # type: ignore[attr-defined]
