"""The shape of what comes in about forums: the plan, guests, what is said, answers, minutes."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.web.forms import ActForm, LongText, Moment
from changren.congress.models import Meeting
from changren.forum import queries
from changren.forum.models import Contribution, Forum, Guest
from changren.mandates.models import Mandate

TOPIC_MOST, TOPICS_MOST, TEXT_MOST, MINUTES_MOST = 60, 12, 6000, 30_000  # characters, topics
HERE = re.compile(r"/[\w/-]{1,118}")  # an address of this site


class PlanForm(ActForm):
    """Theme and topics, place and time; at a meeting of the congress or by itself."""

    theme = forms.CharField(label=_("Theme"), max_length=80)
    topics = LongText(label=_("Topics"), rows=4, max_length=TOPIC_MOST * TOPICS_MOST, help_text=_("One a line."))
    meeting = forms.ModelChoiceField(label=_("Part of a meeting"), queryset=Meeting.every_district.none(),
                                     required=False, empty_label=_("by itself"))  # fmt: skip
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    held_at = Moment(label=_("Takes place at"))

    def prepare(self) -> None:
        self.fields["meeting"].queryset = queries.meetings_for(self.by)  # type: ignore[attr-defined]
        if isinstance(self.it, Forum):
            names = ("theme", "meeting", "place", "held_at")
            told = {name: getattr(self.it, name) for name in names}
            self.initial = told | {"topics": "\n".join(self.it.topics)} | self.initial

    def clean_topics(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["topics"].splitlines() if line.strip()]
        long = next((name for name in names if len(name) > TOPIC_MOST), None)
        if long:
            raise ValidationError(_("“%(name)s …” is too long: write one topic a line."), params={"name": long[:20]})
        if len(names) > TOPICS_MOST:
            raise ValidationError(_("A forum has at most %(n)s topics."), params={"n": TOPICS_MOST})
        return names


class GuestForm(ActForm):
    name = forms.CharField(label=_("Name"), max_length=40)
    capacity = forms.ChoiceField(label=_("Invited as"), choices=Guest.Capacity.choices, widget=forms.RadioSelect)
    body = forms.CharField(label=_("Office or workplace"), max_length=60, required=False)


class SayForm(ActForm):
    """What a delegate says or asks."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=Contribution.Kind.choices, widget=forms.RadioSelect,
                             initial=Contribution.Kind.SPEECH)  # fmt: skip
    topic = forms.ChoiceField(label=_("On which topic?"), widget=forms.RadioSelect)
    text = LongText(label=_("Text"), rows=8, max_length=TEXT_MOST)

    def prepare(self) -> None:
        most = queries.rule_of(self.it, "text_most")
        self.rules = (most,)
        self.fields["topic"].choices = [(name, name) for name in self.it.topics]  # type: ignore[attr-defined]
        self.fields["text"].widget.attrs["data-limit"] = most.value


class RecordForm(SayForm):
    """The same, entered by the office for a guest or a delegate."""

    guest = forms.ModelChoiceField(label=_("Guest"), queryset=Guest.every_district.none(), required=False,
                                   empty_label=_("a delegate"))  # fmt: skip
    mandate = forms.ModelChoiceField(label=_("Delegate"), queryset=Mandate.every_district.none(), required=False,
                                     empty_label=_("a guest"))  # fmt: skip

    field_order = ("guest", "mandate", "kind", "topic", "text")

    def prepare(self) -> None:
        super().prepare()
        self.fields["guest"].queryset = self.it.guests.order_by("id")  # type: ignore[attr-defined]
        self.fields["mandate"].queryset = queries.delegates_here(self.it)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not self.errors and bool(said.get("guest")) == bool(said.get("mandate")):
            self.add_error("guest", _("Choose a delegate or a guest."))
        return said


class ReasonForm(ActForm):
    reason = LongText(label=_("Reason"), rows=3, max_length=300)


class AnswerForm(ActForm):
    text = LongText(label=_("Answer"), rows=8, max_length=TEXT_MOST)


class LinkForm(ActForm):
    """Where the suggestion is that somebody has made of it."""

    became = forms.CharField(label=_("Address of the suggestion"), max_length=119)

    def clean_became(self) -> str:
        became = self.cleaned_data["became"]
        if not HERE.fullmatch(became):
            raise ValidationError(_("This is no address of this site: it begins with “/”."))
        return str(became)


class MinutesForm(ActForm):
    """Begun from what was shown and answered."""

    text = LongText(label=pgettext_lazy("of a forum", "Minutes"), rows=20, max_length=MINUTES_MOST)

    def prepare(self) -> None:
        self.initial.setdefault("text", self.it.minutes or queries.drafted_minutes(self.it))
